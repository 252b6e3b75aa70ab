//! The read state: what questions are answered from. The same fold as the guard's, and beside it
//! what only readers need: cells, trails, flags, request ids.

use jejak_events::envelope::RequestId;
use std::collections::BTreeMap;

use jejak_events::ids::{RecipientId, Token};
use jejak_events::{Area, Date, Object, Recorded, SourceCode, Tag};
use rustc_hash::FxHashMap;

use crate::about::About;
use crate::balances::Dimension;
use crate::cells::Cells;
use crate::posting::{CashLeg, CashPlace, Postings};
use crate::state::State;
use crate::trail::{Key, Trails, merged};

/// Code of a rule, six characters.
pub type FlagCode = [u8; 6];

/// The read state.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Reading {
    /// The state that rules would decide on.
    pub state: State,
    /// Balances by context.
    pub cells: Cells,
    /// Which events are about what.
    pub trails: Trails,
    /// Flags in the order of events.
    pub flags: Vec<(u64, FlagCode)>,
    /// First sequence number of each request, by a 64-bit part of its id.
    pub requests: FxHashMap<u64, u64>,
    /// The cash books line by line, in the order of events.
    pub cash_entries: Vec<CashEntry>,
}

/// One row of the cash books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashRow {
    /// The account; absent for the outside.
    pub account: Option<u64>,
    /// Its name.
    pub name: String,
    /// The source.
    pub source: SourceCode,
    /// Whether it is history.
    pub historical: bool,
    /// Sen in.
    pub inflow: i128,
    /// Sen out.
    pub outflow: i128,
}

/// What one event did to one cash account: a line of the cash books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct CashEntry {
    /// The event.
    pub seq: u64,
    /// Day of the fact.
    pub on: Date,
    /// Account and source, and the sen that entered, or left when negative.
    pub leg: CashLeg,
    /// Whether it is history.
    pub historical: bool,
}

/// What a fold leaves out.
///
/// With a day, facts after it do not count, in balances, lists and trails alike: what was true on
/// that day, as far as the ledger knows today. What defines (reference data, accounts and offices,
/// openings, lines, checkpoints) always counts, because facts of an earlier day rest on it. Money
/// of a fact that is dated before what it rests on counts in balances on its own day, and shows in
/// lists of things from the day of the later of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// The last day that counts.
    pub as_of: Option<Date>,
    /// Do not build trails: a rebuild of balances alone.
    pub balances_only: bool,
}

impl Scope {
    /// Whether an event counts: it is not of a later day, or it defines what facts rest on.
    pub fn counts(self, fact: &Recorded) -> bool {
        self.as_of.is_none_or(|as_of| fact.envelope.occurred_on <= as_of || defines(fact))
    }
}

/// Buffers that the fold uses again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    post: Postings,
    about: About,
    /// With a last day: the state with all facts, which decides what each of them moves.
    all: Option<Box<State>>,
}

impl Scratch {
    /// What the last event moved.
    pub fn postings(&self) -> &Postings {
        &self.post
    }

    /// The state with all facts, where the folded one leaves some out.
    pub fn all(&mut self) -> Option<&mut State> {
        self.all.as_deref_mut()
    }

    /// Prepares for a fold that begins with `state`.
    pub fn begin(&mut self, scope: Scope, state: &State) {
        self.all = scope.as_of.map(|_| Box::new(state.clone()));
    }
}

impl Reading {
    /// Applies one event; whether it counts in this scope.
    pub fn apply(&mut self, fact: &Recorded, scope: Scope, scratch: &mut Scratch) -> bool {
        scratch.post.clear();
        let day = fact.envelope.occurred_on;
        let counts = scope.counts(fact);
        if let Some(all) = &mut scratch.all {
            all.apply(fact, &mut scratch.post);
            if counts {
                self.state.apply(fact, &mut Postings::default());
            } else {
                self.state.pass_over(fact);
            }
        } else {
            self.state.apply(fact, &mut scratch.post);
        }
        let state = scratch.all.as_deref().unwrap_or(&self.state);
        if scope.as_of.is_none_or(|as_of| day <= as_of) {
            let historical = state.is_history(fact);
            let closed = state.accountability.closed_until();
            self.cells.add(&scratch.post, day, closed, historical);
            keep_cash(&mut self.cash_entries, fact, &scratch.post, historical);
        }
        if scope.balances_only {
            return counts;
        }
        if counts {
            state.about(fact, &mut scratch.about);
            self.trails.add(fact.seq, &scratch.about);
        }
        if fact.envelope.batch_index == 0 {
            self.requests.insert(request_key(fact.envelope.request_id), fact.seq);
        }
        counts
    }

    /// Notes an event that does not count: size and clock move all the same.
    pub fn pass_over(&mut self, fact: &Recorded) {
        self.state.pass_over(fact);
        if fact.envelope.batch_index == 0 {
            self.requests.insert(request_key(fact.envelope.request_id), fact.seq);
        }
    }

    /// The events that carry a tag, in order.
    pub fn under(&self, tag: &Tag) -> Vec<u64> {
        let seqs = self.trails.of(Key::of(tag));
        match tag {
            Tag::Recipient(id) => match self.state.proposal.recipients.get(&RecipientId(*id)) {
                Some(known) => {
                    let registered = Key::of_object(Object::Recipient, known.seq);
                    merged(self.trails.of(registered), seqs)
                }
                None => seqs,
            },
            // The record itself; what concerns the recipient stands under the recipient's id.
            Tag::Object(Object::Recipient, record) => {
                seqs.into_iter().filter(|seq| seq == record).collect()
            }
            _ => seqs,
        }
    }

    /// The events that are about a thing. A token that was a bank reference leads to the events
    /// of its payment.
    pub fn trail(&self, tag: &Tag) -> Vec<u64> {
        let mut seqs = self.under(tag);
        if let Tag::Token(token) = tag
            && let Some(payment) = self.state.payment.of_reference(&Token(*token))
        {
            seqs = merged(seqs, self.under(&Tag::Object(Object::Payment, payment)));
        }
        seqs
    }

    /// A value of a dimension as people read it, with its name where one is registered.
    pub fn named(&self, dimension: Dimension, value: &str) -> String {
        let reference = &self.state.reference;
        let name = match dimension {
            Dimension::Source => {
                value.parse().ok().and_then(|code| reference.sources.get(&code)).map(|s| &s.name)
            }
            Dimension::Regency | Dimension::District => {
                value.parse().ok().and_then(|code| reference.region_names.get(&code))
            }
            Dimension::Decree => {
                let decree = value.parse().ok().and_then(|seq| self.state.decree.decrees.get(&seq));
                decree.map(|decree| &decree.number)
            }
            _ => None,
        };
        name.map_or_else(|| value.to_owned(), |name| format!("{value} {name}"))
    }

    /// Cash books: in, out and balance per account, source and history.
    pub fn cash_book(&self) -> Vec<CashRow> {
        let mut rows: BTreeMap<(bool, CashPlace, SourceCode), (i128, i128)> = BTreeMap::new();
        for ((place, source, _, historical), cell) in self.cells.cash() {
            let sums = rows.entry((*historical, *place, *source)).or_default();
            sums.0 += i128::from(cell.inflow);
            sums.1 += i128::from(cell.outflow);
        }
        let row = |((historical, place, source), (inflow, outflow))| {
            let account = match place {
                CashPlace::Kept(account) => Some(account),
                CashPlace::Outside => None,
            };
            let known = account.and_then(|account| self.state.cash.accounts.get(&account));
            let name = known.map_or_else(String::new, |known| known.name.clone());
            CashRow { account, name, source, historical, inflow, outflow }
        };
        rows.into_iter().map(row).collect()
    }

    /// Notes that an event was flagged.
    pub fn flag(&mut self, seq: u64, code: &str) {
        let mut bytes = [b' '; 6];
        bytes.iter_mut().zip(code.bytes()).for_each(|(slot, byte)| *slot = byte);
        self.flags.push((seq, bytes));
    }
}

fn keep_cash(kept: &mut Vec<CashEntry>, fact: &Recorded, post: &Postings, historical: bool) {
    let (seq, on) = (fact.seq, fact.envelope.occurred_on);
    let legs = post.cash.iter().filter(|leg| matches!(leg.place, CashPlace::Kept(_)));
    kept.extend(legs.map(|leg| CashEntry { seq, on, leg: *leg, historical }));
}

/// Whether an event defines what facts of any day rest on.
fn defines(fact: &Recorded) -> bool {
    matches!(
        fact.event.kind().group(),
        Area::Reference
            | Area::Access
            | Area::Opening
            | Area::Budget
            | Area::Integrity
            | Area::Privacy
    )
}

/// The part of a request id that the memory of requests keeps.
pub fn request_key(id: RequestId) -> u64 {
    let (head, _) = id.0.split_at(8);
    head.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
