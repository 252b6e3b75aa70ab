//! What those who look after a running ledger hear of it: commits as they are stored, and how far
//! readers, snapshots and writer are.
//!
//! Invariants: an observer is told on the writer's thread, once per commit; it must not wait. It
//! costs the writer four looks at a clock per commit.
//!
//! Not here: what is made of it (`api::metrics`).

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::handle::Ledger;
use super::{Folded, WriteError, snapshot};

/// A commit that was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// Requests that it answers, refused ones among them.
    pub requests: usize,
    /// Events that it holds.
    pub events: u64,
    /// From the first request that was taken to the last byte on disk.
    pub whole: Duration,
    /// Writing and flushing alone.
    pub store: Duration,
}

/// Who hears of the writer's commits.
pub trait Observer: Send + Sync {
    /// A commit is durable; nobody was answered yet.
    fn committed(&self, committed: &Committed);

    /// A commit was not stored, or whether it was is not known.
    fn not_stored(&self, why: &WriteError);
}

impl Ledger {
    /// Tells an observer of every commit from now on. The first one stays.
    pub fn watch(&self, observer: Arc<dyn Observer>) {
        let _ = self.shared().observer.set(observer);
    }

    /// Durable events that readers do not see yet.
    pub fn read_lag(&self) -> u64 {
        let shared = self.shared();
        // In this order: readers never go beyond what is durable.
        let read = shared.read_size();
        shared.durable().size.saturating_sub(read)
    }

    /// The read state as far as it has come; nobody waits for it.
    pub fn read_as_is<T>(&self, question: impl FnOnce(&Folded) -> T) -> T {
        question(&self.shared().folded())
    }

    /// When the newest snapshot was taken.
    pub fn snapshot_taken(&self) -> Option<SystemTime> {
        snapshot::taken(self.snapshots()?)
    }
}
