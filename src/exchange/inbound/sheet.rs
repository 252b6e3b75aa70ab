//! Rows of a sheet of a workbook (XLSX), cell by cell: nothing is kept but the table of texts that
//! the workbook shares between its cells.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use jejak_events::Date;
use jejak_events::parse::mask_digit_runs;

use super::cell::{Cell, RawRow};
use super::error::{InboundError, unreadable};
use super::limits::{BLANK_CELLS_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX, SHEETS_MAX};
use super::repair;
use super::rows::{Step, Visit};
use crate::said::said;

type Book = Xlsx<BufReader<File>>;

fn open(path: &Path) -> Result<Book, InboundError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    Xlsx::new(BufReader::new(file)).map_err(|error| damaged(&error))
}

/// What calamine says may repeat what stands in the file.
fn damaged(error: &XlsxError) -> InboundError {
    let why = mask_digit_runs(&error.to_string());
    InboundError::Refused(said!(
        "expected a workbook (XLSX), found something else or a damaged one ({why}); open it in a \
         spreadsheet and save it as XLSX",
        "seharusnya buku kerja (XLSX), ditemukan yang lain atau yang rusak ({why}); buka di lembar \
         kerja dan simpan sebagai XLSX"
    ))
}

/// Names of the sheets that can be seen, in their order.
pub fn names(path: &Path) -> Result<Vec<String>, InboundError> {
    let book = open(path)?;
    let sheets = book.sheets_metadata();
    if sheets.len() > SHEETS_MAX {
        let found = sheets.len();
        return Err(InboundError::Refused(said!(
            "expected a workbook of at most {SHEETS_MAX} sheets, found {found}",
            "seharusnya buku kerja paling banyak {SHEETS_MAX} lembar, ditemukan {found}"
        )));
    }
    let seen = sheets.iter().filter(|sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    });
    Ok(seen.map(|sheet| sheet.name.clone()).collect())
}

/// Visits the rows of a sheet; rows of nothing are passed over.
pub fn visit(path: &Path, name: &str, visit: Visit<'_>) -> Result<(), InboundError> {
    let mut book = open(path)?;
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| damaged(&error))?;
    let mut counts = Counts::default();
    let mut row = RawRow::default();
    while let Some(found) = cells.next_cell().map_err(|error| damaged(&error))? {
        let (at, column) = found.get_position();
        let (at, column) = (place(at), place(column));
        let cell = cell(found.get_value());
        counts.count(&cell, at, column)?;
        if at != row.number {
            let whole = std::mem::replace(&mut row, RawRow { number: at, cells: Vec::new() });
            if !whole.is_blank() && visit(whole)? == Step::Enough {
                return Ok(());
            }
        }
        if !cell.is_empty() {
            row.cells.resize(column.max(row.cells.len()), Cell::Empty);
            if let Some(place) = row.cells.get_mut(column.saturating_sub(1)) {
                *place = cell;
            }
        }
    }
    if !row.is_blank() {
        visit(row)?;
    }
    Ok(())
}

/// A row or column as people count it, from 1.
fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX).saturating_add(1)
}

/// Cells that came by.
#[derive(Default)]
struct Counts {
    all: u64,
    blank: u64,
}

impl Counts {
    fn count(&mut self, cell: &Cell, row: usize, column: usize) -> Result<(), InboundError> {
        self.all = self.all.saturating_add(1);
        self.blank = if cell.is_empty() { self.blank.saturating_add(1) } else { 0 };
        if self.blank > BLANK_CELLS_MAX {
            return Err(InboundError::Refused(said!(
                "row {row}: {BLANK_CELLS_MAX} cells without anything follow one another: formats \
                 of empty rows. Delete the rows below the data, or copy the data into a new sheet",
                "baris {row}: {BLANK_CELLS_MAX} sel kosong berturut-turut: format baris kosong. \
                 Hapus baris di bawah data, atau salin datanya ke lembar baru"
            )));
        }
        if self.all > CELLS_MAX || row > ROWS_MAX {
            return Err(InboundError::Refused(said!(
                "row {row}: expected at most {CELLS_MAX} cells and {ROWS_MAX} rows, found more; \
                 divide the file, or save it as CSV",
                "baris {row}: seharusnya paling banyak {CELLS_MAX} sel dan {ROWS_MAX} baris, \
                 ditemukan lebih; bagi berkasnya, atau simpan sebagai CSV"
            )));
        }
        if column > COLUMNS_MAX && !cell.is_empty() {
            return Err(InboundError::Refused(said!(
                "row {row}: expected at most {COLUMNS_MAX} columns, found column {column}",
                "baris {row}: seharusnya paling banyak {COLUMNS_MAX} kolom, ditemukan kolom {column}"
            )));
        }
        Ok(())
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        // A workbook has no decimals: every number in it is a binary float. In the fewest digits that
        // are this float, 15 digits are those that were written; from here on it is digits alone.
        DataRef::Float(number) => Cell::Number(format!("{number}")),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::DateTime(moment) => of_moment(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => of_iso(text),
    }
}

/// A day, or a time of day where there is none.
fn of_moment(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hours, minutes, seconds, milli) = moment.to_ymd_hms_milli();
    let value = moment.as_f64();
    let (minutes, seconds) = (u32::from(minutes), u32::from(seconds));
    let is_time = moment.is_duration() || (0.0..1.0).contains(&value);
    if is_time {
        let days = format!("{value:.9}").split_once('.').and_then(|(days, _)| days.parse().ok());
        let days: u32 = days.unwrap_or(0);
        let hours = days.saturating_mul(24).saturating_add(u32::from(hours));
        return Cell::Time { hours, minutes, seconds };
    }
    let timed = u32::from(hours) + minutes + seconds + u32::from(milli) > 0;
    match Date::from_ymd(i32::from(year), u32::from(month), u32::from(day)) {
        Some(day) => Cell::Day { day, timed },
        None => Cell::Number(format!("{value}")),
    }
}

/// What workbooks of other programs write: `2022-03-22`, `2022-03-22T00:00:00`, `PT01H01M01S`.
fn of_iso(text: &str) -> Cell {
    let (day, _) = repair::without_time(text);
    match day.parse() {
        Ok(day) => Cell::Day { day, timed: !text.ends_with("00:00:00") && text.contains('T') },
        Err(_) => Cell::text(text),
    }
}
