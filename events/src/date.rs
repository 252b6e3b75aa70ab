//! Calendar: civil dates, months, fiscal years, Indonesia's zones and moments.
//!
//! Not here: the clock (time is an input), deadlines and working days (holidays are events).

mod parse;
mod period;
mod time;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::ParseError;
use crate::validated::{text_in_json, validated_decode};

pub use period::{FiscalYear, Month};
pub use time::{Timestamp, ZoneId};

/// A civil date without zone, as documents carry it: days since 1970-01-01 in the proleptic
/// Gregorian calendar, from 1900-01-01 to 2199-12-31.
///
/// In JSON `"2022-03-22"`. From text also `22/03/2022`, `22-03-2022` (day first), `22 Maret 2022`
/// and `Selasa, 22 Maret 2022`, where the weekday must agree.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Date(i32);

validated_decode!(Date, i32, Date::from_days);

impl Date {
    /// 1900-01-01.
    pub const MIN: Date = Date(-25_567);

    /// 2199-12-31.
    pub const MAX: Date = Date(84_005);

    /// The date of a year (1900..=2199), month (1..=12) and day (1..=31); `None` where there is no
    /// such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        Date::from_days(NaiveDate::from_ymd_opt(year, month, day)?.to_epoch_days())
    }

    /// The date so many days after 1970-01-01; `None` outside the range.
    pub const fn from_days(days: i32) -> Option<Date> {
        if days >= Date::MIN.0 && days <= Date::MAX.0 { Some(Date(days)) } else { None }
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The civil year, 1900..=2199.
    pub fn year(self) -> i32 {
        self.civil().year()
    }

    /// The month, 1..=12.
    pub fn month(self) -> u32 {
        self.civil().month()
    }

    /// The day of the month, 1..=31.
    pub fn day(self) -> u32 {
        self.civil().day()
    }

    /// So many days later, or earlier where negative; `None` outside the range.
    pub fn checked_add_days(self, days: i32) -> Option<Date> {
        Date::from_days(self.0.checked_add(days)?)
    }

    /// Days from `other` to this date; negative where `other` is later.
    pub const fn days_since(self, other: Date) -> i32 {
        self.0 - other.0
    }

    /// The month that the date lies in.
    pub fn month_key(self) -> Month {
        Month::of(self)
    }

    /// The fiscal year that the date lies in: the civil year.
    pub fn fiscal_year(self) -> FiscalYear {
        FiscalYear::of(self)
    }

    /// Whether it is a Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.civil().weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Whether it is a Sunday.
    pub fn is_sunday(self) -> bool {
        self.civil().weekday() == Weekday::Sun
    }

    /// The weekday in Indonesian: `Selasa`.
    pub fn weekday_id(self) -> &'static str {
        match self.civil().weekday() {
            Weekday::Mon => "Senin",
            Weekday::Tue => "Selasa",
            Weekday::Wed => "Rabu",
            Weekday::Thu => "Kamis",
            Weekday::Fri => "Jumat",
            Weekday::Sat => "Sabtu",
            Weekday::Sun => "Minggu",
        }
    }

    /// As Indonesian papers write it: `22 Maret 2022`.
    pub fn id_id(&self) -> String {
        format!("{} {}", self.day(), self.month_key().id_id())
    }

    /// With the weekday: `Selasa, 22 Maret 2022`.
    pub fn long_id_id(&self) -> String {
        format!("{}, {}", self.weekday_id(), self.id_id())
    }

    fn civil(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).expect("the range of Date lies within that of chrono")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        write!(f, "{:04}-{:02}-{:02}", civil.year(), civil.month(), civil.day())
    }
}

const EXPECTED: &str = "a date such as \"2022-03-22\" or \"22 Maret 2022\"";

text_in_json!(Date, EXPECTED);

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Date, ParseError> {
        let text = text.trim();
        parse::date(text).map_err(|advice| ParseError::new(EXPECTED, text, advice))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_round_trips, from_wire, wire};

    fn any_date() -> impl Strategy<Value = Date> {
        (Date::MIN.days()..=Date::MAX.days()).prop_filter_map("in range", Date::from_days)
    }

    #[test]
    fn the_range_is_three_centuries() {
        assert_eq!(Date::from_ymd(1900, 1, 1), Some(Date::MIN));
        assert_eq!(Date::from_ymd(2199, 12, 31), Some(Date::MAX));
        assert_eq!(Date::from_ymd(1899, 12, 31), None);
        assert_eq!(Date::from_ymd(2200, 1, 1), None);
        assert_eq!(Date::from_ymd(2023, 2, 29), None);
        assert_eq!(Date::MAX.checked_add_days(1), None);
        assert_eq!(Date::MIN.checked_add_days(i32::MIN), None);
    }

    #[test]
    fn dates_outside_the_range_are_not_decoded() {
        for days in [i32::MIN, Date::MIN.days() - 1, Date::MAX.days() + 1, i32::MAX] {
            assert_eq!(from_wire::<Date>(&wire(&days)), None, "{days}");
        }
    }

    #[test]
    fn weekdays_agree_with_the_sources() {
        let cases = [
            ("2021-05-08", "Sabtu, 8 Mei 2021"),
            ("2017-12-07", "Kamis, 7 Desember 2017"),
            ("2022-03-22", "Selasa, 22 Maret 2022"),
            ("2024-10-18", "Jumat, 18 Oktober 2024"),
            ("2024-10-19", "Sabtu, 19 Oktober 2024"),
        ];
        for (iso, long) in cases {
            let date: Date = iso.parse().expect(iso);
            assert_eq!(date.long_id_id(), long);
        }
    }

    proptest! {
        #[test]
        fn every_date_round_trips(date in any_date()) {
            assert_round_trips(&date);
            prop_assert_eq!(date.id_id().parse(), Ok(date));
            prop_assert_eq!(date.long_id_id().parse(), Ok(date));
            let table = format!("{:02}/{:02}/{}", date.day(), date.month(), date.year());
            prop_assert_eq!(table.parse(), Ok(date));
            prop_assert_eq!(Date::from_ymd(date.year(), date.month(), date.day()), Some(date));
        }

        #[test]
        fn days_are_counted_both_ways(from in any_date(), to in any_date()) {
            prop_assert_eq!(from.checked_add_days(to.days_since(from)), Some(to));
        }
    }
}
