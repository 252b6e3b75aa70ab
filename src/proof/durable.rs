//! Files that are there completely, and after a power cut too, or not at all.
//!
//! Not here: files that are replaced or grow.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Creates `path` with this content; durable when it returns.
///
/// Fails with [`io::ErrorKind::AlreadyExists`] rather than replace anything: the content is
/// written beside it and gets its name by a hard link, which never overwrites.
pub(super) fn create(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    let beside = beside(path);
    // Left over from a crash; without the final name it was never anything.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_new(&beside, content, mode).and_then(|()| fs::hard_link(&beside, path));
    let removed = fs::remove_file(&beside);
    written.and(removed)?;
    sync_folder(path)
}

/// Makes the names in the folder of `path` durable.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(".new");
    PathBuf::from(name)
}

fn write_new(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_completely_or_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        let names = || fs::read_dir(folder.path()).expect("reads").count();
        fs::write(beside(&path), "left over from a crash").expect("writes");
        create(&path, b"first", 0o600).expect("creates");
        assert_eq!(fs::read(&path).expect("reads"), b"first");
        let error = create(&path, b"second", 0o600).expect_err("exists");
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!((fs::read(&path).expect("reads").as_slice(), names()), (&b"first"[..], 1));
        assert!(create(&folder.path().join("missing/file"), b"", 0o600).is_err());
    }
}
