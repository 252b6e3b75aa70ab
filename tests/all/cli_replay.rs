//! `replay`: event by event, as a list and at a terminal.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::cli::{Desk, stderr};
use crate::cli_times::sample;

fn steps(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let output = desk.run(&[&["replay"], args, &["--json"]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What stood before an event is what stood after the one before it, from nothing to the end.
#[test]
fn each_step_begins_where_the_last_one_ended() {
    let desk = sample();
    let all = steps(&desk, &[]);
    assert_eq!(all.len() as u64, jejak::sample::KALSEL.events);
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    let mut moved = 0;
    for step in &all {
        for (list, names) in [
            ("balances", ["line", "stage"]),
            ("cash", ["account", "source"]),
            ("states", ["object"; 2]),
        ] {
            for change in step[list].as_array().unwrap() {
                let key = format!("{list} {} {}", change[names[0]], change[names[1]]);
                let nothing = if list == "states" { Value::Null } else { "0.00".into() };
                let before = last.remove(&key).unwrap_or(nothing);
                assert_eq!(change["before"], before, "{key} at {}", step["seq"]);
                assert_ne!(change["after"], before, "{key} at {}", step["seq"]);
                last.insert(key, change["after"].clone());
                moved += 1;
            }
        }
    }
    assert!(moved > 100, "{moved}");
    for row in desk.json(&["balances", "--by", "line"])["rows"].as_array().unwrap() {
        let key = format!("balances {} \"tersedia\"", row["line"].as_str().unwrap());
        let known = last.get(&key).cloned().unwrap_or("0.00".into());
        assert_eq!(known, row["tersedia"], "{key}");
    }
}

/// A walk that begins in the middle shows the same as one from the first event.
#[test]
fn a_part_is_the_same_as_in_the_whole() {
    let desk = sample();
    let all = steps(&desk, &[]);
    let seq = |step: &Value| step["seq"].as_u64().unwrap();
    let part = steps(&desk, &["--from", "205", "--until", "230"]);
    assert_eq!(part, all[205..=230]);
    let some = steps(&desk, &["region:63.03", "--kind", "RecipientDesignated", "--from", "190"]);
    let wanted: Vec<&Value> = all
        .iter()
        .filter(|step| step["kind"] == "RecipientDesignated" && seq(step) >= 190)
        .collect();
    assert!(!some.is_empty());
    assert_eq!(some.iter().collect::<Vec<_>>(), wanted);
    let beyond = desk.run(&["replay", "--from", "350"]);
    assert_eq!(beyond.status.code(), Some(2));
    let none = desk.run(&["replay", "--kind", "ContractSigned", "--lang", "id"]);
    assert!(String::from_utf8(none.stdout).unwrap().contains("tidak ada kejadian"));
}

/// Runs a command at a terminal of its own, types keys, prints what came.
const TERMINAL: &str = r"
import os, pty, sys, time
keys, command = sys.argv[1].encode().decode('unicode_escape').encode(), sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    os.execv(command[0], command)
seen = b''
def until(text):
    global seen
    while text not in seen:
        try:
            part = os.read(fd, 4096)
        except OSError:
            part = b''
        if not part:
            return
        seen += part
for key in keys.splitlines():
    until(b'> ')
    seen, shown = b'', seen
    sys.stdout.buffer.write(shown)
    os.write(fd, key + b'\n')
until(b'\xff')
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";

/// The digits at the end of a text: what stands before them may be of a progress bar.
fn numbers(text: &str) -> &str {
    text.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default()
}

#[test]
fn keys_go_both_ways_at_a_terminal() {
    let desk = sample();
    let data = desk.data();
    let output = Command::new("python3")
        .args(["-c", TERMINAL, r"n\n\np\nj 10\ng 205\ng 1\np\nz\nq\n"])
        .args([env!("CARGO_BIN_EXE_jejak"), "--lang", "en", "--data"])
        .arg(&data)
        .args(["replay", "--from", "200", "--until", "220"])
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    assert!(output.status.success(), "{shown}{}", stderr(&output));
    let places: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.split_once(" of 21 - "))
        .map(|(place, _)| place.rsplit(' ').next().unwrap())
        .collect();
    assert_eq!(places, ["1", "2", "3", "2", "12", "6", "1", "1", "1"], "{shown}");
    let heads: Vec<u64> = shown
        .lines()
        .filter_map(|line| numbers(line.split_once(" 2026-")?.0).parse().ok())
        .collect();
    assert_eq!(heads, [200, 201, 202, 201, 211, 205, 200], "{shown}");
    assert_eq!(shown.matches("there is nothing that way").count(), 2, "{shown}");
}
