//! A05, programmes: rows beside a ministry's credits of the same programme, and beside aid of a
//! programme that excludes theirs.

use jejak_events::date::{Date, FiscalYear};
use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use jejak_events::vocabulary::ExclusionSpan;
use rustc_hash::FxHashSet;

use super::{claims, household};
use crate::central::{Credit, CreditStage};
use crate::check::{Found, Known, Rules};
use crate::decree::{Decree, Designation};
use crate::reference::{Exclusion, pair};
use crate::said;
use crate::said::Said;
use crate::state::State;

/// Who gives aid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Giver {
    /// A row of a decree.
    Row,
    /// A credit of a ministry.
    Ministry,
    /// A grant to a group, of which somebody is a member.
    Group,
}

/// Aid of a person; in the order of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Aid {
    pub(super) one: RecipientId,
    pub(super) year: FiscalYear,
    pub(super) programme: u16,
    pub(super) giver: Giver,
    /// The row, the credit, or the group.
    pub(super) event: u64,
    pub(super) on: Date,
    /// Whether anything of it arrived.
    arrived: bool,
}

/// Finds rows that should not be beside other aid; gives how many people have aid of two programmes
/// in a year while no matrix was known.
pub(super) fn programmes(state: &State, rules: &Rules, found: &mut Vec<Found>) -> u64 {
    let mut undecided: FxHashSet<RecipientId> = FxHashSet::default();
    let aids = aids(state);
    household::apart(state, rules, &aids, (found, &mut undecided));
    for of_one in aids.chunk_by(|a, b| a.one == b.one) {
        for aid in of_one.iter().filter(|aid| aid.giver == Giver::Row) {
            let Some(row) = state.decree.designations.get(&aid.event) else { continue };
            let others = || of_one.iter().filter(|other| other.event != aid.event);
            match others().find_map(|other| beside(state, rules, aid, other)) {
                Some((what, evidence)) => {
                    let about = Found::about(Object::Designation, aid.event, evidence, what);
                    found.push(about.risking(row.sen).of_row(state, row));
                }
                None if others().any(|other| undecidable(state, rules, aid, other)) => {
                    undecided.insert(aid.one);
                }
                None => {}
            }
        }
    }
    undecided.len() as u64
}

/// Why a row should not be beside other aid, with what proves it. Of two rows the later one is too
/// many; beside a ministry's credit or a grant to a group, the row.
fn beside(state: &State, rules: &Rules, row: &Aid, other: &Aid) -> Option<(Said, Vec<u64>)> {
    if row.programme == other.programme {
        let twice = other.giver == Giver::Ministry && other.year == row.year;
        return twice.then(|| {
            let what = said!(
                "the ministry pays the same programme in the same year, credit {}",
                "kementerian membayar program yang sama pada tahun itu, kredit {}",
                other.event
            );
            (what, vec![row.event, other.event])
        });
    }
    if other.giver == Giver::Row && other.event > row.event {
        return None;
    }
    let rule = excludes(state, rules, row, other)?;
    let code = code_of(state, other)?;
    let what = said!(
        "has aid of {code} as well, which rule {rule} excludes",
        "juga menerima {code}, yang dilarang oleh aturan {rule}"
    );
    Some((what, vec![row.event, other.event, rule]))
}

/// The event that says that the programmes of two aids exclude each other, on the day of the later
/// one, as it was known when that was recorded.
pub(super) fn excludes(state: &State, rules: &Rules, row: &Aid, other: &Aid) -> Option<u64> {
    let key = pair(code_of(state, row)?, code_of(state, other)?);
    let (on, seq) = (row.on.max(other.on), row.event.max(other.event));
    let counts = |it: &&Exclusion| match it.span {
        ExclusionSpan::SameYear => row.year == other.year,
        ExclusionSpan::Ever => row.year == other.year || other.arrived,
    };
    let mut history = state.reference.exclusions.get(&key)?.iter();
    let holds = |it: &&Exclusion| is_known(rules, it, seq) && it.holds_on(on) && counts(it);
    history.find(holds).map(|it| it.seq)
}

/// Whether two programmes pay in one year of which nobody could know if they may: there was no matrix
/// yet. A matrix allows what it does not name.
pub(super) fn undecidable(state: &State, rules: &Rules, row: &Aid, other: &Aid) -> bool {
    let seq = row.event.max(other.event);
    let mut matrix = state.reference.exclusions.iter().flat_map(|(_, history)| history);
    let apart = row.programme != other.programme && row.year == other.year;
    apart && !matrix.any(|it| is_known(rules, it, seq))
}

fn is_known(rules: &Rules, exclusion: &Exclusion, seq: u64) -> bool {
    rules.known() == Known::Now || exclusion.seq < seq
}

/// Every row of a person, every standing credit of a ministry, every grant to a group of which
/// somebody is a member, by person, year and programme.
fn aids(state: &State) -> Vec<Aid> {
    let mut aids: Vec<Aid> = of_rows(state).chain(of_ministries(state)).collect();
    for (seq, group) in state.kube.groups.iter() {
        let granted = group.grants.iter().filter_map(|row| state.decree.designations.get(row));
        for row in granted.filter(|row| claims::stands(row)) {
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            aids.extend(group.members.iter().map(|member| Aid {
                giver: Giver::Group,
                event: seq,
                ..of_row(state, *member, (seq, row, decree))
            }));
        }
    }
    aids.sort_unstable();
    // Of the credits of a programme in a year the first stands for all.
    aids.dedup_by(|later, first| {
        let central = later.giver == Giver::Ministry && first.giver == Giver::Ministry;
        central
            && (later.one, later.year, later.programme) == (first.one, first.year, first.programme)
    });
    aids
}

fn of_rows(state: &State) -> impl Iterator<Item = Aid> {
    let of_people =
        claims::rows(state).filter(|(_, row, _)| claims::is_person(state, row.recipient));
    of_people.map(|(seq, row, decree)| of_row(state, row.recipient, (seq, row, decree)))
}

fn of_row(state: &State, id: RecipientId, (seq, row, decree): (u64, &Designation, &Decree)) -> Aid {
    Aid {
        one: state.proposal.one(id),
        year: decree.fiscal_year,
        programme: decree.programme_index,
        giver: Giver::Row,
        event: seq,
        on: decree.signed_on,
        arrived: [row.credited, row.transacted, row.accounted].iter().any(|sen| *sen > 0),
    }
}

fn of_ministries(state: &State) -> impl Iterator<Item = Aid> {
    let standing = |(_, it): &(u64, &Credit)| it.stage != CreditStage::Cancelled;
    state.central.credits.iter().filter(standing).filter_map(|(seq, credit)| {
        let period = state.central.periods.get(&credit.period)?;
        Some(Aid {
            one: state.proposal.one(credit.recipient),
            year: period.fiscal_year,
            programme: period.programme,
            giver: Giver::Ministry,
            event: seq,
            on: credit.on,
            arrived: true,
        })
    })
}

pub(super) fn code_of<'a>(state: &'a State, aid: &Aid) -> Option<&'a Code> {
    match aid.giver {
        Giver::Ministry => {
            let credit = state.central.credits.get(&aid.event)?;
            state.central.periods.get(&credit.period).map(|period| &period.code)
        }
        Giver::Group => state.kube.groups.get(&aid.event).map(|group| &group.programme),
        Giver::Row => {
            let row = state.decree.designations.get(&aid.event)?;
            state.decree.decrees.get(&row.decree).map(|decree| &decree.programme)
        }
    }
}
