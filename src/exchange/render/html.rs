//! A table as one HTML file for print: no script, nothing from outside, headings on every page.

use std::fmt::Write as _;
use std::io::Write;

use jejak_projections::report::{Column, Row, RowKind};

use super::{Page, Paper, RenderError, shown, stamped};
use crate::said::Language;

/// The style, but for the sheet.
const STYLE: &str = "
:root { color-scheme: light; }
body { font: 9pt/1.35 system-ui, sans-serif; color: #111; background: #fff; margin: 1.5rem; }
h1 { font-size: 13pt; margin: 0 0 .4rem; text-align: center; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1rem; margin: 0 0 .8rem; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .5pt solid #666; padding: .15rem .4rem; vertical-align: top; text-align: left; }
th { background: #e8e8e8; text-align: center; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.c { white-space: nowrap; }
.subtotal td, .heading td { font-weight: 600; }
.total td { font-weight: 700; border-top: 1.5pt double #111; background: #f3f3f3; }
.signed { display: flex; justify-content: space-between; margin-top: 2rem; break-inside: avoid; }
.signed div { min-width: 14rem; text-align: center; }
.signed span { display: block; margin-top: 4.5rem; border-top: .5pt solid #111; }
footer { margin-top: 1.2rem; font-size: 7.5pt; color: #333; }
@media print { body { margin: 0; } }
";

/// Writes the page.
pub fn write(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    let (table, language) = (page.table, page.look.language);
    let title = escaped(table.title.within(language));
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>", code(language))?;
    writeln!(out, "<meta charset=\"utf-8\">\n<title>{title}</title>")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<style>{STYLE}{}</style>\n</head>", sheet(page))?;
    writeln!(out, "<body>\n<h1>{title}</h1>")?;
    if !table.about.is_empty() {
        writeln!(out, "<dl>")?;
        for (what, value) in &table.about {
            let (what, value) = (escaped(what.within(language)), escaped(value.within(language)));
            writeln!(out, "<dt>{what}</dt><dd>{value}</dd>")?;
        }
        writeln!(out, "</dl>")?;
    }
    writeln!(out, "<table>\n<caption>{title}</caption>\n<thead>")?;
    headings(page, out)?;
    writeln!(out, "</thead>\n<tbody>")?;
    for row in &table.rows {
        write_row(page, row, out)?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    if !table.notes.is_empty() {
        // One remark, such as a sum in words, needs no number.
        let (list, item) = if table.notes.len() > 1 { ("ol", "li") } else { ("div", "p") };
        writeln!(out, "<{list}>")?;
        for note in &table.notes {
            writeln!(out, "<{item}>{}</{item}>", escaped(note.within(language)))?;
        }
        writeln!(out, "</{list}>")?;
    }
    signatures(page, out)?;
    writeln!(out, "<footer>{}</footer>", escaped(&stamped::line(page.stamp, language)))?;
    writeln!(out, "</body>\n</html>")?;
    Ok(())
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::Id => "id",
        Language::En => "en",
    }
}

/// The sheet, with page numbers and stamp at the foot of each.
fn sheet(page: &Page) -> String {
    let size = match page.look.paper {
        Paper::A4 => "A4 landscape",
        Paper::F4 => "330mm 215mm",
    };
    let language = page.look.language;
    let word = match language {
        Language::Id => "Halaman",
        Language::En => "Page",
    };
    // Hexadecimal digits, numbers and words of this program: nothing in it ends a string.
    let stamp = stamped::line(page.stamp, language);
    format!(
        "@page {{ size: {size}; margin: 12mm 12mm 16mm;\n\
         @bottom-left {{ content: \"{stamp}\"; font-size: 7pt; }}\n\
         @bottom-right {{ content: \"{word} \" counter(page) \"/\" counter(pages); \
         font-size: 7pt; }} }}\n"
    )
}

/// The heads of the columns.
pub fn headings(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    let (columns, language) = (&page.table.columns, page.look.language);
    let grouped = columns.iter().any(|column| column.group.is_some());
    if grouped {
        write!(out, "<tr>")?;
        let mut at = 0;
        while let Some(column) = columns.get(at) {
            let Some(group) = &column.group else {
                let label = escaped(column.label.within(language));
                write!(out, "<th scope=\"col\" rowspan=\"2\">{label}</th>")?;
                at += 1;
                continue;
            };
            let run = columns[at..].iter().take_while(|next| next.group.as_ref() == Some(group));
            let run = run.count();
            let label = escaped(group.within(language));
            write!(out, "<th scope=\"colgroup\" colspan=\"{run}\">{label}</th>")?;
            at += run;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "<tr>")?;
    for column in columns.iter().filter(|column| !grouped || column.group.is_some()) {
        write!(out, "<th scope=\"col\">{}</th>", escaped(column.label.within(language)))?;
    }
    writeln!(out, "</tr>")?;
    Ok(())
}

fn write_row(page: &Page, row: &Row, out: &mut impl Write) -> Result<(), RenderError> {
    let class = match row.kind {
        RowKind::Item => "",
        RowKind::Heading => " class=\"heading\"",
        RowKind::Subtotal(_) => " class=\"subtotal\"",
        RowKind::Total => " class=\"total\"",
    };
    write!(out, "<tr{class}>")?;
    if let Some(words) = shown::heading_of(row) {
        // Words over the whole row would widen the first column to their own length.
        let (span, words) = (row.cells.len(), escaped(&shown::text(page, words)?));
        writeln!(out, "<td colspan=\"{span}\">{words}</td></tr>")?;
        return Ok(());
    }
    for (at, (column, cell)) in page.table.columns.iter().zip(&row.cells).enumerate() {
        let indent = if at == 0 && row.level > 0 {
            format!(" style=\"padding-left:{}.4rem\"", row.level)
        } else {
            String::new()
        };
        let shown = escaped(&shown::cell(page, cell)?);
        write!(out, "<td{}{indent}>{shown}</td>", class_of(column))?;
    }
    writeln!(out, "</tr>")?;
    Ok(())
}

/// The class of a column's cells.
pub fn class_of(column: &Column) -> &'static str {
    use jejak_projections::report::Kind;
    match column.kind {
        kind if shown::is_number(kind) => " class=\"n\"",
        Kind::Code | Kind::Date => " class=\"c\"",
        _ => "",
    }
}

fn signatures(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    if page.table.signed_by.is_empty() {
        return Ok(());
    }
    writeln!(out, "<div class=\"signed\">")?;
    for role in &page.table.signed_by {
        let role = escaped(role.within(page.look.language));
        writeln!(out, "<div>{role}<span>NIP</span></div>")?;
    }
    writeln!(out, "</div>")?;
    Ok(())
}

/// Text in which nothing is markup.
pub fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' => shown.push_str("<br>"),
            c if c.is_control() => {
                let _ = write!(shown, "&#xfffd;");
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escaped("<script>alert('a&b')</script>\n\"x\"\u{7}"),
            "&lt;script&gt;alert(&#39;a&amp;b&#39;)&lt;/script&gt;<br>&quot;x&quot;&#xfffd;"
        );
    }
}
