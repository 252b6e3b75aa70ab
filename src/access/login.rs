//! Login names: what an account is called at the door. They stand in the proofs alone, never in the
//! chain.

use super::AccessError;
use crate::said::said;

/// Fewest and most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=64;

/// A login name in the one form in which it is kept: lower case, without outer blanks.
///
/// # Errors
///
/// [`AccessError::Field`] unless it has 3 to 64 letters, digits, `.`, `_`, `-` or `@`, and is no
/// number: sixteen digits would be a NIK.
pub fn normalised(text: &str) -> Result<String, AccessError> {
    let login = text.trim().to_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
    let named = login.chars().any(|c| c.is_ascii_alphabetic());
    if LENGTH.contains(&login.len()) && login.chars().all(fits) && named {
        return Ok(login);
    }
    Err(AccessError::Field {
        field: "login",
        expected: said!(
            "3 to 64 letters, digits, `.`, `_`, `-` or `@`, at least one letter",
            "3 sampai 64 huruf, angka, `.`, `_`, `-` atau `@`, sedikitnya satu huruf"
        ),
        found: said!("{} characters", "{} karakter", login.chars().count()),
    })
}
