//! Recorded events as JSON, for people and for other programs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jejak_events::entry::EntryError;
use jejak_events::{ChainHash, LeafHash, RawEntry, Recorded};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A recorded event: header, envelope and body.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventShown {
    /// Sequence number.
    seq: u64,
    /// When it was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: jejak_events::Timestamp,
    /// The kind, as `jejak kinds` names it.
    kind: &'static str,
    /// The version of the kind's body.
    version: u8,
    /// What surrounds every event.
    envelope: EnvelopeShown,
    /// The fields of the kind; `/v1/kinds/{name}` tells their shapes.
    #[schema(value_type = Object)]
    body: Value,
}

/// What surrounds every event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Envelope)]
pub struct EnvelopeShown {
    /// Position within its batch, from 0.
    batch_index: u32,
    /// Number of events in its batch.
    batch_len: u32,
    /// Identity of the request; events of one batch share it.
    request_id: String,
    /// The day on which it became true, in the ledger's zone.
    #[schema(value_type = String, format = Date)]
    occurred_on: jejak_events::Date,
    /// The fiscal year to which it belongs.
    #[schema(value_type = u16)]
    fiscal_year: jejak_events::date::FiscalYear,
    /// Who recorded it: the number of the account, and the random id of the person behind it.
    #[schema(value_type = Object)]
    recorder: Value,
    /// The official who acted: person, office, capacity and the number of the appointment.
    #[schema(value_type = Option<Object>)]
    official: Value,
    /// How the recorder proved to be who they are.
    #[schema(value_type = String)]
    authentication: Value,
    /// The signature of the official's registered key over the draft.
    signature: Option<SignatureShown>,
    /// Papers that it stands on: kind, number, date, and what binds the file.
    #[schema(value_type = Vec<Object>)]
    documents: Value,
    /// The batch of history it belongs to; null for live events.
    #[schema(value_type = Option<u64>)]
    historical: Value,
}

/// The signature of a registered key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Signature)]
pub struct SignatureShown {
    /// The event that registered the key.
    #[schema(value_type = u64)]
    key: Value,
    /// Drawn by the signer and never used again with this key.
    nonce: String,
    /// The Ed25519 signature, in base64.
    bytes: String,
}

/// An event as JSON: header, envelope and body, with stable names.
pub fn to_json(fact: &Recorded) -> Value {
    json!(shown(fact))
}

/// An event as it is shown.
pub fn shown(fact: &Recorded) -> EventShown {
    let envelope = &fact.envelope;
    let signature = envelope.signature.as_ref().map(|signature| SignatureShown {
        key: json!(signature.key),
        nonce: signature.nonce.to_string(),
        bytes: STANDARD.encode(signature.bytes),
    });
    EventShown {
        seq: fact.seq,
        recorded_at: fact.recorded_at,
        kind: fact.event.kind().name(),
        version: fact.event.kind().version(),
        envelope: EnvelopeShown {
            batch_index: envelope.batch_index,
            batch_len: envelope.batch_len,
            request_id: envelope.request_id.to_string(),
            occurred_on: envelope.occurred_on,
            fiscal_year: envelope.fiscal_year,
            recorder: json!(envelope.recorder),
            official: json!(envelope.official),
            authentication: json!(envelope.authentication),
            signature,
            documents: json!(envelope.documents),
            historical: json!(envelope.historical),
        },
        body: fact.event.to_json(),
    }
}

/// An event with the raw entry and its hashes: everything that a verifier needs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventWithEntry)]
pub struct WithEntry {
    #[serde(flatten)]
    event: EventShown,
    /// Chain hash of the event before.
    prev: String,
    /// Chain hash of this one.
    hash: String,
    /// Its leaf of the Merkle tree.
    leaf: String,
    /// The hashed bytes, in base64.
    entry: String,
}

/// The same with the raw entry and its hashes.
pub fn with_entry(fact: &Recorded, entry: &[u8]) -> Result<WithEntry, EntryError> {
    let raw = RawEntry::parse(entry)?;
    Ok(WithEntry {
        event: shown(fact),
        prev: raw.prev.to_string(),
        hash: ChainHash::of(entry).to_string(),
        leaf: LeafHash::of(entry).to_string(),
        entry: STANDARD.encode(entry),
    })
}
