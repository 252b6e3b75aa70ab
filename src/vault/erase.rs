//! Erasing people: key, mapping, ciphertext, tokens, households, links, salts, documents and notes go in
//! one transaction; then files of documents are destroyed, the file of rows itself is written anew and the old one overwritten.

use jejak_events::date::Date;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::ErasureGround;

use super::batch::Batch;
use super::households::day;
use super::rows::{UNFINISHED, damaged, key};
use super::{Vault, VaultError};

/// What erasing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// People whose data was destroyed now.
    pub now: usize,
    /// People whose data had been destroyed before.
    pub before: usize,
}

/// What is left of an erased person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Why it was lawful.
    pub ground: ErasureGround,
    /// Day of the erasure.
    pub on: Date,
}

impl Vault {
    /// Destroys what is kept of people. All or none: refused when one is unknown or held. Whoever
    /// was erased before stays so.
    pub fn erase(
        &mut self,
        ids: &[RecipientId],
        ground: ErasureGround,
        on: Date,
    ) -> Result<Erased, VaultError> {
        for id in ids {
            self.erasable(*id, ground, on)?;
        }
        self.erase_again(ids, ground, on)
    }

    /// Destroys what is kept of people of whom it was decided before, whatever case holds them here:
    /// an old backup has holds that were lifted since.
    pub fn erase_again(
        &mut self,
        ids: &[RecipientId],
        ground: ErasureGround,
        on: Date,
    ) -> Result<Erased, VaultError> {
        let mut batch = self.batch();
        let mut erased = Erased { now: 0, before: 0 };
        for id in ids {
            if Vault::tombstone(&batch, *id)?.is_some() {
                erased.before += 1;
                continue;
            }
            self.forget(&mut batch, *id)?;
            let tombstone = format!("{on} {ground}");
            batch.put(key(b'x', &[&id.0]), tombstone.into_bytes());
            erased.now += 1;
        }
        if erased.now > 0 {
            batch.put(UNFINISHED.to_vec(), []);
        }
        batch.commit()?;
        self.complete_erasure()?;
        Ok(erased)
    }

    /// Refuses when somebody's data is not to be destroyed: unknown, held, or, where nothing but the
    /// end of its retention is the ground, to be kept beyond that day.
    pub fn erasable(
        &self,
        id: RecipientId,
        ground: ErasureGround,
        on: Date,
    ) -> Result<(), VaultError> {
        let batch = self.batch();
        if Vault::tombstone(&batch, id)?.is_some() {
            return Ok(());
        }
        self.data_key(&batch, id)?;
        if let Some(case) = Vault::cases(&batch, b'a', id)?.into_iter().next() {
            return Err(VaultError::Held { id, case });
        }
        let until = Vault::kept_until(&batch, id)?.filter(|until| *until >= on);
        match until.filter(|_| ground == ErasureGround::RetentionEnded) {
            Some(until) => Err(VaultError::Retained { id, until }),
            None => Ok(()),
        }
    }

    /// Takes every row of a person away.
    fn forget(&self, batch: &mut Batch<'_>, id: RecipientId) -> Result<(), VaultError> {
        batch.remove(key(b'k', &[&id.0]));
        for (row, _) in batch.under(&key(b'r', &[&id.0]))? {
            batch.remove(row);
        }
        for (row, _) in batch.under(&key(b'j', &[&id.0]))? {
            batch.remove(key(b'i', &[row.get(17..).unwrap_or_default()]));
            batch.remove(row);
        }
        Vault::forget_households(batch, id)?;
        Vault::forget_tokens(batch, id)?;
        Vault::forget_salts(batch, id)?;
        Vault::forget_documents(batch, id)?;
        Vault::forget_notes(batch, id)?;
        Vault::forget_links(batch, id)?;
        Vault::forget_cases(batch, id)?;
        self.forget_matches(batch, id)
    }

    /// Destroys the documents and writes the file of rows anew if an erasure asks for it.
    pub(super) fn complete_erasure(&mut self) -> Result<(), VaultError> {
        if self.store.get(UNFINISHED)?.is_none() {
            return Ok(());
        }
        self.sweep_documents()?;
        self.store.rewrite(UNFINISHED)
    }

    pub(super) fn tombstone(
        batch: &Batch<'_>,
        id: RecipientId,
    ) -> Result<Option<Tombstone>, VaultError> {
        let Some(value) = batch.get(&key(b'x', &[&id.0]))? else { return Ok(None) };
        let on = day(value.get(..10).unwrap_or_default())?;
        let ground = std::str::from_utf8(value.get(11..).unwrap_or_default()).ok();
        let ground = ground.and_then(ErasureGround::from_word);
        let ground = ground.ok_or_else(|| damaged("a tombstone without its ground"))?;
        Ok(Some(Tombstone { ground, on }))
    }

    /// Everybody who was erased here.
    pub fn erased(&self) -> Result<Vec<RecipientId>, VaultError> {
        let rows = self.batch().under(b"x")?;
        rows.iter().map(|(row, _)| super::rows::id_at(row, 1).map(RecipientId)).collect()
    }
}
