//! Rows as JSON, one object each: money as a decimal string, days and times as text.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{Cell, Column, Sink, Table, Type};

/// Writes the rows of one table.
pub struct JsonLines<W> {
    out: W,
    columns: Vec<Column>,
}

impl<W: Write> JsonLines<W> {
    /// For a table.
    pub fn new(out: W, table: &Table) -> JsonLines<W> {
        JsonLines { out, columns: table.columns.clone() }
    }
}

impl<W: Write> Sink for JsonLines<W> {
    fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        let mut fields = Map::new();
        for (column, cell) in self.columns.iter().zip(row) {
            fields.insert(column.name.to_owned(), value(cell, column.of));
        }
        writeln!(self.out, "{}", Value::Object(fields))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn value(cell: &Cell, of: Type) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => (*number).into(),
        Cell::Text(text) if of == Type::Json => serde_json::from_str(text).unwrap_or(Value::Null),
        Cell::Text(text) => text.clone().into(),
        Cell::Boolean(truth) => (*truth).into(),
        Cell::Date(day) => day.to_string().into(),
        Cell::Time(time) => time.to_string().into(),
        Cell::Money(sen) => jejak_events::Rupiah::from_sen(*sen).to_string().into(),
    }
}
