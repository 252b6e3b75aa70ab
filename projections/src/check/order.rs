//! A25: documents out of order, or too late.

use jejak_events::field::Object;
use jejak_events::vocabulary::{Parameter, SppKind};
use jejak_events::{Date, Event, Recorded, Stage};
use rustc_hash::FxHashMap;

use super::{Check, Found, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A25",
    version: 1,
    en: "documents out of order or late",
    title_id: "urutan atau waktu dokumen tidak wajar",
    severity: Severity::Medium,
    basis: "Permendagri 77/2020; PER-9/PB/2018 dan PER-30/PB/2014 (retur)",
    parameters: &[
        Parameter::SpmDecisionDays,
        Parameter::Sp2dDays,
        Parameter::Sp2dRefusalDays,
        Parameter::ReturnRepairDays,
    ],
    deterministic: false,
    watches: true,
    looks_at: "days from ceiling and SPD over SPP, SPM, SP2D and bank debit to the credit; working days that each desk took; days until a return was repaired",
    make: || Box::<Order>::default(),
}];

/// A document dated before another that it follows: what it is about, its event and day, the other's.
type Inverted = ((Object, u64), (u64, Date), (u64, Date));

/// A step that may have taken too long.
struct Step {
    about: (Object, u64),
    from: (u64, Date),
    /// The event that ended it; none while it goes on.
    to: Option<(u64, Date)>,
    limit: Parameter,
}

/// Documents of each request in turn, and returns under repair.
#[derive(Default)]
pub(super) struct Order {
    /// The last step of each request: event and day.
    last: FxHashMap<u64, (u64, Date)>,
    /// Steps dated before what they follow: thing, event, its day, the other event, its day.
    inverted: Vec<Inverted>,
    /// Credits before their SP2D was known to be paid: payment, event, day.
    credits: Vec<(u64, u64, Date)>,
    steps: Vec<Step>,
    /// Returned payments that were neither sent again nor refunded.
    returned: FxHashMap<u64, (u64, Date)>,
}

impl Check for Order {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let at = (fact.seq, fact.envelope.occurred_on);
        match &fact.event {
            Event::SpdIssued(body) => {
                for item in &body.lines {
                    self.after_ceiling(state, (Object::Spd, fact.seq), at, item.line.0);
                }
            }
            Event::SppSubmitted(body) => {
                self.last.insert(fact.seq, at);
                for item in &body.lines {
                    self.after_ceiling(state, (Object::Spp, fact.seq), at, item.line.0);
                    if body.kind != SppKind::TuNil {
                        self.after_release(state, fact.seq, at, item.line.0);
                    }
                }
            }
            Event::SppVerified(body) => self.step(body.spp.0, at, None),
            Event::SpmIssued(body) => self.step(body.spp.0, at, Some(Parameter::SpmDecisionDays)),
            Event::SpmRejected(body) => {
                self.step(body.spp.0, at, Some(Parameter::SpmDecisionDays));
            }
            Event::Sp2dIssued(body) => self.step(body.spp.0, at, Some(Parameter::Sp2dDays)),
            Event::Sp2dRefused(body) => {
                self.step(body.spp.0, at, Some(Parameter::Sp2dRefusalDays));
            }
            Event::Sp2dPaidOut(body) => self.step(body.spp.0, at, None),
            Event::PaymentCredited(body) => {
                let payment = state.payment.payments.get(&body.payment.0);
                let spp = payment.and_then(|it| state.spp_of_payment(it));
                let paid = spp.and_then(|spp| state.treasury.spps.get(&spp)?.paid_on);
                if paid.is_none_or(|paid| at.1 < paid) {
                    self.credits.push((body.payment.0, fact.seq, at.1));
                }
            }
            Event::PaymentReturned(body) => {
                self.returned.insert(body.payment.0, at);
            }
            Event::PaymentReissued(body) => self.repaired(body.payment.0, at),
            Event::RefundDeposited(body) => {
                if let Some(payment) = body.payment {
                    self.repaired(payment.0, at);
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for (about, (seq, on), (other, day)) in &self.inverted {
            let what = inverted(*on, *day);
            let about = (Found::about(about.0, about.1, [about.1, *seq, *other], what), *about);
            found.push(placed(state, about.0, about.1));
        }
        for (payment, seq, on) in &self.credits {
            credit(state, *payment, (*seq, *on), &mut found);
        }
        let mut without = 0;
        let open = self.returned.iter().map(|(payment, from)| Step {
            about: (Object::Payment, *payment),
            from: *from,
            to: None,
            limit: Parameter::ReturnRepairDays,
        });
        let open: Vec<Step> = open.collect();
        for step in self.steps.iter().chain(&open) {
            let (seq, until) = step.to.unwrap_or((step.from.0, view.today()));
            let Some(rule) = rules.enacted(step.limit, None, until, seq) else {
                without += 1;
                continue;
            };
            let limit = i64::from(rule.value.unwrap_or(0));
            let days = state.working_days(step.from.1, until);
            if days > limit {
                let word = step.limit.word();
                let what = said!(
                    "took {days} working days, rule {word} gives {limit}",
                    "memakan {days} hari kerja, aturan {word} memberi {limit}"
                );
                let evidence = [step.about.1, step.from.0, seq, rule.seq];
                let about = Found::about(step.about.0, step.about.1, evidence, what);
                found.push(placed(state, about, step.about));
            }
        }
        Ok(Outcome::beside(without, found, |n| {
            said!(
                "not decidable without rules hari-keputusan-spm, hari-sp2d, hari-penolakan-sp2d and hari-perbaikan-retur: {n} steps have no limit",
                "tidak dapat diputus tanpa aturan hari-keputusan-spm, hari-sp2d, hari-penolakan-sp2d, dan hari-perbaikan-retur: {n} langkah tanpa batas"
            )
        }))
    }
}

impl Order {
    /// The next document of a request.
    fn step(&mut self, spp: u64, at: (u64, Date), limit: Option<Parameter>) {
        let Some(before) = self.last.insert(spp, at) else { return };
        if at.1 < before.1 {
            self.inverted.push(((Object::Spp, spp), at, before));
        } else if let Some(limit) = limit {
            let about = (Object::Spp, spp);
            self.steps.push(Step { about, from: before, to: Some(at), limit });
        }
    }

    fn repaired(&mut self, payment: u64, at: (u64, Date)) {
        if let Some(from) = self.returned.remove(&payment) {
            let about = (Object::Payment, payment);
            let limit = Parameter::ReturnRepairDays;
            self.steps.push(Step { about, from, to: Some(at), limit });
        }
    }

    /// A document that names a line comes after the line's ceiling.
    fn after_ceiling(&mut self, state: &State, about: (Object, u64), at: (u64, Date), line: u64) {
        let opened = state.budget.lines.get(&line).map(|known| known.opened_on);
        if let Some(opened) = opened.filter(|opened| at.1 < *opened) {
            self.inverted.push((about, at, (line, opened)));
        }
    }

    /// A request comes after the SPD that it needs, counting all that was requested before.
    fn after_release(&mut self, state: &State, spp: u64, at: (u64, Date), line: u64) {
        let used = state.budget.at(line, Stage::SpdUsed);
        if let Some(needed) = state.released_later(line, used, at.1) {
            self.inverted.push(((Object::Spp, spp), at, (needed.spd, needed.day)));
        }
    }
}

/// A credit comes after the bank paid the SP2D; history may bring the debit later.
fn credit(state: &State, seq: u64, at: (u64, Date), found: &mut Vec<Found>) {
    let Some(payment) = state.payment.payments.get(&seq) else { return };
    let spp = state.spp_of_payment(payment);
    let paid = spp.and_then(|spp| state.treasury.spps.get(&spp)?.paid_on);
    let on = at.1;
    let what = match paid {
        Some(paid) if on >= paid => return,
        Some(paid) => inverted(on, paid),
        None => said!(
            "credited on {on}, the SP2D was never paid out",
            "dikreditkan {on}, SP2D-nya tidak pernah dicairkan"
        ),
    };
    let reversed = state.payment.credits.get(&at.0).is_some_and(|it| it.reversed_by.is_some());
    if !reversed {
        let evidence = [seq, at.0].into_iter().chain(spp);
        let about = Found::about(Object::Payment, seq, evidence, what);
        found.push(about.risking(payment.sen).of_payment(state, payment));
    }
}

fn inverted(on: Date, before: Date) -> Said {
    said!(
        "dated {on}, before the {before} of what it follows",
        "bertanggal {on}, mendahului dokumen sebelumnya {before}"
    )
}

/// With the amount and place of a request or payment.
fn placed(state: &State, about: Found, (object, seq): (Object, u64)) -> Found {
    match object {
        Object::Spp => {
            let Some(spp) = state.treasury.spps.get(&seq) else { return about };
            let about = about.risking(spp.sen);
            let line = spp.lines.first().map(|(line, _)| *line);
            line.map_or(about.clone(), |line| about.of_line(state, line))
        }
        Object::Payment => {
            let Some(payment) = state.payment.payments.get(&seq) else { return about };
            about.risking(payment.sen).of_payment(state, payment)
        }
        _ => about,
    }
}
