//! The events between two moments, each under what it moves.

use std::collections::BTreeMap;

use jejak_events::ids::RecipientId;
use jejak_events::{Date, Event, Object, Recorded, Tag};
use rustc_hash::FxHashMap;

use super::{Counted, Moved, Spot, Still, Subject};
use crate::condition::Condition;
use crate::posting::{CashPlace, Count, Postings};
use crate::reading::Reading;
use crate::state::State;

/// What went by.
#[derive(Debug, Clone, Default)]
pub struct Moves {
    pub(super) by: BTreeMap<Subject, Vec<Moved>>,
    /// How far each object had come that was touched.
    last: FxHashMap<(Object, u64), Option<Condition>>,
    /// Where it began; from nothing when absent.
    base: Option<Still>,
    /// Facts of this day or earlier stand on both sides: they move nothing between them.
    known_until: Option<Date>,
}

impl Moves {
    /// Events that are recorded after a moment.
    pub fn after(base: Still) -> Moves {
        Moves { base: Some(base), ..Moves::default() }
    }

    /// Events of a whole ledger that are dated after a day.
    pub fn dated_after(day: Date) -> Moves {
        Moves { known_until: Some(day), ..Moves::default() }
    }

    /// Where it began.
    pub fn base(&self) -> Option<&Still> {
        self.base.as_ref()
    }

    /// Notes an event that was applied.
    pub fn see(&mut self, reading: &Reading, fact: &Recorded, posted: &Postings) {
        let counts = self.known_until.is_none_or(|day| fact.envelope.occurred_on > day);
        let state = &reading.state;
        if counts {
            self.see_money(state, fact, posted);
            if let Event::DecreeClosed(body) = &fact.event {
                self.see_closing(reading, fact, body.decree.0);
            }
        }
        for (object, seq, tag) in touched(state, fact) {
            let now = state.condition(&tag);
            let base = self.base.as_ref();
            let before = *self
                .last
                .entry((object, seq))
                .or_insert_with(|| base.and_then(|base| base.condition(object, seq)));
            if now != before {
                self.last.insert((object, seq), now);
                if counts {
                    self.note(Subject::State(object, seq), fact, 0);
                }
            }
        }
    }

    fn see_money(&mut self, state: &State, fact: &Recorded, posted: &Postings) {
        let historical = state.is_history(fact);
        for leg in &posted.legs {
            let subject = Subject::Balance(Spot::of(&leg.place, historical), leg.stage);
            self.note(subject, fact, leg.sen.into());
        }
        for leg in &posted.cash {
            if let CashPlace::Kept(account) = leg.place {
                let subject = Subject::Cash(account, leg.source, historical);
                self.note(subject, fact, leg.sen.into());
            }
        }
        for (place, count) in &posted.counts {
            // An open list has no effect yet: its closing moves what its rows did not.
            let decree = place.decree.and_then(|decree| state.decree.decrees.get(&decree));
            let row = i128::from(decree.is_none_or(|decree| decree.closed));
            let (counted, by) = match count {
                Count::Designated(_) => (Counted::Designated, row),
                Count::Cancelled(_) => (Counted::Designated, -row),
                Count::Paid => (Counted::Paid, 1),
                Count::Unpaid => (Counted::Paid, -1),
                Count::Returned => (Counted::Returned, 1),
            };
            self.note(Subject::Count(Spot::of(place, historical), counted), fact, by);
        }
    }

    /// A decree that closes brings all its rows into effect.
    fn see_closing(&mut self, reading: &Reading, fact: &Recorded, decree: u64) {
        for (key, cell) in reading.cells.iter() {
            if key.place.decree == Some(decree) {
                let spot = Spot::of(&key.place, key.historical);
                let subject = Subject::Count(spot, Counted::Designated);
                self.note(subject, fact, cell.designated.into());
            }
        }
    }

    fn note(&mut self, subject: Subject, fact: &Recorded, by: i128) {
        let moved = self.by.entry(subject).or_default();
        match moved.last_mut() {
            Some(last) if last.seq == fact.seq => last.by += by,
            _ => moved.push(Moved { seq: fact.seq, kind: fact.event.kind(), by }),
        }
    }
}

/// Objects whose state an event may have changed, and what each is asked by.
pub(crate) fn touched(state: &State, fact: &Recorded) -> Vec<(Object, u64, Tag)> {
    let mut touched: Vec<(Object, u64, Tag)> = state
        .objects_about(fact)
        .into_iter()
        .map(|(object, seq)| (object, seq, Tag::Object(object, seq)))
        .filter(|(object, ..)| *object != Object::Recipient)
        .collect();
    fact.event.tags(&mut |tag| {
        if let Tag::Recipient(id) = &tag
            && let Some(known) = state.proposal.recipients.get(&RecipientId(*id))
        {
            touched.push((Object::Recipient, known.seq, tag));
        }
    });
    if state.stock.movements.contains(&fact.seq) {
        // Goods that come in are a lot by name, and a movement as well.
        let tag = Tag::Object(Object::StockMovement, fact.seq);
        touched.push((Object::StockMovement, fact.seq, tag));
    }
    if let Event::Sp2dCancelled(body) = &fact.event {
        // Instructions that will never be paid out are void: it is about none of them by name.
        let lists = &state.payment.lists;
        let of_spp = |list| lists.get(&list).is_some_and(|list| list.spp == body.spp.0);
        let payments = state.payment.payments.iter().filter(|(_, payment)| of_spp(payment.list));
        touched.extend(
            payments.map(|(seq, _)| (Object::Payment, seq, Tag::Object(Object::Payment, seq))),
        );
    }
    touched
}
