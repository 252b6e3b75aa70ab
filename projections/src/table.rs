//! A hash table that can take back everything since the last commit.
//!
//! The writer applies a proposed batch event by event; when a later event is refused, the whole
//! batch must leave no trace. Each of its tables keeps the first old value of each row it touched
//! since the last commit, and puts them back on rollback. Readers only follow what is durable:
//! their tables keep nothing.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// A row and the commit epoch in which its old value was last kept.
#[derive(Debug, Clone)]
struct Slot<V> {
    epoch: u32,
    value: V,
}

/// Rows by key, with undo.
#[derive(Debug, Clone)]
pub struct Table<K, V> {
    rows: FxHashMap<K, Slot<V>>,
    /// First old values since the last commit; absent where nothing is ever taken back.
    undo: Option<Vec<(K, Option<V>)>>,
    epoch: u32,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Table { rows: FxHashMap::default(), undo: None, epoch: 0 }
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
        let epoch = self.epoch;
        if let Some(slot) = self.rows.get_mut(&key) {
            let old = std::mem::replace(&mut slot.value, value);
            if let Some(undo) = self.undo.as_mut().filter(|_| slot.epoch != epoch) {
                slot.epoch = epoch;
                undo.push((key, Some(old)));
            }
        } else {
            if let Some(undo) = &mut self.undo {
                undo.push((key.clone(), None));
            }
            self.rows.insert(key, Slot { epoch, value });
        }
    }

    /// The row of a key, to be changed.
    pub fn edit(&mut self, key: &K) -> Option<&mut V> {
        let slot = self.rows.get_mut(key)?;
        if let Some(undo) = self.undo.as_mut().filter(|_| slot.epoch != self.epoch) {
            slot.epoch = self.epoch;
            undo.push((key.clone(), Some(slot.value.clone())));
        }
        Some(&mut slot.value)
    }

    /// The row of a key, made by `V::default()` where there is none, to be changed.
    pub fn edit_or_default(&mut self, key: &K) -> &mut V
    where
        V: Default,
    {
        let epoch = self.epoch;
        let undo = &mut self.undo;
        let slot = self.rows.entry(key.clone()).or_insert_with(|| {
            if let Some(undo) = undo {
                undo.push((key.clone(), None));
            }
            Slot { epoch, value: V::default() }
        });
        if let Some(undo) = undo.as_mut().filter(|_| slot.epoch != epoch) {
            slot.epoch = epoch;
            undo.push((key.clone(), Some(slot.value.clone())));
        }
        &mut slot.value
    }

    /// Takes the row of a key away.
    pub fn remove(&mut self, key: &K) {
        let Some(slot) = self.rows.remove(key) else { return };
        if let Some(undo) = self.undo.as_mut().filter(|_| slot.epoch != self.epoch) {
            undo.push((key.clone(), Some(slot.value)));
        }
    }

    /// From now on, everything since the last commit can be taken back.
    pub fn keep_undo(&mut self) {
        self.undo.get_or_insert_default();
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// Keeps everything since the last commit.
    pub fn commit(&mut self) {
        if let Some(undo) = self.undo.as_mut().filter(|undo| !undo.is_empty()) {
            undo.clear();
            self.epoch = self.epoch.wrapping_add(1);
        }
    }

    /// Takes back everything since the last commit; nothing where no undo is kept.
    pub fn rollback(&mut self) {
        for (key, old) in self.undo.iter_mut().flat_map(|undo| undo.drain(..).rev()) {
            match old {
                // The epoch of the past: the next edit must keep the value again.
                Some(value) => {
                    self.rows.insert(key, Slot { epoch: self.epoch.wrapping_sub(1), value });
                }
                None => {
                    self.rows.remove(&key);
                }
            }
        }
        self.epoch = self.epoch.wrapping_add(1);
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
        for _ in 0..count {
            let key = K::decode(decoder)?;
            let value = V::decode(decoder)?;
            rows.insert(key, Slot { epoch: 0, value });
        }
        Ok(Table { rows, undo: None, epoch: 1 })
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
