//! One event with the state before and after it: what it moved, told for those who go through a
//! ledger event by event.

use std::collections::BTreeMap;

use jejak_events::codes::SourceCode;
use jejak_events::{Object, Recorded, Stage, Tag};
use rustc_hash::FxHashMap;

use crate::condition::Condition;
use crate::diff::{Still, touched};
use crate::posting::{CashPlace, Postings};
use crate::reading::{FlagCode, Reading};

/// Before and after.
pub type Pair<T> = (T, T);

/// An event and what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub fact: Recorded,
    /// Sen in stages of lines, before and after.
    pub balances: BTreeMap<(u64, Stage), Pair<i64>>,
    /// Sen in cash accounts by source, before and after.
    pub cash: BTreeMap<(u64, SourceCode), Pair<i64>>,
    /// Objects whose state changed, from what to what.
    pub states: Vec<(Tag, Pair<Option<Condition>>)>,
    /// Rules that flagged it.
    pub flags: Vec<FlagCode>,
}

/// Makes steps of the events that go by.
#[derive(Debug, Default)]
pub struct Stepper {
    base: Still,
    last: FxHashMap<(Object, u64), Option<Condition>>,
}

impl Stepper {
    /// Begins at a moment.
    pub fn at(reading: &Reading) -> Stepper {
        Stepper { base: Still::of(reading), last: FxHashMap::default() }
    }

    /// Makes a step of an event that was applied.
    pub fn see(&mut self, reading: &Reading, fact: &Recorded, posted: &Postings) -> Step {
        let state = &reading.state;
        let (mut balances, mut cash) = (BTreeMap::new(), BTreeMap::new());
        for leg in &posted.legs {
            let (line, stage) = (leg.place.line, leg.stage);
            let now = state.budget.at(line, stage);
            let pair = balances.entry((line, stage)).or_insert((now, now));
            pair.0 = pair.0.saturating_sub(leg.sen);
        }
        for leg in &posted.cash {
            let CashPlace::Kept(account) = leg.place else { continue };
            let now = state.cash.at(account, leg.source);
            let pair = cash.entry((account, leg.source)).or_insert((now, now));
            pair.0 = pair.0.saturating_sub(leg.sen);
        }
        let mut states = Vec::new();
        for (object, seq, tag) in touched(state, fact) {
            let now = state.condition(&tag);
            let known = self.last.entry((object, seq));
            let before = *known.or_insert_with(|| self.base.condition(object, seq));
            if before != now {
                self.last.insert((object, seq), now);
                states.push((tag, (before, now)));
            }
        }
        let flags = reading.flags.iter().rev().take_while(|(seq, _)| *seq == fact.seq);
        let mut flags: Vec<FlagCode> = flags.map(|(_, code)| *code).collect();
        flags.reverse();
        balances.retain(|_, (before, after)| before != after);
        cash.retain(|_, (before, after)| before != after);
        Step { fact: fact.clone(), balances, cash, states, flags }
    }
}
