//! Recorded events as JSON, for people and for other programs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jejak_events::{ChainHash, LeafHash, RawEntry, Recorded};
use serde_json::{Value, json};

/// An event as JSON: header, envelope and body, with stable names.
pub fn to_json(fact: &Recorded) -> Value {
    let envelope = &fact.envelope;
    json!({
        "seq": fact.seq,
        "recorded_at": fact.recorded_at,
        "kind": fact.event.kind().name(),
        "version": fact.event.kind().version(),
        "envelope": {
            "batch_index": envelope.batch_index,
            "batch_len": envelope.batch_len,
            "request_id": envelope.request_id,
            "occurred_on": envelope.occurred_on,
            "fiscal_year": envelope.fiscal_year,
            "recorder": envelope.recorder,
            "official": envelope.official,
            "authentication": envelope.authentication,
            "signature": envelope.signature.as_ref().map(|signature| json!({
                "key": signature.key,
                "nonce": signature.nonce,
                "bytes": STANDARD.encode(signature.bytes),
            })),
            "documents": envelope.documents,
            "historical": envelope.historical,
        },
        "body": fact.event.to_json(),
    })
}

/// The same with the raw entry and its hashes: everything that a verifier needs.
pub fn with_entry(fact: &Recorded, entry: &[u8]) -> Value {
    let mut value = to_json(fact);
    if let (Value::Object(fields), Ok(raw)) = (&mut value, RawEntry::parse(entry)) {
        fields.insert("prev".to_owned(), raw.prev.to_string().into());
        fields.insert("hash".to_owned(), ChainHash::of(entry).to_string().into());
        fields.insert("leaf".to_owned(), LeafHash::of(entry).to_string().into());
        fields.insert("entry".to_owned(), STANDARD.encode(entry).into());
    }
    value
}
