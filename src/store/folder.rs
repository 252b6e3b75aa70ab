//! The folder that is a ledger.
//!
//! ```text
//! LEDGER          marker: `jejak ledger`, `format 1`, `engine sled`; written last when created
//! LOCK            advisory lock; who holds it, and where to talk to it
//! HIGHWATER       how far the ledger had got (`super::highwater`)
//! store/          the engine's own files
//! store.trial/    a copy that is being tried; may be removed
//! second/         the second ledger, a folder of the same kind
//! BACKUP.json     only in a backup: what it holds; nobody writes to such a folder but a backup
//! snapshots/ keys/ vault/ SIGNED     written by others
//! ```
//!
//! Invariants:
//! - a folder without a good `LEDGER` file is never modified;
//! - one process at a time has a folder open; the lock outlives the store;
//! - what `create` returned survives a power cut.
//!
//! Not here: what is in the store.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jejak_events::Head;

use super::engine::EngineError;
use super::framed::{FramedStore, Setup, failed};
use super::highwater::{FixedMark, HighWater, HighWaterError, Waterline};
use super::lock::{FolderLock, LockError};
use super::redb::RedbEngine;
use super::sled::SledEngine;
use super::space::Space;
use super::{AppendError, EventStore, ReadError};
use marker::read_marker;

pub use super::lock::Holder;
pub use files::CopyError;

mod files;
mod marker;

/// Version of the folder's layout.
const FORMAT: u32 = 1;
/// The folder of the second ledger within a main one.
pub const SECOND: &str = "second";
/// The manifest by which a folder is known as a backup.
pub const BACKUP: &str = "BACKUP.json";
const FIRST_LINE: &str = "jejak ledger";
const COPY_IS_READ_ONLY: &str = "this is a copy made for reading, nothing can be changed in it";

/// The engine that keeps the entries of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// sled 0.34.7, the default.
    #[default]
    Sled,
    /// redb 4.
    Redb,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Engine; 2] = [Engine::Sled, Engine::Redb];

    /// Its name, as in the marker file and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Sled => "sled",
            Engine::Redb => "redb",
        }
    }

    /// The engine of that name.
    pub fn named(name: &str) -> Option<Engine> {
        Engine::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

/// Why a folder was not created or opened.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is nothing at the path.
    #[error("there is no folder {0}; create a ledger with `jejak --data {0} init --origin NAME`")]
    Missing(PathBuf),
    /// The folder is not a ledger; it was left as it is.
    #[error(
        "{path} is not a ledger: expected a file LEDGER that begins with `jejak ledger`, found \
         {found}; check the path, nothing was changed"
    )]
    NotALedger {
        /// The folder.
        path: PathBuf,
        /// What is there instead.
        found: String,
    },
    /// Written by a later version.
    #[error(
        "the ledger {path} has folder format {found}, this version knows up to {FORMAT}; install \
         a newer version, nothing was changed"
    )]
    NewerFormat {
        /// The folder.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// Kept by an engine that this version does not know.
    #[error(
        "the ledger {path} is kept by the engine `{found}`, this version knows sled and redb; \
         nothing was changed"
    )]
    UnknownEngine {
        /// The folder.
        path: PathBuf,
        /// The engine's name, escaped.
        found: String,
    },
    /// It is kept to be restored from: whoever wrote to it would have a second history.
    #[error(
        "{0} is a backup, which nothing but `jejak backup` writes to; check it with `jejak verify`, \
         or put it into a new folder with `jejak restore {0} FOLDER`"
    )]
    IsBackup(PathBuf),
    /// Another process has it open.
    #[error("the ledger {path} is in use by {holder}")]
    InUse {
        /// The folder.
        path: PathBuf,
        /// Who has it.
        holder: Holder,
    },
    /// A ledger is only created in an empty folder.
    #[error(
        "expected {path} to be new or empty, found `{found}` in it; choose another folder, or, if \
         creating a ledger was interrupted there, remove what it left"
    )]
    NotEmpty {
        /// The folder.
        path: PathBuf,
        /// The first name in it.
        found: String,
    },
    /// A part of it could not be copied.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The operating system or the engine failed.
    #[error("cannot use {path}")]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Why the store of a folder was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no usable high-water mark.
    #[error(transparent)]
    HighWater(#[from] HighWaterError),
    /// The store is damaged, or cannot be read.
    #[error(transparent)]
    Store(#[from] ReadError),
    /// Checked before anything was touched: an engine changes files as it opens them, and sled, which
    /// runs out of space then, leaves a log that it can no longer read.
    #[error(
        "the disk is full: expected {needed} free bytes to open the ledger, found {available}; nothing \
         was touched, free some space and try again"
    )]
    DiskFull {
        /// Free bytes on the file system.
        available: u64,
        /// Bytes that have to be free.
        needed: u64,
    },
}

/// A ledger folder that this process holds.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    engine: Engine,
    lock: Arc<FolderLock>,
    is_copy: bool,
}

impl Folder {
    /// Makes a new, empty ledger folder and opens it. The path must be new or an empty folder.
    pub fn create(path: &Path, engine: Engine) -> Result<Folder, FolderError> {
        let in_path = |source| FolderError::Io { path: path.to_owned(), source };
        create_folders(path).map_err(in_path)?;
        if let Some(entry) = fs::read_dir(path).map_err(in_path)?.next() {
            let found = entry.map_err(in_path)?.file_name().to_string_lossy().into_owned();
            return Err(FolderError::NotEmpty { path: path.to_owned(), found });
        }
        let lock = hold(path)?;
        HighWater::create(&path.join("HIGHWATER")).map_err(in_path)?;
        let store = path.join("store");
        create_folders(&store).map_err(in_path)?;
        let created = match engine {
            Engine::Sled => SledEngine::create(&store),
            Engine::Redb => RedbEngine::create(&store),
        };
        created.map_err(|e| in_path(io::Error::other(e)))?;
        // The marker comes last: what was interrupted before is not a ledger.
        let marker = format!("{FIRST_LINE}\nformat {FORMAT}\nengine {}\n", engine.name());
        let fresh = path.join("LEDGER.new");
        let written = File::create(&fresh).and_then(|mut file| {
            file.write_all(marker.as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, path.join("LEDGER"))?;
            sync_folder(path)
        });
        written.map_err(in_path)?;
        Ok(Folder { path: path.to_owned(), engine, lock: Arc::new(lock), is_copy: false })
    }

    /// Opens a ledger folder for this process alone. A backup is none to work with.
    pub fn open(path: &Path) -> Result<Folder, FolderError> {
        if path.join(BACKUP).exists() {
            return Err(FolderError::IsBackup(path.to_owned()));
        }
        Folder::open_to_back_up(path)
    }

    /// The same for whoever makes backups, and adds to one.
    pub fn open_to_back_up(path: &Path) -> Result<Folder, FolderError> {
        let engine = read_marker(path)?;
        let lock = Arc::new(hold(path)?);
        Ok(Folder { path: path.to_owned(), engine, lock, is_copy: false })
    }

    /// Copies what a reader needs into `scratch`, a new or empty folder, and opens the copy:
    /// opening a store may change its files, which `verify` and `doctor` must not.
    ///
    /// Refused while another process has the folder open. The original is only read.
    pub fn open_copy(path: &Path, scratch: &Path) -> Result<Folder, FolderError> {
        let engine = read_marker(path)?;
        let shared = FolderLock::shared(&path.join("LOCK")).map_err(|e| lock_error(path, e))?;
        create_folders(scratch)
            .and_then(|()| files::claim(scratch))
            .map_err(|source| FolderError::Io { path: scratch.to_owned(), source })?;
        files::copy_tree(&path.join("store"), &scratch.join("store"))?;
        for name in ["HIGHWATER", "LEDGER"] {
            files::copy_if_there(&path.join(name), &scratch.join(name))?;
        }
        drop(shared);
        let lock = Arc::new(hold(scratch)?);
        Ok(Folder { path: scratch.to_owned(), engine, lock, is_copy: true })
    }

    /// Moves it to another name in the same file system, before its store is opened. It stays held
    /// by this process; its new name survives a power cut.
    pub fn moved(self, to: &Path) -> io::Result<Folder> {
        fs::rename(&self.path, to)?;
        let above = to.parent().filter(|above| !above.as_os_str().is_empty());
        sync_folder(above.unwrap_or(Path::new(".")))?;
        Ok(Folder { path: to.to_owned(), ..self })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The engine that keeps its entries.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether this is a copy made for reading.
    pub fn is_copy(&self) -> bool {
        self.is_copy
    }

    /// Tells other processes where this one answers, for as long as it holds the folder.
    pub fn announce(&self, url: &str) -> Result<(), FolderError> {
        let path = self.path.join("LOCK");
        self.lock.announce(url).map_err(|source| FolderError::Io { path, source })
    }

    /// Where snapshots are kept; may not exist yet.
    pub fn snapshots(&self) -> PathBuf {
        self.path.join("snapshots")
    }

    /// Where keys are kept; may not exist yet.
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// Where personal data is kept; may not exist.
    pub fn vault(&self) -> PathBuf {
        self.path.join("vault")
    }

    /// Where passwords, sessions and tokens are kept; may not exist.
    pub fn access(&self) -> PathBuf {
        self.path.join("access")
    }

    /// The second ledger; may not exist yet.
    pub fn second(&self) -> PathBuf {
        self.path.join(SECOND)
    }

    /// The last checkpoint that was signed; may not exist yet.
    pub fn signed(&self) -> PathBuf {
        self.path.join("SIGNED")
    }
}

/// Opens the store of a folder. The store keeps the folder's lock for as long as it lives.
pub fn open_store(folder: &Folder) -> Result<Box<dyn EventStore>, OpenError> {
    open_store_in(folder, Space::at(&folder.path))
}

/// The same for the folder of a second ledger, which stops later than the main one on a full disk.
pub fn open_second_store(folder: &Folder) -> Result<Box<dyn EventStore>, OpenError> {
    open_store_in(folder, Space::at(&folder.path).of_second())
}

/// Opens the store of a folder, whose free space `space` knows.
pub(super) fn open_store_in(
    folder: &Folder,
    space: Space,
) -> Result<Box<dyn EventStore>, OpenError> {
    let path = folder.path.join("store");
    if let Err(AppendError::DiskFull { available, needed }) = space.check_opening() {
        return Err(OpenError::DiskFull { available, needed });
    }
    // Then: without a mark nothing may be touched, and engines change files as they open.
    let waterline = HighWater::open(&folder.path.join("HIGHWATER"))?;
    if folder.engine == Engine::Sled
        && !folder.is_copy
        && let Some(doubt) = SledEngine::doubt(&path).map_err(|e| failed(0, e))?
    {
        try_on_copy(folder, &space, waterline.mark(), &doubt)?;
    }
    let setup = Setup {
        waterline: Box::new(waterline),
        space,
        read_only: folder.is_copy.then_some(COPY_IS_READ_ONLY),
        background: true,
        held: Some(Box::new(Arc::clone(&folder.lock))),
    };
    let refused = |e: EngineError| OpenError::Store(failed(0, e));
    Ok(match folder.engine {
        Engine::Sled => {
            Box::new(FramedStore::open(SledEngine::open(&path).map_err(refused)?, setup)?)
        }
        Engine::Redb => {
            Box::new(FramedStore::open(RedbEngine::open(&path).map_err(refused)?, setup)?)
        }
    })
}

/// A store as it was found, however damaged: for whoever looks for damage.
pub struct Found {
    /// The store, up to its last readable frame. It accepts no change.
    pub store: Box<dyn EventStore>,
    /// The high-water mark; nothing was compared with it.
    pub high_water: Result<Head, HighWaterError>,
    /// Frames behind the last readable one.
    pub wrong: Vec<ReadError>,
}

/// Opens the store of a copy without comparing it with its high-water mark, so that a damaged
/// ledger can be looked at.
pub fn open_store_as_found(folder: &Folder) -> Result<Found, ReadError> {
    if !folder.is_copy {
        let what = "a damaged store is looked at in a copy only: opening may change its files";
        return Err(ReadError::Io(what.to_owned()));
    }
    let path = folder.path.join("store");
    let high_water = HighWater::open(&folder.path.join("HIGHWATER")).map(|file| file.mark());
    let setup = Setup {
        waterline: Box::new(FixedMark(*high_water.as_ref().unwrap_or(&Head::EMPTY))),
        space: Space::at(&path),
        read_only: Some(COPY_IS_READ_ONLY),
        background: false,
        held: Some(Box::new(Arc::clone(&folder.lock))),
    };
    let refused = |e: EngineError| failed(0, e);
    let (store, wrong): (Box<dyn EventStore>, _) = match folder.engine {
        Engine::Sled => {
            let engine = SledEngine::open(&path).map_err(refused)?;
            let (store, wrong) = FramedStore::open_as_found(engine, setup)?;
            (Box::new(store), wrong)
        }
        Engine::Redb => {
            let engine = RedbEngine::open(&path).map_err(refused)?;
            let (store, wrong) = FramedStore::open_as_found(engine, setup)?;
            (Box::new(store), wrong)
        }
    };
    Ok(Found { store, high_water, wrong })
}

/// Opens a copy of a sled store whose log is in doubt. After a torn write that works, and the
/// store itself may be opened; after damage it does not, and the store stays as it is, because
/// sled would erase what follows the damage.
fn try_on_copy(folder: &Folder, space: &Space, mark: Head, doubt: &str) -> Result<(), OpenError> {
    let (store, scratch) = (folder.path.join("store"), folder.path.join("store.trial"));
    let untried = |why: &dyn std::fmt::Display| {
        OpenError::Store(ReadError::Io(format!(
            "its log is in doubt ({doubt}), and trying to open a copy of it was not possible: \
             {why}; nothing was changed"
        )))
    };
    files::remove_tree(&scratch).map_err(|e| untried(&e))?;
    space
        .check_copy(files::folder_len(&store).map_err(|e| untried(&e))?)
        .map_err(|e| untried(&e))?;
    files::copy_tree(&store, &scratch).map_err(|e| untried(&e))?;
    let tried = SledEngine::open(&scratch).map_err(|e| failed(0, e)).and_then(|engine| {
        let setup = Setup {
            waterline: Box::new(FixedMark(mark)),
            space: space.clone(),
            read_only: Some(COPY_IS_READ_ONLY),
            background: false,
            held: None,
        };
        FramedStore::open(engine, setup).map(drop)
    });
    files::remove_tree(&scratch).map_err(|e| untried(&e))?;
    tried.map_err(|e| match e {
        ReadError::Corrupt { seq, what } => OpenError::Store(ReadError::Corrupt {
            seq,
            what: format!(
                "{what} (found by opening a copy, because {doubt}; the store itself was not \
                 touched)"
            ),
        }),
        ReadError::Io(_) => untried(&e),
    })
}

fn hold(path: &Path) -> Result<FolderLock, FolderError> {
    FolderLock::exclusive(&path.join("LOCK")).map_err(|e| lock_error(path, e))
}

fn lock_error(path: &Path, e: LockError) -> FolderError {
    match e {
        LockError::Held(holder) => FolderError::InUse { path: path.to_owned(), holder },
        LockError::Io(source) => FolderError::Io { path: path.join("LOCK"), source },
    }
}

/// Creates a folder, for its owner alone, and those above it that are missing; each is synced
/// into the one above it.
fn create_folders(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    create_folders(parent)?;
    DirBuilder::new().mode(0o700).create(path)?;
    sync_folder(path)?;
    sync_folder(parent)
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(test)]
mod tests;
