//! What spreadsheets do to values, made undone where only one value can have been there.
//!
//! | damage | made undone | refused |
//! |---|---|---|
//! | `'3603…`, `="3603…"`, unusual blanks | always | |
//! | NIK as a number | last digit not 0: then none was lost | last digit 0, `3,60102E+15` |
//! | `01:01:01` for `1.1.01`, `36:03` for `36.03` | always: no segment of a code is zero | |
//! | a date for a code or amount | | always |
//! | `44642` for a day | days from 1954 to 2119 | |
//! | `22/03/2022 00:00` for a day | always | |
//! | account number as a number | | always: zeros in front may be lost |

use jejak_events::Date;

use super::cell::clean;
use super::profile::Kind;
use crate::said::{Said, said};

/// What had been done to a value, and was made undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// An apostrophe, or a formula that is only a text, stood around it.
    Wrapping,
    /// Unusual blanks or invisible marks stood in it, or blanks and dots between digits.
    Blanks,
    /// A number of 16 digits had been kept as a number; its last digit shows that none was lost.
    Number,
    /// A code had been turned into a time of day.
    TimeForCode,
    /// A day had been written as its serial number.
    Serial,
    /// A time of day stood behind a day.
    TimeOfDay,
    /// An amount carried the noise of a formula, beyond the 15 digits that a sheet shows.
    Noise,
}

impl Repair {
    /// All of them.
    pub const ALL: [Repair; 7] = [
        Repair::Wrapping,
        Repair::Blanks,
        Repair::Number,
        Repair::TimeForCode,
        Repair::Serial,
        Repair::TimeOfDay,
        Repair::Noise,
    ];

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Repair::Wrapping => "wrapping",
            Repair::Blanks => "blanks",
            Repair::Number => "number",
            Repair::TimeForCode => "time-for-code",
            Repair::Serial => "serial",
            Repair::TimeOfDay => "time-of-day",
            Repair::Noise => "noise",
        }
    }

    /// What was made undone.
    pub fn told(self) -> Said {
        match self {
            Repair::Wrapping => said!(
                "an apostrophe or formula around the text was left out",
                "apostrof atau rumus di sekeliling teks dibuang"
            ),
            Repair::Blanks => said!(
                "unusual blanks and invisible marks were left out",
                "spasi tak lazim dan tanda tak terlihat dibuang"
            ),
            Repair::Number => said!(
                "a number was read as text; its last digit shows that none was lost",
                "bilangan dibaca sebagai teks; angka terakhirnya menunjukkan tidak ada yang hilang"
            ),
            Repair::TimeForCode => said!(
                "a time of day was turned back into a code, 01:01:01 into 1.1.01",
                "jam dikembalikan menjadi kode, 01:01:01 menjadi 1.1.01"
            ),
            Repair::Serial => said!(
                "the serial number of a day was turned back into the day",
                "nomor seri hari dikembalikan menjadi tanggal"
            ),
            Repair::TimeOfDay => said!(
                "the time of day behind a date was left out",
                "jam di belakang tanggal dibuang"
            ),
            Repair::Noise => said!(
                "an amount was read with the 15 digits that a sheet shows",
                "jumlah dibaca dengan 15 angka seperti tampil di lembar kerja"
            ),
        }
    }
}

/// Text without what stands around it, and without unusual blanks.
pub fn text(written: &str, kind: Kind) -> (String, Option<Repair>) {
    let cleaned = clean(written);
    let mut repair = (cleaned != written.trim_matches([' ', '\t', '\r', '\n'])
        && !same_but_for_plain_blanks(&cleaned, written))
    .then_some(Repair::Blanks);
    let formula = cleaned.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let mut inner = formula.unwrap_or(&cleaned);
    if kind != Kind::Text {
        inner = inner.trim_start_matches('\'').trim();
    }
    if inner != cleaned {
        repair = Some(Repair::Wrapping);
    }
    (inner.to_owned(), repair)
}

/// Two plain blanks for one, or a line break within a cell, are nothing to be told.
fn same_but_for_plain_blanks(cleaned: &str, written: &str) -> bool {
    let plain = written.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    plain.eq(cleaned.split(' ').filter(|word| !word.is_empty()))
}

/// The text of a number of a workbook, given in decimal digits.
pub fn number(digits: &str, kind: Kind) -> Result<(String, Option<Repair>), Said> {
    match kind {
        Kind::Sixteen => sixteen_of_number(digits),
        Kind::Digits => Err(said!(
            "a number without its leading zeros, if it had any; format the column as text and enter \
             it again",
            "bilangan tanpa nol di depannya, bila ada; jadikan kolom teks dan isi lagi"
        )),
        Kind::Money => amount_of_number(digits),
        _ => Ok((digits.to_owned(), None)),
    }
}

/// Largest whole number that a sheet's numbers hold exactly, as all below it: 2^53.
const EXACT_MAX: u64 = 9_007_199_254_740_992;

/// A sheet keeps 15 digits of what is typed and writes 0 for the 16th. A last digit that is not 0
/// was therefore written by a program, and below 2^53 such a number is exact.
fn sixteen_of_number(digits: &str) -> Result<(String, Option<Repair>), Said> {
    let exact = digits.parse().is_ok_and(|number: u64| number <= EXACT_MAX);
    if digits.len() == 16 && exact && !digits.ends_with('0') {
        return Ok((digits.to_owned(), Some(Repair::Number)));
    }
    if digits.len() == 16 {
        return Err(said!(
            "a number that ends in 0: a spreadsheet keeps 15 digits; format the column as text and \
             enter it again from the document",
            "bilangan yang berakhir dengan 0: lembar kerja menyimpan 15 angka; jadikan kolom teks \
             dan isi lagi dari dokumen"
        ));
    }
    let count = digits.len();
    Err(said!("a number of {count} digits", "bilangan {count} digit"))
}

/// Significant digits that a sheet keeps of a number, and that come back from it the same.
const DIGITS_KEPT: usize = 15;
/// Digits before the comma behind which two decimals are still among those 15.
const WHOLE_DIGITS_MAX: usize = DIGITS_KEPT - 2;

/// An amount kept as a number. What a formula leaves beyond the 15th digit is noise, as long as the
/// sen stand before it. A whole number up to 2^53 is exact, whoever wrote it. Digits are compared as
/// text: no amount is calculated as a float.
fn amount_of_number(digits: &str) -> Result<(String, Option<Repair>), Said> {
    let (whole, fraction) = halves(digits);
    let exact = fraction.is_empty() && whole.parse().is_ok_and(|n: u64| n <= EXACT_MAX);
    let kept = significant(whole, fraction);
    if exact || (kept <= DIGITS_KEPT && fraction.len() <= 2) {
        return Ok((padded(digits), None));
    }
    if kept > DIGITS_KEPT && (fraction.is_empty() || whole.len() > WHOLE_DIGITS_MAX) {
        return Err(said!(
            "a number of {kept} digits: a spreadsheet keeps {DIGITS_KEPT}; format the column as text \
             and enter the amount again from the document",
            "bilangan {kept} digit: lembar kerja menyimpan {DIGITS_KEPT}; jadikan kolom teks dan isi \
             lagi jumlahnya dari dokumen"
        ));
    }
    let shown = fifteen(digits);
    let decimals = halves(&shown).1.len();
    if decimals <= 2 {
        return Ok((padded(&shown), Some(Repair::Noise)));
    }
    Err(said!(
        "a number with {decimals} decimals; a rupiah has two",
        "bilangan dengan {decimals} desimal; rupiah berdesimal dua"
    ))
}

/// What stands before the dot of a decimal and behind it, without the sign.
fn halves(digits: &str) -> (&str, &str) {
    let digits = digits.trim_start_matches('-');
    digits.split_once('.').unwrap_or((digits, ""))
}

/// Digits without the zeros at either end.
fn significant(whole: &str, fraction: &str) -> usize {
    format!("{whole}{fraction}").trim_matches('0').len()
}

/// A decimal as amounts are read: without decimals, or with two.
fn padded(digits: &str) -> String {
    match digits.split_once('.') {
        Some((_, decimals)) if decimals.len() == 1 => format!("{digits}0"),
        _ => digits.to_owned(),
    }
}

/// The first 15 digits of a decimal, rounded half up, without zeros at the end. The 15th stands
/// behind the dot.
fn fifteen(digits: &str) -> String {
    let (whole, fraction) = halves(digits);
    let all = format!("{whole}{fraction}");
    let zeros = all.len().saturating_sub(all.trim_start_matches('0').len());
    let cut = zeros.saturating_add(DIGITS_KEPT);
    let places = cut.saturating_sub(whole.len());
    let Some((first, rest)) = all.split_at_checked(cut) else { return digits.to_owned() };
    let Ok(number) = first.parse::<u64>() else { return digits.to_owned() };
    let number = number.saturating_add(u64::from(rest.starts_with(|c| c >= '5')));
    let rounded = format!("{number:0>cut$}");
    let (whole, fraction) = rounded.split_at(rounded.len().saturating_sub(places));
    let sign = if digits.starts_with('-') { "-" } else { "" };
    format!("{sign}{whole}.{fraction}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A code that a spreadsheet took for a time of day. Its parts are those of the time, and none of a
/// code's is zero: seconds of zero are seconds that nobody wrote.
pub fn time(
    hours: u32,
    minutes: u32,
    seconds: u32,
    kind: Kind,
) -> Result<(String, Option<Repair>), Said> {
    if !is_code(kind) || hours == 0 || (minutes == 0 && seconds > 0) {
        return Err(said!(
            "a time of day: a spreadsheet turned the value into it; format the column as text and \
             enter it again",
            "jam: lembar kerja mengubah nilainya; jadikan kolom teks dan isi lagi"
        ));
    }
    let written = |number: u32| {
        if kind == Kind::Region { format!("{number:02}") } else { number.to_string() }
    };
    let parts = [hours, minutes, seconds];
    let parts: Vec<String> = parts.iter().take_while(|p| **p > 0).map(|p| written(*p)).collect();
    Ok((parts.join("."), Some(Repair::TimeForCode)))
}

fn is_code(kind: Kind) -> bool {
    matches!(kind, Kind::Source | Kind::Account | Kind::Activity | Kind::Region)
}

/// Hours, minutes and seconds of a text such as `01:01` or `01:01:01`.
pub fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let parts: Option<Vec<u32>> = text
        .split(':')
        .map(|part| {
            let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        })
        .collect();
    match parts?.as_slice() {
        [hours, minutes] if *minutes < 60 => Some((*hours, *minutes, 0)),
        [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
            Some((*hours, *minutes, *seconds))
        }
        _ => None,
    }
}

/// The 16 digits of a number as people write it, without blanks, dots and dashes.
pub fn sixteen(text: &str) -> Result<(String, Option<Repair>), Said> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    if digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit()) {
        let repair = (digits != text).then_some(Repair::Blanks);
        return Ok((digits, repair));
    }
    Err(super::value::shape(text))
}

/// An amount written as in English, as the ledger reads it: `1,234.56` as `1234.56`. What is not
/// grouped as English groups stays as it is, and is refused.
pub fn from_english(text: &str) -> String {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (front, number) = text.split_at(start);
    let front = front.replace("IDR", "").replace("Rp", "");
    let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
    let (number, back) = number.split_at(end.unwrap_or(number.len()));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3)
        && groups.first().is_some_and(|first| groups.len() == 1 || first.len() <= 3);
    if !grouped || decimals.contains(',') || decimals.len() > 2 {
        return text.to_owned();
    }
    let whole = groups.concat();
    let sen = format!("{decimals:0<2}");
    format!("{}{whole}.{sen}{}", front.trim(), back.trim())
}

/// First and last serial number that is taken for a day: 1954-10-03 to 2119-01-10. Fewer digits may
/// be a year or a count.
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=80_000;
/// Days from 1899-12-30, where the serial numbers of sheets begin, to 1970-01-01.
const SERIAL_OF_1970: i32 = 25_569;

/// The day of a serial number.
pub fn serial(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if whole.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let number: i32 = whole.parse().ok().filter(|number| SERIALS.contains(number))?;
    Date::from_days(number.checked_sub(SERIAL_OF_1970)?)
}

/// A day without the time of day behind it, and whether one stood there.
pub fn without_time(text: &str) -> (&str, bool) {
    let Some((day, time)) = text.rsplit_once([' ', 'T']) else { return (text, false) };
    let time = time.trim_end_matches('Z');
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let is_time = clock(time).is_some_and(|(hours, ..)| hours < 24);
    if is_time { (day.trim_end(), true) } else { (text, false) }
}

/// `3,60312E+15`: what a spreadsheet makes of a long number.
pub fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim_start_matches('\'').split_once(['e', 'E']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(exponent.trim_start_matches(['+', '-']))
        && mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}
