//! Imports that stop half way: the same command goes on where one stopped, or it is given up and
//! nothing of it counts.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli_import::{bodies, import, office, said, told};
use crate::person::Office;

/// A register long enough for three requests.
fn long(rows: usize) -> String {
    let head = "Nomor SP2D;Tanggal SP2D;Nilai\n".to_owned();
    (0..rows).fold(head, |text, row| format!("{text}{row:05}/SP2D/2026;2026-03-22;1.000\n"))
}

/// What a process leaves that was killed after its first request: opened, and ten rows of 25. The
/// file, and the event that opened its import.
fn interrupted(office: &Office) -> (String, u64) {
    let text = long(25);
    let file = office.desk.file("long.csv", &text);
    let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    let mut begun = format!(
        r#"{{"kind":"ImportOpened","label":"o","occurred_on":"2026-03-22","body":{{"dataset":"register-sp2d","version":"x","from":"2026-03-22","position":"2026-03-22","file":"{hash}","count":25,"total":"25000.00"}}}}"#
    );
    for row in 0..10 {
        write!(
            begun,
            "\n{{\"kind\":\"Sp2dRowObserved\",\"occurred_on\":\"2026-03-22\",\"body\":{{\"number\":\"{row:05}/SP2D/2026\",\"dated\":\"2026-03-22\",\"amount\":\"1000.00\",\"data\":\"@o\"}}}}"
        )
        .unwrap();
    }
    let begun = office.desk.file("begun.jsonl", &begun);
    assert!(office.run(&["append", &begun]).status.success());
    let open = &office.json(&["import", "--unfinished"], "")["unfinished"];
    let import = open[0]["import"].as_u64().unwrap();
    let expected =
        json!([{ "import": import, "dataset": "register-sp2d", "announced": 25, "rows": 10 }]);
    assert_eq!(*open, expected);
    (file, import)
}

#[test]
fn an_interrupted_import_goes_on_where_it_stopped() {
    let office = office();
    let (file, _) = interrupted(&office);
    let trial = told(&import(&office, "sipd-sp2d", &file, &["--dry-run"]), 0);
    assert_eq!(trial["continued"], 10);
    let done = told(&import(&office, "sipd-sp2d", &file, &[]), 0);
    assert_eq!((&done["continued"], &done["events"]), (&json!(10), &json!(16)));
    let numbers: Vec<Value> =
        bodies(&office, "Sp2dRowObserved").iter().map(|row| row["number"].clone()).collect();
    let expected: Vec<Value> = (0..25).map(|row| json!(format!("{row:05}/SP2D/2026"))).collect();
    assert_eq!(numbers, expected, "each row once, in its order");
    said(&import(&office, "sipd-sp2d", &file, &[]), 1, &["byte for byte"]);
    assert_eq!(office.json(&["import", "--unfinished"], "")["unfinished"], json!([]));
}

/// Rows that somebody else's register has and our books do not, as the reconciliation sees them.
fn theirs(office: &Office) -> usize {
    let asked = ["--json", "reconcile", "sp2d", "--month", "2026-03"];
    let answer = office.run(&asked);
    if answer.status.code() == Some(2) {
        // A month of which no row counts cannot be reconciled.
        said(&answer, 2, &["rows were imported"]);
        return 0;
    }
    let table: Value = serde_json::from_slice(&answer.stdout).unwrap();
    let rows = table["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["row"] == "item").count()
}

#[test]
fn an_import_that_is_given_up_never_counts_and_its_file_may_come_again() {
    let office = office();
    let (file, opened) = interrupted(&office);
    let (given_up, seq) = (opened.to_string(), opened + 11);
    let trial = office.json(&["import", "--abandon", &given_up, "--dry-run"], "");
    assert_eq!((&trial["recorded"], &trial["rows"]), (&json!(false), &json!(10)));
    let done = office.json(&["import", "--abandon", &given_up], "");
    assert_eq!((&done["seq"], &done["file_free"]), (&json!(seq), &json!(true)));
    assert_eq!(office.json(&["import", "--unfinished"], "")["unfinished"], json!([]));
    said(&office.run(&["import", "--abandon", &given_up]), 1, &["REF-18", "not open"]);
    said(&office.run(&["import", "--abandon", "1"]), 1, &["ENV-01"]);
    said(
        &office.run(&["import", "--abandon", &given_up, "sipd-sp2d"]),
        2,
        &["cannot be used with"],
    );
    assert_eq!(theirs(&office), 0, "none of its rows is compared with ours");
    let asked = ["reconcile", "sp2d", "--month", "2026-03", "--import", &given_up];
    said(&office.run(&asked), 2, &["expected a closed import"]);

    let again = told(&import(&office, "sipd-sp2d", &file, &[]), 0);
    assert_eq!((&again["continued"], &again["events"]), (&json!(0), &json!(27)));
    assert_eq!(theirs(&office), 25, "each row once");
    assert!(office.run(&["verify"]).status.success());
}

#[test]
fn a_long_file_is_recorded_in_several_requests_and_closed() {
    let office = office();
    let file = office.desk.file("long.csv", &long(20_001));
    let trial = told(&import(&office, "sipd-sp2d", &file, &["--dry-run"]), 0);
    assert_eq!((&trial["judged_whole"], &trial["rows"]), (&json!(false), &json!(20_001)));
    let done = told(&import(&office, "sipd-sp2d", &file, &[]), 0);
    assert_eq!((&done["events"], &done["flags"]["CSH-07"]), (&json!(20_003), &json!(20_001)));
    assert_eq!(bodies(&office, "ImportClosed")[0]["count"], 20_001);
}
