//! Changes to frames that change no entry: merging small frames, and cutting an unanswered tail.
//!
//! Both go through the store's one writer, and each step is one atomic, synced change of the
//! engine, so an interruption leaves a store that holds the same entries.

use jejak_events::Head;

use super::engine::FrameEngine;
use super::frame::{self, Header};
use super::framed::{FramedStore, Writer, corrupt, failed, header_at, lock};
use super::loose::Loose;
use super::{AppendError, Block, Compaction, EventStore, ReadError};

/// Frames that are looked at while appends wait: more than one run can hold.
const MOST_SCANNED: usize = 1024;

/// Adjacent frames that fit into one.
#[derive(Default)]
struct Run {
    /// Key and length of each.
    frames: Vec<(u64, usize)>,
    merged: Option<Header>,
    /// The first frame, as it is; unpacked only when there is something to merge it with.
    first: Vec<u8>,
    block: Block,
}

impl<E: FrameEngine> FramedStore<E> {
    /// Replaces each closed run of small frames by one frame.
    ///
    /// A run is closed when the next frame would not fit any more, so an entry is rewritten at
    /// most once. Only what the high-water mark covers is touched.
    pub(super) fn merge_small_frames(&self) -> Result<Compaction, AppendError> {
        self.merge_from(&mut lock(&self.compacted_to))
    }

    /// The same from one frame on, which moves to the start of the run left open at the end.
    /// Whoever calls holds `compacted_to`.
    pub(super) fn merge_from(&self, from: &mut u64) -> Result<Compaction, AppendError> {
        let mut done = Compaction::default();
        loop {
            let mut writer = self.writer()?;
            self.space.check(E::GROUP_BYTES)?;
            let end = self.high_water().size.min(self.head().size);
            let (open, step) = self.gather(&mut writer, *from, end)?;
            if !writer.changes.is_empty() {
                self.commit(&mut writer)?;
            }
            done.frames_before += step.frames_before;
            done.frames_after += step.frames_after;
            if open.from == *from {
                writer.loose = open;
                return Ok(done);
            }
            *from = open.from;
            drop(writer);
            // Whoever wants to append goes first.
            std::thread::yield_now();
        }
    }

    /// Fills the writer's changes with closed runs from `from` on; returns the open run at the
    /// end, where to go on.
    fn gather(
        &self,
        writer: &mut Writer,
        from: u64,
        end: u64,
    ) -> Result<(Loose, Compaction), ReadError> {
        writer.changes.clear();
        let (mut run, mut step) = (Run::default(), Compaction::default());
        let (mut broken, mut scratch, mut frames) = (None, Block::default(), 0);
        let scanned = self.engine.scan(from, end, &mut |key, bytes| {
            let header = match header_at(key, bytes) {
                Ok(header) => header,
                Err(e) => {
                    broken = Some(e);
                    return false;
                }
            };
            if !run.takes(&header) {
                run.replace(writer, &mut step);
                if writer.changes.are_full::<E>() || frames > MOST_SCANNED {
                    run.start(key, 0);
                    return false;
                }
            }
            if let Err(e) = run.add(&header, bytes, &mut scratch) {
                broken = Some(corrupt(key, &e));
                return false;
            }
            frames += 1;
            true
        });
        scanned.map_err(|e| failed(from, e))?;
        match broken {
            Some(broken) => Err(broken),
            None => {
                let from = run.frames.first().map_or(from, |&(key, _)| key);
                Ok((Loose { frames: run.frames.len() as u64, from }, step))
            }
        }
    }

    /// Removes what lies beyond `size` and confirms the rest. When that fails midway the store
    /// stops: readers see the shorter ledger, and the engine may still hold the longer one.
    pub(super) fn truncate(&self, size: u64) -> Result<(), AppendError> {
        let mut compacted_to = lock(&self.compacted_to);
        let mut writer = self.writer()?;
        let (mark, head) = (self.high_water(), self.head());
        if size < mark.size || size > head.size {
            return Err(AppendError::Refused(format!(
                "expected a size from {} (HIGHWATER: everything below was acknowledged) to {} \
                 (the head), found {size}",
                mark.size, head.size
            )));
        }
        let kept = match size.checked_sub(1) {
            _ if size == head.size => head,
            None => Head::EMPTY,
            Some(last) => Head { size, hash: self.entry_and_hash(last)?.1 },
        };
        // The frame that straddles the cut is no longer full.
        let last = size.checked_sub(1).map(|last| self.frame_holding(last)).transpose()?;
        *compacted_to = (*compacted_to).min(last.map_or(0, |(key, _)| key));
        self.hide(kept);
        if size < head.size {
            self.remove_from(&mut writer, size, head.size).map_err(|e| match e {
                AppendError::Unknown(_) => e,
                e => writer.stop(&e),
            })?;
        }
        self.publish(&mut writer, kept)?;
        self.sync_mark(&mut writer)?;
        writer.loose = self.count_loose()?;
        Ok(())
    }

    /// Removes the entries `size..head`, the last frames first, so that a prefix is left whenever
    /// it is interrupted. The frame that straddles `size` is rewritten with the last removals.
    fn remove_from(&self, writer: &mut Writer, size: u64, head: u64) -> Result<(), AppendError> {
        let mut frames = Vec::new();
        let scanned = self.engine.scan(size, head, &mut |key, bytes| {
            frames.push((key, bytes.len()));
            true
        });
        scanned.map_err(|e| failed(size, e))?;
        let straddling = if size == 0 { None } else { Some(self.frame_holding(size - 1)?) };
        writer.changes.clear();
        for (key, length) in frames.into_iter().rev() {
            if writer.changes.are_full::<E>() {
                self.commit(writer)?;
                writer.changes.clear();
            }
            writer.changes.remove(key, length);
        }
        if let Some((key, bytes)) = straddling {
            let mut block = Block::default();
            frame::decode_into(&bytes, key, &mut block).map_err(|e| corrupt(key, &e))?;
            if block.next_seq() > size {
                block.keep(key..size);
                writer.add_frame(&block, 0);
            }
        }
        if writer.changes.is_empty() { Ok(()) } else { self.commit(writer) }
    }
}

impl Run {
    /// Whether the run stays one frame when the next frame joins it.
    fn takes(&self, next: &Header) -> bool {
        self.merged.is_none_or(|merged| merged.fits(next))
    }

    /// Begins an empty run at `key`.
    fn start(&mut self, key: u64, length: usize) {
        self.frames.clear();
        self.frames.push((key, length));
        self.merged = None;
    }

    /// Adds a frame that [`Run::takes`].
    fn add(
        &mut self,
        header: &Header,
        bytes: &[u8],
        scratch: &mut Block,
    ) -> Result<(), frame::FrameError> {
        let Some(merged) = self.merged else {
            self.start(header.first_seq, bytes.len());
            self.merged = Some(*header);
            self.first.clear();
            self.first.extend_from_slice(bytes);
            return Ok(());
        };
        if self.frames.len() == 1 {
            frame::decode_into(&self.first, merged.first_seq, &mut self.block)?;
        }
        frame::decode_into(bytes, header.first_seq, scratch)?;
        scratch.iter().for_each(|(_, entry)| self.block.push(entry));
        self.frames.push((header.first_seq, bytes.len()));
        self.merged = Some(merged.merged(header));
        Ok(())
    }

    /// Turns a closed run of several frames into a change, and begins an empty run.
    fn replace(&mut self, writer: &mut Writer, step: &mut Compaction) {
        if self.frames.len() > 1 {
            for &(key, length) in self.frames.iter().skip(1) {
                writer.changes.remove(key, length);
            }
            writer.add_frame(&self.block, 0);
            step.frames_before += self.frames.len() as u64;
            step.frames_after += 1;
        }
        self.frames.clear();
        self.merged = None;
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance::{grow, read_all};
    use super::super::loose::DUE;
    use super::super::memory::{Fault, MemoryDisk};
    use super::super::testing::block;
    use super::*;

    /// A disk with 300 entries below the mark and so many beyond it, each in a frame of its own.
    fn with_tail(entries: usize) -> MemoryDisk {
        let disk = MemoryDisk::new();
        let store = disk.open().unwrap();
        grow(&*store, &[300]);
        let before = disk.image();
        grow(&*store, &vec![1; entries]);
        disk.restore(&disk.image().with_mark_of(&before));
        disk
    }

    #[test]
    fn frames_that_were_cut_off_are_no_reason_to_merge() {
        let due = usize::try_from(DUE).unwrap();
        let store = with_tail(due + 10).open().unwrap();
        store.truncate_tail(305).unwrap();
        // Left are five of one entry, and the one of fifty before them.
        grow(&*store, &vec![1; due - 7]);
        assert_eq!(store.tidy().unwrap(), Compaction::default(), "one less than is due");
        let all = grow(&*store, &[1]);
        let merged = store.tidy().unwrap();
        assert!(merged.frames_before >= DUE - 250 && merged.frames_after <= 5, "{merged:?}");
        assert!(read_all(&*store, 0).unwrap() == all);
    }

    #[test]
    fn a_store_whose_tail_could_not_be_cut_accepts_nothing_more() {
        let disk = with_tail(20);
        let store = disk.open().unwrap();
        let all = read_all(&*store, 0).unwrap();
        disk.fail_next_append(Fault::Unavailable);
        let cut = store.truncate_tail(305);
        assert!(matches!(cut, Err(AppendError::Unknown(_))), "{cut:?}");
        let next = store.append(store.head(), &block(store.head(), 1));
        assert!(matches!(next, Err(AppendError::Unavailable(_))), "{next:?}");
        drop(store);
        assert!(read_all(&*disk.open().unwrap(), 0).unwrap() == all);
    }
}
