//! Small frames at the end of the store: each commit of a few entries leaves one.
//!
//! They cost disk and time, so they are merged into full frames, but only once there are many: a
//! merge rewrites what it merges, and one sync is shared by all of it. What a closed run leaves
//! open at the end, up to 249 frames, stays as it is; the threshold lies well above.
//!
//! Not here: merging itself ([`super::maintain`]).

use super::engine::FrameEngine;
use super::frame::{Header, MOST_ENTRIES, MOST_RAW};
use super::framed::{FramedStore, failed, header_at, lock};
use super::{AppendError, Compaction, EventStore, Frames, ReadError};

/// Small frames that make a merge due: four full frames become of them, in few steps, so that
/// appends wait for a sync or two.
pub const DUE: u64 = 1_024;

/// Small frames since the last merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Loose {
    /// How many.
    pub frames: u64,
    /// Where the first of them begins.
    pub from: u64,
}

impl Loose {
    /// Notes that a frame of so many entries and raw bytes was added.
    pub fn add(&mut self, first_seq: u64, count: usize, raw_len: usize) {
        if is_small(count, raw_len) {
            if self.frames == 0 {
                self.from = first_seq;
            }
            self.frames += 1;
        }
    }
}

/// Whether a frame is less than half full in every respect: few long entries fill one too.
fn is_small(count: usize, raw_len: usize) -> bool {
    2 * count < MOST_ENTRIES && 2 * raw_len < MOST_RAW
}

impl Header {
    fn is_small(&self) -> bool {
        is_small(usize::from(self.count), self.raw_len as usize)
    }
}

impl<E: FrameEngine> FramedStore<E> {
    /// Counts the small frames at the end of a store that was just opened, as far as a merge
    /// needs to know.
    pub(super) fn count_loose(&self) -> Result<Loose, ReadError> {
        let mut loose = Loose { frames: 0, from: self.head().size };
        while loose.frames < DUE {
            let Some(before) = loose.from.checked_sub(1) else { break };
            let (key, bytes) = self.frame_holding(before)?;
            if !header_at(key, &bytes)?.is_small() {
                break;
            }
            loose = Loose { frames: loose.frames + 1, from: key };
        }
        Ok(loose)
    }

    /// Merges the small frames at the end when that is due.
    pub(super) fn merge_loose_frames(&self) -> Result<Compaction, AppendError> {
        let loose = self.writer()?.loose;
        if loose.frames < DUE {
            return Ok(Compaction::default());
        }
        let mut compacted_to = lock(&self.compacted_to);
        let begin = loose.from.max(*compacted_to);
        let mut reached = begin;
        let merged = self.merge_from(&mut reached);
        if begin == *compacted_to {
            *compacted_to = reached;
        }
        merged
    }

    /// Counts all frames.
    pub(super) fn count_frames(&self) -> Result<Frames, ReadError> {
        let (mut frames, mut broken) = (Frames::default(), None);
        let scanned = self.engine.scan(0, self.head().size, &mut |key, bytes| {
            match header_at(key, bytes) {
                Ok(header) => {
                    frames.count += 1;
                    frames.small += u64::from(header.is_small());
                    frames.bytes += bytes.len() as u64;
                }
                Err(e) => broken = Some(e),
            }
            broken.is_none()
        });
        scanned.map_err(|e| failed(0, e))?;
        broken.map_or(Ok(frames), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_small_when_neither_entries_nor_bytes_fill_half() {
        let mut loose = Loose::default();
        loose.add(10, MOST_ENTRIES / 2, 100);
        loose.add(135, 3, MOST_RAW / 2);
        assert_eq!(loose, Loose::default());
        loose.add(138, MOST_ENTRIES / 2 - 1, MOST_RAW / 2 - 1);
        loose.add(262, 1, 100);
        assert_eq!(loose, Loose { frames: 2, from: 138 });
    }
}
