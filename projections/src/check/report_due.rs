//! A37: reports that are late or missing.

use jejak_events::vocabulary::{Outcome as Found, Parameter, RecipientType, SpjKind};
use jejak_events::{Date, Object};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::decree::{Designation, RowStatus};
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A37",
    version: 1,
    en: "report late or missing",
    title_id: "LPJ/SPJ terlambat atau tidak ada",
    severity: Severity::High,
    basis: "Permendagri 32/2011 jo. 99/2019: LPJ penerima; Permendagri 77/2020: SPJ TU",
    parameters: &[Parameter::ReportDueDay, Parameter::TuDays],
    deterministic: false,
    watches: false,
    looks_at: "rows that received aid without an accepted report after the due day, and reports on TU after their days",
    make: || Box::<Reports>::default(),
}];

#[derive(Default)]
struct Reports;

/// The reports of a row or request.
#[derive(Default)]
struct Handed {
    /// Reports submitted.
    all: Vec<u64>,
    /// Those accepted.
    accepted: Vec<u64>,
}

/// Rows of one decree of which no report came.
#[derive(Default)]
struct Missing {
    rows: u64,
    sen: i64,
    first: Vec<u64>,
}

impl Check for Reports {
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        let mut of_row: FxHashMap<u64, Handed> = FxHashMap::default();
        for (seq, spj) in state.accountability.spjs.iter() {
            if let Some(row) = spj.designation.filter(|_| spj.kind == SpjKind::Recipient) {
                let handed = of_row.entry(row).or_default();
                handed.all.push(seq);
                handed.accepted.extend((spj.outcome == Some(Found::Accepted)).then_some(seq));
            }
            if spj.kind == SpjKind::AdditionalAdvance {
                advance(view, rules, seq, spj.spp, &mut verdict)?;
            }
        }
        let mut of_decree: FxHashMap<u64, Missing> = FxHashMap::default();
        for (seq, row) in state.decree.designations.iter() {
            let received = row.received() > 0 || of_row.contains_key(&seq);
            if received && row.status != RowStatus::Cancelled {
                one(view, rules, (seq, row), &of_row, &mut of_decree, &mut verdict)?;
            }
        }
        for (decree, missing) in of_decree {
            many(state, decree, &missing, &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// The last day for the reports on a decree's rows; nothing where no rule says.
fn due(state: &State, rules: &Rules, row: &Designation, seq: u64) -> Option<Date> {
    let decree = state.decree.decrees.get(&row.decree)?;
    let end = decree.fiscal_year.last_day();
    let by = Parameter::ReportDueDay;
    let days = rules.number(by, Some(&decree.programme), end, seq.saturating_add(1))?;
    end.checked_add_days(i32::try_from(days).ok()?)
}

/// A row: groups and institutions report one by one, people and families as a decree.
fn one(
    view: &View,
    rules: &Rules,
    (seq, row): (u64, &Designation),
    of_row: &FxHashMap<u64, Handed>,
    of_decree: &mut FxHashMap<u64, Missing>,
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let Some(due) = due(state, rules, row, seq) else {
        verdict.lacks_rule(Parameter::ReportDueDay);
        return Ok(());
    };
    let handed = of_row.get(&seq);
    let accepted = handed.and_then(|handed| handed.accepted.first().copied());
    if let Some(report) = accepted {
        let on = view.facts.fact(report)?.envelope.occurred_on;
        if on > due {
            let what = said!(
                "its report came on {on}; it was due on {due}",
                "LPJ-nya baru masuk {on}; batasnya {due}"
            );
            verdict.add(
                (Object::Designation, seq),
                [seq, report],
                0,
                Place::of_row(state, row),
                what,
            );
        }
        return Ok(());
    }
    // A report that was not accepted is none, whenever it is due.
    let refused = handed.is_some_and(|handed| {
        let of = |seq: &u64| state.accountability.spjs.get(seq).and_then(|spj| spj.outcome);
        handed.all.iter().all(|seq| of(seq).is_some())
    });
    if view.today() <= due && !refused {
        return Ok(());
    }
    let alone =
        !matches!(row.recipient_type, Some(RecipientType::Individual | RecipientType::Family));
    if !alone && !refused {
        let missing = of_decree.entry(row.decree).or_default();
        missing.rows = missing.rows.saturating_add(1);
        missing.sen = missing.sen.saturating_add(row.received());
        if missing.first.len() < 3 {
            missing.first.push(seq);
        }
        return Ok(());
    }
    let (sen, reports) = (row.received(), handed.map_or(&[][..], |handed| &handed.all));
    let in_words = rupiah(sen);
    let what = said!(
        "{in_words} received, no accepted report; due on {due}",
        "{in_words} diterima, belum ada LPJ yang diterima; batas {due}"
    );
    let evidence = reports.iter().copied().chain([seq]);
    verdict.add((Object::Designation, seq), evidence, sen, Place::of_row(state, row), what);
    Ok(())
}

fn many(state: &State, decree: u64, missing: &Missing, verdict: &mut Verdict) {
    let (rows, sen) = (missing.rows, rupiah(missing.sen));
    let place = missing.first.first().map(|row| Place::of_designation(state, *row));
    let place = Place { region: None, ..place.unwrap_or_default() };
    let what = said!(
        "{rows} rows that received {sen} have no accepted report",
        "{rows} baris yang menerima {sen} belum ada LPJ yang diterima"
    );
    let evidence = missing.first.iter().copied().chain([decree]);
    verdict.add((Object::Decree, decree), evidence, missing.sen, place, what);
}

/// The report on a TU that came after its days.
fn advance(
    view: &View,
    rules: &Rules,
    seq: u64,
    spp: Option<u64>,
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let Some((spp, known)) = spp.and_then(|spp| Some((spp, state.treasury.spps.get(&spp)?))) else {
        return Ok(());
    };
    let Some(paid) = known.paid_on else { return Ok(()) };
    let Some(days) = rules.number(Parameter::TuDays, None, paid, seq) else {
        verdict.lacks_rule(Parameter::TuDays);
        return Ok(());
    };
    let on = view.facts.fact(seq)?.envelope.occurred_on;
    let took = i64::from(on.days_since(paid));
    if took > days {
        let what = said!(
            "the report on a TU came after {took} days; {days} are allowed",
            "SPJ TU baru masuk sesudah {took} hari; batas {days} hari"
        );
        verdict.add((Object::Spj, seq), [spp, seq], 0, Place::of_spp(state, known), what);
    }
    Ok(())
}
