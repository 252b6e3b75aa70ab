//! A table as a workbook: real numbers, days and percentages, codes as text, totals as formulas.
//!
//! - An amount becomes a floating number here and nowhere else, by reading its decimal digits. Only
//!   amounts of at most 15 digits do, which is what spreadsheets keep ([`is_exact`]); larger ones
//!   are text, with a remark.
//! - A total is a formula only where it is the sum of what stands above it, and its cached result
//!   is the figure of the ledger: a recalculation must agree.
//! - Rows go to a temporary file as they are written, so that memory does not grow with them.
//!
//! Not here: which rows there are.

mod cells;
mod frame;

use std::io::Write;

use jejak_projections::report::{RowKind, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{Page, RenderError};
use cells::{Formats, Sums};

pub use cells::is_exact;

/// Most characters of a sheet's name.
const NAME_MAX: usize = 31;

impl From<XlsxError> for RenderError {
    fn from(error: XlsxError) -> RenderError {
        RenderError::Workbook(error.to_string())
    }
}

/// Where the parts of the table stand in the sheet.
#[derive(Debug, Clone, Copy)]
struct Places {
    /// The first row of headings.
    headings: u32,
    /// The first row of the table itself.
    rows: u32,
}

/// Writes the workbook.
pub fn write(page: &Page, out: &mut (impl Write + Send)) -> Result<(), RenderError> {
    let table = page.table;
    let language = page.look.language;
    let mut workbook = Workbook::new();
    let seconds = page.stamp.recorded_at.micros().div_euclid(1_000_000);
    let properties = DocProperties::new()
        .set_title(table.title.within(language))
        .set_comment(super::stamped::line(page.stamp, language))
        .set_creation_datetime(&ExcelDateTime::from_timestamp(seconds)?);
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(table.name.chars().take(NAME_MAX).collect::<String>())?;
    let places = frame::places(table);
    frame::set_up(page, sheet, places)?;
    let formats = Formats::new();
    frame::head(page, sheet, places)?;
    let sums = Sums::of(table, places.rows);
    let mut large = false;
    for (at, row) in table.rows.iter().enumerate() {
        large |= cells::write_row(page, sheet, &formats, &sums, at, row)?;
    }
    frame::foot(page, sheet, places, large)?;
    workbook.save_to_writer(&mut *out)?;
    out.flush()?;
    Ok(())
}

/// Number of rows before the total over all of them, which filters leave alone.
fn filtered(table: &Table) -> usize {
    let last = table.rows.iter().rposition(|row| row.kind != RowKind::Total);
    last.map_or(0, |last| last.saturating_add(1))
}
