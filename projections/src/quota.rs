//! Quotas and how many recipients they hold.

use jejak_events::codes::Region;
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::vocabulary::Standing;
use jejak_events::{Event, Recorded};

use crate::state::{State, tables};
use crate::table::Table;

/// Programme (by its number in this ledger), region and year.
pub type QuotaKey = (u16, Region, FiscalYear);

/// A quota in force.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Quota {
    /// Number of recipients that it allows.
    pub count: u32,
    /// Own quotas guard our designations, others are observed.
    pub standing: Standing,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Quotas {
    /// Quotas in force.
    pub quotas: Table<QuotaKey, Quota>,
    /// Rows designated and not cancelled, by programme, region and year: each row counts for its
    /// region and for every region above.
    pub active: Table<QuotaKey, u32>,
    /// Each count that a quota had, with the day from which it held; in the order of events.
    pub steps: Table<QuotaKey, Vec<(Date, u32)>>,
    /// How many places more or less are held from a month on, by programme and region: each place
    /// counts for its region and for every region above. Months ascend.
    pub held: Table<(u16, Region), Vec<(Month, i64)>>,
}

tables!(Quotas { quotas, active, steps, held });

impl Quotas {
    /// The count of a quota in a month: the last that held within it. The first one of a year
    /// holds from the beginning of the year, whenever its decree came.
    pub fn count_in(&self, key: &QuotaKey, month: Month) -> Option<u32> {
        count_at(self.steps.get(key)?, month)
    }

    /// Places held in a region in a month.
    pub fn held_in(&self, programme: u16, region: Region, month: Month) -> u32 {
        let changes = self.held.get(&(programme, region)).map_or(&[][..], Vec::as_slice);
        let until = changes.iter().take_while(|(from, _)| *from <= month);
        let sum = until.fold(0i64, |sum, (_, more)| sum.saturating_add(*more));
        u32::try_from(sum.max(0)).unwrap_or(u32::MAX)
    }
}

/// The last of a history of counts that held within a month.
pub(crate) fn count_at(steps: &[(Date, u32)], month: Month) -> Option<u32> {
    let begun = steps.iter().filter(|(from, _)| *from <= month.last_day());
    let last = begun.max_by_key(|(from, _)| *from).or_else(|| steps.first());
    last.map(|(_, count)| *count)
}

impl State {
    /// The key of a quota for a programme in a region; the region itself, not its parents.
    pub fn quota_key(
        &self,
        programme: &jejak_events::Code,
        region: Region,
        year: FiscalYear,
    ) -> Option<QuotaKey> {
        Some((self.reference.programmes.get(programme)?.index, region, year))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let day = fact.envelope.occurred_on;
    match &fact.event {
        Event::QuotaSet(body) => {
            let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
            let Some(key) = key else { return };
            state.quota.quotas.insert(key, Quota { count: body.count, standing: body.standing });
            state.quota.steps.edit_or_default(&key).push((day, body.count));
        }
        Event::QuotaChanged(body) => {
            let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
            let Some(key) = key else { return };
            if let Some(quota) = state.quota.quotas.edit(&key) {
                quota.count = body.to_count;
                state.quota.steps.edit_or_default(&key).push((day, body.to_count));
            }
        }
        _ => {}
    }
}

/// Counts a row of a decree in or out.
pub(crate) fn count(state: &mut State, (programme, region, year): QuotaKey, more: bool) {
    for region in region.ancestors() {
        let active = state.quota.active.edit_or_default(&(programme, region, year));
        *active = if more { active.saturating_add(1) } else { active.saturating_sub(1) };
    }
}

/// Counts a place in or out, from a month on.
pub(crate) fn hold(state: &mut State, programme: u16, region: Region, from: Month, more: bool) {
    let step = if more { 1 } else { -1 };
    for region in region.ancestors() {
        let changes = state.quota.held.edit_or_default(&(programme, region));
        match changes.binary_search_by_key(&from, |(month, _)| *month) {
            Ok(at) => {
                if let Some((_, sum)) = changes.get_mut(at) {
                    *sum = sum.saturating_add(step);
                }
            }
            Err(at) => changes.insert(at, (from, step)),
        }
    }
}
