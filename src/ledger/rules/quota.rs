//! Rules for quotas (G7).

use jejak_events::vocabulary::Standing;
use jejak_events::{Event, Region};
use jejak_projections::quota::QuotaKey;

use super::{Figures, Judge, Judgement, rules};

rules! {
    QUOTA_KNOWN = "QTA-01" Refuse,
        "kuota sudah ditetapkan; ubahlah", "the quota is already set; change it instead", "KuotaDitetapkan";
    QUOTA_STALE = "QTA-02" Refuse,
        "kuota lama bukan yang berlaku", "the old quota is not the one in force", "KuotaDiubah";
    QUOTA_BELOW_ACTIVE = "QTA-03" Flag,
        "kuota lebih kecil dari penerima aktif", "the quota is below the active recipients", "KuotaDiubah G7 A17";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::QuotaSet(body) => {
            judge.known_programme("programme", &body.programme)?;
            judge.known_region("region", body.region)?;
            let key = judge.state.quota_key(&body.programme, body.region, body.fiscal_year);
            let known = key.is_some_and(|key| judge.state.quota.quotas.contains(&key));
            judge.require(!known, &QUOTA_KNOWN, || {
                Figures::expected("region", "a region without quota", body.region)
            })?;
            flag_below_active(judge, key, body.count);
            Ok(())
        }
        Event::QuotaChanged(body) => {
            judge.known_programme("programme", &body.programme)?;
            judge.known_region("region", body.region)?;
            let key = judge.state.quota_key(&body.programme, body.region, body.fiscal_year);
            let count = key.and_then(|key| judge.state.quota.quotas.get(&key)).map(|q| q.count);
            judge.require(count == Some(body.from_count), &QUOTA_STALE, || {
                let expected = count.map_or_else(|| "none".to_owned(), |count| count.to_string());
                Figures::expected("from_count", expected, body.from_count)
            })?;
            flag_below_active(judge, key, body.to_count);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn flag_below_active(judge: &mut Judge<'_>, key: Option<QuotaKey>, count: u32) {
    let designated = key.and_then(|key| judge.state.quota.active.get(&key)).copied().unwrap_or(0);
    let active = designated.saturating_add(key.map_or(0, |key| judge.held_in_year(key)));
    judge.flag_if(active > count, &QUOTA_BELOW_ACTIVE, || {
        Figures::expected("count", format_args!("{active} or more"), count)
    });
}

impl Judge<'_> {
    /// Places held under a quota in the month of the event, or in the month of the quota's year
    /// that is nearest to it.
    pub(super) fn held_in_year(&self, (programme, region, year): QuotaKey) -> u32 {
        let day = self.fact.envelope.occurred_on.clamp(year.first_day(), year.last_day());
        self.state.quota.held_in(programme, region, day.month_key())
    }

    /// The own quota that a further designation would exceed, of the region or of one above, with
    /// its count.
    pub(super) fn exceeded_quota(
        &self,
        (programme, region, year): QuotaKey,
    ) -> Option<(Region, u32)> {
        region.ancestors().find_map(|region| {
            let key = (programme, region, year);
            let quota = self.state.quota.quotas.get(&key)?;
            let active = self.state.quota.active.get(&key).copied().unwrap_or(0);
            let full = quota.standing == Standing::Own && active >= quota.count;
            full.then_some((region, quota.count))
        })
    }
}
