//! `jejak sample`: drawn from a checkpoint and a nonce, drawn again by ten lines of Python, filled
//! in, and projected.

use std::process::Command;

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
        let recorded = desk.json(&["sample", "results", &sample, &file]);
        assert_eq!(recorded["count"], 3, "{method}");
        let done = desk.json(&["sample", "evaluate", &sample]);
        let whole = done["rows"].as_array().unwrap().last().unwrap();
        // Nobody was found: all of the population is in error, and no more than that.
        assert_eq!((&whole["errors"], &whole["bound"]), (&3.into(), &whole["amount"]), "{method}");
        let twice = desk.run(&["sample", "results", &sample, &file]);
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
