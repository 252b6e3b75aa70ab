//! A table as JSON: stable names, money as decimal strings, hashes whole.
//!
//! A cell without a value is `null`; `marks` of a row says of such a cell whether it is unknown to
//! the ledger or suppressed.

use std::io::Write;

use jejak_events::ids::Bytes32;
use jejak_projections::report::{Cell, Column, Kind, Row, RowKind, Value};
use serde_json::{Map, json};

use super::{Page, RenderError, shown};

/// Writes the table, one object on one line unless it is to be indented.
pub fn write(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    let value = value(page)?;
    let text = if page.look.indented {
        serde_json::to_string_pretty(&value)
    } else {
        serde_json::to_string(&value)
    };
    writeln!(out, "{}", text.map_err(std::io::Error::from)?)?;
    Ok(())
}

/// The table.
fn value(page: &Page) -> Result<serde_json::Value, RenderError> {
    let (table, stamp) = (page.table, page.stamp);
    let rows: Result<Vec<_>, _> = table.rows.iter().map(|found| row(page, found)).collect();
    let about = table.about.iter().map(|(what, value)| json!({ "what": what, "value": value }));
    Ok(json!({
        "name": table.name, "title": table.title, "about": about.collect::<Vec<_>>(),
        "size": stamp.size,
        "chain_head": stamp.head.to_string(), "tree_root": stamp.root.to_string(),
        "ruleset": stamp.ruleset, "as_of": stamp.as_of, "recorded_at": stamp.recorded_at,
        "zone": stamp.zone,
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": rows?, "notes": table.notes, "signed_by": table.signed_by,
    }))
}

fn column(column: &Column) -> serde_json::Value {
    json!({
        "key": column.key, "label": column.label, "group": column.group,
        "kind": word(column.kind),
    })
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "money",
        Kind::Count => "count",
        Kind::Percent => "percent",
        Kind::Date => "date",
        Kind::Code => "code",
        Kind::Text => "text",
        Kind::Hash => "hash",
        Kind::Seq => "seq",
    }
}

fn row(page: &Page, row: &Row) -> Result<serde_json::Value, RenderError> {
    let kind = match row.kind {
        RowKind::Item => "item",
        RowKind::Heading => "heading",
        RowKind::Subtotal(_) => "subtotal",
        RowKind::Total => "total",
    };
    let mut fields = Map::new();
    fields.insert("row".to_owned(), kind.into());
    fields.insert("level".to_owned(), row.level.into());
    let mut marks = Map::new();
    for (column, cell) in page.table.columns.iter().zip(&row.cells) {
        fields.insert(column.key.to_owned(), of_cell(page, cell)?);
        let mark = match cell.value {
            Value::Unknown => "unknown",
            Value::Suppressed => "suppressed",
            _ => continue,
        };
        marks.insert(column.key.to_owned(), mark.into());
    }
    if !marks.is_empty() {
        fields.insert("marks".to_owned(), marks.into());
    }
    Ok(fields.into())
}

fn of_cell(page: &Page, cell: &Cell) -> Result<serde_json::Value, RenderError> {
    Ok(match &cell.value {
        Value::Empty | Value::Unknown | Value::Suppressed => serde_json::Value::Null,
        Value::Money(sen) => shown::decimal(*sen).into(),
        Value::Count(count) | Value::Percent(count) => (*count).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Month(month) => month.to_string().into(),
        Value::Time(time) => time.to_string().into(),
        Value::Code(code) => code.clone().into(),
        Value::Text(text) => json!(text),
        Value::Hash(bytes) => Bytes32(*bytes).to_string().into(),
        Value::Seq(seq) => (*seq).into(),
        Value::Tag(tag) => tag.to_string().into(),
        Value::Personal(id, field) if page.names.knows() => {
            let known = page.names.of(*id, *field, page.look.language)?;
            json!({ "recipient": id.to_string(), "value": known })
        }
        Value::Personal(id, _) => json!({ "recipient": id.to_string() }),
    })
}
