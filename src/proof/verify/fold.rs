//! Lawfulness and the rebuilt state: one fold over all entries, each judged before it is applied.
//!
//! Each event is judged by the code of the ruleset in force and the parameters recorded before it,
//! as when it was proposed. Decoding accepts one form of bytes only, so an event that was written
//! in another form is found here, though its hashes hold.
//!
//! Not here: limits of requests and the clock, which leave no trace in an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use jejak_events::ids::Bytes32;
use jejak_events::{RawEntry, Recorded};
use jejak_projections::{Fingerprint, Reading, Scope, Scratch};

use super::pass::of_store;
use super::report::{Name, Problem, Problems, Verdict};
use super::{Progress, Step};
use crate::ledger::guard::below_zero;
use crate::ledger::rules::{self, Language};
use crate::said::{Said, said};
use crate::store::EventStore;

/// What the fold is asked for besides lawfulness.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Sizes at which the state root is wanted.
    pub state_roots: BTreeSet<u64>,
    /// Size at which the whole state is to be compared with a live one.
    pub fingerprint_at: Option<u64>,
}

/// What the fold found.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub problems: Problems,
    /// Events that would be refused now.
    pub refused: u64,
    /// Whether every entry could be applied.
    pub whole: bool,
    pub state_roots: BTreeMap<u64, Bytes32>,
    pub state_root: Option<Bytes32>,
    pub fingerprint: Option<Fingerprint>,
    pub checked: u64,
    pub took: Duration,
}

struct Fold<'a> {
    reading: Reading,
    scratch: Scratch,
    next: u64,
    wanted: &'a Wanted,
    found: Folded,
}

/// Folds entries `0..size`.
pub(super) fn run(
    store: &dyn EventStore,
    size: u64,
    wanted: &Wanted,
    progress: Progress<'_>,
) -> Folded {
    let started = Instant::now();
    let found = Folded { whole: true, ..Folded::default() };
    let mut fold =
        Fold { reading: Reading::default(), scratch: Scratch::default(), next: 0, wanted, found };
    fold.look();
    let read = store.read(0..size, &mut |block| {
        for (seq, entry) in block.iter() {
            fold.add(seq, entry);
        }
        progress(Step { name: Name::Lawfulness, done: fold.next, of: size });
        true
    });
    if let Err(error) = read {
        fold.found.problems.push(of_store(error, fold.next));
        fold.found.whole = false;
    }
    let mut found = fold.found;
    found.checked = fold.next;
    found.state_root = found.whole.then(|| fold.reading.state.root());
    found.took = started.elapsed();
    found
}

impl Fold<'_> {
    fn add(&mut self, seq: u64, entry: &[u8]) {
        self.next = seq.saturating_add(1);
        match RawEntry::parse(entry).and_then(|raw| Ok((raw.prev, raw.decode()?))) {
            Ok((prev, fact)) => {
                // As the ledger saw it then: whether the link is right is the pass's to say.
                if fact.envelope.batch_index == 0 {
                    self.reading.state.begin_batch(seq, prev);
                }
                self.apply(&fact);
            }
            Err(error) => {
                let what = said!(
                    "it is not in the one form in which this program writes it: {error}; what \
                     comes after it was judged without it",
                    "tidak dalam satu-satunya bentuk yang ditulis program ini: {error}; yang \
                     sesudahnya dinilai tanpanya"
                );
                self.found.problems.add(seq, what);
                self.found.whole = false;
            }
        }
        self.look();
    }

    fn apply(&mut self, fact: &Recorded) {
        let mut flags = Vec::new();
        if let Err(refusal) = rules::judge(&self.reading.state, fact, 0, &mut flags) {
            self.found.refused += 1;
            let kind = fact.event.kind().name();
            let [en, id] = [Language::En, Language::Id].map(|language| refusal.sentence(language));
            let why = Said { id, en };
            self.found.problems.push(Problem {
                seq: Some(fact.seq),
                rule: Some(refusal.rule.code),
                what: said!(with why; "{kind} would be refused: {why}", "{kind} akan ditolak: {why}"),
            });
        }
        for flag in &flags {
            self.reading.flag(flag.seq, flag.rule.code);
        }
        self.reading.apply(fact, Scope::default(), &mut self.scratch);
        let post = self.scratch.postings();
        if !post.is_balanced() {
            let what = said!(
                "what it moves does not sum to zero",
                "yang dipindahkannya tidak berjumlah nol"
            );
            self.found.problems.add(fact.seq, what);
        }
        if let Some((leg, left)) = below_zero(&self.reading.state, post) {
            let what = said!(
                "it leaves {} of line {} at {left} sen, below zero",
                "ia membuat {} baris {} menjadi {left} sen, di bawah nol",
                leg.stage.word(),
                leg.place.line
            );
            self.found.problems.add(fact.seq, what);
        }
    }

    /// Keeps what is wanted of the state at this size.
    fn look(&mut self) {
        if !self.found.whole {
            return;
        }
        if self.wanted.state_roots.contains(&self.next) {
            self.found.state_roots.insert(self.next, self.reading.state.root());
        }
        if self.wanted.fingerprint_at == Some(self.next) {
            self.found.fingerprint = Some(self.reading.fingerprint());
        }
    }
}

impl Folded {
    /// The verdict on lawfulness.
    pub fn verdict(&self) -> Verdict {
        let mut notes = Vec::new();
        if self.refused > 0 {
            notes.push(said!(
                "{} events would be refused by the rules of this program",
                "{} kejadian akan ditolak oleh aturan program ini",
                self.refused
            ));
        }
        let problems = self.problems.clone();
        Verdict::judged(Name::Lawfulness, self.checked, self.took, problems).with_notes(notes)
    }
}
