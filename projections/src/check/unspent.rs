//! A34: money that was not spent and did not go back to where it came from.

use jejak_events::vocabulary::SpjKind;
use jejak_events::{Kind, Object, Stage};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::accountability::Spj;
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
    watches: false,
    looks_at: "claims, money not instructed, not taken, reported as unspent or as spent without receipts, and what is left of a ministry's closed period",
    make: || Box::<Unspent>::default(),
}];

#[derive(Default)]
struct Unspent;

impl Check for Unspent {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        claims(view, &mut verdict);
        requests(view, &mut verdict)?;
        payments(view, &mut verdict)?;
        reports(view, &mut verdict)?;
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
fn requests(view: &View, verdict: &mut Verdict) -> Result<(), Unanswered> {
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
        let mut evidence = events_of(view, Object::Spp, seq, &[Kind::Sp2dPaidOut])?;
        evidence.push(seq);
        verdict.add((Object::Spp, seq), evidence, free, Place::of_spp(state, spp), what);
    }
    Ok(())
}

/// Aid that was not taken, once the year is over.
fn payments(view: &View, verdict: &mut Verdict) -> Result<(), Unanswered> {
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
        let mut evidence = events_of(view, Object::Payment, seq, &[Kind::AidUnclaimed])?;
        evidence.push(seq);
        verdict.add(
            (Object::Payment, seq),
            evidence,
            rests,
            Place::of_payment(state, payment),
            what,
        );
    }
    Ok(())
}

/// What accepted and submitted reports of a row leave open: unspent money that did not go back, and
/// money called spent that no receipt shows.
fn reports(view: &View, verdict: &mut Verdict) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let mut rows: FxHashMap<u64, Vec<(u64, &Spj)>> = FxHashMap::default();
    for (seq, spj) in state.accountability.spjs.iter() {
        if let Some(row) = spj.designation.filter(|_| spj.kind == SpjKind::Recipient) {
            rows.entry(row).or_default().push((seq, spj));
        }
    }
    for (row, reports) in rows {
        unspent(view, row, &reports, verdict)?;
        unproven(view, row, &reports, verdict)?;
    }
    Ok(())
}

fn unspent(
    view: &View,
    row: u64,
    reports: &[(u64, &Spj)],
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let accepted =
        |spj: &&(u64, &Spj)| spj.1.outcome == Some(jejak_events::vocabulary::Outcome::Accepted);
    let (mut left, mut evidence) = (0i64, vec![row]);
    for (seq, spj) in reports.iter().filter(accepted) {
        left = left.saturating_add(spj.unspent);
        evidence.push(*seq);
    }
    if left <= 0 {
        return Ok(());
    }
    for event in events_of(view, Object::Designation, row, &[Kind::RefundDeposited])? {
        if let jejak_events::Event::RefundDeposited(body) = &view.facts.fact(event)?.event {
            left = left.saturating_sub(body.amount.sen());
            evidence.push(event);
        }
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
    Ok(())
}

/// Only rows whose receipts are recorded here can be compared.
fn unproven(
    view: &View,
    row: u64,
    reports: &[(u64, &Spj)],
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let state: &State = &view.reading.state;
    let Some(spent) = state.spending.rows.get(&row).filter(|spent| !spent.reports.is_empty())
    else {
        return Ok(());
    };
    let closed = reports.iter().filter(|(seq, _)| spent.reports.contains(seq));
    let called: i64 = closed.map(|(_, spj)| spj.spent).fold(0, i64::saturating_add);
    let missing = called.saturating_sub(spent.purchased);
    if missing <= 0 {
        return Ok(());
    }
    let (missing_in_words, called) = (rupiah(missing), rupiah(called));
    let what = said!(
        "{called} were reported as spent; no receipt shows {missing_in_words} of it",
        "{called} dilaporkan terpakai; {missing_in_words} tanpa nota"
    );
    let mut evidence = events_of(view, Object::Designation, row, &[Kind::SpendingClosed])?;
    evidence.extend(spent.reports.iter().copied());
    verdict.add(
        (Object::Designation, row),
        evidence,
        missing,
        Place::of_designation(state, row),
        what,
    );
    Ok(())
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
