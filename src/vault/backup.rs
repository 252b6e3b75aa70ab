//! The vault's own backup, apart from the ledger's: a folder with the rows of one moment, the marker, the
//! sealed documents, and `BACKUP`, which has the hash of each and comes last. It is sealed as the vault is, and holds no key.
//!
//! A restoration lies beside the vault's place until it is finished, so that what the ledger calls erased
//! is destroyed before anybody can read it.

mod place;

pub use place::{BackupPlace, Written};

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::{KeySource, Vault, VaultError, documents, marker, scrub, store};

/// The file that makes a folder a backup.
const SUM: &str = "BACKUP";
/// Its first line.
const BEGINS: &str = "jejak vault backup 1";
/// The ending of the folder in which a restoration is made ready.
const FRESH: &str = "restoring";

impl Vault {
    /// Writes a backup into a new folder. Its bytes.
    pub fn backup(&self, to: &Path) -> Result<u64, VaultError> {
        self.begin_backup(to)?.finish()
    }

    /// Begins a backup in a new folder with the rows of this moment. Its documents come with
    /// [`BackingUp::finish`], while the vault may change again.
    pub fn begin_backup(&self, to: &Path) -> Result<BackingUp, VaultError> {
        if to.exists() {
            return Err(VaultError::BackupExists(to.to_owned()));
        }
        make_folder(to)?;
        self.store.copy_to(&to.join(store::FILE))?;
        self.marker.write(to)?;
        Ok(BackingUp { from: self.folder.clone(), to: to.to_owned() })
    }
}

/// A backup that has its rows and not yet its documents; without the latter it is none.
pub struct BackingUp {
    from: PathBuf,
    to: PathBuf,
}

impl BackingUp {
    /// Copies the documents, and says that the backup is whole. Its bytes.
    pub fn finish(self) -> Result<u64, VaultError> {
        let BackingUp { from, to } = self;
        // After the rows: what is kept meanwhile is in no row of theirs, and no file of theirs is
        // missing unless its person was erased.
        copy_blobs(&from, &to)?;
        let io = |source| VaultError::Io { path: to.join(SUM), source };
        let (text, bytes) = sums(&to).map_err(io)?;
        let mut options = OpenOptions::new();
        let written = options.write(true).create_new(true).mode(0o600).open(to.join(SUM));
        let written = written.and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            File::open(&to)?.sync_all()?;
            sync_above(&to)
        });
        written.map(|()| bytes).map_err(io)
    }
}

/// Makes the name of a path durable.
fn sync_above(path: &Path) -> io::Result<()> {
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    File::open(above.unwrap_or(Path::new(".")))?.sync_all()
}

fn make_folder(path: &Path) -> Result<(), VaultError> {
    let made = DirBuilder::new().mode(0o700).create(path);
    made.map_err(|source| VaultError::Io { path: path.to_owned(), source })
}

/// What `BACKUP` says of a folder, and the bytes of its files.
fn sums(folder: &Path) -> io::Result<(String, u64)> {
    let (mut text, mut bytes) = (format!("{BEGINS}\n"), 0);
    let files = [marker::FILE, store::FILE].map(str::to_owned);
    for name in files.into_iter().chain(blobs(folder)?) {
        let mut hasher = blake3::Hasher::new();
        let path = folder.join(&name);
        hasher.update_reader(File::open(&path)?)?;
        bytes += fs::metadata(&path)?.len();
        text.extend([&*name, " ", &hasher.finalize().to_hex(), "\n"]);
    }
    Ok((text, bytes))
}

/// The files of documents in a folder, by their names from there, in order.
fn blobs(folder: &Path) -> io::Result<Vec<String>> {
    let listed = match fs::read_dir(folder.join(documents::FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut names = Vec::new();
    for file in listed {
        let name = file?.file_name();
        // What is being written, or was left so, ends otherwise.
        let whole = name.to_str().filter(|name| !name.contains('.'));
        names.extend(whole.map(|name| format!("{}/{name}", documents::FOLDER)));
    }
    names.sort();
    Ok(names)
}

/// Copies the files of documents, each durable when it returns; one that goes meanwhile is passed over.
fn copy_blobs(from: &Path, to: &Path) -> Result<(), VaultError> {
    let names = blobs(from).map_err(|source| VaultError::Io { path: from.to_owned(), source })?;
    if names.is_empty() {
        return Ok(());
    }
    make_folder(&to.join(documents::FOLDER))?;
    for name in names {
        let path = to.join(&name);
        match fs::copy(from.join(&name), &path).and_then(|_| File::open(&path)?.sync_all()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            copied => copied.map_err(|source| VaultError::Io { path, source })?,
        }
    }
    let folder = to.join(documents::FOLDER);
    let synced = File::open(&folder).and_then(|folder| folder.sync_all());
    synced.map_err(|source| VaultError::Io { path: folder, source })
}

/// A backup that is to be the vault, not yet in its place.
pub struct Restoring {
    vault: Vault,
    fresh: PathBuf,
    to: PathBuf,
}

impl Restoring {
    /// Checks a backup, and opens a copy of it beside the place where the vault is to be.
    ///
    /// # Errors
    ///
    /// There is a vault already, the backup is damaged or unfinished, or the key is another's. Nothing
    /// was changed then.
    pub fn begin(from: &Path, to: &Path, source: &KeySource) -> Result<Restoring, VaultError> {
        if to.exists() {
            return Err(VaultError::Exists(to.to_owned()));
        }
        let found = fs::read_to_string(from.join(SUM)).ok();
        let made = sums(from).ok().map(|(text, _)| text);
        if found.is_none() || found != made {
            return Err(VaultError::BadBackup(from.to_owned()));
        }
        super::check_key(from, source)?;
        let fresh = to.with_extension(FRESH);
        forget(&fresh)?;
        make_folder(&fresh)?;
        for name in [store::FILE, marker::FILE] {
            let path = fresh.join(name);
            let copied =
                fs::copy(from.join(name), &path).and_then(|_| File::open(&path)?.sync_all());
            copied.map_err(|source| VaultError::Io { path, source })?;
        }
        copy_blobs(from, &fresh)?;
        let vault = Vault::open(&fresh, source)?;
        Ok(Restoring { vault, fresh, to: to.to_owned() })
    }

    /// The vault that is to be.
    pub fn vault(&mut self) -> &mut Vault {
        &mut self.vault
    }

    /// Gives it its place.
    pub fn finish(self) -> Result<(), VaultError> {
        let Restoring { vault, fresh, to } = self;
        drop(vault);
        let moved = fs::rename(&fresh, &to).and_then(|()| sync_above(&to));
        moved.map_err(|source| VaultError::Io { path: to, source })
    }

    /// Destroys the copy; the backup stays.
    pub fn give_up(self) -> Result<(), VaultError> {
        let Restoring { vault, fresh, .. } = self;
        drop(vault);
        forget(&fresh)
    }
}

/// Destroys what a restoration left that was not finished.
fn forget(fresh: &Path) -> Result<(), VaultError> {
    if !fresh.exists() {
        return Ok(());
    }
    let rows = fresh.join(store::FILE);
    if rows.exists() {
        scrub::destroy(&rows, || Ok(()))?;
    }
    fs::remove_dir_all(fresh).map_err(|source| VaultError::Io { path: fresh.to_owned(), source })
}
