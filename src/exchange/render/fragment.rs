//! A table as a piece of a page of the console: its figures lead to their events, its events and codes
//! to pages of their own, and a long table comes a part at a time.
//!
//! Not here: the page around it, and which paths there are beside the two that are led to.

use std::fmt::Write as _;
use std::io::Write;

use jejak_projections::report::{Cell, Row, RowKind, Value, Why};

use super::html::{class_of, escaped, headings};
use super::{Page, RenderError, shown, stamped};
use crate::said::{Language, said};

/// Rows that are shown at once: a page stays light, and a reader of more wants a file.
pub const ROWS: usize = 200;

/// Where on the console a piece stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Here {
    /// The parameters of the page, percent-encoded: `?year=2022&`, or `?`.
    pub query: String,
    /// The part that is shown, from 0.
    pub part: usize,
    /// Whether figures lead to their events.
    pub explains: bool,
}

/// Writes the piece.
pub fn write(page: &Page, here: &Here, out: &mut impl Write) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    if !table.about.is_empty() {
        writeln!(out, "<dl class=\"about\">")?;
        for (what, value) in &table.about {
            let (what, value) = (escaped(what.within(language)), escaped(value.within(language)));
            writeln!(out, "<div><dt>{what}</dt><dd>{value}</dd></div>")?;
        }
        writeln!(out, "</dl>")?;
    }
    if table.rows.is_empty() {
        let none = said!("There is nothing to show here.", "Tidak ada yang ditampilkan di sini.");
        writeln!(out, "<p class=\"empty\">{}</p>", none.within(language))?;
    } else {
        rows(page, here, out)?;
    }
    for note in &table.notes {
        writeln!(out, "<p class=\"note\">{}</p>", escaped(note.within(language)))?;
    }
    writeln!(out, "<p class=\"stamp\">{}</p>", escaped(&stamped::line(page.stamp, language)))?;
    Ok(())
}

fn rows(page: &Page, here: &Here, out: &mut impl Write) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    let title = escaped(table.title.within(language));
    writeln!(out, "<div class=\"scroll\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\">")?;
    writeln!(out, "<table class=\"grid\">\n<caption>{title}</caption>\n<thead>")?;
    headings(page, out)?;
    writeln!(out, "</thead>\n<tbody>")?;
    let first = here.part.saturating_mul(ROWS);
    for (at, row) in table.rows.iter().enumerate().skip(first).take(ROWS) {
        write_row(page, here, (at, row), out)?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")?;
    parts(here, table.rows.len(), language, out)
}

/// The way to the other parts of a long table.
fn parts(
    here: &Here,
    rows: usize,
    language: Language,
    out: &mut impl Write,
) -> Result<(), RenderError> {
    if rows <= ROWS {
        return Ok(());
    }
    let (first, last) = (here.part * ROWS + 1, ((here.part + 1) * ROWS).min(rows));
    let grouped = |number: usize| shown::grouped(number as u128);
    let (first, last, all) = (grouped(first), grouped(last), grouped(rows));
    let told = said!("Rows {first} to {last} of {all}", "Baris {first} sampai {last} dari {all}");
    let label = said!("Parts of the table", "Bagian tabel");
    writeln!(out, "<nav class=\"parts\" aria-label=\"{}\">", label.within(language))?;
    writeln!(out, "<span>{}</span>", told.within(language))?;
    let query = escaped(&here.query);
    let mut link = |part: usize, rel: &str, words: &str| {
        writeln!(out, "<a rel=\"{rel}\" href=\"{query}part={part}\">{words}</a>")
    };
    if here.part > 0 {
        link(here.part - 1, "prev", said!("Before", "Sebelumnya").within(language))?;
    }
    if (here.part + 1) * ROWS < rows {
        link(here.part + 1, "next", said!("After", "Berikutnya").within(language))?;
    }
    writeln!(out, "</nav>")?;
    Ok(())
}

fn write_row(
    page: &Page,
    here: &Here,
    (at, row): (usize, &Row),
    out: &mut impl Write,
) -> Result<(), RenderError> {
    let class = match row.kind {
        RowKind::Item => "",
        RowKind::Heading => " class=\"heading\"",
        RowKind::Subtotal(_) => " class=\"subtotal\"",
        RowKind::Total => " class=\"total\"",
    };
    write!(out, "<tr{class}>")?;
    if let Some(words) = shown::heading_of(row) {
        let (span, words) = (row.cells.len(), escaped(&shown::text(page, words)?));
        writeln!(out, "<th scope=\"rowgroup\" colspan=\"{span}\">{words}</th></tr>")?;
        return Ok(());
    }
    for (place, (column, cell)) in page.table.columns.iter().zip(&row.cells).enumerate() {
        let level = match (place, row.level) {
            (0, 1..) => format!(" data-level=\"{}\"", row.level.min(5)),
            _ => String::new(),
        };
        let text = escaped(&shown::cell(page, cell)?);
        let class = class_of(column);
        match target(here, cell, column.key, at) {
            Some(to) => {
                write!(out, "<td{class}{level}><a href=\"{}\">{text}</a></td>", escaped(&to))?;
            }
            None => write!(out, "<td{class}{level}>{text}</td>")?,
        }
    }
    writeln!(out, "</tr>")?;
    Ok(())
}

/// Where a cell leads.
fn target(here: &Here, cell: &Cell, column: &str, row: usize) -> Option<String> {
    match &cell.value {
        Value::Seq(seq) => Some(format!("/kejadian/{seq}")),
        Value::Tag(tag) => Some(format!("/jejak/telusur?tags={}", encoded(&tag.to_string()))),
        Value::Empty | Value::Unknown | Value::Suppressed | Value::Money(0) | Value::Count(0) => {
            None
        }
        _ if here.explains && cell.why != Why::Nothing => {
            Some(format!("{}explain={}%40{}", here.query, encoded(column), row + 1))
        }
        _ => None,
    }
}

/// Percent-encoded for a value of a query.
pub fn encoded(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => {
                shown.push(char::from(byte));
            }
            byte => drop(write!(shown, "%{byte:02X}")),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejak_projections::report::{Column, Kind, Table};

    fn here(part: usize) -> Here {
        Here { query: "?year=2022&".to_owned(), part, explains: true }
    }

    fn shown_of(table: &Table, here: &Here) -> String {
        let stamp = super::super::tests::stamp();
        let page = Page::masked(table, &stamp, super::super::Look::default());
        let mut bytes = Vec::new();
        write(&page, here, &mut bytes).expect("it is written");
        String::from_utf8(bytes).expect("it is text")
    }

    fn table(rows: i128) -> Table {
        let columns = vec![
            Column::new("seq", said!("seq", "nomor"), Kind::Seq),
            Column::new("name", said!("name", "nama"), Kind::Text),
            Column::new("paid", said!("paid", "dibayar"), Kind::Money),
        ];
        let mut table = Table::new("uji", said!("test <b>", "uji <b>"), columns);
        for row in 0..rows {
            let name = crate::said::Said::same("<script>");
            let seq = Cell::of(Value::Seq(7));
            table.push(vec![seq, Cell::text(name), Cell::money(500 + row).from([9])]);
        }
        table
    }

    #[test]
    fn cells_lead_to_events_and_nothing_is_markup() {
        let shown = shown_of(&table(1), &here(0));
        assert!(shown.contains("<a href=\"/kejadian/7\">7</a>"), "{shown}");
        assert!(shown.contains("href=\"?year=2022&amp;explain=paid%401\">5,00</a>"), "{shown}");
        assert!(!shown.contains("<script>") && shown.contains("test &lt;b&gt;"), "{shown}");
    }

    #[test]
    fn a_long_table_comes_in_parts() {
        let long = table(450);
        for (part, rows, before, after) in
            [(0, 200, false, true), (1, 200, true, true), (2, 50, true, false), (9, 0, true, false)]
        {
            let shown = shown_of(&long, &here(part));
            assert_eq!(shown.matches("/kejadian/7").count(), rows, "{part}");
            assert_eq!(shown.contains("rel=\"prev\""), before, "{part}");
            assert_eq!(shown.contains("rel=\"next\""), after, "{part}");
        }
        assert!(!shown_of(&table(200), &here(0)).contains("class=\"parts\""));
    }
}
