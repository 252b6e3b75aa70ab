//! Destroying a file: overwritten, synced, then removed.
//!
//! What this cannot reach: blocks that a copy-on-write file system, a snapshot, a journal or the
//! wear levelling of a drive keeps elsewhere. `docs/VAULT.md` says what to do about those.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::VaultError;

/// Bytes written at once.
const STRIDE: usize = 64 * 1024;

/// Gives a file a second name, so that it can still be reached once another has its first.
pub(super) fn second_name(path: &Path, second: &Path) -> Result<(), VaultError> {
    let linked = fs::hard_link(path, second).and_then(|()| sync_folder(second));
    linked.map_err(|source| VaultError::Io { path: second.to_owned(), source })
}

/// Overwrites a file with zeros, syncs, and removes it.
pub(super) fn destroy(
    path: &Path,
    between: impl FnOnce() -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let failed = |source| VaultError::Io { path: path.to_owned(), source };
    overwrite(path).map_err(failed)?;
    between()?;
    fs::remove_file(path).and_then(|()| sync_folder(path)).map_err(failed)
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut left = file.metadata()?.len();
    while left > 0 {
        let here = left.min(STRIDE as u64);
        let zeros = vec![0; usize::try_from(here).unwrap_or(STRIDE)];
        file.write_all(&zeros)?;
        left -= here;
    }
    file.sync_all()
}

/// Goes on from where a replacement was interrupted: a file that has not yet taken the place is
/// destroyed, and so is one whose place was taken; a mere second name is only removed.
pub(super) fn settle(path: &Path, old: &Path, new: &Path) -> Result<(), VaultError> {
    if new.exists() {
        destroy(new, || Ok(()))?;
    }
    if !old.exists() {
        return Ok(());
    }
    let failed = |source| VaultError::Io { path: old.to_owned(), source };
    let (one, other) = (fs::metadata(path).map_err(failed)?, fs::metadata(old).map_err(failed)?);
    if one.ino() == other.ino() && one.dev() == other.dev() {
        return fs::remove_file(old).and_then(|()| sync_folder(old)).map_err(failed);
    }
    destroy(old, || Ok(()))
}

fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
