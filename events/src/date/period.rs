//! Months and fiscal years: the periods that limits, quotas and reports are counted by.
//!
//! Not here: whether a period is open or closed; that is an event.

use std::fmt;
use std::str::FromStr;

use super::{Date, parse};
use crate::ParseError;
use crate::validated::{integer_in_json, text_in_json, validated_decode};

/// A civil month, 1900-01 to 2199-12, packed as `(year - 1900) * 12 + month - 1`. In JSON
/// `"2022-09"`; from text also `September 2022`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Month(u16);

const FIRST_YEAR: u16 = 1900;
const LAST_YEAR: u16 = 2199;
const MONTHS_PER_YEAR: u16 = 12;
const MONTHS: u16 = (LAST_YEAR - FIRST_YEAR + 1) * MONTHS_PER_YEAR;

validated_decode!(Month, u16, Month::from_packed);

impl Month {
    /// The month of a year (1900..=2199) and month (1..=12).
    pub fn from_ym(year: i32, month: u32) -> Option<Month> {
        Date::from_ymd(year, month, 1).map(Month::of)
    }

    /// The month that `date` lies in.
    pub fn of(date: Date) -> Month {
        let year = FiscalYear::of(date).0 - FIRST_YEAR;
        let month = u16::try_from(date.month()).expect("a month is at most 12");
        Month(year * MONTHS_PER_YEAR + month - 1)
    }

    /// The civil year, 1900..=2199.
    pub fn year(self) -> i32 {
        i32::from(self.0 / MONTHS_PER_YEAR + FIRST_YEAR)
    }

    /// The month, 1..=12.
    pub fn month(self) -> u32 {
        u32::from(self.0 % MONTHS_PER_YEAR) + 1
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::from_ymd(self.year(), self.month(), 1).expect("every month has a first day")
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        let following = self.next().and_then(|next| next.first_day().checked_add_days(-1));
        following.unwrap_or(Date::MAX)
    }

    /// The month after; `None` after 2199-12.
    pub fn next(self) -> Option<Month> {
        Month::from_packed(self.0 + 1)
    }

    /// As Indonesian papers write it: `September 2022`.
    pub fn id_id(&self) -> String {
        format!("{} {}", parse::month_name(self.month()), self.year())
    }

    fn from_packed(packed: u16) -> Option<Month> {
        (packed < MONTHS).then_some(Month(packed))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

const EXPECTED_MONTH: &str = "a month such as \"2022-09\" or \"September 2022\"";
const MONTH_ADVICE: &str = "write the year with four digits (1900 to 2199) and the month with two";

text_in_json!(Month, EXPECTED_MONTH);

impl FromStr for Month {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Month, ParseError> {
        let text = text.trim();
        let iso = text.split_once('-').filter(|(_, month)| month.len() == 2);
        let iso = iso.and_then(|(year, month)| Month::from_ym(year_number(year)?, digits(month)?));
        let named = || {
            let (name, year) = text.split_once(' ')?;
            Month::from_ym(year_number(year.trim_start())?, parse::month_number(name)?)
        };
        iso.or_else(named).ok_or_else(|| ParseError::new(EXPECTED_MONTH, text, MONTH_ADVICE))
    }
}

/// A fiscal year (tahun anggaran), 1900..=2199: the civil year in the ledger's zone. In JSON a
/// whole number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct FiscalYear(u16);

validated_decode!(FiscalYear, u16, FiscalYear::new);

impl FiscalYear {
    /// The fiscal year of that number; `None` outside 1900..=2199.
    pub fn new(year: u16) -> Option<FiscalYear> {
        (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(FiscalYear(year))
    }

    /// The fiscal year that `date` lies in.
    pub fn of(date: Date) -> FiscalYear {
        let year = u16::try_from(date.year()).ok().and_then(FiscalYear::new);
        year.expect("a date lies in 1900 to 2199")
    }

    /// The year's number.
    pub const fn year(self) -> u16 {
        self.0
    }

    /// Its first day, 1 January.
    pub fn first_day(self) -> Date {
        Date::from_ymd(self.0.into(), 1, 1).expect("every year has a first day")
    }

    /// Its last day, 31 December.
    pub fn last_day(self) -> Date {
        Date::from_ymd(self.0.into(), 12, 31).expect("every year has a last day")
    }

    /// Whether `date` lies in it.
    pub fn contains(self, date: Date) -> bool {
        FiscalYear::of(date) == self
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

const EXPECTED_YEAR: &str = "a fiscal year as a whole number from 1900 to 2199, such as 2022";

integer_in_json!(FiscalYear, FiscalYear::new, EXPECTED_YEAR);

impl FromStr for FiscalYear {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<FiscalYear, ParseError> {
        let text = text.trim();
        let year = year_number(text).and_then(|year| FiscalYear::new(year.try_into().ok()?));
        year.ok_or_else(|| ParseError::new(EXPECTED_YEAR, text, "write the year with four digits"))
    }
}

/// Four digits.
fn year_number(text: &str) -> Option<i32> {
    if text.len() == 4 { digits(text)?.try_into().ok() } else { None }
}

fn digits(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{assert_reads, assert_round_trips, from_wire, wire};

    #[test]
    fn months_and_years_are_read() {
        assert_reads::<Month>(&[
            ("2022-09", "2022-09"),
            ("September 2022", "2022-09"),
            ("Pebruari 2022", "2022-02"),
        ]);
        for refused in ["", "2022", "2022-9", "2022-13", "09/2022", "22-09", "1899-12", "+022-01"] {
            assert!(refused.parse::<Month>().is_err(), "{refused}");
        }
        assert_reads::<FiscalYear>(&[("2022", "2022"), (" 1900 ", "1900")]);
        for refused in ["", "22", "02022", "1899", "2200", "+202", "TA 2022"] {
            assert!(refused.parse::<FiscalYear>().is_err(), "{refused}");
        }
    }

    #[test]
    fn only_the_range_is_decoded() {
        assert_eq!(from_wire::<Month>(&wire(&3_599u16)).map(Month::last_day), Some(Date::MAX));
        assert_eq!(from_wire::<Month>(&wire(&3_600u16)), None);
        assert_eq!(from_wire::<FiscalYear>(&wire(&1_899u16)), None);
        assert_eq!(from_wire::<FiscalYear>(&wire(&2_200u16)), None);
    }

    #[test]
    fn a_month_knows_its_days() {
        let cases = [("2024-02", 29), ("2023-02", 28), ("2022-12", 31), ("2199-12", 31)];
        for (month, days) in cases {
            let month: Month = month.parse().expect(month);
            assert_eq!(month.first_day().day(), 1);
            assert_eq!(month.last_day().day(), days);
        }
    }

    #[test]
    fn a_fiscal_year_is_a_civil_year() {
        let year = FiscalYear::new(2022).expect("in range");
        assert_eq!(serde_json::to_string(&year).expect("JSON"), "2022");
        assert!(year.contains(year.first_day()) && year.contains(year.last_day()));
        assert!(!year.contains(Date::from_ymd(2023, 1, 1).expect("a date")));
    }

    proptest! {
        #[test]
        fn every_period_round_trips(days in Date::MIN.days()..=Date::MAX.days()) {
            let date = Date::from_days(days).expect("in range");
            let month = date.month_key();
            assert_round_trips(&month);
            assert_round_trips(&date.fiscal_year());
            prop_assert_eq!(month.id_id().parse(), Ok(month));
            prop_assert_eq!((month.year(), month.month()), (date.year(), date.month()));
            prop_assert!(month.first_day() <= date && date <= month.last_day());
        }

        #[test]
        fn reading_never_panics(text in any::<String>(), near in "[A-Za-z0-9]{0,9}[ -][0-9]{0,5}") {
            let _ = text.parse::<Month>();
            let _ = near.parse::<Month>();
            let _ = text.parse::<FiscalYear>();
        }
    }
}
