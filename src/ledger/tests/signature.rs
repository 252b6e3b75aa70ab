//! Signatures of officials, given as JSON lines: good in one ledger, for one office, once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use jejak_events::Recorded;
use jejak_events::envelope::{Nonce, ToSign};
use jejak_events::wire::OlderBody;
use jejak_projections::{Postings, State};
use serde_json::{Value, json};

use super::*;
use crate::exchange::drafts;
use crate::ledger::rules::judge;

/// Events 2 to 8: what a budget line needs, two offices of the founder, and the founder's key.
const SETUP: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1","name":"PAD","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"OfficialAppointed","occurred_on":"2026-01-02","body":{"person":"PERSON","office":"pa","organisation":3,"capacity":"definitif","from":"2026-01-02","basis":"SK 1"}}
{"kind":"OfficialAppointed","occurred_on":"2026-01-02","body":{"person":"PERSON","office":"tapd","organisation":3,"capacity":"definitif","from":"2026-01-02","basis":"SK 2"}}
{"kind":"ActorKeyRegistered","occurred_on":"2026-01-02","body":{"person":"PERSON","key":"KEY"}}
"#;
const PA: u64 = 6;
const TAPD: u64 = 7;
const KEY: u64 = 8;

fn pen() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

fn prepared() -> Ledger {
    let ledger = World::new().founded();
    let key = Bytes32(pen().verifying_key().to_bytes()).to_string();
    let setup = SETUP.replace("PERSON", &PersonId([3; 16]).to_string()).replace("KEY", &key);
    propose(&ledger, &setup).unwrap();
    ledger
}

fn propose(ledger: &Ledger, lines: &str) -> Result<Receipt, WriteError> {
    let read = drafts::read(lines).unwrap_or_else(|bad| panic!("{bad:?}"));
    ledger.propose(Request::new(actor(), read.drafts))
}

/// A line of the budget as an official decides it.
fn ceiling(official: Option<u64>, amount: &str) -> Value {
    json!({
        "kind": "BudgetCeilingSet", "occurred_on": "2026-01-02", "official": official,
        "body": {
            "fiscal_year": 2026, "organisation": 3, "activity": "1.06.05.1.02.0003",
            "account": "5.1.06.01.01.0001", "source": "1.1", "programme": "BLT", "region": "36",
            "standing": "sendiri", "basis": "dpa", "amount": amount
        }
    })
}

/// The signature over a line, in a ledger, with a nonce.
fn signature(line: &Value, ledger_id: [u8; 32], nonce: u8) -> Value {
    let read = drafts::read(&line.to_string()).unwrap_or_else(|bad| panic!("{bad:?}"));
    let nonce = Nonce([nonce; 16]);
    let message = read.drafts[0].to_sign(Bytes32(ledger_id), nonce).bytes();
    let bytes = STANDARD.encode(pen().sign(&message).to_bytes());
    json!({ "key": KEY, "nonce": nonce, "bytes": bytes })
}

const HERE: [u8; 32] = [1; 32];

#[test]
fn a_signature_is_good_for_what_was_signed_and_nothing_else() {
    let asked = ceiling(Some(PA), "37000000000.00");
    let good = signature(&asked, HERE, 1);
    let table = [
        ("another ledger", asked.clone(), signature(&asked, [2; 32], 1)),
        ("another office", ceiling(Some(TAPD), "37000000000.00"), good.clone()),
        ("no office", ceiling(None, "37000000000.00"), good.clone()),
        ("another amount", ceiling(Some(PA), "37000000000.01"), good.clone()),
        ("another nonce", asked.clone(), {
            let mut other = good.clone();
            other["nonce"] = json!(Nonce([2; 16]));
            other
        }),
    ];
    let ledger = prepared();
    for (name, mut line, signature) in table {
        line["signature"] = signature;
        assert_eq!(refused(propose(&ledger, &line.to_string())), "ENV-16", "{name}");
    }
    let mut line = asked.clone();
    line["occurred_on"] = json!("2026-01-03");
    line["signature"] = good.clone();
    assert_eq!(refused(propose(&ledger, &line.to_string())), "ENV-16", "another day");
    line["occurred_on"] = asked["occurred_on"].clone();
    let receipt = propose(&ledger, &line.to_string()).unwrap();
    let recorded = ledger.event(receipt.first_seq).unwrap().unwrap();
    let shown = crate::exchange::events::to_json(&recorded);
    assert_eq!(shown["envelope"]["signature"], good, "an export shows what was given");
    assert_eq!(refused(propose(&ledger, &line.to_string())), "ENV-18", "once");
}

/// No kind has two versions yet: other bytes stand for those of an older one.
#[test]
fn a_signature_is_over_the_version_that_was_recorded() {
    let ledger = prepared();
    let mut state = State::default();
    for seq in 0..ledger.head().size {
        let fact = ledger.event(seq).unwrap().unwrap();
        state.apply(&fact, &mut Postings::default());
    }
    let refused =
        |fact: &Recorded| judge(&state, fact, 0, &mut Vec::new()).err().map(|r| r.rule.code);
    let mut line = ceiling(Some(PA), "37000000000.00");
    line["signature"] = signature(&line, HERE, 1);
    let receipt = propose(&ledger, &line.to_string()).unwrap();
    let mut fact = ledger.event(receipt.first_seq).unwrap().unwrap();
    assert_eq!((&fact.older, refused(&fact)), (&None, None));

    fact.older = Some(Box::new(OlderBody { version: 0, bytes: [7, 1, 2].into() }));
    assert_eq!(refused(&fact), Some("ENV-16"), "the newest version was signed");
    let message = ToSign::of(&fact, Bytes32(HERE), Nonce([1; 16])).bytes();
    assert!(message.ends_with(&[7, 1, 2]));
    let signature = fact.envelope.signature.as_mut().unwrap();
    signature.bytes = pen().sign(&message).to_bytes();
    assert_eq!(refused(&fact), None);
    fact.older = None;
    assert_eq!(refused(&fact), Some("ENV-16"), "the older version was signed");
}

#[test]
fn a_key_may_be_registered_in_the_batch_that_it_signs() {
    let ledger = World::new().founded();
    let key = Bytes32(pen().verifying_key().to_bytes());
    let register = json!({ "kind": "ActorKeyRegistered", "label": "pen",
        "occurred_on": "2026-06-30", "body": { "person": PersonId([3; 16]), "key": key } });
    let mut line = json!({ "kind": "HolidayDeclared", "occurred_on": "2026-06-30",
        "body": { "day": "2026-08-17", "basis": "SKB" } });
    line["signature"] = signature(&line, HERE, 1);
    line["signature"]["key"] = json!("@pen");
    let read = drafts::read(&format!("{register}\n{line}")).unwrap();
    let first = ledger.propose(keyed("k", read.drafts.clone())).unwrap();
    let again = ledger.propose(keyed("k", read.drafts)).unwrap();
    assert_eq!((again.repeated, again.head), (true, first.head));
}

#[test]
fn a_signature_of_another_form_is_a_bad_line() {
    let mut line = ceiling(None, "1.00");
    let good = signature(&line, HERE, 1);
    let table = [
        ("signature.bytes", "bytes", json!("AAAA")),
        ("signature.bytes", "bytes", json!("no base64")),
        ("signature.nonce", "nonce", json!("12")),
        ("signature.key", "key", json!("@nobody")),
    ];
    for (field, part, value) in table {
        line["signature"] = good.clone();
        line["signature"][part] = value;
        let bad = drafts::read(&line.to_string()).unwrap_err();
        assert_eq!(bad[0].field, field, "{bad:?}");
        assert!(!bad[0].expected.is_empty() && !bad[0].found.is_empty(), "{bad:?}");
    }
}

/// The message as FORMAT.md spells it, byte by byte.
#[test]
fn the_message_is_the_one_of_the_format() {
    let line = json!({ "kind": "HolidayDeclared", "occurred_on": "2026-01-02", "official": 300,
        "body": { "day": "1970-01-02", "basis": "SKB" } });
    let read = drafts::read(&line.to_string()).unwrap();
    let message = read.drafts[0].to_sign(Bytes32([7; 32]), Nonce([8; 16])).bytes();
    let kind = jejak_events::Kind::HolidayDeclared.number().to_be_bytes();
    let mut expected = b"jejak draft v1\n".to_vec();
    expected.extend([7; 32]);
    expected.extend([8; 16]);
    expected.extend([kind[0], kind[1], 1]);
    // Appointment 300; day 20455, zigzag 40910; year 2026; no paper; no history.
    expected.extend([1, 251, 44, 1, 251, 0xce, 0x9f, 251, 0xea, 0x07, 0, 0]);
    // Day 1, zigzag 2; "SKB".
    expected.extend([2, 3, b'S', b'K', b'B']);
    assert_eq!(message, expected);
}
