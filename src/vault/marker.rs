//! The file `VAULT`: what a vault is, and whether a master key is its own.
//!
//! ```text
//! jejak vault
//! format 1                                   or 2
//! id 32 hexadecimal digits
//! salt 64 hexadecimal digits
//! key file                                   or: key passphrase argon2id MEMORY-KIB PASSES SALT
//! check a sealed text, hexadecimal
//! rows 32 hexadecimal digits                 format 2: since the master key was changed
//! past sealed keys, hexadecimal              format 2
//! sum CRC-32 of all bytes before, hexadecimal
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use jejak_events::chain::parse_hex;
use jejak_events::ids::Bytes32;
use zeroize::Zeroizing;

use super::key::Derivation;
use super::rows::damaged;
use super::seal::{self, Kind, Place, from_hex, to_hex};
use super::{MasterKey, VaultError, random};

/// Its name.
pub(super) const FILE: &str = "VAULT";
/// The one that is to take its place.
const NEXT: &str = "VAULT.next";
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
    /// Which rows it belongs to; zeros for those of a vault whose master key was never changed.
    pub generation: [u8; 16],
    check: Vec<u8>,
    /// The keys of earlier master keys, sealed under the present one.
    past: Vec<u8>,
}

fn past_key(master: &MasterKey, id: &[u8; 16]) -> Zeroizing<[u8; 32]> {
    master.derived("jejak 2026 vault past v1", id)
}

fn check_key(master: &MasterKey, id: &[u8; 16]) -> Zeroizing<[u8; 32]> {
    master.derived("jejak 2026 vault check v1", id)
}

impl Marker {
    /// The marker of a new vault.
    pub fn new(derivation: Derivation, master: &MasterKey) -> Marker {
        let id = random();
        let check = seal::seal(&check_key(master, &id), &Place::shared(Kind::Check), CHECK);
        Marker { id, salt: random(), derivation, generation: [0; 16], check, past: Vec::new() }
    }

    /// The marker of the same vault with another master key, for rows of its own.
    pub fn renewed(
        &self,
        derivation: Derivation,
        master: &MasterKey,
        past: &[Zeroizing<[u8; 32]>],
        generation: [u8; 16],
    ) -> Marker {
        let (id, salt) = (self.id, self.salt);
        let check = seal::seal(&check_key(master, &id), &Place::shared(Kind::Check), CHECK);
        let keys: Zeroizing<Vec<u8>> = Zeroizing::new(past.iter().flat_map(|key| **key).collect());
        let past = seal::seal(&past_key(master, &id), &Place::shared(Kind::Past), &keys);
        Marker { id, salt, derivation, generation, check, past }
    }

    /// The keys of earlier master keys, oldest first.
    pub fn past(&self, master: &MasterKey) -> Result<Vec<Zeroizing<[u8; 32]>>, VaultError> {
        if self.past.is_empty() {
            return Ok(Vec::new());
        }
        let opened =
            seal::open(&past_key(master, &self.id), &Place::shared(Kind::Past), &self.past);
        let opened = opened.ok_or_else(|| damaged("the marker's earlier keys do not open"))?;
        Ok(opened.as_chunks::<32>().0.iter().map(|key| Zeroizing::new(*key)).collect())
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
        let lines = format!("id {id}\nsalt {salt}\nkey {key}\ncheck {check}\n");
        let text = if self.past.is_empty() {
            format!("jejak vault\nformat 1\n{lines}")
        } else {
            let (rows, past) = (to_hex(&self.generation), to_hex(&self.past));
            format!("jejak vault\nformat 2\n{lines}rows {rows}\npast {past}\n")
        };
        let sum = crc32fast::hash(text.as_bytes());
        format!("{text}sum {sum:08x}\n")
    }

    /// Writes a new marker, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), VaultError> {
        self.write_as(folder, FILE)
    }

    /// Writes the marker that is to take the place of the present one.
    pub fn write_next(&self, folder: &Path) -> Result<(), VaultError> {
        self.write_as(folder, NEXT)
    }

    /// Whether a change of the master key was begun and not ended.
    pub fn has_next(folder: &Path) -> bool {
        folder.join(NEXT).exists()
    }

    /// Puts the next marker in the place of the present one.
    pub fn take_place(folder: &Path) -> Result<(), VaultError> {
        let next = folder.join(NEXT);
        let moved =
            fs::rename(&next, folder.join(FILE)).and_then(|()| File::open(folder)?.sync_all());
        moved.map_err(|source| VaultError::Io { path: next, source })
    }

    /// Ends a change of the master key that was interrupted: the rows that have the place say whether
    /// it was made.
    pub fn settle(folder: &Path, generation: Option<&[u8]>) -> Result<(), VaultError> {
        let path = folder.join(NEXT);
        let io = |source| VaultError::Io { path: path.clone(), source };
        let text = fs::read_to_string(&path).map_err(io)?;
        let next = Marker::parse(&text).map_err(|expected| not_a_vault(&path, expected))?;
        if generation == Some(&next.generation) {
            return Marker::take_place(folder);
        }
        fs::remove_file(&path).and_then(|()| File::open(folder)?.sync_all()).map_err(io)
    }

    fn write_as(&self, folder: &Path, name: &str) -> Result<(), VaultError> {
        let (path, fresh) = (folder.join(name), folder.join("VAULT.new"));
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
        let format = field("format ").filter(|format| matches!(*format, "1" | "2"));
        let format =
            format.ok_or("a line `format 1` or `format 2` (a newer program may know others)")?;
        if sum.trim_end() != format!("{:08x}", crc32fast::hash(body.as_bytes())) {
            return Err("a line `sum` that fits the others");
        }
        let id = field("id ").and_then(parse_hex).ok_or("a line `id`")?;
        let salt = field("salt ").and_then(parse_hex).ok_or("a line `salt`")?;
        let derivation = field("key ").and_then(derivation).ok_or("a line `key`")?;
        let check = field("check ").and_then(from_hex).ok_or("a line `check`")?;
        let (generation, past) = if format == "2" {
            let generation = field("rows ").and_then(parse_hex).ok_or("a line `rows`")?;
            (generation, field("past ").and_then(from_hex).ok_or("a line `past`")?)
        } else {
            ([0; 16], Vec::new())
        };
        Ok(Marker { id, salt, derivation, generation, check, past })
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
