//! Trails: which events are about a thing.
//!
//! An event is about what its own words name, and about what those things belong to: a credit
//! names a payment, hence a row of a decree, its recipient, the line, source and programme. The
//! index keeps sequence numbers per tag as differences in variable length; short lists stay
//! inline, so that ten tags cost about forty bytes per event.

use jejak_events::{Event, Object, Recorded, Tag};
use rustc_hash::FxHashMap;

use crate::state::State;

/// Sequence numbers per tag.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Trails {
    /// Index into `lists` by hash of the tag. At ten million tags two share a 64-bit hash with a
    /// chance of three in a million.
    index: FxHashMap<u64, u32>,
    lists: Vec<List>,
}

/// Ascending sequence numbers.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
enum List {
    Short { used: u8, bytes: [u8; SHORT_BYTES] },
    Long(Box<LongList>),
}

/// As many bytes as make the enum 24 bytes long.
const SHORT_BYTES: usize = 22;

#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
struct LongList {
    last: u64,
    bytes: Vec<u8>,
}

impl List {
    const EMPTY: List = List::Short { used: 0, bytes: [0; SHORT_BYTES] };

    fn push(&mut self, seq: u64) {
        match self {
            List::Long(list) => {
                write_varint(&mut list.bytes, seq.saturating_sub(list.last));
                list.last = seq;
            }
            List::Short { used, bytes } => {
                let kept = &bytes[..usize::from(*used)];
                let last = read_all(kept).last().unwrap_or(0);
                let mut longer = kept.to_vec();
                write_varint(&mut longer, seq.saturating_sub(last));
                if let Some(room) = bytes.get_mut(..longer.len()) {
                    room.copy_from_slice(&longer);
                    *used = u8::try_from(longer.len()).unwrap_or(u8::MAX);
                } else {
                    *self = List::Long(Box::new(LongList { last: seq, bytes: longer }));
                }
            }
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            List::Short { used, bytes } => &bytes[..usize::from(*used)],
            List::Long(list) => &list.bytes,
        }
    }
}

fn write_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

/// The sequence numbers of a list of differences.
fn read_all(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut rest = bytes.iter();
    let mut seq = 0u64;
    std::iter::from_fn(move || {
        let mut difference = 0u64;
        let mut shift = 0;
        loop {
            let byte = *rest.next()?;
            difference |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
            shift += 7;
        }
        seq = seq.saturating_add(difference);
        Some(seq)
    })
}

impl Trails {
    /// Adds an event under its tags.
    pub fn add(&mut self, seq: u64, tags: &[Tag]) {
        for tag in tags {
            let next = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
            let at = *self.index.entry(hash_of(tag)).or_insert(next);
            if at == next {
                self.lists.push(List::EMPTY);
            }
            self.lists[at as usize].push(seq);
        }
    }

    /// The events that carry a tag, in order.
    pub fn of(&self, tag: &Tag) -> Vec<u64> {
        let list = self.index.get(&hash_of(tag)).and_then(|at| self.lists.get(*at as usize));
        list.map_or_else(Vec::new, |list| read_all(list.bytes()).collect())
    }

    /// Hash of each tag with the bytes of its list, in no order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let list = |at: &u32| self.lists.get(*at as usize).map_or(&[][..], List::bytes);
        self.index.iter().map(move |(hash, at)| (*hash, list(at)))
    }

    /// Bytes that the index holds, tables and lists together.
    pub fn bytes(&self) -> usize {
        let long: usize = self
            .lists
            .iter()
            .map(|list| match list {
                List::Short { .. } => 0,
                List::Long(list) => size_of::<LongList>() + list.bytes.capacity(),
            })
            .sum();
        // One byte of control per slot of the hash table.
        self.index.capacity() * (size_of::<(u64, u32)>() + 1)
            + self.lists.capacity() * size_of::<List>()
            + long
    }
}

/// A 64-bit hash of a tag that never changes, because snapshots keep it.
fn hash_of(tag: &Tag) -> u64 {
    let mix = |mut x: u64| {
        x ^= x >> 30;
        x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^= x >> 27;
        x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    };
    let bytes16 = |kind: u64, id: &[u8; 16]| {
        let (high, low) = id.split_at(8);
        let word = |half: &[u8]| half.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        mix(mix(word(high) ^ kind).wrapping_add(word(low)))
    };
    let text = |kind: u64, text: &str| {
        text.bytes().fold(mix(kind), |sum, byte| mix(sum ^ u64::from(byte)))
    };
    match tag {
        Tag::Recipient(id) => bytes16(1, id),
        Tag::Household(id) => bytes16(2, id),
        Tag::Person(id) => bytes16(3, id),
        Tag::Token(id) => bytes16(4, id),
        Tag::Object(object, seq) => mix(mix(5 << 8 | *object as u64).wrapping_add(*seq)),
        Tag::Region(region) => mix(6 << 40 | u64::from(region.packed())),
        Tag::Source(source) => mix(mix(7).wrapping_add(source.packed())),
        Tag::Programme(code) => text(8, code.as_str()),
        Tag::Document(number) => text(9, number),
    }
}

impl State {
    /// Everything that an event is about, each once. To be asked after the event was applied.
    pub fn about(&self, fact: &Recorded, tags: &mut Vec<Tag>) {
        tags.clear();
        let mut add = |tag: Tag| {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        };
        add(Tag::Person(fact.envelope.recorder.person.0));
        if let Some(official) = &fact.envelope.official {
            add(Tag::Person(official.person.0));
        }
        for document in &fact.envelope.documents {
            jejak_events::field::Field::tags(document, &mut add);
        }
        let created = fact.event.kind().creates();
        if let Some(object) = created {
            add(Tag::Object(object, fact.seq));
        }
        // Bank references are unique by nature; the state knows which payment used each.
        let unique_token = matches!(fact.event, Event::PaymentCredited(_));
        fact.event.tags(&mut |tag| {
            if !(unique_token && matches!(tag, Tag::Token(_))) {
                add(tag);
            }
        });
        programme_of(&fact.event, &mut add);
        if let Some(object) = created {
            self.belongings(object, fact.seq, &mut add);
        }
        fact.event.references(&mut |object, seq| self.belongings(object, seq, &mut add));
    }

    /// What an object belongs to, upwards.
    fn belongings(&self, object: Object, seq: u64, add: &mut dyn FnMut(Tag)) {
        let mut up = |object: Object, seq: u64| {
            add(Tag::Object(object, seq));
            self.belongings(object, seq, add);
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
                add(Tag::Recipient(row.recipient.0));
                jejak_events::field::Field::tags(&row.region, add);
            }
            Object::Decree => {
                let Some(decree) = self.decree.decrees.get(&seq) else { return };
                add(Tag::Programme(decree.programme.clone()));
            }
            Object::Line => {
                let Some(line) = self.budget.lines.get(&seq) else { return };
                add(Tag::Source(line.source));
                add(Tag::Programme(line.programme.clone()));
            }
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
                add(Tag::Programme(proposal.programme.clone()));
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
fn programme_of(event: &Event, add: &mut dyn FnMut(Tag)) {
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
    add(Tag::Programme(code.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_give_back_what_they_were_given() {
        let tag = Tag::Object(Object::Line, 7);
        for step in [1u64, 3, 200, 70_000, 1 << 40] {
            let seqs: Vec<u64> = (0..40).map(|i| i * step).collect();
            let mut trails = Trails::default();
            seqs.iter().for_each(|seq| trails.add(*seq, std::slice::from_ref(&tag)));
            assert_eq!(trails.of(&tag), seqs);
            assert!(trails.of(&Tag::Object(Object::Line, 8)).is_empty());
        }
    }

    #[test]
    fn a_list_is_24_bytes() {
        assert_eq!(size_of::<List>(), 24);
    }
}
