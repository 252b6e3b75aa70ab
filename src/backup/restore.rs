//! Going back to a backup: proved before it has its place, and never a second history silently.

use std::path::Path;

use super::continued::{Anew, go_on};
use super::known::{Lost, Witnesses, compared, contradicting, lost};
use super::make::{beside, copy_into, second_folder};
use super::prove::{Expected, prove};
use super::{BackupError, Progress, files};
use crate::proof::manifest::Manifest;
use crate::proof::verify::KnownCheckpoint;
use crate::proof::{Checkpoint, FileError, SignedFile};
use crate::said::Said;
use crate::store::{Engine, Folder, FolderError, open_store};

/// What to restore, and where to.
pub struct Restore<'a> {
    /// The backup; it is only read.
    pub backup: &'a Path,
    /// A new or empty folder.
    pub to: &'a Path,
    /// A new or empty folder for a copy of the backup, which the caller removes.
    pub scratch: &'a Path,
    /// Engine that keeps the entries; that of the original when absent.
    pub engine: Option<Engine>,
    /// Checkpoints that must be its prefix.
    pub witnesses: Witnesses<'a>,
    /// The time of this moment, for what has to be noted as signed.
    pub now: jejak_events::Timestamp,
    /// What to do where one of them is not.
    pub going: Going,
}

/// What becomes of a ledger that does not continue everything that was signed.
pub enum Going {
    /// It is not restored.
    On,
    /// It is restored to be read: nothing can be recorded in it.
    ToRead,
    /// It goes on under another origin and key, and records that it does.
    Anew(Box<Anew>),
}

/// A ledger that was restored.
#[derive(Debug)]
pub struct Restored {
    /// What it was restored from.
    pub manifest: Manifest,
    /// Checkpoints that were compared with it.
    pub compared: usize,
    /// What it lacks of the largest of them.
    pub lost: Option<Lost>,
    /// Whether it has a record of what was signed.
    pub has_signed: bool,
    /// The event that records the new origin, where it goes on under one.
    pub continued: Option<u64>,
    /// What it has against itself, as the original had.
    pub doubts: Vec<Said>,
}

/// Restores a backup into a new or empty folder.
///
/// Everything is read again from the disk and compared with the manifest, and with every checkpoint
/// that is known, while it still lies in `TO.new`; where anything is wrong, that is removed and nothing
/// has its place.
///
/// # Errors
///
/// The folder is not empty; the backup is unfinished or damaged; a known checkpoint is not its prefix,
/// and nothing else was asked for.
pub fn restore(ask: &Restore<'_>, progress: Progress<'_>) -> Result<Restored, BackupError> {
    let manifest = Manifest::read(ask.backup)?;
    files::check(ask.backup, &manifest.files)?;
    empty(ask.to)?;
    let engine = ask.engine.or_else(|| Engine::named(&manifest.engine)).unwrap_or_default();
    let fresh = beside(ask.to);
    let work = Folder::create(&fresh, engine)?;
    match fill(ask, manifest, &work, progress) {
        Ok(restored) => {
            let moved = work.moved(ask.to);
            moved.map_err(|source| FileError::new("name", ask.to, source))?;
            Ok(restored)
        }
        Err(error) => {
            // It has no place; whoever restores again is told of what could not be removed.
            let _ = std::fs::remove_dir_all(&fresh);
            Err(error)
        }
    }
}

fn empty(to: &Path) -> Result<(), BackupError> {
    let failed = |source| FileError::new("read", to, source);
    if !to.exists() {
        return Ok(());
    }
    let Some(entry) = std::fs::read_dir(to).map_err(failed)?.next() else { return Ok(()) };
    let found = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
    Err(FolderError::NotEmpty { path: to.to_owned(), found }.into())
}

/// Fills a folder with what the manifest says, proves it, and settles what becomes of it.
fn fill(
    ask: &Restore<'_>,
    manifest: Manifest,
    work: &Folder,
    progress: Progress<'_>,
) -> Result<Restored, BackupError> {
    let copy = Folder::open_copy(ask.backup, &ask.scratch.join("main"))?;
    copy_into(work, &*open_store(&copy)?, &manifest.main, progress)?;
    if let Some(part) = &manifest.second {
        let copy = Folder::open_copy(
            &ask.backup.join(crate::store::SECOND),
            &ask.scratch.join(crate::store::SECOND),
        )?;
        copy_into(&second_folder(work)?, &*open_store(&copy)?, part, progress)?;
    }
    files::copy_keys(&ask.backup.join("keys"), work.path())?;
    let expected = Expected { main: manifest.main, second: manifest.second };
    let doubts = prove(work, &expected, progress)?;
    let known = {
        let store = open_store(work)?;
        let known = compared(&*store, &ask.witnesses, progress)?;
        store.close().map_err(BackupError::Write)?;
        known
    };
    let lost = lost(&known, &manifest, ask.witnesses.signed);
    let continued = match &ask.going {
        Going::Anew(anew) => Some(go_on(work, anew, known.last())?),
        Going::On | Going::ToRead => {
            let to_read = matches!(ask.going, Going::ToRead);
            goes_on(&known, lost.as_ref(), to_read)?;
            None
        }
    };
    let has_signed = match continued {
        Some(_) => true,
        None => place_signed(ask, &manifest.origin, work, &known, lost.is_some())?,
    };
    let compared = known.len();
    Ok(Restored { manifest, compared, lost, has_signed, continued, doubts })
}

/// A ledger that does not continue what was signed would sign a second history.
fn goes_on(
    known: &[KnownCheckpoint],
    lost: Option<&Lost>,
    to_read: bool,
) -> Result<(), BackupError> {
    if let Some(other) = contradicting(known) {
        return Err(BackupError::OtherHistory(other.clone()));
    }
    match lost {
        Some(lost) if !to_read => Err(BackupError::Behind(lost.clone())),
        _ => Ok(()),
    }
}

/// Puts the record of what was signed beside the ledger, with every checkpoint that left and is not in
/// it: where the ledger is behind one, nothing can be recorded then.
fn place_signed(
    ask: &Restore<'_>,
    origin: &str,
    work: &Folder,
    known: &[KnownCheckpoint],
    behind: bool,
) -> Result<bool, BackupError> {
    let path = work.signed();
    let mut signed = match ask.witnesses.signed {
        Some(from) => {
            files::copy_file(from, &path)?;
            SignedFile::open(&path, origin)?
        }
        None if behind => SignedFile::create(&path, origin)?,
        None => return Ok(false),
    };
    for known in known {
        if signed.known().last().is_none_or(|last| known.size > last.size) {
            let origin = origin.to_owned();
            let checkpoint = Checkpoint { origin, size: known.size, root: known.root };
            signed.record(&checkpoint, ask.now.micros())?;
        }
    }
    Ok(true)
}
