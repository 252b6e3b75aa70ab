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
/// people write a NIK: one group per field (`36.03.12-010180-0001`) or equal groups
/// (`3603 1201 0180 0001`).
fn has_personal_number(text: &str) -> bool {
    let runs = digit_runs(text);
    runs.iter().any(|run| {
        run.iter().any(|group| *group >= PERSONAL_DIGITS)
            || (0..run.len()).any(|start| begins_personal_number(run.get(start..).unwrap_or(&[])))
    })
}

/// The lengths of the groups of digits in each run; within a run groups are separated by one to
/// three dots, dashes or blanks.
fn digit_runs(text: &str) -> Vec<Vec<usize>> {
    const WIDEST_GAP: usize = 3;
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    let mut gap = WIDEST_GAP + 1;
    for c in text.chars() {
        if c.is_numeric() {
            match runs.last_mut() {
                Some(run) if gap == 0 => {
                    if let Some(group) = run.last_mut() {
                        *group += 1;
                    }
                }
                Some(run) if gap <= WIDEST_GAP => run.push(1),
                _ => runs.push(vec![1]),
            }
            gap = 0;
        } else if c.is_whitespace()
            || c.is_control()
            || matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}')
        {
            gap = gap.saturating_add(1);
        } else {
            gap = WIDEST_GAP + 1;
        }
    }
    runs
}

/// Whether the first of these groups together make sixteen digits that look like a NIK.
fn begins_personal_number(groups: &[usize]) -> bool {
    /// Where the fields of a NIK end: province, regency, district, day, month, year.
    const FIELDS: [usize; 6] = [2, 4, 6, 8, 10, 12];
    let mut ends = Vec::new();
    let mut digits = 0;
    for group in groups {
        digits += group;
        if digits >= PERSONAL_DIGITS {
            break;
        }
        ends.push(digits);
    }
    let size = ends.first().copied().unwrap_or_default();
    let equal = ends.iter().zip(1..).all(|(end, nth)| *end == size * nth)
        && size * (ends.len() + 1) == PERSONAL_DIGITS;
    let by_field =
        ends.iter().all(|end| FIELDS.contains(end)) && [6, 12].iter().all(|end| ends.contains(end));
    digits == PERSONAL_DIGITS && (equal || by_field)
}
