//! The table that every output renders.

use std::ops::Range;

use super::value::{Cell, Value};
use crate::said::Said;

/// What a column holds: decides alignment, number format and how it is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Sen, shown as rupiah with two decimals.
    Money,
    /// Whole numbers.
    Count,
    /// Basis points, shown with two decimals.
    Percent,
    /// Days, months or times.
    Date,
    /// Codes and numbers that are never calculated with: always text, whatever they look like.
    Code,
    /// Words.
    Text,
    /// Hashes.
    Hash,
    /// Sequence numbers.
    Seq,
}

/// What stands below a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Total {
    /// Nothing.
    #[default]
    None,
    /// The sum of its items: a formula where the output has formulas.
    Sum,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Stable name, for JSON, mappings and `--explain`.
    pub key: &'static str,
    /// Heading.
    pub label: Said,
    /// Heading over several columns that stand together.
    pub group: Option<Said>,
    /// What it holds.
    pub kind: Kind,
    /// What stands below it.
    pub total: Total,
}

impl Column {
    /// A column.
    pub fn new(key: &'static str, label: Said, kind: Kind) -> Column {
        Column { key, label, group: None, kind, total: Total::None }
    }

    /// The same with a sum below it.
    #[must_use]
    pub fn summed(self) -> Column {
        Column { total: Total::Sum, ..self }
    }

    /// The same below a heading that it shares with its neighbours.
    #[must_use]
    pub fn under(self, group: Said) -> Column {
        Column { group: Some(group), ..self }
    }
}

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// One thing.
    Item,
    /// A heading without figures of its own.
    Heading,
    /// The sum of the items among these rows, by position in the table; other subtotals among them
    /// do not count again.
    Subtotal(Range<usize>),
    /// The sum of all items.
    Total,
}

/// A row; as many cells as columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Depth, for indentation: 0 is outermost.
    pub level: u8,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row that is one thing.
    pub fn item(cells: Vec<Cell>) -> Row {
        Row { kind: RowKind::Item, level: 0, cells }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Stable name: that of the report or list.
    pub name: &'static str,
    /// Title.
    pub title: Said,
    /// Lines under the title: what, and its value (SKPD, period, decree).
    pub about: Vec<(Said, Said)>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Remarks below the table.
    pub notes: Vec<Said>,
    /// Who signs the printed table, from left to right; roles, never names.
    pub signed_by: Vec<Said>,
}

impl Table {
    /// An empty table.
    pub fn new(name: &'static str, title: Said, columns: Vec<Column>) -> Table {
        let (about, rows, notes, signed_by) = Default::default();
        Table { name, title, about, columns, rows, notes, signed_by }
    }

    /// Adds a row for one thing.
    pub fn push(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(
            cells.len(),
            self.columns.len(),
            "a cell for each column of {}",
            self.name
        );
        self.rows.push(Row::item(cells));
    }

    /// Adds a row with the sums of all items, `label` in its first cell.
    pub fn total(&mut self, label: Said) {
        let all = 0..self.rows.len();
        let cells = self.sums(all, label);
        self.rows.push(Row { kind: RowKind::Total, level: 0, cells });
    }

    /// Adds a row with the sums of the items in `rows`, `label` in its first cell.
    pub fn subtotal(&mut self, rows: Range<usize>, level: u8, label: Said) {
        let cells = self.sums(rows.clone(), label);
        self.rows.push(Row { kind: RowKind::Subtotal(rows), level, cells });
    }

    /// Sums of summed columns over the items in `rows`.
    pub fn sums(&self, rows: Range<usize>, label: Said) -> Vec<Cell> {
        let items = self.rows.get(rows).unwrap_or_default();
        let items = || items.iter().filter(|row| row.kind == RowKind::Item);
        let sum = |(index, column): (usize, &Column)| match (column.total, column.kind) {
            (Total::None, _) => Cell::empty(),
            (Total::Sum, Kind::Money) => {
                let sen = items().map(|row| match row.cells.get(index).map(|cell| &cell.value) {
                    Some(Value::Money(sen)) => *sen,
                    _ => 0,
                });
                Cell::money(sen.sum::<i128>()).calculated()
            }
            (Total::Sum, _) => {
                let counts =
                    items().map(|row| match row.cells.get(index).map(|cell| &cell.value) {
                        Some(Value::Count(count)) => *count,
                        _ => 0,
                    });
                Cell::count(counts.fold(0_i64, i64::saturating_add)).calculated()
            }
        };
        let mut cells: Vec<Cell> = self.columns.iter().enumerate().map(sum).collect();
        if let Some(first) = cells.first_mut() {
            *first = Cell::text(label);
        }
        cells
    }

    /// The place of a column by its key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said;

    #[test]
    fn a_total_sums_items_and_no_subtotal_twice() {
        let columns = vec![
            Column::new("what", said!("what", "apa"), Kind::Text),
            Column::new("amount", said!("amount", "jumlah"), Kind::Money).summed(),
            Column::new("people", said!("people", "orang"), Kind::Count).summed(),
        ];
        let mut table = Table::new("test", said!("test", "uji"), columns);
        for sen in [100, 250] {
            table.push(vec![Cell::name("a"), Cell::money(sen), Cell::count(1)]);
        }
        table.subtotal(0..2, 0, said!("of these", "di antaranya"));
        table.push(vec![Cell::name("b"), Cell::money(-50), Cell::empty()]);
        table.total(said!("total", "jumlah"));
        let last = &table.rows[4].cells;
        assert_eq!((&last[1].value, &last[2].value), (&Value::Money(300), &Value::Count(2)));
        assert_eq!(table.rows[2].cells[1].value, Value::Money(350));
    }
}
