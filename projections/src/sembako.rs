//! Program Sembako: how the quota is divided, and the places in it with their holders.

mod fill;

use jejak_events::codes::Region;
use jejak_events::date::{Date, Month};
use jejak_events::field::Field;
use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::sembako::*;
use jejak_events::text::Code;
use jejak_events::vocabulary::Outcome;
use jejak_events::{Event, Object, Recorded, Tag};

pub use self::fill::FillRate;
use crate::central::Entitlement;
use crate::quota::{self, QuotaKey};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A share of the quota of a region above.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Allocation {
    /// Region whose quota it is a share of.
    pub parent: Region,
    /// Places in force.
    pub count: u32,
    /// Each count it had, with the day from which it held.
    pub steps: Vec<(Date, u32)>,
}

/// Who holds a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Holder {
    /// The recipient.
    pub recipient: RecipientId,
    /// Household.
    pub household: HouseholdId,
    /// First month.
    pub from: Month,
}

/// A place in the quota; it outlives its holders.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Place {
    /// Programme, by its number in this ledger.
    pub programme: u16,
    /// Programme, by its code.
    pub code: Code,
    /// Region.
    pub region: Region,
    /// Who holds it; nobody while it is empty.
    pub holder: Option<Holder>,
    /// First month in which it was empty, the last time that it was.
    pub empty_from: Option<Month>,
}

/// How far a replacement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ReplacementStage {
    Proposed,
    Approved,
    Determined,
    Rejected,
}

/// A proposed replacement.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Replacement {
    /// The place.
    pub place: u64,
    /// Who is to follow.
    pub recipient: RecipientId,
    /// Minutes of the musyawarah.
    pub minutes: u64,
    /// How far it has come.
    pub stage: ReplacementStage,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Sembako {
    /// Shares below a kabupaten or kota.
    pub allocations: Table<QuotaKey, Allocation>,
    /// Places of a region that went to regions below it.
    pub divided: Table<QuotaKey, u32>,
    /// Places by sequence number.
    pub places: Rows<Place>,
    /// Replacements by sequence number.
    pub replacements: Rows<Replacement>,
    /// Places that a recipient holds, by programme.
    pub by_recipient: Table<(u16, RecipientId), Vec<u64>>,
    /// Places that a household holds, by programme.
    pub by_household: Table<(u16, HouseholdId), Vec<u64>>,
}

tables!(Sembako { allocations, divided, places, replacements, by_recipient, by_household });

impl State {
    /// Places that may be held in a region in a year: the quota of a kabupaten or kota, or the
    /// share that a region below got.
    pub fn places_allowed(&self, key: &QuotaKey) -> Option<u32> {
        let share = self.sembako.allocations.get(key).map(|share| share.count);
        share.or_else(|| self.quota.quotas.get(key).map(|quota| quota.count))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::SembakoQuotaAllocated(body) => allocate(state, fact, body),
        Event::SembakoQuotaChanged(body) => {
            let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
            let Some(key) = key else { return };
            let Some(share) = state.sembako.allocations.edit(&key) else { return };
            let (parent, old) = (share.parent, share.count);
            share.count = body.to_count;
            share.steps.push((fact.envelope.occurred_on, body.to_count));
            let divided = state.sembako.divided.edit_or_default(&(key.0, parent, key.2));
            *divided = divided.saturating_sub(old).saturating_add(body.to_count);
        }
        Event::KpmEntered(body) => enter(state, fact.seq, body),
        Event::KpmLeft(body) => leave(state, body.place.0, body.effective),
        Event::KpmReplacementProposed(body) => {
            let replacement = Replacement {
                place: body.place.0,
                recipient: body.recipient,
                minutes: body.minutes.0,
                stage: ReplacementStage::Proposed,
            };
            state.sembako.replacements.insert(fact.seq, replacement);
        }
        Event::KpmReplacementApproved(body) => {
            decide(state, body.replacement.0, body.outcome, ReplacementStage::Approved);
        }
        Event::KpmReplacementDetermined(body) => {
            decide(state, body.replacement.0, body.outcome, ReplacementStage::Determined);
        }
        Event::KpmReplaced(body) => replace(state, body),
        _ => {}
    }
}

fn allocate(state: &mut State, fact: &Recorded, body: &SembakoQuotaAllocated) {
    let key = state.quota_key(&body.programme, body.region, body.fiscal_year);
    let Some(key) = key else { return };
    let steps = vec![(fact.envelope.occurred_on, body.count)];
    let share = Allocation { parent: body.parent, count: body.count, steps };
    state.sembako.allocations.insert(key, share);
    let divided = state.sembako.divided.edit_or_default(&(key.0, body.parent, key.2));
    *divided = divided.saturating_add(body.count);
}

fn enter(state: &mut State, seq: u64, body: &KpmEntered) {
    let Some(programme) = state.reference.programmes.get(&body.programme).map(|p| p.index) else {
        return;
    };
    let place = Place {
        programme,
        code: body.programme.clone(),
        region: body.region,
        holder: None,
        empty_from: None,
    };
    state.sembako.places.insert(seq, place);
    let (recipient, household, from) = (body.recipient, body.household, body.from);
    take(state, seq, Holder { recipient, household, from });
}

/// Somebody takes an empty place.
fn take(state: &mut State, seq: u64, holder: Holder) {
    let Some(place) = state.sembako.places.edit(&seq) else { return };
    place.holder = Some(holder);
    let (programme, region) = (place.programme, place.region);
    state.sembako.by_recipient.edit_or_default(&(programme, holder.recipient)).push(seq);
    state.sembako.by_household.edit_or_default(&(programme, holder.household)).push(seq);
    let span = Entitlement { by: seq, from: holder.from, until: None };
    state.central.entitle(programme, holder.recipient, span);
    quota::hold(state, programme, region, holder.from, true);
}

/// The holder of a place gives it up.
fn leave(state: &mut State, seq: u64, effective: Month) {
    let Some(place) = state.sembako.places.edit(&seq) else { return };
    let Some(holder) = place.holder.take() else { return };
    place.empty_from = Some(effective);
    let (programme, region) = (place.programme, place.region);
    if let Some(held) = state.sembako.by_recipient.edit(&(programme, holder.recipient)) {
        held.retain(|held| *held != seq);
    }
    if let Some(held) = state.sembako.by_household.edit(&(programme, holder.household)) {
        held.retain(|held| *held != seq);
    }
    state.central.disentitle(programme, holder.recipient, seq, effective);
    quota::hold(state, programme, region, effective, false);
}

fn replace(state: &mut State, body: &KpmReplaced) {
    leave(state, body.place.0, body.effective);
    let (recipient, household, from) = (body.recipient, body.household, body.effective);
    take(state, body.place.0, Holder { recipient, household, from });
}

fn decide(state: &mut State, seq: u64, outcome: Outcome, accepted: ReplacementStage) {
    let Some(replacement) = state.sembako.replacements.edit(&seq) else { return };
    replacement.stage = match outcome {
        Outcome::Accepted => accepted,
        Outcome::Rejected => ReplacementStage::Rejected,
        Outcome::Returned => ReplacementStage::Proposed,
    };
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    match object {
        Object::KpmPlace => {
            let Some(place) = state.sembako.places.get(&seq) else { return };
            tag(Tag::Programme(place.code.clone()));
            Field::tags(&place.region, tag);
            if let Some(holder) = place.holder {
                tag(Tag::Recipient(holder.recipient.0));
            }
        }
        Object::KpmReplacement => {
            let Some(replacement) = state.sembako.replacements.get(&seq) else { return };
            tag(Tag::Object(Object::KpmPlace, replacement.place));
            tag(Tag::Recipient(replacement.recipient.0));
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, place) in state.sembako.places.iter() {
        add(Object::KpmPlace, seq, u8::from(place.holder.is_none()));
    }
    for (seq, replacement) in state.sembako.replacements.iter() {
        add(Object::KpmReplacement, seq, replacement.stage as u8);
    }
}
