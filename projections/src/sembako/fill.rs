//! How far quotas are filled: places that stay unfilled are told as plainly as those in excess.

use jejak_events::RegionLevel;
use jejak_events::codes::Region;
use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;

use crate::quota::count_at;
use crate::state::State;

/// How far the quota of one region is filled in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FillRate {
    /// The region.
    pub region: Region,
    /// Places allowed; `None` where nobody set or allocated any.
    pub quota: Option<u32>,
    /// Places held.
    pub active: u32,
}

impl FillRate {
    /// Places that nobody holds; not decidable without a quota.
    pub fn unfilled(&self) -> Option<u32> {
        self.quota.map(|quota| quota.saturating_sub(self.active))
    }

    /// Places held above the quota; not decidable without one.
    pub fn excess(&self) -> Option<u32> {
        self.quota.map(|quota| self.active.saturating_sub(quota))
    }

    /// Share of the quota that is held, in basis points; `None` without a quota or with one of
    /// zero.
    pub fn basis_points(&self) -> Option<u64> {
        let quota = u64::from(self.quota?);
        u64::from(self.active).saturating_mul(10_000).checked_div(quota)
    }
}

impl State {
    /// How far each region's quota of a programme is filled in a month, by region: kabupaten and
    /// kota where no region is given, else that region and every region below it that has a quota
    /// or a place. Empty for a programme that is not registered.
    pub fn fill_rates(
        &self,
        programme: &Code,
        month: Month,
        within: Option<Region>,
    ) -> Vec<FillRate> {
        let Some(index) = self.reference.programmes.get(programme).map(|p| p.index) else {
            return Vec::new();
        };
        let year = month.first_day().fiscal_year();
        let shown = |region: &Region| match within {
            Some(within) => within.contains(*region),
            None => region.level() == RegionLevel::Regency,
        };
        let of = |keys: &(u16, Region, FiscalYear)| {
            (keys.0 == index && keys.2 == year).then_some(keys.1)
        };
        let set = self.quota.quotas.iter().filter_map(|(key, _)| of(key));
        let shares = self.sembako.allocations.iter().filter_map(|(key, _)| of(key));
        let held = self.quota.held.iter().filter(|(key, _)| key.0 == index).map(|(key, _)| key.1);
        let mut regions: Vec<Region> = set.chain(shares).chain(held).filter(shown).collect();
        regions.sort_unstable();
        regions.dedup();
        regions.into_iter().map(|region| self.fill_rate((index, region, year), month)).collect()
    }

    /// How far one quota is filled in a month of its year.
    pub fn fill_rate(&self, key: (u16, Region, FiscalYear), month: Month) -> FillRate {
        let share = self.sembako.allocations.get(&key);
        let share = share.and_then(|share| count_at(&share.steps, month));
        let quota = share.or_else(|| self.quota.count_in(&key, month));
        FillRate { region: key.1, quota, active: self.quota.held_in(key.0, key.1, month) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(quota: Option<u32>, active: u32) -> FillRate {
        FillRate { region: "36.03".parse().unwrap(), quota, active }
    }

    #[test]
    fn what_is_unfilled_and_what_is_in_excess_never_both() {
        let figures = |rate: FillRate| (rate.unfilled(), rate.excess(), rate.basis_points());
        assert_eq!(figures(rate(Some(3), 2)), (Some(1), Some(0), Some(6_666)));
        assert_eq!(figures(rate(Some(3), 3)), (Some(0), Some(0), Some(10_000)));
        assert_eq!(figures(rate(Some(3), 4)), (Some(0), Some(1), Some(13_333)));
        assert_eq!(figures(rate(Some(0), 1)), (Some(0), Some(1), None));
        assert_eq!(figures(rate(None, 1)), (None, None, None), "not decidable without a quota");
    }

    #[test]
    fn a_count_holds_within_the_month_in_which_it_changes() {
        let steps = [("2026-03-31", 10), ("2026-10-06", 8)];
        let steps = steps.map(|(day, count)| (day.parse().unwrap(), count));
        let at = |month: &str| count_at(&steps, month.parse().unwrap());
        assert_eq!(at("2026-01"), Some(10), "the first holds from the beginning of the year");
        assert_eq!(at("2026-09"), Some(10));
        assert_eq!(at("2026-10"), Some(8));
        assert_eq!(count_at(&[], "2026-10".parse().unwrap()), None);
    }
}
