//! Where the ledger stands: size, zone, ruleset, clock, keys.

use jejak_events::date::{Timestamp, ZoneId};
use jejak_events::ids::{Bytes32, PersonId};
use jejak_events::{ChainHash, Envelope, Event, Recorded};

use crate::kept::Kept;
use crate::oversight;
use crate::state::{State, tables};
use crate::table::Table;

/// How far the second ledger had got when that was last recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct SecondHead {
    /// The event that says so.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Number of entries in the second ledger.
    pub size: u64,
    /// Chain hash of its last entry.
    pub chain_hash: Bytes32,
    /// RFC 6962 root of its entries.
    pub tree_root: Bytes32,
}

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
    /// Number of batches that were begun.
    pub batches: u64,
    /// Last recorded head of the second ledger.
    pub second: Option<SecondHead>,
}

impl Meta {
    /// Whether this is a second ledger itself.
    pub fn is_second(&self) -> bool {
        oversight::is_second(&self.origin)
    }
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
            batches: 0,
            second: None,
        }
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Integrity {
    meta: Kept<Meta>,
    /// Size and chain hash at the last batch ends, by the number of the batch that went on from
    /// there modulo [`HEADS_MAX`].
    heads: Table<u64, (u64, Bytes32)>,
}

tables!(Integrity { meta, heads });

/// How many batch ends are remembered: enough for whoever read a head and recorded something about
/// it while a thousand others wrote. Older ones are known to whoever reads the entries.
pub const HEADS_MAX: u64 = 1_024;

impl Integrity {
    /// Number of events applied; the next one gets this sequence number.
    pub fn size(&self) -> u64 {
        self.meta.get().size
    }

    /// What the ledger knows about itself.
    pub fn meta(&self) -> &Meta {
        self.meta.get()
    }

    /// The chain hash at a size, if that is one of the last batch ends.
    pub fn head_at(&self, size: u64) -> Option<Bytes32> {
        let mut heads = self.heads.iter().map(|(_, head)| *head);
        heads.find(|(at, _)| *at == size).map(|(_, hash)| hash)
    }

    /// The size at which the chain had a hash, if it was at one of the last batch ends.
    pub fn size_of(&self, head: Bytes32) -> Option<u64> {
        let mut heads = self.heads.iter().map(|(_, head)| *head);
        heads.find(|(_, hash)| *hash == head).map(|(size, _)| size)
    }
}

impl State {
    /// Notes the head from which a batch goes on. To be told before the first event of each batch
    /// is judged; hashes are of entries, which a fold over events does not see.
    pub fn begin_batch(&mut self, size: u64, head: ChainHash) {
        let meta = self.integrity.meta.edit();
        let slot = meta.batches % HEADS_MAX;
        meta.batches = meta.batches.saturating_add(1);
        self.integrity.heads.insert(slot, (size, Bytes32(head.0)));
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
        Event::SecondLedgerHead(body) => {
            meta.second = Some(SecondHead {
                seq: fact.seq,
                recorded_at: fact.recorded_at,
                size: body.size,
                chain_hash: body.chain_hash,
                tree_root: body.tree_root,
            });
        }
        Event::LedgerContinued(body) => {
            meta.origin = body.origin.to_string();
            meta.checkpoint_keys = vec![body.key];
        }
        Event::CheckpointKeyAdded(body) => meta.checkpoint_keys.push(body.key),
        Event::CheckpointKeyRetired(body) => meta.checkpoint_keys.retain(|key| *key != body.key),
        _ => {}
    }
}
