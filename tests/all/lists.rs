//! Commands that print in a way of their own hand out the same answer as a table: in every format,
//! as a file, with the events behind a figure, and their `--json` as it was.

use serde_json::Value;

use crate::cli::stderr;
use crate::programme_reports::{labelled, story};

/// A command, where its rows stand under `--json`, and a column of the table with the field of the
/// rows that must say the same, and a figure to explain.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("balances --by account --where fiscal-year=2022", "rows", "realisasi", "realisasi", "pagu@1"),
    ("balances --by source,regency", "rows", "designated", "designated", "realisasi@1"),
    ("balances --cash", "rows", "balance", "balance", "balance@1"),
    ("central", "rows", "credited", "credited", "credited@2"),
    ("fill-rate --month 2022-03", "rows", "active", "active", ""),
    ("services --year 2022", "regions", "region", "region", ""),
    ("stock --as-of 2022-12-31", "rows", "closing", "closing", "closing@1"),
    ("trail decree:@decree", "events", "seq", "seq", "amount@1"),
];

fn words(text: &str, more: &[&str]) -> Vec<String> {
    text.split(' ').map(labelled).chain(more.iter().map(|word| (*word).to_owned())).collect()
}

fn run(desk: &crate::cli::Desk, text: &str, more: &[&str]) -> std::process::Output {
    let words = words(text, more);
    desk.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[track_caller]
fn read(desk: &crate::cli::Desk, text: &str, more: &[&str]) -> Value {
    let output = run(desk, text, more);
    assert!(output.status.success(), "{text} {more:?}: {}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_table_says_what_json_says() {
    let desk = story();
    for (text, at, column, field, _) in CASES {
        let told = read(&desk, text, &["--json"]);
        let table = read(&desk, text, &["--format", "json"]);
        let of = |rows: &Value, key: &str| -> Vec<Value> {
            rows.as_array().unwrap().iter().map(|row| row[key].clone()).collect()
        };
        let found = of(&table["rows"], column);
        assert!(!found.is_empty(), "{text}: nothing to compare");
        assert_eq!(found, of(&told[*at], field), "{text}: {column}");
        assert!(table["tree_root"].is_string(), "{text}: no stamp in {table}");
    }
}

#[test]
fn every_format_is_written_to_a_file() {
    let desk = story();
    for (text, ..) in CASES {
        for (ending, begins) in [("xlsx", &b"PK"[..]), ("csv", b"\xef\xbb\xbf"), ("html", b"<!DOC")]
        {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(format!("list.{ending}"));
            let output = run(&desk, text, &["-o", file.to_str().unwrap()]);
            assert!(output.status.success(), "{text} {ending}: {}", stderr(&output));
            assert!(output.stdout.is_empty(), "the file has it");
            assert!(std::fs::read(&file).unwrap().starts_with(begins), "{text} {ending}");
            let again = run(&desk, text, &["-o", file.to_str().unwrap()]);
            assert_eq!(
                again.status.code(),
                Some(2),
                "{text}: a file is replaced with --force alone"
            );
        }
    }
}

#[test]
fn a_figure_is_explained_by_events_that_sum_to_it() {
    let desk = story();
    for (text, .., spot) in CASES.iter().filter(|case| !case.4.is_empty()) {
        let explained = read(&desk, text, &["--explain", spot, "--json"]);
        assert!(!explained["rows"].as_array().unwrap().is_empty(), "{text} {spot}: {explained}");
    }
}

#[test]
fn what_is_not_there_is_refused_as_before() {
    let desk = story();
    for text in ["central --region 99", "fill-rate --programme NOSUCH", "stock --item NOSUCH"] {
        for more in [&[][..], &["--format", "csv"]] {
            let output = run(&desk, text, more);
            assert_eq!(output.status.code(), Some(2), "{text} {more:?}: {}", stderr(&output));
        }
    }
    let both = run(&desk, "balances --rebuild --format csv", &[]);
    assert_eq!(both.status.code(), Some(2), "{}", stderr(&both));
}
