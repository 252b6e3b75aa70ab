//! A table for the terminal: numbers to the right, levels indented, totals set apart.

use std::io::Write;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table as Drawn, TableStyle};
use jejak_projections::report::{Column, Row, RowKind};

use super::{Page, RenderError, shown, stamped};

/// One line under the header and nothing else: figures need no cages.
const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// What a level adds before the first cell.
const INDENT: &str = "  ";

/// Writes the table with title, remarks and stamp.
pub fn write(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    writeln!(out, "{}", table.title.within(language))?;
    for (what, value) in &table.about {
        writeln!(out, "{}: {}", what.within(language), value.within(language))?;
    }
    writeln!(out, "{}", drawn(page)?)?;
    for note in &table.notes {
        writeln!(out, "{}", note.within(language))?;
    }
    writeln!(out, "{}", stamped::line(page.stamp, language))?;
    Ok(())
}

fn drawn(page: &Page) -> Result<Drawn, RenderError> {
    let table = page.table;
    let mut drawn = Drawn::new();
    drawn.load_style(PLAIN);
    drawn.set_content_arrangement(if page.look.folded {
        ContentArrangement::Dynamic
    } else {
        ContentArrangement::Disabled
    });
    let headings = headings(page);
    let rows: Result<Vec<Vec<String>>, _> = table.rows.iter().map(|row| cells(page, row)).collect();
    let rows = rows?;
    let line = rule(&table.columns, &rows);
    drawn.set_header(headings);
    for (at, column) in table.columns.iter().enumerate() {
        if shown::is_number(column.kind)
            && let Some(drawn) = drawn.column_mut(at)
        {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    for (row, cells) in table.rows.iter().zip(rows) {
        if row.kind == RowKind::Total {
            drawn.add_row(line.clone());
        }
        drawn.add_row(cells);
    }
    Ok(drawn)
}

/// Headings; those of a group have its name above the first of them.
fn headings(page: &Page) -> Vec<String> {
    let (columns, language) = (&page.table.columns, page.look.language);
    let grouped = columns.iter().any(|column| column.group.is_some());
    let mut before = None;
    let heading = |column: &Column| {
        let label = column.label.within(language);
        if !grouped {
            return label.to_owned();
        }
        let group = column.group.as_ref().map(|group| group.within(language).to_owned());
        let first = group != before;
        before.clone_from(&group);
        match group {
            Some(group) if first => format!("{group}:\n{label}"),
            _ => format!("\n{label}"),
        }
    };
    columns.iter().map(heading).collect()
}

fn cells(page: &Page, row: &Row) -> Result<Vec<String>, RenderError> {
    let mut cells: Vec<String> =
        row.cells.iter().map(|cell| shown::cell(page, cell)).collect::<Result<_, _>>()?;
    if let Some(first) = cells.first_mut() {
        first.insert_str(0, &INDENT.repeat(usize::from(row.level)));
    }
    Ok(cells)
}

/// The line above a total: as wide as the widest number of each column.
fn rule(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let of = |(at, column): (usize, &Column)| {
        if !shown::is_number(column.kind) {
            return String::new();
        }
        let widths = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
        "─".repeat(widths.max().unwrap_or(0))
    };
    columns.iter().enumerate().map(of).collect()
}
