//! What is planted in the sample and what checks find there agree: each planted case is found by its
//! check, and whatever is found beside them is explained, by check, kind of subject and number, in
//! `docs/planted-beyond.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::readme::{BINARY, Clone};

/// Check and subject.
type Case = (String, String);

/// Rows of a table of `docs/` without its head.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let page = std::fs::read_to_string(path).unwrap();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    page.lines().skip(1).map(cells).collect()
}

/// Cases that a check has to find; what only a rule flags is shown by the flags.
fn planted() -> BTreeSet<Case> {
    let rows = table("planted.tsv").into_iter();
    let of_check = rows.filter(|row| !row[2].starts_with("flag:"));
    of_check.map(|row| (row[0].clone(), row[1].clone())).collect()
}

/// Check, kind of subject and number of findings beyond the planted.
fn explained(rows: &[Vec<String>]) -> BTreeMap<Case, usize> {
    let row = |row: &Vec<String>| {
        assert_eq!(row.len(), 4, "expected check, kind, number, reason; found {row:?}");
        assert!(!row[3].is_empty(), "no reason: {row:?}");
        ((row[0].clone(), row[1].clone()), row[2].parse().unwrap())
    };
    rows.iter().map(row).collect()
}

/// What checks found, under the rules known then or now.
fn found(answer: &Value) -> BTreeSet<Case> {
    let mut all = BTreeSet::new();
    for check in answer["checks"].as_array().expect("checks") {
        let id = check["check"].as_str().expect("a code");
        for outcome in check["known"].as_object().expect("knowledge").values() {
            let findings = outcome["findings"].as_array().expect("findings").iter();
            let subjects = findings.map(|one| one["subject"].as_str().expect("a tag").to_owned());
            all.extend(subjects.map(|subject| (id.to_owned(), subject)));
        }
    }
    all
}

/// Every difference, in words.
fn differences(
    planted: &BTreeSet<Case>,
    found: &BTreeSet<Case>,
    explained: &BTreeMap<Case, usize>,
) -> Vec<String> {
    let missed = planted.difference(found).map(|(check, subject)| {
        format!("{check} does not find {subject}, which is planted for it")
    });
    let mut beyond: BTreeMap<Case, usize> = BTreeMap::new();
    for (check, subject) in found.difference(planted) {
        let kind = subject.split(':').next().unwrap_or(subject);
        *beyond.entry((check.clone(), kind.to_owned())).or_default() += 1;
    }
    let kinds: BTreeSet<&Case> = beyond.keys().chain(explained.keys()).collect();
    let count = |of: &BTreeMap<Case, usize>, kind| of.get(kind).copied().unwrap_or(0);
    let other = kinds.into_iter().filter_map(|kind| {
        let (expected, actual) = (count(explained, kind), count(&beyond, kind));
        (expected != actual).then(|| {
            let (check, of) = kind;
            format!("{check} finds {actual} of {of} beyond the planted, explained are {expected}")
        })
    });
    missed.chain(other).collect()
}

#[test]
fn checks_find_what_is_planted_and_what_is_explained() {
    let explained = explained(&table("planted-beyond.tsv"));
    let Some(binary) = std::env::var_os(BINARY).map(PathBuf::from) else {
        eprintln!("skipped: it needs the sample; {BINARY} names no optimised jejak");
        return;
    };
    let clone = Clone::with_sample(binary);
    clone.run("jejak demo --no-serve");
    let answer = serde_json::from_str(&clone.run("jejak check --json")).expect("JSON");
    let wrong = differences(&planted(), &found(&answer), &explained);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_difference_is_told() {
    let cases = |of: &[(&str, &str)]| -> BTreeSet<Case> {
        of.iter().map(|(check, subject)| ((*check).to_owned(), (*subject).to_owned())).collect()
    };
    let row = ["A02", "kpm", "1", "a reason"].map(str::to_owned).to_vec();
    let explained = explained(&[row]);
    let planted = cases(&[("A01", "kpm:1")]);
    let told = |found: &[(&str, &str)]| differences(&planted, &cases(found), &explained);
    assert!(told(&[("A01", "kpm:1"), ("A02", "kpm:2")]).is_empty());
    assert_eq!(told(&[("A02", "kpm:2")]), ["A01 does not find kpm:1, which is planted for it"]);
    let two = told(&[("A01", "kpm:1"), ("A02", "kpm:2"), ("A02", "kpm:3")]);
    assert_eq!(two, ["A02 finds 2 of kpm beyond the planted, explained are 1"]);
    let stale = told(&[("A01", "kpm:1")]);
    assert_eq!(stale, ["A02 finds 0 of kpm beyond the planted, explained are 1"]);
}
