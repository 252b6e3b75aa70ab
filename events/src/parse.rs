//! What a value says when it cannot be read: expected, found, what to do.

use std::fmt;

/// A value that could not be read from text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}; {advice}")]
pub struct ParseError {
    /// What would have been accepted, with an example.
    pub expected: &'static str,
    /// What was there, quoted and shortened; never a run of digits long enough to be a NIK.
    pub found: Found,
    /// What the writer should do.
    pub advice: &'static str,
}

impl ParseError {
    /// An error about `found`, which is quoted safely.
    pub fn new(expected: &'static str, found: &str, advice: &'static str) -> ParseError {
        ParseError { expected, found: Found::quote(found), advice }
    }
}

/// Text quoted for an error message: at most 40 characters, and numbers that may be a NIK, a KK or
/// an account number put in the wrong field are masked by [`mask_digit_runs`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found(String);

/// Characters quoted.
const SHOWN: usize = 40;

impl Found {
    /// Quotes `text`.
    pub fn quote(text: &str) -> Found {
        // Masked before it is shortened, so that the cut cannot hide how long a number was.
        let masked = mask_digit_runs(text);
        let mut shown: String = masked.chars().take(SHOWN).collect();
        if masked.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        Found(shown)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.escape_debug())
    }
}

/// As many digits in one run may be an account number.
const SECRET_RUN: usize = 10;
/// As many digits in groups may be a NIK or a KK number.
const SECRET_GROUPS: usize = 16;

/// Replaces what may be a personal number by its first four digits and asterisks: ten or more
/// digits in one run, and groups of digits between single dots, dashes or blanks (or ` - `) that
/// make sixteen or more. Amounts (`37.000.000.000`), long codes (`5.1.06.01.01.0001`) and dates
/// are left alone.
pub fn mask_digit_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let (before, number) = rest.split_at(start);
        let (number, after) = number.split_at(number_len(number));
        out.push_str(before);
        mask_number(number, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What may stand between two groups of one number.
const GAPS: [&str; 4] = [" - ", ".", "-", " "];

/// How many bytes of `text`, which begins with a digit, are digits and the gaps between them.
fn number_len(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let digits = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        end = end.saturating_add(digits);
        let rest = text.get(end..).unwrap_or_default();
        let follows = |gap: &str| rest.strip_prefix(gap).filter(|next| begins_with_digit(next));
        let gap = GAPS.into_iter().find(|gap| follows(gap).is_some());
        match gap {
            Some(gap) => end = end.saturating_add(gap.len()),
            None => return end,
        }
    }
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(char::is_numeric)
}

/// Writes a number of one or more groups, masked where it may be personal.
fn mask_number(number: &str, out: &mut String) {
    // Words that cannot be part of a NIK divide the others.
    let words: Vec<&str> = number.split_inclusive(' ').collect();
    for part in words.split_inclusive(|word| is_harmless(word)) {
        let (harmless, suspect) = match part.split_last() {
            Some((last, suspect)) if is_harmless(last) => (*last, suspect),
            _ => ("", part),
        };
        let suspect: String = suspect.concat();
        if digits(&suspect) >= SECRET_GROUPS {
            mask(&suspect, out);
        } else {
            mask_runs(&suspect, out);
        }
        mask_runs(harmless, out);
    }
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// The first four digits for all, between what stands before the first and after the last.
fn mask(text: &str, out: &mut String) {
    const SHOWN_DIGITS: usize = 4;
    let other = |c: char| !c.is_numeric();
    let start = text.len().saturating_sub(text.trim_start_matches(other).len());
    let end = text.trim_end_matches(other).len();
    out.push_str(text.get(..start).unwrap_or_default());
    out.extend(text.chars().filter(|c| c.is_numeric()).take(SHOWN_DIGITS));
    out.push_str("******");
    out.push_str(text.get(end..).unwrap_or_default());
}

/// Masks long runs only.
fn mask_runs(text: &str, out: &mut String) {
    for group in text.split_inclusive(|c: char| !c.is_numeric()) {
        if digits(group) >= SECRET_RUN {
            mask(group, out);
        } else {
            out.push_str(group);
        }
    }
}

/// Whether a word is an amount, a long code or a date.
fn is_harmless(word: &str) -> bool {
    const CODE_DIGITS: usize = 10;
    let word = word.trim_end();
    let dotted: Vec<usize> = word.split('.').map(str::len).collect();
    let amount = dotted.len() > 2
        && dotted.first().is_some_and(|first| (1..=3).contains(first))
        && dotted.iter().skip(1).all(|group| *group == 3);
    let code = dotted.len() > 3
        && (CODE_DIGITS..SECRET_GROUPS).contains(&digits(word))
        && dotted.iter().all(|group| (1..=4).contains(group))
        && dotted.iter().take(3).all(|group| *group <= 2);
    let dashed: Vec<usize> = word.split('-').map(str::len).collect();
    let date = dashed == [4, 2, 2] || dashed == [2, 2, 4];
    let plain = word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain && (amount || code || date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn personal_numbers_are_masked_and_others_are_not() {
        for (text, shown) in [
            ("3601010101800001", "3601******"),
            ("NIK 3601010101800001.", "NIK 3601******."),
            ("`3601010101800001.5`", "`3601******`"),
            ("-3601010101800001", "-3601******"),
            ("1234567890", "1234******"),
            ("123456789", "123456789"),
            ("3601.0101.0180.0001", "3601******"),
            ("3601 0101 0180 0001 was", "3601****** was"),
            ("36-01-01-010180-0001", "3601******"),
            ("36.01.01 010180 0001,", "3601******,"),
            ("3601 - 0101 - 0180 - 0001", "3601******"),
            ("3 6 0 1 0 1 0 1 0 1 8 0 0 0 0 1", "3601******"),
            ("1978 1104 2005 012014", "1978******"),
            ("\u{ff13}\u{ff16}01010101800001", "\u{ff13}\u{ff16}01******"),
            ("37.000.000.000", "37.000.000.000"),
            ("Rp1.234.567.890.123.456,00", "Rp1.234.567.890.123.456,00"),
            ("5.1.06.01.01.0001", "5.1.06.01.01.0001"),
            ("5.1.06.01.01.0001 1.06.05.1.02.0003", "5.1.06.01.01.0001 1.06.05.1.02.0003"),
            ("36.03.12.2001 - 36.03.12.2002", "36.03.12.2001 - 36.03.12.2002"),
            ("2026-01-01 2026-12-31", "2026-01-01 2026-12-31"),
            ("01-01-2026 - 31-12-2026", "01-01-2026 - 31-12-2026"),
            ("2026-11-22T00:44:00.000000Z", "2026-11-22T00:44:00.000000Z"),
            ("188.4/21122-DINSOS/2022", "188.4/21122-DINSOS/2022"),
            ("1 of 2, 3 left. 4 more", "1 of 2, 3 left. 4 more"),
            ("", ""),
        ] {
            assert_eq!(mask_digit_runs(text), shown, "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_masked_before_it_is_cut() {
        let text = format!("{} 3601.0101.0180.0001", "x".repeat(30));
        assert_eq!(Found::quote(&text).to_string(), format!("`{} 3601*****…`", "x".repeat(30)));
        assert_eq!(Found::quote("a\nb").to_string(), "`a\\nb`");
    }

    proptest! {
        #[test]
        fn a_nik_in_equal_or_unequal_groups_is_never_shown(
            digits in "[1-9][0-9]{15}",
            cuts in prop::collection::vec(prop::sample::select(vec!["", "", ".", "-", " "]), 15),
            around in prop::sample::select(vec!["", "x", "NIK: ", "12/"]),
        ) {
            let mut text = around.to_owned();
            for (digit, gap) in digits.chars().zip(cuts.iter().chain([&""])) {
                text.push(digit);
                text.push_str(gap);
            }
            let masked = mask_digit_runs(&text);
            let left: String = masked.strip_prefix(around).unwrap_or(&masked).chars()
                .filter(char::is_ascii_digit).collect();
            let harmless = text[around.len()..].split(' ').any(is_harmless);
            prop_assert!(harmless || left.len() <= 4, "{} as {}", text, masked);
        }

        #[test]
        fn masking_never_panics(text in any::<String>(), near in "[0-9. -]{0,60}") {
            let _ = (mask_digit_runs(&text), mask_digit_runs(&near), Found::quote(&text));
        }
    }
}
