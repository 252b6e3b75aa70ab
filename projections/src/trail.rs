//! Trails: which events are about a thing.
//!
//! What an event is about is said in `about`. The index keeps sequence numbers per tag as differences in variable length; short lists stay
//! inline, so that ten tags cost about forty bytes per event.

use jejak_events::{Code, Object, Tag};
use rustc_hash::FxHashMap;

use crate::about::About;
use crate::lists::{Lists, Slot, reserve};

/// Sequence numbers per tag.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Trails {
    objects: Objects,
    /// Everything that no event brought into being, by key.
    others: FxHashMap<u64, Slot>,
    lists: Lists,
}

/// Slots of objects, at the sequence number of the event that brought each into being: events
/// about neighbouring objects then touch neighbouring memory.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
struct Objects {
    /// One more than the kind of object; 0 where there is none.
    kinds: Vec<u8>,
    slots: Vec<Slot>,
}

impl Objects {
    /// Kind and slot at a sequence number.
    fn at(&self, seq: usize) -> Option<(u8, Slot)> {
        Some((*self.kinds.get(seq)?, *self.slots.get(seq)?))
    }

    /// The slot of an object, made when the event at `now` brings it into being.
    fn slot(&mut self, key: Key, now: u64) -> Option<&mut Slot> {
        let (kind, seq) = key.object()?;
        let at = usize::try_from(seq).ok()?;
        if seq == now && at >= self.kinds.len() {
            let more = at + 1 - self.kinds.len();
            reserve(&mut self.kinds, more);
            reserve(&mut self.slots, more);
            self.kinds.resize(at + 1, 0);
            self.slots.resize(at + 1, Slot::EMPTY);
        }
        let known = self.kinds.get_mut(at)?;
        if seq == now && *known == 0 {
            *known = kind;
        }
        if *known == kind { self.slots.get_mut(at) } else { None }
    }
}

/// What a list is found by: the object that it is about, else a hash of the tag. Hashes have 63
/// bits: at ten million tags two are the same with a chance of five in a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(u64);

/// Marks the key of an object; kind and sequence number follow.
const OBJECT: u64 = 1 << 63;
const KIND_SHIFT: u32 = 56;
const SEQ_MASK: u64 = (1 << KIND_SHIFT) - 1;

impl Key {
    /// The key of an object.
    pub fn of_object(object: Object, seq: u64) -> Key {
        Key(OBJECT | (object as u64) << KIND_SHIFT | (seq & SEQ_MASK))
    }

    /// The key of a tag. A recipient has another one as well, once registered.
    pub fn of(tag: &Tag) -> Key {
        match tag {
            Tag::Object(object, seq) => Key::of_object(*object, *seq),
            _ => Key(hash_of(tag) & !OBJECT),
        }
    }

    pub fn of_programme(code: &Code) -> Key {
        Key(hash_of_text(PROGRAMME, code.as_str()) & !OBJECT)
    }

    /// One more than the kind of the object, and its sequence number.
    pub fn object(self) -> Option<(u8, u64)> {
        let kind = ((self.0 & !OBJECT) >> KIND_SHIFT) as u8;
        (self.0 & OBJECT != 0).then_some((kind.saturating_add(1), self.0 & SEQ_MASK))
    }
}

impl Trails {
    /// Adds an event under its keys.
    pub(crate) fn add(&mut self, seq: u64, about: &About) {
        for key in about.keys() {
            let slot = match self.objects.slot(*key, seq) {
                Some(slot) => slot,
                // What no event brought into being, whatever an unlawful event says.
                None => self.others.entry(key.0).or_insert(Slot::EMPTY),
            };
            self.lists.push(slot, seq);
        }
    }

    /// The events under a key, in order.
    pub(crate) fn of(&self, key: Key) -> Vec<u64> {
        let other = self.others.get(&key.0).map_or_else(Vec::new, |slot| self.lists.of(*slot));
        let object = key.object().and_then(|(kind, seq)| {
            let (known, slot) = self.objects.at(usize::try_from(seq).ok()?)?;
            (known == kind).then(|| self.lists.of(slot))
        });
        merged(object.unwrap_or_default(), other)
    }

    /// Key and events of each list, in no order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, Vec<u64>)> {
        let others = self.others.iter().map(|(key, slot)| (*key, self.lists.of(*slot)));
        let objects = self.objects.kinds.iter().zip(&self.objects.slots).zip(0u64..);
        let of_object = |((kind, slot), seq): ((&u8, &Slot), u64)| {
            let key = OBJECT | u64::from(kind.checked_sub(1)?) << KIND_SHIFT | seq;
            Some((key, self.lists.of(*slot)))
        };
        others.chain(objects.filter_map(of_object))
    }

    /// Bytes that the index holds, tables and lists together.
    pub fn bytes(&self) -> usize {
        // One byte of control per slot of the hash table.
        self.others.capacity() * (size_of::<(u64, Slot)>() + 1)
            + self.objects.kinds.capacity()
            + self.objects.slots.capacity() * size_of::<Slot>()
            + self.lists.bytes()
    }
}

/// Two ascending lists as one.
pub(crate) fn merged(mut one: Vec<u64>, other: Vec<u64>) -> Vec<u64> {
    if !other.is_empty() {
        one.extend(other);
        one.sort_unstable();
        one.dedup();
    }
    one
}

const PROGRAMME: u64 = 8;

/// A 64-bit hash of a tag that never changes, because snapshots keep it.
fn hash_of(tag: &Tag) -> u64 {
    let bytes16 = |kind: u64, id: &[u8; 16]| {
        let (high, low) = id.split_at(8);
        mix(mix(word(high) ^ kind).wrapping_add(word(low)))
    };
    match tag {
        Tag::Recipient(id) => bytes16(1, id),
        Tag::Household(id) => bytes16(2, id),
        Tag::Person(id) => bytes16(3, id),
        Tag::Token(id) => bytes16(4, id),
        Tag::Object(object, seq) => mix(mix(5 << 8 | *object as u64).wrapping_add(*seq)),
        Tag::Region(region) => mix(6 << 40 | u64::from(region.packed())),
        Tag::Source(source) => mix(mix(7).wrapping_add(source.packed())),
        Tag::Programme(code) => hash_of_text(PROGRAMME, code.as_str()),
        Tag::Document(number) => hash_of_text(9, number),
    }
}

fn hash_of_text(kind: u64, text: &str) -> u64 {
    let start = mix(kind).wrapping_add(text.len() as u64);
    text.as_bytes().chunks(8).fold(start, |sum, chunk| mix(sum ^ word(chunk)))
}

/// Up to eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn mix(mut x: u64) -> u64 {
    x ^= x >> 30;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(keys: &[Key]) -> About {
        About::of_keys(keys)
    }

    #[test]
    fn an_object_is_found_by_what_it_is() {
        let mut trails = Trails::default();
        let (line, other) = (Key::of_object(Object::Line, 7), Key::of_object(Object::Payment, 7));
        trails.add(7, &about(&[line]));
        trails.add(9, &about(&[line, Key::of_object(Object::Decree, 9)]));
        assert_eq!(trails.of(line), [7, 9]);
        assert!(trails.of(other).is_empty());
        assert!(trails.of(Key::of_object(Object::Line, 8)).is_empty());
    }

    #[test]
    fn what_an_unlawful_event_names_is_found_too() {
        let mut trails = Trails::default();
        let (line, payment) = (Key::of_object(Object::Line, 7), Key::of_object(Object::Payment, 7));
        trails.add(3, &about(&[line]));
        trails.add(7, &about(&[line]));
        trails.add(8, &about(&[payment]));
        trails.add(9, &about(&[payment, line]));
        assert_eq!((trails.of(line), trails.of(payment)), (vec![3, 7, 9], vec![8, 9]));
        assert_eq!(trails.rows().count(), 3);
    }

    #[test]
    fn texts_of_other_lengths_are_other_tags() {
        let keys: Vec<Key> = ["A", "AB", "ABCDEFGH", "ABCDEFGHI", "BA"]
            .iter()
            .map(|code| Key::of_programme(&code.parse().unwrap()))
            .collect();
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key));
        }
    }
}
