//! A table as JSON: stable names, money as decimal strings, hashes whole.
//!
//! A cell without a value is `null`; `marks` of a row says of such a cell whether it is unknown to
//! the ledger or suppressed.

use std::io::Write;

use jejak_events::ids::Bytes32;
use jejak_projections::report::{Cell, Column, Kind, Row, RowKind, Value};
use jejak_projections::said::Said;
use serde::Serialize;
use serde_json::{Map, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{Page, RenderError, shown};

/// Writes the table, one object on one line unless it is to be indented.
pub fn write(page: &Page, out: &mut impl Write) -> Result<(), RenderError> {
    let value = json!(value(page)?);
    let text = if page.look.indented {
        serde_json::to_string_pretty(&value)
    } else {
        serde_json::to_string(&value)
    };
    writeln!(out, "{}", text.map_err(std::io::Error::from)?)?;
    Ok(())
}

/// A table: its columns, its rows by the keys of the columns, and the stamp by which anyone can make it
/// again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Table)]
pub struct TableShown<'a> {
    /// The stable name of the report or list.
    name: &'static str,
    /// Title.
    #[schema(value_type = String)]
    title: &'a Said,
    /// Lines under the title.
    about: Vec<AboutShown<'a>>,
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// Root of the Merkle tree over them.
    tree_root: String,
    /// The ruleset in force.
    ruleset: u16,
    /// The day asked for; null: the last day known.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<jejak_events::Date>,
    /// When the last of the events was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: jejak_events::Timestamp,
    /// The zone of the ledger's days.
    #[schema(value_type = String)]
    zone: jejak_events::ZoneId,
    /// Columns, from left to right.
    columns: Vec<ColumnShown<'a>>,
    /// Rows, from top to bottom.
    rows: Vec<RowShown>,
    /// Remarks below the table.
    #[schema(value_type = Vec<String>)]
    notes: &'a [Said],
    /// Who signs the printed table: roles, never names.
    #[schema(value_type = Vec<String>)]
    signed_by: &'a [Said],
}

/// A line under the title.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TableAbout)]
pub struct AboutShown<'a> {
    /// What.
    #[schema(value_type = String)]
    what: &'a Said,
    /// Its value.
    #[schema(value_type = String)]
    value: &'a Said,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TableColumn)]
pub struct ColumnShown<'a> {
    /// The name of its cells in rows.
    key: &'static str,
    /// Heading.
    #[schema(value_type = String)]
    label: &'a Said,
    /// Heading over several columns.
    #[schema(value_type = Option<String>)]
    group: Option<&'a Said>,
    /// What it holds: money, count, percent (basis points), date, code, text, hash or seq.
    kind: &'static str,
}

/// A row: a cell for each column, by its key.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct RowShown(Map<String, serde_json::Value>);

impl PartialSchema for RowShown {
    fn schema() -> RefOr<Schema> {
        let cell = json!({ "oneOf": [
            { "type": ["string", "integer", "null"] },
            { "type": "object", "required": ["recipient"], "additionalProperties": false,
              "properties": { "recipient": { "type": "string" }, "value": { "type": ["string", "null"] } } },
        ] });
        let schema = json!({
            "type": "object", "required": ["row", "level"],
            "description": "A row: a cell for each column, by its key. Money is a decimal string of rupiah.",
            "properties": {
                "row": { "type": "string", "enum": ["item", "heading", "subtotal", "total"] },
                "level": { "type": "integer", "minimum": 0 },
                "marks": {
                    "type": "object", "description": "Why a cell is null, by its key.",
                    "additionalProperties": { "type": "string", "enum": ["unknown", "suppressed"] },
                },
            },
            "additionalProperties": cell,
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl ToSchema for RowShown {
    fn name() -> std::borrow::Cow<'static, str> {
        "TableRow".into()
    }
}

/// The table.
fn value<'a>(page: &'a Page) -> Result<TableShown<'a>, RenderError> {
    let (table, stamp) = (page.table, page.stamp);
    let rows: Result<Vec<_>, _> = table.rows.iter().map(|found| row(page, found)).collect();
    let about = table.about.iter().map(|(what, value)| AboutShown { what, value });
    Ok(TableShown {
        name: table.name,
        title: &table.title,
        about: about.collect(),
        size: stamp.size,
        chain_head: stamp.head.to_string(),
        tree_root: stamp.root.to_string(),
        ruleset: stamp.ruleset,
        as_of: stamp.as_of,
        recorded_at: stamp.recorded_at,
        zone: stamp.zone,
        columns: table.columns.iter().map(column).collect(),
        rows: rows?,
        notes: &table.notes,
        signed_by: &table.signed_by,
    })
}

fn column(column: &Column) -> ColumnShown<'_> {
    let Column { key, label, group, kind, .. } = column;
    ColumnShown { key, label, group: group.as_ref(), kind: word(*kind) }
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

fn row(page: &Page, row: &Row) -> Result<RowShown, RenderError> {
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
    Ok(RowShown(fields))
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
