//! A05: aid that excludes other aid: from another source, in another group, of another programme.

use jejak_events::Date;
use jejak_events::date::FiscalYear;
use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use rustc_hash::{FxHashMap, FxHashSet};

use super::claims;
use crate::central::CreditStage;
use crate::check::{Check, Found, Outcome, Rules};
use crate::kube::KubeGroup;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// What the exclusion matrix says of two programmes on a day: the event that says that they exclude
/// each other; nothing where no matrix says anything of them.
///
/// No kind of event gives a matrix yet, so that no pair is decided; once one does, this is the one
/// place that reads it.
fn excludes(_state: &State, _pair: (&Code, &Code), _on: Date) -> Option<u64> {
    None
}

/// The same aid from two sources, and programmes that exclude each other.
pub(super) struct Overlap;

impl Check for Overlap {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        houses(state, &mut found);
        groups(state, &mut found);
        let undecided = programmes(state, &mut found);
        Ok(Outcome::beside(undecided, found, |n| {
            said!(
                "not decidable without an exclusion matrix: {n} people have aid of more than one programme in a year",
                "tidak dapat diputus tanpa matriks larangan rangkap: {n} orang menerima lebih dari satu program dalam setahun"
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

/// Aid of a person and year: the programme, the row or credit, whether it is a ministry's, the day.
type Aid = (RecipientId, FiscalYear, u16, bool, u64);

/// Rows beside a ministry's credits of the same programme, and pairs of programmes; gives how many
/// people have a pair of which no matrix speaks.
fn programmes(state: &State, found: &mut Vec<Found>) -> u64 {
    let mut undecided: FxHashSet<RecipientId> = FxHashSet::default();
    let aids = aids(state);
    for same in aids.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, aid) in same.iter().enumerate().filter(|(_, aid)| !aid.3) {
            let Some(row) = state.decree.designations.get(&aid.4) else { continue };
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            for (place, other) in same.iter().enumerate().filter(|(place, _)| *place != at) {
                let code = code_of(state, other);
                let Some(code) = code else { continue };
                let what = if other.2 == aid.2 && other.3 {
                    said!(
                        "the ministry pays the same programme in the same year, credit {}",
                        "kementerian membayar program yang sama pada tahun itu, kredit {}",
                        other.4
                    )
                } else if other.2 == aid.2 {
                    continue;
                } else if let Some(rule) =
                    excludes(state, (&decree.programme, code), decree.signed_on)
                {
                    said!(
                        "has aid of {code} as well, which rule {rule} excludes",
                        "juga menerima {code}, yang dilarang oleh aturan {rule}"
                    )
                } else {
                    undecided.insert(aid.0);
                    continue;
                };
                // Of two rows the later one is too many; beside a ministry's credit, ours.
                if other.3 || place < at {
                    let evidence = [aid.4, other.4];
                    let about = Found::about(Object::Designation, aid.4, evidence, what);
                    found.push(about.risking(row.sen).of_row(state, row));
                }
                break;
            }
        }
    }
    undecided.len() as u64
}

/// Every row of a person and every standing credit of a ministry, by person, year and programme.
fn aids(state: &State) -> Vec<Aid> {
    let mut aids: Vec<Aid> = Vec::new();
    for (seq, row, decree) in claims::rows(state) {
        if claims::is_person(state, row.recipient) {
            let one = state.proposal.one(row.recipient);
            aids.push((one, decree.fiscal_year, decree.programme_index, false, seq));
        }
    }
    for (seq, credit) in state.central.credits.iter() {
        let Some(period) = state.central.periods.get(&credit.period) else { continue };
        if credit.stage != CreditStage::Cancelled {
            let one = state.proposal.one(credit.recipient);
            aids.push((one, period.fiscal_year, period.programme, true, seq));
        }
    }
    aids.sort_unstable();
    // Of the credits of a programme in a year the first stands for all.
    aids.dedup_by(|later, first| {
        later.3 && first.3 && (later.0, later.1, later.2) == (first.0, first.1, first.2)
    });
    aids
}

fn code_of<'a>(state: &'a State, (_, _, _, central, seq): &Aid) -> Option<&'a Code> {
    if *central {
        let credit = state.central.credits.get(seq)?;
        return state.central.periods.get(&credit.period).map(|period| &period.code);
    }
    let row = state.decree.designations.get(seq)?;
    state.decree.decrees.get(&row.decree).map(|decree| &decree.programme)
}
