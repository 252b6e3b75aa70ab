//! `diff`: what moved between two moments, and by which events; its laws on a ledger of many
//! requests and on one with every kind of event.

use std::sync::OnceLock;

use jejak::ledger::differences::DiffError;
use jejak::ledger::{Ledger, Moment, Setup};
use jejak::store::Folder;
use jejak_events::examples;
use jejak_projections::diff::{Change, Diff, Level, Subject};
use proptest::prelude::*;

use crate::cli::{Desk, stderr};
use crate::cli_times::sample;

fn opened(desk: &Desk) -> Ledger {
    let folder = Folder::open(&desk.data()).expect("opens");
    Ledger::open(&folder, Setup::plain(), &mut |_, _| {}).expect("a ledger")
}

/// The small sample, opened once.
fn kalsel() -> &'static Ledger {
    static LEDGER: OnceLock<(Desk, Ledger)> = OnceLock::new();
    &LEDGER
        .get_or_init(|| {
            let desk = sample();
            let ledger = opened(&desk);
            (desk, ledger)
        })
        .1
}

fn diff(ledger: &Ledger, from: u64, to: u64) -> Diff {
    let made = ledger.diff(Moment::After(from), Moment::After(to), &mut |_, _| {});
    made.expect("earlier first").0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// From A to B and from B to C is from A to C.
    #[test]
    fn differences_add_up(mut at in [0..350u64, 0..350u64, 0..350u64]) {
        at.sort_unstable();
        let [a, b, c] = at;
        let ledger = kalsel();
        prop_assert_eq!(diff(ledger, a, b).then(diff(ledger, b, c)), diff(ledger, a, c));
        prop_assert!(diff(ledger, b, b).changes.is_empty());
    }
}

/// The events of a change that are told sum to its difference.
fn sums(change: &Change) -> bool {
    let by: i128 = change.by.iter().map(|moved| moved.by).sum();
    match (change.from, change.to) {
        (Level::Sen(from), Level::Sen(to)) | (Level::Count(from), Level::Count(to)) => {
            to - from == by
        }
        _ => true,
    }
}

#[test]
fn the_events_of_a_change_make_it() {
    let ledger = kalsel();
    for (from, to) in [(0, 349), (2, 120), (120, 260), (260, 349)] {
        for (subject, change) in diff(ledger, from, to).changes {
            assert!(!change.by.is_empty(), "{subject:?}: nothing moved it");
            assert!(sums(&change), "{subject:?}: {change:?}");
            let events = change.by.windows(2).all(|pair| pair[0].seq < pair[1].seq);
            assert!(events, "{subject:?}: ascending, each once");
        }
    }
}

/// With every kind of event: whatever changes its state is found with the event that did it.
#[test]
fn every_state_is_moved_by_an_event_that_is_named() {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    let head = made["chain_head"].as_str().unwrap();
    assert!(desk.run(&["checkpoint"]).status.success());
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    let told = desk.run(&["append", &story]);
    assert!(told.status.success(), "{}", stderr(&told));
    let ledger = opened(&desk);
    let whole = diff(&ledger, 0, ledger.head().size - 1);
    let unmoved: Vec<&Subject> = whole
        .changes
        .iter()
        .filter(|(_, change)| change.by.is_empty() || !sums(change))
        .map(|(subject, _)| subject)
        .collect();
    assert!(unmoved.is_empty(), "{unmoved:?}");
    assert!(whole.changes.len() > 100);
    let words: Vec<String> = whole
        .changes
        .values()
        .filter_map(|change| match change.to {
            Level::State(state) => state.map(|state| state.said().en),
            _ => None,
        })
        .collect();
    let nameless = words.iter().find(|word| word.parse::<u8>().is_ok());
    assert!(nameless.is_none(), "a state without a word: {nameless:?}");
}

#[test]
fn backwards_and_beyond_are_refused() {
    let ledger = kalsel();
    let between =
        |from, to| ledger.diff(Moment::After(from), Moment::After(to), &mut |_, _| {}).map(|_| ());
    assert!(matches!(between(349, 0), Err(DiffError::Backwards)));
    assert!(matches!(between(0, 350), Err(DiffError::See(_))));
}

/// On a ledger in which everything was recorded on its own day, days and moments agree.
#[test]
fn days_are_compared_as_moments_are() {
    let ledger = kalsel();
    let [from, to] = ["2026-02-01", "2026-12-31"].map(|day| day.parse().unwrap());
    let (days, _) = ledger.diff_of_days(from, to, None, &mut |_, _| {}).unwrap();
    assert!(!days.changes.is_empty());
    for (subject, change) in &days.changes {
        let money = matches!(subject, Subject::Balance(..) | Subject::Cash(..));
        assert!(!money || sums(change), "{subject:?}: {change:?}");
    }
    let (same, _) = ledger.diff_of_days(to, to, None, &mut |_, _| {}).unwrap();
    assert!(same.changes.is_empty());
}

#[test]
fn a_condition_keeps_balances_and_counts_alone() {
    let desk = sample();
    let all = desk.json(&["diff", "100"]);
    let rows = |value: &serde_json::Value| value["changes"].as_array().unwrap().clone();
    let some = desk.json(&["diff", "100", "--where", "regency=63.03"]);
    assert!(!rows(&some).is_empty() && rows(&some).len() < rows(&all).len());
    for row in rows(&some) {
        assert!(matches!(row["what"].as_str(), Some("balance" | "count")), "{row}");
        assert!(row["region"].as_str().unwrap().starts_with("63.03"), "{row}");
        assert!(!row["events"].as_array().unwrap().is_empty(), "{row}");
    }
    let none = desk.json(&["diff", "349"]);
    assert!(rows(&none).is_empty());
}

#[test]
fn a_limit_says_how_much_it_leaves_out() {
    let desk = sample();
    let all = desk.json(&["diff", "100"]);
    let changes = all["changes"].as_array().unwrap();
    assert_eq!((&all["count"], &all["more"]), (&changes.len().into(), &0.into()));
    let some = desk.json(&["diff", "100", "--limit", "2"]);
    assert_eq!(some["changes"].as_array().unwrap()[..], changes[..2]);
    assert_eq!((&some["count"], &some["more"]), (&all["count"], &(changes.len() - 2).into()));
    let lines = |args: &[&str]| {
        let output = desk.run(args);
        String::from_utf8(output.stdout).unwrap()
    };
    let more = format!("{} more changes are not shown", changes.len() - 2);
    assert!(lines(&["diff", "100", "--limit", "2"]).contains(&more));
    let whole = lines(&["diff", "100", "--limit", "100000"]);
    assert!(!whole.contains("more changes"), "{whole}");
}
