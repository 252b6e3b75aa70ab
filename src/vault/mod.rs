//! The vault: personal data, beside the ledger and never in it.
//!
//! ```text
//! DATA/vault/VAULT          marker: format, random id, how the master key is made, a check of it
//! DATA/vault/people.redb    rows; whatever says something of a person is sealed
//! DATA/vault/VAULT.next     the marker to be, while the master key is being changed
//! DATA/vault/blobs/         documents, one sealed file each
//! ```
//!
//! A person is 16 random bytes. A keyed hash of the NIK leads to them; a key of their own, wrapped
//! by the master key, opens what is kept of them. Erasing a person destroys key, mapping,
//! ciphertext and salts; the ledger, which holds the 16 bytes alone, does not change.
//!
//! Invariants:
//! - nothing here knows of ledger, store or accounts; nothing there needs the vault;
//! - the master key is never stored, printed or logged; a wrong one is said at opening;
//! - no error names a value: ids, rows and fields only;
//! - every change is one transaction, and asking again for what was done changes nothing.
//!
//! Not here: files that people send in, events, the command line. What it protects against and what
//! it cannot do: `docs/VAULT.md`.

mod backup;
mod batch;
mod commitments;
mod documents;
mod erase;
mod error;
mod fault;
mod households;
pub mod key;
mod links;
mod lists;
mod marker;
pub mod nik;
mod notes;
mod people;
mod person;
mod protect;
mod rekey;
mod rows;
mod scrub;
mod seal;
mod store;
#[cfg(test)]
mod tests;
mod tokens;

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use jejak_events::ids::{Bytes32, RecipientId};

pub use backup::{BackingUp, BackupPlace, Restoring, Written};
pub use documents::{Bound, DOCUMENT_BYTES_MAX, Media, NewDocument, Stored};
pub use erase::{Erased, Tombstone};
pub use error::VaultError;
pub use households::Membership;
pub use key::{KeySource, MasterKey};
pub use lists::{List, ListKind, ListRow, Match};
pub use notes::NOTE_BYTES_MAX;
pub use people::{Added, Known, Standing};
pub use person::{Document, DocumentKind, Identity, Person, Sex, mask_name, mask_number};
pub use tokens::TokenKind;

use batch::Batch;
use fault::Faults;
use key::Keys;
use marker::Marker;
use store::Store;

/// Longest text of a field, in bytes: a long address fits.
pub const FIELD_BYTES_MAX: usize = 1_000;

/// An open vault; one process at a time has it.
pub struct Vault {
    folder: PathBuf,
    marker: Marker,
    keys: Keys,
    store: Store,
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

impl Vault {
    /// Whether something that was, or was to be, a vault lies at a path.
    pub fn exists(folder: &Path) -> bool {
        folder.join(marker::FILE).exists()
    }

    /// Makes a new vault in a folder where none is. The marker comes last: what was interrupted
    /// before is no vault, and creating goes on from there.
    pub fn create(folder: &Path, source: &KeySource) -> Result<Vault, VaultError> {
        if Vault::exists(folder) {
            return Err(VaultError::Exists(folder.to_owned()));
        }
        let io = |source| VaultError::Io { path: folder.to_owned(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
        store::forget_unfinished(folder)?;
        let derivation = source.new_derivation();
        let master = MasterKey::from_source(source, &derivation)?;
        let marker = Marker::new(derivation, &master);
        let keys = Keys::of(&master, &marker.id, Vec::new());
        let store = Store::create(folder, Faults::default())?;
        marker.write(folder)?;
        Ok(Vault { folder: folder.to_owned(), marker, keys, store })
    }

    /// Opens a vault. A missing or wrong master key is said before anything else is looked at. An
    /// erasure that was interrupted is completed.
    pub fn open(folder: &Path, source: &KeySource) -> Result<Vault, VaultError> {
        Vault::open_with(folder, source, Faults::default())
    }

    fn open_with(folder: &Path, source: &KeySource, faults: Faults) -> Result<Vault, VaultError> {
        if Marker::has_next(folder) {
            let generation = Store::open(folder, Faults::default())?.get(rows::GENERATION)?;
            Marker::settle(folder, generation.as_deref())?;
        }
        let marker = Marker::read(folder)?;
        let master = MasterKey::from_source(source, &marker.derivation)?;
        marker.check(&master, folder)?;
        let keys = Keys::of(&master, &marker.id, marker.past(&master)?);
        let store = Store::open(folder, faults)?;
        let mut vault = Vault { folder: folder.to_owned(), marker, keys, store };
        vault.complete_erasure()?;
        vault.sweep_documents()?;
        Ok(vault)
    }

    /// What the ledger says of this vault: BLAKE3(32-byte salt || the vault's random id).
    pub fn commitment(&self) -> Bytes32 {
        self.marker.commitment()
    }

    /// The folder in which it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn batch(&self) -> Batch<'_> {
        Batch::new(&self.store)
    }

    #[cfg(test)]
    fn faults(&self) -> &Faults {
        &self.store.faults
    }
}

/// What can be seen of a vault without its key, and without changing anything.
#[derive(Debug)]
pub struct Outside {
    /// What the ledger says of it.
    pub commitment: Bytes32,
    /// Where the master key comes from: `file` or `passphrase`.
    pub key: &'static str,
    /// Bytes of its rows on disk.
    pub bytes: u64,
    /// Whether an erasure or a change of the master key was interrupted; the next opening settles it.
    pub unfinished: bool,
    /// Whose data was destroyed; nothing when the last process that had it was killed, and only the
    /// next opening can tell.
    pub erased: Option<Vec<RecipientId>>,
}

/// Looks at a vault from outside.
pub fn look(folder: &Path) -> Result<Outside, VaultError> {
    let marker = Marker::read(folder)?;
    let path = folder.join(store::FILE);
    let found = fs::metadata(&path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => VaultError::RowsMissing(path.clone()),
        _ => VaultError::Io { path: path.clone(), source },
    })?;
    let erased = store::look(&path, b"x")?;
    let erased = erased.map(|rows| rows.iter().map(|(row, _)| rows::id_at(row, 1)).collect());
    let erased: Option<Result<Vec<[u8; 16]>, VaultError>> = erased;
    let erased = erased.transpose()?;
    Ok(Outside {
        commitment: marker.commitment(),
        key: marker.derivation.word(),
        bytes: found.len(),
        unfinished: store::has_leftovers(folder) || Marker::has_next(folder),
        erased: erased.map(|ids| ids.into_iter().map(RecipientId).collect()),
    })
}

/// Whether a master key is that of a vault, without opening anything.
pub fn check_key(folder: &Path, source: &KeySource) -> Result<(), VaultError> {
    let marker = Marker::read(folder)?;
    let master = MasterKey::from_source(source, &marker.derivation)?;
    marker.check(&master, folder)
}
