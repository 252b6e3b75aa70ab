//! A44: decrees of which a large share reached nobody.

use std::collections::BTreeMap;

use jejak_events::Object;
use jejak_events::codes::Region;
use jejak_events::vocabulary::Parameter;
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, paid_by, percent, rupiah, share};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::decree::{Decree, RowStatus};
use crate::said;
use crate::state::State;
use crate::treasury::SppStage;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A44",
    version: 2,
    en: "large share of a decree not distributed",
    title_id: "bagian penetapan yang tidak tersalur terlalu besar",
    severity: Severity::Medium,
    basis: "temuan pemeriksaan BLT BBM 2022",
    parameters: &[Parameter::UndistributedShare, Parameter::ChannelDays],
    deterministic: false,
    watches: false,
    looks_at: "what of each closed decree reached recipients, by kabupaten and kota; its rows that are short",
    make: || Box::<Undistributed>::default(),
}];

#[derive(Default)]
struct Undistributed;

/// Rows of one kabupaten or kota.
#[derive(Default)]
struct Rows {
    designated: i128,
    open: i128,
    unpaid: u64,
    /// The rows that reached nobody, or not with all of their money.
    short: Vec<u64>,
}

impl Check for Undistributed {
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        let due = due(view, rules);
        let mut sums: FxHashMap<u64, BTreeMap<Region, Rows>> = FxHashMap::default();
        for (seq, row) in state.decree.designations.iter() {
            if !due.contains_key(&row.decree) || row.status == RowStatus::Cancelled {
                continue;
            }
            let region = row.region.regency().unwrap_or(row.region);
            let rows = sums.entry(row.decree).or_default().entry(region).or_default();
            let open = row.sen.saturating_sub(row.received()).max(0);
            rows.designated = rows.designated.saturating_add(row.sen.into());
            rows.open = rows.open.saturating_add(open.into());
            rows.unpaid = rows.unpaid.saturating_add(u64::from(row.received() <= 0));
            rows.short.extend((open > 0).then_some(seq));
        }
        for (seq, regions) in sums {
            let Some(decree) = state.decree.decrees.get(&seq) else { continue };
            report(view, rules, (seq, decree), &regions, &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Closed decrees whose money should have arrived: it left the treasury, and the days of the channel
/// are over, or the year is.
fn due(view: &View, rules: &Rules) -> FxHashMap<u64, u64> {
    let state: &State = &view.reading.state;
    let mut due: FxHashMap<u64, u64> = FxHashMap::default();
    for (seq, spp) in state.treasury.spps.iter() {
        let paid = spp.paid_on.filter(|_| spp.stage == SppStage::PaidOut);
        let (Some(paid), Some(decree)) = (paid, spp.decree) else { continue };
        let known = state.decree.decrees.get(&decree).filter(|decree| decree.closed);
        let Some(known) = known else { continue };
        let days = rules.number(Parameter::ChannelDays, Some(&known.programme), paid, seq);
        let late = days.is_some_and(|days| i64::from(view.today().days_since(paid)) > days);
        if late || view.today() > known.fiscal_year.last_day() {
            due.insert(decree, seq);
        }
    }
    due
}

fn report(
    view: &View,
    rules: &Rules,
    (seq, decree): (u64, &Decree),
    regions: &BTreeMap<Region, Rows>,
    verdict: &mut Verdict,
) {
    let state = &view.reading.state;
    let by = Parameter::UndistributedShare;
    let (programme, on) = (Some(&decree.programme), decree.signed_on);
    let Some(most) = rules.number(by, programme, on, u64::MAX) else {
        verdict.lacks_rule(by);
        return;
    };
    let sum = |of: fn(&Rows) -> i128| regions.values().map(of).fold(0i128, i128::saturating_add);
    let (designated, open) = (sum(|rows| rows.designated), sum(|rows| rows.open));
    let Some(found) = share(open, designated).filter(|found| *found > most) else {
        return;
    };
    let above = regions
        .iter()
        .filter(|(_, rows)| share(rows.open, rows.designated).is_some_and(|found| found > most));
    let above: Vec<String> = above.map(|(region, _)| region.to_string()).collect();
    let (above, rows) = (above.join(" "), regions.values().map(|rows| rows.unpaid).sum::<u64>());
    let sen = i64::try_from(open).unwrap_or(i64::MAX);
    let (in_words, found, most) = (rupiah(sen), percent(found), percent(most));
    let what = said!(with found, most;
        "{in_words}, {found} of the decree, reached nobody ({rows} rows); at most {most} is usual; above it: {above}",
        "{in_words}, {found} dari penetapan, tidak tersalur ({rows} baris); batas wajar {most}; di atasnya: {above}"
    );
    // The request, its payment out, and every row that is short: what the share is made of.
    let drawn = state.treasury.spps.iter().filter(|(_, spp)| spp.decree == Some(seq));
    let drawn = drawn.flat_map(|(spp, _)| paid_by(view, spp).into_iter().chain([spp]));
    let short = regions.values().flat_map(|rows| rows.short.iter().copied());
    let evidence = drawn.chain(short).chain([seq]);
    let region = if regions.len() == 1 { regions.keys().next().copied() } else { None };
    let source = decree.per_line.first().and_then(|(line, _)| Place::of_line(state, *line).source);
    let place = Place { region, programme: Some(decree.programme.clone()), source };
    verdict.add((Object::Decree, seq), evidence, sen, place, what);
}
