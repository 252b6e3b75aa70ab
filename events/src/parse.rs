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

/// Text quoted for an error message: at most 40 characters, and runs of ten or more digits are
/// masked, because a NIK, a KK or an account number may have been put in the wrong field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found(String);

impl Found {
    /// Quotes `text`.
    pub fn quote(text: &str) -> Found {
        let mut shown: String = text.chars().take(40).collect();
        if text.chars().nth(40).is_some() {
            shown.push('…');
        }
        Found(mask_digit_runs(&shown))
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.escape_debug())
    }
}

/// Replaces each run of ten or more digits by its first four and asterisks.
pub fn mask_digit_runs(text: &str) -> String {
    const SHORTEST_SECRET: usize = 10;
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(digit) if digit.is_ascii_digit() => run.push(digit),
            other => {
                if run.len() >= SHORTEST_SECRET {
                    out.extend(run.chars().take(4));
                    out.push_str("******");
                } else {
                    out.push_str(&run);
                }
                run.clear();
                out.extend(other);
            }
        }
    }
    out
}
