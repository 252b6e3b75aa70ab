//! Where entries are kept.
//!
//! [`EventStore`] holds what the ledger needs and nothing else: a head, a durable append that
//! expects a head, and a read of a range. No type of an engine appears here; whoever knows an
//! engine is in its one driver file (`engine` is the narrow place where a driver plugs in).
//! Everything that makes a store trustworthy (frames, high-water mark, expected head, idempotency,
//! disk-full guard, compaction) is written once in `framed` and runs on every driver; one
//! conformance suite proves it on each.
//!
//! Not here: what an entry means, rules, the Merkle tree, snapshots.

mod block;
#[cfg(test)]
pub mod conformance;
mod copy;
mod engine;
pub mod entry;
pub mod folder;
pub mod frame;
mod framed;
pub mod highwater;
mod keeper;
mod lock;
mod loose;
mod maintain;
pub mod memory;
mod redb;
mod sled;
mod space;
#[cfg(test)]
pub mod testing;

use std::ops::Range;

use jejak_events::Head;

pub use block::Block;
pub use copy::{CopyError, copy, copy_until};
pub use folder::{
    BACKUP, Engine, Folder, FolderError, Found, OpenError, SECOND, open_second_store, open_store,
    open_store_as_found,
};
pub use space::{RESERVE, RESERVE_SECOND, free_bytes};

/// Largest block, in bytes of entries, that one append takes: twice what one request may carry.
pub const LARGEST_BLOCK: usize = 64 * 1024 * 1024;

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
    /// The durable head. After opening it may lie beyond [`EventStore::high_water`].
    fn head(&self) -> Head;

    /// The high-water mark: everything below it was acknowledged. What lies between it and the
    /// head after opening was perhaps never answered, and its last batch may be incomplete.
    fn high_water(&self) -> Head;

    /// Makes a block durable, if the store's head is `expected`.
    ///
    /// Idempotent by hash: appending again what is already stored right after `expected` is done,
    /// not a conflict. When it returns `Ok`, everything in the block is durable as promised. A
    /// block is not atomic: a crash may leave a prefix of it, never anything else.
    fn append(&self, expected: Head, block: &Block) -> Result<(), AppendError>;

    /// Reads the entries of `range` in order, as blocks; `visit` returns `false` to stop early.
    ///
    /// What lies beyond the head is left out. Checksums, sequence numbers and lengths are verified
    /// as it goes; the hash links are verified by whoever replays.
    fn read(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&Block) -> bool,
    ) -> Result<(), ReadError>;

    /// Settles the tail after opening: durably removes the entries from `size` on, and moves the
    /// high-water mark to what is left. Refused below the high-water mark. With `size` equal to
    /// the head's it removes nothing and confirms everything.
    fn truncate_tail(&self, size: u64) -> Result<(), AppendError>;

    /// What an acknowledged append survives.
    fn promises(&self) -> Promises;

    /// Rewrites runs of small frames as full ones. Hashes do not change. Interrupting it at any
    /// moment loses nothing.
    fn compact(&self) -> Result<Compaction, AppendError>;

    /// Merges the small frames at the end once there are many: what a keeper calls now and then.
    /// Cheap when nothing is due; appends wait for one step of it at most.
    fn tidy(&self) -> Result<Compaction, AppendError>;

    /// Counts the frames that hold the entries; reads all of them.
    fn frames(&self) -> Result<Frames, ReadError>;

    /// Bytes on disk, 0 for a store in memory.
    fn disk_bytes(&self) -> u64;

    /// Syncs everything, the high-water mark too, and refuses further appends.
    fn close(&self) -> Result<(), AppendError>;
}

/// What a compaction did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compaction {
    /// Small frames that were replaced.
    pub frames_before: u64,
    /// Full frames that replaced them.
    pub frames_after: u64,
}

/// How the entries are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames {
    /// Frames in all.
    pub count: u64,
    /// Those that are less than half full, by entries and by bytes.
    pub small: u64,
    /// Bytes of all frames, compressed, as handed to the engine.
    pub bytes: u64,
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
    /// What was asked contradicts what the store protects; nothing was changed, and asking again
    /// will not help.
    #[error("refused: {0}")]
    Refused(String),
    /// Checked before anything was touched.
    #[error(
        "disk full: {available} bytes are free where {needed} are needed; nothing was written, \
         free some space and try again"
    )]
    DiskFull {
        /// Free bytes on the file system.
        available: u64,
        /// The reserve (256 MiB, of a second ledger 64 MiB) plus four times the block.
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
