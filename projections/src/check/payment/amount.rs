//! A15: the amount is not that of the decree, or not that of the rule.

use jejak_events::field::Object;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Event, Month, Recorded, Rupiah};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::central::{Credit, CreditStage, Period};
use crate::check::recipients::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::decree::{Decree, Designation};
use crate::payment::PaymentStage;
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};
use crate::worker::stipend_of;

/// Rows against rules and against what was instructed, payments against what was credited.
#[derive(Default)]
pub(super) struct Amounts {
    /// Rows of KUBe: members of the group when the row was bound to it, and the event.
    grants: FxHashMap<u64, (i64, u64)>,
    /// Credits of PKH and the event that computed what they should be.
    reconciled: FxHashMap<u64, u64>,
    /// Stipends: event, worker, month, sen. Thousands at most.
    stipends: Vec<(u64, u64, Month, i64)>,
}

impl Check for Amounts {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::KubeGrantDesignated(body) => {
                let group = state.kube.groups.get(&body.group.0);
                let members = group.map_or(0, |group| group.members.len());
                let members = i64::try_from(members).unwrap_or(i64::MAX);
                self.grants.insert(body.designation.0, (members, fact.seq));
            }
            Event::PkhStageReconciled(body) => {
                self.reconciled.insert(body.credit.0, fact.seq);
            }
            Event::StipendPaid(body) => {
                self.stipends.push((fact.seq, body.worker.0, body.month, body.amount.sen()));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for (seq, row, decree) in claims::rows(state) {
            let off = self.off_rule(rules, (seq, row), decree).or_else(|| off_row(state, row));
            if let Some((what, risk, proof)) = off {
                let evidence = proof.into_iter().chain([seq]);
                let about = Found::about(Object::Designation, seq, evidence, what);
                found.push(about.risking(risk).of_row(state, row));
            }
        }
        credited(state, &mut found);
        self.ministry(state, rules, &mut found);
        self.stipends(state, rules, &mut found);
        Ok(Outcome::Found(found))
    }
}

/// What is wrong, sen at risk, events that show it.
type Off = (Said, i64, Vec<u64>);

impl Amounts {
    /// A row that is not of the amount that a rule gives.
    fn off_rule(
        &self,
        rules: &Rules,
        (seq, row): (u64, &Designation),
        decree: &Decree,
    ) -> Option<Off> {
        let amount = |what| {
            let rule = rules.enacted(what, Some(&decree.programme), decree.signed_on, seq)?;
            Some((rule.amount?.sen(), rule.seq))
        };
        let unit = amount(Parameter::UnitAmount);
        let grant = self.grants.get(&seq).copied();
        let of_members = grant
            .zip(amount(Parameter::MemberAmount))
            .map(|((members, _), each)| (each.0.saturating_mul(members), each.1));
        let fits = |asked: Option<(i64, u64)>| asked.is_some_and(|(sen, _)| sen == row.sen);
        let due = of_members.or(unit);
        if let Some((sen, rule)) = due.filter(|_| !fits(of_members) && !fits(unit)) {
            let (is, due) = (Rupiah::from_sen(row.sen), Rupiah::from_sen(sen));
            let what =
                said!("Rp{is} where the rule gives Rp{due}", "Rp{is}, menurut aturan Rp{due}");
            let proof = [rule].into_iter().chain(grant.map(|(_, event)| event)).collect();
            return Some((what, row.sen.saturating_sub(sen).saturating_abs(), proof));
        }
        let (cap, rule) = amount(Parameter::AmountCap).filter(|(cap, _)| row.sen > *cap)?;
        let (is, most) = (Rupiah::from_sen(row.sen), Rupiah::from_sen(cap));
        let what =
            said!("Rp{is} where at most Rp{most} is allowed", "Rp{is}, paling banyak Rp{most}");
        Some((what, row.sen.saturating_sub(cap), vec![rule]))
    }

    /// The ministry's credits that are not unit amount x months, or not what components are worth.
    fn ministry(&self, state: &State, rules: &Rules, found: &mut Vec<Found>) {
        for (seq, credit) in state.central.credits.iter() {
            let Some(period) = state.central.periods.get(&credit.period) else { continue };
            if credit.stage == CreditStage::Cancelled {
                continue;
            }
            let Some((due, proof)) = self.due(state, rules, (seq, credit), period) else {
                continue;
            };
            if due != credit.sen {
                let (is, due_rp) = (Rupiah::from_sen(credit.sen), Rupiah::from_sen(due));
                let what = said!(
                    "credited Rp{is} where Rp{due_rp} is due",
                    "dikreditkan Rp{is}, seharusnya Rp{due_rp}"
                );
                let evidence = [seq, credit.period].into_iter().chain(proof);
                let about = Found::about(Object::CentralCredit, seq, evidence, what);
                let risk = credit.sen.saturating_sub(due).saturating_abs();
                let about = about.risking(risk).within(credit.region);
                found.push(about.of_programme(period.code.clone()));
            }
        }
    }

    /// Stipends that are not what a rule gives the role a month.
    fn stipends(&self, state: &State, rules: &Rules, found: &mut Vec<Found>) {
        for (seq, worker, month, sen) in &self.stipends {
            let Some(known) = state.worker.workers.get(worker) else { continue };
            let rule = rules.enacted(stipend_of(known.role), None, month.first_day(), *seq);
            let Some((due, rule)) = rule.and_then(|it| Some((it.amount?.sen(), it.seq))) else {
                continue;
            };
            if due != *sen {
                let (is, due_rp) = (Rupiah::from_sen(*sen), Rupiah::from_sen(due));
                let what = said!(
                    "stipend of {month}: Rp{is} where the rule gives Rp{due_rp}",
                    "tali asih {month}: Rp{is}, menurut aturan Rp{due_rp}"
                );
                let about = Found::about(Object::Worker, *worker, [*worker, *seq, rule], what);
                let risk = sen.saturating_sub(due).saturating_abs();
                found.push(about.risking(risk).within(known.region));
            }
        }
    }

    /// What a ministry's credit should be, and the event that computed it, where one did.
    fn due(
        &self,
        state: &State,
        rules: &Rules,
        (seq, _): (u64, &Credit),
        period: &Period,
    ) -> Option<(i64, Option<u64>)> {
        if let Some(expected) = state.pkh.reconciled.get(&seq) {
            return Some((expected.sen(), self.reconciled.get(&seq).copied()));
        }
        let each = |sum: i64, month: Month| {
            let of =
                rules.sen(Parameter::UnitAmount, Some(&period.code), month.first_day(), seq)?;
            sum.checked_add(of)
        };
        Some((period.months().try_fold(0, each)?, None))
    }
}

/// A row whose instructions are above it, or below it although no tranche is left.
fn off_row(state: &State, row: &Designation) -> Option<Off> {
    let all = row.tranches > 0 && row.tranches_taken.count_ones() >= u32::from(row.tranches);
    let differs = row.instructed > row.sen || (all && row.instructed < row.sen);
    if !differs || !state.decree.decrees.contains(&row.decree) {
        return None;
    }
    let (is, due) = (Rupiah::from_sen(row.instructed), Rupiah::from_sen(row.sen));
    let what = said!(
        "instructed Rp{is}, the decree gives Rp{due}",
        "diinstruksikan Rp{is}, menurut SK Rp{due}"
    );
    Some((what, row.instructed.saturating_sub(row.sen).saturating_abs(), vec![row.decree]))
}

/// Payments whose standing credits do not make what was instructed.
fn credited(state: &State, found: &mut Vec<Found>) {
    let credits = state.payment.credits.iter().filter(|(_, credit)| credit.reversed_by.is_none());
    let odd = |(_, credit): &(u64, &crate::payment::Credit)| {
        let payment = state.payment.payments.get(&credit.payment);
        payment.is_some_and(|it| credit.surplus > 0 || credit.explained != it.sen)
    };
    let odd: FxHashSet<u64> = credits.filter(odd).map(|(_, credit)| credit.payment).collect();
    if odd.is_empty() {
        return;
    }
    let mut sums: FxHashMap<u64, (i64, Vec<u64>)> = FxHashMap::default();
    for (seq, credit) in state.payment.credits.iter() {
        if credit.reversed_by.is_none() && odd.contains(&credit.payment) {
            let (sum, seqs) = sums.entry(credit.payment).or_default();
            *sum = sum.saturating_add(credit.explained).saturating_add(credit.surplus);
            seqs.push(seq);
        }
    }
    for (seq, (sum, seqs)) in sums {
        let Some(payment) = state.payment.payments.get(&seq) else { continue };
        if sum == payment.sen || payment.stage == PaymentStage::Void {
            continue;
        }
        let (is, due) = (Rupiah::from_sen(sum), Rupiah::from_sen(payment.sen));
        let what = said!(
            "credited Rp{is}, instructed Rp{due}",
            "dikreditkan Rp{is}, diinstruksikan Rp{due}"
        );
        let evidence = seqs.into_iter().chain([seq]);
        let about = Found::about(Object::Payment, seq, evidence, what);
        let risk = sum.saturating_sub(payment.sen).saturating_abs();
        found.push(about.risking(risk).of_payment(state, payment));
    }
}
