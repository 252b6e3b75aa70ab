//! Program Keluarga Harapan: components of families, their commitments, and what they are worth
//! for a stage.

mod worth;

use jejak_events::date::Date;
use jejak_events::ids::{HouseholdId, RecipientId};
use jejak_events::pkh::PkhComponentRecorded;
use jejak_events::text::Code;
use jejak_events::vocabulary::PkhComponentKind;
use jejak_events::{Event, Object, Recorded, Rupiah, Tag};

pub use self::worth::{Worth, rate_of};
use crate::central::Entitlement;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A member of a family that counts.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Component {
    /// Programme, by its number in this ledger.
    pub programme: u16,
    /// Programme, by its code.
    pub code: Code,
    /// The family.
    pub family: RecipientId,
    /// The member.
    pub member: RecipientId,
    /// What the member counts as.
    pub kind: PkhComponentKind,
    /// First day.
    pub from: Date,
    /// Last day, where it is known.
    pub until: Option<Date>,
    /// Event's last day, once it ended.
    pub ended: Option<Date>,
}

impl Component {
    /// The last day on which it counts: as announced, or earlier where it ended.
    pub fn last_day(&self) -> Option<Date> {
        match (self.until, self.ended) {
            (Some(until), Some(ended)) => Some(until.min(ended)),
            (until, ended) => until.or(ended),
        }
    }

    /// Whether it counts on one of the days.
    pub fn counts_within(&self, first: Date, last: Date) -> bool {
        self.from <= last && self.last_day().is_none_or(|until| until >= first)
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Pkh {
    /// Components by sequence number.
    pub components: Rows<Component>,
    /// Components of a family.
    pub families: Table<RecipientId, Vec<u64>>,
    /// Components of a member.
    pub members: Table<RecipientId, Vec<u64>>,
    /// First family of a household.
    pub households: Table<HouseholdId, RecipientId>,
    /// Whether a component's commitment was kept in a stage.
    pub verified: Table<(u64, u64), bool>,
    /// What was computed for a credit.
    pub reconciled: Table<u64, Rupiah>,
}

tables!(Pkh { components, families, members, households, verified, reconciled });

impl Pkh {
    /// Components of a family with their sequence numbers, in the order of events.
    pub fn of_family(&self, family: RecipientId) -> impl Iterator<Item = (u64, &Component)> {
        let seqs = self.families.get(&family).into_iter().flatten();
        seqs.filter_map(|seq| Some((*seq, self.components.get(seq)?)))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::PkhComponentRecorded(body) => record(state, fact.seq, body),
        Event::PkhComponentEnded(body) => {
            let Some(component) = state.pkh.components.edit(&body.component.0) else { return };
            component.ended = Some(body.until);
            let (programme, family) = (component.programme, component.family);
            if let Some(after) = body.until.month_key().next() {
                state.central.disentitle(programme, family, body.component.0, after);
            }
        }
        Event::PkhCommitmentVerified(body) => {
            let key = (body.component.0, body.period.0);
            state.pkh.verified.insert(key, body.fulfilled);
        }
        Event::PkhStageReconciled(body) => {
            state.pkh.reconciled.insert(body.credit.0, body.expected);
        }
        _ => {}
    }
}

fn record(state: &mut State, seq: u64, body: &PkhComponentRecorded) {
    let Some(programme) = state.reference.programmes.get(&body.programme).map(|p| p.index) else {
        return;
    };
    let component = Component {
        programme,
        code: body.programme.clone(),
        family: body.family,
        member: body.member,
        kind: body.component,
        from: body.from,
        until: body.until,
        ended: None,
    };
    state.pkh.components.insert(seq, component);
    state.pkh.families.edit_or_default(&body.family).push(seq);
    state.pkh.members.edit_or_default(&body.member).push(seq);
    let household = state.proposal.recipients.get(&body.family).and_then(|known| known.household);
    if let Some(household) = household.filter(|known| !state.pkh.households.contains(known)) {
        state.pkh.households.insert(household, body.family);
    }
    let until = body.until.and_then(|until| until.month_key().next());
    let span = Entitlement { by: seq, from: body.from.month_key(), until };
    state.central.entitle(programme, body.family, span);
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    if object != Object::PkhComponent {
        return;
    }
    let Some(component) = state.pkh.components.get(&seq) else { return };
    tag(Tag::Programme(component.code.clone()));
    tag(Tag::Recipient(component.family.0));
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, component) in state.pkh.components.iter() {
        add(Object::PkhComponent, seq, u8::from(component.ended.is_some()));
    }
}
