//! The disk-full guard: room is checked before anything is touched.
//!
//! An engine that runs out of space in the middle of a write leaves an outcome that nobody knows.
//! So an append needs more free space than it can possibly use, or it is refused untouched.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::AppendError;

/// Free space that must remain whatever the block: engines grow their files by whole segments
/// and regions, and the operator needs room to act.
pub const RESERVE: u64 = 256 * 1024 * 1024;
/// The same for the second ledger: while the ledger takes no more, whoever signs in to look after it, is
/// refused or looks at somebody is still recorded, for some hundred thousand times.
pub const RESERVE_SECOND: u64 = 64 * 1024 * 1024;
/// Free space that opening a store needs: four segments of sled's log.
pub const ROOM_TO_OPEN: u64 = 32 * 1024 * 1024;
/// A block may be written several times over (log, page images, rewritten tail) before the
/// engine reuses what it freed.
const TIMES_BLOCK: u64 = 4;

/// Knows how much space is free where the store lives.
#[derive(Debug, Clone)]
pub struct Space {
    measure: Measure,
    reserve: u64,
}

#[derive(Debug, Clone)]
enum Measure {
    FileSystem(PathBuf),
    Fixed(Arc<AtomicU64>),
}

/// Free bytes, for this account, on the file system that holds `path`.
pub fn free_bytes(path: &Path) -> std::io::Result<u64> {
    let found = rustix::fs::statvfs(path)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

impl Space {
    /// The file system that holds `path`.
    pub fn at(path: &Path) -> Space {
        Space { measure: Measure::FileSystem(path.to_owned()), reserve: RESERVE }
    }

    /// The same, for a second ledger there.
    #[must_use]
    pub fn of_second(self) -> Space {
        Space { reserve: RESERVE_SECOND, ..self }
    }

    /// A number that a test sets; it is what a store in memory has.
    pub fn fixed(available: Arc<AtomicU64>) -> Space {
        Space { measure: Measure::Fixed(available), reserve: RESERVE }
    }

    /// Refuses a block of `block_len` bytes when there is not surely room for it.
    pub fn check(&self, block_len: usize) -> Result<(), AppendError> {
        self.check_room((block_len as u64).saturating_mul(TIMES_BLOCK))
    }

    /// Refuses a copy of `length` bytes when there is not surely room for it.
    pub fn check_copy(&self, length: u64) -> Result<(), AppendError> {
        self.check_room(length)
    }

    /// Refuses to open a store where there is not surely room for what its engine writes then.
    pub fn check_opening(&self) -> Result<(), AppendError> {
        let (needed, available) = (ROOM_TO_OPEN, self.available()?);
        if available > needed { Ok(()) } else { Err(AppendError::DiskFull { available, needed }) }
    }

    fn check_room(&self, length: u64) -> Result<(), AppendError> {
        let (needed, available) = (self.reserve.saturating_add(length), self.available()?);
        if available > needed { Ok(()) } else { Err(AppendError::DiskFull { available, needed }) }
    }

    fn available(&self) -> Result<u64, AppendError> {
        match &self.measure {
            Measure::Fixed(available) => Ok(available.load(Ordering::Relaxed)),
            Measure::FileSystem(path) => free_bytes(path).map_err(|e| {
                let path = path.display();
                AppendError::Unavailable(format!(
                    "cannot ask how much space is free on {path}: {e}"
                ))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_reserve_is_not_enough() {
        let available = Arc::new(AtomicU64::new(RESERVE + 400));
        let space = Space::fixed(Arc::clone(&available));
        space.check(99).unwrap();
        let refused = space.check(100).unwrap_err();
        assert!(matches!(
            refused,
            AppendError::DiskFull { available: a, needed: n } if a == RESERVE + 400 && n == a
        ));
    }

    #[test]
    fn the_second_ledger_goes_on_where_the_first_stops() {
        let available = Arc::new(AtomicU64::new(RESERVE));
        let space = Space::fixed(Arc::clone(&available));
        space.check(1).unwrap_err();
        space.clone().of_second().check(1).unwrap();
        available.store(RESERVE_SECOND, Ordering::Relaxed);
        space.of_second().check(1).unwrap_err();
    }

    #[test]
    fn a_real_folder_answers() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Space::at(folder.path()).available().unwrap() > 0);
        let gone = Space::at(&folder.path().join("gone")).check(1).unwrap_err();
        assert!(matches!(gone, AppendError::Unavailable(_)));
    }
}
