//! The file `VAULT`: what a vault is, and whether a master key is its own.
//!
//! ```text
//! jejak vault
//! format 1
//! id 32 hexadecimal digits
//! salt 64 hexadecimal digits
//! key file                                   or: key passphrase argon2id MEMORY-KIB PASSES SALT
//! check a sealed text, hexadecimal
//! sum CRC-32 of all bytes before, hexadecimal
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use jejak_events::chain::parse_hex;
use jejak_events::ids::Bytes32;

use super::key::Derivation;
use super::seal::{self, Kind, Place, from_hex, to_hex};
use super::{MasterKey, VaultError, random};

/// Its name.
pub(super) const FILE: &str = "VAULT";
const CHECK: &[u8] = b"the master key of this vault";

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// Random identity of the vault.
    pub id: [u8; 16],
    /// Salt of the commitment to it.
    pub salt: [u8; 32],
    /// How its master key is made.
    pub derivation: Derivation,
    check: Vec<u8>,
}

fn check_key(master: &MasterKey, id: &[u8; 16]) -> zeroize::Zeroizing<[u8; 32]> {
    master.derived("jejak 2026 vault check v1", id)
}

impl Marker {
    /// The marker of a new vault.
    pub fn new(derivation: Derivation, master: &MasterKey) -> Marker {
        let id = random();
        let check = seal::seal(&check_key(master, &id), &Place::shared(Kind::Check), CHECK);
        Marker { id, salt: random(), derivation, check }
    }

    /// What the ledger says of the vault.
    pub fn commitment(&self) -> Bytes32 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.salt).update(&self.id);
        Bytes32(*hasher.finalize().as_bytes())
    }

    /// Refuses any master key but its own.
    pub fn check(&self, master: &MasterKey, folder: &Path) -> Result<(), VaultError> {
        let key = check_key(master, &self.id);
        let opened = seal::open(&key, &Place::shared(Kind::Check), &self.check);
        let wrong = || VaultError::WrongKey(folder.to_owned());
        opened.filter(|text| text.as_slice() == CHECK).map(|_| ()).ok_or_else(wrong)
    }

    fn text(&self) -> String {
        let key = match &self.derivation {
            Derivation::Direct => "file".to_owned(),
            Derivation::Argon2id { memory_kib, passes, salt } => {
                format!("passphrase argon2id {memory_kib} {passes} {}", to_hex(salt))
            }
        };
        let (id, salt, check) = (to_hex(&self.id), to_hex(&self.salt), to_hex(&self.check));
        let text =
            format!("jejak vault\nformat 1\nid {id}\nsalt {salt}\nkey {key}\ncheck {check}\n");
        let sum = crc32fast::hash(text.as_bytes());
        format!("{text}sum {sum:08x}\n")
    }

    /// Writes a new marker, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), VaultError> {
        let (path, fresh) = (folder.join(FILE), folder.join("VAULT.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let written = options.open(&fresh).and_then(|mut file| {
            file.write_all(self.text().as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, &path)?;
            File::open(folder)?.sync_all()
        });
        written.map_err(|source| VaultError::Io { path, source })
    }

    /// Reads the marker of a folder.
    pub fn read(folder: &Path) -> Result<Marker, VaultError> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => VaultError::Missing(folder.to_owned()),
            io::ErrorKind::InvalidData => not_a_vault(&path, "text"),
            _ => VaultError::Io { path: path.clone(), source },
        })?;
        Marker::parse(&text).map_err(|expected| not_a_vault(&path, expected))
    }

    fn parse(text: &str) -> Result<Marker, &'static str> {
        let (body, sum) = text.rsplit_once("sum ").ok_or("a last line `sum`")?;
        let mut lines = body.lines();
        let mut field = |name: &str| lines.next().and_then(|line| line.strip_prefix(name));
        field("jejak vault").ok_or("the line `jejak vault`")?;
        field("format 1").ok_or("the line `format 1` (a newer program may know others)")?;
        if sum.trim_end() != format!("{:08x}", crc32fast::hash(body.as_bytes())) {
            return Err("a line `sum` that fits the others");
        }
        let id = field("id ").and_then(parse_hex).ok_or("a line `id`")?;
        let salt = field("salt ").and_then(parse_hex).ok_or("a line `salt`")?;
        let derivation = field("key ").and_then(derivation).ok_or("a line `key`")?;
        let check = field("check ").and_then(from_hex).ok_or("a line `check`")?;
        Ok(Marker { id, salt, derivation, check })
    }
}

fn derivation(text: &str) -> Option<Derivation> {
    if text == "file" {
        return Some(Derivation::Direct);
    }
    let mut words = text.strip_prefix("passphrase argon2id ")?.split(' ');
    let memory_kib = words.next()?.parse().ok()?;
    let passes = words.next()?.parse().ok()?;
    let salt = parse_hex(words.next()?)?;
    words.next().is_none().then_some(Derivation::Argon2id { memory_kib, passes, salt })
}

fn not_a_vault(path: &Path, expected: &'static str) -> VaultError {
    VaultError::NotAVault { path: path.to_owned(), expected }
}
