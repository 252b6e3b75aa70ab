//! A table as CSV: RFC 4180 with CRLF, in UTF-8 with a byte order mark, which Excel needs.
//!
//! The first line has the headings, then come the rows. Title, remarks and stamp follow at the end
//! as lines whose first field begins with `#`, so that a program can leave them out; every line has
//! as many fields as there are columns. Text is guarded as `guard.rs` says.

use std::io::Write;

use jejak_projections::report::{Cell, Kind, RowKind, Value};

use super::{Codes, Decimals, Page, RenderError, Separator, guard, shown, stamped};

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// Writes the table.
pub fn write(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    out.write_all(MARK.as_bytes())?;
    let divider = match page.look.separator {
        Separator::Semicolon => b';',
        Separator::Comma => b',',
    };
    let mut csv = csv::WriterBuilder::new()
        .delimiter(divider)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    let failed = |error: csv::Error| RenderError::Io(error.into());
    csv.write_record(headings(page)).map_err(failed)?;
    for row in page.table.rows.iter().filter(|row| row.kind != RowKind::Heading || says(&row.cells))
    {
        let fields: Result<Vec<String>, RenderError> = page
            .table
            .columns
            .iter()
            .zip(&row.cells)
            .map(|(column, cell)| field(page, column.kind, cell))
            .collect();
        csv.write_record(fields?).map_err(failed)?;
    }
    for (what, value) in remarks(page) {
        let mut fields = vec![String::new(); page.table.columns.len().max(2)];
        fields[0] = format!("# {what}");
        fields[1] = guard::code(&value);
        // A table of one column has no place for the value but beside what it is.
        if page.table.columns.len() < 2 {
            fields = vec![format!("# {what} {value}")];
        }
        csv.write_record(fields).map_err(failed)?;
    }
    csv.flush()?;
    Ok(())
}

fn says(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| cell.value != Value::Empty)
}

/// Headings with the group that a column stands in.
fn headings(page: &Page) -> Vec<String> {
    let language = page.look.language;
    let heading = |column: &jejak_projections::report::Column| {
        let label = column.label.within(language);
        match &column.group {
            Some(group) => guard::text(&format!("{}: {label}", group.within(language))),
            None => guard::text(label),
        }
    };
    page.table.columns.iter().map(heading).collect()
}

fn field(page: &Page, kind: Kind, cell: &Cell) -> Result<String, RenderError> {
    let indonesian = page.look.decimals == Decimals::Indonesian;
    let point = |text: String| if indonesian { text.replace('.', ",") } else { text };
    Ok(match &cell.value {
        Value::Money(sen) if indonesian => {
            let sign = if *sen < 0 { "-" } else { "" };
            let sen = sen.unsigned_abs();
            format!("{sign}{},{:02}", shown::grouped(sen / 100), sen % 100)
        }
        Value::Money(sen) => shown::decimal(*sen),
        Value::Count(count) => count.to_string(),
        Value::Percent(points) => point(shown::decimal(i128::from(*points))),
        Value::Date(date) if indonesian => shown::day(*date),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Time(time) if indonesian => shown::moment(*time, page.stamp.zone),
        Value::Time(time) => time.to_string(),
        Value::Seq(seq) => seq.to_string(),
        Value::Empty => String::new(),
        other => {
            let text = shown::text(page, other)?;
            let is_code = kind == Kind::Code || !matches!(other, Value::Text(_));
            match page.look.codes {
                Codes::Guarded if is_code => guard::code(&text),
                _ => guard::text(&text),
            }
        }
    })
}

/// What stands below the rows: title, facts about the table, notes, stamp.
fn remarks(page: &Page) -> Vec<(String, String)> {
    let language = page.look.language;
    let table = page.table;
    let title = (table.name.to_owned(), table.title.within(language).to_owned());
    let about = table.about.iter();
    let about = about
        .map(|(what, value)| (what.within(language).to_owned(), value.within(language).to_owned()));
    let notes = table.notes.iter();
    let notes = notes
        .enumerate()
        .map(|(at, note)| (format!("{}", at.saturating_add(1)), note.within(language).to_owned()));
    let stamp = stamped::facts(page.stamp);
    let stamp = stamp.into_iter().map(|(what, value)| (what.within(language).to_owned(), value));
    std::iter::once(title).chain(about).chain(notes).chain(stamp).collect()
}
