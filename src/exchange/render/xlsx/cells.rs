//! The rows of a workbook: each value in the type that it has.

use std::ops::Range;

use jejak_events::Date;
use jejak_projections::report::{Cell, Kind, Row, RowKind, Table, Total, Value};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Worksheet};

use super::super::{Page, RenderError, shown};
use super::frame::{column_of, row_of};

/// Significant digits that spreadsheets keep: a workbook has binary floats alone, from which 15
/// digits come back the same.
const DIGITS_KEPT: usize = 15;
/// Day 0 of spreadsheets, 1899-12-30, in days before 1970.
const EPOCH: i32 = 25_569;

/// Whether a spreadsheet keeps an amount to the sen: at most 15 digits, without sen that are zero.
pub fn is_exact(sen: i128) -> bool {
    let sen = sen.unsigned_abs();
    let digits = if sen.is_multiple_of(100) { sen / 100 } else { sen };
    digits.to_string().len() <= DIGITS_KEPT
}

/// What a cell is formatted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Money,
    Count,
    Percent,
    Day,
    Month,
    Moment,
    Seq,
    Text,
}

impl Number {
    const ALL: [Number; 8] = [
        Number::Money,
        Number::Count,
        Number::Percent,
        Number::Day,
        Number::Month,
        Number::Moment,
        Number::Seq,
        Number::Text,
    ];

    const fn picture(self) -> &'static str {
        match self {
            Number::Money => "#,##0.00;(#,##0.00)",
            Number::Count => "#,##0;(#,##0)",
            Number::Percent => "0.00%",
            Number::Day => "dd/mm/yyyy",
            Number::Month => "mm/yyyy",
            Number::Moment => "dd/mm/yyyy hh:mm:ss",
            Number::Seq => "0",
            Number::Text => "@",
        }
    }
}

/// Formats of items, of subtotals and headings, and of totals.
pub struct Formats([[Format; 8]; 3]);

impl Formats {
    /// All formats that rows need.
    pub fn new() -> Formats {
        let plain = |number: Number| {
            let format = Format::new().set_num_format(number.picture());
            let format = format.set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
            if number == Number::Text { format.set_text_wrap() } else { format }
        };
        let items = Number::ALL.map(plain);
        let bold = items.clone().map(Format::set_bold);
        let total = bold.clone().map(|format| format.set_border_top(FormatBorder::Double));
        Formats([items, bold, total])
    }

    fn of(&self, row: &RowKind, number: Number) -> &Format {
        let set = match row {
            RowKind::Item => &self.0[0],
            RowKind::Heading | RowKind::Subtotal(_) => &self.0[1],
            RowKind::Total => &self.0[2],
        };
        &set[number as usize]
    }
}

/// Which columns can be summed by formulas, and over which rows of the sheet.
pub struct Sums<'a> {
    table: &'a Table,
    first: u32,
    /// Sum of the items before each row, for each column; nothing where an item is no number.
    before: Vec<Option<Vec<i128>>>,
}

impl Sums<'_> {
    /// Adds the columns up once, so that a table of many subtotals costs no more.
    pub fn of(table: &Table, first: u32) -> Sums<'_> {
        let before =
            table.columns.iter().enumerate().map(|(at, column)| {
                (column.total == Total::Sum).then(|| running(table, at)).flatten()
            });
        Sums { table, first, before: before.collect() }
    }

    /// The formula of a cell below rows, if its value is their sum.
    fn formula(&self, at: usize, row: &Row, column: usize) -> Option<String> {
        let rows = match &row.kind {
            RowKind::Subtotal(rows) => rows.clone(),
            RowKind::Total => 0..at,
            RowKind::Item | RowKind::Heading => return None,
        };
        let before = self.before.get(column)?.as_ref()?;
        let sum = before.get(rows.end)?.checked_sub(*before.get(rows.start)?)?;
        let shown = match row.cells.get(column)?.value {
            Value::Money(sen) if is_exact(sen) => sen,
            Value::Count(count) => i128::from(count),
            _ => return None,
        };
        let circular = rows.contains(&at);
        (shown == sum && !circular && !rows.is_empty()).then(|| self.over(&rows, column))
    }

    /// `SUBTOTAL` counts no other `SUBTOTAL`, and of filtered rows those that are shown.
    fn over(&self, rows: &Range<usize>, column: usize) -> String {
        let name = rust_xlsxwriter::utility::column_number_to_name(column_of(column));
        let from = self.first.saturating_add(row_of(rows.start)).saturating_add(1);
        let until = self.first.saturating_add(row_of(rows.end));
        format!("=SUBTOTAL(9,{name}{from}:{name}{until})")
    }
}

/// Sums of the items of a column before each row and after the last; none where an item has a
/// value that a spreadsheet cannot sum.
fn running(table: &Table, column: usize) -> Option<Vec<i128>> {
    let (mut sums, mut sum) = (vec![0], 0_i128);
    for row in &table.rows {
        if row.kind == RowKind::Item {
            sum = match row.cells.get(column).map(|cell| &cell.value) {
                Some(Value::Money(sen)) if is_exact(*sen) => sum.checked_add(*sen)?,
                Some(Value::Count(count)) => sum.checked_add(i128::from(*count))?,
                Some(Value::Empty | Value::Unknown) => sum,
                _ => return None,
            };
        }
        sums.push(sum);
    }
    Some(sums)
}

/// Writes a row; whether an amount in it was too large for a number.
pub fn write_row(
    page: &Page,
    sheet: &mut Worksheet,
    formats: &Formats,
    sums: &Sums,
    at: usize,
    row: &Row,
) -> Result<bool, RenderError> {
    let line = sums.first.saturating_add(row_of(at));
    let mut large = false;
    for (column, cell) in row.cells.iter().enumerate() {
        let place = (line, column_of(column));
        if let Some(formula) = sums.formula(at, row, column) {
            let (number, result) = match cell.value {
                Value::Money(sen) => (Number::Money, shown::decimal(sen)),
                Value::Count(count) => (Number::Count, count.to_string()),
                _ => (Number::Text, String::new()),
            };
            let formula = Formula::new(formula).set_result(result);
            let format = formats.of(&row.kind, number);
            sheet.write_formula_with_format(place.0, place.1, formula, format)?;
            continue;
        }
        large |= matches!(cell.value, Value::Money(sen) if !is_exact(sen));
        let indent = if column == 0 { row.level } else { 0 };
        let kind = sums.table.columns.get(column).map(|column| column.kind);
        write_cell(page, sheet, formats, (&row.kind, indent, kind), place, cell)?;
    }
    Ok(large)
}

/// Writes one value that is no formula.
fn write_cell(
    page: &Page,
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, indent, kind): (&RowKind, u8, Option<Kind>),
    (line, column): (u32, u16),
    cell: &Cell,
) -> Result<(), RenderError> {
    let Some((number, figure)) = figure(page, &cell.value) else {
        let text = match &cell.value {
            Value::Money(sen) => shown::decimal(*sen),
            other => shown::text(page, other)?,
        };
        let format = formats.of(row, Number::Text);
        let right = kind.is_some_and(shown::is_number);
        let format = match (right, indent) {
            (true, _) => &format.clone().set_align(FormatAlign::Right),
            (false, 0) => format,
            (false, levels) => &format.clone().set_indent(levels),
        };
        sheet.write_string_with_format(line, column, text, format)?;
        return Ok(());
    };
    sheet.write_number_with_format(line, column, figure, formats.of(row, number))?;
    Ok(())
}

/// The number that a value becomes, read from its decimal digits: nothing is calculated. That it is a
/// float is what the format forces on us; what does not fit into 15 digits is text.
fn figure(page: &Page, value: &Value) -> Option<(Number, f64)> {
    let (number, digits) = match value {
        Value::Money(sen) if is_exact(*sen) => (Number::Money, shown::decimal(*sen)),
        Value::Count(count) if count.unsigned_abs() < 1_000_000_000_000_000 => {
            (Number::Count, count.to_string())
        }
        Value::Percent(points) => (Number::Percent, fraction(*points)),
        Value::Date(date) => (Number::Day, serial(*date)),
        Value::Month(month) => (Number::Month, serial(month.first_day())),
        Value::Time(time) => {
            let [hours, minutes, seconds] = shown::clock(*time, page.stamp.zone);
            let seconds = hours * 3_600 + minutes * 60 + seconds;
            // Ten decimals of a day are far below a second.
            let part = seconds * 10_000_000_000 / 86_400;
            (Number::Moment, format!("{}.{part:010}", serial(time.date_in(page.stamp.zone))))
        }
        Value::Seq(seq) if *seq < 1_000_000_000_000_000 => (Number::Seq, seq.to_string()),
        _ => return None,
    };
    digits.parse().ok().map(|figure| (number, figure))
}

/// Basis points as a fraction, `0.9872`.
fn fraction(points: i64) -> String {
    let sign = if points < 0 { "-" } else { "" };
    let points = points.unsigned_abs();
    format!("{sign}{}.{:04}", points / 10_000, points % 10_000)
}

/// The number of a day.
fn serial(date: Date) -> String {
    date.days().saturating_add(EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_fifteenth_digit_is_the_last() {
        let table = [
            (999_999_999_999_999, true),
            (1_000_000_000_000_001, false),
            (99_999_999_999_999_900, true),
            (100_000_000_000_000_000, false),
            (-999_999_999_999_999, true),
            (i128::MAX, false),
        ];
        for (sen, exact) in table {
            assert_eq!(is_exact(sen), exact, "{sen}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_to_the_sen(sen in -999_999_999_999_999_i128..=999_999_999_999_999) {
            prop_assert!(is_exact(sen));
            let figure: f64 = shown::decimal(sen).parse().expect("a number");
            // As the file has it: the shortest digits that are this number.
            let written = figure.to_string();
            let sign = if written.starts_with('-') { -1 } else { 1 };
            let digits = written.trim_start_matches('-');
            let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
            prop_assert!(part.len() <= 2, "{written}");
            let read: i128 = format!("{whole}{part:0<2}").parse().expect("digits");
            prop_assert_eq!(sign * read, sen);
        }
    }
}
