//! Trails: which events are about a thing.
//!
//! An event is about what its own words name, and about what those things belong to: a credit
//! names a payment, hence a row of a decree, its recipient, the line, source and programme. The
//! index keeps sequence numbers per tag as differences in variable length; short lists stay
//! inline, so that ten tags cost about forty bytes per event.

use jejak_events::ids::RecipientId;
use jejak_events::{Code, Event, Object, Recorded, Tag};
use rustc_hash::FxHashMap;

use crate::lists::{Lists, Slot, reserve};
use crate::state::State;

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

    fn of_programme(code: &Code) -> Key {
        Key(hash_of_text(PROGRAMME, code.as_str()) & !OBJECT)
    }

    /// One more than the kind of the object, and its sequence number.
    fn object(self) -> Option<(u8, u64)> {
        let kind = ((self.0 & !OBJECT) >> KIND_SHIFT) as u8;
        (self.0 & OBJECT != 0).then_some((kind.saturating_add(1), self.0 & SEQ_MASK))
    }
}

impl Trails {
    /// Adds an event under its keys.
    pub(crate) fn add(&mut self, seq: u64, about: &About) {
        for key in &about.keys {
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

/// What one event is about; its buffers are used again.
#[derive(Debug, Default)]
pub(crate) struct About {
    keys: Vec<Key>,
    /// Objects whose belongings are in already.
    walked: Vec<Key>,
}

impl About {
    fn add(&mut self, key: Key) {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Whether an object's belongings are not in yet.
    fn walk(&mut self, key: Key) -> bool {
        let new = !self.walked.contains(&key);
        if new {
            self.walked.push(key);
        }
        new
    }
}

impl State {
    /// Everything that an event is about, each once. To be asked after the event was applied.
    pub(crate) fn about(&self, fact: &Recorded, about: &mut About) {
        about.keys.clear();
        about.walked.clear();
        about.add(Key::of(&Tag::Person(fact.envelope.recorder.person.0)));
        if let Some(official) = &fact.envelope.official {
            about.add(Key::of(&Tag::Person(official.person.0)));
        }
        for document in &fact.envelope.documents {
            jejak_events::field::Field::tags(document, &mut |tag| about.add(Key::of(&tag)));
        }
        let created = fact.event.kind().creates();
        if let Some(object) = created {
            about.add(Key::of_object(object, fact.seq));
        }
        // Bank references are unique by nature; the state knows which payment used each.
        let unique_token = matches!(fact.event, Event::PaymentCredited(_));
        fact.event.tags(&mut |tag| match tag {
            Tag::Token(_) if unique_token => {}
            Tag::Recipient(id) => about.add(self.key_of_recipient(RecipientId(id))),
            tag => about.add(Key::of(&tag)),
        });
        programme_of(&fact.event, about);
        if let Some(object) = created {
            self.belongings(object, fact.seq, about);
        }
        fact.event.references(&mut |object, seq| self.belongings(object, seq, about));
    }

    /// Whether an event that was applied is about one of the things.
    pub fn concerns(&self, fact: &Recorded, tags: &[Tag]) -> bool {
        let mut about = About::default();
        self.about(fact, &mut about);
        tags.iter().any(|tag| {
            let registered = match tag {
                Tag::Recipient(id) => self.key_of_recipient(RecipientId(*id)),
                tag => Key::of(tag),
            };
            about.keys.contains(&registered) || about.keys.contains(&Key::of(tag))
        })
    }

    /// The recipients whom an event is about, by the events that registered them. May be asked
    /// before the event is applied: what it creates belongs to nothing yet.
    pub(crate) fn recipients_of(&self, fact: &Recorded) -> Vec<u64> {
        let mut about = About::default();
        self.about(fact, &mut about);
        let kind = Key::of_object(Object::Recipient, 0).object().map(|(kind, _)| kind);
        let objects = about.keys.iter().filter_map(|key| key.object());
        objects.filter(|(of, _)| Some(*of) == kind).map(|(_, seq)| seq).collect()
    }

    /// A recipient is found by the event that registered it.
    fn key_of_recipient(&self, recipient: RecipientId) -> Key {
        match self.proposal.recipients.get(&recipient) {
            Some(known) => Key::of_object(Object::Recipient, known.seq),
            None => Key::of(&Tag::Recipient(recipient.0)),
        }
    }

    /// What an object belongs to, upwards.
    fn belongings(&self, object: Object, seq: u64, about: &mut About) {
        if !about.walk(Key::of_object(object, seq)) {
            return;
        }
        let mut up = |object: Object, seq: u64| {
            about.add(Key::of_object(object, seq));
            self.belongings(object, seq, about);
        };
        match object {
            Object::Payment => {
                let Some(payment) = self.payment.payments.get(&seq) else { return };
                up(Object::PaymentList, payment.list);
                match payment.designation {
                    Some(row) => up(Object::Designation, row),
                    None => up(Object::Line, payment.line),
                }
            }
            Object::PaymentList => {
                let Some(list) = self.payment.lists.get(&seq) else { return };
                up(Object::Spp, list.spp);
            }
            Object::Designation => {
                let Some(row) = self.decree.designations.get(&seq) else { return };
                up(Object::Decree, row.decree);
                up(Object::Line, row.line);
                about.add(match row.registered {
                    Some(seq) => Key::of_object(Object::Recipient, seq.get()),
                    None => self.key_of_recipient(row.recipient),
                });
                let tags = &mut |tag| about.add(Key::of(&tag));
                jejak_events::field::Field::tags(&row.region, tags);
            }
            Object::Decree => {
                let Some(decree) = self.decree.decrees.get(&seq) else { return };
                about.add(Key::of_programme(&decree.programme));
            }
            Object::Line => {
                let Some(line) = self.budget.lines.get(&seq) else { return };
                about.add(Key::of(&Tag::Source(line.source)));
                about.add(Key::of_programme(&line.programme));
            }
            _ => self.belongings_of_paper(object, seq, about),
        }
    }

    /// What a commitment, a request, a proposal or a report belongs to, upwards.
    fn belongings_of_paper(&self, object: Object, seq: u64, about: &mut About) {
        let mut up = |object: Object, seq: u64| {
            about.add(Key::of_object(object, seq));
            self.belongings(object, seq, about);
        };
        match object {
            Object::Commitment => {
                let Some(commitment) = self.budget.commitments.get(&seq) else { return };
                up(Object::Line, commitment.line);
            }
            Object::Spp => {
                let Some(spp) = self.treasury.spps.get(&seq) else { return };
                spp.decree.into_iter().for_each(|decree| up(Object::Decree, decree));
                // A request with very many lines is found through them, not they through it.
                spp.lines.iter().take(8).for_each(|(line, _)| up(Object::Line, *line));
            }
            Object::Npd => {
                let Some(npd) = self.treasury.npds.get(&seq) else { return };
                npd.left.iter().take(8).for_each(|(line, _)| up(Object::Line, *line));
            }
            Object::Proposal => {
                let Some(proposal) = self.proposal.proposals.get(&seq) else { return };
                about.add(Key::of_programme(&proposal.programme));
            }
            Object::Spj => {
                let Some(spj) = self.accountability.spjs.get(&seq) else { return };
                spj.designation.into_iter().for_each(|row| up(Object::Designation, row));
                spj.spp.into_iter().for_each(|spp| up(Object::Spp, spp));
            }
            Object::RefundClaim => {
                let Some(claim) = self.accountability.claims.get(&seq) else { return };
                up(Object::Line, claim.line);
            }
            // A reversal is about what the reversed event was about.
            Object::Event => {
                self.objects_of(seq).into_iter().for_each(|(object, seq)| up(object, seq));
            }
            _ => {}
        }
    }
}

/// Programmes that an event names by code.
fn programme_of(event: &Event, about: &mut About) {
    let code = match event {
        Event::ProgrammeRegistered(body) => &body.code,
        Event::PlafondAgreed(body) => &body.programme,
        Event::BudgetCeilingSet(body) => &body.programme,
        Event::ProposalOpened(body) => &body.programme,
        Event::EligibilityChecked(body) => &body.programme,
        Event::DecreeOpened(body) => &body.programme,
        Event::QuotaSet(body) => &body.programme,
        Event::QuotaChanged(body) => &body.programme,
        _ => return,
    };
    about.add(Key::of_programme(code));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(keys: &[Key]) -> About {
        About { keys: keys.to_vec(), walked: Vec::new() }
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
