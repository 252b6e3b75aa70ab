//! `jejak codes`: what is listed, how it is searched, and that a ledger takes it.

use crate::cli::{Desk, stderr};

#[test]
fn accounts_say_what_they_may_pay() {
    let desk = Desk::new();
    let found = desk.json(&["codes", "accounts", "5.1.06.03.02.0002"]);
    let account = &found["accounts"][0];
    assert_eq!(found["accounts"].as_array().map(Vec::len), Some(1));
    let figures = ["spending", "form", "recipient"].map(|field| account[field].as_str());
    assert_eq!(figures, [Some("bansos"), Some("barang"), Some("kelompok")]);
    assert_eq!(account["planned"], false);
    let keluarga = desk.json(&["codes", "accounts", "uang", "keluarga"]);
    assert_eq!(keluarga["accounts"].as_array().map(Vec::len), Some(3));
    let programmes = desk.json(&["codes", "activities", "program"]);
    assert_eq!(programmes["activities"].as_array().map(Vec::len), Some(7), "1.06.01 to 1.06.07");
    let none = desk.run(&["codes", "activities", "angkasa"]);
    assert_eq!(none.status.code(), Some(0));
}

#[test]
fn a_damaged_code_is_wrong_usage_with_advice() {
    let desk = Desk::new();
    for which in ["accounts", "activities", "sources"] {
        let output = desk.run(&["codes", which, "01:01:01"]);
        assert_eq!(output.status.code(), Some(2), "{which}");
        assert!(stderr(&output).contains("a spreadsheet turned the code into a time"), "{which}");
    }
}

/// The table of sources and the rules cannot differ: the rules take every row of it.
#[test]
fn a_ledger_registers_every_source_as_listed() {
    let desk = Desk::founded();
    let lines = desk.run(&["codes", "sources", "--register", "--on", "2026-01-02"]);
    let file = desk.file("sources.jsonl", &String::from_utf8(lines.stdout).unwrap());
    let listed = desk.json(&["codes", "sources"])["sources"].as_array().map(Vec::len);
    let receipt = desk.json(&["append", &file]);
    assert_eq!(receipt["count"].as_u64(), listed.map(|count| count as u64), "{receipt}");
    assert_eq!(receipt["flags"].as_array().map(Vec::len), Some(0), "{receipt}");
    let some = desk.run(&["codes", "sources", "9.1", "--register", "--on", "2026-01-02"]);
    let again = desk.file("again.jsonl", &String::from_utf8(some.stdout).unwrap());
    assert_eq!(desk.run(&["append", &again]).status.code(), Some(1), "registered before");
}
