//! `jejak report`: figures against `balances`, the events behind them, and files of every format.

use std::process::Command;

use jejak_events::examples;
use serde_json::Value;

use crate::cli::{Desk, stderr};

/// The story of all examples, recorded.
fn prepared() -> Desk {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    let head = made["chain_head"].as_str().unwrap();
    assert!(desk.run(&["checkpoint"]).status.success());
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    assert!(desk.run(&["append", &story]).status.success());
    desk
}

/// Sen of a decimal string.
fn sen(value: &Value) -> i128 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn rows<'a>(answer: &'a Value, kind: &str) -> Vec<&'a Value> {
    answer["rows"].as_array().unwrap().iter().filter(|row| row["row"] == kind).collect()
}

#[track_caller]
fn report(desk: &Desk, args: &[&str]) -> Value {
    desk.json(&[&["report"], args].concat())
}

#[test]
fn lra_says_what_balances_say() {
    let desk = prepared();
    let lra = report(&desk, &["lra", "--year", "2022"]);
    let only = ["--where", "fiscal-year=2022"];
    let balances = desk.json(&[&["balances", "--by", "account"][..], &only].concat());
    let own: Vec<&Value> =
        balances["rows"].as_array().unwrap().iter().filter(|row| row["book"] == "own").collect();
    assert!(!own.is_empty(), "{balances}");
    for row in &own {
        let of_account = |told: &&Value| told["account"] == row["account"];
        let told = rows(&lra, "item").into_iter().find(of_account).expect("the account");
        assert_eq!(told["budget"], row["pagu"], "{}", row["account"]);
        assert_eq!(told["realised"], row["realisasi"], "{}", row["account"]);
    }
    let total = rows(&lra, "total")[0];
    let sum = |field: &str| -> i128 { own.iter().map(|row| sen(&row[field])).sum() };
    assert_eq!(sen(&total["budget"]), sum("pagu"));
    assert_eq!(sen(&total["realised"]), sum("realisasi"));
    // Each level is the sum of the accounts that begin with it.
    for above in rows(&lra, "subtotal") {
        let code = above["account"].as_str().unwrap();
        let below = rows(&lra, "item").into_iter();
        let below = below.filter(|row| row["account"].as_str().unwrap().starts_with(code));
        assert_eq!(sen(&above["budget"]), below.map(|row| sen(&row["budget"])).sum(), "{code}");
    }
}

#[test]
fn every_report_adds_up_to_balances() {
    let desk = prepared();
    for (name, by) in [("recap-region", "regency"), ("recap-source", "source")] {
        let recap = report(&desk, &[name, "--year", "2022"]);
        let args = ["balances", "--by", by, "--where", "fiscal-year=2022"];
        let balances = desk.json(&args);
        for row in balances["rows"].as_array().unwrap() {
            let same = |told: &&Value| told["book"] == row["book"] && told["code"] == row[by];
            let told = rows(&recap, "item").into_iter().find(same);
            let told = told.unwrap_or_else(|| panic!("{name}: no row for {row}: {recap}"));
            for (column, field) in [
                ("ceiling", "pagu"),
                ("realised", "realisasi"),
                ("designated_amount", "ditetapkan"),
                ("refunded", "dikembalikan"),
                ("designated", "designated"),
                ("paid", "paid"),
            ] {
                assert_eq!(told[column], row[field], "{name} {column}");
            }
        }
    }
    let sources = report(&desk, &["sources"]);
    assert!(!rows(&sources, "item").is_empty());
    let dprd = report(&desk, &["dprd", "--year", "2022"]);
    for row in rows(&dprd, "item") {
        let people = row["designated"].as_i64();
        assert!(people.is_none_or(|people| people == 0 || people >= 10), "{row}");
    }
    let ppks = report(&desk, &["recap-ppks", "--year", "2022"]);
    assert_eq!(rows(&ppks, "item").len(), 26);
    assert_eq!(rows(&ppks, "item")[0]["marks"]["realised"], "unknown");
}

/// Every figure of every report that rests on events is explained, and the sums agree: else the
/// command fails.
#[test]
fn every_figure_is_explained_by_its_events() {
    let desk = prepared();
    for (name, columns) in [
        ("lra", &["budget_first", "budget", "realised", "over_under"][..]),
        ("sources", &["ceiling", "spd", "spp", "sp2d", "received", "refunded", "cash"]),
        ("recap-region", &["designated", "designated_amount", "paid", "received", "realised"]),
    ] {
        let args = [name, "--year", "2022"];
        let told = report(&desk, &args);
        let all = told["rows"].as_array().unwrap();
        for (at, row) in all.iter().enumerate().filter(|(_, row)| row["row"] == "item").take(4) {
            for column in columns {
                let spot = format!("{column}@{}", at + 1);
                let output = desk.run(&[&["report"][..], &args, &["--explain", &spot]].concat());
                let nothing = matches!(row[column].as_str(), None | Some("0.00"))
                    && row[column].as_i64().is_none_or(|count| count == 0);
                let code = output.status.code();
                assert!(code == Some(0) || nothing, "{name} {spot}: {}", stderr(&output));
            }
        }
    }
    let lra = ["report", "lra", "--year", "2022", "--explain", "budget@5"];
    let explained = desk.json(&lra);
    let of_kind = |row: &Value| row["kind"].as_str().unwrap().to_owned();
    let kinds: Vec<String> = explained["rows"].as_array().unwrap().iter().map(of_kind).collect();
    assert!(kinds.contains(&"Budget ceiling set".to_owned()), "{explained}");
    let wrong = desk.run(&["report", "lra", "--year", "2022", "--explain", "nosuch@5"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("expected one of the columns account, name"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let desk = prepared();
    let path = |name: &str| desk.data().with_file_name(name).to_string_lossy().into_owned();
    let run = |file: &str, more: &[&str]| {
        desk.run(&[&["report", "lra", "--year", "2022", "-o", file][..], more].concat())
    };
    for (name, begins) in [
        ("lra.csv", &b"\xef\xbb\xbfaccount code;"[..]),
        ("lra.xlsx", b"PK"),
        ("lra.html", b"<!DOCTYPE html>\n<html lang=\"en\">"),
        ("lra.json", b"{"),
        ("lra.txt", b"Budget realisation report, 2022"),
    ] {
        let file = path(name);
        let output = run(&file, &[]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "the file has it");
        let bytes = std::fs::read(&file).unwrap();
        assert!(bytes.starts_with(begins), "{name}");
        let again = run(&file, &[]);
        assert_eq!(again.status.code(), Some(2), "{name}");
        assert!(stderr(&again).contains("add --force"), "{}", stderr(&again));
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "untouched");
        assert_eq!(run(&file, &["--force"]).status.code(), Some(0));
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "the same bytes");
    }
    assert_eq!(run(&path("lra.pdf"), &[]).status.code(), Some(2));
    assert_eq!(run(&path("nosuch/lra.csv"), &[]).status.code(), Some(3));
    let left: Vec<_> = std::fs::read_dir(desk.data().parent().unwrap()).unwrap().collect();
    let odd = left
        .into_iter()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with(".jejak-"));
    assert!(!odd, "no half file stays behind");
}

/// The machine's language, zone and clock change nothing in the bytes.
#[test]
fn the_same_ledger_gives_the_same_bytes_anywhere() {
    let desk = prepared();
    let bytes = |format: &str, zone: &str, language: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_jejak"))
            .arg("--data")
            .arg(desk.data())
            .args(["--lang", "id", "report", "lra", "--year", "2022", "--format", format])
            .envs([("TZ", zone), ("LANG", language), ("LC_ALL", language)])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        output.stdout
    };
    for format in ["terminal", "json", "csv", "xlsx", "html"] {
        let here = bytes(format, "Asia/Jakarta", "id_ID.UTF-8");
        assert!(here == bytes(format, "America/New_York", "C"), "{format}");
    }
}

/// LibreOffice calculates the workbook's formulas anew and comes to the figures of the CSV.
#[test]
fn libreoffice_comes_to_the_same_figures() {
    let desk = prepared();
    let path = |name: &str| desk.data().with_file_name(name).to_string_lossy().into_owned();
    for name in ["lra", "sources", "recap-region"] {
        let (workbook, text) = (path(&format!("{name}.xlsx")), path(&format!("{name}.csv")));
        for file in [&workbook, &text] {
            let args = ["report", name, "--year", "2022", "--codes", "plain", "-o", file];
            let output = desk.run(&args);
            assert!(output.status.success(), "{}", stderr(&output));
        }
        let tool = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/xlsx_check.py");
        let output = Command::new("python3").args([tool, &workbook, &text]).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.code() == Some(3) {
            eprintln!("{told}");
            return;
        }
        assert!(output.status.success(), "{name}: {told}{}", stderr(&output));
        assert!(!told.contains(" 0 formulas"), "{told}");
    }
}
