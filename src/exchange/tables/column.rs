//! Columns: their types, their values, and where a value comes from.

use jejak_events::field::{Form, Shape};
use jejak_events::{Date, Kind, Object, Recorded, Rupiah, Timestamp};
use jejak_projections::State;
use serde_json::Value;

use super::events::Refs;

/// The type of a column, the same in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A whole number; sequence numbers, too.
    Integer,
    /// A text: a code, a word, an id in hexadecimal.
    Text,
    /// True or false.
    Boolean,
    /// A civil date.
    Date,
    /// A moment, in UTC.
    Time,
    /// Rupiah with two decimals, exact.
    Money,
    /// A JSON document.
    Json,
}

impl Type {
    /// The word used in documents.
    pub const fn word(self) -> &'static str {
        match self {
            Type::Integer => "integer",
            Type::Text => "text",
            Type::Boolean => "boolean",
            Type::Date => "date",
            Type::Time => "time",
            Type::Money => "money",
            Type::Json => "json",
        }
    }

    /// The type that a field of an event has as a column.
    pub(super) fn of_shape(shape: &Shape) -> Type {
        match shape {
            Shape::Optional(inner) => Type::of_shape(inner),
            Shape::Reference(_) | Shape::Value { form: Form::Integer { .. }, .. } => Type::Integer,
            Shape::Value { form: Form::Boolean, .. } => Type::Boolean,
            Shape::List(_) | Shape::Record(_) | Shape::Value { form: Form::Object, .. } => {
                Type::Json
            }
            // The two values whose text has a type of its own are known by their names.
            Shape::Value { name: "rupiah as a decimal string", .. } => Type::Money,
            Shape::Value { name: "civil date", .. } => Type::Date,
            Shape::Value { name: "time", .. } => Type::Time,
            Shape::OneOf { .. } | Shape::Value { .. } => Type::Text,
        }
    }
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// None.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text, or a JSON document as text.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// A civil date.
    Date(Date),
    /// A moment.
    Time(Timestamp),
    /// Sen.
    Money(i64),
}

impl Cell {
    /// Sen.
    pub(super) fn sen(sen: impl Into<Option<i64>>) -> Cell {
        sen.into().map_or(Cell::Null, Cell::Money)
    }

    /// Sen of a sum; nothing where it does not fit, which no amount of rupiah in a ledger reaches.
    pub(super) fn sum(sen: i128) -> Cell {
        i64::try_from(sen).map_or(Cell::Null, Cell::Money)
    }

    /// Something by the text that it shows.
    pub(super) fn shown(value: Option<impl std::fmt::Display>) -> Cell {
        value.map_or(Cell::Null, |value| Cell::Text(value.to_string()))
    }

    /// The name of a state: `SpmIssued` is `spm-issued`.
    pub(super) fn stage(stage: Option<impl std::fmt::Debug>) -> Cell {
        let Some(stage) = stage else { return Cell::Null };
        let mut word = String::new();
        for c in format!("{stage:?}").chars() {
            if c.is_ascii_uppercase() && !word.is_empty() {
                word.push('-');
            }
            word.push(c.to_ascii_lowercase());
        }
        Cell::Text(word)
    }

    /// A value of a body, as the type of its column.
    fn of_json(value: Option<&Value>, of: Type) -> Cell {
        let text = || value.and_then(Value::as_str);
        let cell = match (of, value) {
            (_, None | Some(Value::Null)) => None,
            (Type::Integer, Some(value)) => value.as_i64().map(Cell::Integer),
            (Type::Boolean, Some(value)) => value.as_bool().map(Cell::Boolean),
            (Type::Money, _) => {
                text().and_then(|t| t.parse().ok()).map(|r: Rupiah| Cell::Money(r.sen()))
            }
            (Type::Date, _) => text().and_then(|t| t.parse().ok()).map(Cell::Date),
            (Type::Time, _) => text().and_then(|t| t.parse().ok()).map(Cell::Time),
            (Type::Text, Some(Value::String(text))) => Some(Cell::Text(text.clone())),
            (Type::Text | Type::Json, Some(value)) => Some(Cell::Text(value.to_string())),
        };
        cell.unwrap_or(Cell::Null)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Null, Into::into)
    }
}

macro_rules! cells {
    ($($type:ty => |$value:ident| $cell:expr;)*) => {$(
        impl From<$type> for Cell {
            fn from($value: $type) -> Cell {
                $cell
            }
        }
    )*};
}

cells! {
    u64 => |value| i64::try_from(value).map_or(Cell::Null, Cell::Integer);
    u32 => |value| Cell::Integer(value.into());
    u16 => |value| Cell::Integer(value.into());
    u8 => |value| Cell::Integer(value.into());
    i64 => |value| Cell::Integer(value);
    usize => |value| i64::try_from(value).map_or(Cell::Null, Cell::Integer);
    bool => |value| Cell::Boolean(value);
    Date => |value| Cell::Date(value);
    Timestamp => |value| Cell::Time(value);
    &str => |value| Cell::Text(value.to_owned());
    String => |value| Cell::Text(value);
}

/// One event as columns see it.
pub(super) struct Seen<'a> {
    /// The event.
    pub fact: &'a Recorded,
    /// Its body.
    pub body: &'a Value,
    /// The state at the end of the export.
    pub state: &'a State,
    /// First mentions of objects.
    pub firsts: &'a super::firsts::Firsts,
    /// What the event is about.
    pub refs: &'a Refs,
}

/// Where the value of a column comes from.
#[derive(Clone, Copy)]
pub(super) enum Get {
    /// A field of the body.
    Body(&'static str),
    /// The event and the state at the end of the export.
    Now(fn(&State, &Recorded) -> Cell),
    /// What the event is about.
    Refs(fn(&Refs) -> Cell),
    /// The event's body as a whole.
    Seen(fn(&Seen<'_>) -> Cell),
    /// The day on which the first event of this kind named the object that this event made.
    FirstDay(Kind, Object),
    /// The sequence number of that event.
    FirstSeq(Kind, Object),
    /// Rows of this table do not come from one event each; they bring their cells in order.
    Row,
}

impl Get {
    pub fn cell(self, of: Type, seen: &Seen<'_>) -> Cell {
        let first = |kind| seen.firsts.of(kind, seen.fact.seq);
        match self {
            Get::Body(name) => Cell::of_json(seen.body.get(name), of),
            Get::Now(cell) => cell(seen.state, seen.fact),
            Get::Refs(cell) => cell(seen.refs),
            Get::Seen(cell) => cell(seen),
            Get::FirstDay(kind, _) => first(kind).map(|first| first.1).into(),
            Get::FirstSeq(kind, _) => first(kind).map(|first| first.0).into(),
            Get::Row => Cell::Null,
        }
    }
}

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    /// Name in every format.
    pub name: &'static str,
    /// Type.
    pub of: Type,
    /// Meaning.
    pub doc: &'static str,
    pub(super) get: Get,
}

/// A column from the event and the state at the end.
pub(super) const fn now(
    name: &'static str,
    of: Type,
    doc: &'static str,
    cell: fn(&State, &Recorded) -> Cell,
) -> Column {
    Column { name, of, doc, get: Get::Now(cell) }
}

/// A column with the day of the first event of a kind that names the object.
pub(super) const fn first_day(
    name: &'static str,
    kind: Kind,
    object: Object,
    doc: &'static str,
) -> Column {
    Column { name, of: Type::Date, doc, get: Get::FirstDay(kind, object) }
}

/// A column with the number of the first event of a kind that names the object.
pub(super) const fn first_seq(
    name: &'static str,
    kind: Kind,
    object: Object,
    doc: &'static str,
) -> Column {
    Column { name, of: Type::Integer, doc, get: Get::FirstSeq(kind, object) }
}

/// A column of a table whose rows bring their cells.
pub(super) const fn plain(name: &'static str, of: Type, doc: &'static str) -> Column {
    Column { name, of, doc, get: Get::Row }
}
