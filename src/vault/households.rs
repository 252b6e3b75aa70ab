//! Who belonged to which household (KK), and from when to when. A marriage or a split begins a new
//! membership and ends the one before; nothing is forgotten until the person is erased.

use jejak_events::date::Date;
use jejak_events::ids::{HouseholdId, RecipientId};

use super::batch::Batch;
use super::rows::{damaged, id_at, key};
use super::{Vault, VaultError, nik, random};

/// A person's time in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The household.
    pub household: HouseholdId,
    /// First day.
    pub from: Date,
    /// Last day; nothing while it lasts.
    pub until: Option<Date>,
}

/// A day as it stands in rows: text of ten characters, which sorts as days do.
fn text(day: Date) -> [u8; 10] {
    let mut bytes = [b'0'; 10];
    bytes.iter_mut().zip(day.to_string().bytes()).for_each(|(to, from)| *to = from);
    bytes
}

pub(super) fn day(bytes: &[u8]) -> Result<Date, VaultError> {
    let read = std::str::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
    read.ok_or_else(|| damaged("a row without the day that belongs there"))
}

impl Vault {
    /// The household of a KK number, drawn when the number is new.
    pub(super) fn household_of(
        &self,
        batch: &mut Batch<'_>,
        kk: &str,
    ) -> Result<HouseholdId, VaultError> {
        let digits = nik::sixteen(kk).ok_or(VaultError::Field {
            field: "kk",
            expected: "16 digits",
            found: "something else".to_owned(),
        })?;
        let hash = self.keys.hash("kk", digits.as_bytes());
        if let Some(value) = batch.get(&key(b'h', &[&hash]))? {
            return id_at(&value, 0).map(HouseholdId);
        }
        let household = HouseholdId(random());
        batch.put(key(b'h', &[&hash]), household.0);
        batch.put(key(b'H', &[&household.0]), hash);
        Ok(household)
    }

    /// A person belongs to a household from a day on; the membership before ends the day before.
    pub(super) fn join(
        batch: &mut Batch<'_>,
        id: RecipientId,
        household: HouseholdId,
        from: Date,
    ) -> Result<(), VaultError> {
        let before = Vault::memberships_in(batch, id)?;
        if before.iter().any(|known| known.household == household && known.until.is_none()) {
            return Ok(());
        }
        if let Some(last) = before.iter().find(|known| known.until.is_none()) {
            if last.from >= from {
                return Err(VaultError::Field {
                    field: "kk_since",
                    expected: "a day after the present household began",
                    found: "an earlier day, or none".to_owned(),
                });
            }
            let until = from.checked_add_days(-1).unwrap_or(from);
            let value = [last.household.0.as_slice(), &text(until)].concat();
            batch.put(key(b'm', &[&id.0, &text(last.from)]), value);
        }
        batch.put(key(b'm', &[&id.0, &text(from)]), household.0);
        batch.put(key(b'g', &[&household.0, &id.0, &text(from)]), []);
        Ok(())
    }

    /// A person moves to the household of a KK number on a day.
    pub fn move_to(
        &self,
        id: RecipientId,
        kk: &str,
        from: Date,
    ) -> Result<HouseholdId, VaultError> {
        let mut batch = self.batch();
        self.data_key(&batch, id)?;
        let household = self.household_of(&mut batch, kk)?;
        Vault::join(&mut batch, id, household, from)?;
        batch.commit()?;
        Ok(household)
    }

    /// All memberships of a person, oldest first.
    pub fn memberships(&self, id: RecipientId) -> Result<Vec<Membership>, VaultError> {
        Vault::memberships_in(&self.batch(), id)
    }

    /// The household that a person belongs to now.
    pub(super) fn household_now(
        batch: &Batch<'_>,
        id: RecipientId,
    ) -> Result<Option<HouseholdId>, VaultError> {
        let known = Vault::memberships_in(batch, id)?;
        Ok(known.iter().find(|known| known.until.is_none()).map(|known| known.household))
    }

    fn memberships_in(batch: &Batch<'_>, id: RecipientId) -> Result<Vec<Membership>, VaultError> {
        let rows = batch.under(&key(b'm', &[&id.0]))?;
        rows.iter()
            .map(|(row, value)| {
                let household = HouseholdId(id_at(value, 0)?);
                let from = day(row.get(17..).unwrap_or_default())?;
                let until = value.get(16..).filter(|rest| !rest.is_empty());
                Ok(Membership { household, from, until: until.map(day).transpose()? })
            })
            .collect()
    }

    /// Who belonged to a household on a day.
    pub fn members(
        &self,
        household: HouseholdId,
        on: Date,
    ) -> Result<Vec<RecipientId>, VaultError> {
        let batch = self.batch();
        let mut members = Vec::new();
        for (row, _) in batch.under(&key(b'g', &[&household.0]))? {
            let id = RecipientId(id_at(&row, 17)?);
            let covers = Vault::memberships_in(&batch, id)?.iter().any(|known| {
                known.household == household
                    && known.from <= on
                    && known.until.is_none_or(|until| on <= until)
            });
            if covers && !members.contains(&id) {
                members.push(id);
            }
        }
        Ok(members)
    }

    /// Forgets where a person lived; a household that nobody is left in loses its number.
    pub(super) fn forget_households(
        batch: &mut Batch<'_>,
        id: RecipientId,
    ) -> Result<(), VaultError> {
        for known in Vault::memberships_in(batch, id)? {
            let household = known.household.0;
            batch.remove(key(b'm', &[&id.0, &text(known.from)]));
            batch.remove(key(b'g', &[&household, &id.0, &text(known.from)]));
            if batch.under(&key(b'g', &[&household]))?.is_empty() {
                if let Some(hash) = batch.get(&key(b'H', &[&household]))? {
                    batch.remove(key(b'h', &[&hash]));
                }
                batch.remove(key(b'H', &[&household]));
            }
        }
        Ok(())
    }
}
