//! `docs/FORMAT.md` says what the program does: its tables, and its worked example.

use std::path::PathBuf;
use std::process::{Command, Output};

use jejak::proof::{Frontier, key};
use jejak_events::access::{AccountOpened, RoleGranted};
use jejak_events::envelope::{Recorder, RequestId};
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::LedgerCreated;
use jejak_events::vocabulary::{Authentication, Role};
use jejak_events::{
    ChainHash, Date, Envelope, Event, Head, LeafHash, Recorded, Text, Timestamp, ZoneId,
};

const ORIGIN: &str = "example.go.id/bansos";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn document() -> String {
    std::fs::read_to_string(root().join("docs/FORMAT.md")).expect("the document is there")
}

/// Runs one of the scripts that write the document, with `--check`.
#[track_caller]
fn assert_current(script: &str, more: &[&str]) {
    let Output { status, stdout, stderr } = Command::new("python3")
        .arg("-B")
        .arg(root().join("tools").join(script))
        .arg("--check")
        .args(more)
        .output()
        .expect("python3 is installed");
    let text = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    assert!(status.success(), "{text}");
}

#[test]
fn its_tables_are_those_of_the_catalogue() {
    assert_current("format_tables.py", &["--jejak", env!("CARGO_BIN_EXE_jejak")]);
}

#[test]
fn its_example_follows_from_its_rules() {
    assert_current("format_example.py", &[]);
}

/// `count` bytes that count up from `first`.
fn counting<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|index| first + u8::try_from(index).expect("small"))
}

/// The three facts of the worked example.
fn facts() -> Vec<Recorded> {
    let at = Timestamp::from_micros(1_795_309_323_000_000).expect("in range");
    let day: Date = "2026-11-22".parse().expect("a date");
    let person = PersonId(counting(0x10));
    let sample = key::sample(ORIGIN).expect("a good name");
    let origin: Text = ORIGIN.parse().expect("public text");
    let created = LedgerCreated {
        ledger_id: Bytes32(counting(0)),
        origin,
        zone: ZoneId::Wib,
        checkpoint_keys: vec![Bytes32(sample.verifier_key().public_bytes())],
        ruleset: 1,
        created_at: at,
    };
    let role = RoleGranted {
        account: AccountRef(1),
        role: Role::Administrator,
        organisation: None,
        region: None,
        from: day,
        until: None,
    };
    let opened = AccountOpened { person, organisation: None };
    let events: [Event; 3] = [created.into(), opened.into(), role.into()];
    let fact = |(batch_index, event)| Recorded {
        seq: u64::from(batch_index),
        recorded_at: at,
        envelope: Envelope {
            batch_index,
            batch_len: 3,
            request_id: RequestId(counting(0xa0)),
            occurred_on: day,
            fiscal_year: day.fiscal_year(),
            recorder: Recorder { account: AccountRef(1), person },
            official: None,
            authentication: Authentication::Local,
            signature: None,
            documents: Vec::new(),
            historical: None,
        },
        event,
        older: None,
    };
    (0..).zip(events).map(fact).collect()
}

#[test]
fn its_example_is_what_the_program_writes() {
    // Long hexadecimal strings are wrapped in the document.
    let document: String = document().split_whitespace().collect();
    let (mut head, mut tree) = (Head::EMPTY, Frontier::new());
    for fact in facts() {
        let mut entry = Vec::new();
        let hash = fact.write(head.hash, &mut entry).expect("short");
        assert_eq!(Recorded::parse(&entry).as_ref(), Ok(&fact));
        let hex: String = entry.iter().map(|byte| format!("{byte:02x}")).collect();
        let leaf = LeafHash::of(&entry);
        for expected in [hex, format!("chainhash{hash}"), format!("leafhash{leaf}")] {
            assert!(document.contains(&expected), "entry {}: {expected}", fact.seq);
        }
        tree.append(leaf);
        head = Head { size: fact.seq + 1, hash: ChainHash::of(&entry) };
    }
    assert!(document.contains(&format!("head{head}")), "{head}");
    assert!(document.contains(&format!("root{}", tree.root())), "{}", tree.root());
}
