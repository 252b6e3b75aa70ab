//! The two times of every command that reads, and what a day looked like beside what it was.

use serde_json::Value;

use crate::cli::{Desk, stderr};

/// A sample of many requests, small enough to be built by each test.
pub fn sample() -> Desk {
    let desk = Desk::new();
    let built = desk.run(&["demo", "--province", "kalsel", "--quiet"]);
    assert!(built.status.success(), "{}", stderr(&built));
    desk
}

/// Every command that answers from the ledger as it is at a time.
const READING: &[&[&str]] = &[
    &["balances", "--by", "programme,source,line,decree,district"],
    &["balances", "--cash"],
    &["trail", "region:63.03", "--limit", "3"],
    &["trail", "not region:63.03", "--limit", "3"],
    &["trail", "programme:BLT", "--tree"],
    &["count", "RecipientDesignated", "--by", "month"],
    &["central"],
    &["fill-rate", "--programme", "BLT"],
    &["services"],
    &["stock"],
];

#[track_caller]
fn answer(desk: &Desk, args: &[&str]) -> (Option<i32>, Value, String) {
    let output = desk.run(&[args, &["--json"]].concat());
    let mut value: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("microseconds");
        // Told where it was asked for; the answer is the same.
        fields.remove("as_of");
    }
    (output.status.code(), value, stderr(&output))
}

/// A programme of the sample, whatever its code.
fn programme(desk: &Desk) -> String {
    let rows = desk.json(&["count", "DecreeOpened", "--by", "programme"]);
    rows["rows"][0]["value"].as_str().unwrap().to_owned()
}

fn named(args: &[&str], programme: &str) -> Vec<String> {
    args.iter().map(|arg| arg.replace("BLT", programme)).collect()
}

#[test]
fn as_recorded_at_the_head_is_the_live_answer() {
    let desk = sample();
    let programme = programme(&desk);
    let last = (jejak::sample::KALSEL.events - 1).to_string();
    for args in READING {
        let args = named(args, &programme);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let live = answer(&desk, &args);
        assert_eq!(live.0, Some(0), "{args:?}: {}", live.2);
        for time in [&last, "2199-01-01T00:00:00Z"] {
            let then = answer(&desk, &[&args[..], &["--as-recorded", time]].concat());
            assert_eq!((then.0, &then.1), (live.0, &live.1), "{args:?} {time}");
            let told = then.2.contains("after the last event");
            assert_eq!(told, time.starts_with("2199"), "{args:?} {time}: {}", then.2);
        }
    }
}

#[test]
fn a_time_without_any_event_is_told_and_not_answered() {
    let desk = sample();
    let programme = programme(&desk);
    for args in READING {
        let args = named(args, &programme);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        for (asked, told) in [
            (["--as-recorded", "1999-01-01T00:00:00Z"], "nothing had been recorded by then"),
            (["--as-recorded", "350"], "the head is 349"),
        ] {
            let (code, _, err) = answer(&desk, &[&args[..], &asked].concat());
            assert_eq!(code, Some(2), "{args:?} {asked:?}");
            assert!(err.contains(told), "{args:?} {asked:?}: {err}");
        }
        if matches!(args[0], "count" | "stock") {
            continue;
        }
        let (code, _, err) = answer(&desk, &[&args[..], &["--as-of", "1999-01-01"]].concat());
        assert_eq!(code, Some(2), "{args:?}");
        assert!(err.contains("no event is dated on it or earlier"), "{args:?}: {err}");
    }
}

#[test]
fn what_was_recorded_later_is_not_seen_before() {
    let desk = sample();
    let counted = |time: &str| {
        let rows = desk.json(&["count", "RecipientDesignated", "--as-recorded", time]);
        rows["count"].as_u64().unwrap()
    };
    let trailed = |time: &str| {
        let found = desk.json(&["trail", "region:63.03", "--as-recorded", time, "--limit", "0"]);
        found["count"].as_u64().unwrap()
    };
    assert!(counted("100") < counted("349"), "designations follow event 100");
    assert!(trailed("100") < trailed("349"));
}

/// A budget line like the first of the sample, of another account, dated in February.
fn late_line(desk: &Desk) -> String {
    let all = "not token:00000000000000000000000000000000";
    let lines = desk.json(&["trail", all, "--kind", "BudgetCeilingSet", "--limit", "1"]);
    let mut body = lines["events"][0]["body"].clone();
    body["account"] = "5.1.06.01.02.0001".into();
    body["amount"] = "7.00".into();
    let event = serde_json::json!({
        "kind": "BudgetCeilingSet", "occurred_on": "2026-02-01", "body": body,
    });
    desk.file("late.jsonl", &event.to_string())
}

#[test]
fn a_late_fact_makes_a_difference_and_is_named() {
    let desk = sample();
    let day = "2026-02-28";
    let before = desk.json(&["compare", day, "--by", "line"]);
    let added = desk.json(&["append", &late_line(&desk), "--accept-clock"]);
    assert!(added["refused"].is_null(), "{added}");
    let line = added["first_seq"].as_u64().unwrap();
    let shown = &line.to_string();
    let compared = desk.json(&["compare", day, "--by", "line"]);
    assert_ne!(before["rows"], compared["rows"]);
    let rows = compared["rows"].as_array().unwrap();
    let row = |figure: &str| {
        let of_line = |row: &&Value| row["line"] == *shown && row["figure"] == figure;
        rows.iter().find(of_line).unwrap_or_else(|| panic!("{figure}: {compared}")).clone()
    };
    assert_eq!(row("pagu")["difference"], "7.00", "{compared}");
    assert_eq!(row("tersedia")["difference"], "7.00");
    for figure in ["pagu", "tersedia"] {
        let events = row(figure)["events"].as_array().unwrap().clone();
        assert!(events.contains(&line.into()), "{figure}: {events:?}");
    }
    assert!(compared["late"].as_array().unwrap().contains(&line.into()));
    // Seen now, the same day is as it was.
    let now = desk.json(&["compare", day, "--by", "line", "--recorded-by", "2199-01-01T00:00:00Z"]);
    let of_line = |row: &Value| row["line"] == *shown;
    assert!(!now["rows"].as_array().unwrap().iter().any(of_line), "{now}");
}

#[test]
fn every_question_can_be_compared() {
    let desk = sample();
    for question in [&["--cash"][..], &["--check", "all"], &["--by", "source,decree", "--all"]] {
        let args = [&["compare", "2026-03-03"], question].concat();
        let compared = desk.json(&args);
        assert!(compared["rows"].is_array(), "{args:?}: {compared}");
        assert_eq!(compared["as_of"], "2026-03-03", "{args:?}");
    }
}
