//! Whether whoever records the sample may: its accounts have the roles that the permission table asks
//! for, and whoever has no role for something does not record it.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::AccountRef;
use jejak_events::{Event, Kind, Recorded, Region, ZoneId};
use jejak_projections::State;
use jejak_projections::place::Place;

use super::super::OPERATOR;
use super::recorded;
use crate::access::Standing;

/// Events of one kind by one account that are looked at: each costs a walk through what it is about.
const EACH: u32 = 4;

/// What accounts recorded, and the denials.
#[derive(Debug, Default)]
pub(in super::super) struct Asked {
    seen: BTreeMap<(Kind, u64), u32>,
    /// Code, kind and account of each denial.
    pub denied: Vec<(&'static str, &'static str, u64)>,
    /// Where the first credits of a decree's rows lie, which name a payment and nothing else.
    credits: Vec<Place>,
}

impl Asked {
    /// Asks for an event that is about to be recorded. The operator at the machine needs no role.
    pub fn see(&mut self, state: &State, fact: &Recorded) {
        let account = fact.envelope.recorder.account;
        let kind = fact.event.kind();
        let seen = self.seen.entry((kind, account.0)).or_default();
        *seen += 1;
        if account == OPERATOR || *seen > EACH {
            return;
        }
        let today = fact.recorded_at.date_in(ZoneId::Wita);
        let standing = Standing::of(state, AccountRef(account.0), today);
        let place = state.place_of(&fact.event);
        if let Event::PaymentCredited(body) = &fact.event
            && let Some(payment) = state.payment.payments.get(&body.payment.0)
            && payment.designation.is_some()
        {
            self.credits.push(place.clone());
        }
        if let Err(denied) = standing.may_record(&fact.event, &place) {
            self.denied.push((denied.code(), kind.name(), account.0));
        }
    }
}

/// Where the sample lets its field officer record what the table gives to others.
const SHORTCUTS: &[(&str, &str)] = &[
    ("HouseSurveyed", "operator"),
    ("KpmReplacementApproved", "operator"),
    ("KubeGrantDesignated", "operator"),
    ("WorkStageReleased", "operator"),
];

#[test]
fn whoever_records_the_sample_may() {
    let (desk, _) = recorded();
    let role_of = |account: u64| {
        let mut grants = desk.state.access.grants.iter().map(|(_, grant)| grant);
        grants.find(|grant| grant.account == account).map_or("none", |grant| grant.role.word())
    };
    let asked = desk.asked.denied.iter();
    let denied: BTreeSet<_> =
        asked.map(|(code, kind, account)| (*code, *kind, role_of(*account))).collect();
    let expected = SHORTCUTS.iter().map(|(kind, role)| ("DENY-03", *kind, *role));
    assert_eq!(denied, expected.collect::<BTreeSet<_>>());
    assert!(desk.asked.seen.len() > 200, "{} kinds and accounts", desk.asked.seen.len());
}

/// A credit names a payment: it lies where the row of the decree does, not in the whole province as
/// its budget line, and spends the line of one organisation.
#[test]
fn a_credit_lies_where_its_recipient_does() {
    let (desk, _) = recorded();
    let credits = &desk.asked.credits;
    assert!(!credits.is_empty());
    for place in credits {
        assert!(!place.with_others && place.organisations.len() == 1, "{place:?}");
        let within = |region: &Region| region.regency().is_some();
        assert!(place.regions.len() == 1 && place.regions.iter().all(within), "{place:?}");
    }
}
