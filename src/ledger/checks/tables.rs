//! The checks as text tables: what was recorded, and what each check must say of it.
//!
//! A table is data: `tables/<id>.table`. Its events are lines of the tables of rules, over the same
//! prelude, setups and defaults ([`crate::ledger::rules::tables`]); between and after them stands
//! what the check of the case must say at that point:
//!
//! ```text
//! case A02 borderline "the second row for the same recipient is one too many"
//!   given open-decree
//!   R1: RecipientDesignated recipient=ani
//!   clean
//!   R2: RecipientDesignated recipient=ani number=2
//!   found designation:@R2 100.00 [@R1 @R2] programme=BLT region=36.03
//! ```
//!
//! - `clean`: decidable, and nothing found. `undecided`: "not decidable without ...". `found SUBJECT
//!   AT-RISK [EVIDENCE ...]`: exactly these findings, one line each, in any order; `programme=`,
//!   `region=` and `source=` where named. `undecided` beside `found` lines: both.
//! - `@LABEL` is the event that bore the label; `recipient:ani` and the like are the ids of names.
//! - `then` before such a line: under the rules known then, `now`: under those known now; neither:
//!   both. `@2026-04-01` before it: asked for that day.
//! - An event without an outcome is recorded with whatever flags; one that is refused must say
//!   `| refused CODE`, and `| forced CODE` records it all the same, as in a damaged ledger.
//! - Marks: `clean`, `flagged`, and `borderline`, which needs both in one case: the same story once
//!   without and once with a finding. They are checked, and every check has all three. `undecided`
//!   where the data is missing.
//! - `setup NAME` in a table of checks is known to all of them.

mod document;
mod lawful;
pub(super) mod parse;
pub(super) mod run;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use jejak_projections::check;

use crate::ledger::rules::tables as rules;
use parse::{Case, Marks, Read};
use run::Player;

/// Where the tables of checks lie.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(parse::FOLDER)
}

fn read() -> Read {
    let mut tables = rules::parse::Tables::read(&rules::folder()).unwrap_or_else(|e| panic!("{e}"));
    let cases = parse::read(&folder(), &mut tables).unwrap_or_else(|error| panic!("{error}"));
    Read { tables, cases }
}

#[test]
fn every_case_comes_out_as_its_table_says() {
    let read = read();
    let player = Player::new(&read.tables).unwrap_or_else(|error| panic!("{error}"));
    let mut report = String::new();
    for case in &read.cases {
        if let Err(error) = player.play(case) {
            let _ = writeln!(report, "{error}\n");
        }
    }
    assert!(report.is_empty(), "cases of checks failed:\n\n{report}");
}

#[test]
fn every_check_is_shown_clean_flagged_and_at_its_border() {
    let read = read();
    let mut shown: BTreeMap<&str, Marks> = BTreeMap::new();
    for Case { check, marks, .. } in &read.cases {
        shown.entry(check.id).or_default().join(*marks);
    }
    let lacking = |spec: &&check::Spec| {
        let lacking = shown.get(spec.id).copied().unwrap_or_default().lacking();
        (!lacking.is_empty()).then(|| format!("{}: no case for {lacking}", spec.id))
    };
    let missing: Vec<String> = check::all().iter().filter_map(lacking).collect();
    assert!(missing.is_empty(), "checks without proof:\n{}", missing.join("\n"));
}

#[test]
fn the_page_of_checks_says_what_the_checks_say() {
    let page = document::render(&read().cases);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(document::path(), &page).unwrap();
    }
    let written = std::fs::read_to_string(document::path()).unwrap_or_default();
    assert!(
        written == page,
        "docs/CHECKS.md is behind the checks: run the tests with UPDATE_DOCS=1"
    );
}
