//! A34: money that was not spent and did not go back to where it came from.

use jejak_events::vocabulary::SpjKind;
use jejak_events::{Event, Object, Recorded, Stage};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, paid_by, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::accountability::Spj;
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::treasury::SppStage;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A34",
    version: 1,
    en: "unspent money not returned to its treasury",
    title_id: "sisa dana tidak disetor kembali ke kas asal",
    severity: Severity::High,
    basis: "Permendagri 77/2020; PMK 228/2016",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "claims, money not instructed, not taken, reported as unspent or as spent without receipts, and what is left of a ministry's closed period",
    make: || Box::<Unspent>::default(),
}];

#[derive(Default)]
struct Unspent {
    /// The events that said that a payment was not taken.
    unclaimed: FxHashMap<u64, Vec<u64>>,
    /// What went back of a decree's row: event and sen.
    refunds: FxHashMap<u64, Vec<(u64, i64)>>,
    /// The events that closed the spending of a row.
    closed: FxHashMap<u64, Vec<u64>>,
}

impl Check for Unspent {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::AidUnclaimed(body) => {
                self.unclaimed.entry(body.payment.0).or_default().push(fact.seq);
            }
            Event::RefundDeposited(body) => {
                let payment = body.payment.and_then(|it| state.payment.payments.get(&it.0));
                if let Some(row) = payment.and_then(|payment| payment.designation) {
                    let refund = (fact.seq, body.amount.sen());
                    self.refunds.entry(row).or_default().push(refund);
                }
            }
            Event::SpendingClosed(body) => {
                self.closed.entry(body.designation.0).or_default().push(fact.seq);
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        claims(view, &mut verdict);
        requests(view, &mut verdict);
        self.payments(view, &mut verdict);
        self.reports(view, &mut verdict);
        periods(view, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Claims of which something is still due.
fn claims(view: &View, verdict: &mut Verdict) {
    let state = &view.reading.state;
    let today = view.today();
    for (seq, claim) in state.accountability.claims.iter() {
        if claim.left <= 0 || today <= claim.due {
            continue;
        }
        let (left, due) = (rupiah(claim.left), claim.due);
        let what = said!(
            "{left} of a claim due on {due} did not come back",
            "{left} dari tagihan jatuh tempo {due} belum disetor"
        );
        verdict.add(
            (Object::RefundClaim, seq),
            [seq],
            claim.left,
            Place::of_line(state, claim.line),
            what,
        );
    }
}

/// Money of a decree's SP2D that nobody was instructed to get and that did not go back, once the
/// year is over.
fn requests(view: &View, verdict: &mut Verdict) {
    let state = &view.reading.state;
    for (seq, spp) in state.treasury.spps.iter() {
        let over = view.today() > spp.fiscal_year.last_day();
        if !over || spp.decree.is_none() || spp.stage != SppStage::PaidOut {
            continue;
        }
        let free = spp.free();
        if free <= 0 {
            continue;
        }
        let (sen, year) = (rupiah(free), spp.fiscal_year);
        let what = said!(
            "{sen} of {year} were neither instructed nor sent back",
            "{sen} tahun {year} tidak diinstruksikan dan tidak disetor kembali"
        );
        let evidence = paid_by(view, seq).into_iter().chain([seq]);
        verdict.add((Object::Spp, seq), evidence, free, Place::of_spp(state, spp), what);
    }
}

impl Unspent {
    /// Aid that was not taken, once the year is over.
    fn payments(&self, view: &View, verdict: &mut Verdict) {
        let state = &view.reading.state;
        for (seq, payment) in state.payment.payments.iter().filter(|(_, p)| p.unclaimed > 0) {
            let list = state.payment.lists.get(&payment.list);
            let spp = list.and_then(|list| state.treasury.spps.get(&list.spp));
            let over = spp.is_some_and(|spp| view.today() > spp.fiscal_year.last_day());
            let rests = state.resting(payment, Stage::Unclaimed);
            if !over || rests <= 0 {
                continue;
            }
            let sen = rupiah(rests);
            let what = said!(
                "{sen} were not taken and did not go back",
                "{sen} tidak diambil dan belum disetor kembali"
            );
            let said = self.unclaimed.get(&seq).into_iter().flatten().copied();
            let evidence = said.chain([seq]);
            verdict.add(
                (Object::Payment, seq),
                evidence,
                rests,
                Place::of_payment(state, payment),
                what,
            );
        }
    }

    /// What accepted and submitted reports of a row leave open: unspent money that did not go back, and
    /// money called spent that no receipt shows.
    fn reports(&self, view: &View, verdict: &mut Verdict) {
        let state = &view.reading.state;
        let mut rows: FxHashMap<u64, Vec<(u64, &Spj)>> = FxHashMap::default();
        for (seq, spj) in state.accountability.spjs.iter() {
            if let Some(row) = spj.designation.filter(|_| spj.kind == SpjKind::Recipient) {
                rows.entry(row).or_default().push((seq, spj));
            }
        }
        for (row, reports) in rows {
            self.unspent(view, row, &reports, verdict);
            self.unproven(view, row, &reports, verdict);
        }
    }

    fn unspent(&self, view: &View, row: u64, reports: &[(u64, &Spj)], verdict: &mut Verdict) {
        let accepted =
            |spj: &&(u64, &Spj)| spj.1.outcome == Some(jejak_events::vocabulary::Outcome::Accepted);
        let (mut left, mut evidence) = (0i64, vec![row]);
        for (seq, spj) in reports.iter().filter(accepted) {
            left = left.saturating_add(spj.unspent);
            evidence.push(*seq);
        }
        if left <= 0 {
            return;
        }
        for (event, sen) in self.refunds.get(&row).into_iter().flatten() {
            left = left.saturating_sub(*sen);
            evidence.push(*event);
        }
        if left > 0 {
            let sen = rupiah(left);
            let what = said!(
                "{sen} were reported as not spent and did not go back",
                "{sen} dilaporkan tidak terpakai dan belum disetor kembali"
            );
            let place = Place::of_designation(&view.reading.state, row);
            verdict.add((Object::Designation, row), evidence, left, place, what);
        }
    }

    /// Only rows whose receipts are recorded here can be compared.
    fn unproven(&self, view: &View, row: u64, reports: &[(u64, &Spj)], verdict: &mut Verdict) {
        let state: &State = &view.reading.state;
        let Some(spent) = state.spending.rows.get(&row).filter(|spent| !spent.reports.is_empty())
        else {
            return;
        };
        let closed = reports.iter().filter(|(seq, _)| spent.reports.contains(seq));
        let called: i64 = closed.map(|(_, spj)| spj.spent).fold(0, i64::saturating_add);
        let missing = called.saturating_sub(spent.purchased);
        if missing <= 0 {
            return;
        }
        let (missing_in_words, called) = (rupiah(missing), rupiah(called));
        let what = said!(
            "{called} were reported as spent; no receipt shows {missing_in_words} of it",
            "{called} dilaporkan terpakai; {missing_in_words} tanpa nota"
        );
        let closed = self.closed.get(&row).into_iter().flatten();
        let evidence = closed.chain(&spent.reports).copied();
        verdict.add(
            (Object::Designation, row),
            evidence,
            missing,
            Place::of_designation(state, row),
            what,
        );
    }
}

/// Credits of a ministry of which something is left although their period was closed.
fn periods(view: &View, verdict: &mut Verdict) {
    let state = &view.reading.state;
    for (seq, credit) in state.central.credits.iter() {
        let period = state.central.periods.get(&credit.period);
        let Some(closed) = period.and_then(|period| period.closed) else { continue };
        let stands = credit.stage != crate::central::CreditStage::Cancelled;
        let left = credit.balance();
        if !stands || left <= 0 {
            continue;
        }
        let sen = rupiah(left);
        let what = said!(
            "{sen} are left although its period was closed by event {closed}",
            "{sen} tersisa padahal periodenya ditutup oleh kejadian {closed}"
        );
        verdict.add(
            (Object::CentralCredit, seq),
            [seq, closed],
            left,
            Place::of_central(state, credit),
            what,
        );
    }
}
