//! Commitments: BLAKE3(32-byte salt || bytes). The ledger keeps the hash, the vault the salt; when
//! the salt is destroyed, nobody can tell any more what was committed to.

use std::io::{self, Read};

use jejak_events::ids::{Bytes32, RecipientId};
use zeroize::Zeroizing;

use super::batch::Batch;
use super::rows::{damaged, id_at, key};
use super::seal::{self, Kind, Place};
use super::{Vault, VaultError, random};

/// The owner of what is nobody's.
pub(super) const NOBODY: [u8; 16] = [0; 16];

/// BLAKE3(salt || bytes).
pub(super) fn commitment(salt: &[u8; 32], bytes: &[u8]) -> Bytes32 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt).update(bytes);
    Bytes32(*hasher.finalize().as_bytes())
}

impl Vault {
    /// The mark of a file by its hash: the same for the same file, and without the vault's key
    /// nobody can tell of which. It stands in the ledger, so it stays when the master key changes.
    pub fn mark_of_file(&self, hash: &[u8; 32]) -> Bytes32 {
        Bytes32(self.keys.mark("file", hash))
    }

    /// Commits to a file or note, a person's or nobody's. Each time another salt, hence another
    /// commitment.
    pub fn commit(&self, owner: Option<RecipientId>, bytes: &[u8]) -> Result<Bytes32, VaultError> {
        let mut batch = self.batch();
        let made = self.commit_in(&mut batch, owner, bytes)?;
        batch.commit()?;
        Ok(made)
    }

    pub(super) fn commit_in(
        &self,
        batch: &mut Batch<'_>,
        owner: Option<RecipientId>,
        bytes: &[u8],
    ) -> Result<Bytes32, VaultError> {
        let salt = Zeroizing::new(random::<32>());
        let made = commitment(&salt, bytes);
        self.put_salt(batch, owner, &salt, made)?;
        Ok(made)
    }

    /// Commits to a file, which is read to its end and never whole in memory.
    pub(super) fn commit_file_in(
        &self,
        batch: &mut Batch<'_>,
        owner: Option<RecipientId>,
        file: &mut dyn Read,
    ) -> Result<Bytes32, VaultError> {
        let salt = Zeroizing::new(random::<32>());
        let made = self.commitment_of(&salt, file)?;
        self.put_salt(batch, owner, &salt, made)?;
        Ok(made)
    }

    fn commitment_of(&self, salt: &[u8; 32], file: &mut dyn Read) -> Result<Bytes32, VaultError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(salt);
        let read = io::copy(file, &mut hasher);
        read.map_err(|source| VaultError::Io { path: self.folder().to_owned(), source })?;
        Ok(Bytes32(*hasher.finalize().as_bytes()))
    }

    fn put_salt(
        &self,
        batch: &mut Batch<'_>,
        owner: Option<RecipientId>,
        salt: &[u8; 32],
        made: Bytes32,
    ) -> Result<(), VaultError> {
        let person = owner.map_or(NOBODY, |owner| owner.0);
        let key_of_owner = match owner {
            Some(owner) => self.data_key(batch, owner)?,
            None => self.keys.shared.clone(),
        };
        let place = Place { of: &made.0, ..Place::of_person(person, Kind::Salt) };
        let sealed = seal::seal(&key_of_owner, &place, salt);
        batch.put(key(b'c', &[&made.0]), [person.as_slice(), &sealed].concat());
        batch.put(key(b'd', &[&person, &made.0]), []);
        Ok(())
    }

    /// Whether these bytes are what was committed to; nothing when the salt is not here (any more).
    pub fn proves(&self, made: Bytes32, bytes: &[u8]) -> Result<Option<bool>, VaultError> {
        let salt = self.salt_of(made)?;
        Ok(salt.map(|salt| commitment(&salt, bytes) == made))
    }

    /// The same of a file, which is read to its end and never whole in memory.
    pub fn proves_file(
        &self,
        made: Bytes32,
        file: &mut dyn Read,
    ) -> Result<Option<bool>, VaultError> {
        let Some(salt) = self.salt_of(made)? else { return Ok(None) };
        Ok(Some(self.commitment_of(&salt, file)? == made))
    }

    fn salt_of(&self, made: Bytes32) -> Result<Option<Zeroizing<[u8; 32]>>, VaultError> {
        let batch = self.batch();
        let Some(value) = batch.get(&key(b'c', &[&made.0]))? else { return Ok(None) };
        let person = id_at(&value, 0)?;
        let opens = match person {
            NOBODY => self.keys.shared.clone(),
            person => self.data_key(&batch, RecipientId(person))?,
        };
        let place = Place { of: &made.0, ..Place::of_person(person, Kind::Salt) };
        let salt = seal::open(&opens, &place, value.get(16..).unwrap_or_default());
        let salt = salt.and_then(|salt| <[u8; 32]>::try_from(salt.as_slice()).ok());
        salt.map(|salt| Some(Zeroizing::new(salt))).ok_or_else(|| damaged("a salt does not open"))
    }

    pub(super) fn forget_salts(
        batch: &mut Batch<'_>,
        owner: RecipientId,
    ) -> Result<(), VaultError> {
        for (row, _) in batch.under(&key(b'd', &[&owner.0]))? {
            let made = row.get(17..).unwrap_or_default().to_vec();
            batch.remove(row);
            batch.remove(key(b'c', &[&made]));
        }
        Ok(())
    }
}
