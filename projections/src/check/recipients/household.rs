//! A05, households: aid for families beside aid of another of the same household.
//!
//! Not here: two of one household in one programme's decrees, which A04 finds.

use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::vocabulary::RecipientType;
use rustc_hash::FxHashSet;

use super::excluded::{Aid, Giver, code_of, excludes, undecidable};
use crate::check::{Found, Rules};
use crate::said;
use crate::said::Said;
use crate::state::State;

/// Finds rows beside aid of another of the household, where a family's programme is concerned; adds
/// people of whom that could not be said, because no matrix was known.
pub(super) fn apart(
    state: &State,
    rules: &Rules,
    aids: &[Aid],
    (found, undecided): (&mut Vec<Found>, &mut FxHashSet<RecipientId>),
) {
    let families = of_families(state);
    let household = |aid: &Aid| state.proposal.recipients.get(&aid.one)?.household;
    let known = aids.iter().filter(|aid| aid.giver != Giver::Group);
    let mut all: Vec<(HouseholdId, &Aid)> =
        known.filter_map(|aid| Some((household(aid)?, aid))).collect();
    all.sort_unstable();
    for of_home in all.chunk_by(|a, b| a.0 == b.0) {
        for (_, aid) in of_home.iter().filter(|(_, aid)| aid.giver == Giver::Row) {
            let others = || {
                let apart = |other: &&Aid| {
                    let for_family = [aid.programme, other.programme];
                    other.one != aid.one && for_family.iter().any(|it| families.contains(it))
                };
                of_home.iter().map(|(_, other)| *other).filter(apart)
            };
            match others().find_map(|other| beside(state, rules, aid, other)) {
                Some((what, evidence)) => found.extend(row_found(state, aid, what, evidence)),
                None if others().any(|other| undecidable(state, rules, aid, other)) => {
                    undecided.insert(aid.one);
                }
                None => {}
            }
        }
    }
}

/// Programmes whose aid is for a family as a whole.
fn of_families(state: &State) -> FxHashSet<u16> {
    let programmes = state.reference.programmes.iter().map(|(_, programme)| programme);
    let families = programmes.filter(|it| it.recipient_type == RecipientType::Family);
    families.map(|programme| programme.index).collect()
}

/// Why a row should not be beside what another of the household has, with what proves it.
fn beside(state: &State, rules: &Rules, row: &Aid, other: &Aid) -> Option<(Said, Vec<u64>)> {
    let homes = [row.one, other.one];
    let homes = homes.iter().filter_map(|one| Some(state.proposal.recipients.get(one)?.seq));
    let proof = homes.chain([row.event, other.event]);
    if row.programme == other.programme {
        let paid = other.giver == Giver::Ministry && other.year == row.year;
        return paid.then(|| {
            let what = said!(
                "the ministry pays another of the household the same programme in the same year, credit {}",
                "kementerian membayar program yang sama kepada anggota lain dari KK itu pada tahun itu, kredit {}",
                other.event
            );
            (what, proof.collect())
        });
    }
    if other.giver == Giver::Row && other.event > row.event {
        return None;
    }
    let rule = excludes(state, rules, row, other)?;
    let code = code_of(state, other)?;
    let what = said!(
        "another of the household has aid of {code}, which rule {rule} excludes",
        "anggota lain dari KK itu menerima {code}, yang dilarang oleh aturan {rule}"
    );
    Some((what, proof.chain([rule]).collect()))
}

fn row_found(state: &State, aid: &Aid, what: Said, evidence: Vec<u64>) -> Option<Found> {
    let row = state.decree.designations.get(&aid.event)?;
    let about = Found::about(jejak_events::Object::Designation, aid.event, evidence, what);
    Some(about.risking(row.sen).of_row(state, row))
}
