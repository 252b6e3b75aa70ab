//! The master key: where the operator keeps it, and the keys that are made of it.
//!
//! It comes from a file (mode 0600, made by [`create_file`]), from the environment, or from a
//! passphrase by argon2id. It is never written by the vault, and wiped from memory after use.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::{Zeroize as _, Zeroizing};

use super::{VaultError, random};

/// The line of a key file, before its 64 hexadecimal digits.
const PREFIX: &str = "jejak-master-key-1 ";
/// A key file or passphrase file is far shorter.
const FILE_BYTES_MAX: usize = 4 * 1024;
/// Permission bits of group and others, none of whom may read a secret.
const OTHERS: u32 = 0o077;
/// Shortest passphrase, in bytes: six words of a word list.
const PASSPHRASE_BYTES_MIN: usize = 20;
/// Memory that argon2id takes for a new vault: 64 MiB, the second choice of RFC 9106.
const MEMORY_KIB: u32 = if cfg!(test) { 8 } else { 64 * 1024 };
/// Its passes over that memory.
const PASSES: u32 = if cfg!(test) { 1 } else { 3 };
/// Most memory that a marker may ask for: 4 GiB.
const MEMORY_KIB_MAX: u32 = 4 * 1024 * 1024;

/// What the operator gave.
pub enum KeySource {
    /// A file that [`create_file`] made.
    File(PathBuf),
    /// 64 hexadecimal digits, from the environment.
    Text(Zeroizing<String>),
    /// A passphrase.
    Passphrase(Zeroizing<String>),
}

/// How the master key is made of what the operator gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Derivation {
    /// It is the key itself.
    Direct,
    /// Argon2id of a passphrase.
    Argon2id {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes over the memory.
        passes: u32,
        /// Salt.
        salt: [u8; 32],
    },
}

impl Derivation {
    /// `file` or `passphrase`.
    pub fn word(&self) -> &'static str {
        match self {
            Derivation::Direct => "file",
            Derivation::Argon2id { .. } => "passphrase",
        }
    }
}

impl KeySource {
    /// How a new vault makes its master key of this.
    pub(super) fn new_derivation(&self) -> Derivation {
        match self {
            KeySource::File(_) | KeySource::Text(_) => Derivation::Direct,
            KeySource::Passphrase(_) => {
                Derivation::Argon2id { memory_kib: MEMORY_KIB, passes: PASSES, salt: random() }
            }
        }
    }

    /// A passphrase that stands on the first line of a file.
    pub fn passphrase_file(path: &Path) -> Result<KeySource, VaultError> {
        let text = read_private(path)?;
        let line = text.lines().next().unwrap_or_default();
        Ok(KeySource::Passphrase(Zeroizing::new(line.to_owned())))
    }

    fn word(&self) -> &'static str {
        match self {
            KeySource::File(_) | KeySource::Text(_) => "key file",
            KeySource::Passphrase(_) => "passphrase",
        }
    }
}

/// The master key.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Makes the key of what was given.
    pub(super) fn from_source(
        source: &KeySource,
        derivation: &Derivation,
    ) -> Result<MasterKey, VaultError> {
        match (source, derivation) {
            (KeySource::File(path), Derivation::Direct) => load(path),
            (KeySource::Text(text), Derivation::Direct) => {
                parse("JEJAK_MASTER_KEY".to_owned(), text.trim())
            }
            (KeySource::Passphrase(words), Derivation::Argon2id { memory_kib, passes, salt }) => {
                derive(words, *memory_kib, *passes, salt)
            }
            (_, expected) => Err(VaultError::OtherKind {
                expected: if *expected == Derivation::Direct { "key file" } else { "passphrase" },
                found: source.word(),
            }),
        }
    }

    /// A key of its own for one use in one vault.
    pub(super) fn derived(&self, context: &str, vault: &[u8; 16]) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&*self.0);
        hasher.update(vault);
        let key = Zeroizing::new(*hasher.finalize().as_bytes());
        hasher.zeroize();
        key
    }
}

fn derive(
    words: &str,
    memory_kib: u32,
    passes: u32,
    salt: &[u8; 32],
) -> Result<MasterKey, VaultError> {
    let bad = |expected, found: String| VaultError::BadKey {
        place: "the passphrase".to_owned(),
        expected,
        found,
    };
    if words.len() < PASSPHRASE_BYTES_MIN {
        return Err(bad("20 bytes or more, such as six random words", words.len().to_string()));
    }
    let params = Params::new(memory_kib.min(MEMORY_KIB_MAX), passes, 1, Some(32));
    let argon2 = params.map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
    let mut key = Zeroizing::new([0; 32]);
    argon2
        .and_then(|argon2| argon2.hash_password_into(words.as_bytes(), salt, &mut *key))
        .map_err(|error| bad("parameters that argon2id takes", error.to_string()))?;
    Ok(MasterKey(key))
}

/// Draws a master key and writes it into a new file, for its owner alone. Never overwrites.
pub fn create_file(path: &Path) -> Result<(), VaultError> {
    let key = Zeroizing::new(random::<32>());
    let hex = Zeroizing::new(blake3::Hash::from_bytes(*key).to_hex().to_string());
    let comment = "# Master key of a jejak vault. Whoever has it can read every person in it; without it \
                   nobody can.\n# Keep it apart from the ledger's data and its backups.\n";
    let text = Zeroizing::new([comment, PREFIX, &hex, "\n"].concat());
    let mut options = OpenOptions::new();
    let written =
        options.write(true).create_new(true).mode(0o600).open(path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        });
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => VaultError::KeyExists(path.to_owned()),
        _ => VaultError::Io { path: path.to_owned(), source },
    })
}

fn load(path: &Path) -> Result<MasterKey, VaultError> {
    let text = read_private(path)?;
    let place = || path.display().to_string();
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let key = lines.next().and_then(|line| line.strip_prefix(PREFIX));
    match (key, lines.next()) {
        (Some(key), None) => parse(place(), key.trim_end()),
        _ => Err(VaultError::BadKey {
            place: place(),
            expected: "one line `jejak-master-key-1` with 64 hexadecimal digits, beside comments",
            found: format!("a file of {} bytes without it", text.len()),
        }),
    }
}

fn parse(place: String, text: &str) -> Result<MasterKey, VaultError> {
    let key = jejak_events::chain::parse_hex::<32>(text).map(|key| MasterKey(Zeroizing::new(key)));
    key.ok_or_else(|| VaultError::BadKey {
        place,
        expected: "64 hexadecimal digits",
        found: format!("{} bytes that are not", text.len()),
    })
}

/// Reads a short text that nobody else may read.
fn read_private(path: &Path) -> Result<Zeroizing<String>, VaultError> {
    let io = |source| VaultError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    let mode = file.metadata().map_err(io)?.mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(VaultError::KeyExposed { path: path.to_owned(), mode });
    }
    // Room for everything from the start: growing would leave copies of the secret behind.
    let mut text = Zeroizing::new(String::with_capacity(FILE_BYTES_MAX + 1));
    let limit = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let read = file.take(limit).read_to_string(&mut text).map_err(io)?;
    if read > FILE_BYTES_MAX {
        return Err(VaultError::BadKey {
            place: path.display().to_string(),
            expected: "a short file with one secret",
            found: "a larger file".to_owned(),
        });
    }
    Ok(text)
}

/// The keys that one vault works with.
pub(super) struct Keys {
    /// Wraps the data key of each person.
    pub wrap: Zeroizing<[u8; 32]>,
    /// Make a NIK, KK or account number unrecognisable, one after the other: that of the first master
    /// key, and of each that followed.
    pub index: Vec<Zeroizing<[u8; 32]>>,
    /// Seals what belongs to no person: match lists, salts without an owner.
    pub shared: Zeroizing<[u8; 32]>,
}

impl Keys {
    /// The keys of a vault, whose earlier master keys left these.
    pub fn of(master: &MasterKey, vault: &[u8; 16], mut past: Vec<Zeroizing<[u8; 32]>>) -> Keys {
        past.push(master.derived("jejak 2026 vault index v1", vault));
        Keys {
            wrap: master.derived("jejak 2026 vault wrap v1", vault),
            index: past,
            shared: master.derived("jejak 2026 vault shared v1", vault),
        }
    }

    /// The keyed hash of a value of a kind: equal for equal values, meaningless without the key.
    pub fn hash(&self, kind: &str, value: &[u8]) -> [u8; 32] {
        let first = self.mark(kind, value);
        self.index
            .iter()
            .skip(1)
            .fold(first, |hash, key| *blake3::keyed_hash(key, &hash).as_bytes())
    }

    /// A hash of before the newest master key, under the newest.
    pub fn hashed_again(&self, hash: &[u8; 32]) -> [u8; 32] {
        self.index.last().map_or(*hash, |key| *blake3::keyed_hash(key, hash).as_bytes())
    }

    /// The keyed hash under the first master key: what stands in the ledger never changes.
    pub fn mark(&self, kind: &str, value: &[u8]) -> [u8; 32] {
        let first = self.index.first().map_or([0; 32], |key| **key);
        let mut hasher = blake3::Hasher::new_keyed(&first);
        hasher.update(&u64::try_from(kind.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(kind.as_bytes());
        hasher.update(value);
        let hash = *hasher.finalize().as_bytes();
        hasher.zeroize();
        hash
    }
}
