//! Lines of JSON as people's programs write them. A byte order mark in front is passed over. A field
//! that stands twice is refused, because which of the two was meant nobody can tell; so is a number
//! with a fraction, because no two programs round it alike, and nothing here is measured in floats.

use std::cell::RefCell;
use std::fmt;

use jejak_events::parse::mask_digit_runs;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::drafts::BadLine;
use super::words;
use crate::said::{Said, said};

/// What some editors and spreadsheets put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of a file that are JSON, each with its number from 1; the others go to `bad`. Blank
/// lines count, and hold nothing.
pub(super) fn values(file: &[u8], bad: &mut Vec<BadLine>) -> Vec<(usize, Value)> {
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let mut values = Vec::new();
    for (index, line) in file.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match value(index + 1, line) {
            Ok(value) => values.push((index + 1, value)),
            Err(line) => bad.push(line),
        }
    }
    values
}

fn value(line: usize, bytes: &[u8]) -> Result<Value, BadLine> {
    let whole =
        |expected: Said, found: Said| BadLine { line, field: "(line)".to_owned(), expected, found };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        let found =
            said!("the byte {byte:02x} at column {}", "bita {byte:02x} pada kolom {}", at + 1);
        whole(said!("text in UTF-8", "teks UTF-8"), found)
    })?;
    let fault = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Strict { place: None, fault: &fault }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| {
            let found = mask_digit_runs(&error.to_string());
            whole(said!("one JSON object", "satu objek JSON"), words::found(&found))
        })?;
    match fault.into_inner() {
        None => Ok(read),
        Some((path, fault)) => {
            let (expected, found) = fault.sentences();
            Err(BadLine { line, field: mask_digit_runs(&path), expected, found })
        }
    }
}

/// What JSON allows and a draft does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Repeated,
    Fraction,
}

impl Fault {
    /// What was expected, and what was found.
    fn sentences(self) -> (Said, Said) {
        match self {
            Fault::Repeated => (
                said!("each field once", "tiap isian satu kali"),
                said!("this field twice", "isian ini dua kali"),
            ),
            // A whole number that 64 bits do not hold reaches a reader of JSON as a fraction would.
            Fault::Fraction => (
                whole_number(),
                said!(
                    "a number with a fraction, or beyond 64 bits",
                    "bilangan pecahan, atau melebihi 64 bit"
                ),
            ),
        }
    }
}

fn whole_number() -> Said {
    said!("a whole number or an amount as text", "bilangan bulat atau jumlah uang sebagai teks")
}

/// Where in a line a value stands.
struct Place<'a> {
    within: Option<&'a Place<'a>>,
    step: Step<'a>,
}

/// From a value to one in it.
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            write!(f, "{within}")?;
        }
        match self.step {
            Step::Field(name) if self.within.is_none() => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// Reads a value and notes the first field, at any depth, in which there is a fault.
#[derive(Clone, Copy)]
struct Strict<'a> {
    place: Option<&'a Place<'a>>,
    fault: &'a RefCell<Option<(String, Fault)>>,
}

impl Strict<'_> {
    fn note(self, fault: Fault) {
        let place = || self.place.map_or_else(|| "(line)".to_owned(), Place::to_string);
        self.fault.borrow_mut().get_or_insert_with(|| (place(), fault));
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        self.note(Fault::Fraction);
        Ok(Value::Null)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        loop {
            let place = Place { within: self.place, step: Step::Item(read.len()) };
            match items.next_element_seed(Strict { place: Some(&place), ..self })? {
                Some(item) => read.push(item),
                None => return Ok(Value::Array(read)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = Place { within: self.place, step: Step::Field(&name) };
            let within = Strict { place: Some(&place), ..self };
            if read.contains_key(&name) {
                within.note(Fault::Repeated);
            }
            let value = fields.next_value_seed(within)?;
            read.insert(name, value);
        }
        Ok(Value::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, field and what was found of each bad line.
    fn bad(file: &[u8]) -> Vec<(usize, String, String)> {
        let mut bad = Vec::new();
        values(file, &mut bad);
        bad.into_iter().map(|line| (line.line, line.field, line.found.to_string())).collect()
    }

    #[test]
    fn a_field_that_stands_twice_is_named() {
        let table = [
            (r#"{"kind":"A","kind":"B"}"#, "kind"),
            (r#"{"body":{"amount":"1.000.000","line":37,"amount":"5"}}"#, "body.amount"),
            (r#"{"body":{"amount":"5","amount":"5"}}"#, "body.amount"),
            (r#"{"body":{"rows":[{"a":1},{"a":1,"\u0061":2}]}}"#, "body.rows[1].a"),
            (r#"{"a":{"b":1,"b":2},"a":3}"#, "a.b"),
        ];
        for (line, field) in table {
            let found = bad(line.as_bytes());
            assert_eq!(found, [(1, field.to_owned(), "this field twice".to_owned())], "{line}");
        }
        assert_eq!(bad(br#"{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":1}]}"#), []);
    }

    #[test]
    fn no_number_with_a_fraction_is_taken() {
        let table = [
            (r#"{"body":{"amount":1.5}}"#, "body.amount"),
            (r#"{"body":{"amount":600000.00}}"#, "body.amount"),
            (r#"{"rows":[{"n":1},{"n":1e3}]}"#, "rows[1].n"),
            (r#"{"n":-0.0}"#, "n"),
            (r#"{"a":2.5,"a":2}"#, "a"),
            ("7.25", "(line)"),
        ];
        for (line, field) in table {
            let found = bad(line.as_bytes());
            let expected =
                (1, field.to_owned(), "a number with a fraction, or beyond 64 bits".to_owned());
            assert_eq!(found, [expected], "{line}");
        }
        let huge = (1, "n".to_owned(), "a number with a fraction, or beyond 64 bits".to_owned());
        for line in [r#"{"n":18446744073709551616}"#, r#"{"n":-9223372036854775809}"#] {
            assert_eq!(bad(line.as_bytes()), std::slice::from_ref(&huge), "{line}");
        }
        assert_eq!(bad(br#"{"n":"1.5","m":-3,"l":[0,18446744073709551615]}"#), []);
    }

    #[test]
    fn a_value_is_read_as_it_stands() {
        let text =
            r#"{"n":null,"t":true,"u":18446744073709551615,"i":-3,"s":"a\n\u00e9","l":[1,{}]}"#;
        let read = values(text.as_bytes(), &mut Vec::new());
        assert_eq!(read, [(1, serde_json::from_str(text).unwrap())]);
        for wrong in ["{", "{} {}", "[1,]", "nul", "{\"a\" 1}"] {
            assert_eq!(bad(wrong.as_bytes())[0].1, "(line)", "{wrong}");
        }
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert_eq!(bad(deep.as_bytes())[0].1, "(line)", "nesting has a limit");
    }

    #[test]
    fn a_byte_order_mark_is_passed_over_and_other_bytes_are_listed_by_line() {
        let mut file =
            b"\xef\xbb\xbf{}\r\n\n{\"a\":\"caf\xe9\"}\n{} \n{\n{\"b\":1,\"b\":2}".to_vec();
        let mut listed = Vec::new();
        let numbers: Vec<usize> = values(&file, &mut listed).iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, [1, 4]);
        let places: Vec<(usize, &str)> = listed.iter().map(|l| (l.line, &*l.field)).collect();
        assert_eq!(places, [(3, "(line)"), (5, "(line)"), (6, "b")]);
        assert_eq!(&*listed[0].found, "the byte e9 at column 10");
        file.insert(0, b' ');
        assert_eq!(bad(&file)[0].0, 1, "a mark is only passed over at the start");
    }
}
