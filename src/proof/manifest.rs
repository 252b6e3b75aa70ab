//! What a backup says that it holds: the file `BACKUP.json` in its folder.
//!
//! It is written last and replaced whole, after what it says was read again from the disk. So a backup
//! that was interrupted still has the manifest of the last one that was finished, and holds at least
//! what that says.
//!
//! Entries have no checksum of their own here: chain head and tree root are over every one of them.
//!
//! Not here: making a backup and restoring it (`crate::backup`).

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jejak_events::Timestamp;
use jejak_events::ids::Bytes32;
use serde::{Deserialize, Serialize};

use super::{FileError, durable};
use crate::store::BACKUP;

/// The only version there is.
const FORMAT: u32 = 1;
/// A manifest is a few kilobytes; anything much larger is another file.
const LONGEST: u64 = 1024 * 1024;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this form: 1.
    pub jejak_backup: u32,
    /// Origin line of the ledger.
    pub origin: String,
    /// Random identity of the ledger.
    pub ledger_id: Bytes32,
    /// When the backup was finished, by the clock of the machine.
    pub made_at: Timestamp,
    /// Engine that keeps the original.
    pub engine: String,
    /// The ledger.
    pub main: Part,
    /// The second ledger, where there is one.
    pub second: Option<Part>,
    /// The last checkpoint that had been signed, by the file `SIGNED`, which is not in the backup.
    pub last_signed: Option<LastSigned>,
    /// The other files, sorted by path.
    pub files: Vec<FileSum>,
}

/// A ledger at a batch end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Number of entries.
    pub size: u64,
    /// Chain hash of the last one.
    pub chain_head: Bytes32,
    /// RFC 6962 root over all of them.
    pub tree_root: Bytes32,
    /// Root over the balances and object states that they fold to.
    pub state_root: Bytes32,
    /// When the last one was recorded.
    pub recorded_at: Timestamp,
}

/// A checkpoint that may have left the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastSigned {
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root over them.
    pub tree_root: Bytes32,
}

/// A file that is no entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSum {
    /// Its path in the backup.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// BLAKE3 of its content.
    pub blake3: Bytes32,
}

/// Why a manifest cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The folder is no finished backup.
    #[error(
        "{0} is no finished backup: expected the file {BACKUP} in it, found none; name the folder \
         that `jejak backup` was given"
    )]
    Missing(PathBuf),
    /// It is not as it was written.
    #[error(
        "{path} is damaged: expected the manifest of a backup, found {found}; use another backup, or \
         check the entries alone with `jejak verify` after moving this file away"
    )]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        found: String,
    },
    /// A later version wrote it.
    #[error("{path} has form {found}, this version knows form {FORMAT}; install a newer version")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: u32,
    },
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] FileError),
}

impl Manifest {
    /// The form that this version writes.
    pub const FORMAT: u32 = FORMAT;

    /// Reads the manifest of a backup.
    pub fn read(backup: &Path) -> Result<Manifest, ManifestError> {
        let path = backup.join(BACKUP);
        let malformed = |found: String| ManifestError::Malformed { path: path.clone(), found };
        let length = match fs::metadata(&path) {
            Ok(about) => about.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ManifestError::Missing(backup.to_owned()));
            }
            Err(source) => return Err(FileError::new("read", &path, source).into()),
        };
        if length > LONGEST {
            return Err(malformed(format!("{length} bytes")));
        }
        let bytes = fs::read(&path);
        let bytes = bytes.map_err(|source| FileError::new("read", &path, source))?;
        let value: serde_json::Value =
            serde_json::from_slice(&bytes).map_err(|error| malformed(error.to_string()))?;
        match value["jejak_backup"].as_u64() {
            Some(form) if form > u64::from(FORMAT) => {
                let found = u32::try_from(form).unwrap_or(u32::MAX);
                return Err(ManifestError::Newer { path, found });
            }
            _ => {}
        }
        serde_json::from_value(value).map_err(|error| malformed(error.to_string()))
    }

    /// Writes the manifest of a backup in the place of the one before; durable when it returns, and
    /// never seen half-written.
    pub fn write(&self, backup: &Path) -> Result<(), ManifestError> {
        let path = backup.join(BACKUP);
        let fresh = backup.join(format!("{BACKUP}.new"));
        let written = serde_json::to_vec_pretty(self).map_err(io::Error::other).and_then(|text| {
            let mut options = OpenOptions::new();
            let mut file: File =
                options.write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
            file.write_all(&text)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&fresh, &path)?;
            durable::sync_folder(&path)
        });
        written.map_err(|source| FileError::new("write", &path, source).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let part = Part {
            size: 3,
            chain_head: Bytes32([1; 32]),
            tree_root: Bytes32([2; 32]),
            state_root: Bytes32([3; 32]),
            recorded_at: "2026-06-01T05:00:00Z".parse().unwrap(),
        };
        Manifest {
            jejak_backup: FORMAT,
            origin: "example.go.id/bansos".to_owned(),
            ledger_id: Bytes32([4; 32]),
            made_at: part.recorded_at,
            engine: "sled".to_owned(),
            main: part,
            second: None,
            last_signed: Some(LastSigned { size: 2, tree_root: Bytes32([5; 32]) }),
            files: Vec::new(),
        }
    }

    #[test]
    fn what_was_written_reads_back_and_replaces_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("BACKUP.json.new"), "left over").unwrap();
        manifest().write(folder.path()).unwrap();
        let later = Manifest { last_signed: None, ..manifest() };
        later.write(folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), later);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_no_manifest_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let read = || Manifest::read(folder.path()).unwrap_err();
        assert!(matches!(read(), ManifestError::Missing(_)));
        manifest().write(folder.path()).unwrap();
        let path = folder.path().join(BACKUP);
        let text = fs::read_to_string(&path).unwrap();
        for (wrong, with) in [("\"size\": 3", "\"size\": -3"), ("origin", "orogin"), ("}", "")] {
            fs::write(&path, text.replace(wrong, with)).unwrap();
            assert!(matches!(read(), ManifestError::Malformed { .. }), "{with}");
        }
        fs::write(&path, text.replace("\"jejak_backup\": 1", "\"jejak_backup\": 2")).unwrap();
        assert!(matches!(read(), ManifestError::Newer { found: 2, .. }));
    }
}
