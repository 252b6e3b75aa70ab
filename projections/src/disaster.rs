//! Declared disasters, how long each lasts, and what was found where.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::field::Field;
use jejak_events::vocabulary::{DisasterKind, EmergencyStatus};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A declared disaster.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Declared {
    /// What happened.
    pub kind: DisasterKind,
    /// State of emergency in force.
    pub status: EmergencyStatus,
    /// Region that the decree names.
    pub region: Region,
    /// First day.
    pub from: Date,
    /// Last day that a decree allows.
    pub until: Date,
    /// Day on which it was declared over.
    pub ended: Option<Date>,
}

impl Declared {
    /// The last day of the emergency, as far as it is known.
    pub fn last_day(&self) -> Date {
        self.ended.unwrap_or(self.until)
    }

    /// Whether the emergency lasted on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.last_day()
    }
}

/// What was found in one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Assessment {
    /// Households affected.
    pub households: u32,
    /// People affected.
    pub people: u32,
    /// Houses damaged: lightly, by half, heavily.
    pub houses: [u32; 3],
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Disaster {
    /// Disasters by sequence number.
    pub declared: Rows<Declared>,
    /// The newest assessment of each disaster and region.
    pub assessments: Table<(u64, Region), Assessment>,
}

tables!(Disaster { declared, assessments });

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.disaster;
    match &fact.event {
        Event::DisasterDeclared(body) => area.declared.insert(
            fact.seq,
            Declared {
                kind: body.kind,
                status: body.status,
                region: body.region,
                from: body.from,
                until: body.until,
                ended: None,
            },
        ),
        Event::DisasterExtended(body) => {
            let Some(declared) = area.declared.edit(&body.disaster.0) else { return };
            declared.status = body.status;
            declared.until = body.until;
        }
        Event::DisasterAssessed(body) => {
            let found = Assessment {
                households: body.households,
                people: body.people,
                houses: [body.light, body.medium, body.heavy],
            };
            area.assessments.insert((body.disaster.0, body.region), found);
        }
        Event::DisasterEnded(body) => {
            let Some(declared) = area.declared.edit(&body.disaster.0) else { return };
            declared.ended = Some(fact.envelope.occurred_on);
        }
        _ => {}
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    if object == Object::Disaster
        && let Some(declared) = state.disaster.declared.get(&seq)
    {
        declared.region.tags(tag);
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, declared) in state.disaster.declared.iter() {
        add(Object::Disaster, seq, u8::from(declared.ended.is_some()));
    }
}
