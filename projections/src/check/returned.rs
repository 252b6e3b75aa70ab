//! A33: payments that came back from the bank and were not repaired.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A33",
    version: 1,
    en: "returned payment not repaired in time",
    title_id: "retur tidak diselesaikan tepat waktu",
    severity: Severity::High,
    basis: "pedoman retur SP2D; PER-30/PB/2014",
    parameters: &[Parameter::ReturnRepairDays],
    deterministic: false,
    watches: true,
    looks_at: "each return and the working days until it was sent again or refunded",
    make: || Box::<Returned>::default(),
}];

/// A day and the event of that day.
type On = (Date, u64);

#[derive(Default)]
struct Returned {
    /// Returns: payment, when.
    returns: Vec<(u64, On)>,
    /// How payments that had come back were repaired.
    repairs: FxHashMap<u64, Vec<On>>,
}

impl Check for Returned {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        let on = (fact.envelope.occurred_on, fact.seq);
        let repaired = match &fact.event {
            Event::PaymentReturned(body) => {
                self.returns.push((body.payment.0, on));
                return;
            }
            Event::PaymentReissued(body) => body.payment.0,
            Event::RefundDeposited(body) => match body.payment {
                Some(payment) => payment.0,
                None => return,
            },
            _ => return,
        };
        self.repairs.entry(repaired).or_default().push(on);
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for (seq, (day, event)) in &self.returns {
            let Some(payment) = state.payment.payments.get(seq) else { continue };
            let place = Place::of_payment(state, payment);
            let rule = Parameter::ReturnRepairDays;
            let Some(limit) = rules.number(rule, place.programme.as_ref(), *day, *event) else {
                verdict.lacks_rule(rule);
                continue;
            };
            let repairs = self.repairs.get(seq).into_iter().flatten();
            let repaired = repairs.filter(|(_, repair)| repair > event).min();
            // Money that is still there although something was refunded is not repaired.
            let repaired = repaired.filter(|_| payment.returned <= 0);
            let until = repaired.map_or(view.today(), |(day, _)| *day);
            let days = state.working_days(*day, until);
            if days <= limit {
                continue;
            }
            let (sen, risk) = (rupiah(payment.sen), payment.returned);
            let what = match repaired {
                None => said!(
                    "{sen} came back on {day} and wait for {days} working days; {limit} are allowed",
                    "{sen} diretur {day} dan menunggu {days} hari kerja; batas {limit}"
                ),
                Some((on, _)) => said!(
                    "{sen} came back on {day} and were repaired on {on}, after {days} working days; {limit} are allowed",
                    "{sen} diretur {day} dan baru diselesaikan {on}, sesudah {days} hari kerja; batas {limit}"
                ),
            };
            let evidence = [*seq, *event].into_iter().chain(repaired.map(|(_, seq)| *seq));
            verdict.add((Object::Payment, *seq), evidence, risk, place, what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}
