//! `jejak account`: accounts and roles in the chain, proofs beside it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

const PASSWORD: &str = "kursi-biru-di-teras";

/// Runs with a text on standard input.
fn typed(desk: &Desk, args: &[&str], text: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.env("LANG", "C").env_remove("LC_ALL").arg("--data").arg(desk.data()).args(args);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn accounts(desk: &Desk) -> Vec<Value> {
    desk.json(&["account", "list"])["accounts"].as_array().unwrap().clone()
}

#[test]
fn an_account_from_its_opening_to_its_end() {
    let desk = Desk::founded();
    let region = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;
    assert!(desk.run(&["append", &desk.file("region.jsonl", region)]).status.success());
    assert_eq!(accounts(&desk).len(), 1, "the founding account");
    assert!(!desk.data().join("access").exists(), "looking begins nothing");

    let opened = desk.json(&["account", "open"]);
    assert_eq!(opened["account"], 4);
    let granted = desk.json(&["account", "grant", "4", "operator", "--region", "36"]);
    assert_eq!(granted["seq"], 5);
    let set = typed(&desk, &["account", "password", "4", "--login", "Siti"], PASSWORD);
    assert!(set.status.success(), "{}", stderr(&set));
    let token = ["account", "token", "issue", "4", "--label", "gerbang", "--until", "2027-01-31"];
    let issued = desk.json(&[&token[..], &["--kind", "CandidateProposed"]].concat());
    assert_eq!(issued["token"].as_str().unwrap().len(), 70);

    let shown = &accounts(&desk)[1];
    assert_eq!(shown["login"], "siti");
    assert_eq!((&shown["tokens"], &shown["second_factor"]), (&json!(1), &json!(false)));
    let grant = &shown["grants"][0];
    assert_eq!((&grant["role"], &grant["region"]), (&json!("operator"), &json!("36")));
    assert_eq!(grant["in_force"], true);
    let listed = desk.json(&["account", "token", "list"]);
    assert_eq!(listed["tokens"][0]["scope"], json!(["CandidateProposed"]));
    assert!(!listed.to_string().contains(issued["token"].as_str().unwrap()));

    assert!(desk.run(&["account", "withdraw", "5"]).status.success());
    assert_eq!(accounts(&desk)[1]["grants"], json!([]));
    let again = desk.run(&["account", "withdraw", "5"]);
    assert_eq!(again.status.code(), Some(1), "{}", stderr(&again));
    assert!(stderr(&again).contains("ACC-03"), "{}", stderr(&again));
    assert!(desk.run(&["account", "close", "4"]).status.success());
    assert_eq!(accounts(&desk).len(), 1);
    let revoked = desk.json(&["account", "token", "list"]);
    assert!(revoked["tokens"][0]["revoked"].is_string(), "{revoked}");
    let closed = typed(&desk, &["account", "password", "4", "--login", "siti"], PASSWORD);
    assert_eq!(closed.status.code(), Some(2), "{}", stderr(&closed));
    let verified = desk.run(&["verify"]);
    assert!(verified.status.success(), "{}", stderr(&verified));
}

#[test]
fn proofs_that_are_not_accepted_change_nothing() {
    let desk = Desk::founded();
    let login = ["account", "password", "1", "--login", "kepala"];
    let table = [
        (&login[..], "pendek\n", 1, "password: expected at least 12 characters"),
        (&login[..], "password12345\n", 1, "found one that everybody tries"),
        (&login[..3], PASSWORD, 2, "--login: expected a login name"),
        (
            &["account", "password", "9", "--login", "x12"],
            PASSWORD,
            2,
            "expected an open account, found 9",
        ),
        (&["account", "totp", "1"], "", 1, "account 1 has no login yet"),
        (&["account", "token", "revoke", "ff"], "", 1, "no token has the id ff"),
    ];
    for (args, text, code, expected) in table {
        let output = typed(&desk, args, text);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
        assert!(text.is_empty() || !said.contains(text.trim()), "never the password: {said}");
    }
    assert_eq!(accounts(&desk)[0]["login"], Value::Null);
}

#[test]
fn a_second_factor_is_enrolled_and_taken_away() {
    let desk = Desk::founded();
    typed(&desk, &["account", "password", "1", "--login", "kepala"], PASSWORD);
    let begun = desk.json(&["account", "totp", "1"]);
    let uri = begun["uri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/jejak:kepala?secret="), "{uri}");
    let wrong = desk.run(&["account", "totp", "1", "--confirm", "abcdef"]);
    assert_eq!(wrong.status.code(), Some(1), "{}", stderr(&wrong));
    assert_eq!(accounts(&desk)[0]["second_factor"], false, "not before it is confirmed");
    assert_eq!(desk.json(&["account", "totp", "1", "--remove"])["removed"], true);
}

/// The ledger is the same with the proofs and without: nothing of them is needed to verify it.
#[test]
fn the_ledger_needs_no_proofs() {
    let desk = Desk::founded();
    let code = desk.json(&["account", "code"]);
    assert_eq!(code["account"], 1);
    assert_eq!(code["code"].as_str().unwrap().len(), 23);
    let access = desk.data().join("access");
    for name in ["access.key", "access.redb"] {
        assert!(access.join(name).is_file(), "{name}");
    }
    std::fs::write(access.join("access.redb"), b"damaged").unwrap();
    let refused = desk.run(&["account", "list"]);
    assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("access.redb is damaged"), "{}", stderr(&refused));
    assert!(desk.run(&["verify"]).status.success());
    std::fs::remove_dir_all(&access).unwrap();
    assert!(desk.run(&["verify"]).status.success());
    assert_eq!(accounts(&desk).len(), 1);
}
