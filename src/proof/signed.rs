//! The record of every checkpoint that left this ledger: the `SIGNED` file.
//!
//! A log must never sign two histories (C2SP `tlog-checkpoint`, section "Signatures"). Restored
//! from an old backup, a ledger would do just that; so what it has signed is kept in a file
//! outside the backup set, written and synced *before* a checkpoint leaves.
//!
//! ```text
//! jejak signed 1 example.go.id/bansos
//! 1024 0ac5...a362 2026-11-22T01:02:03.000000Z 9ae0daaf
//! ```
//!
//! One line per checkpoint, sizes ascending: size, root in hexadecimal, time, and the CRC-32 of
//! all bytes of the file before it. A last line that was not written completely never left, and is
//! cut off; any other damage is an error, never repaired.
//!
//! Not here: the clock, and the roots of the ledger as it is now, which the caller compares with
//! [`check_prefix`] before it writes or signs anything.

mod lines;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use self::lines::{Content, Damage, Tail, first_line};
use super::checkpoint::{self, Checkpoint, CheckpointError};
use super::durable;
use super::file_error::FileError;
use super::hash::TreeHash;
use super::note::Note;
use super::vkey::Signer;

pub use self::lines::SignedCheckpoint;

/// Why a checkpoint may not be signed, or the record not be used.
#[derive(Debug, thiserror::Error)]
pub enum SignedError {
    /// No file: nobody knows what this ledger has signed.
    #[error(
        "there is no {path}: without it nobody knows what this ledger has signed; put it back, \
         or continue under a new origin and key"
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Creating it would forget what is in it.
    #[error("{path} exists already and is never replaced; open it instead")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Another process signs for this ledger.
    #[error("{path} is in use by another process; only one may sign for a ledger")]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file of another ledger.
    #[error("{path} belongs to {found}, not to the ledger {expected}; find the right file")]
    WrongLedger {
        /// The file.
        path: PathBuf,
        /// The ledger that was opened.
        expected: String,
        /// What its first line says.
        found: String,
    },
    /// A line that was complete is no longer what was written.
    #[error(
        "{path} is damaged at line {line}: expected {expected}, found {found}; put a good copy \
         back, nothing is signed until then"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Counted from 1, the first line of the file.
        line: usize,
        /// What has to be there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// The ledger is shorter than something that it has signed.
    #[error(
        "a checkpoint at {known} entries has been signed, the ledger has {size}: entries were \
         lost, perhaps by restoring an old backup; restore a newer one, or continue under a new \
         origin and key"
    )]
    Smaller {
        /// Size of the signed checkpoint.
        known: u64,
        /// Size now.
        size: u64,
    },
    /// The ledger has another history than it has signed.
    #[error(
        "the checkpoint signed at {size} entries has the root {known}, the ledger has {found} \
         there: these are two histories; find out which is true, or continue under a new origin \
         and key"
    )]
    Contradicts {
        /// Size of the signed checkpoint.
        size: u64,
        /// Its root.
        known: TreeHash,
        /// The root now.
        found: TreeHash,
    },
    /// The caller did not compute the root at the size of a known checkpoint.
    #[error("the root at {size} entries was not computed, so nothing can be said about it")]
    NotCompared {
        /// Size of the signed checkpoint.
        size: u64,
    },
    /// Outside the years 0 to 9999.
    #[error("the time {at_micros} us cannot be written as a date; check the clock")]
    Time {
        /// What the caller gave.
        at_micros: i64,
    },
    /// An earlier write failed; what is on disk is not known.
    #[error("an earlier write to {path} failed; open the ledger again before signing")]
    Stopped {
        /// The file.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] FileError),
    /// Recorded, but not signed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// The `SIGNED` file of one ledger, open and locked for the one process that signs.
#[derive(Debug)]
pub struct SignedFile {
    path: PathBuf,
    origin: String,
    file: File,
    content: Content,
    stopped: bool,
}

impl SignedFile {
    /// Starts the record of a new ledger. Never replaces one.
    pub fn create(path: &Path, origin: &str) -> Result<SignedFile, SignedError> {
        let first = first_line(origin);
        durable::create(path, first.as_bytes(), 0o644).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => SignedError::Exists { path: path.to_owned() },
            _ => io_error("create", path, source),
        })?;
        SignedFile::open(path, origin)
    }

    /// Opens the record to sign with it; cuts off a last line that was not completed.
    pub fn open(path: &Path, origin: &str) -> Result<SignedFile, SignedError> {
        let mut file = open_existing(path, OpenOptions::new().read(true).append(true))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => SignedError::InUse { path: path.to_owned() },
            TryLockError::Error(source) => io_error("lock", path, source),
        })?;
        let content = read_content(&mut file, path, origin)?;
        let stopped = false;
        let mut signed =
            SignedFile { path: path.to_owned(), origin: origin.to_owned(), file, content, stopped };
        signed.mend_tail().map_err(|source| io_error("mend", path, source))?;
        Ok(signed)
    }

    /// Everything signed so far, smallest first.
    pub fn known(&self) -> &[SignedCheckpoint] {
        &self.content.known
    }

    /// How many bytes of an incomplete last line were cut off when opening, to be reported.
    pub fn cut_bytes(&self) -> usize {
        match self.content.tail {
            Tail::Torn(bytes) => bytes,
            Tail::Nothing | Tail::Unterminated => 0,
        }
    }

    /// Records that a checkpoint is about to leave; durable when it returns.
    ///
    /// Refuses one that is smaller than the last, or has another root at the same size. Recording
    /// the last one again does nothing. A larger one is taken on trust: the caller has compared
    /// the ledger with [`check_prefix`] when opening, and has only appended since.
    pub fn record(&mut self, checkpoint: &Checkpoint, at_micros: i64) -> Result<(), SignedError> {
        let Checkpoint { ref origin, size, root } = *checkpoint;
        if *origin != self.origin {
            return Err(SignedError::Checkpoint(CheckpointError::WrongOrigin {
                expected: self.origin.clone(),
                found: origin.clone(),
            }));
        }
        if self.stopped {
            return Err(SignedError::Stopped { path: self.path.clone() });
        }
        if let Some(last) = self.content.known.last() {
            if size < last.size {
                return Err(SignedError::Smaller { known: last.size, size });
            }
            if size == last.size && root == last.root {
                return Ok(());
            }
            if size == last.size {
                return Err(SignedError::Contradicts { size, known: last.root, found: root });
            }
        }
        let record = SignedCheckpoint { size, root, at_micros };
        let line = self.content.line_for(&record).ok_or(SignedError::Time { at_micros })?;
        // Whatever fails from here on leaves the file in an unknown state.
        self.stopped = true;
        self.file
            .write_all(line.as_bytes())
            .and_then(|()| self.file.sync_data())
            .map_err(|source| io_error("append to", &self.path, source))?;
        self.stopped = false;
        self.content.take(line.as_bytes(), false).expect("a line just written reads back");
        Ok(())
    }

    /// Records a checkpoint and signs it: the only way in which one should leave.
    pub fn issue(
        &mut self,
        checkpoint: &Checkpoint,
        key: &Signer,
        at_micros: i64,
    ) -> Result<Note, SignedError> {
        // Signing has no effect until the note is given out, and refuses what must not be recorded.
        let note = checkpoint::sign(checkpoint, key)?;
        self.record(checkpoint, at_micros)?;
        Ok(note)
    }

    /// Completes or cuts the last line. Syncs in any case: a line that is known but was never
    /// synced would not be written again.
    fn mend_tail(&mut self) -> io::Result<()> {
        match self.content.tail {
            Tail::Nothing => {}
            Tail::Unterminated => self.file.write_all(b"\n")?,
            Tail::Torn(_) => {
                let length = u64::try_from(self.content.length).map_err(io::Error::other)?;
                self.file.set_len(length)?;
            }
        }
        self.file.sync_all()
    }
}

/// Reads the record without locking or changing it.
pub fn read(path: &Path, origin: &str) -> Result<Vec<SignedCheckpoint>, SignedError> {
    let mut file = open_existing(path, OpenOptions::new().read(true))?;
    Ok(read_content(&mut file, path, origin)?.known)
}

/// Checks that a ledger of `size` entries, with these roots at the sizes of all known checkpoints,
/// continues every one of them.
pub fn check_prefix(
    known: &[SignedCheckpoint],
    size: u64,
    roots: &BTreeMap<u64, TreeHash>,
) -> Result<(), SignedError> {
    if let Some(last) = known.iter().max_by_key(|known| known.size).filter(|k| k.size > size) {
        return Err(SignedError::Smaller { known: last.size, size });
    }
    for SignedCheckpoint { size, root: known, .. } in known {
        match roots.get(size) {
            Some(found) if found == known => {}
            Some(&found) => {
                return Err(SignedError::Contradicts { size: *size, known: *known, found });
            }
            None => return Err(SignedError::NotCompared { size: *size }),
        }
    }
    Ok(())
}

fn open_existing(path: &Path, options: &OpenOptions) -> Result<File, SignedError> {
    options.open(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => SignedError::Missing { path: path.to_owned() },
        _ => io_error("open", path, source),
    })
}

fn io_error(doing: &'static str, path: &Path, source: io::Error) -> SignedError {
    FileError::new(doing, path, source).into()
}

fn read_content(file: &mut File, path: &Path, origin: &str) -> Result<Content, SignedError> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|source| io_error("read", path, source))?;
    let path = || path.to_owned();
    Content::parse(&bytes, origin).map_err(|damage| match damage {
        Damage::FirstLine(found) => {
            SignedError::WrongLedger { path: path(), expected: origin.to_owned(), found }
        }
        Damage::Line { number, expected, found } => {
            SignedError::Damaged { path: path(), line: number, expected, found }
        }
    })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::lines::tests::file;
    use super::*;

    const ORIGIN: &str = "example.go.id/bansos";
    const NOON: i64 = 1_795_305_600_000_000;

    fn checkpoint(size: u64, fill: u8) -> Checkpoint {
        Checkpoint { origin: ORIGIN.to_owned(), size, root: TreeHash([fill; 32]) }
    }

    fn folder() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("SIGNED");
        (folder, path)
    }

    #[test]
    fn what_was_recorded_is_known_after_opening_again() {
        let (_folder, path) = folder();
        let mut signed = SignedFile::create(&path, ORIGIN).expect("creates");
        assert_eq!(signed.known(), []);
        for size in [3, 8, 1024] {
            signed.record(&checkpoint(size, 1), NOON).expect("larger");
        }
        let known = signed.known().to_vec();
        assert_eq!(read(&path, ORIGIN).expect("reads beside the writer"), known);
        drop(signed);
        let signed = SignedFile::open(&path, ORIGIN).expect("opens");
        assert_eq!((signed.known(), signed.cut_bytes()), (known.as_slice(), 0));
        let exists = SignedFile::create(&path, ORIGIN);
        assert!(matches!(exists, Err(SignedError::Exists { .. })));
    }

    #[test]
    fn smaller_and_contradicting_checkpoints_are_refused() {
        let (_folder, path) = folder();
        let mut signed = SignedFile::create(&path, ORIGIN).expect("creates");
        signed.record(&checkpoint(8, 1), NOON).expect("first");
        let before = std::fs::read(&path).expect("reads");
        signed.record(&checkpoint(8, 1), NOON + 1).expect("the same again is fine");
        let smaller = signed.record(&checkpoint(7, 1), NOON);
        assert!(matches!(smaller, Err(SignedError::Smaller { known: 8, size: 7 })));
        let other = signed.record(&checkpoint(8, 2), NOON);
        assert!(matches!(other, Err(SignedError::Contradicts { size: 8, .. })));
        let wrong = Checkpoint { origin: "other".to_owned(), ..checkpoint(9, 1) };
        assert!(matches!(signed.record(&wrong, NOON), Err(SignedError::Checkpoint(_))));
        let time = signed.record(&checkpoint(9, 1), i64::MAX);
        assert!(matches!(time, Err(SignedError::Time { .. })));
        assert_eq!(std::fs::read(&path).expect("reads"), before, "nothing was written");
        signed.record(&checkpoint(9, 1), NOON).expect("still works");
    }

    #[test]
    fn a_checkpoint_is_issued_only_once_recorded() {
        let (_folder, path) = folder();
        let mut signed = SignedFile::create(&path, ORIGIN).expect("creates");
        let key = Signer::from_seed(ORIGIN, &[1; 32]).expect("a good name");
        let note = signed.issue(&checkpoint(8, 1), &key, NOON).expect("issues").to_string();
        let known = [key.verifier_key().clone()];
        let opened = checkpoint::open(note.as_bytes(), ORIGIN, &known);
        assert_eq!(opened, Ok(checkpoint(8, 1)));
        assert_eq!(signed.known().len(), 1);
        assert!(signed.issue(&checkpoint(8, 2), &key, NOON).is_err());
        let foreign = Signer::from_seed("other", &[1; 32]).expect("a good name");
        assert!(signed.issue(&checkpoint(9, 1), &foreign, NOON).is_err());
        assert_eq!(signed.known().len(), 1, "what is not signed is not recorded");
    }

    #[test]
    fn an_incomplete_last_line_is_mended_before_anything_is_added() {
        let whole = file(&[1, 2]);
        for (end, kept) in [(whole.len() - 1, 2), (whole.len() - 2, 1), (file(&[1]).len() + 1, 1)] {
            let (_folder, path) = folder();
            std::fs::write(&path, &whole[..end]).expect("writes");
            let mut signed = SignedFile::open(&path, ORIGIN).expect("tolerated");
            assert_eq!(signed.known().len(), kept);
            assert_eq!(signed.cut_bytes() > 0, kept == 1);
            signed.record(&checkpoint(9, 9), NOON).expect("larger");
            drop(signed);
            let again = SignedFile::open(&path, ORIGIN).expect("sound");
            assert_eq!((again.known().len(), again.cut_bytes()), (kept + 1, 0));
        }
    }

    #[test]
    fn files_that_cannot_be_trusted_are_refused() {
        let (_folder, path) = folder();
        assert!(matches!(SignedFile::open(&path, ORIGIN), Err(SignedError::Missing { .. })));
        assert!(matches!(read(&path, ORIGIN), Err(SignedError::Missing { .. })));
        for text in ["", "jejak signed 1 exam", "jejak signed 2 example.go.id/bansos\n", "x\n"] {
            std::fs::write(&path, text).expect("writes");
            assert!(matches!(read(&path, ORIGIN), Err(SignedError::WrongLedger { .. })), "{text}");
        }
        std::fs::write(&path, file(&[1, 2]).replacen("\n1 ", "\n3 ", 1)).expect("writes");
        let damaged = SignedFile::open(&path, ORIGIN);
        assert!(matches!(damaged, Err(SignedError::Damaged { line: 2, .. })));
    }

    #[test]
    fn after_a_failed_write_nothing_is_signed() {
        let (_folder, path) = folder();
        let mut signed = SignedFile::create(&path, ORIGIN).expect("creates");
        let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let good = std::mem::replace(&mut signed.file, full);
        let failed = signed.record(&checkpoint(1, 1), NOON);
        assert!(matches!(failed, Err(SignedError::Io(_))));
        signed.file = good;
        let stopped = signed.record(&checkpoint(1, 1), NOON);
        assert!(matches!(stopped, Err(SignedError::Stopped { .. })));
        assert_eq!(signed.known(), []);
    }

    #[test]
    fn only_one_process_signs() {
        let (_folder, path) = folder();
        let first = SignedFile::create(&path, ORIGIN).expect("creates");
        assert!(matches!(SignedFile::open(&path, ORIGIN), Err(SignedError::InUse { .. })));
        drop(first);
        assert!(SignedFile::open(&path, ORIGIN).is_ok());
    }

    #[test]
    fn a_ledger_has_to_continue_everything_that_it_signed() {
        let root = |fill| TreeHash([fill; 32]);
        let known = [(3, 1), (8, 2)].map(|(size, fill)| SignedCheckpoint {
            size,
            root: root(fill),
            at_micros: NOON,
        });
        let check = |size, roots: &[(u64, u8)]| {
            let roots = roots.iter().map(|(size, fill)| (*size, root(*fill))).collect();
            check_prefix(&known, size, &roots)
        };
        assert!(check(8, &[(3, 1), (8, 2)]).is_ok());
        assert!(check(9, &[(1, 9), (3, 1), (8, 2), (9, 9)]).is_ok());
        assert!(check_prefix(&[], 0, &BTreeMap::new()).is_ok());
        let smaller = check(7, &[(3, 1)]);
        assert!(matches!(smaller, Err(SignedError::Smaller { known: 8, size: 7 })));
        let other = check(9, &[(3, 7), (8, 2)]);
        assert!(matches!(other, Err(SignedError::Contradicts { size: 3, .. })));
        let unknown = check(9, &[(8, 2)]);
        assert!(matches!(unknown, Err(SignedError::NotCompared { size: 3 })));
    }
}
