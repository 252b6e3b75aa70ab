//! Rows by the sequence number of the event that brought them into being, with undo.
//!
//! Most objects come into being side by side and are then worked on in the same order: rows stand
//! in one vector in the order of their events, and a bit per event says which has one. Finding a
//! row touches a word that is nearly always in the cache and the row itself; neighbours share
//! memory; nothing is lost to the empty slots of a hash table.
//!
//! Not here: rows by any other key ([`crate::table`]).

use crate::lists::reserve;
use crate::undo::{Slot, Undo, commits};

/// Events per word of presence bits.
const WORD: u64 = 64;

/// Rows by sequence number, with undo.
#[derive(Debug, Clone)]
pub struct Rows<V> {
    /// A bit for each event that has a row.
    present: Vec<u64>,
    /// Number of rows before each word of `present`.
    before: Vec<u32>,
    objects: Vec<Slot<V>>,
    undo: Undo<u64, V>,
}

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Rows { present: Vec::new(), before: Vec::new(), objects: Vec::new(), undo: Undo::default() }
    }
}

impl<V> Rows<V> {
    /// Where the row of a sequence number stands, or would stand.
    fn find(&self, seq: u64) -> Result<usize, usize> {
        let word = usize::try_from(seq / WORD).unwrap_or(usize::MAX);
        let (Some(present), Some(before)) = (self.present.get(word), self.before.get(word)) else {
            return Err(self.objects.len());
        };
        let bit = 1u64 << (seq % WORD);
        let at = *before as usize + (present & (bit - 1)).count_ones() as usize;
        if present & bit == 0 { Err(at) } else { Ok(at) }
    }

    /// The row of a sequence number.
    pub fn get(&self, seq: &u64) -> Option<&V> {
        self.objects.get(self.find(*seq).ok()?).map(|row| &row.value)
    }

    /// Whether there is a row.
    pub fn contains(&self, seq: &u64) -> bool {
        self.find(*seq).is_ok()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// All rows in the order of their events.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        let mut words = (0..).step_by(64).zip(&self.present);
        let (mut first, mut word) = (0u64, 0u64);
        let seqs = std::iter::from_fn(move || {
            while word == 0 {
                let (next, present) = words.next()?;
                (first, word) = (next, *present);
            }
            let bit = u64::from(word.trailing_zeros());
            word &= word - 1;
            Some(first + bit)
        });
        seqs.zip(self.objects.iter().map(|row| &row.value))
    }

    /// Puts a row at a place that has none. Events come in order, so this is nearly always the
    /// end; anywhere else moves what follows.
    fn put(&mut self, seq: u64, at: usize, slot: Slot<V>) {
        let word = usize::try_from(seq / WORD).unwrap_or(usize::MAX);
        let rows = u32::try_from(self.objects.len()).unwrap_or(u32::MAX);
        if word >= self.present.len() {
            let more = word + 1 - self.present.len();
            reserve(&mut self.present, more);
            reserve(&mut self.before, more);
            self.present.resize(word + 1, 0);
            self.before.resize(word + 1, rows);
        }
        self.present[word] |= 1 << (seq % WORD);
        self.before[word + 1..].iter_mut().for_each(|before| *before += 1);
        reserve(&mut self.objects, 1);
        self.objects.insert(at, slot);
    }

    /// Removes the row that stands somewhere.
    fn remove(&mut self, seq: u64, at: usize) {
        let word = usize::try_from(seq / WORD).unwrap_or(usize::MAX);
        self.present[word] &= !(1 << (seq % WORD));
        self.before[word + 1..].iter_mut().for_each(|before| *before -= 1);
        self.objects.remove(at);
    }
}

impl<V: Clone> Rows<V> {
    /// Sets the row of a sequence number.
    pub fn insert(&mut self, seq: u64, value: V) {
        match self.find(seq) {
            Ok(at) => self.undo.replace(|| seq, &mut self.objects[at], value),
            Err(at) => {
                let slot = self.undo.appear(|| seq, value);
                self.put(seq, at, slot);
            }
        }
    }

    /// The row of a sequence number, to be changed.
    pub fn edit(&mut self, seq: &u64) -> Option<&mut V> {
        let at = self.find(*seq).ok()?;
        let slot = self.objects.get_mut(at)?;
        self.undo.keep(|| *seq, slot);
        Some(&mut slot.value)
    }

    commits!();

    /// Takes back everything since the last commit; nothing where no undo is kept.
    pub fn rollback(&mut self) {
        let mut undo = std::mem::take(&mut self.undo);
        undo.rollback(|seq, old| match (self.find(seq), old) {
            (Ok(at), Some(slot)) => self.objects[at] = slot,
            (Ok(at), None) => self.remove(seq, at),
            // What was touched has a row until it is taken back.
            (Err(_), _) => {}
        });
        self.undo = undo;
    }
}

/// Two are equal when their rows are, however they came to be.
impl<V: PartialEq> PartialEq for Rows<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<V: bincode::Encode> bincode::Encode for Rows<V> {
    fn encode<E: bincode::enc::Encoder>(
        &self,
        encoder: &mut E,
    ) -> Result<(), bincode::error::EncodeError> {
        (self.objects.len() as u64).encode(encoder)?;
        self.iter().try_for_each(|(seq, value)| {
            seq.encode(encoder)?;
            value.encode(encoder)
        })
    }
}

impl<C, V: bincode::Decode<C>> bincode::Decode<C> for Rows<V> {
    fn decode<D: bincode::de::Decoder<Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        let count = u64::decode(decoder)?;
        let mut rows = Rows::default();
        for _ in 0..count {
            let seq = u64::decode(decoder)?;
            let value = V::decode(decoder)?;
            match rows.find(seq) {
                Err(at) => {
                    let slot = rows.undo.slot(value);
                    rows.put(seq, at, slot);
                }
                Ok(_) => return Err(bincode::error::DecodeError::Other("a row comes twice")),
            }
        }
        Ok(rows)
    }
}

impl<'de, C, V: bincode::Decode<C>> bincode::BorrowDecode<'de, C> for Rows<V> {
    fn borrow_decode<D: bincode::de::BorrowDecoder<'de, Context = C>>(
        decoder: &mut D,
    ) -> Result<Self, bincode::error::DecodeError> {
        bincode::Decode::decode(decoder)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Rows;

    #[derive(Debug, Clone)]
    enum Step {
        Insert(u64, u8),
        Edit(u64, u8),
        Commit,
        Rollback,
        Again,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0..400u64, any::<u8>()).prop_map(|(seq, value)| Step::Insert(seq, value)),
            4 => (0..400u64, any::<u8>()).prop_map(|(seq, value)| Step::Edit(seq, value)),
            1 => Just(Step::Commit),
            1 => Just(Step::Rollback),
            1 => Just(Step::Again),
        ]
    }

    /// The same rows, written down and read again.
    fn again(rows: &Rows<u8>) -> Rows<u8> {
        let config = bincode::config::standard();
        let bytes = bincode::encode_to_vec(rows, config).unwrap();
        bincode::decode_from_slice(&bytes, config).unwrap().0
    }

    proptest! {
        #[test]
        fn rows_do_what_a_map_does(steps in proptest::collection::vec(step(), 0..200)) {
            let (mut rows, mut model) = (Rows::<u8>::default(), BTreeMap::new());
            rows.keep_undo();
            let mut kept: BTreeMap<u64, u8> = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Insert(seq, value) => {
                        rows.insert(seq, value);
                        model.insert(seq, value);
                    }
                    Step::Edit(seq, value) => {
                        prop_assert_eq!(rows.edit(&seq).is_some(), model.contains_key(&seq));
                        rows.edit(&seq).into_iter().for_each(|row| *row = value);
                        model.entry(seq).and_modify(|row| *row = value);
                    }
                    Step::Commit => {
                        rows.commit();
                        kept.clone_from(&model);
                    }
                    Step::Rollback => {
                        rows.rollback();
                        model.clone_from(&kept);
                    }
                    Step::Again => prop_assert!(again(&rows) == rows),
                }
                prop_assert_eq!(rows.len(), model.len());
                prop_assert!(rows.iter().eq(model.iter().map(|(seq, value)| (*seq, value))));
                let all = (0..401).all(|seq| rows.get(&seq) == model.get(&seq));
                prop_assert!(all && rows.is_empty() == model.is_empty());
            }
        }
    }
}
