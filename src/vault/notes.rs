//! Notes: short texts that an event has the commitment of. Sealed under the key of the person whom a
//! note is about, and destroyed with them; none is ever changed.

use jejak_events::ids::{Bytes32, RecipientId};
use zeroize::Zeroizing;

use super::batch::Batch;
use super::commitments::NOBODY;
use super::rows::{damaged, id_at, key};
use super::seal::{self, Kind, Place};
use super::{Vault, VaultError};

/// Longest note, in bytes: some twenty pages.
pub const NOTE_BYTES_MAX: usize = 64 * 1024;

impl Vault {
    /// Keeps a note, a person's or nobody's; the commitment that an event names it by.
    pub fn keep_note(&self, owner: Option<RecipientId>, text: &str) -> Result<Bytes32, VaultError> {
        let field = |expected, found: String| VaultError::Field { field: "note", expected, found };
        if text.trim().is_empty() {
            return Err(field("a text", "an empty one".to_owned()));
        }
        if text.len() > NOTE_BYTES_MAX {
            return Err(field("at most 65536 bytes", format!("{} bytes", text.len())));
        }
        let mut batch = self.batch();
        let owner_key = self.owner_key(&batch, owner)?;
        let made = self.commit_in(&mut batch, owner, text.as_bytes())?;
        let person = owner.map_or(NOBODY, |owner| owner.0);
        let place = Place { of: &made.0, ..Place::of_person(person, Kind::Note) };
        let sealed = seal::seal(&owner_key, &place, text.as_bytes());
        batch.put(key(b'n', &[&made.0]), [person.as_slice(), &sealed].concat());
        batch.put(key(b'N', &[&person, &made.0]), []);
        batch.commit()?;
        Ok(made)
    }

    /// The text of a note by its commitment; nothing when it is not here (any more).
    pub fn note(&self, made: Bytes32) -> Result<Option<Zeroizing<String>>, VaultError> {
        let batch = self.batch();
        let Some(value) = batch.get(&key(b'n', &[&made.0]))? else { return Ok(None) };
        let person = id_at(&value, 0)?;
        let owner = (person != NOBODY).then_some(RecipientId(person));
        let owner_key = self.owner_key(&batch, owner)?;
        let place = Place { of: &made.0, ..Place::of_person(person, Kind::Note) };
        let text = seal::open(&owner_key, &place, value.get(16..).unwrap_or_default());
        let text = text.and_then(|text| String::from_utf8(text.to_vec()).ok());
        text.map(|text| Some(Zeroizing::new(text))).ok_or_else(|| damaged("a note does not open"))
    }

    /// Takes the notes about a person away; their salts go with all others.
    pub(super) fn forget_notes(
        batch: &mut Batch<'_>,
        owner: RecipientId,
    ) -> Result<(), VaultError> {
        for (row, _) in batch.under(&key(b'N', &[&owner.0]))? {
            batch.remove(key(b'n', &[row.get(17..).unwrap_or_default()]));
            batch.remove(row);
        }
        Ok(())
    }
}
