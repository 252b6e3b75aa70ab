//! A hash table that can take back everything since the last commit (`undo.rs`).

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::undo::{Slot, Undo, commits};

/// Rows by key, with undo.
#[derive(Debug, Clone)]
pub struct Table<K, V> {
    rows: FxHashMap<K, Slot<V>>,
    undo: Undo<K, V>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Table { rows: FxHashMap::default(), undo: Undo::default() }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Table<K, V> {
    /// The row of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key).map(|slot| &slot.value)
    }

    /// Whether there is a row.
    pub fn contains(&self, key: &K) -> bool {
        self.rows.contains_key(key)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows, in no order: whoever needs one sorts.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.rows.iter().map(|(key, slot)| (key, &slot.value))
    }

    /// Sets the row of a key.
    pub fn insert(&mut self, key: K, value: V) {
        if let Some(slot) = self.rows.get_mut(&key) {
            self.undo.replace(|| key, slot, value);
        } else {
            let slot = self.undo.appear(|| key.clone(), value);
            self.rows.insert(key, slot);
        }
    }

    /// The row of a key, to be changed.
    pub fn edit(&mut self, key: &K) -> Option<&mut V> {
        let slot = self.rows.get_mut(key)?;
        self.undo.keep(|| key.clone(), slot);
        Some(&mut slot.value)
    }

    /// The row of a key, made by `V::default()` where there is none, to be changed.
    pub fn edit_or_default(&mut self, key: &K) -> &mut V
    where
        V: Default,
    {
        let undo = &mut self.undo;
        let slot = self
            .rows
            .entry(key.clone())
            .or_insert_with(|| undo.appear(|| key.clone(), V::default()));
        undo.keep(|| key.clone(), slot);
        &mut slot.value
    }

    /// Takes the row of a key away.
    pub fn remove(&mut self, key: &K) {
        if let Some(slot) = self.rows.remove(key) {
            self.undo.vanish(|| key.clone(), slot);
        }
    }

    commits!();

    /// Takes back everything since the last commit; nothing where no undo is kept.
    pub fn rollback(&mut self) {
        let rows = &mut self.rows;
        self.undo.rollback(|key, old| {
            match old {
                Some(slot) => rows.insert(key, slot),
                None => rows.remove(&key),
            };
        });
    }
}

/// Two tables are equal when their rows are, however they came to be.
impl<K: Eq + Hash, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.rows.len() == other.rows.len()
            && self.rows.iter().all(|(key, slot)| {
                other.rows.get(key).is_some_and(|there| there.value == slot.value)
            })
    }
}

impl<K: bincode::Encode, V: bincode::Encode> bincode::Encode for Table<K, V> {
    fn encode<E: bincode::enc::Encoder>(
        &self,
        encoder: &mut E,
    ) -> Result<(), bincode::error::EncodeError> {
        (self.rows.len() as u64).encode(encoder)?;
        self.rows.iter().try_for_each(|(key, slot)| {
            key.encode(encoder)?;
            slot.value.encode(encoder)
        })
    }
}

impl<C, K, V> bincode::Decode<C> for Table<K, V>
where
    K: bincode::Decode<C> + Eq + Hash,
    V: bincode::Decode<C>,
{
    fn decode<D: bincode::de::Decoder<Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        /// A damaged length must not reserve memory before rows are really read.
        const RESERVE_MAX: usize = 1 << 20;
        let count = u64::decode(decoder)?;
        let reserve = usize::try_from(count).unwrap_or(RESERVE_MAX).min(RESERVE_MAX);
        let mut rows = FxHashMap::with_capacity_and_hasher(reserve, rustc_hash::FxBuildHasher);
        let undo = Undo::default();
        for _ in 0..count {
            let key = K::decode(decoder)?;
            let value = V::decode(decoder)?;
            rows.insert(key, undo.slot(value));
        }
        Ok(Table { rows, undo })
    }
}

impl<'de, C, K, V> bincode::BorrowDecode<'de, C> for Table<K, V>
where
    K: bincode::Decode<C> + Eq + Hash,
    V: bincode::Decode<C>,
{
    fn borrow_decode<D: bincode::de::BorrowDecoder<'de, Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        bincode::Decode::decode(decoder)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn rollback_puts_back_what_commit_kept() {
        let mut table = Table::<u32, &str>::default();
        table.keep_undo();
        table.insert(1, "kept");
        table.commit();
        *table.edit(&1).unwrap() = "changed";
        *table.edit(&1).unwrap() = "changed again";
        table.insert(2, "new");
        table.rollback();
        assert_eq!((table.get(&1), table.get(&2)), (Some(&"kept"), None));
        *table.edit(&1).unwrap() = "after a rollback";
        table.rollback();
        assert_eq!(table.get(&1), Some(&"kept"));
    }

    #[test]
    fn rollback_puts_back_what_was_taken_away() {
        let mut table = Table::<u32, &str>::default();
        table.keep_undo();
        table.insert(1, "kept");
        table.commit();
        table.remove(&1);
        table.insert(1, "anew");
        table.insert(2, "new");
        table.remove(&2);
        table.rollback();
        assert_eq!((table.get(&1), table.get(&2)), (Some(&"kept"), None));
        *table.edit(&1).unwrap() = "changed";
        table.remove(&1);
        table.rollback();
        assert_eq!(table.get(&1), Some(&"kept"));
        table.remove(&1);
        table.commit();
        table.rollback();
        assert!(table.is_empty());
    }
}
