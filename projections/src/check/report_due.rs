//! A37: reports that are late or missing.

use std::collections::BTreeMap;

use jejak_events::vocabulary::{Outcome as Found, Parameter, RecipientType, SpjKind};
use jejak_events::{Date, Object, Region};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, paid_by, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::accountability::Spj;
use crate::decree::{Designation, RowStatus};
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A37",
    version: 2,
    en: "report late or missing",
    title_id: "LPJ/SPJ terlambat atau tidak ada",
    severity: Severity::High,
    basis: "Permendagri 32/2011 jo. 99/2019: LPJ penerima; Permendagri 77/2020: SPJ TU",
    parameters: &[Parameter::ReportDueDay, Parameter::TuDays],
    deterministic: false,
    watches: false,
    looks_at: "rows that received aid without an accepted report after the due day (those of people and families together, by decree and kabupaten or kota), and reports on TU after their days",
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

/// Rows of one decree in one kabupaten or kota of which no report came.
#[derive(Default)]
struct Missing {
    sen: i64,
    rows: Vec<u64>,
}

/// What is missing, by decree and kabupaten or kota.
type ByDecree = BTreeMap<(u64, Region), Missing>;

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
                advance(view, rules, (seq, spj), &mut verdict);
            }
        }
        let mut of_decree = ByDecree::new();
        for (seq, row) in state.decree.designations.iter() {
            let received = row.received() > 0 || of_row.contains_key(&seq);
            if received && row.status != RowStatus::Cancelled {
                one(view, rules, (seq, row), &of_row, &mut of_decree, &mut verdict);
            }
        }
        for ((decree, region), missing) in of_decree {
            many(state, (decree, region), &missing, &mut verdict);
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
    of_decree: &mut ByDecree,
    verdict: &mut Verdict,
) {
    let state = &view.reading.state;
    let Some(due) = due(state, rules, row, seq) else {
        verdict.lacks_rule(Parameter::ReportDueDay);
        return;
    };
    let handed = of_row.get(&seq);
    let accepted = handed.and_then(|handed| handed.accepted.first().copied());
    if let Some(report) = accepted {
        let on = state.accountability.spjs.get(&report).map_or(due, |spj| spj.on);
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
        return;
    }
    // A report that was not accepted is none, whenever it is due.
    let refused = handed.is_some_and(|handed| {
        let of = |seq: &u64| state.accountability.spjs.get(seq).and_then(|spj| spj.outcome);
        handed.all.iter().all(|seq| of(seq).is_some())
    });
    if view.today() <= due && !refused {
        return;
    }
    let alone =
        !matches!(row.recipient_type, Some(RecipientType::Individual | RecipientType::Family));
    if !alone && !refused {
        let region = row.region.regency().unwrap_or(row.region);
        let missing = of_decree.entry((row.decree, region)).or_default();
        missing.sen = missing.sen.saturating_add(row.received());
        missing.rows.push(seq);
        return;
    }
    let (sen, reports) = (row.received(), handed.map_or(&[][..], |handed| &handed.all));
    let in_words = rupiah(sen);
    let what = said!(
        "{in_words} received, no accepted report; due on {due}",
        "{in_words} diterima, belum ada LPJ yang diterima; batas {due}"
    );
    let evidence = reports.iter().copied().chain([seq]);
    verdict.add((Object::Designation, seq), evidence, sen, Place::of_row(state, row), what);
}

fn many(state: &State, (decree, region): (u64, Region), missing: &Missing, verdict: &mut Verdict) {
    let (rows, sen) = (missing.rows.len(), rupiah(missing.sen));
    let place = missing.rows.first().map(|row| Place::of_designation(state, *row));
    let place = place.unwrap_or_default();
    let what = said!(
        "{rows} rows of {region} that received {sen} have no accepted report",
        "{rows} baris {region} yang menerima {sen} belum ada LPJ yang diterima"
    );
    let evidence = missing.rows.iter().copied().chain([decree]);
    verdict.add((Object::Decree, decree), evidence, missing.sen, place, what);
}

/// The report on a TU that came after its days.
fn advance(view: &View, rules: &Rules, (seq, spj): (u64, &Spj), verdict: &mut Verdict) {
    let state = &view.reading.state;
    let known = spj.spp.and_then(|spp| Some((spp, state.treasury.spps.get(&spp)?)));
    let Some((spp, known)) = known else { return };
    let Some(paid) = known.paid_on else { return };
    let Some(days) = rules.number(Parameter::TuDays, None, paid, seq) else {
        verdict.lacks_rule(Parameter::TuDays);
        return;
    };
    let took = i64::from(spj.on.days_since(paid));
    if took > days {
        let what = said!(
            "the report on a TU came after {took} days; {days} are allowed",
            "SPJ TU baru masuk sesudah {took} hari; batas {days} hari"
        );
        let evidence = paid_by(view, spp).into_iter().chain([spp, seq]);
        verdict.add((Object::Spj, seq), evidence, 0, Place::of_spp(state, known), what);
    }
}
