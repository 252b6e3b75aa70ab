//! What makes the sample ledger of one province different from another's.

use jejak_events::ids::Bytes32;
use jejak_events::{Timestamp, ZoneId};

use super::Script;
use crate::proof::vkey::{KeyError, Signer};

/// A sample ledger.
#[derive(Clone, Copy)]
pub struct Province {
    /// Name of the province.
    pub name: &'static str,
    /// Origin line of its checkpoints.
    pub origin: &'static str,
    /// Its identity: readable, because nothing about it is secret.
    pub ledger_id: Bytes32,
    /// From this every id of a person, token and paper is derived.
    pub seed: &'static str,
    /// Civil zone of its dates.
    pub zone: ZoneId,
    /// When it is created, in microseconds after 1970.
    pub(super) opened_at_micros: i64,
    /// Events of the whole ledger, the founding batch among them.
    pub events: u64,
    /// Makes the key that signs its checkpoints: published, hence worthless.
    pub(super) key: fn(&str) -> Result<Signer, KeyError>,
    /// Its script, for a founding batch that ends before a sequence number.
    pub(super) script: fn(u64) -> Script,
}

impl Province {
    /// What the scripted clock shows when the ledger is created.
    pub fn opened_at(&self) -> Timestamp {
        Timestamp::from_micros(self.opened_at_micros).unwrap_or(Timestamp::MIN)
    }

    /// The key that signs its checkpoints.
    pub fn checkpoint_key(&self) -> Result<Signer, KeyError> {
        (self.key)(self.origin)
    }

    /// The script of a ledger whose founding batch ends before `first_seq`.
    pub fn batches(&self, first_seq: u64) -> Script {
        (self.script)(first_seq)
    }
}
