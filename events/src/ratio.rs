//! Parts of a whole: percentages as whole hundredths of a percent.
//!
//! Not here: applying a percentage to money; that rounds, and each rule says how.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::validated::integer_in_json;

/// A ratio in basis points, 1/100 of a percent: 10.000 is the whole. More than the whole is allowed
/// (realisation above target). In JSON a whole number.
///
/// From text: `98,72%`, `35 %`, or basis points with their unit, `35 bp`; a bare number is refused.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, bincode::Encode, bincode::Decode,
)]
pub struct BasisPoints(u32);

/// Basis points in one percent.
const PER_PERCENT: u32 = 100;

impl BasisPoints {
    /// Nothing.
    pub const ZERO: BasisPoints = BasisPoints(0);

    /// The whole, 100 %.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// A ratio in basis points.
    pub const fn from_bp(bp: u32) -> BasisPoints {
        BasisPoints(bp)
    }

    /// The ratio in basis points.
    pub const fn bp(self) -> u32 {
        self.0
    }

    /// As Indonesian papers write it: `98,72 %`.
    pub fn id_id(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{:02} %", self.0 / PER_PERCENT, self.0 % PER_PERCENT)
    }
}

const EXPECTED_JSON: &str = "basis points (1/100 of a percent) as a whole number such as 9872";
const EXPECTED_TEXT: &str = "a percentage such as \"98,72%\", or basis points such as \"35 bp\"";

integer_in_json!(BasisPoints, |bp| Some(BasisPoints(bp)), EXPECTED_JSON);

impl FromStr for BasisPoints {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<BasisPoints, ParseError> {
        read(text.trim()).map_err(|advice| ParseError::new(EXPECTED_TEXT, text.trim(), advice))
    }
}

const NO_UNIT: &str = "say which unit: write % after a percentage, bp after basis points";
const DIGITS: &str = "write digits only, with a comma before the decimals, as in 98,72%";
const DECIMALS: &str = "a percentage has at most two decimals here; the source must say which";
const OVERFLOW: &str = "far too large for a percentage; check the unit";

fn read(text: &str) -> Result<BasisPoints, &'static str> {
    if let Some(bp) = text.strip_suffix("bp") {
        return digits(bp.trim_end()).map(BasisPoints);
    }
    let percent = text.strip_suffix('%').ok_or(NO_UNIT)?.trim_end();
    let (whole, decimals) = percent.split_once(',').map_or((percent, None), |(w, d)| (w, Some(d)));
    let hundredths = match decimals {
        None => 0,
        Some(tenths) if tenths.len() == 1 => digits(tenths)? * 10,
        Some(hundredths) if hundredths.len() == 2 => digits(hundredths)?,
        Some(_) => return Err(DECIMALS),
    };
    let whole = digits(whole)?.checked_mul(PER_PERCENT).ok_or(OVERFLOW)?;
    whole.checked_add(hundredths).map(BasisPoints).ok_or(OVERFLOW)
}

fn digits(text: &str) -> Result<u32, &'static str> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DIGITS);
    }
    text.parse().map_err(|_| OVERFLOW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_reads, assert_refuses, assert_round_trips};

    #[test]
    fn percentages_are_read_with_their_unit() {
        assert_reads::<BasisPoints>(&[
            ("98,72%", "98,72 %"),
            ("98,72 %", "98,72 %"),
            ("0,35%", "0,35 %"),
            ("12,5%", "12,50 %"),
            ("100%", "100,00 %"),
            ("120 %", "120,00 %"),
            ("35bp", "0,35 %"),
            ("35 bp", "0,35 %"),
        ]);
        assert_refuses::<BasisPoints>(&[
            ("", NO_UNIT),
            ("35", NO_UNIT),
            ("0,35", NO_UNIT),
            ("%", DIGITS),
            ("-1%", DIGITS),
            ("98.72%", DIGITS),
            (",5%", DIGITS),
            ("0,355%", DECIMALS),
            ("1,%", DECIMALS),
            ("1,5bp", DIGITS),
            ("42949673%", OVERFLOW),
            ("4294967296bp", OVERFLOW),
        ]);
    }

    #[test]
    fn json_is_a_whole_number() {
        assert_eq!(serde_json::to_string(&BasisPoints::WHOLE).expect("JSON"), "10000");
        for refused in ["\"98,72%\"", "98.72", "-1", "4294967296"] {
            assert!(serde_json::from_str::<BasisPoints>(refused).is_err(), "{refused}");
        }
    }

    proptest! {
        #[test]
        fn every_ratio_round_trips(bp: u32) {
            assert_round_trips(&BasisPoints::from_bp(bp));
        }

        #[test]
        fn reading_never_panics(text in any::<String>(), near in "[0-9,.]{0,12} ?(%|bp)") {
            let _ = text.parse::<BasisPoints>();
            let _ = near.parse::<BasisPoints>();
        }
    }
}
