//! A05: aid that excludes other aid: from another source, in another group, of another programme.

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use rustc_hash::FxHashMap;

use super::excluded;
use crate::check::{Check, Found, Outcome, Rules};
use crate::kube::KubeGroup;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// The same aid from two sources, and programmes that exclude each other.
pub(super) struct Overlap;

impl Check for Overlap {
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        houses(state, &mut found);
        groups(state, &mut found);
        let undecided = excluded::programmes(state, rules, &mut found);
        Ok(Outcome::beside(undecided, found, |n| {
            said!(
                "not decidable without an exclusion matrix: {n} people, or their households, have aid of more than one programme in a year",
                "tidak dapat diputus tanpa matriks larangan rangkap: {n} orang, atau KK-nya, menerima lebih dari satu program dalam setahun"
            )
        }))
    }
}

/// Houses that two budgets pay for in one year.
fn houses(state: &State, found: &mut Vec<Found>) {
    for (house, known) in state.rtlh.houses.iter() {
        let standing = known.aids.iter().filter(|aid| state.aid_stands(aid));
        let mut aids: Vec<_> = standing.collect();
        aids.sort_by_key(|aid| (aid.fiscal_year, aid.seq));
        for same in aids.chunk_by(|a, b| a.fiscal_year == b.fiscal_year) {
            let Some(first) = same.first() else { continue };
            let differs = |aid: &&&crate::rtlh::HouseAid| {
                aid.family != first.family
                    || aid.designation.is_none() != first.designation.is_none()
            };
            let Some(other) = same.iter().find(differs) else { continue };
            let (en, id) = (first.family.label_en(), first.family.label_id());
            let (also, juga) = (other.family.label_en(), other.family.label_id());
            let what = said!(
                "{en} and {also} pay for house {house} in one year",
                "{id} dan {juga} membiayai rumah {house} pada tahun yang sama"
            );
            let row = first.designation.or(other.designation);
            let evidence = [house, first.seq, other.seq].into_iter().chain(row);
            let about = row.and_then(|row| Some((row, state.decree.designations.get(&row)?)));
            found.push(match about {
                Some((seq, row)) => Found::about(Object::Designation, seq, evidence, what)
                    .risking(row.sen)
                    .of_row(state, row),
                None => Found::about(Object::House, house, evidence, what).within(known.region),
            });
        }
    }
}

/// KUBe with a member of another one that lives.
fn groups(state: &State, found: &mut Vec<Found>) {
    let mut first: FxHashMap<(&Code, RecipientId), u64> = FxHashMap::default();
    let living = |(_, group): &(u64, &KubeGroup)| !group.stage.is_over();
    for (seq, group) in state.kube.groups.iter().filter(living) {
        let mut others: Vec<u64> = Vec::new();
        for member in &group.members {
            let key = (&group.programme, state.proposal.one(*member));
            let before = *first.entry(key).or_insert(seq);
            if before != seq {
                others.push(before);
            }
        }
        let count = others.len();
        if count > 0 {
            let what = said!(
                "{count} members belong to another KUBe as well",
                "{count} anggota juga menjadi anggota KUBE lain"
            );
            let about = Found::about(Object::KubeGroup, seq, others.into_iter().chain([seq]), what);
            found.push(about.within(group.region).of_programme(group.programme.clone()));
        }
    }
}
