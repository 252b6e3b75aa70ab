//! Quotas and how many recipients they hold.

use jejak_events::codes::Region;
use jejak_events::date::FiscalYear;
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
}

tables!(Quotas { quotas, active });

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
    match &fact.event {
        Event::QuotaSet(body) => {
            let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
            let Some(key) = key else { return };
            state.quota.quotas.insert(key, Quota { count: body.count, standing: body.standing });
        }
        Event::QuotaChanged(body) => {
            let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
            if let Some(quota) = key.and_then(|key| state.quota.quotas.edit(&key)) {
                quota.count = body.to_count;
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
