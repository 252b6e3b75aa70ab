//! A06: aid that came after its recipient had died.

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::institution::FoodSupportCounted;
use jejak_events::vocabulary::{Dataset, Parameter, RecipientStatus};
use jejak_events::{Date, Event, Recorded, Tag};
use rustc_hash::FxHashMap;

use super::late::{self, Passed};
use crate::central::CreditStage;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A death: its day, and the event that said so.
type Death = (Date, u64);

/// Deaths by the id that stands for somebody.
pub(super) type Deaths = FxHashMap<RecipientId, Death>;

/// Credits, ministry's credits and food for people who were dead by then.
#[derive(Default)]
pub(super) struct AfterDeath {
    deaths: FxHashMap<RecipientId, Death>,
    /// Food that was counted: event, institution, month. Few.
    food: Vec<(u64, FoodSupportCounted)>,
    /// Places that were given up or given on. Few.
    passed: Vec<Passed>,
}

impl Check for AfterDeath {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::RecipientStatusChanged(body) => {
                // Lists arrive late and out of order: the state says what became true last.
                let known = state.proposal.recipients.get(&body.recipient);
                let (status, since) = known.map_or((RecipientStatus::Active, None), |k| k.status);
                if status != RecipientStatus::Deceased {
                    self.deaths.remove(&body.recipient);
                } else if body.status == status && since == Some(body.effective) {
                    self.deaths.insert(body.recipient, (body.effective, fact.seq));
                }
            }
            Event::FoodSupportCounted(body) => self.food.push((fact.seq, body.clone())),
            _ => self.passed.extend(late::passed(fact)),
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let by_one = self.deaths.iter().map(|(id, death)| (state.proposal.one(*id), *death));
        let deaths: Deaths = by_one.collect();
        let mut found = Vec::new();
        credited(view, rules, &deaths, &mut found)?;
        for (seq, credit) in state.central.credits.iter() {
            let Some(death) = deaths.get(&state.proposal.one(credit.recipient)) else { continue };
            if credit.on <= death.0 || credit.stage == CreditStage::Cancelled {
                continue;
            }
            let about = after(Object::CentralCredit, seq, seq, *death, credit.on);
            let code = state.central.periods.get(&credit.period).map(|period| period.code.clone());
            let about = about.risking(credit.sen).within(credit.region);
            found.push(Found { programme: code, ..about });
        }
        self.fed(state, &mut found);
        let places = late::places(view, rules, (&deaths, &self.passed), &mut found);
        Ok(match self.lacking(state, places).as_slice() {
            [] => Outcome::Found(found),
            lacking => {
                let what = Said::join(lacking, "; ");
                let why = said!(with what; "not decidable without {what}", "tidak dapat diputus tanpa {what}");
                Outcome::NotDecidable(why, found)
            }
        })
    }
}

impl AfterDeath {
    /// What nobody knows here: who died at all, or how long a place may stand.
    fn lacking(&self, state: &State, places: u64) -> Vec<Said> {
        let mut lists = state.reference.external.iter().map(|(_, list)| list);
        let known = lists.any(|list| matches!(list, Dataset::Deceased | Dataset::Dukcapil));
        let mut lacking = Vec::new();
        if !known && self.deaths.is_empty() {
            lacking.push(said!(
                "an imported list of deaths (data-kematian or dukcapil)",
                "data kematian yang diimpor (data-kematian atau dukcapil)"
            ));
        }
        if places > 0 {
            lacking.push(said!(
                "rule `hari-penggantian`: {places} places of people who died",
                "aturan `hari-penggantian`: {places} tempat milik orang yang meninggal"
            ));
        }
        lacking
    }

    /// Institutions that counted food for somebody who had died.
    fn fed(&self, state: &State, found: &mut Vec<Found>) {
        for (seq, body) in &self.food {
            let Some((stay, died)) = state.ghost_in(body.institution.0, body.month) else {
                continue;
            };
            let month = body.month;
            let what = said!(
                "food of {month} was counted for the client of stay {stay}, who had died on {died}",
                "permakanan {month} dihitung untuk klien {stay} yang meninggal pada {died}"
            );
            let about = Found::about(Object::Event, *seq, [*seq, stay], what);
            let home = state.institution.institutions.get(&body.institution.0);
            found.push(match home {
                Some(home) => about.within(home.region),
                None => about,
            });
        }
    }
}

/// Payments of the dead. The state keeps when a programme's aid last reached somebody: only where
/// that was after death, their payments are looked at one by one.
fn credited(
    view: &View,
    rules: &Rules,
    deaths: &Deaths,
    found: &mut Vec<Found>,
) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let mut late: Vec<RecipientId> = Vec::new();
    for ((_, one), (last, _)) in state.decree.received.iter() {
        if deaths.get(one).is_some_and(|(died, _)| last > died) {
            late.push(*one);
        }
    }
    late.sort_unstable();
    late.dedup();
    for one in late {
        let Some(death) = deaths.get(&one).copied() else { continue };
        for seq in view.reading.under(&Tag::Recipient(one.0)) {
            let fact = view.facts.fact(seq)?;
            let Event::PaymentCredited(body) = &fact.event else { continue };
            let Some(payment) = state.payment.payments.get(&body.payment.0) else { continue };
            let on = fact.envelope.occurred_on;
            let stands = state.payment.credits.get(&seq).is_none_or(|it| it.reversed_by.is_none());
            let of_dead = payment.recipient.is_some_and(|id| state.proposal.one(id) == one);
            let code = payment.designation.and_then(|row| state.decree.designations.get(&row));
            let code = code.and_then(|row| state.decree.decrees.get(&row.decree));
            let code = code.map(|decree| &decree.programme);
            let grace = rules.number(Parameter::HeirGraceDays, code, on, seq).unwrap_or(0);
            if !stands || !of_dead || i64::from(on.days_since(death.0)) <= grace {
                continue;
            }
            let about = after(Object::Payment, body.payment.0, seq, death, on);
            found.push(about.risking(body.amount.sen()).of_payment(state, payment));
        }
    }
    Ok(())
}

fn after(object: Object, seq: u64, credit: u64, (died, said): Death, on: Date) -> Found {
    let what = said!(
        "credited on {on}, the recipient had died on {died}",
        "dikreditkan pada {on}, penerima meninggal pada {died}"
    );
    Found::about(object, seq, [seq, credit, said], what)
}
