//! Driver for redb 4: one table from first sequence number to frame.
//!
//! What was measured, and how it is met here:
//! - a transaction with immediate durability is durable when `commit` returns: there is nothing
//!   left to sync;
//! - a plain open trusts the file: one flipped bit in the allocator's state was accepted, and the
//!   next commit would have written anywhere. So the integrity of every page is checked at each
//!   open, which reads the whole file;
//! - redb panics on some damaged files, while dropped too: panics are caught and become errors.
//!
//! Not here: frames, heads, the high-water mark ([`super::framed`]).

use std::any::Any;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use ::redb::{Database, Durability, ReadableDatabase, TableDefinition};

use super::engine::{Changes, EngineError, FrameEngine};
use super::{LARGEST_BLOCK, Promises};

const FRAMES: TableDefinition<'static, u64, &'static [u8]> = TableDefinition::new("frames");
const FILE: &str = "ledger.redb";
/// Pages that redb keeps in memory.
const CACHE: usize = 64 * 1024 * 1024;

/// A redb database of frames.
pub(super) struct RedbEngine {
    /// Taken out when dropped, which may panic.
    db: Option<Database>,
    /// For `fdatasync` after opening, and for the size; none when a test brings its own backend.
    file: Option<File>,
}

impl RedbEngine {
    /// Creates an empty database in the existing, empty `folder`, synced.
    pub fn create(folder: &Path) -> Result<(), EngineError> {
        let path = folder.join(FILE);
        caught("creating", || {
            let db = builder().create(&path)?;
            let transaction = db.begin_write()?;
            transaction.open_table(FRAMES)?;
            Ok(transaction.commit()?)
        })?;
        let sync = |path: &Path| File::open(path).and_then(|file| file.sync_all());
        let synced = sync(&path).and_then(|()| sync(folder));
        synced.map_err(|e| EngineError::Failed(e.to_string()))
    }

    /// Opens the database in `folder`; redb repairs it first if it was not closed.
    pub fn open(folder: &Path) -> Result<RedbEngine, EngineError> {
        let path = folder.join(FILE);
        if !path.is_file() {
            return Err(EngineError::Damaged(format!(
                "the file {FILE} is missing in {}; restore the store from a backup",
                folder.display()
            )));
        }
        let db = caught("opening", || Ok(builder().open(&path)?))?;
        let file = File::open(&path).map_err(|e| EngineError::Failed(e.to_string()))?;
        // What a killed process left in the page cache is readable now, so it must be durable.
        file.sync_data().map_err(|e| EngineError::Failed(format!("fdatasync: {e}")))?;
        Ok(RedbEngine { db: Some(db), file: Some(file) })
    }

    /// A database on a backend that a test controls.
    #[cfg(test)]
    pub fn with_backend(backend: impl ::redb::StorageBackend) -> Result<RedbEngine, EngineError> {
        let db = caught("opening", || {
            let db = builder().create_with_backend(backend)?;
            let transaction = db.begin_write()?;
            transaction.open_table(FRAMES)?;
            transaction.commit()?;
            Ok(db)
        })?;
        Ok(RedbEngine { db: Some(db), file: None })
    }

    fn db(&self) -> Result<&Database, ::redb::Error> {
        self.db.as_ref().ok_or(::redb::Error::DatabaseClosed)
    }
}

impl Drop for RedbEngine {
    fn drop(&mut self) {
        let db = self.db.take();
        // Everything acknowledged is durable already; closing only makes the next open faster.
        let _ = caught("closing", || {
            drop(db);
            Ok(())
        });
    }
}

impl FrameEngine for RedbEngine {
    const GROUP_BYTES: usize = 64 * 1024 * 1024;
    const GROUP_FRAMES: usize = 100_000;
    const PROMISES: Promises = Promises {
        process_kill: true,
        power_cut: true,
        node_loss: false,
        largest_batch: LARGEST_BLOCK,
    };

    fn floor(&self, seq: u64) -> Result<Option<(u64, Vec<u8>)>, EngineError> {
        caught("reading", || {
            let frames = self.db()?.begin_read()?.open_table(FRAMES)?;
            let found = frames.range(..=seq)?.next_back().transpose()?;
            Ok(found.map(|(key, value)| (key.value(), value.value().to_vec())))
        })
    }

    fn scan(
        &self,
        from: u64,
        to: u64,
        visit: &mut dyn FnMut(u64, &[u8]) -> bool,
    ) -> Result<(), EngineError> {
        let mut frames = caught("reading", || {
            Ok(self.db()?.begin_read()?.open_table(FRAMES)?.range(from..to)?)
        })?;
        while let Some((key, value)) = caught("reading", || Ok(frames.next().transpose()?))? {
            if !visit(key.value(), value.value()) {
                break;
            }
        }
        Ok(())
    }

    fn write(&self, changes: &Changes) -> Result<(), EngineError> {
        // Until the commit nothing is written that a reader, or a later open, would see.
        let transaction = caught("writing", || {
            let mut transaction = self.db()?.begin_write()?;
            transaction.set_durability(Durability::Immediate)?;
            let mut frames = transaction.open_table(FRAMES)?;
            for key in changes.removes() {
                frames.remove(key)?;
            }
            for (key, bytes) in changes.inserts() {
                frames.insert(key, bytes)?;
            }
            drop(frames);
            Ok(transaction)
        })?;
        caught("committing", || Ok(transaction.commit()?))
    }

    fn sync(&self) -> Result<(), EngineError> {
        Ok(())
    }

    fn disk_bytes(&self) -> u64 {
        self.file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |found| found.len())
    }
}

fn builder() -> ::redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder.set_check_integrity_on_open(true);
    builder
}

/// Runs redb, turning its errors and its panics into ours.
fn caught<T>(
    doing: &str,
    run: impl FnOnce() -> Result<T, ::redb::Error>,
) -> Result<T, EngineError> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(e @ (::redb::Error::Corrupted(_) | ::redb::Error::TableDoesNotExist(_)))) => {
            Err(EngineError::Damaged(format!("redb failed {doing}: {e}")))
        }
        Ok(Err(e)) => Err(EngineError::Failed(format!("redb failed {doing}: {e}"))),
        Err(panic) => Err(EngineError::Damaged(format!(
            "redb panicked {doing}: {}",
            panic_text(panic.as_ref())
        ))),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a text")
}
