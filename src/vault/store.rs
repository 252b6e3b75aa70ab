//! The rows of a vault: one redb table of keys and values, changed in whole transactions.
//!
//! redb never overwrites: a removed row stays in the file until its page is used again. What must
//! be destroyed is therefore destroyed by [`Store::rewrite`]: the rows that are left go into a new
//! file, and the old one is overwritten before its name goes (`scrub`).
//!
//! redb panics on some damaged files, while dropped too: panics are caught and become errors.
//!
//! Not here: what a row means (`rows`).

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ::redb::{Database, Durability, ReadOnlyDatabase, ReadableDatabase, TableDefinition};

use super::VaultError;
use super::fault::Faults;
use super::scrub;

const ROWS: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("rows");
/// The file of rows.
pub(super) const FILE: &str = "people.redb";
/// The file that is to take its place.
const NEW: &str = "people.redb.new";
/// The file whose place was taken, until it is overwritten.
const OLD: &str = "people.redb.old";
/// Pages that redb keeps in memory.
const CACHE: usize = 32 * 1024 * 1024;

/// A key and its value.
pub(super) type Row = (Vec<u8>, Vec<u8>);

/// Makes a row of a present one; nothing where it is to go.
pub(super) type Make<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<Option<Row>, VaultError>;

/// The rows of one vault.
pub(super) struct Store {
    /// Taken out when dropped, which may panic, and while the file is replaced.
    db: Option<Database>,
    folder: PathBuf,
    /// The switch of the tests.
    pub faults: Faults,
}

/// Removes the empty table that an interrupted creation left. Rows without a marker are refused:
/// the marker was lost, and with it back they can be read again.
pub(super) fn forget_unfinished(folder: &Path) -> Result<(), VaultError> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Ok(());
    }
    match look(&path, &[]) {
        Ok(Some(rows)) if rows.is_empty() => {}
        _ => return Err(VaultError::MarkerMissing(path)),
    }
    fs::remove_file(&path).map_err(|source| VaultError::Io { path, source })
}

/// Whether an erasure left files that are still to be overwritten.
pub(super) fn has_leftovers(folder: &Path) -> bool {
    folder.join(NEW).exists() || folder.join(OLD).exists()
}

/// Reads rows without changing the file; nothing when the last process that had it was killed, and
/// only the next opening can tell.
pub(super) fn look(path: &Path, prefix: &[u8]) -> Result<Option<Vec<Row>>, VaultError> {
    let looked = caught("opening", || match ReadOnlyDatabase::open(path) {
        Err(::redb::DatabaseError::RepairAborted) => Ok(None),
        opened => rows_under(&opened?.begin_read()?, prefix).map(Some),
    });
    looked.map_err(|error| in_use(error, path))
}

fn in_use(error: VaultError, path: &Path) -> VaultError {
    match error {
        VaultError::InUse(_) => VaultError::InUse(path.to_owned()),
        error => error,
    }
}

fn rows_under(
    transaction: &::redb::ReadTransaction,
    prefix: &[u8],
) -> Result<Vec<Row>, ::redb::Error> {
    let mut found = Vec::new();
    for row in transaction.open_table(ROWS)?.range(prefix..)? {
        let (key, value) = row?;
        if !key.value().starts_with(prefix) {
            break;
        }
        found.push((key.value().to_vec(), value.value().to_vec()));
    }
    Ok(found)
}

impl Store {
    /// Makes an empty table in a folder.
    pub fn create(folder: &Path, faults: Faults) -> Result<Store, VaultError> {
        let db = new_file(&folder.join(FILE), None, &mut |_, _| Ok(None), None)?;
        sync(folder)?;
        Ok(Store { db: Some(db), folder: folder.to_owned(), faults })
    }

    /// Opens the table of a folder, after settling what an interrupted erasure left.
    pub fn open(folder: &Path, faults: Faults) -> Result<Store, VaultError> {
        let path = folder.join(FILE);
        if !path.is_file() {
            return Err(VaultError::RowsMissing(path));
        }
        scrub::settle(&path, &folder.join(OLD), &folder.join(NEW))?;
        let db = open_file(&path)?;
        Ok(Store { db: Some(db), folder: folder.to_owned(), faults })
    }

    fn db(&self) -> Result<&Database, ::redb::Error> {
        self.db.as_ref().ok_or(::redb::Error::DatabaseClosed)
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        caught("reading", || {
            let rows = self.db()?.begin_read()?.open_table(ROWS)?;
            Ok(rows.get(key)?.map(|value| value.value().to_vec()))
        })
    }

    /// The rows whose keys begin so, in order.
    pub fn under(&self, prefix: &[u8]) -> Result<Vec<Row>, VaultError> {
        caught("reading", || rows_under(&self.db()?.begin_read()?, prefix))
    }

    /// Makes changes durable, all or none: a value, or nothing where the row is to go.
    pub fn commit<'a>(
        &self,
        changes: impl Iterator<Item = (&'a Vec<u8>, &'a Option<Vec<u8>>)>,
    ) -> Result<(), VaultError> {
        self.faults.step("commit")?;
        let written = caught("writing", || {
            let mut transaction = self.db()?.begin_write()?;
            transaction.set_durability(Durability::Immediate)?;
            let mut rows = transaction.open_table(ROWS)?;
            for (key, value) in changes {
                match value {
                    Some(value) => drop(rows.insert(key.as_slice(), value.as_slice())?),
                    None => drop(rows.remove(key.as_slice())?),
                }
            }
            drop(rows);
            Ok(transaction.commit()?)
        });
        written.map_err(|error| VaultError::NotWritten(error.to_string()))?;
        self.faults.step("answer")
    }

    /// Writes the rows of this moment into a new file.
    pub fn copy_to(&self, path: &Path) -> Result<(), VaultError> {
        let same = &mut |row: &[u8], value: &[u8]| Ok(Some((row.to_vec(), value.to_vec())));
        close(Some(new_file(path, Some(self), same, None)?));
        Ok(())
    }

    /// Puts a file with the present rows alone in the place of the file, overwrites the old one,
    /// and removes it. Interrupted at any step, opening goes on from there.
    pub fn rewrite(&mut self, without: &[u8]) -> Result<(), VaultError> {
        let others =
            |row: &[u8], value: &[u8]| (row != without).then(|| (row.to_vec(), value.to_vec()));
        self.replace(&mut |row, value| Ok(others(row, value)), None)
    }

    /// The same with rows that are made of the present ones, and one more. Where a step fails, the file
    /// that has the place by then is opened.
    pub fn replace(&mut self, make: Make<'_>, also: Option<Row>) -> Result<(), VaultError> {
        let replaced = self.try_replace(make, also);
        if self.db.is_none() {
            self.db = open_file(&self.folder.join(FILE)).ok();
        }
        replaced
    }

    fn try_replace(&mut self, make: Make<'_>, also: Option<Row>) -> Result<(), VaultError> {
        let [path, new, old] = [FILE, NEW, OLD].map(|name| self.folder.join(name));
        self.faults.step("new file")?;
        // What an attempt that failed left must not be mixed with this one.
        scrub::settle(&path, &old, &new)?;
        close(Some(new_file(&new, Some(self), make, also)?));
        self.faults.step("second name")?;
        scrub::second_name(&path, &old)?;
        close(self.db.take());
        self.faults.step("replace")?;
        fs::rename(&new, &path).map_err(|source| VaultError::Io { path: new, source })?;
        sync(&self.folder)?;
        self.faults.step("overwrite")?;
        scrub::destroy(&old, || self.faults.step("overwritten"))?;
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        close(self.db.take());
    }
}

/// Everything committed is durable already; closing only makes the next open faster.
fn close(db: Option<Database>) {
    let _ = caught("closing", || {
        drop(db);
        Ok(())
    });
}

/// A new file with rows that are made of those of another.
fn new_file(
    path: &Path,
    from: Option<&Store>,
    make: Make<'_>,
    also: Option<Row>,
) -> Result<Database, VaultError> {
    let mut failed = None;
    let db = caught("creating", || {
        let db = builder().create(path)?;
        let transaction = db.begin_write()?;
        let mut table = transaction.open_table(ROWS)?;
        if let Some(store) = from {
            let rows = store.db()?.begin_read()?.open_table(ROWS)?;
            for row in rows.range::<&[u8]>(..)? {
                let (key, value) = row?;
                match make(key.value(), value.value()) {
                    Ok(Some((key, value))) => drop(table.insert(&*key, &*value)?),
                    Ok(None) => {}
                    Err(error) => {
                        failed = Some(error);
                        break;
                    }
                }
            }
        }
        if let Some((key, value)) = &also {
            table.insert(&**key, &**value)?;
        }
        drop(table);
        transaction.commit()?;
        Ok(db)
    })?;
    if let Some(error) = failed {
        close(Some(db));
        return scrub::destroy(path, || Ok(())).and(Err(error));
    }
    let private = fs::set_permissions(path, Permissions::from_mode(0o600));
    private.map_err(|source| VaultError::Io { path: path.to_owned(), source })?;
    sync(path)?;
    Ok(db)
}

fn open_file(path: &Path) -> Result<Database, VaultError> {
    let opened = caught("opening", || {
        let db = builder().open(path)?;
        db.begin_read()?.open_table(ROWS)?;
        Ok(db)
    });
    opened.map_err(|error| in_use(error, path))
}

fn sync(path: &Path) -> Result<(), VaultError> {
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|source| VaultError::Io { path: path.to_owned(), source })
}

/// A plain open trusts the file; this looks at every page, as the ledger's own driver does.
fn builder() -> ::redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder.set_check_integrity_on_open(true);
    builder
}

/// Runs redb, turning its errors and its panics into ours.
fn caught<T>(doing: &str, run: impl FnOnce() -> Result<T, ::redb::Error>) -> Result<T, VaultError> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(::redb::Error::DatabaseAlreadyOpen)) => Err(VaultError::InUse(PathBuf::new())),
        Ok(Err(error)) => Err(VaultError::Damaged(format!("redb failed {doing}: {error}"))),
        Err(_) => Err(VaultError::Damaged(format!("redb panicked {doing}"))),
    }
}
