//! Whole entries to test with: every kind under a rich and under a bare envelope.

use std::fmt::Write as _;

use jejak_events::document::{Binding, Document, PublicHash};
use jejak_events::envelope::{ActorSignature, Nonce, Official, Recorder, RequestId};
use jejak_events::field::{Field, part_of};
use jejak_events::ids::*;
use jejak_events::vocabulary::{Authentication, DocumentKind, SignatureVerdict};
use jejak_events::{Date, Envelope, Event, FiscalYear, Kind, Recorded, Timestamp};

/// An envelope with everything that may stand in one.
pub fn full_envelope(seed: u64) -> Envelope {
    let document = |proof| Document {
        kind: DocumentKind::sample(seed),
        number: Some("188.4/21122-DINSOS/2022".parse().expect("a number")),
        dated: Some(Date::sample(seed)),
        proof: Some(proof),
    };
    Envelope {
        batch_index: 249,
        batch_len: 70_000,
        request_id: RequestId(PersonId::sample(part_of(seed, 0)).0),
        occurred_on: Date::sample(part_of(seed, 1)),
        fiscal_year: FiscalYear::sample(part_of(seed, 2)),
        recorder: Recorder::sample(part_of(seed, 3)),
        official: Some(Official::sample(part_of(seed, 4))),
        authentication: Authentication::sample(part_of(seed, 5)),
        signature: Some(ActorSignature {
            key: ActorKeyRef(251),
            nonce: Nonce([0x5a; 16]),
            bytes: [0xa5; 64],
        }),
        documents: vec![
            document(Binding::PublicHash(PublicHash {
                sha256: Bytes32::sample(seed),
                signature: SignatureVerdict::Valid,
            })),
            document(Binding::Token(Token::sample(seed))),
            document(Binding::Commitment(Bytes32::sample(seed))),
        ],
        historical: Some(HistoricalBatchRef(1 << 40)),
    }
}

/// An envelope in which everything that may be absent is.
pub fn bare_envelope() -> Envelope {
    Envelope {
        batch_index: 0,
        batch_len: 1,
        request_id: RequestId([0; 16]),
        occurred_on: "2026-03-01".parse().expect("a date"),
        fiscal_year: "2026".parse().expect("a year"),
        recorder: Recorder { account: AccountRef(0), person: PersonId([7; 16]) },
        official: None,
        authentication: Authentication::Local,
        signature: None,
        documents: Vec::new(),
        historical: None,
    }
}

/// An entry at a fixed place and time.
pub fn recorded(kind: Kind, seed: u64, envelope: Envelope) -> Recorded {
    let recorded_at = Timestamp::from_micros(1_795_309_323_000_000).expect("in range");
    let event = Event::sample(kind, seed);
    Recorded { seq: 65_537, recorded_at, envelope, event, older: None }
}

/// The wire bytes of a body.
pub fn body(event: &Event) -> Vec<u8> {
    let mut bytes = Vec::new();
    event.encode(&mut bytes).expect("samples are short");
    bytes
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writes to a string");
        text
    })
}

pub fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(|pair| byte(pair).expect("hexadecimal")).collect()
}
