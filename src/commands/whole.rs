//! Files that are written whole or not at all.

use std::io::Write as _;
use std::path::Path;

use super::{Failure, errors};
use crate::said::said;

/// A file that is not in its place yet.
pub type File = std::io::BufWriter<tempfile::NamedTempFile>;

/// Writes a file whole or not at all: beside its place first, then to it. A file that is there
/// already is replaced with `force` alone. What names people is for its owner alone.
pub fn write(
    path: &Path,
    force: bool,
    personal: bool,
    fill: impl FnOnce(&mut File) -> Result<(), Failure>,
) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let io = |error: std::io::Error| Failure::Io(errors::said(&error).after(path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mode = if personal { 0o600 } else { 0o666 };
    let made = tempfile::Builder::new()
        .prefix(".jejak-")
        .permissions(std::fs::Permissions::from_mode(mode))
        .tempfile_in(folder.unwrap_or(Path::new(".")));
    let mut file = std::io::BufWriter::new(made.map_err(io)?);
    fill(&mut file)?;
    file.flush().map_err(io)?;
    let file = file.into_inner().map_err(|error| io(error.into_error()))?;
    file.as_file().sync_all().map_err(io)?;
    let placed = if force { file.persist(path) } else { file.persist_noclobber(path) };
    match placed {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(io(error.error)),
    }
}

/// What is said of a file that is there already.
pub fn exists(path: &Path) -> Failure {
    let path = path.display();
    Failure::Usage(said!(
        "{path} is there already; nothing was written. Name another file, or add --force to \
         replace it",
        "{path} sudah ada; tidak ada yang ditulis. Sebutkan berkas lain, atau tambahkan --force \
         untuk menggantinya"
    ))
}
