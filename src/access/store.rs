//! The rows of proofs: one redb table of keys and values, changed in whole transactions.
//!
//! redb panics on some damaged files, while dropped too: panics are caught and become errors.
//!
//! Not here: what a row means (`rows`).

use std::fs::{self, File, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ::redb::{Database, Durability, ReadableDatabase, ReadableTable as _, TableDefinition};

use super::AccessError;
use super::rows::{SCHEMA, VERSION_KEY, version_row};

const ROWS: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("rows");
const FILE: &str = "access.redb";
/// A store that is being made, before it has its name.
const NEW: &str = "access.redb.new";
/// Pages that redb keeps in memory; every row is held anyway.
const CACHE: usize = 4 * 1024 * 1024;
/// Free space that a change needs which may make the file grow: it doubles, and stays below this for
/// tens of thousands of sessions.
const ROOM_TO_ADD: u64 = 32 * 1024 * 1024;
/// Free space that a change needs which only removes rows: copies of the pages they stand on.
const ROOM_TO_REMOVE: u64 = 8 * 1024 * 1024;

/// A key and its value.
pub(super) type Row = (Vec<u8>, Vec<u8>);

/// A row that is to have a value, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Key of the row.
    pub key: Vec<u8>,
    /// Its value; nothing where the row is to go.
    pub value: Option<Vec<u8>>,
}

impl Change {
    /// A row is to have a value.
    pub fn put(key: Vec<u8>, value: Vec<u8>) -> Change {
        Change { key, value: Some(value) }
    }

    /// A row is to go.
    pub fn remove(key: Vec<u8>) -> Change {
        Change { key, value: None }
    }
}

/// The rows of one service.
pub(super) struct Store {
    /// Taken out when dropped, which may panic.
    db: Option<Database>,
    path: PathBuf,
}

impl Store {
    /// Whether there are proofs in a folder.
    pub fn exists(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Opens the rows of a folder, or begins them; `check` says which key is theirs.
    pub fn open(folder: &Path, check: [u8; 32]) -> Result<Store, AccessError> {
        let path = folder.join(FILE);
        if !path.exists() {
            create(folder, check)?;
        }
        let mode = fs::metadata(&path).map_err(|source| io(&path, source))?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(AccessError::Exposed { path, mode });
        }
        let db = caught(&path, "opening", || {
            let db = builder().open(&path)?;
            db.begin_read()?.open_table(ROWS)?;
            Ok(db)
        })?;
        let store = Store { db: Some(db), path };
        store.check_version(check)?;
        Ok(store)
    }

    fn check_version(&self, check: [u8; 32]) -> Result<(), AccessError> {
        let rows = self.all()?;
        let row = rows.iter().find(|(key, _)| key == VERSION_KEY).map(|(_, value)| value);
        let version = row.and_then(|row| row.split_first_chunk::<4>());
        let Some((found, known)) = version else {
            return Err(self.damaged("it does not say which schema it has".to_owned()));
        };
        let found = u32::from_be_bytes(*found);
        if found != SCHEMA {
            return Err(AccessError::Schema { path: self.path.clone(), expected: SCHEMA, found });
        }
        let fits = known == check;
        fits.then_some(()).ok_or_else(|| AccessError::WrongKey(self.path.with_extension("key")))
    }

    /// An error that says what is wrong with the file.
    pub fn damaged(&self, what: String) -> AccessError {
        AccessError::Damaged { path: self.path.clone(), what }
    }

    fn db(&self) -> Result<&Database, ::redb::Error> {
        self.db.as_ref().ok_or(::redb::Error::DatabaseClosed)
    }

    /// Every row, in order.
    pub fn all(&self) -> Result<Vec<Row>, AccessError> {
        caught(&self.path, "reading", || {
            let table = self.db()?.begin_read()?.open_table(ROWS)?;
            let mut found = Vec::new();
            for row in table.iter()? {
                let (key, value) = row?;
                found.push((key.value().to_vec(), value.value().to_vec()));
            }
            Ok(found)
        })
    }

    /// Refuses changes for which there is not surely room: redb takes none after a write that failed,
    /// until it is opened again. What only ends sessions and tokens needs less.
    fn check_room(&self, changes: &[Change]) -> Result<(), AccessError> {
        let adds = changes.iter().any(|change| change.value.is_some());
        let needed = if adds { ROOM_TO_ADD } else { ROOM_TO_REMOVE };
        let found = rustix::fs::statvfs(&self.path);
        let found = found.map_err(|source| io(&self.path, source.into()))?;
        let available = found.f_bavail.saturating_mul(found.f_frsize);
        if available >= needed {
            return Ok(());
        }
        Err(AccessError::Full { path: self.path.clone(), available, needed })
    }

    /// Makes changes durable, all or none.
    pub fn commit(&self, changes: &[Change]) -> Result<(), AccessError> {
        self.check_room(changes)?;
        caught(&self.path, "writing", || {
            let mut transaction = self.db()?.begin_write()?;
            transaction.set_durability(Durability::Immediate)?;
            let mut rows = transaction.open_table(ROWS)?;
            for change in changes {
                match &change.value {
                    Some(value) => drop(rows.insert(change.key.as_slice(), value.as_slice())?),
                    None => drop(rows.remove(change.key.as_slice())?),
                }
            }
            drop(rows);
            Ok(transaction.commit()?)
        })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let db = self.db.take();
        let _ = caught(&self.path, "closing", || {
            drop(db);
            Ok(())
        });
    }
}

/// Makes an empty store under another name, and names it when it is whole.
fn create(folder: &Path, check: [u8; 32]) -> Result<(), AccessError> {
    let (path, fresh) = (folder.join(FILE), folder.join(NEW));
    if fresh.exists() {
        fs::remove_file(&fresh).map_err(|source| io(&fresh, source))?;
    }
    caught(&fresh, "creating", || {
        let db = builder().create(&fresh)?;
        let transaction = db.begin_write()?;
        let mut rows = transaction.open_table(ROWS)?;
        rows.insert(VERSION_KEY, version_row(check).as_slice())?;
        drop(rows);
        Ok(transaction.commit()?)
    })?;
    let named = fs::set_permissions(&fresh, Permissions::from_mode(0o600))
        .and_then(|()| File::open(&fresh)?.sync_all())
        .and_then(|()| fs::rename(&fresh, &path))
        .and_then(|()| File::open(folder)?.sync_all());
    named.map_err(|source| io(&path, source))
}

fn io(path: &Path, source: std::io::Error) -> AccessError {
    AccessError::Io { path: path.to_owned(), source }
}

/// A plain open trusts the file; this looks at every page.
fn builder() -> ::redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder.set_check_integrity_on_open(true);
    builder
}

/// Runs redb, turning its errors and its panics into ours.
fn caught<T>(
    path: &Path,
    doing: &str,
    run: impl FnOnce() -> Result<T, ::redb::Error>,
) -> Result<T, AccessError> {
    let damaged = |what| Err(AccessError::Damaged { path: path.to_owned(), what });
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(::redb::Error::DatabaseAlreadyOpen)) => Err(AccessError::InUse(path.to_owned())),
        // redb says of a file of another kind that its data is invalid.
        Ok(Err(::redb::Error::Io(source))) if source.kind() != ErrorKind::InvalidData => {
            Err(io(path, source))
        }
        Ok(Err(error)) => damaged(format!("redb failed {doing}: {error}")),
        Err(_) => damaged(format!("redb panicked {doing}")),
    }
}
