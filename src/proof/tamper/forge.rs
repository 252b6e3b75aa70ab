//! Forging histories in memory: entries in, entries out.
//!
//! Not here: files.

use std::collections::BTreeMap;

use jejak_events::codec::CodecError;
use jejak_events::entry::EntryError;
use jejak_events::ids::Bytes32;
use jejak_events::integrity::CheckpointIssued;
use jejak_events::{ChainHash, Event, Kind, LeafHash, RawEntry, Recorded, Rupiah};
use jejak_projections::{Postings, State};

use super::{Attack, Done, TamperError};
use crate::proof::tree::Frontier;

/// A forged history.
#[derive(Debug, Clone)]
pub struct Forged {
    /// Its entries.
    pub entries: Vec<Vec<u8>>,
    /// What was done.
    pub done: Done,
    /// An entry that the next one does not link to.
    pub(super) broken_after: Option<u64>,
}

/// Where an entry carries its sequence number.
const SEQ_AT: usize = 33;

/// One rupiah, in sen.
const ONE_RUPIAH: i64 = 100;

/// Forges a history.
pub fn forge(entries: Vec<Vec<u8>>, attack: Attack) -> Result<Forged, TamperError> {
    let mut forging = Forging { entries };
    let (seq, what) = match attack {
        Attack::FlipInEntry { seq } => return forging.flip(seq),
        Attack::FlipOnDisk { seq } => {
            let seq = forging.chosen(seq, PAYMENTS)?;
            (seq, format!("one bit on the disk was flipped, in the frame that holds event {seq}"))
        }
        Attack::ChangePayment { seq } => forging.change_payment(seq)?,
        Attack::CutTail { batches } => forging.cut_tail(batches)?,
        Attack::Drop { seq } => forging.drop_event(seq)?,
        Attack::Swap { seq } => forging.swap(seq)?,
        Attack::Insert { seq } => forging.insert(seq)?,
        Attack::Reencode { seq } => forging.reencode(seq)?,
    };
    let size = forging.entries.len() as u64;
    Ok(Forged { entries: forging.entries, done: Done { seq, what, size }, broken_after: None })
}

/// Kinds of which the first is chosen when nothing is said.
const PAYMENTS: &[Kind] = &[Kind::PaymentCredited, Kind::PaymentInstructed];

struct Forging {
    entries: Vec<Vec<u8>>,
}

impl Forging {
    /// The event asked for, the first of the kinds, or the one in the middle.
    fn chosen(&self, asked: Option<u64>, kinds: &[Kind]) -> Result<u64, TamperError> {
        let size = self.entries.len() as u64;
        let of = |kind: &Kind| {
            let found =
                |entry: &Vec<u8>| RawEntry::parse(entry).is_ok_and(|raw| raw.kind == kind.number());
            self.entries.iter().position(found).map(|index| index as u64)
        };
        let seq = asked.or_else(|| kinds.iter().find_map(of)).unwrap_or(size / 2);
        if seq < size { Ok(seq) } else { Err(not_possible(format!("it has no event {seq}"))) }
    }

    fn entry(&mut self, seq: u64) -> Result<&mut Vec<u8>, TamperError> {
        let missing = || not_possible(format!("it has no event {seq}"));
        let index = usize::try_from(seq).map_err(|_| missing())?;
        self.entries.get_mut(index).ok_or_else(missing)
    }

    fn fact(&mut self, seq: u64) -> Result<Recorded, TamperError> {
        let entry = self.entry(seq)?;
        Recorded::parse(entry).map_err(|error| TamperError::Entry { seq, error })
    }

    /// Replaces an event; hashes are put right later.
    fn write(&mut self, fact: &Recorded) -> Result<(), TamperError> {
        let seq = fact.seq;
        let mut bytes = Vec::new();
        let written = fact.write(ChainHash::ZERO, &mut bytes);
        written.map_err(|error| TamperError::Entry { seq, error })?;
        *self.entry(seq)? = bytes;
        Ok(())
    }

    fn flip(mut self, seq: Option<u64>) -> Result<Forged, TamperError> {
        let seq = self.chosen(seq, PAYMENTS)?;
        let size = self.entries.len() as u64;
        if seq + 1 >= size {
            let what = "no entry links to the last one: flip an earlier one";
            return Err(not_possible(what.to_owned()));
        }
        if let Some(byte) = self.entry(seq)?.last_mut() {
            *byte ^= 1;
        }
        let what = format!("one bit of event {seq} was flipped; its checksum on the disk is right");
        let done = Done { seq, what, size };
        Ok(Forged { entries: self.entries, done, broken_after: Some(seq) })
    }

    fn change_payment(&mut self, seq: Option<u64>) -> Result<(u64, String), TamperError> {
        let seq = self.chosen(seq, PAYMENTS)?;
        let mut fact = self.fact(seq)?;
        let amount = match &mut fact.event {
            Event::PaymentCredited(body) => &mut body.amount,
            Event::PaymentInstructed(body) => &mut body.amount,
            other => {
                let what = format!("event {seq} is a {}, no payment", other.kind().name());
                return Err(not_possible(what));
            }
        };
        let before = *amount;
        let more = before.checked_add(Rupiah::from_sen(ONE_RUPIAH));
        *amount = more.ok_or_else(|| not_possible("the amount is the largest".to_owned()))?;
        let what = format!(
            "event {seq}: {} became {}; everything after it was chained again",
            before.id_id(),
            amount.id_id()
        );
        self.write(&fact)?;
        self.chain_again(seq, 0)?;
        Ok((seq, what))
    }

    fn cut_tail(&mut self, batches: u64) -> Result<(u64, String), TamperError> {
        let mut left = self.entries.len() as u64;
        for _ in 0..batches {
            let last = left
                .checked_sub(1)
                .ok_or_else(|| not_possible(format!("it has fewer than {batches} batches")))?;
            let index = self.fact(last)?.envelope.batch_index;
            left = last.saturating_sub(u64::from(index));
        }
        let cut = self.entries.len() as u64 - left;
        self.entries.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        Ok((left, format!("the last {batches} batches, {cut} events from {left} on, were removed")))
    }

    fn drop_event(&mut self, seq: Option<u64>) -> Result<(u64, String), TamperError> {
        let seq = self.chosen(seq, PAYMENTS)?;
        self.entries.remove(usize::try_from(seq).unwrap_or(usize::MAX));
        self.chain_again(seq, -1)?;
        Ok((seq, format!("event {seq} was dropped; the rest was numbered and chained again")))
    }

    fn swap(&mut self, seq: Option<u64>) -> Result<(u64, String), TamperError> {
        let seq = self.chosen(seq, PAYMENTS)?;
        let index = usize::try_from(seq).unwrap_or(usize::MAX);
        if index.saturating_add(1) >= self.entries.len() {
            return Err(not_possible(format!("nothing comes after event {seq}")));
        }
        self.entries.swap(index, index + 1);
        self.chain_again(seq, 0)?;
        let what = format!("events {seq} and {} changed places and were chained again", seq + 1);
        Ok((seq, what))
    }

    fn insert(&mut self, seq: Option<u64>) -> Result<(u64, String), TamperError> {
        let seq = self.chosen(seq, &[Kind::PaymentInstructed, Kind::PaymentCredited])?;
        let mut fact = self.fact(seq)?;
        let behind = u64::from(fact.envelope.batch_len.saturating_sub(fact.envelope.batch_index));
        let at = seq + behind.max(1);
        (fact.envelope.batch_index, fact.envelope.batch_len) = (0, 1);
        let first = fact.envelope.request_id.0[0];
        fact.envelope.request_id.0[0] = !first;
        fact.seq = at;
        let index = usize::try_from(at).unwrap_or(usize::MAX).min(self.entries.len());
        self.entries.insert(index, Vec::new());
        self.write(&fact)?;
        self.chain_again(at, 1)?;
        let what =
            format!("event {seq} was put in again as event {at}; the rest was chained again");
        Ok((at, what))
    }

    fn reencode(&mut self, seq: Option<u64>) -> Result<(u64, String), TamperError> {
        let seq = self.chosen(seq, PAYMENTS)?;
        let entry = self.entry(seq)?;
        let longer = in_longer_bytes(entry).ok_or_else(|| {
            not_possible(format!("event {seq} holds no number that can be written longer"))
        })?;
        *entry = longer;
        self.chain_again(seq, 0)?;
        Ok((seq, format!("event {seq} was written in longer bytes that mean the same")))
    }

    /// Numbers and chains everything again from an entry on, and recomputes what the checkpoints
    /// recorded behind it state; `shift` is how many events came in, or went when negative.
    fn chain_again(&mut self, from: u64, shift: i64) -> Result<(), TamperError> {
        let mut prefixes = Prefixes::wanted(&self.entries, from, shift);
        let mut prev = ChainHash::ZERO;
        for (seq, entry) in (0u64..).zip(&mut self.entries) {
            if seq >= from {
                entry[SEQ_AT..SEQ_AT + 8].copy_from_slice(&seq.to_be_bytes());
                entry[..32].copy_from_slice(&prev.0);
                prefixes.correct(entry, prev)?;
            }
            prev = ChainHash::of(entry);
            prefixes.add(entry, prev);
        }
        Ok(())
    }
}

/// Hashes and state of the forged history at the sizes that recorded checkpoints speak of.
#[derive(Default)]
struct Prefixes {
    from: u64,
    shift: i64,
    size: u64,
    tree: Frontier,
    state: State,
    post: Postings,
    known: BTreeMap<u64, Option<(Bytes32, Bytes32, Bytes32)>>,
}

impl Prefixes {
    fn wanted(entries: &[Vec<u8>], from: u64, shift: i64) -> Prefixes {
        let mut prefixes = Prefixes { from, shift, ..Prefixes::default() };
        let bodies = entries.iter().filter_map(|entry| checkpoint(entry));
        let sizes: Vec<u64> =
            bodies.filter_map(|(_, body)| prefixes.size_after(body.size)).collect();
        prefixes.known = sizes.into_iter().map(|size| (size, None)).collect();
        prefixes
    }

    /// What a recorded size behind the change becomes.
    fn size_after(&self, size: u64) -> Option<u64> {
        if size > self.from { size.checked_add_signed(self.shift) } else { None }
    }

    fn add(&mut self, entry: &[u8], hash: ChainHash) {
        if self.known.is_empty() {
            return;
        }
        self.size += 1;
        self.tree.append(LeafHash::of(entry));
        // An event in longer bytes does not decode: its state is then another, and found to be.
        if let Ok(fact) = Recorded::parse(entry) {
            self.post.clear();
            self.state.apply(&fact, &mut self.post);
        }
        if let Some(at) = self.known.get_mut(&self.size) {
            let (root, state) = (Bytes32(self.tree.root().0), self.state.root());
            *at = Some((Bytes32(hash.0), root, state));
        }
    }

    /// Puts right what a recorded checkpoint states about a size behind the change.
    fn correct(&self, entry: &mut Vec<u8>, prev: ChainHash) -> Result<(), TamperError> {
        let Some((mut fact, body)) = checkpoint(entry) else { return Ok(()) };
        let Some(size) = self.size_after(body.size) else { return Ok(()) };
        let Some(Some((chain_head, tree_root, state_root))) = self.known.get(&size).copied() else {
            return Ok(());
        };
        let seq = fact.seq;
        fact.event = CheckpointIssued { size, chain_head, tree_root, state_root, ..body }.into();
        entry.clear();
        fact.write(prev, entry).map_err(|error| TamperError::Entry { seq, error })?;
        Ok(())
    }
}

fn checkpoint(entry: &[u8]) -> Option<(Recorded, CheckpointIssued)> {
    let raw = RawEntry::parse(entry).ok()?;
    if raw.kind != Kind::CheckpointIssued.number() {
        return None;
    }
    let fact = raw.decode().ok()?;
    match fact.event.clone() {
        Event::CheckpointIssued(body) => Some((fact, body)),
        _ => None,
    }
}

/// The entry with one number of its body in three bytes instead of one: the value is the same.
fn in_longer_bytes(entry: &[u8]) -> Option<Vec<u8>> {
    const LARGEST_SHORT: u8 = 250;
    const TWO_BYTES_FOLLOW: u8 = 251;
    let body_len = RawEntry::parse(entry).ok()?.body.len();
    let start = entry.len().checked_sub(body_len)?;
    let length = u16::try_from(body_len.checked_add(2)?).ok()?;
    let numbers = (start..entry.len()).filter(|at| entry[*at] <= LARGEST_SHORT);
    numbers
        .map(|at| {
            let longer = [TWO_BYTES_FOLLOW, entry[at], 0];
            let mut bytes = [&entry[..at], &longer, &entry[at + 1..]].concat();
            bytes[start - 2..start].copy_from_slice(&length.to_be_bytes());
            bytes
        })
        .find(|bytes| {
            let decoded = RawEntry::parse(bytes).and_then(|raw| raw.decode());
            matches!(decoded, Err(EntryError::Codec { error: CodecError::NotCanonical, .. }))
        })
}

fn not_possible(what: String) -> TamperError {
    TamperError::NotPossible(what)
}
