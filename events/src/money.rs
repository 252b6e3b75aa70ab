//! Money: a whole number of sen, read the way Indonesian papers write it.
//!
//! Not here: rounding, percentages ([`crate::BasisPoints`]), amounts in words, and any currency but
//! the rupiah. Nothing here rounds: an amount that cannot be held exactly is refused.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::damage::{SCIENTIFIC, is_scientific};
use crate::validated::text_in_json;

/// An exact amount of rupiah, in sen (1/100 rupiah): Rp-92.233.720.368.547.758,08 to
/// Rp92.233.720.368.547.758,07.
///
/// In JSON a string of rupiah with two decimals, `"200000.00"`; a JSON number is refused. From text
/// it accepts what people write: `Rp37.000.000.000,-`, `Rp 1.234.567`, `1.234.567,00`,
/// `(1.234.567,00)` for a negative amount, and the plain `200000.00`. Dots separate thousands, so
/// `1.500` is one thousand five hundred.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, bincode::Encode, bincode::Decode,
)]
pub struct Rupiah(i64);

/// How many sen one rupiah has.
const SEN_PER_RUPIAH: i64 = 100;

impl Rupiah {
    /// Nothing.
    pub const ZERO: Rupiah = Rupiah(0);

    /// An amount in sen.
    pub const fn from_sen(sen: i64) -> Rupiah {
        Rupiah(sen)
    }

    /// An amount in whole rupiah; `None` where its sen do not fit.
    pub fn from_rupiah(rupiah: i64) -> Option<Rupiah> {
        rupiah.checked_mul(SEN_PER_RUPIAH).map(Rupiah)
    }

    /// The amount in sen.
    pub const fn sen(self) -> i64 {
        self.0
    }

    /// The sum, `None` where it does not fit.
    pub fn checked_add(self, other: Rupiah) -> Option<Rupiah> {
        self.0.checked_add(other.0).map(Rupiah)
    }

    /// The difference, `None` where it does not fit.
    pub fn checked_sub(self, other: Rupiah) -> Option<Rupiah> {
        self.0.checked_sub(other.0).map(Rupiah)
    }

    /// The amount so many times, `None` where it does not fit.
    pub fn checked_mul(self, times: i64) -> Option<Rupiah> {
        self.0.checked_mul(times).map(Rupiah)
    }

    /// The amount with the other sign, `None` only for the lowest amount.
    pub fn checked_neg(self) -> Option<Rupiah> {
        self.0.checked_neg().map(Rupiah)
    }

    /// The sum of many amounts; only the result must fit, not what is met on the way.
    pub fn sum(amounts: impl IntoIterator<Item = Rupiah>) -> Option<Rupiah> {
        let mut sen: i128 = 0;
        for amount in amounts {
            sen = sen.checked_add(amount.0.into())?;
        }
        i64::try_from(sen).ok().map(Rupiah)
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Without sen, as aid to a person always is.
    pub const fn is_whole_rupiah(self) -> bool {
        self.0 % SEN_PER_RUPIAH == 0
    }

    /// As Indonesian papers write it: `Rp37.000.000.000,00`, `-Rp1.234,00`.
    pub fn id_id(&self) -> String {
        let (sign, rupiah, sen) = self.parts();
        format!("{sign}Rp{},{sen:02}", grouped(rupiah))
    }

    /// Sign, whole rupiah and the sen beyond them, 0..=99.
    fn parts(self) -> (&'static str, u64, u64) {
        let sen = self.0.unsigned_abs();
        let per_rupiah = SEN_PER_RUPIAH.unsigned_abs();
        (if self.0 < 0 { "-" } else { "" }, sen / per_rupiah, sen % per_rupiah)
    }
}

impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, rupiah, sen) = self.parts();
        write!(f, "{sign}{rupiah}.{sen:02}")
    }
}

const EXPECTED: &str = "an amount of rupiah such as \"200000.00\" or \"Rp1.234.567,00\"";

text_in_json!(Rupiah, EXPECTED);

impl FromStr for Rupiah {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Rupiah, ParseError> {
        read(text.trim()).map_err(|advice| ParseError::new(EXPECTED, text.trim(), advice))
    }
}

/// Digits in groups of three: `1.234.567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// What to do about an amount that cannot be read.
type Advice = &'static str;

const EMPTY: Advice = "write the amount; write 0 where there is none";
const LONE_SIGN: Advice = "there is a sign or Rp but no digit; write the amount, or 0 for none";
const TWO_SIGNS: Advice = "write one minus sign or one pair of brackets, not both";
const NOT_ASCII: Advice = "use only the digits 0-9, `.`, `,` and the plain minus sign";
const UNEXPECTED: Advice = "write digits only, with `.` between thousands and `,` before sen";
const BLANK: Advice = "remove the blanks between the digits";
const ROUNDED: Advice =
    "amounts in words such as juta or miliar are rounded; write every digit from the document";
const ENGLISH: Advice = "the comma stands where English puts thousands; write thousands with `.` \
                         and sen with `,`, as in 1.234,56";
const THREE_DECIMALS: Advice = "a rupiah has two decimals; write the exact sen, as in 1.234,56";
const SEN: Advice = "write the sen with two digits, as in 1.234,50, or `,-` for none";
const GROUPS: Advice = "dots must stand before every third digit, as in 1.234.567; a dot or a \
                        digit is missing, or the number was damaged on the way";
const LEADING_ZERO: Advice =
    "an amount does not begin with 0; is this a code, or were digits lost?";
const PREFIXED_DECIMAL: Advice = "after Rp the sen follow a comma, as in Rp200.000,00";
const OVERFLOW: Advice = "more than the ledger can hold; check the number of digits";

/// Reads an amount whose outer blanks are gone.
fn read(text: &str) -> Result<Rupiah, Advice> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (outer_minus, rest) = strip_minus(bracketed.unwrap_or(text).trim());
    let prefix = currency_len(rest);
    let rest = rest.get(prefix..).unwrap_or_default();
    let rest = if prefix > 0 { rest.trim_start() } else { rest };
    let (inner_minus, digits) = if prefix > 0 { strip_minus(rest) } else { (false, rest) };
    let signs = [bracketed.is_some(), outer_minus, inner_minus];

    let sen = sen_of(digits, prefix > 0)?;
    let sen = match signs.iter().filter(|sign| **sign).count() {
        0 => sen,
        1 => -sen,
        _ => return Err(TWO_SIGNS),
    };
    i64::try_from(sen).map(Rupiah).map_err(|_| OVERFLOW)
}

fn strip_minus(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

/// How many bytes of `Rp`, `Rp.` or `IDR` stand in front.
fn currency_len(text: &str) -> usize {
    let names = ["Rp.", "Rp", "IDR"];
    let stands =
        |name: &&str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    names.iter().copied().find(|name| stands(name)).map_or(0, str::len)
}

/// The sen of an unsigned amount without currency.
fn sen_of(text: &str, prefixed: bool) -> Result<i128, Advice> {
    refuse_damage(text)?;
    if let Some((rupiah, sen)) = text.split_once('.')
        && !rupiah.contains(',')
        && !sen.contains(['.', ','])
        && sen.len() == 2
    {
        return if prefixed { Err(PREFIXED_DECIMAL) } else { join(plain(rupiah)?, sen) };
    }
    if let Some(rupiah) = text.strip_suffix(",-") {
        return if rupiah.contains(',') { Err(ENGLISH) } else { join(whole(rupiah)?, "00") };
    }
    match text.split_once(',') {
        None => join(whole(text)?, "00"),
        Some((_, after)) if after.contains(['.', ',']) => Err(ENGLISH),
        Some((before, after)) if after.len() == 3 => {
            Err(if before.len() <= 3 { ENGLISH } else { THREE_DECIMALS })
        }
        Some((_, after)) if after.len() > 3 => Err(THREE_DECIMALS),
        Some((before, after)) if after.len() == 2 => join(whole(before)?, after),
        Some(_) => Err(SEN),
    }
}

/// Refuses everything but digits, dots, commas and a final `,-`, each for its own reason.
fn refuse_damage(text: &str) -> Result<(), Advice> {
    const WORDS: [&str; 8] = ["ribu", "rb", "juta", "jt", "miliar", "milyar", "triliun", "trilyun"];
    if text.is_empty() {
        return Err(LONE_SIGN);
    }
    let lower = text.to_ascii_lowercase();
    let digits = lower.strip_suffix(",-").unwrap_or(&lower);
    if !text.is_ascii() {
        Err(NOT_ASCII)
    } else if is_scientific(text) {
        Err(SCIENTIFIC)
    } else if !text.bytes().any(|b| b.is_ascii_digit()) {
        Err(LONE_SIGN)
    } else if WORDS.iter().any(|word| lower.contains(word)) || lower.ends_with(['m', 't', 'k']) {
        Err(ROUNDED)
    } else if text.contains(' ') {
        Err(BLANK)
    } else if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        Err(UNEXPECTED)
    } else {
        Ok(())
    }
}

/// Whole rupiah, with dots before every third digit or with none.
fn whole(text: &str) -> Result<i128, Advice> {
    let mut groups = text.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return plain(text);
    }
    if rest.len() == 1 && first.len() > 3 && rest.iter().all(|group| group.len() == 3) {
        return Err(THREE_DECIMALS);
    }
    if first.is_empty() || first.len() > 3 || rest.iter().any(|group| group.len() != 3) {
        return Err(GROUPS);
    }
    if first.starts_with('0') {
        return Err(LEADING_ZERO);
    }
    plain(&text.replace('.', ""))
}

/// Whole rupiah in digits only.
fn plain(digits: &str) -> Result<i128, Advice> {
    /// The highest amount, 92.233.720.368.547.758 rupiah, has as many.
    const MOST_DIGITS: usize = 17;
    if digits.is_empty() {
        Err(UNEXPECTED)
    } else if digits.len() > 1 && digits.starts_with('0') {
        Err(LEADING_ZERO)
    } else if digits.len() > MOST_DIGITS {
        Err(OVERFLOW)
    } else {
        digits.parse().map_err(|_| UNEXPECTED)
    }
}

/// Whole rupiah and two digits of sen, together in sen. At most 19 digits, so it cannot overflow.
fn join(rupiah: i128, sen: &str) -> Result<i128, Advice> {
    let sen: i128 = sen.parse().map_err(|_| UNEXPECTED)?;
    Ok(rupiah * i128::from(SEN_PER_RUPIAH) + sen)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_reads, assert_refuses, assert_round_trips, wire};

    #[test]
    fn what_people_write_is_read() {
        assert_reads::<Rupiah>(&[
            ("Rp37.000.000.000,-", "37000000000.00"),
            ("Rp1.234.567,00", "1234567.00"),
            ("Rp 1.234.567", "1234567.00"),
            ("Rp\u{a0}1.234.567,89", "1234567.89"),
            ("Rp. 200.000,-", "200000.00"),
            ("IDR 200.000", "200000.00"),
            ("rp200.000", "200000.00"),
            (" 1.234.567 ", "1234567.00"),
            ("200000", "200000.00"),
            ("200000.00", "200000.00"),
            ("1.50", "1.50"),
            ("0.05", "0.05"),
            ("1.500", "1500.00"),
            ("-Rp5.000,00", "-5000.00"),
            ("Rp-5.000,00", "-5000.00"),
            ("-5000.25", "-5000.25"),
            ("(1.234.567,00)", "-1234567.00"),
            ("(Rp1.234,-)", "-1234.00"),
            ("0", "0.00"),
            ("-0,00", "0.00"),
            ("92.233.720.368.547.758,07", "92233720368547758.07"),
            ("-92.233.720.368.547.758,08", "-92233720368547758.08"),
        ]);
    }

    #[test]
    fn what_is_damaged_or_ambiguous_is_refused() {
        assert_refuses::<Rupiah>(&[
            ("", EMPTY),
            (" ", EMPTY),
            ("-", LONE_SIGN),
            ("Rp", LONE_SIGN),
            ("Rp ,-", LONE_SIGN),
            ("()", LONE_SIGN),
            ("-(5.000)", UNEXPECTED),
            ("(-5.000)", TWO_SIGNS),
            ("--5.000", UNEXPECTED),
            ("-Rp-5.000", TWO_SIGNS),
            ("(5.000", UNEXPECTED),
            ("5.000-", UNEXPECTED),
            ("+5.000", UNEXPECTED),
            ("=5000", UNEXPECTED),
            ("$5.000", UNEXPECTED),
            ("1,234.56", ENGLISH),
            ("1,234", ENGLISH),
            ("1,234,567", ENGLISH),
            ("1,234,-", ENGLISH),
            ("3,60102E+15", SCIENTIFIC),
            ("3.60102e15", SCIENTIFIC),
            ("45,3 miliar", ROUNDED),
            ("Rp45,3 miliar", ROUNDED),
            ("5 juta", ROUNDED),
            ("45,3M", ROUNDED),
            ("1.234 567", BLANK),
            ("1.23.4", GROUPS),
            ("1.2345.678", GROUPS),
            ("1.234.567.00", GROUPS),
            (".500", GROUPS),
            ("500.", GROUPS),
            ("1..500", GROUPS),
            ("1.5", GROUPS),
            ("1.234,567", THREE_DECIMALS),
            ("200000.000", THREE_DECIMALS),
            ("1,2345", THREE_DECIMALS),
            ("1.234,5", SEN),
            ("1.234,", SEN),
            (",50", UNEXPECTED),
            ("0.500", LEADING_ZERO),
            ("007", LEADING_ZERO),
            ("Rp200000.00", PREFIXED_DECIMAL),
            ("92.233.720.368.547.758,08", OVERFLOW),
            ("99999999999999999999999999999999999999999", OVERFLOW),
            ("\u{661}\u{662}", NOT_ASCII),
            ("\u{ff11}\u{ff12}", NOT_ASCII),
            ("\u{2212}5.000", NOT_ASCII),
        ]);
    }

    #[test]
    fn it_is_shown_as_indonesian_papers_do() {
        let cases = [
            (3_700_000_000_000, "Rp37.000.000.000,00"),
            (-123_400, "-Rp1.234,00"),
            (0, "Rp0,00"),
            (5, "Rp0,05"),
            (99_999, "Rp999,99"),
            (i64::MIN, "-Rp92.233.720.368.547.758,08"),
        ];
        for (sen, expected) in cases {
            assert_eq!(Rupiah::from_sen(sen).id_id(), expected);
        }
    }

    #[test]
    fn arithmetic_never_wraps() {
        let (least, most) = (Rupiah::from_sen(i64::MIN), Rupiah::from_sen(i64::MAX));
        let one = Rupiah::from_sen(1);
        assert_eq!(most.checked_add(one), None);
        assert_eq!(least.checked_sub(one), None);
        assert_eq!(most.checked_mul(2), None);
        assert_eq!(least.checked_neg(), None);
        assert_eq!(Rupiah::from_rupiah(i64::MAX), None);
        assert_eq!(Rupiah::sum([most, one]), None);
        assert_eq!(Rupiah::sum([most, one, Rupiah::from_sen(-1)]), Some(most));
        assert_eq!(Rupiah::sum([]), Some(Rupiah::ZERO));
        let aid = Rupiah::from_rupiah(600_000).expect("fits");
        assert_eq!(aid.checked_mul(75_613), Rupiah::from_rupiah(45_367_800_000));
    }

    #[test]
    fn the_bytes_are_a_zigzag_varint_of_sen() {
        let cases: [(i64, &[u8]); 4] =
            [(0, &[0]), (-1, &[1]), (100, &[200]), (20_000_000, &[252, 0x00, 0x5a, 0x62, 0x02])];
        for (sen, bytes) in cases {
            assert_eq!(wire(&Rupiah::from_sen(sen)), bytes);
        }
    }

    proptest! {
        #[test]
        fn every_amount_round_trips(sen: i64) {
            let amount = Rupiah::from_sen(sen);
            assert_round_trips(&amount);
            prop_assert_eq!(amount.id_id().parse(), Ok(amount));
        }

        #[test]
        fn what_is_read_reads_again(text in "-?(Rp ?)?[0-9]{1,4}([.,][0-9]{2,3}){0,3}(,-)?") {
            if let Ok(amount) = text.parse::<Rupiah>() {
                assert_round_trips(&amount);
            }
        }

        #[test]
        fn reading_never_panics(text in any::<String>(), near in "[-(RpIDR]{0,3}[0-9.,E+ ]{0,24}[)-]?") {
            let _ = text.parse::<Rupiah>();
            let _ = near.parse::<Rupiah>();
        }
    }
}
