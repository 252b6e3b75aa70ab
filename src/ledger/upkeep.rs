//! Looks after the store while the ledger is open: merges small frames once there are many.
//!
//! On a thread of its own, because neither writer nor readers should wait for it; appends wait for
//! one step of a merge at most. A merge that fails costs space, nothing else: what it means for
//! further appends, the store says itself.

use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError};

use crate::store::EventStore;

/// How often it is asked whether a merge is due; asking is cheap.
const EVERY: Duration = Duration::from_secs(1);

/// Runs until the other end of `ended` is dropped.
pub(super) fn run(store: &dyn EventStore, ended: &Receiver<()>) {
    while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
        let _ = store.tidy();
    }
}
