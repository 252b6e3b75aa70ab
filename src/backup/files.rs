//! The files of a backup that are no entries, and reading from the disk what was written to it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use jejak_events::ids::Bytes32;
use rustix::fs::Advice;

use super::BackupError;
use crate::proof::FileError;
use crate::proof::manifest::FileSum;

/// Extension of the files in `keys/` that can sign.
const SIGNING: &str = "key";
/// Folder of keys.
const KEYS: &str = "keys";
/// The file of logins, sessions and tokens.
const ACCESS: &str = "access.redb";
/// Mode of a copied file: some hold what others must not have.
const FILE_MODE: u32 = 0o600;
/// Mode of a copied folder.
const FOLDER_MODE: u32 = 0o700;

fn failed(doing: &'static str, path: &Path) -> impl Fn(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| FileError::new(doing, &path, source).into()
}

/// Copies what lies beside the signing keys, and gives the checksums of what was copied.
pub(super) fn copy_keys(from: &Path, to: &Path) -> Result<Vec<FileSum>, BackupError> {
    if !from.is_dir() {
        return Ok(Vec::new());
    }
    let target = to.join(KEYS);
    make_folder(&target)?;
    let mut sums = Vec::new();
    for entry in fs::read_dir(from).map_err(failed("read", from))? {
        let path = entry.map_err(failed("read", from))?.path();
        let is_secret = path.extension().is_some_and(|extension| extension == SIGNING);
        let Some(name) = path.file_name().filter(|_| path.is_file() && !is_secret) else {
            continue;
        };
        let copy = target.join(name);
        copy_file(&path, &copy)?;
        sums.push(sum(&copy, &format!("{KEYS}/{}", name.to_string_lossy()))?);
    }
    sums.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sums)
}

/// Copies logins, sessions and tokens of the folder `access/` to a folder of their own, without the key
/// that their secrets are sealed under: whoever has both has them all. Nobody may have them open.
/// Whether there were any.
pub fn copy_access(from: &Path, to: &Path) -> Result<bool, BackupError> {
    let from = from.join(ACCESS);
    if !from.is_file() {
        return Ok(false);
    }
    make_folder(to)?;
    copy_file(&from, &to.join(ACCESS)).map(|()| true)
}

/// Copies a file whole, in the place of one that may be there; durable when it returns.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let bytes = fs::read(from).map_err(failed("read", from))?;
    let mut fresh = to.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    let written = || -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(FILE_MODE);
        let mut file = options.open(&fresh)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, to)?;
        sync_above(to)
    };
    written().map_err(failed("write", to))
}

/// Makes a folder for its owner alone, unless it is there.
pub(super) fn make_folder(path: &Path) -> Result<(), BackupError> {
    if path.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().mode(FOLDER_MODE).create(path);
    made.and_then(|()| sync_above(path)).map_err(failed("make", path))
}

/// Makes the name of a path durable.
pub(super) fn sync_above(path: &Path) -> io::Result<()> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    File::open(above.unwrap_or(Path::new(".")))?.sync_all()
}

/// The checksum of a file, read from the disk.
pub(super) fn sum(path: &Path, name: &str) -> Result<FileSum, BackupError> {
    forget_pages(path).map_err(failed("read", path))?;
    let bytes = fs::read(path).map_err(failed("read", path))?;
    Ok(FileSum {
        path: name.to_owned(),
        bytes: bytes.len() as u64,
        blake3: Bytes32(*blake3::hash(&bytes).as_bytes()),
    })
}

/// Checks the files of a backup against its manifest.
pub(super) fn check(backup: &Path, sums: &[FileSum]) -> Result<(), BackupError> {
    for expected in sums {
        let path = backup.join(&expected.path);
        let found = sum(&path, &expected.path)?;
        if found != *expected {
            return Err(BackupError::File { path, expected: expected.blake3, found: found.blake3 });
        }
    }
    Ok(())
}

/// Has the system drop what it remembers of a folder's files, so that the next reading is from the
/// disk. What it cannot drop it keeps: then reading proves less, and nothing else.
pub(super) fn forget_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            forget_folder(&path)?;
        } else {
            forget_pages(&path)?;
        }
    }
    Ok(())
}

fn forget_pages(path: &Path) -> io::Result<()> {
    let file = File::open(path)?;
    file.sync_all()?;
    Ok(rustix::fs::fadvise(&file, 0, None, Advice::DontNeed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_sign_stay_behind_and_a_changed_file_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(&from).unwrap();
        fs::create_dir_all(&to).unwrap();
        for name in ["checkpoint.key", "request.secret"] {
            fs::write(from.join(name), name).unwrap();
        }
        let sums = copy_keys(&from, &to).unwrap();
        let names: Vec<&str> = sums.iter().map(|sum| &*sum.path).collect();
        assert_eq!(names, ["keys/request.secret"]);
        assert_eq!(fs::read_dir(to.join(KEYS)).unwrap().count(), 1);
        check(&to, &sums).unwrap();
        fs::write(to.join("keys/request.secret"), "request.secreT").unwrap();
        assert!(matches!(check(&to, &sums), Err(BackupError::File { .. })));
        fs::remove_file(to.join("keys/request.secret")).unwrap();
        assert!(matches!(check(&to, &sums), Err(BackupError::Io(FileError { doing: "read", .. }))));
    }
}
