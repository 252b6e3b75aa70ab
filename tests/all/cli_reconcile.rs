//! `jejak reconcile`: each outcome once, on a real folder with imported registers; the same figures in
//! the command, in the minutes of reconciliation and in check A47; clear answers to wrong questions.

use serde_json::Value;

use crate::cli::{Desk, stderr};
use crate::cli_treasury::told;

/// SIPD's register of February: LS/9 of 900.00 is not in it, LS/4 was cancelled here, LS/10 stands
/// in March there. LS/1 was observed before, and says the same again.
const REGISTER: &str = "Nomor SP2D;Tanggal SP2D;Nilai
SP2D/LS/1;2022-02-14;3.600,00
SP2D/LS/7;2022-02-14;120,00
SP2D/LS/8;2022-02-14;999,00
SP2D/LS/4;2022-02-14;250,00
SP2D/LS/10;2022-03-01;600,00
";

/// A second delivery has one number again, with another amount.
const AGAIN: &str = "Nomor SP2D;Tanggal SP2D;Nilai\nSP2D/LS/7;2022-02-14;121,00\n";

/// Lines of April: as it is here, with another amount, without reference two days later, unknown,
/// and the first one again.
const LINES: [(&str, &str, Option<&str>); 5] = [
    ("2022-04-01", "150.00", Some("0e77a0ae0f6a3a88f6d68933f660db5e")),
    ("2022-04-01", "49.00", Some("aa0ed9248eb3c8525757e84d1034db55")),
    ("2022-04-03", "500.00", None),
    ("2022-04-04", "7.77", None),
    ("2022-04-05", "150.00", Some("0e77a0ae0f6a3a88f6d68933f660db5e")),
];

/// The story with both registers; the numbers of their imports.
fn registers() -> (Desk, [String; 2]) {
    let desk = told();
    let import = |name: &str, text: &str| {
        let done = desk.json(&["import", "sipd-sp2d", &desk.file(name, text)]);
        assert_eq!(done["recorded"], true, "{done}");
        done["import"].to_string()
    };
    let imports = [import("register.csv", REGISTER), import("again.csv", AGAIN)];
    (desk, imports)
}

fn sp2d(desk: &Desk, month: &str, more: &[&str]) -> Value {
    desk.json(&[&["reconcile", "sp2d", "--month", month, "--all"], more].concat())
}

fn rows<'a>(table: &'a Value, kind: &str) -> Vec<&'a Value> {
    table["rows"].as_array().unwrap().iter().filter(|row| row["row"] == kind).collect()
}

/// Number, as it is compared, and class of each pair, in the order of numbers.
fn classes<'a>(table: &'a Value) -> Vec<(&'a str, &'a str)> {
    let pair = |row: &'a Value| {
        (row["number"].as_str().unwrap_or_default(), row["class"].as_str().unwrap())
    };
    let mut found: Vec<(&str, &str)> = rows(table, "item").into_iter().map(pair).collect();
    found.sort_unstable();
    found
}

/// Sums of both sides.
fn sums(table: &Value) -> (&str, &str) {
    let total = rows(table, "total")[0];
    (total["ours_amount"].as_str().unwrap(), total["theirs_amount"].as_str().unwrap())
}

fn sen(value: &Value) -> i64 {
    value.as_str().map_or(0, |text| text.replace('.', "").parse().unwrap())
}

/// The first event of a kind, by its number.
fn first(desk: &Desk, kind: &str) -> String {
    let export = desk.run(&["export", "jsonl"]);
    let text = String::from_utf8(export.stdout).unwrap();
    let mut events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    events.find(|event| event["kind"] == kind).unwrap()["seq"].to_string()
}

#[track_caller]
fn refused(desk: &Desk, args: &[&str], words: &[&str]) {
    let output = desk.run(&[&["reconcile"], args].concat());
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
    for word in words {
        assert!(told.contains(word), "{args:?}: `{word}` is not in: {told}");
    }
}

#[test]
fn each_outcome_of_a_register_is_told_once() {
    let (desk, [register, _]) = registers();
    let february = sp2d(&desk, "2022-02", &[]);
    let expected = [
        ("sp2d/ls/1", "matched"),
        ("sp2d/ls/10", "missing-there"),
        ("sp2d/ls/4", "missing-here"),
        ("sp2d/ls/7", "double"),
        ("sp2d/ls/7", "matched"),
        ("sp2d/ls/8", "differs"),
        ("sp2d/ls/9", "missing-there"),
    ];
    assert_eq!(classes(&february), expected, "{february:#}");
    assert_eq!(sums(&february), ("6220.00", "5090.00"));
    let shifted = rows(&february, "item").into_iter().find(|row| row["number"] == "sp2d/ls/10");
    assert_eq!(shifted.unwrap()["elsewhere_on"], "2022-03-01");

    let only = sp2d(&desk, "2022-02", &["--import", &register]);
    assert_eq!(sums(&only), ("6220.00", "4969.00"), "without the second delivery");
    let short = desk.json(&["reconcile", "sp2d", "--month", "2022-02"]);
    assert_eq!(classes(&short).len(), 5, "what matches is left out: {short:#}");
    let before = sp2d(&desk, "2022-02", &["--as-of", "2022-03-28"]);
    assert_eq!(sums(&before), ("6220.00", "3600.00"), "before both imports");
}

#[test]
fn what_was_found_is_recorded_with_both_sums() {
    let (desk, _) = registers();
    let args = ["reconcile", "sp2d", "--month", "2022-02", "--record"];
    let output = desk.run(&args);
    assert!(output.status.success(), "{}", stderr(&output));
    let trail = desk.run(&["export", "jsonl"]);
    let text = String::from_utf8(trail.stdout).unwrap();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(last["kind"], "ReconciliationRecorded");
    let expected = serde_json::json!({
        "register": "sp2d", "period": "2022-02", "ours": "6220.00", "theirs": "5090.00",
    });
    assert_eq!(last["body"], expected);
}

#[test]
fn each_outcome_of_a_statement_is_told_and_rows_need_no_import() {
    let desk = told();
    let rkud = first(&desk, "CashAccountOpened");
    let lines = LINES.map(|(day, amount, reference)| {
        let body = serde_json::json!({
            "cash": rkud.parse::<u64>().unwrap(), "direction": "masuk", "amount": amount,
            "bank_reference": reference,
        });
        serde_json::json!({ "kind": "BankLineObserved", "occurred_on": day, "body": body })
            .to_string()
    });
    let added = desk.json(&["append", &desk.file("lines.jsonl", &lines.join("\n"))]);
    assert!(added["refused"].is_null(), "{added}");
    let april = desk.json(&["reconcile", "bank", "--month", "2022-04", "--cash", &rkud, "--all"]);
    let found = classes(&april);
    let count = |class: &str| found.iter().filter(|(_, it)| *it == class).count();
    let theirs = ["matched", "differs", "missing-here", "double"].map(count);
    assert_eq!(theirs, [2, 1, 1, 1], "{april:#}");
    assert!(count("missing-there") >= 5, "refunds of which the bank says nothing: {april:#}");
    assert_eq!(sums(&april).1, "856.77");

    let minutes = desk.json(&["report", "reconciliation-minutes", "--month", "2022-04"]);
    let side = |side: &str| -> i64 {
        let of = |what: &str| {
            let row = rows(&minutes, "item").into_iter().find(|row| row["what"] == what);
            row.map_or(0, |row| sen(&row[side]))
        };
        of("RKUD: in") - of("RKUD: out")
    };
    let total = rows(&april, "total")[0];
    assert_eq!(side("ours"), sen(&total["ours_amount"]), "{minutes:#}");
    assert_eq!(side("theirs"), sen(&total["theirs_amount"]));
}

/// Command, minutes and check are one matching: what one tells of a month, the others tell.
#[test]
fn command_minutes_and_check_have_the_same_figures() {
    let (desk, _) = registers();
    let months = ["2022-02", "2022-03"].map(|month| (month, sp2d(&desk, month, &[])));
    for (month, table) in &months {
        let minutes = desk.json(&["report", "reconciliation-minutes", "--month", month]);
        let begins = |row: &&Value| row["what"] == "SP2D issued in the month";
        let sum = rows(&minutes, "item").into_iter().find(begins).unwrap();
        let told = (sum["ours"].as_str().unwrap(), sum["theirs"].as_str().unwrap());
        assert_eq!(told, sums(table), "{month}");
        let each = rows(&minutes, "item").into_iter();
        let each = each.filter(|row| row["what"].as_str().unwrap().starts_with("SP2D SP2D/"));
        let differ = classes(table).iter().filter(|(_, class)| *class != "matched").count();
        assert_eq!(each.count(), differ, "{month}: {minutes:#}");
    }
    let unexplained = months.iter().flat_map(|(_, table)| rows(table, "item"));
    let unexplained =
        unexplained.filter(|row| row["class"] != "matched" && row["elsewhere"].is_null());
    let mut expected: Vec<i64> = unexplained.map(|row| sen(&row["difference"]).abs()).collect();
    let check = desk.json(&["check", "A47"]);
    let outcome = check["checks"][0]["known"].as_object().unwrap().values().next().unwrap();
    let findings = outcome["findings"].as_array().unwrap();
    let mut found: Vec<i64> = findings.iter().map(|one| sen(&one["at_risk"])).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert!(expected.len() >= 4, "{expected:?}");
    assert_eq!(found, expected, "{check:#}");
}

#[test]
fn rows_of_an_open_import_count_nowhere() {
    let desk = told();
    let rows_before = sp2d(&desk, "2022-02", &[]);
    let minutes =
        || desk.json(&["report", "reconciliation-minutes", "--month", "2022-02"])["rows"].clone();
    let before = minutes();
    let file = "ab".repeat(32);
    let open = format!(
        r#"{{"kind":"ImportOpened","label":"o","occurred_on":"2022-03-28","body":{{"dataset":"register-sp2d","version":"2022-02","from":"2022-02-01","position":"2022-02-28","file":"{file}","count":2,"total":"2000.00"}}}}
{{"kind":"Sp2dRowObserved","occurred_on":"2022-03-28","body":{{"number":"SP2D/LS/8","dated":"2022-02-14","amount":"1000.00","data":"@o"}}}}"#
    );
    let added = desk.json(&["append", &desk.file("open.jsonl", &open)]);
    assert!(added["refused"].is_null(), "{added}");
    assert_eq!(sp2d(&desk, "2022-02", &[])["rows"], rows_before["rows"]);
    assert_eq!(minutes(), before, "the minutes count rows of an open import");
    let import = added["first_seq"].to_string();
    let asked = ["sp2d", "--month", "2022-02", "--import", &import];
    refused(&desk, &asked, &["expected a closed import of `register-sp2d`", &import]);
}

#[test]
fn wrong_questions_get_clear_answers() {
    let desk = told();
    refused(
        &desk,
        &["sp2d", "--month", "2022-05"],
        &["--month", "2022-05", "jejak import sipd-sp2d"],
    );
    refused(
        &desk,
        &["sp2d", "--month", "2022-02", "--import", "3"],
        &["--import", "register-sp2d", "found 3"],
    );
    refused(&desk, &["bank", "--month", "2022-03"], &["--cash", "(RKUD)", "jejak balances --cash"]);
    refused(&desk, &["bank", "--month", "2022-03", "--cash", "1"], &["--cash", "found 1"]);
    let rkud = first(&desk, "CashAccountOpened");
    let silent = ["bank", "--month", "2022-01", "--cash", &rkud];
    refused(&desk, &silent, &["--month", "2022-01", "jejak import bank-statement"]);
    refused(&desk, &["stock", "--month", "2022-01"], &["possible values: sp2d, bank"]);
}
