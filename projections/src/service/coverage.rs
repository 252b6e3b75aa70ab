//! Which kabupaten and kota have an SLRT or Puskesos, and what has to pay for it next.

use jejak_events::codes::{Region, RegionLevel};
use jejak_events::date::{Date, FiscalYear};
use jejak_events::vocabulary::{Parameter, ServiceKind};

use super::{ServiceUnit, Services};
use crate::state::State;

/// Whether a region has a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It has so many open units.
    Has(u32),
    /// It has none: somebody looked on this day, or its last one closed then.
    None(Date),
    /// Nobody said.
    Unknown,
}

/// What may pay for a unit in a year (P5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextSource {
    /// APBN may still, and so may APBD.
    ApbnOrApbd,
    /// Only APBD: the years of APBN are over.
    Apbd,
    /// No rule in force says how many years APBN may pay.
    Unknown,
}

/// What is known of the services of one kabupaten or kota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The kabupaten or kota.
    pub region: Region,
    /// Its name.
    pub name: String,
    /// Its SLRT.
    pub slrt: Presence,
    /// Its Puskesos, those of its villages among them.
    pub puskesos: Presence,
    /// Years in which APBN supported its open SLRT.
    pub apbn_years: Vec<FiscalYear>,
    /// What may pay for its open SLRT in the year after; nothing where there is none.
    pub next_source: Option<NextSource>,
}

impl State {
    /// The services of every registered kabupaten and kota, by code, as of the end of a year.
    /// What was founded or observed later does not count.
    pub fn service_coverage(&self, year: FiscalYear) -> Vec<Coverage> {
        let regions = self.reference.region_names.iter();
        let mut regions: Vec<(Region, &String)> = regions
            .filter(|(region, _)| region.level() == RegionLevel::Regency)
            .map(|(region, name)| (*region, name))
            .collect();
        regions.sort_unstable_by_key(|(region, _)| *region);
        let of = |(region, name): (Region, &String)| self.coverage_of(region, name, year);
        regions.into_iter().map(of).collect()
    }

    fn coverage_of(&self, region: Region, name: &str, year: FiscalYear) -> Coverage {
        let on = year.last_day();
        let slrt = self.service.open_units(ServiceKind::Slrt, region, on).next();
        let next = year.year().checked_add(1).and_then(FiscalYear::new);
        Coverage {
            region,
            name: name.to_owned(),
            slrt: self.service.presence(ServiceKind::Slrt, region, on),
            puskesos: self.service.presence(ServiceKind::Puskesos, region, on),
            apbn_years: slrt.map_or_else(Vec::new, |unit| unit.apbn_years_until(year)),
            next_source: slrt.zip(next).map(|(unit, next)| self.next_source(unit, next)),
        }
    }

    /// What may pay for a unit in a year.
    pub fn next_source(&self, unit: &ServiceUnit, year: FiscalYear) -> NextSource {
        match self.apbn_years_of(unit, year) {
            Some(years) if unit.year_index(year) <= years => NextSource::ApbnOrApbd,
            Some(_) => NextSource::Apbd,
            None => NextSource::Unknown,
        }
    }

    /// How many years APBN may pay for a unit, by the rule in force on the first day of a year.
    pub fn apbn_years_of(&self, unit: &ServiceUnit, year: FiscalYear) -> Option<i32> {
        let (what, on) = (Parameter::ApbnYears, year.first_day());
        let rule = self.reference.in_force(what, &unit.programme, on)?;
        i32::try_from(rule.value?).ok()
    }
}

impl Services {
    /// Units of a kind in a region or below it that were open on a day, in the order of events.
    fn open_units(
        &self,
        kind: ServiceKind,
        region: Region,
        on: Date,
    ) -> impl Iterator<Item = &ServiceUnit> {
        self.units.iter().map(|(_, unit)| unit).filter(move |unit| {
            let open = unit.from <= on && unit.until.is_none_or(|until| on < until);
            unit.kind == kind && open && region.contains(unit.region)
        })
    }

    fn presence(&self, kind: ServiceKind, region: Region, on: Date) -> Presence {
        let open = self.open_units(kind, region, on).count();
        if open > 0 {
            return Presence::Has(u32::try_from(open).unwrap_or(u32::MAX));
        }
        // The closing of a region's own unit says that there is none, as an observation does.
        let units = self.of_region.get(&(kind, region)).into_iter().flatten();
        let closed = units.filter_map(|seq| self.units.get(seq)?.until);
        let absent = self.absent.get(&(kind, region)).copied();
        let seen = closed.chain(absent).filter(|day| *day <= on).max();
        seen.map_or(Presence::Unknown, Presence::None)
    }
}
