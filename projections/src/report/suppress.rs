//! Tables for the public: figures of fewer than ten people are not shown, nor what they could be
//! computed from.
//!
//! A row is shown or suppressed as a whole, with the money that belongs to its people: a share or an
//! average would tell the count. Sums of rows (subtotals, the total) make groups; in a group with
//! anything suppressed
//! - at least two rows are suppressed, so that none is the difference of the others, and
//! - where the sum itself is shown, the rows that are not count at least ten people together.
//!
//! Rows of a crossed table (programme against regency) stand in groups of both directions, whose
//! sums other tables print: `crossed.rs` adds these groups. In all of them two unknowns are not
//! always enough, so the equations are solved (`solve.rs`), and rows are suppressed until no
//! suppressed one has a single solution.
//!
//! Nobody in a row is shown as nobody, unless it is needed to keep another row unknown.
//!
//! Not here: differences between columns of one row, such as designated less paid. A payment is not
//! a person (one may be paid in tranches), so that the difference counts nobody; both are shown where
//! each counts ten. Nor answers to other questions: what `--region` leaves of a report is told beside
//! sums of its own.

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
    /// Keys of the columns whose values cross each other: the sum of the items that share a value
    /// is printed by another table, which suppresses its own rows by these rules.
    pub crossed: &'a [&'a str],
}

/// A sum and the rows that make it.
struct Group {
    /// The row of the sum; none where another table shows it.
    sum: Option<usize>,
    parts: Vec<usize>,
}

/// Suppresses what the public must not see, and says so in a note.
pub fn suppress(table: &mut Table, sensitive: Sensitive) {
    let people: Vec<usize> = places_of(table, sensitive.people);
    let counts: Vec<Vec<i64>> = table.rows.iter().map(|row| counts(row, &people)).collect();
    let mut hidden: Vec<bool> = counts.iter().map(|counts| few(counts)).collect();
    if !hidden.contains(&true) {
        return;
    }
    let mut groups = groups(&table.rows);
    groups.extend(crossed::groups(table, &places_of(table, sensitive.crossed), &counts));
    hide(&groups, &counts, &mut hidden);
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

/// Suppresses rows until the groups let none of them be computed, or none with anybody is left.
fn hide(groups: &[Group], counts: &[Vec<i64>], hidden: &mut [bool]) {
    loop {
        while groups.iter().any(|group| hide_more(group, counts, hidden)) {}
        let Some(told) = solve::determined(groups, hidden) else { return };
        let beside = groups.iter().filter(|group| group.parts.contains(&told));
        let mut beside = beside.flat_map(|group| group.parts.iter().copied());
        let near = smallest(&mut beside, counts, hidden);
        let mut all = groups.iter().flat_map(|group| group.parts.iter().copied());
        match near.or_else(|| smallest(&mut all, counts, hidden)) {
            Some(next) => hidden[next] = true,
            None => return,
        }
    }
}

/// The row with the fewest people that is shown, of those with any.
fn smallest(
    rows: &mut dyn Iterator<Item = usize>,
    counts: &[Vec<i64>],
    hidden: &[bool],
) -> Option<usize> {
    rows.filter(|at| !hidden[*at] && people(&counts[*at]) > 0)
        .min_by_key(|at| (people(&counts[*at]), *at))
}

fn people(counts: &[i64]) -> i64 {
    counts.iter().copied().max().unwrap_or(0)
}

/// Whether a row tells of somebody, and of fewer than ten.
fn few(counts: &[i64]) -> bool {
    counts.iter().any(|count| (1..SHOWN_FROM).contains(count))
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
        Group { sum: Some(*sum), parts: items.chain(sums.iter().map(|(at, _)| *at)).collect() }
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
    let sum_hidden = group.sum.is_some_and(|sum| hidden[sum]);
    if unknown.is_empty() && !sum_hidden {
        return false;
    }
    let enough = unknown.len() + usize::from(sum_hidden) >= 2;
    let columns = counts.first().map_or(0, Vec::len);
    let together = |column: usize| -> i64 { unknown.iter().map(|at| counts[*at][column]).sum() };
    let together: Vec<i64> = (0..columns).map(together).collect();
    if enough && (sum_hidden || !few(&together)) {
        return false;
    }
    let next = smallest(&mut parts(), counts, hidden);
    let fallback = || group.sum.filter(|_| !sum_hidden);
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

mod crossed;
mod solve;
#[cfg(test)]
mod tests;
