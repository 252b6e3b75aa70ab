//! A second reading of body bytes, from the shapes that the catalogue shows and nothing else: where
//! each integer, word and text lies.

use jejak_events::Kind;
use jejak_events::field::{FieldInfo, Shape};
use jejak_events::vocabulary::SignatureVerdict;

/// What a piece of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A varint: 0 to 250 in one byte, else a marker and two, four or eight bytes.
    Varint,
    /// A varint that chooses among so many words.
    Word(u64),
    /// One byte that says whether something follows.
    Presence,
    /// One byte that is 0 or 1.
    Bool,
    /// Bytes as they are.
    Plain,
    /// UTF-8 text behind its length, which is part of the piece.
    Text,
}

/// A piece of a body.
#[derive(Debug, Clone)]
pub struct Piece {
    pub path: String,
    pub part: Part,
    pub start: usize,
    pub end: usize,
}

/// Splits a body into its pieces.
pub fn pieces(kind: Kind, body: &[u8]) -> Vec<Piece> {
    let mut reader = Reader { body, at: 0, pieces: Vec::new() };
    reader.record(kind.name(), &kind.info().fields);
    assert_eq!(reader.at, body.len(), "{kind:?}: the shapes do not cover the bytes");
    reader.pieces
}

/// The value of a varint and how many bytes it takes.
pub fn varint(bytes: &[u8]) -> (u64, usize) {
    let width = match bytes[0] {
        small @ 0..=250 => return (small.into(), 1),
        251 => 2,
        252 => 4,
        253 => 8,
        marker => panic!("marker {marker} in a body"),
    };
    let value = bytes[1..=width].iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    (value, 1 + width)
}

struct Reader<'a> {
    body: &'a [u8],
    at: usize,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn take(&mut self, path: &str, part: Part, length: usize) {
        let (start, end) = (self.at, self.at + length);
        assert!(end <= self.body.len(), "{path}: beyond the end");
        self.pieces.push(Piece { path: path.to_owned(), part, start, end });
        self.at = end;
    }

    fn varint(&mut self, path: &str, part: Part) -> u64 {
        let (value, length) = varint(&self.body[self.at..]);
        self.take(path, part, length);
        value
    }

    fn record(&mut self, path: &str, fields: &[FieldInfo]) {
        for field in fields {
            self.shape(&format!("{path}.{}", field.name), &field.shape);
        }
    }

    fn shape(&mut self, path: &str, shape: &Shape) {
        match shape {
            Shape::OneOf { words, .. } => {
                self.varint(path, Part::Word(words.len() as u64));
            }
            Shape::Reference(_) => {
                self.varint(path, Part::Varint);
            }
            Shape::Optional(inner) => {
                self.take(path, Part::Presence, 1);
                if self.body[self.at - 1] == 1 {
                    self.shape(path, inner);
                }
            }
            Shape::List(inner) => {
                let count = self.varint(path, Part::Varint);
                (0..count).for_each(|index| self.shape(&format!("{path}[{index}]"), inner));
            }
            Shape::Record(fields) => self.record(path, fields),
            Shape::Value { name, .. } => self.value(path, name),
        }
    }

    fn value(&mut self, path: &str, name: &str) {
        match name {
            "rupiah as a decimal string"
            | "civil date"
            | "month"
            | "fiscal year"
            | "time"
            | "kode rekening"
            | "kode sub-kegiatan"
            | "kode wilayah"
            | "kode sumber dana"
            | "number" => {
                self.varint(path, Part::Varint);
            }
            "zone" => {
                self.varint(path, Part::Word(3));
            }
            "small number" => self.take(path, Part::Plain, 1),
            "true or false" => self.take(path, Part::Bool, 1),
            "32 bytes" => self.take(path, Part::Plain, 32),
            "public text" | "document number" | "code of A-Z, 0-9 and -" => {
                let (length, prefix) = varint(&self.body[self.at..]);
                let length = usize::try_from(length).expect("short");
                self.take(path, Part::Text, prefix + length);
            }
            name if name.starts_with("binding of a file") => {
                match self.varint(path, Part::Word(3)) {
                    0 => {
                        self.take(path, Part::Plain, 32);
                        self.varint(path, Part::Word(SignatureVerdict::ALL.len() as u64));
                    }
                    1 => self.take(path, Part::Plain, 16),
                    _ => self.take(path, Part::Plain, 32),
                }
            }
            id if id.ends_with(" id") => self.take(path, Part::Plain, 16),
            other => panic!("{path}: how does `{other}` stand in the bytes?"),
        }
    }
}
