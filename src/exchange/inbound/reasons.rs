//! The file written back as a sheet (XLSX), with a column that says what is wrong with each row: for
//! whoever mends it. It holds what the file held, so nobody else may read it.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, RawRow};
use super::desk::Order;
use super::error::{BadRows, InboundError, unreadable};
use super::rows::Step;
use super::survey::survey;
use super::table;
use crate::ledger::rules::Language;
use crate::said::{Said, said};

/// Digits that a sheet keeps of a number: it has binary floats alone, from which 15 digits come back
/// the same. Longer ones are written as text.
const NUMBER_DIGITS: usize = 15;

/// Writes the rows of a file with the reasons behind them, into a new file (mode 0600).
pub fn write(
    order: &Order<'_>,
    bad: &BadRows,
    to: &Path,
    language: Language,
) -> Result<(), InboundError> {
    let table = table::find(&survey(order.path, order.encoding)?, order)?;
    let reasons = by_row(bad, language);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(|error| unwritten(&error))?;
    let heading = language_of(&said!("What is wrong", "Yang salah"), language);
    let mut writer = Writer { sheet, next: 0, format: Format::new().set_bold() };
    let first = table.heading.places.len();
    let reason_column = table.heading.names.len().max(first);
    table.source.visit(&mut |row| {
        let reason = if row.number == table.heading.last {
            Some(heading.as_str())
        } else {
            reasons.get(&row.number).map(String::as_str)
        };
        writer.row(&row, reason_column, reason).map_err(|error| unwritten(&error))?;
        Ok(Step::On)
    })?;
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(to);
    let file = file.map_err(|error| match unreadable(&error) {
        InboundError::Io(said) => InboundError::Io(said.after(to.display())),
        other => other,
    })?;
    book.save_to_writer(file).map_err(|error| unwritten(&error))
}

fn language_of(said: &Said, language: Language) -> String {
    said.within(language).to_owned()
}

fn unwritten(error: &XlsxError) -> InboundError {
    InboundError::Io(Said::same(error))
}

/// Everything that is wrong with a row, in one text.
fn by_row(bad: &BadRows, language: Language) -> HashMap<usize, String> {
    let mut reasons: HashMap<usize, String> = HashMap::new();
    for cell in &bad.cells {
        let (expected, found) = (&cell.expected, &cell.found);
        let field = &cell.field;
        let told = said!(
            with expected, found;
            "{field}: expected {expected}, found {found}",
            "{field}: seharusnya {expected}, ditemukan {found}"
        );
        let known = reasons.entry(cell.line).or_default();
        if !known.is_empty() {
            known.push('\n');
        }
        known.push_str(told.within(language));
    }
    reasons
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    format: Format,
}

impl Writer<'_> {
    /// Writes a row; its reason stands behind the last column of the heading, or behind the row.
    fn row(
        &mut self,
        row: &RawRow,
        reason_column: usize,
        reason: Option<&str>,
    ) -> Result<(), XlsxError> {
        // Rows keep their numbers, so that what is told of row 17 is found in row 17.
        let number = u32::try_from(row.number.saturating_sub(1)).unwrap_or(u32::MAX);
        self.next = self.next.max(number);
        let at = self.next;
        self.next = self.next.saturating_add(1);
        for (column, cell) in (0u16..).zip(&row.cells) {
            self.cell(at, column, cell)?;
        }
        if let Some(reason) = reason {
            let column = reason_column.max(row.cells.len());
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            self.sheet.write_string_with_format(at, column, reason, &self.format)?;
        }
        Ok(())
    }

    /// Text stays text, whatever it looks like: a sheet must not compute it, nor lose its digits.
    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let text = match cell {
            Cell::Empty => return Ok(()),
            Cell::Number(digits) => match digits.parse::<f64>() {
                Ok(number) if digits.len() <= NUMBER_DIGITS => {
                    return self.sheet.write_number(row, column, number).map(|_| ());
                }
                _ => digits.clone(),
            },
            Cell::Text(text) | Cell::Error(text) => text.clone(),
            Cell::Day { day, .. } => day.to_string(),
            Cell::Time { hours, minutes, seconds } => {
                format!("{hours:02}:{minutes:02}:{seconds:02}")
            }
            Cell::Flag(flag) => flag.to_string(),
        };
        self.sheet.write_string(row, column, text).map(|_| ())
    }
}
