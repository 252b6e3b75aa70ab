//! `jejak regions import`: a list as it comes, the same list again, and lists that are refused.

use std::fmt::Write as _;
use std::process::Output;

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

const LIST: &str =
    "\u{feff}kode;nama\r\n36.01.01;Sumur\r\n36;Banten\r\n3601;Kabupaten Pandeglang\r\n";

fn import(desk: &Desk, name: &str, text: &str, more: &[&str]) -> Output {
    let file = desk.file(name, text);
    desk.run(&[&["regions", "import", &file, "--json"], more].concat())
}

#[track_caller]
fn told(output: &Output, code: i32) -> Value {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_list_is_registered_once_parents_first() {
    let desk = Desk::founded();
    let trial = told(&import(&desk, "list.csv", LIST, &["--dry-run"]), 0);
    assert_eq!((&trial["recorded"], &trial["new"]), (&json!(false), &json!(3)));
    let first = told(&import(&desk, "list.csv", LIST, &[]), 0);
    assert_eq!(
        (&first["first_seq"], &first["new"], &first["known"]),
        (&json!(3), &json!(3), &json!(0))
    );
    for (seq, code) in [("3", "36"), ("4", "36.01"), ("5", "36.01.01")] {
        assert_eq!(desk.json(&["show", seq])["body"]["code"], code);
    }
    let again = told(&import(&desk, "list.csv", LIST, &[]), 0);
    assert_eq!((&again["recorded"], &again["known"]), (&json!(false), &json!(3)), "nothing twice");
    let more = format!("{LIST}36.02;Kabupaten Lebak\n");
    let grown = told(&import(&desk, "more.csv", &more, &[]), 0);
    assert_eq!(
        (&grown["first_seq"], &grown["new"]),
        (&json!(6), &json!(1)),
        "only what is missing"
    );
}

#[test]
fn a_list_with_any_fault_is_refused_as_a_whole() {
    let desk = Desk::founded();
    told(&import(&desk, "list.csv", LIST, &[]), 0);
    let bad = "36;Banten Raya\n36.02;Kabupaten Lebak\n36.02:00;Malingping\n36.03.01;Balaraja\n36.02;Lebak\n36.04;\n";
    let listed = told(&import(&desk, "bad.csv", bad, &[]), 1);
    let faults: Vec<(u64, &str)> = listed["bad_lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bad| (bad["line"].as_u64().unwrap(), bad["field"].as_str().unwrap()))
        .collect();
    assert_eq!(faults, [(1, "name"), (3, "code"), (4, "code"), (5, "code"), (6, "name")]);
    assert_eq!(listed["bad_lines"][0]["expected"], "`Banten`, under which 36 is registered");
    let after = desk.run(&["show", "6"]);
    assert_eq!(after.status.code(), Some(2), "the good rows of a bad file are not recorded either");
    assert_eq!(desk.run(&["regions", "import", "nosuch.csv"]).status.code(), Some(3));
    let empty = desk.file("empty.csv", "\n;\n");
    assert_eq!(desk.run(&["regions", "import", &empty]).status.code(), Some(2));
}

/// As many rows as the national list, villages before districts.
#[test]
fn a_list_of_national_size_is_registered_once() {
    const ROWS: usize = 91_599;
    let desk = Desk::founded();
    let mut list = String::new();
    let (mut rows, mut places) = (0, 0);
    'all: for province in 11..99 {
        for regency in 1..=13 {
            for district in 1..=14 {
                let mut codes: Vec<String> = (2001..=2012)
                    .map(|v| format!("{province}.{regency:02}.{district:02}.{v}"))
                    .collect();
                codes.push(format!("{province}.{regency:02}.{district:02}"));
                codes.extend((district == 1).then(|| format!("{province}.{regency:02}")));
                codes.extend((district == 1 && regency == 1).then(|| province.to_string()));
                for code in codes.into_iter().rev().take(ROWS - rows) {
                    writeln!(list, "{code},Tempat {places}").unwrap();
                    (rows, places) = (rows + 1, places + 1);
                }
                if rows == ROWS {
                    break 'all;
                }
            }
        }
    }
    let lines: Vec<&str> = list.lines().rev().collect();
    let done = told(&import(&desk, "all.csv", &lines.join("\n"), &[]), 0);
    assert_eq!((&done["new"], &done["batches"]), (&json!(ROWS), &json!(10)));
    let again = told(&import(&desk, "all.csv", &lines.join("\n"), &[]), 0);
    assert_eq!(again["known"], json!(ROWS));
}
