//! Copying and removing files of a folder. What is copied belongs to whoever copies it, and to nobody
//! else: modes are not copied, because an engine writes to what it opens.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Mode of a copied folder.
const FOLDER_MODE: u32 = 0o700;
/// Mode of a copied file.
const FILE_MODE: u32 = 0o600;

/// Why a file or folder was not copied.
#[derive(Debug, thiserror::Error)]
#[error("cannot copy {} to {}: {why}", from.display(), to.display())]
pub struct CopyError {
    /// What was to be copied.
    pub from: PathBuf,
    /// Where to.
    pub to: PathBuf,
    /// What the operating system said.
    pub why: io::Error,
}

/// Makes an existing folder its owner's alone, if there is nothing in it.
pub(super) fn claim(folder: &Path) -> io::Result<()> {
    if fs::read_dir(folder)?.next().is_some() {
        let what = "expected an empty folder for the copy";
        return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, what));
    }
    fs::set_permissions(folder, Permissions::from_mode(FOLDER_MODE))
}

/// Copies a folder with everything in it to a new one.
pub(super) fn copy_tree(from: &Path, to: &Path) -> Result<(), CopyError> {
    let failed = |why| CopyError { from: from.to_owned(), to: to.to_owned(), why };
    let entries = fs::read_dir(from).map_err(failed)?;
    fs::DirBuilder::new().mode(FOLDER_MODE).create(to).map_err(failed)?;
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if fs::metadata(&source).map_err(failed)?.is_dir() {
            copy_tree(&source, &target)?;
        } else {
            copy(&source, &target)?;
        }
    }
    Ok(())
}

/// Copies a file; one that is missing is missing in the copy too, and opening the copy says so.
pub(super) fn copy_if_there(from: &Path, to: &Path) -> Result<(), CopyError> {
    match File::open(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        source => copy_opened(source, from, to),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), CopyError> {
    copy_opened(File::open(from), from, to)
}

/// Copies a file to a new one; the kernel shares the blocks where the file system can.
fn copy_opened(source: io::Result<File>, from: &Path, to: &Path) -> Result<(), CopyError> {
    let copied = source.and_then(|mut source| {
        let mut target =
            OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(to)?;
        io::copy(&mut source, &mut target)
    });
    let failed = |why| CopyError { from: from.to_owned(), to: to.to_owned(), why };
    copied.map(|_| ()).map_err(failed)
}

/// Bytes of the files in a folder, without those further down.
pub(super) fn folder_len(path: &Path) -> io::Result<u64> {
    fs::read_dir(path)?.try_fold(0, |sum, entry| {
        let found = fs::metadata(entry?.path())?;
        Ok(sum + if found.is_file() { found.len() } else { 0 })
    })
}

/// Removes a folder with everything in it, if it is there.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_source_is_left_out_of_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("there"), "x").unwrap();
        copy_if_there(&path("there"), &path("copied")).unwrap();
        assert_eq!(fs::read(path("copied")).unwrap(), b"x");
        copy_if_there(&path("missing"), &path("nothing")).unwrap();
        assert!(!path("nothing").exists());
        let nowhere = copy_if_there(&path("there"), &path("no-such-folder/copied")).unwrap_err();
        assert_eq!(nowhere.why.kind(), io::ErrorKind::NotFound);
        let twice = copy_if_there(&path("there"), &path("copied")).unwrap_err();
        assert_eq!(twice.why.kind(), io::ErrorKind::AlreadyExists, "nothing is written over");
    }
}
