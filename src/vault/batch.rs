//! Changes that are made together: what is read sees what the same batch has changed.

use std::collections::BTreeMap;

use super::VaultError;
use super::store::{Row, Store};

/// Changes to the rows, not yet made.
pub(super) struct Batch<'a> {
    store: &'a Store,
    changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl<'a> Batch<'a> {
    /// No change yet.
    pub fn new(store: &'a Store) -> Batch<'a> {
        Batch { store, changes: BTreeMap::new() }
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        match self.changes.get(key) {
            Some(value) => Ok(value.clone()),
            None => self.store.get(key),
        }
    }

    /// Whether there is a row.
    pub fn has(&self, key: &[u8]) -> Result<bool, VaultError> {
        self.get(key).map(|value| value.is_some())
    }

    /// The rows whose keys begin so, in order.
    pub fn under(&self, prefix: &[u8]) -> Result<Vec<Row>, VaultError> {
        let mut rows: BTreeMap<Vec<u8>, Option<Vec<u8>>> =
            self.store.under(prefix)?.into_iter().map(|(key, value)| (key, Some(value))).collect();
        let changed = self.changes.range(prefix.to_vec()..);
        for (key, value) in changed.take_while(|(key, _)| key.starts_with(prefix)) {
            rows.insert(key.clone(), value.clone());
        }
        Ok(rows.into_iter().filter_map(|(key, value)| Some((key, value?))).collect())
    }

    /// Sets a row.
    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Vec<u8>>) {
        self.changes.insert(key, Some(value.into()));
    }

    /// Takes a row away.
    pub fn remove(&mut self, key: Vec<u8>) {
        self.changes.insert(key, None);
    }

    /// Makes the changes durable, all or none.
    pub fn commit(self) -> Result<(), VaultError> {
        if self.changes.is_empty() { Ok(()) } else { self.store.commit(self.changes.iter()) }
    }
}
