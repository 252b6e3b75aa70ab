//! SLRT and Puskesos: units, support, reports.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::field::Field;
use jejak_events::text::Code;
use jejak_events::vocabulary::{ServiceKind, SourceFamily};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

mod coverage;

pub use coverage::{Coverage, NextSource, Presence};

/// What supports a unit in one year.
#[derive(Debug, Clone, Copy, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Support {
    /// Event that set it.
    pub seq: u64,
    /// Year.
    pub fiscal_year: FiscalYear,
    /// Source.
    pub source: SourceCode,
    /// Family of the source, where it is registered.
    pub family: Option<SourceFamily>,
    /// Sen.
    pub sen: i64,
}

/// A service unit.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct ServiceUnit {
    /// What kind.
    pub kind: ServiceKind,
    /// Programme that supports it.
    pub programme: Code,
    /// Where.
    pub region: Region,
    /// First day.
    pub from: Date,
    /// Last day, once it closed.
    pub until: Option<Date>,
    /// What supports it, in the order in which it was set.
    pub support: Vec<Support>,
    /// Cases that came in, all months together.
    pub received: u64,
    /// Cases referred, all months together.
    pub referred: u64,
    /// Cases resolved, all months together.
    pub resolved: u64,
}

impl ServiceUnit {
    /// Which year of its life a fiscal year is, from 1; 0 and less before it was founded.
    pub fn year_index(&self, year: FiscalYear) -> i32 {
        i32::from(year.year()).saturating_sub(self.from.year()).saturating_add(1)
    }

    /// Whether anything supports it in a year.
    pub fn supported_in(&self, year: FiscalYear) -> bool {
        self.support.iter().any(|support| support.fiscal_year == year)
    }

    /// Years up to one in which APBN supported it, ascending.
    pub fn apbn_years_until(&self, last: FiscalYear) -> Vec<FiscalYear> {
        let of_apbn = |support: &&Support| {
            support.family == Some(SourceFamily::Apbn) && support.fiscal_year <= last
        };
        let years = self.support.iter().filter(of_apbn).map(|support| support.fiscal_year);
        let mut years: Vec<FiscalYear> = years.collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Services {
    /// Units by sequence number.
    pub units: Rows<ServiceUnit>,
    /// Units of each kind and region, in the order of their events.
    pub of_region: Table<(ServiceKind, Region), Vec<u64>>,
    /// Months that a unit reported on, with the first report.
    pub reported: Table<(u64, Month), u64>,
    /// The last day on which somebody looked and found none.
    pub absent: Table<(ServiceKind, Region), Date>,
}

tables!(Services { units, of_region, reported, absent });

impl Services {
    /// The open unit of a kind in a region, the one founded first.
    pub fn open_in(&self, kind: ServiceKind, region: Region) -> Option<u64> {
        let units = self.of_region.get(&(kind, region)).into_iter().flatten().copied();
        units.into_iter().find(|seq| self.units.get(seq).is_some_and(|unit| unit.until.is_none()))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.service;
    match &fact.event {
        Event::ServiceUnitFounded(body) => {
            area.of_region.edit_or_default(&(body.kind, body.region)).push(fact.seq);
            let unit = ServiceUnit {
                kind: body.kind,
                programme: body.programme.clone(),
                region: body.region,
                from: body.from,
                until: None,
                support: Vec::new(),
                received: 0,
                referred: 0,
                resolved: 0,
            };
            area.units.insert(fact.seq, unit);
        }
        Event::ServiceSupportSet(body) => {
            let Some(unit) = area.units.edit(&body.unit.0) else { return };
            let family = state.reference.sources.get(&body.source).map(|source| source.family);
            unit.support.push(Support {
                seq: fact.seq,
                fiscal_year: body.fiscal_year,
                source: body.source,
                family,
                sen: body.amount.sen(),
            });
        }
        Event::ServiceReported(body) => {
            let key = (body.unit.0, body.month);
            if !area.reported.contains(&key) {
                area.reported.insert(key, fact.seq);
            }
            let Some(unit) = area.units.edit(&body.unit.0) else { return };
            unit.received = unit.received.saturating_add(body.received.into());
            unit.referred = unit.referred.saturating_add(body.referred.into());
            unit.resolved = unit.resolved.saturating_add(body.resolved.into());
        }
        Event::ServiceUnitClosed(body) => {
            let Some(unit) = area.units.edit(&body.unit.0) else { return };
            unit.until = Some(body.until);
        }
        Event::ServiceAbsenceObserved(body) => {
            let on = fact.envelope.occurred_on;
            let key = (body.kind, body.region);
            let last = area.absent.get(&key).map_or(on, |seen| (*seen).max(on));
            area.absent.insert(key, last);
        }
        _ => {}
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let unit = state.service.units.get(&seq).filter(|_| object == Object::ServiceUnit);
    let Some(unit) = unit else { return };
    unit.region.tags(tag);
    tag(Tag::Programme(unit.programme.clone()));
}

/// The state of each object that others rest on, for the state root: 1 when it is over.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, unit) in state.service.units.iter() {
        add(Object::ServiceUnit, seq, u8::from(unit.until.is_some()));
    }
}
