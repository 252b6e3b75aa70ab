//! Making a backup, and adding to one.

use std::path::{Path, PathBuf};

use jejak_events::ids::Bytes32;
use jejak_events::{ChainHash, Head, Timestamp};

use super::prove::{Expected, prove};
use super::{BackupError, Progress, files};
use crate::ledger::Ledger;
use crate::proof::manifest::{LastSigned, Manifest, ManifestError, Part};
use crate::proof::{FileError, signed};
use crate::said::Said;
use crate::store::{Engine, EventStore, Folder, FolderError, copy_until, open_store};

/// What is backed up: an open ledger, which goes on meanwhile.
pub struct Source<'a> {
    /// Its folder.
    pub folder: &'a Folder,
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The time of this moment.
    pub now: Timestamp,
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// What it holds.
    pub manifest: Manifest,
    /// Entries of the ledger that it did not hold before.
    pub added: u64,
    /// What the original has against itself: the backup is a faithful copy of it all the same.
    pub doubts: Vec<Said>,
}

/// Who the ledger is, and where it stands at one moment.
struct Seen {
    origin: String,
    ledger_id: Bytes32,
    part: Part,
}

/// A folder that is being written: the backup itself where it grows, else one beside its place.
struct Work {
    folder: Folder,
    /// What the backup held before.
    before: Option<Manifest>,
}

/// Backs a ledger up into a folder, or adds to the backup that is there, and proves it by reading it
/// again. `engine` keeps a new backup; one that is there keeps its own.
///
/// An interrupted backup goes on where it ended. The folder is never seen unfinished: it is made as
/// `TO.new`, and a backup that grows keeps its manifest until the new one is proved.
///
/// # Errors
///
/// The ledger is empty; the folder is something else, or the backup of something else; the ledger does
/// not continue what the backup holds; a disk is full or damaged.
pub fn make(
    source: &Source<'_>,
    to: &Path,
    engine: Option<Engine>,
    progress: Progress<'_>,
) -> Result<Made, BackupError> {
    check_place(source.folder.path(), to)?;
    let main = seen(source.ledger);
    if main.part.size == 0 {
        return Err(BackupError::Empty);
    }
    // After the main one: it holds every head that the main one has recorded by then.
    let beside = source.ledger.beside()?;
    let second = beside.as_ref().map(|second| seen(second).part);
    let work = begin(to, engine, &main)?;
    let added = main.part.size.saturating_sub(work.before.as_ref().map_or(0, |it| it.main.size));
    copy_into(&work.folder, source.ledger.store(), &main.part, progress)?;
    if let (Some(beside), Some(part)) = (&beside, &second) {
        let folder = second_folder(&work.folder)?;
        copy_into(&folder, beside.store(), part, progress)?;
    }
    let sums = files::copy_keys(&source.folder.keys(), work.folder.path())?;
    let (work, doubts) = proved(work, &Expected { main: main.part, second }, progress)?;
    let manifest = Manifest {
        jejak_backup: Manifest::FORMAT,
        last_signed: last_signed(&source.folder.signed(), &main.origin),
        origin: main.origin,
        ledger_id: main.ledger_id,
        made_at: source.now,
        engine: source.folder.engine().name().to_owned(),
        main: main.part,
        second,
        files: sums,
    };
    manifest.write(work.folder.path())?;
    if work.folder.path() != to {
        let moved = work.folder.moved(to);
        moved.map_err(|source| FileError::new("name", to, source))?;
    }
    Ok(Made { manifest, added, doubts })
}

/// Proves what was written. A new backup that is not what it should be is removed, so that the next one
/// begins anew; one that was there is left, with the manifest that it had.
fn proved(
    work: Work,
    expected: &Expected,
    progress: Progress<'_>,
) -> Result<(Work, Vec<Said>), BackupError> {
    match prove(&work.folder, expected, progress) {
        Ok(doubts) => Ok((work, doubts)),
        Err(error) => {
            if work.before.is_none() && error.condemns() {
                // What cannot be removed is told by the next backup, which finds it.
                let _ = std::fs::remove_dir_all(work.folder.path());
            }
            Err(error)
        }
    }
}

/// A backup within the ledger's own folder would be lost along with it.
fn check_place(ledger: &Path, to: &Path) -> Result<(), BackupError> {
    let above = to.ancestors().skip(1).find_map(|above| {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        above.canonicalize().ok()
    });
    let within = match (ledger.canonicalize(), above) {
        (Ok(ledger), Some(above)) => above.starts_with(ledger),
        _ => false,
    };
    if within { Err(BackupError::Within(to.to_owned())) } else { Ok(()) }
}

/// Where a ledger stands: a batch end that is durable, with the state that readers see there.
fn seen(ledger: &Ledger) -> Seen {
    ledger.read(|folded| {
        let meta = folded.reading.state.integrity.meta();
        Seen {
            origin: meta.origin.clone(),
            ledger_id: meta.ledger_id,
            part: Part {
                size: folded.head.size,
                chain_head: Bytes32(folded.head.hash.0),
                tree_root: Bytes32(folded.tree.root().0),
                state_root: folded.reading.state.root(),
                recorded_at: meta.recorded_at,
            },
        }
    })
}

/// Opens the backup that is there, or what is to become it.
fn begin(to: &Path, engine: Option<Engine>, main: &Seen) -> Result<Work, BackupError> {
    match Manifest::read(to) {
        Ok(before) => {
            let found = (&before.origin, before.ledger_id);
            if before.ledger_id != main.ledger_id {
                return Err(BackupError::Another {
                    path: to.to_owned(),
                    expected: format!("{} ({})", main.origin, main.ledger_id),
                    found: format!("{} ({})", found.0, found.1),
                });
            }
            let folder = Folder::open_to_back_up(to)?;
            if let Some(asked) = engine.filter(|asked| *asked != folder.engine()) {
                let found = folder.engine();
                return Err(BackupError::Engine { path: to.to_owned(), asked, found });
            }
            Ok(Work { folder, before: Some(before) })
        }
        Err(ManifestError::Missing(_)) => {
            free(to)?;
            Ok(Work { folder: unfinished(to, engine)?, before: None })
        }
        Err(error) => Err(error.into()),
    }
}

/// Only a new or empty folder becomes a backup.
fn free(to: &Path) -> Result<(), BackupError> {
    let failed = |source| FileError::new("read", to, source);
    if !to.exists() {
        return Ok(());
    }
    match std::fs::read_dir(to).map_err(failed)?.next() {
        None => Ok(()),
        Some(entry) => Err(BackupError::Occupied {
            path: to.to_owned(),
            found: entry.map_err(failed)?.file_name().to_string_lossy().into_owned(),
        }),
    }
}

/// The folder beside the place of a backup in which it is made: what an interruption left goes on.
fn unfinished(to: &Path, engine: Option<Engine>) -> Result<Folder, BackupError> {
    let fresh = beside(to);
    match Folder::open_to_back_up(&fresh) {
        Ok(folder) if engine.is_none_or(|engine| engine == folder.engine()) => Ok(folder),
        Ok(folder) => Err(BackupError::Engine {
            asked: engine.unwrap_or_default(),
            found: folder.engine(),
            path: fresh,
        }),
        Err(FolderError::Missing(_)) => Ok(Folder::create(&fresh, engine.unwrap_or(Engine::Redb))?),
        Err(error) => Err(error.into()),
    }
}

/// `TO.new`.
pub(super) fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    to.with_file_name(name)
}

/// The folder of the second ledger in a backup.
pub(super) fn second_folder(main: &Folder) -> Result<Folder, BackupError> {
    let path = main.second();
    let fresh = beside(&path);
    if path.exists() {
        return Ok(Folder::open(&path)?);
    }
    let failed = |source| FileError::new("make", &fresh, source);
    if fresh.exists() {
        // Not even begun: it gets its name before its first entry.
        std::fs::remove_dir_all(&fresh).map_err(failed)?;
    }
    Ok(Folder::create(&fresh, main.engine())?.moved(&path).map_err(failed)?)
}

/// Copies the entries that a folder lacks.
pub(super) fn copy_into(
    folder: &Folder,
    from: &dyn EventStore,
    part: &Part,
    progress: Progress<'_>,
) -> Result<(), BackupError> {
    let to = open_store(folder)?;
    let until = Head { size: part.size, hash: ChainHash(part.chain_head.0) };
    let copied = copy_until(from, until, &*to, &mut |done| progress(done, until.size));
    // What was copied is kept, whatever stopped it: the next backup goes on from there.
    let closed = to.close();
    copied?;
    closed.map_err(BackupError::Write)
}

/// The last checkpoint that was signed, where that is known.
fn last_signed(signed: &Path, origin: &str) -> Option<LastSigned> {
    let known = signed::read(signed, origin).ok()?;
    let last = known.last()?;
    Some(LastSigned { size: last.size, tree_root: Bytes32(last.root.0) })
}
