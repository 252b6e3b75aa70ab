//! What is open while a server runs, and a command's hold of it.

use std::ops::Deref;
use std::sync::Arc;

use crate::backup;
use crate::ledger::{Ledger, WriteError};
use crate::store::Folder;

/// The folder and the ledger in it, open once for everybody who asks.
pub struct House {
    /// The folder, locked by this process.
    pub folder: Arc<Folder>,
    /// The ledger.
    pub ledger: Arc<Ledger>,
    /// Where it is backed up, if anywhere.
    pub backups: Option<Arc<backup::Place>>,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").field("folder", &self.folder.path()).finish_non_exhaustive()
    }
}

/// Something at hand: opened by a command for itself, or kept open by a server.
pub enum AtHand<T> {
    /// The command's own.
    Own(T),
    /// The server's.
    Kept(Arc<T>),
}

impl<T> Deref for AtHand<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            AtHand::Own(own) => own,
            AtHand::Kept(kept) => kept,
        }
    }
}

impl AtHand<Ledger> {
    /// Closes the command's own; the server's stays open.
    pub fn close(self) -> Result<(), WriteError> {
        match self {
            AtHand::Own(ledger) => ledger.close(),
            AtHand::Kept(_) => Ok(()),
        }
    }
}
