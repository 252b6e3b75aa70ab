//! What accounts, activities and funding sources have in common: up to six dotted segments, packed
//! into the twelve decimal digits of their standard form.
//!
//! `5.1.06.01.01.0001` is 510601010001; `5.1.06` is 510600000000, because a segment is never zero
//! and a missing one is. So the numbers sort as the codes do, a code before those below it.
//!
//! Not here: what segments mean.

use std::fmt;

use crate::ParseError;
use crate::damage::{SCIENTIFIC, is_scientific};

/// How many segments a code has at most.
const SEGMENTS: usize = 6;

/// One segment's standard width and what is read for it.
pub(super) struct Segment {
    /// Digits in the standard form.
    pub width: u32,
    /// Fewest digits read.
    pub shortest: usize,
    /// Most digits read.
    pub longest: usize,
    /// Highest value; the lowest is 1.
    pub most: u64,
}

/// The shape of one kind of code.
pub(super) struct Layout {
    /// What is accepted, with an example.
    pub expected: &'static str,
    /// The segments, widths adding up to twelve.
    pub segments: [Segment; SEGMENTS],
}

/// Shorthand for a table of segments.
pub(super) const fn segment(width: u32, shortest: usize, longest: usize, most: u64) -> Segment {
    Segment { width, shortest, longest, most }
}

const EMPTY: &str = "write the code from the document";
const TIME: &str = "a spreadsheet turned the code into a time of day (1.1.01 becomes 01:01:01); \
                    format the column as text and enter the code again";
const DATE: &str = "a spreadsheet turned the code into a date; format the column as text and enter \
                    the code again";
const COMMA: &str =
    "segments are separated by dots; a comma means a spreadsheet read it as a number";
const BLANK: &str = "remove the blanks inside the code";
const UNEXPECTED: &str = "write digits and dots only";
const EMPTY_SEGMENT: &str = "a segment is missing: no dot at either end and never two together";
const TOO_MANY: &str = "there are at most six segments";
const WIDTH: &str = "a segment has too many or too few digits; write each with its zeros, and dots \
                     between them";
const ZERO: &str = "no segment is zero; leave lower levels out";
const RANGE: &str = "a segment has a value that this kind of code does not know";

/// Refuses what spreadsheets make of codes, and everything but digits and dots.
pub(super) fn refuse_damage(text: &str) -> Result<(), &'static str> {
    let has = |c: char| text.contains(c);
    if text.is_empty() {
        Err(EMPTY)
    } else if has(':') {
        Err(TIME)
    } else if is_scientific(text) {
        Err(SCIENTIFIC)
    } else if has(',') {
        Err(COMMA)
    } else if has('/') || has('-') {
        Err(DATE)
    } else if text.contains(char::is_whitespace) {
        Err(BLANK)
    } else if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        Ok(())
    } else {
        Err(UNEXPECTED)
    }
}

impl Layout {
    /// Reads a code of one to six segments.
    pub(super) fn parse(&self, text: &str) -> Result<u64, ParseError> {
        let text = text.trim();
        self.read(text).map_err(|advice| ParseError::new(self.expected, text, advice))
    }

    fn read(&self, text: &str) -> Result<u64, &'static str> {
        refuse_damage(text)?;
        let mut packed = 0;
        for (index, digits) in text.split('.').enumerate() {
            let segment = self.segments.get(index).ok_or(TOO_MANY)?;
            if digits.is_empty() {
                return Err(EMPTY_SEGMENT);
            }
            if !(segment.shortest..=segment.longest).contains(&digits.len()) {
                return Err(WIDTH);
            }
            let value: u64 = digits.parse().map_err(|_| WIDTH)?;
            if value == 0 {
                return Err(ZERO);
            }
            if value > segment.most {
                return Err(RANGE);
            }
            packed += value * self.place(index);
        }
        Ok(packed)
    }

    /// Whether `packed` is what [`Layout::parse`] gives for some code.
    pub(super) fn is_canonical(&self, packed: u64) -> bool {
        let top = self.segments.first().map_or(0, |segment| segment.most);
        let level = usize::from(self.level(packed));
        level > 0
            && packed / self.place(0) <= top
            && self.values(packed).zip(&self.segments).enumerate().all(
                |(index, (value, segment))| {
                    value <= segment.most && (value == 0) == (index >= level)
                },
            )
    }

    /// How many segments the code has, 1..=6.
    pub(super) fn level(&self, packed: u64) -> u8 {
        (0..).zip(self.values(packed)).find(|(_, value)| *value == 0).map_or(6, |(level, _)| level)
    }

    /// The first `level` segments alone.
    pub(super) fn prefix(&self, packed: u64, level: u8) -> u64 {
        let unit = usize::from(level).checked_sub(1).map_or(1, |index| self.place(index));
        packed - packed % unit
    }

    /// The value of each segment, 0 where there is none.
    pub(super) fn values(&self, packed: u64) -> impl Iterator<Item = u64> {
        self.segments
            .iter()
            .enumerate()
            .map(move |(index, segment)| packed / self.place(index) % 10u64.pow(segment.width))
    }

    /// Writes the standard form, every segment with its zeros.
    pub(super) fn write(&self, packed: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = usize::from(self.level(packed));
        for (index, value) in self.values(packed).take(level).enumerate() {
            let dot = if index > 0 { "." } else { "" };
            let width =
                self.segments.get(index).map_or(0, |s| usize::try_from(s.width).unwrap_or(0));
            write!(f, "{dot}{value:0width$}")?;
        }
        Ok(())
    }

    /// What one counts in the segment at `index`.
    fn place(&self, index: usize) -> u64 {
        let below = self.segments.iter().skip(index + 1).map(|segment| segment.width).sum();
        10u64.pow(below)
    }
}

/// Declares a code as a `u64` newtype over its layout.
macro_rules! dotted_code {
    ($(#[$doc:meta])* $name:ident, $layout:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(bincode::Encode)]
        pub struct $name(u64);

        impl $name {
            /// The code of that packed number (see the module `dotted`); `None` where no code
            /// packs to it.
            pub fn from_packed(packed: u64) -> Option<$name> {
                $layout.is_canonical(packed).then_some($name(packed))
            }

            /// The twelve decimal digits of the standard form as a number, 0 for missing segments.
            pub const fn packed(self) -> u64 {
                self.0
            }

            /// How many segments it has, 1..=6.
            pub fn level(self) -> u8 {
                $layout.level(self.0)
            }

            /// The code without its last segment; `None` for a code of one segment.
            pub fn parent(self) -> Option<$name> {
                self.level().checked_sub(1).and_then(|level| self.prefix(level))
            }

            /// Its first `level` segments; `None` where it has fewer, or for level 0.
            pub fn prefix(self, level: u8) -> Option<$name> {
                (1..=self.level()).contains(&level).then(|| $name($layout.prefix(self.0, level)))
            }

            /// Whether it is `prefix` or lies below it.
            pub fn starts_with(self, prefix: $name) -> bool {
                self.prefix(prefix.level()) == Some(prefix)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $layout.write(self.0, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ParseError;

            fn from_str(text: &str) -> Result<$name, $crate::ParseError> {
                $layout.parse(text).map($name)
            }
        }

        $crate::validated::validated_decode!($name, u64, $name::from_packed);
        $crate::validated::text_in_json!($name, $layout.expected);
    };
}

pub(super) use dotted_code;
