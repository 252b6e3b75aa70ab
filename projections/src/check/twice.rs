//! A30: the same thing paid twice.

use jejak_events::{Event, Object, Recorded};
use rustc_hash::{FxHashMap, FxHashSet};

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::payment::PaymentStage;
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A30",
    version: 1,
    en: "paid twice",
    title_id: "dibayar dua kali",
    severity: Severity::Critical,
    basis: "Permendagri 77/2020; juknis program: satu penerima satu kali per tahap",
    parameters: &[],
    deterministic: true,
    watches: true,
    looks_at: "payments of one tranche, bank references, credits of a ministry's period, stipends of a month, insurances of a scheme",
    make: || Box::<Twice>::default(),
}];

#[derive(Default)]
struct Twice {
    /// Credits whose bank reference another credit had used, with that one.
    references: Vec<(u64, u64)>,
    /// Credits of a ministry that came while another of the same period stood, with that one.
    central: Vec<(u64, u64)>,
    /// Stipends by worker and month, as paid: amounts stand in no state.
    stipends: FxHashMap<u64, i64>,
}

impl Check for Twice {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::PaymentCredited(body) => {
                let first = state.payment.references.get(&body.bank_reference).copied();
                let again = first.filter(|first| *first != fact.seq);
                self.references.extend(again.map(|first| (fact.seq, first)));
            }
            Event::CentralAidCredited(body) => {
                let standing = state.central.standing.get(&(body.period.0, body.recipient));
                let before = standing.and_then(|all| all.iter().find(|seq| **seq != fact.seq));
                self.central.extend(before.map(|before| (fact.seq, *before)));
            }
            Event::StipendPaid(body) => {
                let before = state.worker.workers.get(&body.worker.0).and_then(|worker| {
                    let key = (worker.person, body.month, body.source);
                    let all = state.worker.stipends.get(&key)?;
                    all.iter().find(|other| other.role == worker.role && other.seq != fact.seq)
                });
                if before.is_some() {
                    self.stipends.insert(fact.seq, body.amount.sen());
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        rows(state, &mut verdict);
        credits(state, &mut verdict);
        self.references(state, &mut verdict);
        self.central(state, &mut verdict);
        self.stipends(state, &mut verdict);
        insurances(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Payments of one tranche of a row that both reached somebody.
fn rows(state: &State, verdict: &mut Verdict) {
    let reached = |stage| {
        matches!(stage, PaymentStage::Credited | PaymentStage::Unclaimed | PaymentStage::Refunded)
    };
    let key = |row: u64, tranche: u8| row << 8 | u64::from(tranche);
    let paid = || {
        let payments = state.payment.payments.iter();
        payments.filter(|(_, payment)| reached(payment.stage) && payment.credited > 0)
    };
    // A word per payment, sorted, instead of a map of all of them: tranches paid twice are rare.
    let mut keys: Vec<u64> =
        paid().filter_map(|(_, p)| Some(key(p.designation?, p.tranche))).collect();
    keys.sort_unstable();
    let twice = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    let twice: FxHashSet<u64> = twice.collect();
    let mut first: FxHashMap<u64, u64> = FxHashMap::default();
    for (seq, payment) in paid().filter(|_| !twice.is_empty()) {
        let Some(row) = payment.designation else { continue };
        let key = key(row, payment.tranche);
        if !twice.contains(&key) {
            continue;
        }
        let before = *first.entry(key).or_insert(seq);
        if before == seq {
            continue;
        }
        let tranche = payment.tranche;
        let what = said!(
            "tranche {tranche} of row {row} was paid by payment {before} before",
            "tahap {tranche} dari baris {row} sudah dibayar oleh pembayaran {before}"
        );
        let place = Place::of_payment(state, payment);
        verdict.add((Object::Payment, seq), [before, seq], payment.credited, place, what);
    }
}

/// Credits beyond what their payment was instructed for.
fn credits(state: &State, verdict: &mut Verdict) {
    let standing = state.payment.credits.iter().filter(|(_, credit)| credit.reversed_by.is_none());
    for (seq, credit) in standing.filter(|(_, credit)| credit.first.is_none() && credit.surplus > 0)
    {
        let Some(payment) = state.payment.payments.get(&credit.payment) else { continue };
        let sen = rupiah(credit.surplus);
        let what = said!(
            "credited again: {sen} beyond the instruction",
            "dikreditkan lagi: {sen} di luar instruksi"
        );
        let place = Place::of_payment(state, payment);
        let evidence = [credit.payment, seq];
        verdict.add((Object::Payment, credit.payment), evidence, credit.surplus, place, what);
    }
}

impl Twice {
    fn references(&self, state: &State, verdict: &mut Verdict) {
        for (seq, first) in &self.references {
            let (Some(one), Some(other)) =
                (state.payment.credits.get(first), state.payment.credits.get(seq))
            else {
                continue;
            };
            if one.reversed_by.is_some() || other.reversed_by.is_some() {
                continue;
            }
            let Some(payment) = state.payment.payments.get(&other.payment) else { continue };
            let what = said!(
                "the bank reference is that of credit {first}",
                "referensi bank sama dengan kredit {first}"
            );
            let place = Place::of_payment(state, payment);
            let sen = other.explained.saturating_add(other.surplus);
            verdict.add((Object::Payment, other.payment), [*first, *seq], sen, place, what);
        }
    }

    fn central(&self, state: &State, verdict: &mut Verdict) {
        for (seq, before) in &self.central {
            let Some(credit) = state.central.credits.get(seq) else { continue };
            let other = state.central.credits.get(before);
            let stands = |credit: &crate::central::Credit| {
                credit.stage != crate::central::CreditStage::Cancelled
            };
            let both = stands(credit) && other.is_some_and(stands);
            let sen = if both { credit.sen } else { 0 };
            let what = if both {
                said!(
                    "credited for the same period as credit {before}",
                    "dikreditkan untuk periode yang sama dengan kredit {before}"
                )
            } else {
                said!(
                    "credited for the same period as credit {before}; one of them was recalled",
                    "dikreditkan untuk periode yang sama dengan kredit {before}; salah satunya ditarik"
                )
            };
            let place = Place::of_central(state, credit);
            verdict.add((Object::CentralCredit, *seq), [*before, *seq], sen, place, what);
        }
    }

    fn stipends(&self, state: &State, verdict: &mut Verdict) {
        for ((person, month, source), all) in
            state.worker.stipends.iter().filter(|(_, a)| a.len() > 1)
        {
            for (at, stipend) in all.iter().enumerate() {
                let mut before = all.iter().take(at).filter(|other| other.role == stipend.role);
                let Some(first) = before.next() else { continue };
                let mut workers = state.worker.of_person.get(person).into_iter().flatten();
                let worker = workers.find_map(|seq| state.worker.workers.get(seq));
                let region = worker.map(|worker| worker.region);
                let place = Place { region, programme: None, source: Some(*source) };
                let sen = self.stipends.get(&stipend.seq).copied().unwrap_or(0);
                let before = first.seq;
                let what = said!(
                    "the stipend of {month} had been paid by event {before}",
                    "tali asih {month} sudah dibayar oleh kejadian {before}"
                );
                verdict.add((Object::Event, stipend.seq), [before, stipend.seq], sen, place, what);
            }
        }
    }
}

/// One person covered twice by a scheme on the same days.
fn insurances(state: &State, verdict: &mut Verdict) {
    for (_, seqs) in state.welfare.covers.iter().filter(|(_, seqs)| seqs.len() > 1) {
        for (at, seq) in seqs.iter().enumerate() {
            let Some(known) = state.welfare.insurances.get(seq) else { continue };
            let mut before = seqs.iter().take(at).filter(|other| {
                let other = state.welfare.insurances.get(other);
                other.is_some_and(|o| o.from <= known.last_day() && known.from <= o.last_day())
            });
            let Some(before) = before.next() else { continue };
            let payment = known.payment.and_then(|seq| state.payment.payments.get(&seq));
            let place = payment.map(|payment| Place::of_payment(state, payment));
            let what = said!(
                "insured in the same scheme for days that insurance {before} covers",
                "dijamin dalam skema yang sama untuk hari yang sudah dijamin oleh {before}"
            );
            let (subject, evidence) = ((Object::Insurance, *seq), [*before, *seq]);
            verdict.add(subject, evidence, 0, place.unwrap_or_default(), what);
        }
    }
}
