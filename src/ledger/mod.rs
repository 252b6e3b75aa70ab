//! The ledger: the single writer and what it decides by.
//!
//! [`Ledger`] is what the rest of the program holds. A [`Request`] goes to the writer's thread
//! (`writer`), meets limits, idempotency, condition and clock, then the [`guard`], which judges
//! each draft by the [`rules`] and seals its entry; many requests become durable in one commit.
//! Readers see the read state, which follows the durable commits ([`replay`] at start,
//! [`snapshot`]s to start faster).
//!
//! Not here: what events mean (`jejak-projections`), how entries are stored ([`crate::store`]),
//! what outsiders can check ([`crate::proof`]).

pub mod batches;
pub mod checks;
pub mod clock;
pub mod comparison;
pub mod differences;
pub mod draft;
pub mod guard;
mod handle;
pub mod hubs;
pub mod hypothesis;
pub mod identity;
pub mod limits;
mod observer;
pub mod own;
pub mod refusal;
pub mod replay;
pub mod rules;
pub mod samples;
pub mod second;
pub mod seen;
mod setup;
pub mod snapshot;
#[cfg(test)]
mod tests;
mod upkeep;
pub mod walk;
mod warrant;
mod writer;

pub use clock::{Clock, ScriptedClock, SystemClock};
pub use draft::{Actor, Condition, Draft, Request};
pub use handle::{Busy, Ledger};
pub use identity::RequestSecret;
pub use observer::{Committed, Observer};
pub use refusal::{Figures, Flag, Refusal};
pub use replay::{Folded, Moment, ReplayError};
pub use second::{Seal, Second, SecondError};
pub use seen::{SeeError, When};
pub use setup::Setup;
pub use warrant::{Unwarranted, Warrant};

use jejak_events::{Head, Timestamp};

use crate::store::{AppendError, ReadError};

/// What a recorded request is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Sequence number of its first event.
    pub first_seq: u64,
    /// Number of its events.
    pub count: u64,
    /// Head after it.
    pub head: Head,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What the rules found remarkable.
    pub flags: Vec<Flag>,
    /// Whether this is the first receipt again, for a request recorded before.
    pub repeated: bool,
}

/// Why a request was not recorded.
#[derive(Debug, Clone, thiserror::Error)]
pub enum WriteError {
    /// A rule refused it; nothing was recorded.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// A rule refused it, and that it did could not be recorded in the second ledger. Nothing was
    /// recorded at all; trying again is safe.
    #[error(
        "not recorded, and the second ledger cannot be written, without which nothing is decided: \
         {0}"
    )]
    NotOverseen(String),
    /// The store did not take it; nothing was recorded, trying again is safe.
    #[error("not recorded: {0}")]
    NotStored(String),
    /// There is not surely room for it; nothing was recorded. Once there is, the same process takes it.
    #[error(
        "not recorded: the disk is full: expected {needed} free bytes, found {available}; free some \
         space and send it again, nothing has to be started anew"
    )]
    DiskFull {
        /// Free bytes on the file system.
        available: u64,
        /// Bytes that have to be free.
        needed: u64,
    },
    /// The writer stopped: what is stored is known only after opening the ledger again.
    #[error("the writer stopped: {0}")]
    Stopped(String),
    /// An earlier batch could not be read back.
    #[error("cannot read an earlier batch: {0}")]
    Unreadable(String),
    /// Whoever proposed it may not; nothing was recorded.
    #[error("not allowed: {}", .0.why.within(rules::Language::En))]
    Unwarranted(Unwarranted),
}

impl From<ReadError> for WriteError {
    fn from(error: ReadError) -> WriteError {
        WriteError::Unreadable(error.to_string())
    }
}

/// Why a ledger was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error(transparent)]
    Store(#[from] crate::store::OpenError),
    /// The entries do not fold.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// An unfinished last batch could not be cut.
    #[error("cannot cut the unfinished last batch: {0}")]
    Cut(#[from] AppendError),
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> OpenError {
        OpenError::Replay(ReplayError::Store(error))
    }
}
