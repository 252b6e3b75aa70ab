//! A14: paid to somebody who stands in no decree, or before the decree.

use jejak_events::field::Object;
use jejak_events::vocabulary::SppKind;
use jejak_events::{Date, Event, Recorded};
use rustc_hash::FxHashMap;

use crate::central::CreditStage;
use crate::check::{Check, Found, Outcome, Rules};
use crate::payment::{Payment, PaymentStage};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::treasury::Spp;
use crate::view::{Unanswered, View};

/// Payments outside a decree's rows, and credits before its signature.
#[derive(Default)]
pub(super) struct NotInDecree {
    /// Credits before the decree was signed: payment, credit, day, day of signature.
    early: Vec<(u64, u64, Date, Date)>,
    /// Rows and the event that cancelled each.
    cancelled: FxHashMap<u64, u64>,
}

impl Check for NotInDecree {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::DesignationCancelled(body) => {
                self.cancelled.insert(body.designation.0, fact.seq);
            }
            Event::PaymentCredited(body) => {
                let payment = state.payment.payments.get(&body.payment.0);
                let row = payment.and_then(|payment| payment.designation);
                let row = row.and_then(|row| state.decree.designations.get(&row));
                let decree = row.and_then(|row| state.decree.decrees.get(&row.decree));
                let Some(signed) = decree.map(|decree| decree.signed_on) else { return };
                let on = fact.envelope.occurred_on;
                if on < signed {
                    self.early.push((body.payment.0, fact.seq, on, signed));
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for (seq, payment) in state.payment.payments.iter() {
            if payment.stage == PaymentStage::Void {
                continue;
            }
            let spp = state.spp_of_payment(payment);
            let Some((of, spp)) = spp.and_then(|of| Some((of, state.treasury.spps.get(&of)?)))
            else {
                continue;
            };
            if let Some((what, proof)) = self.outside(state, (seq, payment), spp) {
                let evidence = [seq, of].into_iter().chain(proof);
                let about = Found::about(Object::Payment, seq, evidence, what);
                found.push(about.risking(payment.sen).of_payment(state, payment));
            }
        }
        for (seq, credit, on, signed) in &self.early {
            let Some(payment) = state.payment.payments.get(seq) else { continue };
            let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
            let what = said!(
                "credited on {on}, the decree was signed on {signed}",
                "dikreditkan {on}, SK baru ditandatangani {signed}"
            );
            let evidence = [*seq, *credit].into_iter().chain(row.map(|row| row.decree));
            let about = Found::about(Object::Payment, *seq, evidence, what);
            found.push(about.risking(payment.sen).of_payment(state, payment));
        }
        entitled(state, &mut found);
        Ok(Outcome::Found(found))
    }
}

impl NotInDecree {
    /// What is wrong with what a payment stands on, and the events that show it.
    fn outside(
        &self,
        state: &State,
        (seq, payment): (u64, &Payment),
        spp: &Spp,
    ) -> Option<(Said, Vec<u64>)> {
        let Some(row) = payment.designation else {
            let account = state.budget.lines.get(&payment.line)?.account;
            let aid = account.is_bansos() && !account.is_goods();
            return match spp.decree {
                Some(decree) if aid => Some((
                    said!(
                        "paid under decree {decree} without a row of it",
                        "dibayar atas SK {decree} tanpa baris penerima"
                    ),
                    vec![decree],
                )),
                None if aid && spp.basis.is_none() && spp.kind == SppKind::LsThirdParty => Some((
                    said!("aid paid without a decree", "bansos dibayar tanpa SK"),
                    Vec::new(),
                )),
                _ => None,
            };
        };
        let known = state.decree.designations.get(&row)?;
        if let Some(decree) = spp.decree.filter(|decree| *decree != known.decree) {
            let what = said!(
                "row {row} is not of decree {decree}, which the SP2D pays",
                "baris {row} bukan bagian SK {decree} yang dibayar SP2D itu"
            );
            return Some((what, vec![row, decree]));
        }
        let cancelled = self.cancelled.get(&row).copied().filter(|event| *event < seq)?;
        let what = said!(
            "instructed after row {row} was cancelled",
            "diinstruksikan setelah baris {row} dibatalkan"
        );
        Some((what, vec![row, cancelled]))
    }
}

/// The ministry's credits to somebody on no list of the programme.
fn entitled(state: &State, found: &mut Vec<Found>) {
    for (seq, credit) in state.central.credits.iter() {
        let Some(period) = state.central.periods.get(&credit.period) else { continue };
        let ids = state.proposal.ids_of(credit.recipient);
        let mut known = ids.filter_map(|id| state.central.is_entitled(period, id)).peekable();
        let on_no_list = known.peek().is_some() && !known.any(|entitled| entitled);
        if on_no_list && credit.stage != CreditStage::Cancelled {
            let what = said!(
                "on no list of the programme for the period",
                "tidak ada pada daftar program untuk periode itu"
            );
            let evidence = [seq, credit.period];
            let about = Found::about(Object::CentralCredit, seq, evidence, what);
            let about = about.risking(credit.sen).within(credit.region);
            found.push(about.of_programme(period.code.clone()));
        }
    }
}
