//! What surrounds every event: who recorded it, for whom, when it happened, on what papers.

use serde::{Deserialize, Serialize};

use crate::date::{Date, FiscalYear};
use crate::document::Document;
use crate::event::records;
use crate::ids::{AccountRef, ActorKeyRef, AppointmentRef, HistoricalBatchRef, PersonId};
use crate::vocabulary::{Authentication, Capacity, Office};

records! {
    /// Who recorded the event.
    Recorder {
        /// The account.
        account: AccountRef,
        /// The person who answers for it.
        person: PersonId,
    }

    /// The official for whom it was recorded.
    Official {
        /// The person.
        person: PersonId,
        /// The office.
        office: Office,
        /// The capacity.
        capacity: Capacity,
        /// The appointment.
        appointment: AppointmentRef,
    }
}

/// Signature of a registered key over a draft, so that the official's own will can be shown.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct ActorSignature {
    /// The registered key.
    pub key: ActorKeyRef,
    /// Ed25519 signature.
    pub bytes: [u8; 64],
}

/// Wire struct of the envelope, version 1: the part that is bincode. The fields that stand in
/// fixed places of an entry (previous hash, sequence number, time, kind) are not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Envelope {
    /// Position within its batch, from 0.
    pub batch_index: u32,
    /// Number of events in its batch.
    pub batch_len: u32,
    /// Identity of the request; events of one batch share it.
    pub request_id: RequestId,
    /// Civil date on which it became true, in the ledger's zone.
    pub occurred_on: Date,
    /// Fiscal year to which it belongs.
    pub fiscal_year: FiscalYear,
    /// Who recorded it.
    pub recorder: Recorder,
    /// The official acted for.
    pub official: Option<Official>,
    /// How the recorder proved to be who they are.
    pub authentication: Authentication,
    /// Signature of the actor's registered key over the draft.
    pub signature: Option<ActorSignature>,
    /// Papers that it stands on.
    pub documents: Vec<Document>,
    /// The batch of history it belongs to; absent for live events.
    pub historical: Option<HistoricalBatchRef>,
}

/// 16 bytes that identify one request of one account; unpredictable to outsiders.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, bincode::Encode, bincode::Decode)]
pub struct RequestId(pub [u8; 16]);

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::chain::write_hex(&self.0, f)
    }
}

impl Serialize for RequestId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RequestId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::chain::parse_hex(&text)
            .map(RequestId)
            .ok_or_else(|| serde::de::Error::custom("expected 32 hexadecimal digits"))
    }
}

/// The bytes that an actor's registered key signs: everything the actor decides, nothing that the
/// ledger adds (sequence number, time, batch).
pub fn signed_bytes(fact: &crate::Recorded) -> Vec<u8> {
    let mut bytes = b"jejak draft v1\n".to_vec();
    bytes.extend_from_slice(&fact.event.kind().number().to_be_bytes());
    bytes.push(fact.event.kind().version());
    let envelope = &fact.envelope;
    let decided =
        (envelope.occurred_on, envelope.fiscal_year, &envelope.documents, envelope.historical);
    // Both parts were encoded within the limit before they could be recorded; a part that does
    // not encode leaves bytes that no signature fits.
    if crate::codec::encode(&decided, &mut bytes).is_err() || fact.event.encode(&mut bytes).is_err()
    {
        bytes.clear();
    }
    bytes
}
