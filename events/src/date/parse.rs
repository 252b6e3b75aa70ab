//! Reading dates as people write them; each refusal says what to do.
//!
//! Not here: two-digit years, spreadsheet serial numbers and month-first dates: they are refused,
//! because a guess would be a wrong date that nobody notices.

use chrono::Weekday;

use super::Date;

/// What to do about a date that cannot be read.
type Advice = &'static str;

const EMPTY: Advice = "write the date of the document";
const SHAPE: Advice = "write it as 2022-03-22, 22/03/2022 or 22 Maret 2022, without a time of day";
const TWO_DIGIT_YEAR: Advice = "write the year with four digits";
const SERIAL: Advice = "a spreadsheet shows the serial number of a day; format the column as date";
const MONTH_FIRST: Advice = "the day stands before the month here, as in 22/03/2022";
const NO_SUCH_MONTH: Advice = "the name of the month is not known; write it in Indonesian";
const NO_SUCH_WEEKDAY: Advice = "the weekday is not known; leave it out or write it in Indonesian";
const NO_SUCH_DAY: Advice = "the calendar has no such day; check the document";
const OUT_OF_RANGE: Advice = "dates run from 1900-01-01 to 2199-12-31; check the year";
const WRONG_WEEKDAY: Advice = "the weekday does not belong to the date; check the document";

/// Indonesian names, and what else papers and spreadsheets write for them.
const MONTHS: [(&str, &[&str]); 12] = [
    ("Januari", &["January", "Jan"]),
    ("Februari", &["Pebruari", "February", "Feb", "Peb"]),
    ("Maret", &["March", "Mar"]),
    ("April", &["Apr"]),
    ("Mei", &["May"]),
    ("Juni", &["June", "Jun"]),
    ("Juli", &["July", "Jul"]),
    ("Agustus", &["August", "Agu", "Agt", "Ags", "Aug"]),
    ("September", &["Sep", "Sept"]),
    ("Oktober", &["October", "Okt", "Oct"]),
    ("November", &["Nopember", "Nov", "Nop"]),
    ("Desember", &["December", "Des", "Dec"]),
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["Senin", "Monday"]),
    (Weekday::Tue, &["Selasa", "Tuesday"]),
    (Weekday::Wed, &["Rabu", "Wednesday"]),
    (Weekday::Thu, &["Kamis", "Thursday"]),
    (Weekday::Fri, &["Jumat", "Jum'at", "Friday"]),
    (Weekday::Sat, &["Sabtu", "Saturday"]),
    (Weekday::Sun, &["Minggu", "Ahad", "Sunday"]),
];

/// The Indonesian name of a month, 1..=12.
pub(super) fn month_name(month: u32) -> &'static str {
    MONTHS.iter().zip(1..).find(|(_, number)| *number == month).map_or("", |((name, _), _)| name)
}

/// The number of a month from any of its names, in either case.
pub(super) fn month_number(name: &str) -> Option<u32> {
    let named = |known: &str| known.eq_ignore_ascii_case(name);
    let mut months = MONTHS.iter().zip(1..);
    months.find(|((id, others), _)| named(id) || others.iter().any(|o| named(o))).map(|(_, n)| n)
}

/// Reads a date whose outer blanks are gone.
pub(super) fn date(text: &str) -> Result<Date, Advice> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    let (weekday, rest) = split_weekday(text)?;
    let date = without_weekday(rest)?;
    match weekday {
        Some(weekday) if chrono::Datelike::weekday(&date.civil()) != weekday => Err(WRONG_WEEKDAY),
        _ => Ok(date),
    }
}

/// A weekday in front, with or without its comma, and the rest.
fn split_weekday(text: &str) -> Result<(Option<Weekday>, &str), Advice> {
    if !text.starts_with(char::is_alphabetic) {
        return Ok((None, text));
    }
    let (name, rest) = text.split_once([',', ' ']).ok_or(SHAPE)?;
    let named = |known: &&str| known.eq_ignore_ascii_case(&name.replace('\u{2019}', "'"));
    let known = WEEKDAYS.iter().find(|(_, names)| names.iter().any(named));
    let month = month_number(name).is_some();
    let (weekday, _) = known.ok_or(if month { SHAPE } else { NO_SUCH_WEEKDAY })?;
    Ok((Some(*weekday), rest.trim_start()))
}

fn without_weekday(text: &str) -> Result<Date, Advice> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(if text.len() <= 6 { SERIAL } else { SHAPE });
    }
    let separator = text.chars().find(|c| !c.is_alphanumeric()).ok_or(SHAPE)?;
    let parts: Vec<&str> = match separator {
        '-' | '/' => text.split(separator).collect(),
        c if c.is_whitespace() => text.split_whitespace().collect(),
        _ => return Err(SHAPE),
    };
    let [first, middle, last] = parts.as_slice() else {
        return Err(SHAPE);
    };
    if separator == '-' && first.len() == 4 {
        return calendar(number(first, 4, 4)?, number(middle, 2, 2)?, number(last, 2, 2)?);
    }
    let day = number(first, 1, 2)?;
    let month = if middle.starts_with(|c: char| c.is_ascii_digit()) && !separator.is_whitespace() {
        number(middle, 1, 2)?
    } else {
        month_number(middle).ok_or(NO_SUCH_MONTH)?
    };
    if last.len() == 2 && number(last, 2, 2).is_ok() {
        return Err(TWO_DIGIT_YEAR);
    }
    let year = number(last, 4, 4)?;
    match calendar(year, month, day) {
        Err(NO_SUCH_DAY) if calendar(year, day, month).is_ok() => Err(MONTH_FIRST),
        date => date,
    }
}

fn calendar(year: u32, month: u32, day: u32) -> Result<Date, Advice> {
    let year = i32::try_from(year).map_err(|_| OUT_OF_RANGE)?;
    match Date::from_ymd(year, month, day) {
        Some(date) => Ok(date),
        None if !(Date::MIN.year()..=Date::MAX.year()).contains(&year) => Err(OUT_OF_RANGE),
        None => Err(NO_SUCH_DAY),
    }
}

/// A number of `shortest..=longest` digits.
fn number(text: &str, shortest: usize, longest: usize) -> Result<u32, Advice> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if !digits || !(shortest..=longest).contains(&text.len()) {
        return Err(SHAPE);
    }
    text.parse().map_err(|_| SHAPE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_reads, assert_refuses};

    #[test]
    fn what_people_write_is_read() {
        assert_reads::<Date>(&[
            ("2022-03-22", "2022-03-22"),
            (" 22/03/2022 ", "2022-03-22"),
            ("22-03-2022", "2022-03-22"),
            ("1/2/2022", "2022-02-01"),
            ("22 Maret 2022", "2022-03-22"),
            ("22 MARET 2022", "2022-03-22"),
            ("22-Mar-2022", "2022-03-22"),
            ("Selasa, 22 Maret 2022", "2022-03-22"),
            ("selasa 22 march 2022", "2022-03-22"),
            ("Jum'at, 18 Oktober 2024", "2024-10-18"),
            ("Jum\u{2019}at, 18 Oktober 2024", "2024-10-18"),
            ("Friday, 18 October 2024", "2024-10-18"),
            ("1 Pebruari 2022", "2022-02-01"),
            ("30 Nopember 2022", "2022-11-30"),
            ("29 Februari 2024", "2024-02-29"),
        ]);
    }

    #[test]
    fn what_is_wrong_or_ambiguous_is_refused() {
        assert_refuses::<Date>(&[
            ("", EMPTY),
            ("03/22/2022", MONTH_FIRST),
            ("22/03/22", TWO_DIGIT_YEAR),
            ("22 Maret 22", TWO_DIGIT_YEAR),
            ("31 Februari 2022", NO_SUCH_DAY),
            ("29 Februari 2023", NO_SUCH_DAY),
            ("2022-13-01", NO_SUCH_DAY),
            ("32/13/2022", NO_SUCH_DAY),
            ("44642", SERIAL),
            ("44642.5", SHAPE),
            ("20220322", SHAPE),
            ("2022-3-22", SHAPE),
            ("2022/03/22", SHAPE),
            ("22/03-2022", SHAPE),
            ("2022-03-22 00:00:00", SHAPE),
            ("2022-03-22T00:00:00Z", SHAPE),
            ("March 22, 2022", SHAPE),
            ("Senin, 22 Maret 2022", WRONG_WEEKDAY),
            ("Besok, 22 Maret 2022", NO_SUCH_WEEKDAY),
            ("22 Brumaire 2022", NO_SUCH_MONTH),
            ("22 03 2022", NO_SUCH_MONTH),
            ("31/12/1899", OUT_OF_RANGE),
            ("2200-01-01", OUT_OF_RANGE),
            ("\u{662}\u{662}/03/2022", SHAPE),
        ]);
    }

    #[test]
    fn every_month_is_known_by_all_its_names() {
        for (month, (name, others)) in (1..).zip(MONTHS) {
            assert_eq!(month_name(month), name);
            assert_eq!(month_number(name), Some(month));
            assert!(others.iter().all(|other| month_number(other) == Some(month)), "{name}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(
            text in any::<String>(),
            near in "(Selasa,? ?)?[0-9]{1,5}[ /.-]([0-9]{1,3}|Mei)[ /-][0-9]{0,5}",
        ) {
            let _ = text.parse::<Date>();
            let _ = near.parse::<Date>();
        }
    }
}
