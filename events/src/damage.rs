//! What spreadsheets do to values: signs by which damaged text is recognised before it is read.
//!
//! Not here: repair. A damaged value is refused with advice, never guessed.

/// Advice for a number that a spreadsheet rewrote in powers of ten.
pub(crate) const SCIENTIFIC: &str = "a spreadsheet turned it into scientific notation and digits are lost; format the column as \
     text and enter it again from the document";

/// Whether `text` is a number in scientific notation, such as `3,60102E+15`.
pub(crate) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        && !exponent.is_empty()
        && exponent.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scientific_notation_is_recognised() {
        let cases = [
            ("3,60102E+15", true),
            ("3.60102e15", true),
            ("5E-06", true),
            ("E15", false),
            ("3E", false),
            ("3E+", false),
            ("LEBAK", false),
            ("1.234.567,00", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_scientific(text), expected, "{text}");
        }
    }
}
