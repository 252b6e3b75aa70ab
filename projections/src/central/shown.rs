//! Periods as tables show them: what the ministry's system said and what was credited, used, left
//! and returned, by kabupaten and kota or further down.

use jejak_events::RegionLevel;
use jejak_events::codes::Region;
use jejak_events::vocabulary::CentralStatus;

use super::Sums;
use crate::state::State;

/// One period in one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CentralRow {
    /// The period.
    pub period: u64,
    /// The region.
    pub region: Region,
    /// Newest status that was seen, and the recipients it showed; of kabupaten and kota alone.
    pub status: Option<(CentralStatus, u32)>,
    /// What was credited, used and returned in the region and everything below it.
    pub sums: Sums,
}

impl State {
    /// Periods and regions that have a status or a credit, by period and region: kabupaten and kota
    /// where no region is given, else that region and every region below it.
    pub fn central_rows(&self, period: Option<u64>, within: Option<Region>) -> Vec<CentralRow> {
        let central = &self.central;
        let shown = |(of, region): &(u64, Region)| {
            let here = match within {
                Some(within) => within.contains(*region),
                None => region.level() == RegionLevel::Regency,
            };
            here && period.is_none_or(|period| period == *of)
        };
        let status = central.shown.iter().map(|(key, _)| *key);
        let credited = central.sums.iter().map(|(key, _)| *key);
        let mut keys: Vec<(u64, Region)> = status.chain(credited).filter(shown).collect();
        keys.sort_unstable();
        keys.dedup();
        let row = |(period, region)| CentralRow {
            period,
            region,
            status: central.shown.get(&(period, region)).map(|shown| (shown.status, shown.kpm)),
            sums: central.sums_of(period, region),
        };
        keys.into_iter().map(row).collect()
    }
}
