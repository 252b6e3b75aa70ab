//! Tables for the public: figures of fewer than ten people are not shown, nor what they could be
//! computed from.
//!
//! A row is shown or suppressed as a whole, with the money that belongs to its people: a share or an
//! average would tell the count. Sums of rows (subtotals, the total) make groups; in a group with
//! anything suppressed
//! - at least two rows are suppressed, so that none is the difference of the others, and
//! - where the sum itself is shown, the rows that are not count at least ten people together.
//!
//! Every row stands in at most two groups (as a part of one, as the sum of another), and a group
//! without exactly one unknown always leaves a second one free: from any suppressed row a path of
//! groups leads to two others that can change with it. The test solves the equations.
//!
//! Nobody in a row is shown as nobody: no person can be told from it.
//!
//! Not here: differences between columns of one row, such as designated less paid. They are shown,
//! where each of the two counts ten people.

use super::table::{Row, RowKind, Table};
use super::value::{Cell, Value};
use crate::said;

/// The fewest people that are shown.
pub const SHOWN_FROM: i64 = 10;

/// What of a row is suppressed.
#[derive(Debug, Clone, Copy)]
pub struct Sensitive<'a> {
    /// Keys of the columns that count people.
    pub people: &'a [&'a str],
    /// Keys of the columns that belong to them: money, shares.
    pub with: &'a [&'a str],
}

/// A sum and the rows that make it.
struct Group {
    sum: usize,
    parts: Vec<usize>,
}

/// Suppresses what the public must not see, and says so in a note.
pub fn suppress(table: &mut Table, sensitive: Sensitive) {
    let people: Vec<usize> = places_of(table, sensitive.people);
    let counts: Vec<Vec<i64>> = table.rows.iter().map(|row| counts(row, &people)).collect();
    let few = |counts: &Vec<i64>| counts.iter().any(|count| (1..SHOWN_FROM).contains(count));
    let mut hidden: Vec<bool> = counts.iter().map(few).collect();
    if !hidden.contains(&true) {
        return;
    }
    let groups = groups(&table.rows);
    while groups.iter().any(|group| hide_more(group, &counts, &mut hidden)) {}
    let places: Vec<usize> = people.into_iter().chain(places_of(table, sensitive.with)).collect();
    for (row, hidden) in table.rows.iter_mut().zip(hidden) {
        if !hidden {
            continue;
        }
        for place in &places {
            if let Some(cell) = row.cells.get_mut(*place) {
                // What it rests on would tell the figure.
                *cell = Cell::of(Value::Suppressed);
            }
        }
    }
    let note = said!(
        "<10: fewer than {SHOWN_FROM} people, or a row from which such a figure could be computed",
        "<10: kurang dari {SHOWN_FROM} orang, atau baris yang darinya angka itu dapat dihitung"
    );
    if !table.notes.contains(&note) {
        table.notes.push(note);
    }
}

fn places_of(table: &Table, keys: &[&str]) -> Vec<usize> {
    keys.iter().filter_map(|key| table.column(key)).collect()
}

fn counts(row: &Row, people: &[usize]) -> Vec<i64> {
    let count = |place: &usize| match row.cells.get(*place).map(|cell| &cell.value) {
        Some(Value::Count(count)) => count.saturating_abs(),
        _ => 0,
    };
    people.iter().map(count).collect()
}

/// The sums of a table with their direct parts: what lies within a smaller sum counts as that sum.
fn groups(rows: &[Row]) -> Vec<Group> {
    let ranges: Vec<_> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| match &row.kind {
            RowKind::Subtotal(range) => Some((at, range.clone())),
            RowKind::Total => Some((at, 0..rows.len())),
            RowKind::Item | RowKind::Heading => None,
        })
        .collect();
    let group = |(sum, range): &(usize, std::ops::Range<usize>)| {
        let within = |other: &std::ops::Range<usize>| {
            other != range && range.start <= other.start && other.end <= range.end
        };
        let inner: Vec<_> = ranges
            .iter()
            .filter(|(at, other)| at != sum && within(other) && !is_total(rows, *at))
            .collect();
        let outermost = |(at, range): &&&(usize, std::ops::Range<usize>)| {
            !inner.iter().any(|(other, wider)| {
                other != at
                    && wider != range
                    && wider.start <= range.start
                    && range.end <= wider.end
            })
        };
        let sums: Vec<_> = inner.iter().filter(|inner| outermost(inner)).collect();
        let covered = |at: &usize| sums.iter().any(|(_, range)| range.contains(at));
        let items = range.clone().filter(|at| is_item(rows, *at) && !covered(at));
        Group { sum: *sum, parts: items.chain(sums.iter().map(|(at, _)| *at)).collect() }
    };
    ranges.iter().map(group).collect()
}

fn is_total(rows: &[Row], at: usize) -> bool {
    rows.get(at).is_some_and(|row| row.kind == RowKind::Total)
}

fn is_item(rows: &[Row], at: usize) -> bool {
    rows.get(at).is_some_and(|row| row.kind == RowKind::Item)
}

/// Suppresses one more row of a group that needs it; whether it did.
fn hide_more(group: &Group, counts: &[Vec<i64>], hidden: &mut [bool]) -> bool {
    let parts = || group.parts.iter().copied();
    let unknown: Vec<usize> = parts().filter(|at| hidden[*at]).collect();
    let sum_hidden = hidden[group.sum];
    if unknown.is_empty() && !sum_hidden {
        return false;
    }
    let enough = unknown.len() + usize::from(sum_hidden) >= 2;
    let together = |column: usize| -> i64 { unknown.iter().map(|at| counts[*at][column]).sum() };
    let mut columns = 0..counts[group.sum].len();
    let few = columns.any(|column| (1..SHOWN_FROM).contains(&together(column)));
    if enough && (sum_hidden || !few) {
        return false;
    }
    let people = |at: usize| counts[at].iter().copied().max().unwrap_or(0);
    let next = parts().filter(|at| !hidden[*at] && people(*at) > 0).min_by_key(|at| people(*at));
    let fallback = || (!sum_hidden).then_some(group.sum);
    // A sum whose parts are all nobody, or whose only part is itself suppressed.
    let empty = || parts().find(|at| !hidden[*at]);
    match next.or_else(fallback).or_else(empty) {
        Some(at) => {
            hidden[at] = true;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests;
