//! What stands below the data: a row of totals, then notes and signatures. A total must be true.

use std::collections::BTreeMap;

use jejak_events::Rupiah;

use super::cell::{Cell, RawRow, plain};
use super::heading::Heading;
use super::profile::{Column, Kind, Problem, Row};
use super::value::{self, Value};
use crate::said::{Said, said};

/// What a row is.
#[derive(Debug, PartialEq, Eq)]
pub enum Below {
    /// Data.
    Data,
    /// A true total, or a note below one.
    Passed,
    /// A total that is not the sum of the rows above it.
    Wrong(Problem),
}

/// Watches for the row of totals.
pub struct Totals {
    required: Vec<usize>,
    money: Vec<(usize, &'static Column)>,
    sums: BTreeMap<&'static str, i128>,
    seen: bool,
    /// Whether a row above could not be read: then no sum is known.
    spoilt: bool,
    english_amounts: bool,
}

/// Words with which a row of totals begins.
const WORDS: &[&str] =
    &["jumlah", "total", "grandtotal", "jumlahtotal", "jumlahseluruhnya", "totalkeseluruhan"];

impl Totals {
    /// For the table below a heading.
    pub fn new(heading: &Heading, english_amounts: bool) -> Totals {
        let of = |wanted: fn(&Column) -> bool| {
            heading.places.iter().filter(move |(_, column)| wanted(column))
        };
        Totals {
            required: of(|column| column.required).map(|(at, _)| *at).collect(),
            money: of(|column| column.kind == Kind::Money).copied().collect(),
            sums: BTreeMap::new(),
            seen: false,
            spoilt: false,
            english_amounts,
        }
    }

    /// Adds a row of data.
    pub fn add(&mut self, row: &Row) {
        for (_, column) in &self.money {
            if let Some(Value::Money(amount)) = row.values.get(column.key) {
                let sum = self.sums.entry(column.key).or_default();
                *sum = sum.saturating_add(i128::from(amount.sen()));
            }
        }
    }

    /// A row that could not be read: from here on no total can be compared.
    pub fn spoil(&mut self) {
        self.spoilt = true;
    }

    /// What a row is. A total has the word in its first cell, and either lacks what every row of
    /// data has or has nothing else but amounts; below it, rows that lack half of that are notes.
    pub fn below(&mut self, row: &RawRow) -> Below {
        let filled = |at: usize| row.cells.get(at).is_some_and(|cell| !cell.is_empty());
        let lacking = self.required.iter().filter(|at| !filled(**at)).count();
        let first = row.cells.iter().position(|cell| !cell.is_empty());
        let words = first.and_then(|at| row.cells.get(at)).map(Cell::words).unwrap_or_default();
        let is_amount = |at: usize| self.money.iter().any(|(place, _)| *place == at);
        let only_amounts =
            (0..row.cells.len()).all(|at| Some(at) == first || !filled(at) || is_amount(at));
        if WORDS.contains(&plain(&words).as_str()) && (lacking > 0 || only_amounts) {
            self.seen = true;
            let wrong = if self.spoilt { None } else { self.compared(row) };
            return wrong.map_or(Below::Passed, Below::Wrong);
        }
        let note = self.seen && lacking.saturating_mul(2) >= self.required.len().max(1);
        if note { Below::Passed } else { Below::Data }
    }

    fn compared(&self, row: &RawRow) -> Option<Problem> {
        self.money.iter().find_map(|(at, column)| {
            let cell = row.cells.get(*at).filter(|cell| !cell.is_empty())?;
            let read = value::read(cell, column, self.english_amounts).ok()?;
            let Some(Value::Money(stated)) = read.value else { return None };
            let sum = self.sums.get(column.key).copied().unwrap_or(0);
            if i128::from(stated.sen()) == sum {
                return None;
            }
            let sum = i64::try_from(sum).map_or(stated, Rupiah::from_sen);
            let (sum, stated) = (sum.id_id(), stated.id_id());
            let expected =
                said!("{sum}, the sum of the rows above", "{sum}, jumlah baris di atasnya");
            Some(Problem::new(column.key, expected, Said::same(stated)))
        })
    }
}
