//! `--accept-clock` from outside: a ledger whose last event lies years back, and today's clock.

use std::sync::Arc;

use jejak::ledger::{Actor, Clock, Draft, Ledger, Request, RequestSecret, ScriptedClock, Setup};
use jejak::store::{Engine, Folder};
use jejak_events::access::AccountOpened;
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::LedgerCreated;
use jejak_events::vocabulary::Authentication;
use jejak_events::{Timestamp, ZoneId};

use crate::cli::{Desk, stderr};

/// A ledger of two events, written by a clock that stood in 2020.
fn old_ledger() -> Desk {
    let desk = Desk::new();
    let folder = Folder::create(&desk.data(), Engine::Redb).unwrap();
    let created_at: Timestamp = "2020-06-30T05:00:00Z".parse().unwrap();
    let setup = Setup {
        clock: Arc::new(ScriptedClock::at(created_at)) as Arc<dyn Clock>,
        secret: RequestSecret::new([7; 32]),
        accept_clock: false,
    };
    let ledger = Ledger::open(&folder, setup, &mut |_, _| {}).unwrap();
    let created = LedgerCreated {
        ledger_id: Bytes32([1; 32]),
        origin: "example/test".parse().unwrap(),
        zone: ZoneId::Wib,
        checkpoint_keys: vec![Bytes32([2; 32])],
        ruleset: 1,
        created_at,
    };
    let account = AccountOpened { person: PersonId([3; 16]), organisation: None };
    let day = created_at.date_in(ZoneId::Wib);
    let drafts = vec![Draft::new(day, created), Draft::new(day, account)];
    let actor = Actor { account: AccountRef(1), authentication: Authentication::Local };
    ledger.propose(Request::new(actor, drafts)).unwrap();
    ledger.close().unwrap();
    desk
}

#[test]
fn a_gap_is_refused_until_it_is_accepted_and_the_consent_is_recorded() {
    let desk = old_ledger();
    let holiday = r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{"day":"2026-08-17","basis":"SKB"}}"#;
    let file = desk.file("holiday.jsonl", holiday);
    let refused = desk.run(&["append", &file]);
    assert_eq!(refused.status.code(), Some(1));
    let text = stderr(&refused);
    assert!(text.contains("REQ-10") && text.contains("--accept-clock"), "{text}");
    let receipt = desk.json(&["append", &file, "--accept-clock"]);
    assert_eq!((&receipt["first_seq"], &receipt["count"]), (&3.into(), &1.into()));
    let gap = desk.json(&["show", "2"]);
    assert_eq!(gap["kind"], "ClockGapAccepted");
    assert_eq!(gap["body"]["last_recorded_at"], "2020-06-30T05:00:00.000000Z");
    assert_eq!(gap["envelope"]["batch_len"], 1);
    let next = desk.json(&["append", &file, "--accept-clock"]);
    assert_eq!(next["first_seq"], 4, "there is no gap any more");
    assert!(desk.run(&["verify"]).status.success());
}
