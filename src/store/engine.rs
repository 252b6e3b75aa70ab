//! Where an engine plugs in: an ordered map from first sequence number to frame.
//!
//! Five operations, so that a driver is one short file and every guarantee is built and tested
//! above it. A driver never retries, never repairs, never answers before [`FrameEngine::sync`].
//!
//! Not here: what a frame is, heads, hashes.

use super::{Promises, frame};

/// What an engine said when it failed.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum EngineError {
    /// Surely nothing was written.
    #[error("{0}")]
    Untouched(String),
    /// The engine, or the operating system, failed; what is written is not known.
    #[error("{0}")]
    Failed(String),
    /// The engine found its own files damaged.
    #[error("{0}")]
    Damaged(String),
}

/// Frames to put and to remove, all or nothing. Reused between appends.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Frames, one after the other.
    pub bytes: Vec<u8>,
    /// First sequence number of each frame, and where it ends in `bytes`.
    inserts: Vec<(u64, usize)>,
    /// First sequence numbers of frames to remove.
    removes: Vec<u64>,
    /// Bytes of all frames that are put or removed.
    weight: usize,
}

impl Changes {
    /// Empties the changes, keeping the buffers.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.inserts.clear();
        self.removes.clear();
        self.weight = 0;
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.inserts.is_empty() && self.removes.is_empty()
    }

    /// Declares that what was added to `bytes` since the last call is the frame of `first_seq`.
    pub fn end_frame(&mut self, first_seq: u64) {
        let start = self.inserts.last().map_or(0, |&(_, end)| end);
        self.weight += self.bytes.len().saturating_sub(start);
        self.inserts.push((first_seq, self.bytes.len()));
    }

    /// Removes the frame of `first_seq`, which is `length` bytes long.
    pub fn remove(&mut self, first_seq: u64, length: usize) {
        self.weight += length;
        self.removes.push(first_seq);
    }

    /// The frames to remove.
    pub fn removes(&self) -> &[u64] {
        &self.removes
    }

    /// Whether one more frame might be more than `E` takes at once.
    pub fn are_full<E: FrameEngine>(&self) -> bool {
        self.weight + frame::LONGEST > E::GROUP_BYTES
            || self.inserts.len() + self.removes.len() >= E::GROUP_FRAMES
    }

    /// The frames to put.
    pub fn inserts(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let starts = std::iter::once(0).chain(self.inserts.iter().map(|&(_, end)| end));
        starts
            .zip(&self.inserts)
            .filter_map(|(start, &(first_seq, end))| Some((first_seq, self.bytes.get(start..end)?)))
    }
}

/// An ordered map from first sequence number to frame, on a disk.
pub(super) trait FrameEngine: Send + Sync + 'static {
    /// Most bytes of frames put or removed in one [`FrameEngine::write`].
    const GROUP_BYTES: usize;
    /// Most frames put or removed in one write; merging a run may exceed it by one run.
    const GROUP_FRAMES: usize;

    /// What a synced write survives.
    const PROMISES: Promises;

    /// The frame with the largest key at most `seq`.
    fn floor(&self, seq: u64) -> Result<Option<(u64, Vec<u8>)>, EngineError>;

    /// Visits the frames with keys in `from..to` in order until `visit` returns `false`. May see
    /// writes that happen meanwhile, each of them whole or not at all.
    fn scan(
        &self,
        from: u64,
        to: u64,
        visit: &mut dyn FnMut(u64, &[u8]) -> bool,
    ) -> Result<(), EngineError>;

    /// Applies all changes or none; durable only after [`FrameEngine::sync`].
    fn write(&self, changes: &Changes) -> Result<(), EngineError>;

    /// Makes everything written survive a power cut.
    fn sync(&self) -> Result<(), EngineError>;

    /// Bytes on disk.
    fn disk_bytes(&self) -> u64;

    /// Something to call every second while the store is open, if the engine needs it.
    fn tick(&self) -> Option<Box<dyn Fn() + Send>> {
        None
    }
}
