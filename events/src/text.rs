//! Text that stands in the chain for good, so it must be public, readable and the same bytes for
//! everyone.
//!
//! Not here: notes, names of persons and addresses; they live in the vault and only a commitment
//! to them stands in the chain.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use crate::ParseError;
use crate::validated::{text_in_json, validated_decode};

/// Public text of 1..=200 bytes in NFC, without control or invisible characters, outer blanks, or
/// a run of digits that looks like a NIK or KK number.
///
/// Reading composes to NFC and drops outer blanks, which nobody could see; all else is refused.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Text(String);

/// An upper-case code of 1..=32 characters `A-Z`, `0-9` and `-`, such as the programme `BLT-BBM`.
/// Reading turns lower case into upper case.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Code(String);

/// The number of a document as printed on it, `188.4/21122-DINSOS/2022`: a [`Text`] that is
/// compared by [`DocumentNumber::normalised`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
pub struct DocumentNumber(Text);

const TEXT_BYTES: usize = 200;
const CODE_BYTES: usize = 32;

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn from_wire(wire: String) -> Option<Text> {
        canonical(&wire).is_ok_and(|text| text == wire).then_some(Text(wire))
    }
}

impl Code {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn from_wire(wire: String) -> Option<Code> {
        read_code(&wire).is_ok_and(|code| code == wire).then_some(Code(wire))
    }
}

impl DocumentNumber {
    /// The number as printed.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The form by which two writings of one number are recognised: lower case, one blank for
    /// several, none beside a separator. Unique per issuer, kind of document and year.
    pub fn normalised(&self) -> String {
        let mut out = String::with_capacity(self.as_str().len());
        for word in self.as_str().to_lowercase().split_whitespace() {
            let joined = out.ends_with(is_separator) || word.starts_with(is_separator);
            if !out.is_empty() && !joined {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}

/// What stands between the parts of a document number.
fn is_separator(c: char) -> bool {
    matches!(c, '/' | '-' | '.' | ',' | ':' | ';' | '_' | '\\')
}

validated_decode!(Text, String, Text::from_wire);
validated_decode!(Code, String, Code::from_wire);

const EXPECTED: &str = "public text of at most 200 bytes";
const EXPECTED_NUMBER: &str = "a document number such as \"188.4/21122-DINSOS/2022\"";
const EXPECTED_CODE: &str = "a code such as \"BLT-BBM\"";

text_in_json!(Text, EXPECTED);
text_in_json!(Code, EXPECTED_CODE);
text_in_json!(DocumentNumber, EXPECTED_NUMBER);

const EMPTY: &str = "write something, or leave the whole field out";
const TOO_LONG: &str = "shorten it; longer text belongs into a document or a note";
const INVISIBLE: &str = "remove control and invisible characters, such as tabs and line breaks";
const PERSONAL: &str = "remove the NIK, KK or account number; personal data never stands in the \
                        ledger, name the person by id";
const CODE_CHARACTERS: &str = "use only letters A-Z, digits and `-`, at most 32";

impl FromStr for Text {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Text, ParseError> {
        canonical(text).map(Text).map_err(|advice| refusal(EXPECTED, text, advice))
    }
}

impl FromStr for Code {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Code, ParseError> {
        read_code(text).map(Code).map_err(|advice| refusal(EXPECTED_CODE, text, advice))
    }
}

impl FromStr for DocumentNumber {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<DocumentNumber, ParseError> {
        let number = canonical(text).map(|text| DocumentNumber(Text(text)));
        number.map_err(|advice| refusal(EXPECTED_NUMBER, text, advice))
    }
}

macro_rules! text_conversions {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl TryFrom<&str> for $name {
            type Error = ParseError;

            fn try_from(text: &str) -> Result<$name, ParseError> {
                text.parse()
            }
        }
        impl TryFrom<String> for $name {
            type Error = ParseError;

            fn try_from(text: String) -> Result<$name, ParseError> {
                text.parse()
            }
        }
    )*};
}
text_conversions!(Text, Code, DocumentNumber);

/// An error that does not repeat what may be a personal number.
fn refusal(expected: &'static str, text: &str, advice: &'static str) -> ParseError {
    let found = if advice == PERSONAL { "a long number, not shown" } else { text.trim() };
    ParseError::new(expected, found, advice)
}

/// The one form in which `text` may stand in the chain.
fn canonical(text: &str) -> Result<String, &'static str> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        Err(EMPTY)
    } else if has_personal_number(&text) {
        Err(PERSONAL)
    } else if text.chars().any(|c| c.is_control() || is_invisible(c)) {
        Err(INVISIBLE)
    } else if text.len() > TEXT_BYTES {
        Err(TOO_LONG)
    } else {
        Ok(text)
    }
}

fn read_code(text: &str) -> Result<String, &'static str> {
    let code = text.trim().to_ascii_uppercase();
    let allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    if code.is_empty() {
        Err(EMPTY)
    } else if has_personal_number(&code) {
        Err(PERSONAL)
    } else if code.len() > CODE_BYTES || !code.bytes().all(allowed) {
        Err(CODE_CHARACTERS)
    } else {
        Ok(code)
    }
}

/// Characters that take no space, or change the direction of what follows: they make two different
/// texts look the same.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// How many digits a NIK and a KK number have.
const PERSONAL_DIGITS: usize = 16;

/// Whether sixteen or more digits stand together, or groups of digits make up sixteen the way
/// people write a NIK: by its fields (`36.03.12-010180-0001`) or in equal groups
/// (`3603 1201 0180 0001`).
fn has_personal_number(text: &str) -> bool {
    let groups = digit_groups(text);
    groups.iter().any(|group| group.digits >= PERSONAL_DIGITS)
        || (0..groups.len()).any(|start| begins_personal_number(groups.get(start..).unwrap_or(&[])))
}

/// Digits that stand together.
struct Group<'a> {
    /// The dots, dashes or blanks that join it to the group before, at most three; `None` where
    /// anything else stands between them.
    gap: Option<&'a str>,
    digits: usize,
}

fn digit_groups(text: &str) -> Vec<Group<'_>> {
    const WIDEST_GAP: usize = 3;
    let joins = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}')
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut end = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_numeric()) {
        match groups.last_mut() {
            Some(group) if at == end => group.digits += 1,
            last => {
                let gap = last.and_then(|_| text.get(end..at));
                let gap = gap.filter(|gap| gap.chars().all(joins));
                let gap = gap.filter(|gap| gap.chars().count() <= WIDEST_GAP);
                groups.push(Group { gap, digits: 1 });
            }
        }
        end = at + c.len_utf8();
    }
    groups
}

/// Whether the first of these groups together make sixteen digits that look like a NIK.
fn begins_personal_number(groups: &[Group]) -> bool {
    /// After how many digits the fields of a NIK end: province, regency, district, day, month,
    /// year. Whoever writes it in groups separates the district and the year, and in one way.
    const FIELDS: [usize; 6] = [2, 4, 6, 8, 10, 12];
    let size = groups.first().map_or(0, |group| group.digits);
    let mut digits = size;
    let mut gaps = Vec::new();
    for group in groups.iter().skip(1).take_while(|group| group.gap.is_some()) {
        if digits >= PERSONAL_DIGITS {
            break;
        }
        gaps.push((digits, group.gap));
        digits += group.digits;
    }
    let gap_at = |field: usize| gaps.iter().find(|(end, _)| *end == field).map(|(_, gap)| *gap);
    let by_field = gaps.iter().all(|(end, _)| FIELDS.contains(end))
        && gap_at(6).is_some_and(|gap| gap_at(12) == Some(gap));
    let equal = gaps
        .iter()
        .zip(1..)
        .all(|((end, gap), nth)| *end == size * nth && Some(*gap) == gap_at(size))
        && size * (gaps.len() + 1) == PERSONAL_DIGITS;
    digits == PERSONAL_DIGITS && (by_field || equal)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{
        assert_reads, assert_refuses, assert_round_trips, from_wire, wire,
    };

    #[test]
    fn public_text_is_read_into_one_form() {
        assert_reads::<Text>(&[
            ("Dinas Sosial Provinsi Banten", "Dinas Sosial Provinsi Banten"),
            ("  outer blanks\t", "outer blanks"),
            ("Cafe\u{301}", "Caf\u{e9}"),
            ("188.4/21122-DINSOS/2022", "188.4/21122-DINSOS/2022"),
            ("1.06.05.1.02.0003", "1.06.05.1.02.0003"),
            ("5.1.06.01.01.0001 1.06.05.1.02.0003", "5.1.06.01.01.0001 1.06.05.1.02.0003"),
            ("36.03.12.2001 - 36.03.12.2002", "36.03.12.2001 - 36.03.12.2002"),
            ("01-01-2022 31-12-2022", "01-01-2022 31-12-2022"),
            ("2022-01-01 2022-12-31", "2022-01-01 2022-12-31"),
            (
                "04.0/000123/LS/1.06.2.08.0.00.01.0000/P.01",
                "04.0/000123/LS/1.06.2.08.0.00.01.0000/P.01",
            ),
            ("TA 2022-2023 2024-2025", "TA 2022-2023 2024-2025"),
            ("123456789012345", "123456789012345"),
            ("12345678/90123456", "12345678/90123456"),
        ]);
    }

    #[test]
    fn text_that_does_not_belong_into_the_chain_is_refused() {
        assert_refuses::<Text>(&[
            ("", EMPTY),
            (" \u{a0}", EMPTY),
            ("two\nlines", INVISIBLE),
            ("a\tb", INVISIBLE),
            ("nul\0", INVISIBLE),
            ("zero\u{200b}width", INVISIBLE),
            ("turned\u{202e}round", INVISIBLE),
            (&"x".repeat(TEXT_BYTES + 1), TOO_LONG),
            (&"\u{e9}".repeat(TEXT_BYTES / 2 + 1), TOO_LONG),
            ("3601010101800001", PERSONAL),
            ("NIK 3601010101800001.", PERSONAL),
            ("197811042005012014", PERSONAL),
            ("3601.0101.0180.0001", PERSONAL),
            ("3601 0101 0180 0001", PERSONAL),
            ("3601 - 0101 - 0180 - 0001", PERSONAL),
            ("36010101 01800001", PERSONAL),
            ("36.01.01.010180.0001", PERSONAL),
            ("36.01.01-010180-0001", PERSONAL),
            ("360101 010180 0001", PERSONAL),
            ("no. 5 3601 0101 0180 0001", PERSONAL),
            ("3 6 0 1 0 1 0 1 0 1 8 0 0 0 0 1", PERSONAL),
            ("\u{ff13}\u{ff16}01010101800001", PERSONAL),
        ]);
        assert!("x".repeat(TEXT_BYTES).parse::<Text>().is_ok());
    }

    #[test]
    fn a_refused_personal_number_is_not_repeated() {
        for text in ["3601010101800001", "3601.0101.0180.0001"] {
            let error = text.parse::<Text>().expect_err("personal").to_string();
            assert!(!error.contains("360"), "{error}");
        }
    }

    #[test]
    fn only_the_one_form_is_decoded() {
        let cases = ["", " a", "a ", "Cafe\u{301}", "a\u{200b}", "3601010101800001"];
        for text in cases {
            let bytes = wire(&text.to_owned());
            assert_eq!(from_wire::<Text>(&bytes), None, "{text}");
            assert_eq!(from_wire::<DocumentNumber>(&bytes), None, "{text}");
        }
        for code in ["", "blt", "BLT BBM", "3601010101800001", &"A".repeat(CODE_BYTES + 1)] {
            assert_eq!(from_wire::<Code>(&wire(&code.to_owned())), None, "{code}");
        }
        assert_eq!(from_wire::<Text>(&[2, 0xff, 0xfe]), None, "not UTF-8");
        assert_eq!(wire(&"BLT".parse::<Code>().expect("a code")), b"\x03BLT");
    }

    #[test]
    fn codes_are_upper_case() {
        assert_reads::<Code>(&[("blt-bbm", "BLT-BBM"), (" PKH ", "PKH"), ("2022", "2022")]);
        assert_refuses::<Code>(&[
            ("", EMPTY),
            ("BLT BBM", CODE_CHARACTERS),
            ("BLT_BBM", CODE_CHARACTERS),
            ("b\u{e9}", CODE_CHARACTERS),
            (&"A".repeat(CODE_BYTES + 1), CODE_CHARACTERS),
            ("3601-0101-0180-0001", PERSONAL),
        ]);
    }

    #[test]
    fn two_writings_of_one_number_are_recognised() {
        let cases = [
            ("188.4/21122-DINSOS/2022", "188.4 / 21122 - Dinsos / 2022", true),
            ("188.4/21122-DINSOS/2022", "188.4/21122-DINSOS/2023", false),
            ("SK  12", "sk 12", true),
            ("SK 12", "SK12", false),
        ];
        for (left, right, same) in cases {
            let number = |text: &str| text.parse::<DocumentNumber>().expect(text).normalised();
            assert_eq!(number(left) == number(right), same, "{left} and {right}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_round_trips(text in any::<String>(), near in "[ A-Za-z0-9./\u{301}-]{1,40}") {
            for text in [text, near] {
                if let Ok(text) = text.parse::<Text>() {
                    assert_round_trips(&text);
                }
                if let Ok(code) = text.parse::<Code>() {
                    assert_round_trips(&code);
                }
                if let Ok(number) = text.parse::<DocumentNumber>() {
                    assert_round_trips(&number);
                    let normalised = number.normalised();
                    if let Ok(again) = normalised.parse::<DocumentNumber>() {
                        prop_assert_eq!(again.normalised(), normalised);
                    }
                }
            }
        }

        #[test]
        fn a_nik_is_found_however_its_fields_are_separated(
            digits in "[1-9][0-9]{15}",
            gaps in proptest::collection::vec(prop::sample::select(vec!["", ".", "-", " ", " - "]), 4),
            certain in prop::sample::select(vec![".", "-", " "]),
            around in prop::sample::select(vec!["", "x", "12/"]),
        ) {
            let mut text = around.to_owned();
            for (index, digit) in digits.chars().enumerate() {
                text.push_str(match index {
                    2 => gaps[0],
                    4 => gaps[1],
                    8 => gaps[2],
                    10 => gaps[3],
                    6 | 12 => certain,
                    _ => "",
                });
                text.push(digit);
            }
            prop_assert_eq!(text.parse::<Text>().map_err(|error| error.advice), Err(PERSONAL));
        }
    }
}
