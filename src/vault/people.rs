//! Adding, finding, reading and correcting people.

use jejak_events::ids::{HouseholdId, RecipientId};

use super::batch::Batch;
use super::rows::{damaged, key, person_in};
use super::seal::{self, Kind, Place};
use super::{Person, Vault, VaultError, random};
use zeroize::Zeroizing;

/// What adding a person came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The id, new or known.
    pub id: RecipientId,
    /// Household, where a KK was given.
    pub household: Option<HouseholdId>,
    /// Whether the vault knew the person.
    pub known: Known,
}

/// Whether the vault knew a person that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// No: a new id was drawn.
    New,
    /// Yes, with the same particulars.
    Same,
    /// Yes, with other particulars; those in the vault stay. They may be somebody else's.
    Differs,
}

/// What stands of an id, without what is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Versions of the record; 0 for an erased person.
    pub versions: u32,
    /// Cases that hold it.
    pub holds: Vec<String>,
    /// Cases that restrict it.
    pub restrictions: Vec<String>,
    /// Day until which it is to be kept, where one was set.
    pub keep_until: Option<jejak_events::Date>,
    /// The id that stands for this one, where two were found to be one human.
    pub linked_to: Option<RecipientId>,
    /// When and why it was destroyed.
    pub erased: Option<super::Tombstone>,
}

impl Vault {
    /// Adds people in one transaction; whoever is known by NIK, paper or reference keeps the id.
    pub fn add(&self, people: &[Person]) -> Result<Vec<Added>, VaultError> {
        let mut batch = self.batch();
        let added = people.iter().map(|person| self.add_one(&mut batch, person));
        let added = added.collect::<Result<_, _>>()?;
        batch.commit()?;
        Ok(added)
    }

    /// What adding people would come to. The ids of those who are new are drawn only when they
    /// are added: here they stand for nobody.
    pub fn would_add(&self, people: &[Person]) -> Result<Vec<Added>, VaultError> {
        let mut batch = self.batch();
        people.iter().map(|person| self.add_one(&mut batch, person)).collect()
    }

    fn add_one(&self, batch: &mut Batch<'_>, person: &Person) -> Result<Added, VaultError> {
        person.check()?;
        let hash = self.handle_of(person).ok_or_else(|| damaged("a person without a handle"))?;
        if let Some(value) = batch.get(&key(b'i', &[&hash]))? {
            let id = person_in(&value)?;
            let known = match self.newest(batch, id)? {
                Some((_, kept)) if kept == *person => Known::Same,
                _ => Known::Differs,
            };
            let household = Vault::household_now(batch, id)?;
            return Ok(Added { id, household, known });
        }
        let household = person.kk.as_deref().map(|kk| self.household_of(batch, kk)).transpose()?;
        let id = RecipientId(random());
        let data_key = Zeroizing::new(random::<32>());
        let place = Place::of_person(id.0, Kind::DataKey);
        batch.put(key(b'k', &[&id.0]), seal::seal(&self.keys.wrap, &place, &*data_key));
        Vault::index(batch, id, &hash);
        Vault::write_record(batch, id, &data_key, 1, person);
        if let (Some(household), Some(since)) = (household, person.kk_since) {
            Vault::join(batch, id, household, since)?;
        } else if let Some(household) = household {
            Vault::join(batch, id, household, jejak_events::Date::MIN)?;
        }
        for account in &person.accounts {
            self.own_token(batch, super::TokenKind::Account, account, id)?;
        }
        Ok(Added { id, household, known: Known::New })
    }

    /// The keyed hash that a person is found by.
    pub(super) fn handle_of(&self, person: &Person) -> Option<[u8; 32]> {
        person.handle().map(|(kind, value)| self.keys.hash(kind, value.as_bytes()))
    }

    fn index(batch: &mut Batch<'_>, id: RecipientId, hash: &[u8; 32]) {
        batch.put(key(b'i', &[hash]), id.0);
        batch.put(key(b'j', &[&id.0, hash]), []);
    }

    fn write_record(
        batch: &mut Batch<'_>,
        id: RecipientId,
        data_key: &[u8; 32],
        version: u32,
        person: &Person,
    ) {
        let place = Place { version, ..Place::of_person(id.0, Kind::Person) };
        let sealed = seal::seal(data_key, &place, &person.to_bytes());
        batch.put(key(b'r', &[&id.0, &version.to_be_bytes()]), sealed);
    }

    /// The id of somebody, by NIK, paper or reference.
    pub fn find(&self, person: &Person) -> Result<Option<RecipientId>, VaultError> {
        let Some(hash) = self.handle_of(person) else { return Ok(None) };
        let found = self.batch().get(&key(b'i', &[&hash]))?;
        found.map(|value| person_in(&value)).transpose()
    }

    /// The id of a NIK, if it is one person's and known.
    pub(super) fn find_nik(
        &self,
        batch: &Batch<'_>,
        nik: &str,
    ) -> Result<Option<RecipientId>, VaultError> {
        let Some(digits) = super::nik::identifying(nik) else { return Ok(None) };
        let hash = self.keys.hash("nik", digits.as_bytes());
        batch.get(&key(b'i', &[&hash]))?.map(|value| person_in(&value)).transpose()
    }

    /// The key that opens what is kept of a person.
    pub(super) fn data_key(
        &self,
        batch: &Batch<'_>,
        id: RecipientId,
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let Some(wrapped) = batch.get(&key(b'k', &[&id.0]))? else {
            let erased = batch.has(&key(b'x', &[&id.0]))?;
            return Err(if erased { VaultError::Erased(id) } else { VaultError::Unknown(id) });
        };
        let place = Place::of_person(id.0, Kind::DataKey);
        let opened = seal::open(&self.keys.wrap, &place, &wrapped);
        let data_key = opened.and_then(|key| <[u8; 32]>::try_from(key.as_slice()).ok());
        data_key
            .map(Zeroizing::new)
            .ok_or_else(|| damaged("the data key of a person does not open"))
    }

    /// The newest version of a record, whatever restricts it.
    fn newest(
        &self,
        batch: &Batch<'_>,
        id: RecipientId,
    ) -> Result<Option<(u32, Person)>, VaultError> {
        let data_key = self.data_key(batch, id)?;
        let rows = batch.under(&key(b'r', &[&id.0]))?;
        let Some((row, sealed)) = rows.last() else { return Ok(None) };
        let version = row.last_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes));
        let version = version.ok_or_else(|| damaged("a record without a version"))?;
        let place = Place { version, ..Place::of_person(id.0, Kind::Person) };
        let opened = seal::open(&data_key, &place, sealed);
        let person = opened.and_then(|bytes| Person::from_bytes(&bytes));
        let person = person.ok_or_else(|| damaged("the record of a person does not open"))?;
        Ok(Some((version, person)))
    }

    /// What can be said of a person's identity on a day, restricted or not: nothing personal.
    pub fn identity(
        &self,
        id: RecipientId,
        today: jejak_events::Date,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<super::Identity, VaultError> {
        let found = self.newest(&self.batch(), id)?;
        found.map(|(_, person)| person.identity(today, known)).ok_or(VaultError::Unknown(id))
    }

    /// What is kept of a person. Refused while a restriction stands.
    pub fn read(&self, id: RecipientId) -> Result<Person, VaultError> {
        let batch = self.batch();
        let found = self.newest(&batch, id)?;
        if let Some(case) = Vault::cases(&batch, b'b', id)?.into_iter().next() {
            return Err(VaultError::Restricted { id, case });
        }
        found.map(|(_, person)| person).ok_or(VaultError::Unknown(id))
    }

    /// What stands of an id, without what is sealed.
    pub fn standing(&self, id: RecipientId) -> Result<Standing, VaultError> {
        let batch = self.batch();
        let versions = batch.under(&key(b'r', &[&id.0]))?.len();
        let erased = Vault::tombstone(&batch, id)?;
        if versions == 0 && erased.is_none() {
            return Err(VaultError::Unknown(id));
        }
        Ok(Standing {
            versions: u32::try_from(versions).unwrap_or(u32::MAX),
            holds: Vault::cases(&batch, b'a', id)?,
            restrictions: Vault::cases(&batch, b'b', id)?,
            keep_until: Vault::kept_until(&batch, id)?,
            linked_to: Vault::linked_to(&batch, id)?,
            erased,
        })
    }

    /// Keeps a new version of what is known of a person; older ones stay until the erasure. A NIK
    /// that is another id's is refused; the one that was wrong leads nowhere from now on. Whether
    /// anything changed.
    pub fn correct(&self, id: RecipientId, person: &Person) -> Result<bool, VaultError> {
        person.check()?;
        let mut batch = self.batch();
        let data_key = self.data_key(&batch, id)?;
        let (version, kept) = self.newest(&batch, id)?.ok_or(VaultError::Unknown(id))?;
        if kept == *person {
            return Ok(false);
        }
        let (before, after) = (self.handle_of(&kept), self.handle_of(person));
        if let Some(after) = after.filter(|after| before != Some(*after)) {
            if let Some(value) = batch.get(&key(b'i', &[&after]))? {
                return Err(VaultError::Belongs(person_in(&value)?));
            }
            if let Some(before) = before {
                batch.remove(key(b'i', &[&before]));
                batch.remove(key(b'j', &[&id.0, &before]));
            }
            Vault::index(&mut batch, id, &after);
        }
        Vault::write_record(&mut batch, id, &data_key, version.saturating_add(1), person);
        if let (Some(kk), Some(since)) = (person.kk.as_deref(), person.kk_since) {
            let household = self.household_of(&mut batch, kk)?;
            Vault::join(&mut batch, id, household, since)?;
        }
        for account in &person.accounts {
            self.own_token(&mut batch, super::TokenKind::Account, account, id)?;
        }
        batch.commit()?;
        Ok(true)
    }
}
