//! The part of `docs/DATA.md` that lists tables and columns, from the tables themselves.

use std::fmt::Write;
use std::path::PathBuf;

use super::events::HEAD;
use super::{Column, Table, all};

/// What stands before the part that is written here.
const MARK: &str =
    "Written by the program: `UPDATE_DOCS=1 cargo test -p jejak --lib exchange::tables`.\n";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/DATA.md")
}

/// A table of columns.
fn columns<'a>(page: &mut String, columns: impl Iterator<Item = &'a Column>) {
    let _ = writeln!(page, "\n| column | type | meaning |\n|---|---|---|");
    for column in columns {
        let doc = column.doc.replace('|', "\\|");
        let _ = writeln!(page, "| `{}` | {} | {doc} |", column.name, column.of.word());
    }
}

fn section(page: &mut String, table: &Table) {
    let _ = writeln!(page, "\n### `{}`\n\n{}", table.name, table.doc);
    let kinds: Vec<&str> = table.kinds().iter().map(|kind| kind.name()).collect();
    if kinds.is_empty() {
        columns(page, table.columns.iter());
        return;
    }
    let _ = writeln!(page, "Rows: `{}`. Columns of the event, and:", kinds.join("`, `"));
    let own = |column: &&Column| !HEAD.iter().any(|head| head.doc == column.doc);
    columns(page, table.columns.iter().filter(own));
}

fn tables() -> String {
    let mut page = String::from(
        "\n### Columns of the event\n\nEvery table of events begins with these; `event_kind` is \
         left out where all rows have one kind.\n",
    );
    columns(&mut page, HEAD.iter());
    all().iter().for_each(|table| section(&mut page, table));
    page
}

#[test]
fn the_page_lists_the_tables_as_they_are() {
    let page = std::fs::read_to_string(path()).unwrap();
    let at = page.find(MARK).expect("docs/DATA.md has the place of the tables") + MARK.len();
    let written = tables();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path(), format!("{}{written}", &page[..at])).unwrap();
        return;
    }
    assert!(page[at..] == written, "docs/DATA.md is behind the tables: run with UPDATE_DOCS=1");
}
