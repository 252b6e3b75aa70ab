//! A value as people read it: Indonesian numbers and days, in both languages.

use jejak_events::date::ZoneId;
use jejak_events::ids::Bytes32;
use jejak_events::{Date, Timestamp};
use jejak_projections::report::{Cell, Kind, Row, RowKind, Value};

use super::{Page, RenderError};
use crate::said::Language;

/// What stands for a number of nothing.
const ZERO: &str = "-";
/// What the public is shown of fewer than ten people.
pub const SUPPRESSED: &str = "<10";

/// Whether a column stands to the right.
pub fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Count | Kind::Percent | Kind::Seq)
}

/// The words of a row that is a heading and has nothing beside them.
pub fn heading_of(row: &Row) -> Option<&Value> {
    let (first, rest) = row.cells.split_first()?;
    let alone = rest.iter().all(|cell| cell.value == Value::Empty);
    (row.kind == RowKind::Heading && alone).then_some(&first.value)
}

/// A cell as people read it.
pub fn cell(page: &Page, cell: &Cell) -> Result<String, RenderError> {
    Ok(match &cell.value {
        Value::Money(sen) => money(*sen),
        Value::Count(0) => ZERO.to_owned(),
        Value::Count(count) => count_of(*count),
        Value::Percent(points) => percent(*points),
        Value::Date(date) => day(*date),
        Value::Month(month) => format!("{:02}/{:04}", month.month(), month.year()),
        Value::Time(time) => moment(*time, page.stamp.zone),
        other => text(page, other)?,
    })
}

/// What is text in every output: all that is no number and no day.
pub fn text(page: &Page, value: &Value) -> Result<String, RenderError> {
    let language = page.look.language;
    Ok(match value {
        Value::Unknown => unknown(language).to_owned(),
        Value::Code(code) => code.clone(),
        Value::Text(text) => text.within(language).to_owned(),
        Value::Hash(bytes) => Bytes32(*bytes).to_string(),
        Value::Seq(seq) => seq.to_string(),
        Value::Tag(tag) => tag.to_string(),
        Value::Personal(id, field) => page.names.of(*id, *field, language)?,
        Value::Suppressed => SUPPRESSED.to_owned(),
        _ => String::new(),
    })
}

/// What the ledger does not know.
pub const fn unknown(language: Language) -> &'static str {
    match language {
        Language::En => "unknown",
        Language::Id => "tidak diketahui",
    }
}

/// Sen as `1.234.567,00`, `(1.234.567,00)` below zero as in LRA, `-` for zero.
pub fn money(sen: i128) -> String {
    let shown = format!("{},{:02}", grouped(sen.unsigned_abs() / 100), sen.unsigned_abs() % 100);
    match sen {
        0 => ZERO.to_owned(),
        1.. => shown,
        _ => format!("({shown})"),
    }
}

/// Sen as a decimal string of rupiah, `1234567.00`.
pub fn decimal(sen: i128) -> String {
    let sign = if sen < 0 { "-" } else { "" };
    let sen = sen.unsigned_abs();
    format!("{sign}{}.{:02}", sen / 100, sen % 100)
}

/// A count as `1.234`, `(1.234)` below zero.
pub fn count_of(count: i64) -> String {
    let shown = grouped(u128::from(count.unsigned_abs()));
    if count < 0 { format!("({shown})") } else { shown }
}

/// Basis points as `98,72`, without a sign for percent: the heading has it.
pub fn percent(points: i64) -> String {
    let size = points.unsigned_abs();
    let shown = format!("{},{:02}", grouped(u128::from(size / 100)), size % 100);
    if points < 0 { format!("({shown})") } else { shown }
}

/// A day as tables have it, `22/03/2022`.
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// A moment on the ledger's clock, `22/03/2022 07.44.05 WIB`.
pub fn moment(time: Timestamp, zone: ZoneId) -> String {
    let [hours, minutes, seconds] = clock(time, zone);
    let day = day(time.date_in(zone));
    format!("{day} {hours:02}.{minutes:02}.{seconds:02} {}", zone.abbreviation())
}

/// Hours, minutes, seconds of a moment on a zone's clock.
pub fn clock(time: Timestamp, zone: ZoneId) -> [i64; 3] {
    let seconds = time.micros().div_euclid(1_000_000) + zone.hours() * 3_600;
    let seconds = seconds.rem_euclid(86_400);
    [seconds / 3_600, seconds / 60 % 60, seconds % 60]
}

/// Digits with a point before every three.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_indonesian() {
        let table = [
            (0, "-"),
            (1, "0,01"),
            (-123_456_700, "(1.234.567,00)"),
            (100_000, "1.000,00"),
            (3_700_000_000_000, "37.000.000.000,00"),
            (i128::from(i64::MAX) * 1_000, "92.233.720.368.547.758.070,00"),
        ];
        for (sen, expected) in table {
            assert_eq!(money(sen), expected);
        }
        assert_eq!([count_of(1_234), count_of(-7)], ["1.234", "(7)"]);
        assert_eq!(
            [percent(9_872), percent(-50), percent(100_000)],
            ["98,72", "(0,50)", "1.000,00"]
        );
        assert_eq!([decimal(-5), decimal(123_456_700)], ["-0.05", "1234567.00"]);
    }

    #[test]
    fn a_moment_is_told_on_the_clock_of_the_ledger() {
        let time: Timestamp = "2022-03-22T17:44:05.999999Z".parse().expect("a moment");
        assert_eq!(moment(time, ZoneId::Wib), "23/03/2022 00.44.05 WIB");
        assert_eq!(moment(time, ZoneId::Wit), "23/03/2022 02.44.05 WIT");
    }
}
