//! The rules as text tables: what was given, what is proposed, and what must come of it.
//!
//! A table is data: `tables/<area>.table`. One line per event, the outcome at the end of the line:
//!
//! ```text
//! case BUD-03 accept break boundary "a shift takes exactly what is available"
//!   given two-lines
//!   A: BudgetCeilingSet amount=100           | ok
//!      BudgetShifted from=A to=B amount=100  | ok
//!      BudgetShifted from=A to=B amount=1    | refused BUD-03 asked=1.00 available=0.00
//!   then A tersedia=0 pagu=0
//! ```
//!
//! - `key=value` are the fields of the event; what is not named comes from
//!   `tables/defaults.table`. A label stands for the event that bore it; `[A:100,B:50]` is a list
//!   of records; `200*12` in a list is twelve times; `fresh` a number or id not used before; a
//!   bare word where an id is asked for is the id of that name; `head` is the present chain head,
//!   `head-20` the one at size 20.
//! - `@2026-03-01` is the day from here on. For one line: `by=NAME` who records (`by=NAME:PERSON`
//!   claims to be another), `for=LABEL` the official, `history=LABEL`, `year=2027`,
//!   `recorded=2026-12-31` the clock, `signed=KEY:NAME`,
//!   `at=INDEX` its place in its request, else the first.
//! - Outcomes: `ok` (no flag at all), `refused CODE [figure=value ...]`, `flagged CODE[,CODE]`.
//!   The tables of checks have two more: none (recorded, with whatever flags), and `forced CODE`
//!   (the rule refuses, and the event stands all the same, as in a ledger that was damaged).
//! - `setup NAME` is a sequence that cases take over by `given NAME`; the setup `prelude` comes
//!   before every case, `given nothing` takes it away again. `then LINE stage=amount ...` and `cash ACCOUNT source=amount ...` look at
//!   what stands where.
//! - Marks on a case: `accept`, `break`, `boundary`. They are checked: the rule must really have
//!   been asked and have held, been broken, or both.
//!
//! Not here: the rules of requests, which the tests of the writer prove.

mod answers;
mod audit;
pub(in crate::ledger) mod body;
mod document;

pub(in crate::ledger) mod parse;
pub(super) mod probe;
mod random;
pub(in crate::ledger) mod run;
mod trails;
mod undo;
mod unlawful;
mod versions;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::{catalogue, request};
use parse::{Case, Marks, Tables};
use run::Runner;

/// Where the tables lie.
pub(in crate::ledger) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/ledger/rules/tables")
}

#[track_caller]
fn check(area: &str) {
    let tables = Tables::read(&folder()).unwrap_or_else(|error| panic!("{error}"));
    let runner = Runner::new(&tables).unwrap_or_else(|error| panic!("{error}"));
    let file = format!("{area}.table");
    let cases: Vec<&Case> = tables.cases.iter().filter(|case| case.file == file).collect();
    assert!(!cases.is_empty(), "{file} holds no case");
    let mut report = String::new();
    let mut failed = 0;
    for case in &cases {
        if let Err(error) = runner.run(case) {
            failed += 1;
            let _ = writeln!(report, "{error}\n");
        }
    }
    assert!(failed == 0, "{failed} of {} cases of {file} failed:\n\n{report}", cases.len());
}

macro_rules! areas {
    ($($area:ident),* $(,)?) => {
        $(
            #[test]
            fn $area() {
                check(stringify!($area));
            }
        )*

        const AREAS: &[&str] = &[$(stringify!($area)),*];
    };
}

areas![
    envelope,
    integrity,
    reference,
    access,
    opening,
    budget,
    quota,
    proposal,
    decree,
    treasury,
    payment,
    cash,
    accountability,
    planning,
    contract,
    loss,
    complaint,
    finding,
    spending,
    kube,
    works,
    rtlh,
    central,
    sembako,
    pkh,
    service,
    institution,
    worker,
    stock,
    disaster,
    welfare,
    privacy,
    oversight,
    investigation,
];

/// What the cases of all tables prove of each rule.
fn proven(tables: &Tables) -> BTreeMap<&str, Marks> {
    let mut proven: BTreeMap<&str, Marks> = BTreeMap::new();
    for case in &tables.cases {
        proven.entry(case.code.as_str()).or_default().join(case.marks);
    }
    proven
}

#[test]
fn every_rule_is_accepted_broken_and_tried_at_its_boundary() {
    let tables = Tables::read(&folder()).unwrap_or_else(|error| panic!("{error}"));
    let proven = proven(&tables);
    let elsewhere: Vec<&str> = request::ALL.iter().map(|rule| rule.code).collect();
    let mut missing = String::new();
    for (area, rules) in catalogue() {
        for rule in rules.iter().filter(|rule| !elsewhere.contains(&rule.code)) {
            if !AREAS.contains(&area) {
                continue;
            }
            let lacking = proven.get(rule.code).copied().unwrap_or_default().lacking();
            if !lacking.is_empty() {
                let _ = writeln!(missing, "{} ({area}): no case for {lacking}", rule.code);
            }
        }
    }
    assert!(missing.is_empty(), "rules without proof:\n{missing}");
}

#[test]
fn the_page_of_rules_says_what_the_rules_say() {
    let tables = Tables::read(&folder()).unwrap_or_else(|error| panic!("{error}"));
    let page = document::render(&tables)
        .unwrap_or_else(|rows| panic!("no rule answers these rows of the catalogue: {rows}"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let folder = document::path().parent().map(std::path::Path::to_path_buf);
        std::fs::create_dir_all(folder.unwrap_or_default()).unwrap();
        std::fs::write(document::path(), &page).unwrap();
    }
    let written = std::fs::read_to_string(document::path()).unwrap_or_default();
    assert!(written == page, "docs/RULES.md is behind the rules: run the tests with UPDATE_DOCS=1");
}
