//! Legal holds, which keep data from being destroyed, and restrictions, which keep it from being
//! read. Each belongs to a case; what one case asks for stands until that case lifts it. And the day
//! until which data is to be kept.

use jejak_events::date::Date;
use jejak_events::ids::RecipientId;

use super::batch::Batch;
use super::households::day;
use super::rows::{damaged, id_at, key};
use super::{Vault, VaultError};

impl Vault {
    /// A case needs a person's data. Whether anything changed.
    pub fn hold(&self, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        self.set(b'a', id, case)
    }

    /// A case needs a person's data no longer. Whether anything changed.
    pub fn lift_hold(&self, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        self.lift(b'a', id, case)
    }

    /// Nobody may read a person's data for now. Whether anything changed.
    pub fn restrict(&self, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        self.set(b'b', id, case)
    }

    /// A person's data may be read again, as far as this case goes. Whether anything changed.
    pub fn lift_restriction(&self, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        self.lift(b'b', id, case)
    }

    /// People's data is to be kept until a day, and may go afterwards. The later word counts.
    pub fn retain(&self, ids: &[RecipientId], until: Date) -> Result<(), VaultError> {
        let mut batch = self.batch();
        for id in ids {
            self.data_key(&batch, *id)?;
            batch.put(key(b'u', &[&id.0]), until.to_string());
        }
        batch.commit()
    }

    /// Whose data was to be kept until a day before this one, and is held by no case.
    pub fn due(&self, on: Date) -> Result<Vec<RecipientId>, VaultError> {
        let batch = self.batch();
        let mut due = Vec::new();
        for (row, value) in batch.under(b"u")? {
            let id = RecipientId(id_at(&row, 1)?);
            if day(&value)? < on && Vault::cases(&batch, b'a', id)?.is_empty() {
                due.push(id);
            }
        }
        Ok(due)
    }

    /// The day until which a person's data is to be kept, where one was set.
    pub(super) fn kept_until(
        batch: &Batch<'_>,
        id: RecipientId,
    ) -> Result<Option<Date>, VaultError> {
        batch.get(&key(b'u', &[&id.0]))?.map(|value| day(&value)).transpose()
    }

    fn set(&self, kind: u8, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        let mut batch = self.batch();
        self.data_key(&batch, id)?;
        let row = key(kind, &[&id.0, case.as_bytes()]);
        if batch.has(&row)? {
            return Ok(false);
        }
        batch.put(row, []);
        batch.commit()?;
        Ok(true)
    }

    fn lift(&self, kind: u8, id: RecipientId, case: &str) -> Result<bool, VaultError> {
        let mut batch = self.batch();
        let row = key(kind, &[&id.0, case.as_bytes()]);
        if !batch.has(&row)? {
            return Ok(false);
        }
        batch.remove(row);
        batch.commit()?;
        Ok(true)
    }

    /// The cases that ask for something, in order.
    pub(super) fn cases(
        batch: &Batch<'_>,
        kind: u8,
        id: RecipientId,
    ) -> Result<Vec<String>, VaultError> {
        let rows = batch.under(&key(kind, &[&id.0]))?;
        let case = |row: &[u8]| {
            let text = String::from_utf8(row.get(17..).unwrap_or_default().to_vec());
            text.map_err(|_| damaged("a case that is no text"))
        };
        rows.iter().map(|(row, _)| case(row)).collect()
    }

    pub(super) fn forget_cases(batch: &mut Batch<'_>, id: RecipientId) -> Result<(), VaultError> {
        for kind in [b'a', b'b'] {
            for (row, _) in batch.under(&key(kind, &[&id.0]))? {
                batch.remove(row);
            }
        }
        batch.remove(key(b'u', &[&id.0]));
        Ok(())
    }
}
