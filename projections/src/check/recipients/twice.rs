//! The same person, or household, named more than once.

use jejak_events::codes::Region;
use jejak_events::date::FiscalYear;
use jejak_events::field::Object;
use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::vocabulary::RecipientType;
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::decree::Designation;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A02: a row for somebody whom the programme had already named in the year, or a second place.
pub(super) struct InProgramme;

impl Check for InProgramme {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        let linked = linked(state);
        let mut first: FxHashMap<(u16, FiscalYear, RecipientId), u64> = FxHashMap::default();
        for (seq, row, decree) in claims::rows(state) {
            let one = state.proposal.one(row.recipient);
            let key = (decree.programme_index, decree.fiscal_year, one);
            // The state counts how often each was named: only who was named again is kept here.
            if state.decree.times.get(&key) == Some(&1) && !linked.contains(&one) {
                continue;
            }
            let before = *first.entry(key).or_insert(seq);
            if before != seq {
                let what = said!(
                    "the same person stands in row {before} of the year",
                    "orang yang sama sudah ada pada baris {before} tahun itu"
                );
                let about = Found::about(Object::Designation, seq, [before, seq], what);
                found.push(about.risking(row.sen).of_row(state, row));
            }
        }
        let mut held: FxHashMap<(u16, RecipientId), (u64, Region)> = FxHashMap::default();
        for claim in claims::of_places(state) {
            let key = (claim.programme.0, state.proposal.one(claim.recipient));
            let (before, region) = *held.entry(key).or_insert((claim.about.1, claim.region));
            if before != claim.about.1 && region.regency() == claim.region.regency() {
                let what = said!("already holds place {before}", "sudah memegang tempat {before}");
                found.push(claim.found(state, [before], what));
            }
        }
        Ok(Outcome::Found(found))
    }
}

/// Everybody for whom more than one id stands.
fn linked(state: &State) -> FxHashSet<RecipientId> {
    let ids = state.proposal.links.iter().filter(|(_, to)| to.is_some());
    ids.map(|(other, _)| state.proposal.one(*other)).collect()
}

/// A03: the same person in two kabupaten or kota in one year, or counted in two families.
pub(super) struct InTwoPlaces;

impl Check for InTwoPlaces {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = rows_apart(state);
        let mut held: FxHashMap<(u16, RecipientId), (u64, Region)> = FxHashMap::default();
        for claim in claims::of_places(state) {
            let key = (claim.programme.0, state.proposal.one(claim.recipient));
            let (before, region) = *held.entry(key).or_insert((claim.about.1, claim.region));
            if region.regency() != claim.region.regency() {
                let what = said!(
                    "holds place {before} in {region} as well",
                    "juga memegang tempat {before} di {region}"
                );
                found.push(claim.found(state, [before], what));
            }
        }
        members_of_two(state, &mut found);
        Ok(Outcome::Found(found))
    }
}

/// Rows of one person and year in different kabupaten or kota.
fn rows_apart(state: &State) -> Vec<Found> {
    let mut all: Vec<(RecipientId, FiscalYear, u64, Region)> = Vec::new();
    for (seq, row, decree) in claims::rows(state) {
        let Some(regency) = row.region.regency() else { continue };
        if claims::is_person(state, row.recipient) {
            all.push((state.proposal.one(row.recipient), decree.fiscal_year, seq, regency));
        }
    }
    all.sort_unstable();
    let mut found = Vec::new();
    for same in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some((_, _, before, home)) = same.first() else { continue };
        for (_, _, seq, regency) in same.iter().filter(|(_, _, _, regency)| regency != home) {
            let Some(row) = state.decree.designations.get(seq) else { continue };
            let what = said!(
                "named in {regency}, and in {home} by row {before} of the same year",
                "ditetapkan di {regency}, dan di {home} pada baris {before} tahun yang sama"
            );
            let about = Found::about(Object::Designation, *seq, [*before, *seq], what);
            found.push(about.risking(row.sen).of_row(state, row));
        }
    }
    found
}

/// Members whom PKH counts in two families at the same time.
fn members_of_two(state: &State, found: &mut Vec<Found>) {
    for (_, seqs) in state.pkh.members.iter().filter(|(_, seqs)| seqs.len() > 1) {
        let known = seqs.iter().filter_map(|seq| Some((*seq, state.pkh.components.get(seq)?)));
        let known: Vec<_> = known.collect();
        for (at, (seq, later)) in known.iter().enumerate() {
            let family = state.proposal.one(later.family);
            let overlaps = |(_, other): &&(u64, &crate::pkh::Component)| {
                state.proposal.one(other.family) != family
                    && later.last_day().is_none_or(|last| other.counts_within(later.from, last))
                    && other.last_day().is_none_or(|last| last >= later.from)
            };
            let Some((before, _)) = known.iter().take(at).find(overlaps) else { continue };
            let what = said!(
                "the member counts in another family by component {before}",
                "anggota ini dihitung pada keluarga lain lewat komponen {before}"
            );
            let about = Found::about(Object::PkhComponent, *seq, [*before, *seq], what);
            let region = state.proposal.recipients.get(&later.family).map(|known| known.region);
            let about = about.of_programme(later.code.clone());
            found.push(region.map_or_else(|| about.clone(), |region| about.clone().within(region)));
        }
    }
}

/// A04: two people of one household where the aid is for the family.
pub(super) struct InHousehold;

/// Programme, year and household.
type OfYear = (u16, FiscalYear, HouseholdId);

impl Check for InHousehold {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let (mut found, unknown) = rows_of_households(state);
        let mut held: FxHashMap<(u16, HouseholdId), (RecipientId, u64)> = FxHashMap::default();
        for claim in claims::of_places(state) {
            let Some(household) = claim.household else { continue };
            let one = state.proposal.one(claim.recipient);
            let key = (claim.programme.0, household);
            let (holder, before) = *held.entry(key).or_insert((one, claim.about.1));
            if holder != one {
                let what = said!(
                    "another of the household holds place {before}",
                    "anggota lain dari KK itu memegang tempat {before}"
                );
                found.push(claim.found(state, [before], what));
            }
        }
        families_of_households(state, &mut found);
        Ok(Outcome::beside(unknown, found, |n| {
            said!(
                "not decidable without the household: {n} rows for families name somebody whose household is unknown",
                "tidak dapat diputus tanpa KK: {n} baris untuk keluarga menyebut orang yang KK-nya tidak diketahui"
            )
        }))
    }
}

/// Findings, and how many rows name somebody of no known household.
fn rows_of_households(state: &State) -> (Vec<Found>, u64) {
    let mut unknown = 0;
    let mut crowded: FxHashMap<OfYear, Vec<(RecipientId, u64)>> = FxHashMap::default();
    let of_family = |row: &Designation| row.recipient_type == Some(RecipientType::Family);
    let key_of = |row: &Designation, key: (u16, FiscalYear)| {
        let household = state.proposal.recipients.get(&row.recipient)?.household?;
        Some((key.0, key.1, household))
    };
    for (_, row, decree) in claims::rows(state).filter(|(_, row, _)| of_family(row)) {
        let Some(key) = key_of(row, (decree.programme_index, decree.fiscal_year)) else {
            unknown += 1;
            continue;
        };
        // The state keeps whom the programme named first: only where it was another, all are kept.
        let first = state.decree.households.get(&key).copied();
        let one = |id: RecipientId| state.proposal.one(id);
        if first.is_none_or(|first| one(first) != one(row.recipient)) {
            crowded.entry(key).or_default();
        }
    }
    for (seq, row, decree) in claims::rows(state).filter(|(_, row, _)| of_family(row)) {
        let key = key_of(row, (decree.programme_index, decree.fiscal_year));
        if let Some(members) = key.and_then(|key| crowded.get_mut(&key)) {
            members.push((state.proposal.one(row.recipient), seq));
        }
    }
    let mut found = Vec::new();
    for members in crowded.values() {
        let Some((first, before)) = members.first() else { continue };
        for (_, seq) in members.iter().filter(|(one, _)| one != first) {
            let Some(row) = state.decree.designations.get(seq) else { continue };
            let what = said!(
                "another of the household stands in row {before} of the year",
                "anggota lain dari KK itu ada pada baris {before} tahun itu"
            );
            let about = Found::about(Object::Designation, *seq, [*before, *seq], what);
            found.push(about.risking(row.sen).of_row(state, row));
        }
    }
    (found, unknown)
}

/// PKH families that share a household with another: one finding for each, at its first component.
fn families_of_households(state: &State, found: &mut Vec<Found>) {
    let mut first: FxHashMap<(u16, HouseholdId), (RecipientId, u64)> = FxHashMap::default();
    let mut told: FxHashSet<RecipientId> = FxHashSet::default();
    for (seq, component) in state.pkh.components.iter() {
        let known = state.proposal.recipients.get(&component.family);
        let Some((known, household)) = known.and_then(|it| Some((it, it.household?))) else {
            continue;
        };
        let family = state.proposal.one(component.family);
        let key = (component.programme, household);
        let (other, before) = *first.entry(key).or_insert((family, seq));
        if other != family && told.insert(family) {
            let what = said!(
                "another family of the household counts since component {before}",
                "keluarga lain dari KK itu dihitung sejak komponen {before}"
            );
            let about = Found::about(Object::PkhComponent, seq, [before, seq], what);
            found.push(about.within(known.region).of_programme(component.code.clone()));
        }
    }
}
