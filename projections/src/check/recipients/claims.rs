//! Who is named for aid: rows of decrees and places of Program Sembako, in one shape.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::field::Object;
use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::text::Code;
use jejak_events::vocabulary::RecipientType;

use crate::check::Found;
use crate::decree::{Decree, Designation, RowStatus};
use crate::said::Said;
use crate::state::State;

/// Somebody named for a programme's aid.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    /// The row or place.
    pub about: (Object, u64),
    /// Who is named.
    pub recipient: RecipientId,
    /// The household, where one is known.
    pub household: Option<HouseholdId>,
    /// The programme.
    pub programme: (u16, &'a Code),
    /// Region for which it stands.
    pub region: Region,
    /// Day on which it was decided.
    pub on: Date,
    /// Sen that it promises; 0 for a place.
    pub sen: i64,
    /// The row, where it is one.
    pub row: Option<&'a Designation>,
}

impl Claim<'_> {
    /// A finding about it, proven by itself and other events.
    pub fn found(&self, state: &State, others: impl IntoIterator<Item = u64>, what: Said) -> Found {
        let (object, seq) = self.about;
        let evidence = others.into_iter().chain([seq]);
        let found = Found::about(object, seq, evidence, what).risking(self.sen);
        match self.row {
            Some(row) => found.of_row(state, row),
            None => found.within(self.region).of_programme(self.programme.1.clone()),
        }
    }
}

/// Whether a row was never taken back, or money went out under it before it was.
pub(in crate::check) fn stands(row: &Designation) -> bool {
    row.status != RowStatus::Cancelled || row.instructed > 0
}

/// Rows of decrees that stand, with their decrees, in the order of events.
pub(in crate::check) fn rows(state: &State) -> impl Iterator<Item = (u64, &Designation, &Decree)> {
    let rows = state.decree.designations.iter().filter(|(_, row)| stands(row));
    rows.filter_map(|(seq, row)| Some((seq, row, state.decree.decrees.get(&row.decree)?)))
}

/// Rows and held places.
pub(super) fn all(state: &State) -> impl Iterator<Item = Claim<'_>> {
    of_rows(state).chain(of_places(state))
}

/// Everybody whom a decree ever named, and held places: a row that was cancelled before anything was
/// paid has nothing at risk, and was signed all the same.
pub(super) fn named(state: &State) -> impl Iterator<Item = Claim<'_>> {
    let rows = state.decree.designations.iter().filter_map(|(seq, row)| {
        Some(of_row(state, (seq, row, state.decree.decrees.get(&row.decree)?)))
    });
    rows.chain(of_places(state))
}

/// Rows of decrees.
pub(super) fn of_rows(state: &State) -> impl Iterator<Item = Claim<'_>> {
    rows(state).map(|row| of_row(state, row))
}

fn of_row<'a>(
    state: &'a State,
    (seq, row, decree): (u64, &'a Designation, &'a Decree),
) -> Claim<'a> {
    Claim {
        about: (Object::Designation, seq),
        recipient: row.recipient,
        household: state.proposal.recipients.get(&row.recipient).and_then(|it| it.household),
        programme: (decree.programme_index, &decree.programme),
        region: row.region,
        on: decree.signed_on,
        sen: if stands(row) { row.sen } else { 0 },
        row: Some(row),
    }
}

/// Places that somebody holds.
pub(super) fn of_places(state: &State) -> impl Iterator<Item = Claim<'_>> {
    state.sembako.places.iter().filter_map(|(seq, place)| {
        let holder = place.holder?;
        Some(Claim {
            about: (Object::KpmPlace, seq),
            recipient: holder.recipient,
            household: Some(holder.household),
            programme: (place.programme, &place.code),
            region: place.region,
            on: holder.from.first_day(),
            sen: 0,
            row: None,
        })
    })
}

/// Whether somebody is a person or family, not a group or institution.
pub(super) fn is_person(state: &State, recipient: RecipientId) -> bool {
    let known = state.proposal.recipients.get(&recipient).map(|known| known.recipient_type);
    matches!(known, Some(RecipientType::Individual | RecipientType::Family))
}
