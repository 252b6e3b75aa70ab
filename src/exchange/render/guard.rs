//! What a spreadsheet would make something else of.
//!
//! CSV has no types: a program that opens one runs what looks like a formula, and makes numbers and
//! days of codes. One rule keeps both from happening and can be undone: **a leading apostrophe is
//! not part of the text**. It stands before whatever would be a formula, before codes that would be
//! damaged, and before what begins with an apostrophe itself. (`="3601..."` is a formula, which
//! readers that guard against formulas refuse; blanks and tabs are lost or kept unseen.) A workbook
//! needs none of it: its cells say that they are text.

/// Begins what spreadsheets run.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Digits of a number that every spreadsheet keeps as typed.
const DIGITS_KEPT: usize = 11;

/// Text that no spreadsheet runs.
pub fn text(text: &str) -> String {
    if text.starts_with(FORMULA) || text.starts_with('\'') { marked(text) } else { text.to_owned() }
}

/// A code that no spreadsheet runs or changes.
pub fn code(code: &str) -> String {
    if is_damaged(code) { marked(code) } else { text(code) }
}

/// The text that was written.
pub fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').unwrap_or(field)
}

fn marked(text: &str) -> String {
    format!("'{text}")
}

/// Whether a spreadsheet would take a code for another number, a day or a time: `3601...` of 16
/// digits, `0001`, `1.1`, `2/2026`, `1E5`.
fn is_damaged(code: &str) -> bool {
    let digits = code.chars().filter(char::is_ascii_digit).count();
    let begins = code.starts_with(|c: char| c.is_ascii_digit());
    let odd = code.chars().any(|c| !c.is_ascii_digit());
    begins && (odd || digits > DIGITS_KEPT || (digits > 1 && code.starts_with('0')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_and_damaged_codes_are_marked() {
        for dangerous in ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\rx", "'x"] {
            assert_eq!(text(dangerous), format!("'{dangerous}"));
        }
        for harmless in ["Bantuan", "a=b", "2026", ""] {
            assert_eq!(text(harmless), harmless);
        }
        for damaged in ["3601010101010001", "0001", "1.1", "5.1.06", "2/2026", "1E5", "36.03"] {
            assert_eq!(code(damaged), format!("'{damaged}"));
        }
        for kept in ["57", "12345678901", "BLT-BBM", "SP2D/1/2026"] {
            assert_eq!(code(kept), kept);
        }
    }

    proptest! {
        #[test]
        fn what_was_written_comes_back(written in "[-=+@'\t\ra-z0-9.]{0,8}") {
            for guarded in [text(&written), code(&written)] {
                prop_assert_eq!(unguarded(&guarded), &written);
                prop_assert!(!guarded.starts_with(FORMULA));
            }
        }
    }
}
