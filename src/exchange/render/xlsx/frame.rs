//! What stands around the rows of a workbook: title, headings, remarks, and how it is printed.

use jejak_projections::report::{Kind, Table};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet};

use super::super::{Page, Paper, RenderError, shown, stamped};
use super::{Places, filtered};
use crate::said::{Language, said};

/// Rows that are looked at to find the width of a column.
const MEASURED: usize = 1_000;
/// Widest column, in characters.
const WIDTH_MAX: usize = 90;
/// Height of the line of headings in points: room for two lines.
const HEADING_POINTS: u32 = 30;
/// Most characters of a line at the foot of a page.
const FOOT_MAX: usize = 200;

/// Where title, facts, headings and rows stand: title, a line for each fact, an empty one.
pub fn places(table: &Table) -> Places {
    let headings = row_of(table.about.len()).saturating_add(2);
    let grouped = table.columns.iter().any(|column| column.group.is_some());
    Places { headings, rows: headings.saturating_add(if grouped { 2 } else { 1 }) }
}

/// The number of a row or column; a sheet ends far below the range.
pub fn row_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The number of a column.
pub fn column_of(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Widths, frozen headings, filter, sheet and footer: all that must be said before the first row.
pub fn set_up(page: &Page, sheet: &mut Worksheet, places: Places) -> Result<(), RenderError> {
    let table = page.table;
    for (at, width) in widths(page)?.into_iter().enumerate() {
        sheet.set_column_width(column_of(at), width)?;
    }
    let last = column_of(table.columns.len().saturating_sub(1));
    let header = places.rows.saturating_sub(1);
    sheet.set_freeze_panes(places.rows, 0)?;
    let until = header.saturating_add(row_of(filtered(table)));
    sheet.autofilter(header, 0, until, last)?;
    sheet.set_landscape();
    // 9 is A4; 14 is the Folio of 8.5 x 13 inches, which Indonesian offices call F4.
    sheet.set_paper_size(match page.look.paper {
        Paper::A4 => 9,
        Paper::F4 => 14,
    });
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(places.headings, header)?;
    let language = page.look.language;
    let escaped = |text: &str| text.chars().take(FOOT_MAX).collect::<String>().replace('&', "&&");
    sheet.set_header(format!("&L{}", escaped(table.title.within(language))));
    let stamp = escaped(&stamped::line(page.stamp, language));
    let word = match language {
        Language::Id => "Halaman",
        Language::En => "Page",
    };
    sheet.set_footer(format!("&L&7{stamp}&R&8{word} &P/&N"));
    Ok(())
}

/// Widths in characters, by heading and the first rows.
fn widths(page: &Page) -> Result<Vec<u32>, RenderError> {
    let table = page.table;
    let language = page.look.language;
    let longest = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max();
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| longest(column.label.within(language)).unwrap_or(0).max(8))
        .collect();
    for row in table.rows.iter().take(MEASURED) {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(shown::cell(page, cell)?.chars().count());
        }
    }
    let padded = widths.into_iter().map(|width| row_of(width.min(WIDTH_MAX)).saturating_add(2));
    Ok(padded.collect())
}

/// Title, facts and headings.
pub fn head(page: &Page, sheet: &mut Worksheet, places: Places) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, table.title.within(language), &title)?;
    for (at, (what, value)) in table.about.iter().enumerate() {
        let line = format!("{}: {}", what.within(language), value.within(language));
        sheet.write_string(row_of(at).saturating_add(1), 0, line)?;
    }
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0x00E8_E8E8)
        .set_border(FormatBorder::Thin);
    let lowest = places.rows.saturating_sub(1);
    if lowest > places.headings {
        groups(page, sheet, places.headings, &heading)?;
    }
    sheet.set_row_height(lowest, HEADING_POINTS)?;
    for (at, column) in table.columns.iter().enumerate() {
        let label = match column.kind {
            Kind::Percent if !column.label.within(language).contains('%') => {
                format!("{} %", column.label.within(language))
            }
            _ => column.label.within(language).to_owned(),
        };
        sheet.write_string_with_format(lowest, column_of(at), label, &heading)?;
    }
    Ok(())
}

/// Headings over several columns: each once, over all of its columns.
fn groups(
    page: &Page,
    sheet: &mut Worksheet,
    row: u32,
    heading: &Format,
) -> Result<(), RenderError> {
    let mut at = 0;
    for run in page.table.columns.chunk_by(|one, next| one.group == next.group) {
        let (first, last) = (column_of(at), column_of(at + run.len() - 1));
        let group = run.first().and_then(|column| column.group.as_ref());
        match group.map(|group| group.within(page.look.language)) {
            Some(name) if first < last => {
                sheet.merge_range(row, first, row, last, name, heading)?;
            }
            name => {
                for column in first..=last {
                    let name = name.unwrap_or_default();
                    sheet.write_string_with_format(row, column, name, heading)?;
                }
            }
        }
        at += run.len();
    }
    Ok(())
}

/// Remarks, signatures and stamp, below the rows.
pub fn foot(
    page: &Page,
    sheet: &mut Worksheet,
    places: Places,
    large: bool,
) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    let mut next = places.rows.saturating_add(row_of(table.rows.len())).saturating_add(1);
    let large = large.then(|| {
        said!(
            "Amounts of more than 15 digits are text: a spreadsheet keeps no more.",
            "Jumlah lebih dari 15 angka ditulis sebagai teks: lembar kerja tidak menyimpan lebih."
        )
    });
    for note in table.notes.iter().chain(&large) {
        sheet.write_string(next, 0, note.within(language))?;
        next = next.saturating_add(1);
    }
    next = signatures(page, sheet, next)?;
    for (what, value) in stamped::facts(page.stamp) {
        sheet.write_string(next, 0, format!("{}: {value}", what.within(language)))?;
        next = next.saturating_add(1);
    }
    Ok(())
}

/// Roles side by side over the width of the table, with room to sign; the next free row.
fn signatures(page: &Page, sheet: &mut Worksheet, from: u32) -> Result<u32, RenderError> {
    let roles = &page.table.signed_by;
    if roles.is_empty() {
        return Ok(from.saturating_add(1));
    }
    let columns = page.table.columns.len();
    let place = |at: usize| column_of(at.saturating_mul(columns) / roles.len());
    let top = from.saturating_add(1);
    for (at, role) in roles.iter().enumerate() {
        sheet.write_string(top, place(at), role.within(page.look.language))?;
    }
    let bottom = top.saturating_add(5);
    for at in 0..roles.len() {
        sheet.write_string(bottom, place(at), "NIP")?;
    }
    Ok(bottom.saturating_add(2))
}
