//! A29: SLRT and Puskesos whose years of APBN are over.

use jejak_events::date::FiscalYear;
use jejak_events::vocabulary::{Parameter, SourceFamily};
use jejak_events::{Event, Object};

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::said;
use crate::service::{ServiceUnit, Support};
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A29",
    version: 1,
    en: "SLRT or Puskesos without its own budget after the years of APBN",
    title_id: "SLRT/Puskesos tanpa APBD sesudah tahun APBN habis",
    severity: Severity::Medium,
    basis: "APBN membiayai tiga tahun, lalu APBD",
    parameters: &[Parameter::ApbnYears],
    deterministic: false,
    watches: false,
    looks_at: "the support of each SLRT and Puskesos by year and source",
    make: || Box::<Services>::default(),
}];

#[derive(Default)]
struct Services;

impl Check for Services {
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        for (seq, unit) in view.reading.state.service.units.iter() {
            for support in &unit.support {
                supported(view, rules, (seq, unit), support, &mut verdict)?;
            }
            unsupported(view, rules, (seq, unit), &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// A year of support: APBN beyond its years, or APBD without a line.
fn supported(
    view: &View,
    rules: &Rules,
    (seq, unit): (u64, &ServiceUnit),
    support: &Support,
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let year = support.fiscal_year;
    let Some(years) = years(rules, unit, year, support.seq) else {
        verdict.lacks_rule(Parameter::ApbnYears);
        return Ok(());
    };
    let index = i64::from(unit.year_index(year));
    if index <= years {
        return Ok(());
    }
    let sen = rupiah(support.sen);
    let what = if support.family == Some(SourceFamily::Apbn) {
        said!(
            "{sen} of APBN in year {index}; APBN pays for {years} years",
            "{sen} APBN pada tahun ke-{index}; APBN membiayai {years} tahun"
        )
    } else {
        let fact = view.facts.fact(support.seq)?;
        let Event::ServiceSupportSet(body) = &fact.event else { return Ok(()) };
        if body.line.is_some() {
            return Ok(());
        }
        said!(
            "{sen} are to come from APBD in year {index}, and no budget line carries it",
            "{sen} harus dari APBD pada tahun ke-{index}, tetapi tidak ada baris anggarannya"
        )
    };
    let place = Place {
        region: Some(unit.region),
        programme: Some(unit.programme.clone()),
        source: Some(support.source),
    };
    verdict.add((Object::ServiceUnit, seq), [seq, support.seq], support.sen, place, what);
    Ok(())
}

/// Years after those of APBN in which nothing supports a unit that works.
fn unsupported(
    view: &View,
    rules: &Rules,
    (seq, unit): (u64, &ServiceUnit),
    verdict: &mut Verdict,
) {
    let last = unit.until.map_or(view.today(), |until| until.min(view.today())).fiscal_year();
    let years_of_life = (unit.from.fiscal_year().year()..=last.year()).filter_map(FiscalYear::new);
    for year in years_of_life.filter(|year| !unit.supported_in(*year)) {
        let Some(years) = years(rules, unit, year, u64::MAX) else {
            return verdict.lacks_rule(Parameter::ApbnYears);
        };
        let index = i64::from(unit.year_index(year));
        if index <= years {
            continue;
        }
        let place = Place::of_region(unit.region).under(&unit.programme);
        let what = said!(
            "nothing supports it in {year}, its year {index}; APBN pays for {years} years",
            "tidak ada dukungan untuk {year}, tahun ke-{index}; APBN membiayai {years} tahun"
        );
        verdict.add((Object::ServiceUnit, seq), [seq], 0, place, what);
    }
}

fn years(rules: &Rules, unit: &ServiceUnit, year: FiscalYear, seq: u64) -> Option<i64> {
    rules.number(Parameter::ApbnYears, Some(&unit.programme), year.first_day(), seq)
}
