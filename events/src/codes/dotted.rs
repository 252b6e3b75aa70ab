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
    pub width: u8,
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
pub(super) const fn segment(width: u8, shortest: usize, longest: usize, most: u64) -> Segment {
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
        /// Twelve digits.
        const MOST: u64 = 999_999_999_999;
        let level = usize::from(self.level(packed));
        packed <= MOST
            && level > 0
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
        self.segments.iter().enumerate().map(move |(index, segment)| {
            packed / self.place(index) % 10u64.pow(segment.width.into())
        })
    }

    /// Writes the standard form, every segment with its zeros.
    pub(super) fn write(&self, packed: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = usize::from(self.level(packed));
        let segments = self.values(packed).zip(&self.segments).take(level);
        for (index, (value, segment)) in segments.enumerate() {
            let dot = if index > 0 { "." } else { "" };
            let width = usize::from(segment.width);
            write!(f, "{dot}{value:0width$}")?;
        }
        Ok(())
    }

    /// What one counts in the segment at `index`.
    fn place(&self, index: usize) -> u64 {
        let below =
            self.segments.iter().skip(index + 1).map(|segment| u32::from(segment.width)).sum();
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
            /// The code that [`Self::packed`] gave; `None` where no code packs to that number.
            pub fn from_packed(packed: u64) -> Option<$name> {
                $layout.is_canonical(packed).then_some($name(packed))
            }

            /// The number on the wire: the twelve decimal digits of the standard form, zeros for
            /// missing segments.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_refuses, assert_round_trips, from_wire, wire};
    use crate::{AccountCode, ActivityCode, SourceCode};

    #[test]
    fn what_spreadsheets_make_of_codes_is_refused() {
        let cases = [
            ("", EMPTY),
            ("01:01:01", TIME),
            ("01:01", TIME),
            ("2001-01-01 00:00:00", TIME),
            ("01/01/2001", DATE),
            ("2001-01-01", DATE),
            ("5E+11", SCIENTIFIC),
            ("5,1", COMMA),
            ("5.1 .06", BLANK),
            ("5.1.06x", UNEXPECTED),
            ("\u{661}.\u{661}", UNEXPECTED),
            (".5.1", EMPTY_SEGMENT),
            ("5.", EMPTY_SEGMENT),
            ("5..1", EMPTY_SEGMENT),
            ("99999999999999999999", WIDTH),
        ];
        assert_refuses::<AccountCode>(&cases);
        assert_refuses::<ActivityCode>(&cases);
        assert_refuses::<SourceCode>(&cases);
    }

    #[test]
    fn codes_sort_by_segment_and_before_those_below() {
        let sorted = ["1.1", "1.1.01", "1.1.01.01", "1.1.02", "1.1.10", "1.2", "2"];
        let codes: Vec<SourceCode> = sorted.iter().map(|code| code.parse().expect(code)).collect();
        assert!(codes.is_sorted(), "{codes:?}");
    }

    #[test]
    fn only_standard_forms_are_decoded() {
        let cases = [
            (0, false),
            (510_600_000_000, true),
            (510_600_000_001, false),
            (10_600_000_000, false),
            (999_999_999_999, true),
            (1_000_000_000_000, false),
            (u64::MAX, false),
        ];
        for (packed, canonical) in cases {
            assert_eq!(from_wire::<AccountCode>(&wire(&packed)).is_some(), canonical, "{packed}");
        }
        assert!(from_wire::<ActivityCode>(&wire(&106_052_000_000u64)).is_some());
        assert!(from_wire::<ActivityCode>(&wire(&106_053_000_000u64)).is_none(), "L is 1 or 2");
    }

    #[test]
    fn prefixes_and_parents() {
        let code: AccountCode = "5.1.06.01.01.0001".parse().expect("a leaf");
        let prefixes: Vec<String> =
            (0..=7).filter_map(|level| code.prefix(level)).map(|code| code.to_string()).collect();
        assert_eq!(
            prefixes,
            ["5", "5.1", "5.1.06", "5.1.06.01", "5.1.06.01.01", "5.1.06.01.01.0001"]
        );
        for (prefix, expected) in [("5.1", true), ("5.1.06.01.01.0001", true), ("5.1.05", false)] {
            assert_eq!(code.starts_with(prefix.parse().expect(prefix)), expected, "{prefix}");
        }
        let top: AccountCode = "5".parse().expect("a level");
        assert_eq!(top.parent(), None);
        assert!(!top.starts_with(code));
    }

    proptest! {
        #[test]
        fn every_code_round_trips(
            (a, b, c, d, e, f) in (1..10u64, 1..10u64, 1..100u64, 1..100u64, 1..100u64, 1..10_000u64),
            level in 1..7usize,
        ) {
            let unpadded = [a, b, c, d, e, f].map(|value| value.to_string());
            let text = unpadded.get(..level).expect("at most six").join(".");
            assert_round_trips(&text.parse::<AccountCode>().expect("an account"));
            let source: SourceCode = text.parse().expect("a source");
            assert_round_trips(&source);
            prop_assert_eq!(usize::from(source.level()), level);
            prop_assert_eq!(source.parent().map_or(0, SourceCode::level) + 1, source.level());
            prop_assert_eq!(SourceCode::from_packed(source.packed()), Some(source));

            let padded = [
                a.to_string(),
                format!("{c:02}"),
                format!("{d:02}"),
                (1 + b % 2).to_string(),
                format!("{e:02}"),
                format!("{f:04}"),
            ];
            let text = padded.get(..level).expect("at most six").join(".");
            let activity: ActivityCode = text.parse().expect("an activity");
            assert_round_trips(&activity);
            prop_assert_eq!(activity.to_string(), text);
        }

        #[test]
        fn what_decodes_has_a_text(packed in 0..2_000_000_000_000u64) {
            if let Some(code) = AccountCode::from_packed(packed) {
                assert_round_trips(&code);
            }
            if let Some(code) = ActivityCode::from_packed(packed) {
                assert_round_trips(&code);
            }
        }

        #[test]
        fn reading_never_panics(text in any::<String>(), near in "[0-9.:,E+]{0,24}") {
            let _ = (text.parse::<AccountCode>(), near.parse::<AccountCode>());
            let _ = (text.parse::<ActivityCode>(), near.parse::<ActivityCode>());
            let _ = (text.parse::<SourceCode>(), near.parse::<SourceCode>());
        }
    }
}
