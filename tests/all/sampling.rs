//! `jejak sample`: drawn from a checkpoint and a nonce, drawn again by ten lines of Python, filled
//! in, and projected.

use std::process::{Command, Output};

use serde_json::Value;

use crate::cli::{Desk, stderr};

const NONCE: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// The small sample ledger, with a checkpoint recorded at its end.
fn signed() -> Desk {
    let desk = Desk::new();
    desk.json(&["demo", "--province", "kalsel", "--quiet"]);
    let signed = desk.run(&["checkpoint", "--accept-clock"]);
    assert_eq!(signed.status.code(), Some(0), "{}", stderr(&signed));
    desk
}

fn draw(desk: &Desk, method: &str, size: &str) -> Value {
    desk.json(&[
        "sample",
        "draw",
        "--population",
        "payments",
        "--method",
        method,
        "--size",
        size,
        "--nonce",
        NONCE,
    ])
}

/// Draws again from the export alone, as `docs/SAMPLING.md` says.
const AGAIN: &str = r#"
import hashlib, json, sys
events = [json.loads(line) for line in open(sys.argv[1])]
draw = events[int(sys.argv[2])]["body"]
head = bytes.fromhex(events[draw["checkpoint_size"]]["prev"])
seed = hashlib.sha256(b"jejak sample v1\n" + head + bytes.fromhex(draw["nonce"])).digest()
kinds = ("PaymentInstructed", "PaymentReissued")
items = [e["seq"] for e in events[:draw["checkpoint_size"]] if e["kind"] in kinds]
assert len(items) == draw["population_count"], (len(items), draw)
rank = lambda seq: hashlib.sha256(seed + seq.to_bytes(8, "big")).digest()
print(json.dumps(sorted(sorted(items, key=rank)[:draw["count"]])))
"#;

#[test]
fn whoever_has_the_export_draws_the_same_items() {
    let desk = signed();
    let drawn = draw(&desk, "simple", "4");
    let export =
        desk.file("events", &String::from_utf8(desk.run(&["export", "jsonl"]).stdout).unwrap());
    let script = desk.file("again.py", AGAIN);
    let sample = drawn["sample"].to_string();
    let again = Command::new("python3").args([&script, &export, &sample]).output().unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    let again: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again, drawn["items"]);
    // Asked again it is the same draw, and the sheet has its items in order.
    assert_eq!(draw(&desk, "simple", "4")["sample"], drawn["sample"]);
    // With the same nonce nothing else can be drawn: nobody tries until a draw pleases.
    let other = desk.run(&[
        "sample",
        "draw",
        "--population",
        "payments",
        "--method",
        "simple",
        "--size",
        "5",
        "--nonce",
        NONCE,
    ]);
    assert_eq!(other.status.code(), Some(1), "{}", stderr(&other));
    let sheet = desk.json(&["sample", "worksheet", &sample]);
    let rows = sheet["rows"].as_array().unwrap();
    let items: Vec<Value> = rows
        .iter()
        .filter(|row| row["row"] == "item")
        .map(|row| row["item"].as_str().unwrap().parse::<u64>().unwrap().into())
        .collect();
    assert_eq!(Value::Array(items), drawn["items"]);
}

#[test]
fn results_come_back_and_are_projected() {
    for method in ["simple", "stratified", "monetary"] {
        let desk = signed();
        let drawn = draw(&desk, method, "3");
        let sample = drawn["sample"].to_string();
        let pending = desk.json(&["sample", "evaluate", &sample]);
        let whole = pending["rows"].as_array().unwrap().last().unwrap();
        assert_eq!((&whole["results"], &whole["bound"]), (&0.into(), &Value::Null), "{method}");
        let rows: Vec<String> = drawn["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| format!("{item};tidak-ditemukan;\n"))
            .collect();
        let file = desk.file("results.csv", &format!("item;verdict;confirmed\n{}", rows.concat()));
        let setting = format!("sample={sample}");
        let take = ["import", "sample-results", &file, "--set", &setting];
        let recorded = desk.json(&take);
        assert_eq!((&recorded["rows"], &recorded["events"]), (&3.into(), &4.into()), "{method}");
        let done = desk.json(&["sample", "evaluate", &sample]);
        let whole = done["rows"].as_array().unwrap().last().unwrap();
        // Nobody was found: all of the population is in error, and no more than that.
        assert_eq!((&whole["errors"], &whole["bound"]), (&3.into(), &whole["amount"]), "{method}");
        let twice = desk.run(&take);
        assert_eq!(twice.status.code(), Some(1), "{}", stderr(&twice));
    }
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let desk = Desk::founded();
    let draw = |desk: &Desk, population: &str, size: &str| {
        let output = desk.run(&[
            "sample",
            "draw",
            "--population",
            population,
            "--method",
            "simple",
            "--size",
            size,
            "--nonce",
            NONCE,
        ]);
        (output.status.code(), stderr(&output))
    };
    let (code, told) = draw(&desk, "payments", "5");
    assert!(code == Some(2) && told.contains("jejak checkpoint"), "{told}");
    let (code, told) = draw(&desk, "people", "5");
    assert!(code == Some(2) && told.contains("year:2022"), "{told}");
    let desk = signed();
    let (code, told) = draw(&desk, "payments", "100000");
    assert!(code == Some(2) && told.contains("expected 1 to"), "{told}");
    let sheet = desk.run(&["sample", "worksheet", "3"]);
    assert_eq!(sheet.status.code(), Some(2), "{}", stderr(&sheet));
}

/// Rows of bad cells: number and column.
fn bad(listed: &Value) -> Vec<(u64, String)> {
    let rows = listed["bad_rows"].as_array().unwrap().iter();
    rows.map(|row| (row["line"].as_u64().unwrap(), row["field"].as_str().unwrap().to_owned()))
        .collect()
}

/// The worksheet itself goes to the field, as a workbook, and comes back in two turns.
#[test]
fn a_worksheet_comes_back_as_it_went_out() {
    let desk = signed();
    let drawn = draw(&desk, "simple", "3");
    let setting = format!("sample={}", drawn["sample"]);
    let take =
        |file: &str| desk.run(&["import", "sample-results", file, "--set", &setting, "--json"]);
    let json = |output: &Output| -> Value { serde_json::from_slice(&output.stdout).unwrap() };
    let path = desk.data().with_file_name("sheet.xlsx");
    let shown = path.to_string_lossy().into_owned();
    let sheet = ["sample", "worksheet", &drawn["sample"].to_string(), "-o", &shown];
    assert!(desk.run(&sheet).status.success());
    let empty = take(&shown);
    assert_eq!(
        (empty.status.code(), bad(&json(&empty))),
        (Some(1), vec![(0, "verdict".to_owned())])
    );

    let items: Vec<String> =
        drawn["items"].as_array().unwrap().iter().map(ToString::to_string).collect();
    let written = |name: &str, verdicts: [(&str, &str); 3]| {
        let rows = items.iter().zip(verdicts).enumerate();
        let rows = rows.map(|(no, (item, (verdict, confirmed)))| {
            format!("{};'{item};Nama;x;{verdict};{confirmed}\r\n", no + 1)
        });
        let head = "\u{feff}Lembar kerja\r\n\r\nno;butir;nama;jumlah;hasil;terkonfirmasi\r\n";
        let body: String = rows.collect();
        desk.file(
            name,
            &format!("{head}{body}jumlah;;;;;\r\n\r\nHasil: salah satu dari sesuai\r\n"),
        )
    };
    let first =
        take(&written("one.csv", [("Sesuai", "600.000"), ("", ""), ("tidak dikunjungi", "-")]));
    assert!(first.status.success(), "{}", stderr(&first));
    let told = json(&first);
    assert_eq!(
        (&told["rows"], &told["events"], &told["passed_over"]),
        (&3.into(), &3.into(), &2.into())
    );
    assert!(told["notes"][1].as_str().unwrap().ends_with("later file: 5"), "{told}");
    // What is recorded stays what it is; the rest is filled in.
    let other =
        take(&written("two.csv", [("Sesuai", "1"), ("berbeda", "5"), ("tidak-dikunjungi", "")]));
    assert_eq!(bad(&json(&other)), [(4, "verdict".to_owned())], "{}", stderr(&other));
    let second = take(&written(
        "three.csv",
        [("sesuai", "600.000"), ("berbeda", "5"), ("tidak-dikunjungi", "")],
    ));
    assert_eq!(json(&second)["events"], 2, "{}", stderr(&second));
}

#[test]
fn every_bad_result_is_listed_and_none_recorded() {
    let desk = signed();
    let drawn = draw(&desk, "simple", "3");
    let setting = format!("sample={}", drawn["sample"]);
    let item = |at: usize| drawn["items"][at].to_string();
    let [a, b, c] = [item(0), item(1), item(2)];
    let sheet = format!(
        "item,verdict,confirmed\n{a},sesuai,\nx,sesuai,5\n{b},mungkin,5\n{b},sesuai,5\n1,,\n{c},tidak-ditemukan,5\n"
    );
    let file = desk.file("bad.csv", &sheet);
    let take = |set: &str| desk.run(&["import", "sample-results", &file, "--set", set, "--json"]);
    let before = desk.json(&["balances"])["size"].clone();
    let refused = take(&setting);
    let expected =
        [(2, "confirmed"), (3, "item"), (4, "verdict"), (5, "item"), (6, "item"), (7, "confirmed")];
    let listed = bad(&serde_json::from_slice(&refused.stdout).unwrap());
    assert_eq!(listed, expected.map(|(row, field)| (row, field.to_owned())));
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(desk.json(&["balances"])["size"], before, "nothing is recorded");
    assert_eq!(take("sample=1").status.code(), Some(2));
    assert_eq!(desk.run(&["import", "sample-results", &file]).status.code(), Some(2));
}
