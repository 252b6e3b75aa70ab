//! `docs/planted.tsv`: what is planted for each check, as a machine compares it with what a check
//! finds. `UPDATE_DOCS=1 cargo test -p jejak --lib sample::tests::planted` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jejak_events::{Object, Tag};

use super::*;
use crate::sample::planted::{Planted, planted};

/// Of flags that come by thousands, so many are named.
const OF_EACH: usize = 10;

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// Checks of `docs/PLANTED.md` with the rule whose flags show their cases.
fn flagged_checks() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(docs("PLANTED.md")).unwrap();
    let mut found = BTreeSet::new();
    for line in page.lines().filter(|line| line.starts_with("| A")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let codes = cells[4].split(", ").filter(|code| code.contains('-') && code.len() == 6);
        for code in codes {
            let checks = cells[1].split([' ', ',']).filter(|check| check.starts_with('A'));
            found.extend(checks.map(|check| (check.to_owned(), code.to_owned())));
        }
    }
    found.into_iter().collect()
}

fn table(desk: &Desk, script: &[Planted]) -> String {
    let mut out = String::from("check\tsubject\thow\n");
    for Planted { check, subject, what } in script {
        writeln!(out, "{check}\t{subject}\t{what}").unwrap();
    }
    for (check, code) in flagged_checks() {
        let of_code = desk.flagged.iter().filter(|(known, _)| *known == code);
        for (_, seq) in of_code.take(OF_EACH) {
            let event = Tag::Object(Object::Event, *seq);
            writeln!(out, "{check}\t{event}\tflag:{code}").unwrap();
        }
    }
    out
}

/// Every row names something that the sample holds, every check has one, and the page is not
/// behind the sample.
#[test]
fn what_is_planted_is_in_the_sample() {
    let (desk, _) = recorded();
    let script = planted(FIRST_SEQ);
    for Planted { check, subject, what } in &script {
        let exists = match subject {
            Tag::Object(object, seq) => desk.state.exists(*object, *seq),
            Tag::Recipient(id) => desk.state.proposal.recipients.contains(&RecipientId(*id)),
            _ => false,
        };
        assert!(exists, "{check}: {subject} ({what}) is not in the sample");
    }
    let written = table(desk, &script);
    let missing: Vec<String> = (1..=51)
        .map(|number| format!("A{number:02}"))
        .filter(|check| !written.lines().any(|line| line.starts_with(check.as_str())))
        .filter(|check| !REFUSED.contains(&check.as_str()))
        .collect();
    assert!(missing.is_empty(), "no object is planted for {missing:?}");
    let path = docs("planted.tsv");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap();
    assert!(page == written, "docs/planted.tsv is behind the sample: run with UPDATE_DOCS=1");
}

/// Checks whose case is refused: no ledger can hold an object for them.
const REFUSED: &[&str] = &["A22"];

/// What the checks without a rule look for is there.
#[test]
fn planted_cases_without_a_rule_are_what_they_are_said_to_be() {
    let (desk, _) = recorded();
    let state = &desk.state;
    let found: Vec<Planted> = planted(FIRST_SEQ);
    let subject = |check: &str, nth: usize| {
        let of_check: Vec<&Planted> = found.iter().filter(|it| it.check == check).collect();
        let Tag::Object(_, seq) = of_check[nth].subject else { panic!("no object") };
        seq
    };
    let line = subject("A27", 0);
    let direct: Vec<_> = state
        .treasury
        .spps
        .iter()
        .filter(|(_, spp)| spp.basis.is_some() && spp.lines.iter().any(|(at, _)| *at == line))
        .collect();
    let rush = direct.iter().filter(|(_, spp)| spp.last_step_on >= "2025-12-22".parse().unwrap());
    assert_eq!((direct.len(), rush.count()), (14, 11));
    let late = state.treasury.spps.get(&subject("A27", 1)).unwrap();
    assert!(late.paid_on.unwrap() > late.fiscal_year.last_day());
    let tu = state.treasury.spps.get(&subject("A28", 0)).unwrap();
    assert_eq!(tu.to_account(), tu.sen);
    let returned = state.payment.payments.get(&subject("A33", 0)).unwrap();
    assert_eq!(returned.stage, PaymentStage::Returned);
    let heap = subject("A50", 0);
    let one = state.spending.purchases.get(&heap).unwrap();
    let same = (heap..heap + 30).filter_map(|seq| state.spending.purchases.get(&seq));
    assert_eq!(same.filter(|it| it.sen == one.sen && it.on == one.on).count(), 30);
    assert_eq!(state.finding.samples.iter().count(), 1, "a sample is drawn upon a checkpoint");
}
