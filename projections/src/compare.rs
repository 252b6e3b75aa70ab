//! Two tables of the same question side by side: what was seen, what was true, the difference, and
//! the events that make it.
//!
//! Rows belong together by their codes: region, account, line, decree. Where those do not tell rows
//! apart, everything that is no figure does.
//!
//! Not here: how the two tables are made, and which events are late.

mod balances;

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::Tag;

pub use self::balances::{balances_table, cash_table, keys_of};
use crate::report::{Cell, Column, Kind, Row, RowKind, Table, Value, Why};
use crate::said;
use crate::said::Said;

/// The values by which a row is known.
pub type RowKey = Vec<String>;

/// Events that were recorded after the desk looked, and are dated before, or the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Late {
    /// All of them, ascending.
    pub all: Vec<u64>,
    /// Those that move a row, by its key; empty where the question cannot tell. There the figures
    /// that name their events say which of them are late.
    pub of_row: BTreeMap<RowKey, Vec<u64>>,
}

/// What the two sides of a comparison are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Title of the whole.
    pub title: Said,
    /// Heading of the first.
    pub one: Said,
    /// Heading of the other.
    pub other: Said,
}

/// Puts two tables of one question side by side: a row for each figure that differs, or for every
/// figure where `all`.
pub fn beside(one: &Table, other: &Table, sides: &Sides, late: &Late, all: bool) -> Table {
    let keys = key_columns(one, other);
    let (ones, others) = (rows_by_key(one, &keys), rows_by_key(other, &keys));
    let mut columns: Vec<Column> =
        keys.iter().filter_map(|at| one.columns.get(*at).cloned()).collect();
    columns.extend([
        Column::new("figure", said!("figure", "angka"), Kind::Text),
        Column::new("one", sides.one.clone(), Kind::Money),
        Column::new("other", sides.other.clone(), Kind::Money),
        Column::new("difference", said!("difference", "selisih"), Kind::Money),
        Column::new("events", said!("events", "kejadian"), Kind::Text),
    ]);
    let mut table = Table::new("compare", sides.title.clone(), columns);
    let names: BTreeSet<&(RowKey, usize)> = ones.keys().chain(others.keys()).collect();
    for name in names {
        let pair = (ones.get(name).copied(), others.get(name).copied());
        let seqs = |at: usize| match late.of_row.get(&name.0) {
            Some(seqs) => seqs.clone(),
            None => late_among(pair, at, &late.all),
        };
        add_figures(&mut table, one, &keys, pair, &seqs, all);
    }
    if table.rows.is_empty() {
        table.notes.push(said!("no figure differs", "tidak ada angka yang berbeda"));
    }
    table
}

/// Adds the figures of one row that differ.
fn add_figures(
    table: &mut Table,
    like: &Table,
    keys: &[usize],
    (one, other): (Option<&Row>, Option<&Row>),
    seqs: &dyn Fn(usize) -> Vec<u64>,
    all: bool,
) {
    let named = one.or(other);
    for (at, column) in like.columns.iter().enumerate().filter(|(at, _)| !keys.contains(at)) {
        let value = |row: Option<&Row>| {
            row.and_then(|row| row.cells.get(at)).map_or(Value::Empty, |cell| cell.value.clone())
        };
        let (left, right) = (value(one), value(other));
        let same = left == right || (is_nothing(&left) && is_nothing(&right));
        if same && !all {
            continue;
        }
        let mut cells: Vec<Cell> = keys
            .iter()
            .map(|key| named.and_then(|row| row.cells.get(*key)).cloned())
            .map(|cell| cell.unwrap_or_else(Cell::empty))
            .collect();
        let difference = difference(&left, &right);
        cells.push(Cell::text(column.label.clone()));
        cells.extend([Cell::of(left), Cell::of(right), Cell::of(difference).calculated()]);
        let seqs = if same { Vec::new() } else { seqs(at) };
        cells.push(Cell::text(listed(&seqs)).from(seqs.iter().copied()));
        table.push(cells);
    }
}

/// The late events among those that a figure names on one side and not on the other.
fn late_among((one, other): (Option<&Row>, Option<&Row>), at: usize, late: &[u64]) -> Vec<u64> {
    let named = |row: Option<&Row>| -> BTreeSet<u64> {
        match row.and_then(|row| row.cells.get(at)).map(|cell| &cell.why) {
            Some(Why::Seqs(seqs)) => seqs.iter().copied().collect(),
            _ => BTreeSet::new(),
        }
    };
    let (one, other) = (named(one), named(other));
    one.symmetric_difference(&other)
        .copied()
        .filter(|seq| late.binary_search(seq).is_ok())
        .collect()
}

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Empty | Value::Money(0) | Value::Count(0))
}

/// The second less the first; nothing where they are no figures.
fn difference(one: &Value, other: &Value) -> Value {
    let or_zero = |value: &Value| match value {
        Value::Empty => Some(0),
        Value::Money(figure) => Some(*figure),
        Value::Count(figure) | Value::Percent(figure) => Some(i128::from(*figure)),
        _ => None,
    };
    let Some((left, right)) = or_zero(one).zip(or_zero(other)) else { return Value::Empty };
    let count = |figure: i128| i64::try_from(figure).unwrap_or(i64::MAX);
    match (one, other) {
        (Value::Money(_), _) | (_, Value::Money(_)) => Value::Money(right - left),
        (Value::Percent(_), _) | (_, Value::Percent(_)) => Value::Percent(count(right - left)),
        (Value::Count(_), _) | (_, Value::Count(_)) => Value::Count(count(right - left)),
        _ => Value::Empty,
    }
}

/// Sequence numbers that are named one by one.
const NAMED: usize = 6;

/// The first few numbers, and how many more there are.
pub fn listed(seqs: &[u64]) -> Said {
    let first: Vec<String> = seqs.iter().take(NAMED).map(ToString::to_string).collect();
    let (first, more) = (first.join(", "), seqs.len().saturating_sub(NAMED));
    if more == 0 {
        return Said::same(first);
    }
    said!("{first} and {more} more", "{first} dan {more} lagi")
}

/// The columns by which rows are known: the codes where those tell rows of both tables apart, else
/// all that hold no figure.
fn key_columns(one: &Table, other: &Table) -> Vec<usize> {
    let of = |is: fn(Kind) -> bool| -> Vec<usize> {
        let columns = one.columns.iter().enumerate();
        columns.filter(|(_, column)| is(column.kind)).map(|(at, _)| at).collect()
    };
    let codes = of(|kind| kind == Kind::Code);
    let tells = |table: &Table| {
        let mut seen = BTreeSet::new();
        items(table).all(|row| seen.insert(key_of(row, &codes)))
    };
    if !codes.is_empty() && tells(one) && tells(other) {
        return codes;
    }
    of(|kind| !matches!(kind, Kind::Money | Kind::Count | Kind::Percent))
}

fn items(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().filter(|row| row.kind == RowKind::Item)
}

/// Rows by key; of several with the same, the first of one stands beside the first of the other.
fn rows_by_key<'a>(table: &'a Table, keys: &[usize]) -> BTreeMap<(RowKey, usize), &'a Row> {
    let mut rows = BTreeMap::new();
    let mut times: BTreeMap<RowKey, usize> = BTreeMap::new();
    for row in items(table) {
        let key = key_of(row, keys);
        let time = times.entry(key.clone()).or_default();
        rows.insert((key, *time), row);
        *time += 1;
    }
    rows
}

fn key_of(row: &Row, keys: &[usize]) -> RowKey {
    keys.iter().map(|at| row.cells.get(*at).map_or_else(String::new, |c| plain(&c.value))).collect()
}

/// A value as a key: the same in every language.
fn plain(value: &Value) -> String {
    match value {
        Value::Code(code) => code.clone(),
        Value::Text(said) => said.en.clone(),
        Value::Seq(seq) => seq.to_string(),
        Value::Tag(tag) => Tag::to_string(tag),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Hash(bytes) => jejak_events::ids::Bytes32(*bytes).to_string(),
        Value::Personal(id, _) => id.to_string(),
        Value::Money(figure) => figure.to_string(),
        Value::Count(figure) | Value::Percent(figure) => figure.to_string(),
        Value::Empty | Value::Unknown | Value::Suppressed => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str, i128, i64)]) -> Table {
        let columns = vec![
            Column::new("code", said!("code", "kode"), Kind::Code),
            Column::new("name", said!("name", "nama"), Kind::Text),
            Column::new("amount", said!("amount", "jumlah"), Kind::Money),
            Column::new("people", said!("people", "orang"), Kind::Count),
        ];
        let mut table = Table::new("test", said!("test", "uji"), columns);
        for (code, name, sen, people) in rows {
            let cells =
                [Cell::code(code), Cell::name(name), Cell::money(*sen), Cell::count(*people)];
            table.push(cells.into());
        }
        table.total(said!("total", "jumlah"));
        table
    }

    fn compared(one: &[(&str, &str, i128, i64)], other: &[(&str, &str, i128, i64)]) -> Vec<String> {
        let sides = Sides { title: Said::same("t"), one: Said::same("1"), other: Said::same("2") };
        let of_row = BTreeMap::from([(vec!["A".to_owned()], vec![7, 9])]);
        let late = Late { all: vec![7, 9], of_row };
        let table = beside(&table(one), &table(other), &sides, &late, false);
        let shown = |row: &Row| {
            let cells: Vec<String> = row.cells.iter().map(|cell| plain(&cell.value)).collect();
            cells.join(" ")
        };
        table.rows.iter().map(shown).collect()
    }

    #[test]
    fn a_row_stands_for_each_figure_that_differs() {
        let table: &[(&[_], &[_], &[&str])] = &[
            (&[("A", "a", 5, 1)], &[("A", "a", 5, 1)], &[]),
            (&[("A", "a", 5, 1)], &[("A", "a", 8, 1)], &["A amount 5 8 3 7, 9"]),
            (
                &[("A", "a", 5, 1)],
                &[("A", "b", 5, 3)],
                &["A name a b  7, 9", "A people 1 3 2 7, 9"],
            ),
            (&[], &[("B", "b", 0, 2)], &["B name  b  ", "B people  2 2 "]),
            (&[("B", "b", 4, 0)], &[], &["B name b   ", "B amount 4  -4 "]),
        ];
        for (one, other, expected) in table {
            assert_eq!(compared(one, other), *expected, "{one:?} {other:?}");
        }
    }

    /// A report, whose figures name their events: 7 was seen, 9 came late, 8 is on neither side.
    #[test]
    fn a_figure_that_names_its_events_says_which_are_late() {
        let of = |sen: i128, seqs: &[u64]| {
            let mut table = table(&[("A", "a", 0, 1)]);
            table.rows[0].cells[2] = Cell::money(sen).from(seqs.iter().copied());
            table
        };
        let sides = Sides { title: Said::same("t"), one: Said::same("1"), other: Said::same("2") };
        let late = Late { all: vec![2, 8, 9], of_row: BTreeMap::new() };
        let events = |one: &Table, other: &Table| {
            let made = beside(one, other, &sides, &late, false);
            made.rows.iter().map(|row| row.cells.last().unwrap().why.clone()).collect::<Vec<_>>()
        };
        assert_eq!(events(&of(5, &[7]), &of(8, &[7, 9])), [Why::Seqs(vec![9])]);
        assert_eq!(events(&of(5, &[2, 7]), &of(8, &[3, 9])), [Why::Seqs(vec![2, 9])]);
        assert_eq!(events(&of(5, &[7]), &of(8, &[3])), [Why::Seqs(vec![])], "none of them is late");
    }

    #[test]
    fn where_codes_do_not_tell_rows_apart_words_do() {
        let one = [("A", "a", 1, 1), ("A", "b", 2, 1)];
        let other = [("A", "b", 2, 1), ("A", "a", 4, 1)];
        assert_eq!(compared(&one, &other), ["A a amount 1 4 3 "]);
        let twice = [("A", "a", 1, 1), ("A", "a", 2, 1)];
        assert_eq!(compared(&twice, &twice), [""; 0]);
    }
}
