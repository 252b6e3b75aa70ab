//! A28: advances that are not accounted for in time.

use jejak_events::vocabulary::{CashMoveReason, Outcome as Found, Parameter, SppKind};
use jejak_events::{Date, Event, FiscalYear, Kind, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, paid_by, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::treasury::Spp;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A28",
    version: 1,
    en: "advance not accounted for in time",
    title_id: "UP/TU tidak dipertanggungjawabkan tepat waktu",
    severity: Severity::High,
    basis: "Permendagri 77/2020: TU satu bulan, UP paling lambat 31 Desember",
    parameters: &[Parameter::TuDays],
    deterministic: false,
    watches: true,
    looks_at: "reports and refunds of each TU within its days, and what of an UP is open on 31 December",
    make: || Box::<Advances>::default(),
}];

/// Money of an advance that came back into the treasury.
struct Return {
    seq: u64,
    on: Date,
    sen: i64,
}

#[derive(Default)]
struct Advances {
    returns: FxHashMap<(u64, FiscalYear), Vec<Return>>,
}

impl Check for Advances {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let Event::CashTransferred(body) = &fact.event else { return };
        if body.reason != CashMoveReason::AdvanceReturn {
            return;
        }
        let Some(from) = state.cash.accounts.get(&body.from.0) else { return };
        let key = (from.organisation, fact.envelope.fiscal_year);
        let (seq, on, sen) = (fact.seq, fact.envelope.occurred_on, body.amount.sen());
        self.returns.entry(key).or_default().push(Return { seq, on, sen });
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        for (seq, spp) in view.reading.state.treasury.spps.iter() {
            let Some(paid) = spp.paid_on else { continue };
            match spp.kind {
                SppKind::Tu => additional(view, rules, (seq, spp, paid), &mut verdict)?,
                SppKind::Up => self.revolving(view, (seq, spp), &mut verdict),
                _ => {}
            }
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// TU: what accepted reports and refunds cover within the days of the rule.
fn additional(
    view: &View,
    rules: &Rules,
    (seq, spp, paid): (u64, &Spp, Date),
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let Some(days) = rules.number(Parameter::TuDays, None, paid, seq) else {
        verdict.lacks_rule(Parameter::TuDays);
        return Ok(());
    };
    let due = paid.checked_add_days(i32::try_from(days).unwrap_or(i32::MAX)).unwrap_or(paid);
    if view.today() <= due {
        return Ok(());
    }
    let (mut in_time, mut evidence) = (0i64, vec![seq]);
    let kinds = [Kind::SpjSubmitted, Kind::RefundDeposited, Kind::Sp2dPaidOut];
    for event in events_of(view, Object::Spp, seq, &kinds)? {
        let fact = view.facts.fact(event)?;
        evidence.push(event);
        if fact.envelope.occurred_on <= due {
            in_time = in_time.saturating_add(covered(&view.reading.state, &fact));
        }
    }
    let missing = spp.net().saturating_sub(in_time);
    if missing <= 0 {
        return Ok(());
    }
    let open = spp.to_account().max(0);
    let (missing_in_words, open_in_words) = (rupiah(missing), rupiah(open));
    let what = said!(
        "{missing_in_words} of a TU were not accounted for by {due}; {open_in_words} are still open",
        "{missing_in_words} dari TU belum dipertanggungjawabkan sampai {due}; {open_in_words} masih terbuka"
    );
    verdict.add(
        (Object::Spp, seq),
        evidence,
        missing,
        Place::of_spp(&view.reading.state, spp),
        what,
    );
    Ok(())
}

/// Sen of a TU that a report or refund covers.
fn covered(state: &State, fact: &Recorded) -> i64 {
    match &fact.event {
        Event::SpjSubmitted(body) => {
            let spj = state.accountability.spjs.get(&fact.seq);
            let accepted = spj.is_some_and(|spj| spj.outcome == Some(Found::Accepted));
            if accepted { body.spent.sen() } else { 0 }
        }
        Event::RefundDeposited(body) => {
            let movement = state.accountability.movements.get(&fact.seq);
            let stands = movement.is_none_or(|movement| movement.reversed_by.is_none());
            if stands { body.amount.sen() } else { 0 }
        }
        _ => 0,
    }
}

impl Advances {
    /// UP: closed by GU Nihil and returns before the year ends.
    fn revolving(&self, view: &View, (seq, spp): (u64, &Spp), verdict: &mut Verdict) {
        let state = &view.reading.state;
        let end = spp.fiscal_year.last_day();
        if view.today() <= end {
            return;
        }
        let of_year = |other: &Spp| {
            other.organisation == spp.organisation && other.fiscal_year == spp.fiscal_year
        };
        let mut evidence: Vec<u64> = paid_by(view, seq).into_iter().chain([seq]).collect();
        let (mut given, mut by_end, mut later) = (0i64, 0i64, 0i64);
        for (other, known) in state.treasury.spps.iter().filter(|(_, known)| of_year(known)) {
            let Some(paid) = known.paid_on else { continue };
            match known.kind {
                SppKind::Up => given = given.saturating_add(known.net()),
                SppKind::GuNil if paid <= end => by_end = by_end.saturating_add(known.sen),
                SppKind::GuNil => later = later.saturating_add(known.sen),
                _ => continue,
            }
            evidence.push(other);
        }
        let returns = self.returns.get(&(spp.organisation, spp.fiscal_year));
        for back in returns.into_iter().flatten() {
            let sum = if back.on <= end { &mut by_end } else { &mut later };
            *sum = sum.saturating_add(back.sen);
            evidence.push(back.seq);
        }
        let open = given.saturating_sub(by_end).min(spp.net());
        if open <= 0 {
            return;
        }
        let (open_in_words, later) = (rupiah(open), rupiah(later));
        let what = said!(
            "{open_in_words} of an UP were open on {end}; {later} were settled later",
            "{open_in_words} dari UP masih terbuka pada {end}; {later} diselesaikan kemudian"
        );
        verdict.add((Object::Spp, seq), evidence, open, Place::of_spp(state, spp), what);
    }
}
