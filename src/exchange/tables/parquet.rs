//! Rows as Parquet, without Arrow: values wait in columns until a row group is full.
//!
//! Every column is optional. Money is `DECIMAL(18,2)` on 64 bits, hence exact; times are
//! microseconds in UTC; JSON is text that is marked as such. Nothing of the machine or the moment is
//! written, so the same rows and the same stamp give the same bytes.

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type as Schema;

use super::{Cell, Sink, Table, Type};

/// Most rows of a row group: as many as readers like to skip at once.
const GROUP_ROWS: usize = 65_536;

/// Most bytes of text that wait for a row group: a group of the widest table is some 20,000 rows.
const GROUP_BYTES: usize = 32 << 20;

/// What a waiting text costs beside its bytes: its place in the column and in the heap.
const TEXT_BYTES: usize = 64;

/// First amount of sen that 18 digits do not hold.
const MONEY_END: u64 = 1_000_000_000_000_000_000;

/// Writes the rows of one table.
pub struct Parquet<W: Write + Send> {
    /// Gone once the file is finished.
    writer: Option<SerializedFileWriter<W>>,
    columns: Vec<Waiting>,
    rows: usize,
    bytes: usize,
}

/// The values of a column that wait for their row group, and for each row whether it has one.
#[derive(Default)]
struct Waiting {
    defined: Vec<i16>,
    numbers: Vec<i64>,
    days: Vec<i32>,
    truths: Vec<bool>,
    texts: Vec<ByteArray>,
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}

fn schema(table: &Table) -> Result<Schema, ParquetError> {
    let field = |column: &super::Column| {
        let (physical, logical) = match column.of {
            Type::Integer => (Physical::INT64, None),
            Type::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Type::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
            Type::Boolean => (Physical::BOOLEAN, None),
            Type::Date => (Physical::INT32, Some(LogicalType::Date)),
            Type::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
            Type::Money => (Physical::INT64, Some(LogicalType::decimal(2, 18))),
        };
        let field = Schema::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        let field =
            if column.of == Type::Money { field.with_precision(18).with_scale(2) } else { field };
        field.build().map(Arc::new)
    };
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Schema::group_type_builder(table.name).with_fields(fields).build()
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file, which says what it was written from: names and values of its stamp.
    pub fn new(out: W, table: &Table, stamp: &[(&str, String)]) -> io::Result<Parquet<W>> {
        let told = stamp.iter();
        let told = told.map(|(name, value)| KeyValue::new(format!("jejak.{name}"), value.clone()));
        let properties = WriterProperties::builder()
            .set_created_by("jejak".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(told.collect()))
            .build();
        let schema = Arc::new(schema(table).map_err(failed)?);
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties));
        let writer = Some(writer.map_err(failed)?);
        let columns = table.columns.iter().map(|_| Waiting::default()).collect();
        Ok(Parquet { writer, columns, rows: 0, bytes: 0 })
    }

    /// Writes what waits as one row group.
    fn write_group(&mut self) -> io::Result<()> {
        let Some(writer) = self.writer.as_mut().filter(|_| self.rows > 0) else { return Ok(()) };
        let mut group = writer.next_row_group().map_err(failed)?;
        for waiting in &mut self.columns {
            let waiting = mem::take(waiting);
            let Some(mut column) = group.next_column().map_err(failed)? else { break };
            waiting.write(column.untyped()).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        for (waiting, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += waiting.take(cell)?;
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.write_group()?;
        let Some(writer) = self.writer.take() else { return Ok(()) };
        writer.into_inner().map_err(failed)?.flush()
    }
}

impl Waiting {
    /// Takes a cell, and gives the bytes that its text costs.
    fn take(&mut self, cell: &Cell) -> io::Result<usize> {
        self.defined.push(i16::from(*cell != Cell::Null));
        match cell {
            Cell::Null => {}
            Cell::Integer(number) => self.numbers.push(*number),
            Cell::Time(time) => self.numbers.push(time.micros()),
            Cell::Money(sen) if sen.unsigned_abs() < MONEY_END => self.numbers.push(*sen),
            Cell::Money(sen) => {
                let what = "an amount has more than 16 digits of rupiah, which a column of money \
                            does not hold; export JSON lines instead";
                return Err(io::Error::other(format!("{what}: {sen} sen")));
            }
            Cell::Date(day) => self.days.push(day.days()),
            Cell::Boolean(truth) => self.truths.push(*truth),
            Cell::Text(text) => {
                self.texts.push(ByteArray::from(text.as_bytes().to_vec()));
                return Ok(text.len() + TEXT_BYTES);
            }
        }
        Ok(0)
    }

    fn write(&self, column: &mut ColumnWriter<'_>) -> Result<usize, ParquetError> {
        let defined = Some(self.defined.as_slice());
        match column {
            ColumnWriter::Int64ColumnWriter(out) => out.write_batch(&self.numbers, defined, None),
            ColumnWriter::Int32ColumnWriter(out) => out.write_batch(&self.days, defined, None),
            ColumnWriter::BoolColumnWriter(out) => out.write_batch(&self.truths, defined, None),
            ColumnWriter::ByteArrayColumnWriter(out) => out.write_batch(&self.texts, defined, None),
            _ => Err(ParquetError::General("a column of a type that no table has".to_owned())),
        }
    }
}
