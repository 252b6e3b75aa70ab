//! `jejak demo --province kalsel`: a ledger of another province verifies, in its own zone and under
//! its own key.

use crate::cli::{Desk, stderr};

const BUILD: &[&str] = &["demo", "--province", "kalsel", "--quiet"];

#[test]
fn the_second_province_is_a_ledger_of_its_own() {
    let desk = Desk::new();
    let built = desk.json(BUILD);
    assert_eq!(built["size"], jejak::sample::KALSEL.events);
    let genesis = desk.json(&["show", "0"]);
    assert_eq!(genesis["body"]["zone"], "Asia/Makassar");
    assert_eq!(genesis["body"]["origin"], "contoh.example/jejak-kalsel");
    let signed = desk.run(&["checkpoint", "--accept-clock"]);
    assert_eq!(signed.status.code(), Some(0), "{}", stderr(&signed));
    let note = desk.file("note", &String::from_utf8(signed.stdout).unwrap());
    let verified = desk.run(&["verify", "--against", &note]);
    assert_eq!(verified.status.code(), Some(0), "{}", stderr(&verified));
    let export = String::from_utf8(desk.run(&["export", "jsonl"]).stdout).unwrap();
    let sample: Vec<&str> =
        export.lines().take(usize::try_from(jejak::sample::KALSEL.events).unwrap()).collect();
    for foreign in ["36.", "\"36\"", "Banten"] {
        assert!(!sample.iter().any(|line| line.contains(foreign)), "{foreign}");
    }
    assert!(sample.iter().any(|line| line.contains("63.03")));
}

/// What the demo tells its reader to go on with works.
#[test]
fn its_commands_work() {
    let desk = Desk::new();
    let told = desk.run(&["demo", "--province", "kalsel", "--no-serve"]);
    let told = String::from_utf8(told.stdout).unwrap();
    let commands: Vec<Vec<&str>> = told
        .lines()
        .filter(|line| line.trim_start().starts_with("jejak --data "))
        .map(|line| line.split_whitespace().skip(3).collect())
        .collect();
    assert_eq!(commands.len(), 3, "{told}");
    for command in commands {
        let output = desk.run(&command);
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", stderr(&output));
        assert!(!output.stdout.is_empty(), "{command:?}");
    }
}

#[test]
fn it_is_the_same_every_time_and_left_alone_by_the_other() {
    let (one, two) = (Desk::new(), Desk::new());
    assert_eq!(one.json(BUILD), two.json(BUILD));
    assert_eq!(one.json(BUILD), two.json(BUILD), "opened again");
    let other = one.run(&["demo", "--quiet"]);
    assert_eq!(other.status.code(), Some(3));
    assert!(stderr(&other).contains("holds another ledger"), "{}", stderr(&other));
}
