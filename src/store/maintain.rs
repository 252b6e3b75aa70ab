//! Changes to frames that change no entry: merging small frames, and cutting an unanswered tail.
//!
//! Both go through the store's one writer, and each step is one atomic, synced change of the
//! engine, so an interruption leaves a store that holds the same entries.

use jejak_events::Head;

use super::engine::FrameEngine;
use super::frame::{self, Header};
use super::framed::{FramedStore, Writer, corrupt, failed};
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
        let mut from = super::framed::lock(&self.compacted_to);
        self.merge_from(&mut from)
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
            let header = match Header::parse(bytes) {
                Ok((header, _)) if header.first_seq == key => header,
                Ok((header, _)) => {
                    broken = Some(corrupt(key, &format_args!("found {}", header.first_seq)));
                    return false;
                }
                Err(e) => {
                    broken = Some(corrupt(key, &e));
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

    /// Removes what lies beyond `size` and confirms the rest.
    pub(super) fn truncate(&self, size: u64) -> Result<(), AppendError> {
        let mut from = super::framed::lock(&self.compacted_to);
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
        self.hide(kept);
        *from = (*from).min(size);
        if size < head.size {
            self.remove_from(&mut writer, size, head.size)?;
        }
        self.publish(&mut writer, kept)?;
        self.sync_mark(&mut writer)
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
