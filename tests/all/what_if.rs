//! `what-if`: nothing assumed is the ledger as it is; what is left out takes with it what rests on
//! it; and nothing of it is recorded.

use jejak::ledger::hypothesis::{Assumptions, Gone};
use jejak::ledger::{Ledger, Setup};
use jejak::store::Folder;
use jejak_events::examples;
use jejak_projections::check::Pass;
use serde_json::Value;

use crate::cli::{Desk, stderr};
use crate::cli_times::sample;

fn opened(desk: &Desk) -> Ledger {
    let folder = Folder::open(&desk.data()).expect("opens");
    Ledger::open(&folder, Setup::plain(), &mut |_, _| {}).expect("a ledger")
}

/// With every kind of event.
fn story() -> Desk {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    let head = made["chain_head"].as_str().unwrap();
    assert!(desk.run(&["checkpoint"]).status.success());
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    assert!(desk.run(&["append", &story]).status.success());
    desk
}

#[test]
fn nothing_assumed_is_the_ledger_as_it_is() {
    for desk in [sample(), story()] {
        let ledger = opened(&desk);
        let mut pass = Pass::new(&[]);
        let made = ledger.what_if(&Assumptions::default(), &mut pass, &mut |_, _| {}).unwrap();
        assert!(made.gone.is_empty() && made.refused.is_empty(), "{:?}", made.refused);
        ledger.read(|real| {
            let (real, would) = (&real.reading, &made.folded().reading);
            assert_eq!(real.state.root(), would.state.root());
            assert_eq!(real.state.differs(&would.state), [""; 0]);
            assert_eq!(real.cells, would.cells);
            assert_eq!(real.flags, would.flags);
        });
        drop(ledger);
        let told = desk.json(&["what-if"]);
        for table in ["balances", "flags", "checks", "gone", "refused"] {
            assert_eq!(told[table]["rows"], serde_json::json!([]), "{table}: {told}");
            assert_eq!(told[table]["hypothetical"], true, "{table}");
            let title = told[table]["title"].as_str().unwrap();
            assert!(title.starts_with("HYPOTHETICAL: "), "{title}");
        }
        assert_eq!(told["hypothetical"], true);
    }
}

fn first(desk: &Desk, kind: &str) -> u64 {
    let all = desk.json(&["trail", "not token:00000000000000000000000000000000", "--kind", kind]);
    all["events"][0]["seq"].as_u64().unwrap_or_else(|| panic!("no {kind}"))
}

#[test]
fn what_rests_on_what_is_left_out_falls_away() {
    let desk = sample();
    let decree = first(&desk, "DecreeOpened");
    let ledger = opened(&desk);
    let without = [decree].into();
    let assumptions = Assumptions { without, ..Assumptions::default() };
    let made = ledger.what_if(&assumptions, &mut Pass::new(&[]), &mut |_, _| {}).unwrap();
    assert_eq!(made.gone.get(&decree), Some(&Gone::LeftOut));
    for (seq, why) in &made.gone {
        if let Gone::Rests(on) = why {
            assert!(made.gone.contains_key(on) && on < seq, "{seq} rests on {on}");
        }
    }
    // Nothing that counts names what does not.
    for seq in (0..ledger.head().size).filter(|seq| !made.gone.contains_key(seq)) {
        let fact = ledger.event(seq).unwrap().unwrap();
        fact.event.references(&mut |_, on| assert!(!made.gone.contains_key(&on), "{seq}: {on}"));
    }
    let head = ledger.head();
    drop(ledger);
    let told = desk.json(&["what-if", "--without", &format!("decree:{decree}")]);
    let rows = told["balances"]["rows"].as_array().unwrap();
    let designated = |row: &&Value| row["figure"] == "rows designated";
    let row = rows.iter().find(designated).unwrap_or_else(|| panic!("{told}"));
    assert_eq!(row["difference"], -26, "{row}");
    assert_eq!(opened(&desk).head(), head, "nothing was recorded");
}

#[test]
fn without_a_source_its_money_is_not_there() {
    let desk = sample();
    let rows = desk.json(&["balances", "--by", "source"]);
    let source = rows["rows"][0]["source"].as_str().unwrap().to_owned();
    let told = desk.json(&["what-if", "--without-source", &source, "--by", "source"]);
    let rows = told["balances"]["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["source"] == source), "{told}");
    for row in rows.iter().filter(|row| row["source"] == source) {
        assert!(row["other"].is_null(), "{row}");
    }
}

#[test]
fn other_rules_are_judged_by_and_what_they_refuse_is_listed() {
    let desk = story();
    let most = ["what-if", "--rule", "nilai-maksimum=1"];
    let flagged = desk.json(&most);
    let row = serde_json::json!({
        "row": "item", "rule": "DCR-14", "figure": "flags", "one": null, "other": 17,
        "difference": 17, "events": "", "level": 0,
    });
    assert_eq!(flagged["flags"]["rows"], serde_json::json!([row]), "every row is too large");
    assert_eq!((&flagged["left_out"], &flagged["would_be_refused"]), (&0.into(), &0.into()));
    let later = desk.json(&[&most[..], &["--since", "2199-01-01"]].concat());
    assert_eq!(later["flags"]["rows"], serde_json::json!([]), "from a day after everything");
    // What would be refused is listed; only where that is asked for does it fall away.
    let days = ["what-if", "--rule", "hari-sp2d=1"];
    let listed = desk.json(&days);
    assert_eq!((&listed["left_out"], &listed["would_be_refused"]), (&0.into(), &1.into()));
    assert_eq!(listed["balances"]["rows"], serde_json::json!([]));
    let rows = listed["refused"]["rows"].as_array().unwrap();
    let refused = desk.json(&[&days[..], &["--refuse"]].concat());
    assert!(refused["left_out"].as_u64().unwrap() > 0, "{refused}");
    assert_eq!(refused["refused"]["rows"][0], rows[0]);
    assert_eq!(refused["gone"]["rows"][0]["seq"], rows[0]["seq"]);
}

#[test]
fn what_cannot_be_assumed_is_said() {
    let desk = sample();
    let table: &[(&[&str], &str)] = &[
        (&["--rule", "batas-belanjaa=1"], "perhaps batas-belanja?"),
        (&["--rule", "batas-belanja"], "expected PARAMETER=VALUE"),
        (&["--rule", "hari-sp2d=dua"], "expected a whole number"),
        (&["--without", "99999"], "the last is 349"),
        (&["--without", "nosuch:1"], "a tag such as"),
        (&["--without-source", "x"], "invalid value"),
    ];
    for (args, told) in table {
        let output = desk.run(&[&["what-if"], *args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(told), "{args:?}: {}", stderr(&output));
    }
    let people = desk.run(&["what-if", "--without", "300"]);
    let people = String::from_utf8(people.stdout).unwrap();
    assert!(people.starts_with("HYPOTHETICAL: nothing of this is in the ledger"), "{people}");
}
