//! What is open while a server runs, and a command's hold of it.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::access::Access;
use crate::backup;
use crate::ledger::second::Reveals;
use crate::ledger::{Ledger, WriteError};
use crate::store::Folder;
use crate::vault::{BackupPlace, Vault};

/// The folder and the ledger in it, open once for everybody who asks.
#[derive(Clone)]
pub struct House {
    /// The folder, locked by this process.
    pub folder: Arc<Folder>,
    /// The ledger.
    pub ledger: Arc<Ledger>,
    /// Where it is backed up, if anywhere.
    pub backups: Option<Arc<backup::Place>>,
    /// The vault, where there is one and its key was given.
    pub vault: Option<Arc<RwLock<Vault>>>,
    /// Where the vault is backed up, if anywhere.
    pub vault_backups: Option<Arc<BackupPlace>>,
    /// What accounts are proved by.
    pub access: Arc<Access>,
    /// How many people each account may see, and saw lately.
    pub reveals: Arc<Reveals>,
    /// Most bytes of a document.
    pub document_max: u64,
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

/// A vault at hand: opened by a command for itself, or kept open by a server.
///
/// Invariant: one thread never holds two guards of it; a writer that waits between them would stop it
/// for good.
#[derive(Clone)]
pub struct VaultAtHand(Arc<RwLock<Vault>>);

impl VaultAtHand {
    /// The command's own.
    pub fn own(vault: Vault) -> VaultAtHand {
        VaultAtHand(Arc::new(RwLock::new(vault)))
    }

    /// The server's.
    pub fn kept(vault: &Arc<RwLock<Vault>>) -> VaultAtHand {
        VaultAtHand(Arc::clone(vault))
    }

    /// To look, beside others who look.
    pub fn read(&self) -> RwLockReadGuard<'_, Vault> {
        // Every change is one transaction of the store: what a panic left is whole.
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// To change, alone: what is decided by what was read must still be so when it is written.
    pub fn write(&self) -> RwLockWriteGuard<'_, Vault> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
