//! `jejak due` as a text table: what was recorded, and what is due before, on and after the day.
//!
//! `due.txt` has the form of the tables of checks ([`super::tables`]). A line `@DAY due SUBJECT DATE
//! RUPIAH DAYS` says what is due of the case's kind when asked on that day: the deadline, the rupiah,
//! days late, below zero while it is to come; lines of one day next to each other are all of it. `@DAY
//! nothing` says that nothing is, and `@DAY without WORD` that a rule of that word is missing.

use std::fmt::Write as _;
use std::path::Path;

use jejak_events::{Date, Rupiah};
use jejak_projections::due::{DueKind, Wanted, due};
use jejak_projections::report::{RowKind, Table, Value};

use super::tables::parse::step;
use super::tables::run::{Player, with_view};
use crate::ledger::rules::tables as rules;
use crate::ledger::rules::tables::parse::{Place, words};
use crate::ledger::rules::tables::run::World;

const FILE: &str = "src/ledger/checks/due.txt";

/// A case as it stands in the file.
struct Case {
    kind: DueKind,
    /// Lines with their numbers.
    lines: Vec<(usize, Vec<String>)>,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = std::fs::read_to_string(path).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words = words(line).unwrap();
        match words.first().map(String::as_str) {
            None => {}
            Some(word) if word.starts_with('#') => {}
            Some("case") => {
                let kind = DueKind::from_word(&words[1]);
                let kind = kind.unwrap_or_else(|| panic!("line {}: no kind", index + 1));
                cases.push(Case { kind, lines: Vec::new() });
            }
            Some(_) => cases.last_mut().expect("a case").lines.push((index + 1, words)),
        }
    }
    cases
}

/// What is due of a kind on a day, in the words of the file.
fn asked(world: &World, kind: DueKind, on: Date) -> Vec<String> {
    let wanted = Wanted { kind: Some(kind), within: None };
    let table = with_view(world, Some(on), |view| due(view, wanted)).unwrap();
    let items = table.rows.iter().filter(|row| row.kind == RowKind::Item);
    let mut told: Vec<String> = items.map(|row| item(&table, row)).collect();
    let missing = table.notes.iter().filter_map(|note| note.en.split('`').nth(1));
    told.extend(missing.filter(|word| *word != "nothing").map(|word| format!("without {word}")));
    told.sort();
    told
}

fn item(table: &Table, row: &jejak_projections::report::Row) -> String {
    let cell = |key: &str| {
        let at = table.columns.iter().position(|column| column.key == key).unwrap();
        &row.cells[at].value
    };
    let (Value::Tag(subject), Value::Date(day)) = (cell("subject"), cell("due")) else {
        panic!("no subject or day");
    };
    let (Value::Money(sen), Value::Count(days)) = (cell("amount"), cell("days")) else {
        panic!("no rupiah or days");
    };
    let rupiah = Rupiah::from_sen(i64::try_from(*sen).unwrap());
    format!("due {subject} {day} {rupiah} {days}")
}

/// What a line of the file expects, with labels replaced.
fn expected(world: &World, words: &[String]) -> Option<String> {
    if words[1] == "nothing" {
        return None;
    }
    let subject = |word: &String| match word.split_once(":@") {
        Some((object, label)) => format!("{object}:{}", world.labelled(label).expect("a label")),
        None => word.clone(),
    };
    Some(words[1..].iter().map(subject).collect::<Vec<_>>().join(" "))
}

fn play(player: &Player<'_>, case: &Case, report: &mut String) {
    let mut world = player.beginning();
    let mut lines = case.lines.iter().peekable();
    while let Some((number, words)) = lines.next() {
        let place =
            Place { folder: "src/ledger/checks", file: "due.txt".to_owned(), line: *number };
        let Some(day) = words[0].strip_prefix('@') else {
            let step =
                step(&place, words, None).unwrap_or_else(|error| panic!("{number}: {error}"));
            player.step(&mut world, &step).unwrap_or_else(|error| panic!("{number}: {error}"));
            continue;
        };
        let mut says: Vec<String> = expected(&world, words).into_iter().collect();
        while let Some((_, more)) = lines.next_if(|(_, more)| more[0] == words[0]) {
            says.extend(expected(&world, more));
        }
        says.sort();
        let told = asked(&world, case.kind, day.parse().unwrap());
        if says != told {
            let kind = case.kind.word();
            let _ = writeln!(report, "{FILE}:{number} {kind}: expected {says:?}, found {told:?}");
        }
    }
}

#[test]
fn what_is_due_is_told_before_on_and_after_its_day() {
    let tables = rules::parse::Tables::read(&rules::folder()).unwrap();
    let player = Player::new(&tables).unwrap();
    let mut report = String::new();
    cases().iter().for_each(|case| play(&player, case, &mut report));
    assert!(report.is_empty(), "{report}");
}
