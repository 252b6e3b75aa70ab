//! `sign-text`: from the message to an accepted line, with a key that only the official has.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

/// What an official who signs needs: an office and a registered key, events 5 and 6.
const OFFICE: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"OfficialAppointed","occurred_on":"2026-01-02","body":{"person":"PERSON","office":"pa","organisation":"@dinsos","capacity":"definitif","from":"2026-01-02","basis":"SK 1"}}
{"kind":"ActorKeyRegistered","occurred_on":"2026-01-02","body":{"person":"PERSON","key":"KEY"}}
"#;
const APPOINTMENT: u64 = 5;
const KEY: u64 = 6;

/// What the official decides.
fn act() -> Value {
    json!({ "kind": "HolidayDeclared", "occurred_on": "2026-01-02", "official": APPOINTMENT,
        "body": { "day": "2026-08-17", "basis": "SKB" } })
}

/// A ledger in which the owner of a key holds an office.
fn prepared(pen: &SigningKey) -> Desk {
    let desk = Desk::founded();
    let key: String =
        pen.verifying_key().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let office = OFFICE.replace("PERSON", &"03".repeat(16)).replace("KEY", &key);
    let file = desk.file("office.jsonl", &office);
    assert_eq!(desk.json(&["append", &file])["first_seq"], 3);
    desk
}

/// The act with a signature over the message that `sign-text` gives for it.
fn signed(desk: &Desk, act: &Value, pen: &SigningKey) -> Value {
    let file = desk.file("act.jsonl", &act.to_string());
    let asked = desk.json(&["sign-text", &file]);
    let message = &asked["messages"][0];
    assert_eq!(message["line"], 1);
    let bytes = STANDARD.decode(message["message"].as_str().expect("base64")).expect("base64");
    assert!(bytes.starts_with(b"jejak draft v1\n"), "{bytes:?}");
    let bytes = STANDARD.encode(pen.sign(&bytes).to_bytes());
    let mut line = act.clone();
    line["signature"] = json!({ "key": KEY, "nonce": message["nonce"], "bytes": bytes });
    line
}

#[test]
fn a_line_is_accepted_with_the_officials_signature_and_with_no_other() {
    let random = || SigningKey::from_bytes(&jejak::ledger::identity::random_bytes());
    let (pen, stranger) = (random(), random());
    let desk = prepared(&pen);
    let forged = desk.file("forged.jsonl", &signed(&desk, &act(), &stranger).to_string());
    let refused = desk.run(&["append", &forged]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("ENV-16"), "{}", stderr(&refused));
    let mut altered = signed(&desk, &act(), &pen);
    altered["body"]["day"] = json!("2026-08-18");
    let altered = desk.file("altered.jsonl", &altered.to_string());
    assert!(stderr(&desk.run(&["append", &altered])).contains("ENV-16"));
    let line = signed(&desk, &act(), &pen);
    let good = desk.file("good.jsonl", &line.to_string());
    let receipt = desk.json(&["append", &good]);
    let shown = desk.json(&["show", &receipt["first_seq"].to_string()]);
    assert_eq!(shown["envelope"]["signature"], line["signature"]);
    assert!(stderr(&desk.run(&["append", &good])).contains("ENV-18"), "good once");
    assert!(desk.run(&["verify"]).status.success());
}

#[test]
fn every_line_has_a_nonce_of_its_own_and_nothing_is_recorded() {
    let desk = prepared(&SigningKey::from_bytes(&[5; 32]));
    let file = desk.file("acts.jsonl", &format!("{0}\n\n{0}", act()));
    let asked = [desk.json(&["sign-text", &file]), desk.json(&["sign-text", &file])];
    let messages = asked.iter().flat_map(|asked| asked["messages"].as_array().expect("messages"));
    let nonces: std::collections::BTreeSet<String> =
        messages.map(|message| message["nonce"].to_string()).collect();
    assert_eq!(nonces.len(), 4);
    assert_eq!(asked[0]["messages"][1]["line"], 3, "blank lines count");
    assert_eq!(desk.json(&["append", &file])["first_seq"], KEY + 1, "nothing was recorded");
}

/// A reference to another line has no number yet: what would be signed is not what is recorded.
#[test]
fn references_within_the_file_cannot_be_signed() {
    let desk = prepared(&SigningKey::from_bytes(&[5; 32]));
    for (field, value) in [("official", json!("#0")), ("historical", json!("#0"))] {
        let mut line = act();
        line[field] = value;
        let file = desk.file("open.jsonl", &line.to_string());
        let refused = desk.run(&["sign-text", &file]);
        assert_eq!(refused.status.code(), Some(2), "{field}");
        assert!(stderr(&refused).contains("line 1: expected references to recorded events"));
    }
    let mut revoked = desk.json(&["kinds", "ActorKeyRevoked"])["example"].clone();
    revoked["body"]["key"] = json!("#0");
    let file = desk.file("revoked.jsonl", &revoked.to_string());
    let refused = stderr(&desk.run(&["sign-text", &file]));
    assert!(refused.contains("line 1: expected references to recorded events"), "{refused}");
}
