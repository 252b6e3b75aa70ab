//! Where the ledger stands: size, zone, ruleset, clock, keys.

use jejak_events::date::{Timestamp, ZoneId};
use jejak_events::ids::{Bytes32, PersonId};
use jejak_events::{Envelope, Event, Recorded};

use crate::kept::Kept;
use crate::state::{State, tables};

/// What the ledger knows about itself.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Meta {
    /// Number of events applied.
    pub size: u64,
    /// Random identity of the ledger; zeros before its creation.
    pub ledger_id: Bytes32,
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Civil zone of its dates.
    pub zone: ZoneId,
    /// Ruleset in force.
    pub ruleset: u16,
    /// Time of the last event.
    pub recorded_at: Timestamp,
    /// Keys that may sign checkpoints now.
    pub checkpoint_keys: Vec<Bytes32>,
    /// Size of the last checkpoint recorded.
    pub checkpoint_size: u64,
}

impl Default for Meta {
    fn default() -> Self {
        Meta {
            size: 0,
            ledger_id: Bytes32([0; 32]),
            origin: String::new(),
            zone: ZoneId::Wib,
            ruleset: 0,
            recorded_at: Timestamp::MIN,
            checkpoint_keys: Vec::new(),
            checkpoint_size: 0,
        }
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Integrity {
    meta: Kept<Meta>,
}

tables!(Integrity { meta });

impl Integrity {
    /// Number of events applied; the next one gets this sequence number.
    pub fn size(&self) -> u64 {
        self.meta.get().size
    }

    /// What the ledger knows about itself.
    pub fn meta(&self) -> &Meta {
        self.meta.get()
    }
}

/// The persons who stand behind an event: recorder and official, for segregation of duties.
pub fn people_of(envelope: &Envelope) -> Vec<PersonId> {
    let recorder = envelope.recorder.person;
    let official = envelope.official.as_ref().map(|official| official.person);
    match official {
        Some(person) if person != recorder => vec![recorder, person],
        _ => vec![recorder],
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let meta = state.integrity.meta.edit();
    meta.size = fact.seq.saturating_add(1);
    meta.recorded_at = fact.recorded_at;
    match &fact.event {
        Event::LedgerCreated(body) => {
            meta.ledger_id = body.ledger_id;
            meta.origin = body.origin.to_string();
            meta.zone = body.zone;
            meta.ruleset = body.ruleset;
            meta.checkpoint_keys.clone_from(&body.checkpoint_keys);
        }
        Event::RulesetAdopted(body) => meta.ruleset = body.version,
        Event::CheckpointIssued(body) => meta.checkpoint_size = body.size,
        Event::CheckpointKeyAdded(body) => meta.checkpoint_keys.push(body.key),
        Event::CheckpointKeyRetired(body) => meta.checkpoint_keys.retain(|key| *key != body.key),
        _ => {}
    }
}
