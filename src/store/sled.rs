//! Driver for sled 0.34.7, the default engine.
//!
//! What was measured, and how it is met here:
//! - `flush` ends in `sync_file_range`, which promises nothing when the power goes: every sync is
//!   a `flush` and then an `fdatasync` of sled's log file `db`;
//! - a record or page above a quarter of a segment goes to a file in `blobs/` that is never
//!   synced, and losing one made sled open *empty without an error*: with segments of 8 MiB and
//!   at most 17 frames of 64 KiB in a page nothing ever goes there, and a file there is refused;
//! - a segment is used again as soon as what replaced its content is written in two later ones,
//!   durable or not: when 4 MiB were appended between two syncs, a power cut could leave a
//!   database that did not open at all. One write is up to four times its frames in the log, so
//!   groups of 256 KiB, each synced before the next, stay far below one segment;
//! - sled cuts its log at the first bad record without an error, and erases what follows: the
//!   high-water mark notices the loss, and [`SledEngine::doubt`] looks for it before sled opens;
//! - sled panics on some damaged files: panics are caught and become errors;
//! - when a background write fails, whoever waits in `flush` may never be woken: the store's
//!   thread looks for such an error every second and wakes it.
//!
//! Not here: frames, heads, the high-water mark ([`super::framed`]).

use std::any::Any;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

mod log;
mod quiet;

use super::engine::{Changes, EngineError, FrameEngine};
use super::{LARGEST_BLOCK, Promises};

/// A page holds at most 17 frames of 64 KiB: well below a quarter of this.
const SEGMENT: usize = 8 * 1024 * 1024;
/// What sled may keep in memory as pages, by its own account.
const CACHE: u64 = 64 * 1024 * 1024;
/// sled's threads may hold the lock of its file a little longer than the store lives.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// A sled database whose default tree maps first sequence numbers to frames.
pub(super) struct SledEngine {
    /// Taken out when dropped, which may panic.
    db: Option<::sled::Db>,
    /// sled's log, for `fdatasync`.
    log: File,
    folder: PathBuf,
}

impl SledEngine {
    /// Creates an empty database in the existing, empty `folder`, synced.
    pub fn create(folder: &Path) -> Result<(), EngineError> {
        let engine = SledEngine::open_files(folder)?;
        engine.sync()?;
        drop(engine);
        let sync = |path: &Path| File::open(path).and_then(|file| file.sync_all());
        let paths = std::fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()
        });
        let synced = paths.and_then(|paths| paths.iter().try_for_each(|path| sync(path)));
        synced.and_then(|()| sync(folder)).map_err(|e| EngineError::Failed(e.to_string()))
    }

    /// What makes it doubtful that opening the database in `folder` keeps all of it; reads only.
    pub fn doubt(folder: &Path) -> Result<Option<String>, EngineError> {
        refuse_missing(folder)?;
        log::doubt(folder).map_err(|e| EngineError::Failed(e.to_string()))
    }

    /// Opens the database in `folder`. sled recovers as it opens, and erases what it cannot read:
    /// ask [`SledEngine::doubt`] first.
    pub fn open(folder: &Path) -> Result<SledEngine, EngineError> {
        refuse_missing(folder)?;
        refuse_blobs(&folder.join("blobs"))?;
        let engine = SledEngine::open_files(folder)?;
        // What a killed process left in the page cache is readable now, so it must be durable; and
        // sled renames its snapshot without syncing the folder.
        engine.sync()?;
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|e| EngineError::Failed(e.to_string()))?;
        Ok(engine)
    }

    fn open_files(folder: &Path) -> Result<SledEngine, EngineError> {
        let started = Instant::now();
        let db = loop {
            let opened = caught("opening", || {
                ::sled::Config::new()
                    .path(folder)
                    .segment_size(SEGMENT)
                    .cache_capacity(CACHE)
                    .flush_every_ms(None)
                    .open()
            });
            match opened {
                Err(EngineError::Failed(what))
                    if what.contains("could not acquire lock")
                        && started.elapsed() < LOCK_PATIENCE =>
                {
                    std::thread::sleep(Duration::from_millis(5));
                }
                outcome => break outcome?,
            }
        };
        let log = File::open(folder.join("db")).map_err(|e| EngineError::Failed(e.to_string()))?;
        Ok(SledEngine { db: Some(db), log, folder: folder.to_owned() })
    }

    fn db(&self) -> ::sled::Result<&::sled::Db> {
        self.db.as_ref().ok_or_else(|| ::sled::Error::Unsupported("it is closed".into()))
    }
}

impl Drop for SledEngine {
    fn drop(&mut self) {
        let db = self.db.take();
        // Everything acknowledged is durable already.
        let _ = caught("closing", || {
            drop(db);
            Ok(())
        });
    }
}

impl FrameEngine for SledEngine {
    const GROUP_BYTES: usize = 256 * 1024;
    const GROUP_FRAMES: usize = 500;
    const PROMISES: Promises = Promises {
        process_kill: true,
        power_cut: true,
        node_loss: false,
        largest_batch: LARGEST_BLOCK,
    };

    fn floor(&self, seq: u64) -> Result<Option<(u64, Vec<u8>)>, EngineError> {
        let found =
            caught("reading", || self.db()?.range(..=seq.to_be_bytes()).next_back().transpose())?;
        found.map(|(key, value)| Ok((key_of(&key)?, value.to_vec()))).transpose()
    }

    fn scan(
        &self,
        from: u64,
        to: u64,
        visit: &mut dyn FnMut(u64, &[u8]) -> bool,
    ) -> Result<(), EngineError> {
        let range = from.to_be_bytes()..to.to_be_bytes();
        let mut frames = caught("reading", || Ok(self.db()?.range(range)))?;
        while let Some((key, value)) = caught("reading", || frames.next().transpose())? {
            if !visit(key_of(&key)?, &value) {
                break;
            }
        }
        Ok(())
    }

    fn write(&self, changes: &Changes) -> Result<(), EngineError> {
        let mut batch = ::sled::Batch::default();
        for &key in changes.removes() {
            batch.remove(&key.to_be_bytes());
        }
        for (key, bytes) in changes.inserts() {
            batch.insert(&key.to_be_bytes(), bytes);
        }
        caught("writing", || self.db()?.apply_batch(batch))
    }

    fn sync(&self) -> Result<(), EngineError> {
        caught("flushing", || self.db()?.flush())?;
        self.log.sync_data().map_err(|e| EngineError::Failed(format!("fdatasync: {e}")))
    }

    fn disk_bytes(&self) -> u64 {
        let sizes = std::fs::read_dir(&self.folder).map(|entries| {
            entries.filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len())).sum()
        });
        sizes.unwrap_or(0)
    }

    fn tick(&self) -> Option<Box<dyn Fn() + Send>> {
        let db = self.db.clone()?;
        Some(Box::new(move || {
            if db.context.global_error().is_err() {
                // Returns at once with that error, after waking whoever waits in `flush`.
                let _ = caught("flushing", || db.flush());
            }
        }))
    }
}

fn key_of(key: &[u8]) -> Result<u64, EngineError> {
    key.try_into().map(u64::from_be_bytes).map_err(|_| {
        EngineError::Damaged(format!("expected keys of 8 bytes, found one of {}", key.len()))
    })
}

fn refuse_missing(folder: &Path) -> Result<(), EngineError> {
    match ["db", "conf"].iter().find(|name| !folder.join(name).is_file()) {
        None => Ok(()),
        Some(name) => Err(EngineError::Damaged(format!(
            "the file {name} is missing in {}; restore the store from a backup",
            folder.display()
        ))),
    }
}

/// Nothing that we write is large enough for `blobs/`.
fn refuse_blobs(blobs: &Path) -> Result<(), EngineError> {
    let count = match std::fs::read_dir(blobs) {
        Ok(entries) => entries.count(),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => 0,
        Err(e) => return Err(EngineError::Failed(format!("{}: {e}", blobs.display()))),
    };
    if count == 0 {
        return Ok(());
    }
    Err(EngineError::Damaged(format!(
        "expected {} to be empty, found {count} file(s), which are never synced and so cannot be \
         trusted; restore the store from a backup",
        blobs.display()
    )))
}

/// Runs sled, turning its errors and its panics into ours.
fn caught<T>(doing: &str, run: impl FnOnce() -> ::sled::Result<T>) -> Result<T, EngineError> {
    match quiet::catch(run) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(e @ (::sled::Error::Corruption { .. } | ::sled::Error::ReportableBug(_)))) => {
            Err(EngineError::Damaged(format!("sled failed {doing}: {e}")))
        }
        Ok(Err(e)) => Err(EngineError::Failed(format!("sled failed {doing}: {e}"))),
        Err(panic) => Err(EngineError::Damaged(format!(
            "sled panicked {doing}: {}",
            panic_text(panic.as_ref())
        ))),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a text")
}

#[cfg(test)]
mod tests {
    use super::super::conformance::grow;
    use super::super::folder::{Engine, Folder, open_store};
    use super::super::testing::block;
    use super::*;

    /// A doubt costs a copy of the whole store: what sled writes must not raise one.
    #[test]
    fn a_sound_log_is_not_in_doubt() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger");
        drop(Folder::create(&path, Engine::Sled).unwrap());
        let doubt = || SledEngine::doubt(&path.join("store")).unwrap();
        assert_eq!(doubt(), None);
        for round in 0..8 {
            let folder = Folder::open(&path).unwrap();
            let store = open_store(&folder).unwrap();
            for _ in 0..2 {
                let head = store.head();
                store.append(head, &block(head, 9000)).unwrap();
                assert_eq!(doubt(), None, "round {round}, while it is open");
            }
            for _ in 0..60 {
                let head = store.head();
                store.append(head, &block(head, 9)).unwrap();
            }
            store.compact().unwrap();
            assert_eq!(doubt(), None, "round {round}, after compaction");
            if round % 2 == 0 {
                store.close().unwrap();
            }
            drop(store);
            assert_eq!(doubt(), None, "round {round}, when closed");
        }
    }

    #[test]
    fn damage_before_the_end_is_in_doubt() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger");
        let store = open_store(&Folder::create(&path, Engine::Sled).unwrap()).unwrap();
        grow(&*store, &[300, 1, 300, 1, 1]);
        store.append(store.head(), &block(store.head(), 1)).unwrap();
        drop(store);
        let good = std::fs::read(path.join("store/db")).unwrap();
        let end = good.iter().rposition(|&byte| byte != 0).unwrap();
        for at in (0..end - 300).step_by(97) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(path.join("store/db"), &bad).unwrap();
            assert!(
                SledEngine::doubt(&path.join("store")).unwrap().is_some(),
                "byte {at} of {end}"
            );
        }
    }
}
