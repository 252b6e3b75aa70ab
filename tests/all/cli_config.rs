//! `jejak config`: what the service would run with, and where each value comes from.

use std::process::{Command, Output};

use serde_json::Value;

use crate::cli::{Desk, stderr};

/// Runs `jejak config` with a file in the folder and one variable.
fn config(desk: &Desk, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.env("LANG", "C").env_remove("LC_ALL").env("JEJAK_BODY_MAX", "4096");
    command.arg("--data").arg(desk.data()).arg("config").args(args).output().unwrap()
}

fn desk(file: &str) -> Desk {
    let desk = Desk::founded();
    std::fs::write(desk.data().join("jejak.toml"), file).unwrap();
    desk
}

#[test]
fn every_value_is_told_with_its_source() {
    let desk = desk("# what the province decided\nturns = 2\nslow_commit = 500\n");
    let output = config(&desk, &["--turns", "3", "--plain-http", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = told["settings"].as_array().unwrap();
    assert_eq!(all.len(), jejak::settings::TABLE.len());
    let file = desk.data().join("jejak.toml").display().to_string();
    assert_eq!(told["file"], Value::from(file.clone()));
    for (name, value, from, place) in [
        ("turns", Value::from(3), "flag", "option --turns".to_owned()),
        ("plain_http", Value::from(true), "flag", "option --plain-http".to_owned()),
        ("body_max", Value::from(4_096), "environment", "environment JEJAK_BODY_MAX".to_owned()),
        ("slow_commit", Value::from(500), "file", format!("{file}:3")),
        ("listen", Value::from("127.0.0.1:7370"), "default", "default".to_owned()),
        ("tls_key", Value::Null, "default", "default".to_owned()),
    ] {
        let shown = all.iter().find(|shown| shown["name"] == name).unwrap();
        assert_eq!((&shown["value"], &shown["from"]), (&value, &Value::from(from)), "{name}");
        assert_eq!(shown["place"], Value::from(place), "{name}");
    }
}

/// The service and `config` find the same fault, and neither begins anything.
#[test]
fn a_wrong_file_ends_the_start() {
    let desk = desk("turns = 4\nport = 80\n");
    for args in [&["config"][..], &["serve"]] {
        let output = desk.run(args);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("jejak.toml:2: port: expected a key among listen, "), "{said}");
    }
}

/// A file of settings in the folder is nothing that the ledger minds.
#[test]
fn the_ledger_does_not_mind_the_file() {
    let desk = desk("turns = 4\n");
    for args in [&["verify"][..], &["doctor"], &["balances"]] {
        let output = desk.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }
}
