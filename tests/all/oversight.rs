//! The second ledger from outside: what `verify` finds of one that was cut, replaced or removed.

use std::path::Path;
use std::sync::Arc;

use jejak::ledger::{
    Actor, Clock, Draft, Ledger, Request, RequestSecret, ScriptedClock, Seal, Setup, WriteError,
};
use jejak::store::{Engine, Folder};
use jejak_events::access::AccountOpened;
use jejak_events::ids::{AccountRef, Bytes32, PersonId};
use jejak_events::integrity::LedgerCreated;
use jejak_events::vocabulary::Authentication;
use jejak_events::{Timestamp, ZoneId};
use serde_json::Value;

use crate::cli::{Desk, run, stderr};
use crate::person::copy;
use crate::python_peer::python_is_here;
use crate::source::root;

const OPERATOR: Actor = Actor { account: AccountRef(1), authentication: Authentication::Local };

fn noon(day: u8) -> Timestamp {
    format!("2026-06-{day:02}T05:00:00Z").parse().unwrap()
}

/// A ledger in which something is refused on each of two days; `between` sees the folder after the
/// first. On the third day the head of the second ledger is recorded.
fn two_days(data: &Path, engine: Engine, between: impl FnOnce()) {
    let clock = Arc::new(ScriptedClock::at(noon(1)));
    let open = |folder: &Folder| {
        let setup = Setup {
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            secret: RequestSecret::new([7; 32]),
            accept_clock: false,
        };
        Ledger::open(folder, setup, &mut |_, _| {}).unwrap()
    };
    // A process that another test is starting may hold the lock of a folder for a moment: then the
    // second ledger does not open, and nothing is answered.
    let refuse = |ledger: &Ledger| {
        let empty = || Request::new(OPERATOR, Vec::new());
        let mut answers = (0..50).map(|_| ledger.propose(empty())).inspect(|answer| {
            if answer.is_err() {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        });
        assert!(answers.any(|answer| matches!(answer, Err(WriteError::Refused(_)))));
    };
    let folder = Folder::create(data, engine).unwrap();
    let ledger = open(&folder);
    found(&ledger);
    refuse(&ledger);
    ledger.close().unwrap();
    between();
    clock.set(noon(2));
    let ledger = open(&folder);
    refuse(&ledger);
    assert!(ledger.seal_second(OPERATOR, Seal::Closing).unwrap());
    clock.set(noon(3));
    assert!(ledger.seal_second(OPERATOR, Seal::Daily).unwrap());
    ledger.close().unwrap();
}

fn found(ledger: &Ledger) {
    let created = LedgerCreated {
        ledger_id: Bytes32([1; 32]),
        origin: "example/test".parse().unwrap(),
        zone: ZoneId::Wib,
        checkpoint_keys: vec![Bytes32([2; 32])],
        ruleset: 1,
        created_at: noon(1),
    };
    let account = AccountOpened { person: PersonId([3; 16]), organisation: None };
    let day = noon(1).date_in(ZoneId::Wib);
    let drafts = vec![Draft::new(day, created), Draft::new(day, account)];
    ledger.propose(Request::new(OPERATOR, drafts)).unwrap();
}

#[track_caller]
fn verified(data: &Path) -> (Option<i32>, Value, String) {
    let output = run(data, &["verify", "--json"]);
    let report = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), report, stderr(&output))
}

/// What a verdict on the second ledger found.
fn problems(report: &Value, name: &str) -> String {
    let verdicts = report["second"]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["name"] == name).unwrap()["problems"].to_string()
}

#[test]
fn a_second_ledger_that_was_cut_replaced_or_removed_is_found() {
    for engine in Engine::ALL {
        let desk = Desk::new();
        let (data, aside) = (desk.data(), desk.data().with_file_name("aside"));
        two_days(&data, engine, || copy(&data.join("second"), &aside.join("second")));
        let (code, report, told) = verified(&data);
        assert_eq!(
            (code, &report["second"]["ok"], &report["ok"]),
            (Some(0), &true.into(), &true.into()),
            "{told}"
        );
        assert_eq!((&report["size"], &report["second"]["size"]), (&4.into(), &4.into()));
        let shown = String::from_utf8(run(&data, &["verify"]).stdout).unwrap();
        assert!(shown.contains("second ledger"), "{shown}");

        let whole = data.with_file_name("whole");
        std::fs::rename(data.join("second"), &whole).unwrap();
        let (code, report, told) = verified(&data);
        assert_eq!(code, Some(1), "{report}");
        assert!(problems(&report, "completeness").contains("there is none"), "{report}");
        assert!(told.contains("completeness of the second ledger"), "{told}");

        copy(&aside.join("second"), &data.join("second"));
        let (code, report, _) = verified(&data);
        let found = problems(&report, "checkpoints");
        assert_eq!(code, Some(1), "{report}");
        assert!(found.contains("event 2 of the main ledger"), "{found}");
        assert!(found.contains("events were removed since"), "{found}");
        assert_eq!(report["verdicts"][0]["ok"], true, "the main one is sound");

        let other = data.with_file_name("other");
        two_days(&other, engine, || {});
        std::fs::remove_dir_all(data.join("second")).unwrap();
        copy(&other.join("second"), &data.join("second"));
        let (code, report, _) = verified(&data);
        assert_eq!(code, Some(1), "{report}");
        assert!(problems(&report, "checkpoints").contains("over another history"), "{report}");
    }
}

#[test]
fn a_copy_has_the_second_ledger_too() {
    let desk = Desk::new();
    two_days(&desk.data(), Engine::Redb, || {});
    let to = desk.data().with_file_name("copy");
    let copied = desk.run(&["copy", &to.to_string_lossy(), "--store", "sled"]);
    assert!(copied.status.success(), "{}", stderr(&copied));
    let ((_, one, _), (code, other, _)) = (verified(&desk.data()), verified(&to));
    assert_eq!(code, Some(0), "{other}");
    for hash in ["chain_head", "tree_root"] {
        assert_eq!(one["second"][hash], other["second"][hash]);
    }
    assert_eq!(desk.json(&["refusals"])["refusals"].as_array().unwrap().len(), 2);
}

/// It is a ledger as any other: whatever reads one reads it.
#[test]
fn it_is_exported_as_any_other_and_takes_nothing_else() {
    let desk = Desk::new();
    two_days(&desk.data(), Engine::Redb, || {});
    let second = desk.data().join("second");
    let shown: Value =
        serde_json::from_slice(&run(&second, &["show", "0", "--json"]).stdout).unwrap();
    assert_eq!(shown["body"]["origin"], "example/test/second");
    let exported = run(&second, &["export", "jsonl"]).stdout;
    assert_eq!(exported.split(|byte| *byte == b'\n').count() - 1, 4);
    if python_is_here("the second ledger") {
        let file = desk.file("second.jsonl", std::str::from_utf8(&exported).unwrap());
        let program = root().join("tools/verify.py");
        let args = [program.to_str().unwrap(), &file, "--chain", "0..4"];
        let checked = std::process::Command::new("python3").args(args).output().unwrap();
        assert!(checked.status.success(), "{}", stderr(&checked));
    }
    let holiday = r#"{"kind":"HolidayDeclared","occurred_on":"2026-06-01","body":{"day":"2026-08-17","basis":"SKB"}}"#;
    let file = desk.file("holiday.jsonl", holiday);
    let refused = run(&second, &["append", &file, "--accept-clock"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("INT-07"), "{}", stderr(&refused));
    assert!(!second.join("second").exists(), "there is no third");
}
