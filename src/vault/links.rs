//! Two ids that turned out to be one human, and those that turned out not to be.

use jejak_events::ids::RecipientId;

use super::batch::Batch;
use super::rows::{key, person_in};
use super::{Vault, VaultError};

impl Vault {
    /// Two ids are the same human from now on: `main` stays, `other` leads to it. Whether anything
    /// changed.
    pub fn link(&self, main: RecipientId, other: RecipientId) -> Result<bool, VaultError> {
        let mut batch = self.batch();
        for id in [main, other] {
            self.data_key(&batch, id)?;
        }
        if Vault::linked_to(&batch, other)? == Some(main) {
            return Ok(false);
        }
        let followed = !batch.under(&key(b'y', &[&other.0]))?.is_empty();
        let free = main != other
            && !followed
            && Vault::linked_to(&batch, other)?.is_none()
            && Vault::linked_to(&batch, main)?.is_none();
        if !free {
            return Err(VaultError::LinkState { expected: "that stand for themselves" });
        }
        batch.put(key(b'l', &[&other.0]), main.0);
        batch.put(key(b'y', &[&main.0, &other.0]), []);
        batch.commit()?;
        Ok(true)
    }

    /// Two linked ids are different people after all. Whether anything changed.
    pub fn separate(&self, main: RecipientId, other: RecipientId) -> Result<bool, VaultError> {
        let mut batch = self.batch();
        match Vault::linked_to(&batch, other)? {
            None => return Ok(false),
            Some(known) if known != main => {
                return Err(VaultError::LinkState { expected: "that are linked to each other" });
            }
            Some(_) => {}
        }
        batch.remove(key(b'l', &[&other.0]));
        batch.remove(key(b'y', &[&main.0, &other.0]));
        batch.commit()?;
        Ok(true)
    }

    pub(super) fn linked_to(
        batch: &Batch<'_>,
        other: RecipientId,
    ) -> Result<Option<RecipientId>, VaultError> {
        batch.get(&key(b'l', &[&other.0]))?.map(|value| person_in(&value)).transpose()
    }

    pub(super) fn forget_links(batch: &mut Batch<'_>, id: RecipientId) -> Result<(), VaultError> {
        if let Some(main) = Vault::linked_to(batch, id)? {
            batch.remove(key(b'y', &[&main.0, &id.0]));
        }
        batch.remove(key(b'l', &[&id.0]));
        for (row, _) in batch.under(&key(b'y', &[&id.0]))? {
            batch.remove(key(b'l', &[row.get(17..).unwrap_or_default()]));
            batch.remove(row);
        }
        Ok(())
    }
}
