//! A17: more rows or places than a quota allows, at any moment.

use jejak_events::codes::Region;
use jejak_events::date::Month;
use jejak_events::field::Object;
use jejak_events::text::Code;
use jejak_events::{Event, Recorded};
use rustc_hash::FxHashMap;

use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::quota::QuotaKey;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Rows and places above a quota, as each was recorded, and quotas set below what was there.
#[derive(Default)]
pub(super) struct OverQuota {
    /// The event that last set each quota or share.
    set: FxHashMap<QuotaKey, u64>,
    found: Vec<Found>,
}

impl Check for OverQuota {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let key = |code: &Code, region, year| state.quota_key(code, region, year);
        match &fact.event {
            Event::QuotaSet(body) => {
                let key = key(&body.programme, body.region, body.fiscal_year);
                self.set_to(state, key, fact.seq, &body.programme);
            }
            Event::QuotaChanged(body) => {
                let key = key(&body.programme, body.region, body.fiscal_year);
                self.set_to(state, key, fact.seq, &body.programme);
            }
            Event::SembakoQuotaAllocated(body) => {
                let key = key(&body.programme, body.region, body.fiscal_year);
                self.set.extend(key.map(|key| (key, fact.seq)));
            }
            Event::SembakoQuotaChanged(body) => {
                let key = key(&body.programme, body.region, body.fiscal_year);
                self.set.extend(key.map(|key| (key, fact.seq)));
            }
            Event::RecipientDesignated(_) => self.row(state, fact.seq),
            Event::KpmEntered(body) => self.place(state, fact.seq, fact.seq, body.from),
            Event::KpmReplaced(body) => {
                self.place(state, body.place.0, fact.seq, body.effective);
            }
            _ => {}
        }
    }

    fn found(&mut self, _view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        if self.set.is_empty() {
            let why = said!(
                "not decidable without a quota: none was recorded",
                "tidak dapat diputus tanpa kuota: tidak ada kuota yang dicatat"
            );
            return Ok(Outcome::NotDecidable(why, Vec::new()));
        }
        Ok(Outcome::Found(self.found.clone()))
    }
}

fn above(region: Region, there: u32, allowed: u32) -> Said {
    said!(
        "{there} where the quota of {region} allows {allowed}",
        "{there} penerima, kuota {region} hanya {allowed}"
    )
}

impl OverQuota {
    /// A quota that is below what is designated already.
    fn set_to(&mut self, state: &State, key: Option<QuotaKey>, seq: u64, code: &Code) {
        let Some(key) = key else { return };
        self.set.insert(key, seq);
        let active = state.quota.active.get(&key).copied().unwrap_or(0);
        let allowed = state.quota.quotas.get(&key).map_or(u32::MAX, |quota| quota.count);
        if active > allowed {
            let what = above(key.1, active, allowed);
            let about = Found::about(Object::Event, seq, [seq], what);
            self.found.push(about.within(key.1).of_programme(code.clone()));
        }
    }

    fn row(&mut self, state: &State, seq: u64) {
        let Some(row) = state.decree.designations.get(&seq) else { return };
        let Some(decree) = state.decree.decrees.get(&row.decree) else { return };
        let (programme, year) = (decree.programme_index, decree.fiscal_year);
        for region in row.region.ancestors() {
            let key = (programme, region, year);
            let Some(quota) = state.quota.quotas.get(&key) else { continue };
            let active = state.quota.active.get(&key).copied().unwrap_or(0);
            if active > quota.count {
                let evidence = self.set.get(&key).copied().into_iter().chain([seq]);
                let what = above(region, active, quota.count);
                let about = Found::about(Object::Designation, seq, evidence, what);
                self.found.push(about.risking(row.sen).of_row(state, row));
                return;
            }
        }
    }

    fn place(&mut self, state: &State, seq: u64, event: u64, from: Month) {
        let Some(place) = state.sembako.places.get(&seq) else { return };
        let year = from.first_day().fiscal_year();
        for region in place.region.ancestors() {
            let key = (place.programme, region, year);
            let rate = state.fill_rate(key, from);
            let (Some(allowed), held) = (rate.quota, rate.active) else { continue };
            if held > allowed {
                let evidence = self.set.get(&key).copied().into_iter().chain([seq, event]);
                let what = above(region, held, allowed);
                let about = Found::about(Object::KpmPlace, seq, evidence, what);
                self.found.push(about.within(place.region).of_programme(place.code.clone()));
                return;
            }
        }
    }
}
