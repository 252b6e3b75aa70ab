//! Printing a [`Table`]: for people on the terminal, as JSON for programs.

use comfy_table::CellAlignment;
use jejak_projections::Stamp;
use jejak_projections::report::{Cell, Kind, RowKind, Table, Value};
use serde_json::{Map, json};

use super::{Context, Failure, output};
use crate::said::said;

/// Prints a table with the stamp that lets anyone check it again.
pub fn print(context: &Context, table: &Table, stamp: &Stamp) -> Result<(), Failure> {
    if context.json {
        return output::json(&to_json(table, stamp));
    }
    output::line(table.title.within(context.language))?;
    for (what, value) in &table.about {
        context.tell(&said!(with what, value; "{what}: {value}", "{what}: {value}"))?;
    }
    let header: Vec<&str> =
        table.columns.iter().map(|column| column.label.within(context.language)).collect();
    let mut printed = output::table(&header, usize::MAX);
    for (at, column) in table.columns.iter().enumerate() {
        if matches!(column.kind, Kind::Money | Kind::Count | Kind::Percent | Kind::Seq)
            && let Some(column) = printed.column_mut(at)
        {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for row in &table.rows {
        let indent = "  ".repeat(usize::from(row.level));
        let mut cells: Vec<String> = row.cells.iter().map(|cell| shown(context, cell)).collect();
        if let Some(first) = cells.first_mut() {
            first.insert_str(0, &indent);
        }
        printed.add_row(cells);
    }
    output::line(&printed.to_string())?;
    for note in &table.notes {
        context.tell(note)?;
    }
    context.tell(&said!(
        "at {} events, head {}, ruleset {}",
        "pada {} kejadian, kepala {}, aturan {}",
        stamp.size,
        stamp.head,
        stamp.ruleset
    ))
}

fn shown(context: &Context, cell: &Cell) -> String {
    match &cell.value {
        Value::Empty => String::new(),
        Value::Unknown => context.pick("unknown", "tidak diketahui").to_owned(),
        Value::Money(sen) => output::money(*sen),
        Value::Count(count) => count.to_string(),
        Value::Percent(points) => format!("{},{:02}", points / 100, (points % 100).abs()),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Code(code) => code.clone(),
        Value::Text(text) => text.within(context.language).to_owned(),
        Value::Hash(bytes) => jejak_events::ids::Bytes32(*bytes).to_string(),
        Value::Seq(seq) => seq.to_string(),
        Value::Tag(tag) => tag.to_string(),
        Value::Personal(..) => "****".to_owned(),
        Value::Suppressed => "<10".to_owned(),
    }
}

/// The table with stable names; money as decimal strings of rupiah.
pub fn to_json(table: &Table, stamp: &Stamp) -> serde_json::Value {
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let kind = match row.kind {
                RowKind::Item => "item",
                RowKind::Heading => "heading",
                RowKind::Subtotal(_) => "subtotal",
                RowKind::Total => "total",
            };
            let mut fields = Map::new();
            fields.insert("row".to_owned(), kind.into());
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                fields.insert(column.key.to_owned(), value_json(cell));
            }
            serde_json::Value::Object(fields)
        })
        .collect();
    json!({
        "name": table.name, "title": table.title, "size": stamp.size,
        "chain_head": stamp.head.to_string(), "tree_root": stamp.root.to_string(),
        "ruleset": stamp.ruleset, "as_of": stamp.as_of, "recorded_at": stamp.recorded_at,
        "rows": rows, "notes": table.notes,
    })
}

fn value_json(cell: &Cell) -> serde_json::Value {
    match &cell.value {
        Value::Empty | Value::Unknown | Value::Suppressed => serde_json::Value::Null,
        Value::Money(sen) => output::decimal(*sen).into(),
        Value::Count(count) | Value::Percent(count) => (*count).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Month(month) => month.to_string().into(),
        Value::Time(time) => time.to_string().into(),
        Value::Code(code) => code.clone().into(),
        Value::Text(text) => json!(text),
        Value::Hash(bytes) => jejak_events::ids::Bytes32(*bytes).to_string().into(),
        Value::Seq(seq) => (*seq).into(),
        Value::Tag(tag) => tag.to_string().into(),
        Value::Personal(id, _) => json!({ "recipient": id.to_string() }),
    }
}
