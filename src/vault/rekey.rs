//! Another master key: everything that a key of the old one sealed or hid is sealed and hidden anew, in
//! a new file of rows that takes the place of the old one.
//!
//! What was kept as a keyed hash alone (a shop's token, a household nobody lists any more) can be hashed
//! under no other key, because nobody knows of what it is. So every hash is hashed once more, under a
//! key of the new master, and the marker keeps the earlier keys, sealed under it.
//!
//! Interrupted anywhere, opening goes on from there: the row [`GENERATION`] of the file that has the
//! place says which marker belongs to it, the present one or `VAULT.next`.

use std::collections::HashMap;

use jejak_events::ids::{RecipientId, Token};
use zeroize::Zeroizing;

use super::commitments::NOBODY;
use super::documents;
use super::key::Keys;
use super::marker::Marker;
use super::rows::{GENERATION, damaged, id_at};
use super::seal::{self, Kind, Place};
use super::store::Row;
use super::{KeySource, MasterKey, Vault, VaultError, random};

type Key = Zeroizing<[u8; 32]>;

/// The keys of before and after.
struct Change<'a> {
    old: &'a Keys,
    new: &'a Keys,
    /// The data key of each person, old and new.
    people: HashMap<[u8; 16], (Key, Key)>,
}

impl Vault {
    /// Gives the vault another master key. The old one opens nothing of it afterwards, except copies
    /// and backups that were made before.
    pub fn rekey(&mut self, source: &KeySource) -> Result<(), VaultError> {
        let derivation = source.new_derivation();
        let master = MasterKey::from_source(source, &derivation)?;
        if self.marker.check(&master, &self.folder).is_ok() {
            return Err(VaultError::SameKey);
        }
        let marker = self.marker.renewed(derivation, &master, &self.keys.index, random());
        let keys = Keys::of(&master, &marker.id, self.keys.index.clone());
        let people = self.data_keys()?;
        self.store.faults.step("next marker")?;
        marker.write_next(&self.folder)?;
        let change = Change { old: &self.keys, new: &keys, people };
        let replaced = self.store.replace(
            &mut |row, value| change.row(row, value).map(Some),
            Some((GENERATION.to_vec(), marker.generation.to_vec())),
        );
        // Whatever failed, the rows that have the place say which key is the vault's.
        if self.store.get(GENERATION)? != Some(marker.generation.to_vec()) {
            return replaced;
        }
        drop(change);
        self.store.faults.step("marker")?;
        Marker::take_place(&self.folder)?;
        (self.marker, self.keys) = (marker, keys);
        replaced
    }

    /// The data key of everybody, and one to take its place.
    fn data_keys(&self) -> Result<HashMap<[u8; 16], (Key, Key)>, VaultError> {
        let batch = self.batch();
        let mut people = HashMap::new();
        for (row, _) in batch.under(b"k")? {
            let id = id_at(&row, 1)?;
            let old = self.data_key(&batch, RecipientId(id))?;
            people.insert(id, (old, Zeroizing::new(random())));
        }
        Ok(people)
    }
}

impl Change<'_> {
    /// A row as it is to be.
    fn row(&self, row: &[u8], value: &[u8]) -> Result<Row, VaultError> {
        let same = || (row.to_vec(), value.to_vec());
        Ok(match row.first() {
            Some(b'k') => (row.to_vec(), self.data_key(row)?),
            Some(b'r') => (row.to_vec(), self.record(row, value)?),
            Some(b'i' | b'h' | b't' | b'e') => (self.hashed(row, 1)?, value.to_vec()),
            Some(b'j') => (self.hashed(row, 17)?, value.to_vec()),
            Some(b'H' | b'p' | b'F') => (row.to_vec(), self.hashed(value, 0)?),
            Some(b'c') => (row.to_vec(), self.salt(row, value)?),
            Some(b'f') => (row.to_vec(), self.document(row, value)?),
            Some(b'n') => (row.to_vec(), self.note(row, value)?),
            Some(b'w') => self.list(row, value)?,
            _ => same(),
        })
    }

    fn keys_of(&self, person: [u8; 16]) -> Result<&(Key, Key), VaultError> {
        self.people.get(&person).ok_or_else(|| damaged("something of a person without a data key"))
    }

    /// The keys of an owner, or those of what is nobody's.
    fn keys_of_owner(&self, person: [u8; 16]) -> Result<(&Key, &Key), VaultError> {
        if person == NOBODY {
            return Ok((&self.old.shared, &self.new.shared));
        }
        self.keys_of(person).map(|(old, new)| (old, new))
    }

    fn data_key(&self, row: &[u8]) -> Result<Vec<u8>, VaultError> {
        let id = id_at(row, 1)?;
        let (_, new) = self.keys_of(id)?;
        Ok(seal::seal(&self.new.wrap, &Place::of_person(id, Kind::DataKey), &**new))
    }

    fn record(&self, row: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let id = id_at(row, 1)?;
        let (old, new) = self.keys_of(id)?;
        let version = row.last_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes));
        let version = version.ok_or_else(|| damaged("a record without a version"))?;
        let place = Place { version, ..Place::of_person(id, Kind::Person) };
        anew(old, new, (&place, &place), sealed, "the record of a person does not open")
    }

    /// The salt of a commitment: its owner, or nobody, then the sealed salt.
    fn salt(&self, row: &[u8], value: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.owned(row, value, (Kind::Salt, "a salt does not open"))
    }

    /// A note: its owner, or nobody, then the sealed text.
    fn note(&self, row: &[u8], value: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.owned(row, value, (Kind::Note, "a note does not open"))
    }

    /// What is bound to a commitment: its owner, or nobody, then what is sealed.
    fn owned(
        &self,
        row: &[u8],
        value: &[u8],
        (kind, what): (Kind, &str),
    ) -> Result<Vec<u8>, VaultError> {
        let (person, sealed) = (id_at(value, 0)?, value.get(16..).unwrap_or_default());
        let (old, new) = self.keys_of_owner(person)?;
        let of = row.get(1..).unwrap_or_default();
        let place = Place { of, ..Place::of_person(person, kind) };
        let fresh = anew(old, new, (&place, &place), sealed, what)?;
        Ok([person.as_slice(), &fresh].concat())
    }

    /// The row of a document: its owner, or nobody, the wrapped key, then what that key opens. The key
    /// stays, and with it the sealed file.
    fn document(&self, row: &[u8], value: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (person, id) = (id_at(value, 0)?, id_at(row, 1)?);
        let (old, new) = self.keys_of_owner(person)?;
        let what = "the key of a document does not open";
        let parts = value.get(16..).and_then(|rest| rest.split_at_checked(documents::WRAPPED));
        let (wrapped, sheet) = parts.ok_or_else(|| damaged(what))?;
        let owner = (person != NOBODY).then_some(RecipientId(person));
        let place = documents::place(owner, Token(id), Kind::DocumentKey);
        let wrapped = anew(old, new, (&place, &place), wrapped, what)?;
        Ok([person.as_slice(), &wrapped, sheet].concat())
    }

    /// A match list, which is bound to its own hash.
    fn list(&self, row: &[u8], sealed: &[u8]) -> Result<Row, VaultError> {
        let moved = self.hashed(row, 1)?;
        let place = |row| Place { of: row, ..Place::shared(Kind::List) };
        let places = (&place(&row[1..]), &place(&moved[1..]));
        let (old, new) = (&self.old.shared, &self.new.shared);
        let list = anew(old, new, places, sealed, "a match list does not open")?;
        Ok((moved, list))
    }

    /// The same bytes with the hash at a place hashed once more.
    fn hashed(&self, bytes: &[u8], at: usize) -> Result<Vec<u8>, VaultError> {
        let (before, rest) = bytes.split_at_checked(at).ok_or_else(|| damaged("a short row"))?;
        let hash = rest.split_first_chunk::<32>();
        let (hash, after) = hash.ok_or_else(|| damaged("a row without its hash"))?;
        Ok([before, &self.new.hashed_again(hash), after].concat())
    }
}

/// What was sealed, sealed anew.
fn anew(
    old: &[u8; 32],
    new: &[u8; 32],
    (from, to): (&Place<'_>, &Place<'_>),
    sealed: &[u8],
    what: &str,
) -> Result<Vec<u8>, VaultError> {
    let plain = seal::open(old, from, sealed).ok_or_else(|| damaged(what))?;
    Ok(seal::seal(new, to, &plain))
}
