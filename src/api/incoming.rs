//! Where bodies lie while they are worked on: `incoming/` in the folder of the ledger, so that the service
//! writes nowhere else.
//!
//! Invariants: nobody else may look into it; a file is gone with its request, and at the latest at the
//! next start.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::operation::Operation;

/// The folder.
#[derive(Debug, Clone)]
pub struct Incoming(PathBuf);

impl Incoming {
    /// The one in the folder of a ledger, empty.
    pub fn within(data: &Path) -> io::Result<Incoming> {
        let folder = data.join("incoming");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Incoming(folder))
    }

    /// A new file for the body of an operation: what is private in memory, where the machine has such a
    /// place.
    pub fn file_for(&self, operation: &Operation) -> io::Result<NamedTempFile> {
        let memory = Path::new("/dev/shm");
        if operation.is_private() && memory.is_dir() {
            return tempfile::Builder::new().prefix("jejak-body-").tempfile_in(memory);
        }
        self.file()
    }

    /// A new file in it, which is gone when it is dropped.
    pub fn file(&self) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix("body-").tempfile_in(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn what_an_ended_service_left_is_gone_at_the_next_start() {
        let data = tempfile::tempdir().unwrap();
        let incoming = Incoming::within(data.path()).unwrap();
        let (own, left) = (incoming.file().unwrap(), incoming.file().unwrap());
        let (_, left) = left.keep().unwrap();
        let mode = fs::metadata(data.path().join("incoming")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        let path = own.path().to_owned();
        drop(own);
        assert!(!path.exists() && left.exists());
        Incoming::within(data.path()).unwrap();
        assert!(!left.exists());
    }
}
