//! Where entries are kept.
//!
//! [`EventStore`] holds what the ledger needs and nothing else: a head, a durable append that
//! expects a head, and a read of a range. No type of an engine appears here; whoever knows an
//! engine is in its one driver file. The drivers share frames and guards, not engine code, and
//! pass one conformance suite.
//!
//! Not here: what an entry means, rules, the Merkle tree, snapshots.

mod block;

use std::ops::Range;

use jejak_events::Head;

pub use block::Block;

/// What survives once [`EventStore::append`] has returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promises {
    /// Acknowledged entries survive `kill -9` of the process.
    pub process_kill: bool,
    /// Acknowledged entries survive a power cut of the machine.
    pub power_cut: bool,
    /// Acknowledged entries survive the loss of the machine and its disks.
    pub node_loss: bool,
    /// Largest batch, in bytes of entries, that one append takes.
    pub largest_batch: usize,
}

/// An append-only, ordered store of entries.
pub trait EventStore: Send + Sync {
    /// The durable head.
    fn head(&self) -> Head;

    /// Makes a block durable, if the store's head is `expected`.
    ///
    /// Idempotent by hash: appending again what is already stored right after `expected` is done,
    /// not a conflict. When it returns `Ok`, everything in the block is durable as promised.
    fn append(&self, expected: Head, block: &Block) -> Result<(), AppendError>;

    /// Reads the entries of `range` in order, as blocks; `visit` returns `false` to stop early.
    ///
    /// Checksums, sequence numbers and lengths are verified as it goes; the hash links are
    /// verified by whoever replays.
    fn read(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&Block) -> bool,
    ) -> Result<(), ReadError>;

    /// What an acknowledged append survives.
    fn promises(&self) -> Promises;

    /// Rewrites runs of small frames as full ones. Hashes do not change. Interrupting it at any
    /// moment loses nothing.
    fn compact(&self) -> Result<Compaction, ReadError>;

    /// Bytes on disk, 0 for a store in memory.
    fn disk_bytes(&self) -> u64;

    /// Syncs everything, the high-water mark too, and refuses further appends.
    fn close(&self) -> Result<(), AppendError>;
}

/// What a compaction did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compaction {
    /// Frames before.
    pub frames_before: u64,
    /// Frames after.
    pub frames_after: u64,
}

/// Why an append did not (surely) happen.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else appended first; nothing was stored. Re-read the head.
    #[error("conflict: the append expected head {expected}, the store is at {found}")]
    Conflict {
        /// What the caller believed.
        expected: Head,
        /// What the store holds.
        found: Head,
    },
    /// The outcome is not known: it may be stored. Re-open and compare before anything else.
    #[error(
        "outcome unknown: {0}; the writer stops, open the ledger again to learn what is stored"
    )]
    Unknown(String),
    /// Surely not stored; trying again later is safe.
    #[error("not stored: {0}")]
    Unavailable(String),
    /// Checked before anything was touched.
    #[error(
        "disk full: {available} bytes are free where {needed} are needed; nothing was written, free some space and try again"
    )]
    DiskFull {
        /// Free bytes on the file system.
        available: u64,
        /// 256 MiB plus four times the block.
        needed: u64,
    },
    /// The block is larger than [`Promises::largest_batch`]; nothing was stored.
    #[error("a batch of {found} bytes is above the store's largest of {largest}")]
    TooLarge {
        /// Bytes of the block.
        found: usize,
        /// The limit.
        largest: usize,
    },
    /// The store is damaged.
    #[error(transparent)]
    Corrupt(#[from] ReadError),
}

/// Why entries could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What is stored contradicts itself. Never repaired silently.
    #[error("the store is damaged at entry {seq}: {what}")]
    Corrupt {
        /// First sequence number that cannot be trusted.
        seq: u64,
        /// What was expected and what was found.
        what: String,
    },
    /// The operating system or the engine failed to read.
    #[error("cannot read: {0}")]
    Io(String),
}
