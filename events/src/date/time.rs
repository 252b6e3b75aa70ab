//! Moments, and the civil date that a moment has in each of Indonesia's zones.
//!
//! Not here: reading the clock. Indonesia has fixed offsets and no daylight saving time.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Timelike};

use super::Date;
use crate::ParseError;
use crate::validated::{text_in_json, validated_decode};

/// A moment: microseconds since 1970-01-01T00:00:00Z, within the range of [`Date`] in every zone.
/// In JSON RFC 3339 in UTC with six decimals, `"2026-11-22T00:44:00.000000Z"`; any offset is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Timestamp(i64);

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 24 * MICROS_PER_HOUR;
const MICROS_PER_HOUR: i64 = 3_600 * MICROS_PER_SECOND;

validated_decode!(Timestamp, i64, Timestamp::from_micros);

impl Timestamp {
    /// 1900-01-01T00:00:00Z.
    pub const MIN: Timestamp = Timestamp(Date::MIN.days() as i64 * MICROS_PER_DAY);

    /// 2199-12-31T14:59:59.999999Z, the last moment of 2199 in the easternmost zone.
    pub const MAX: Timestamp = Timestamp(
        (Date::MAX.days() as i64 + 1) * MICROS_PER_DAY - ZoneId::Wit.hours() * MICROS_PER_HOUR - 1,
    );

    /// The moment so many microseconds after 1970-01-01T00:00:00Z; `None` outside the range.
    pub const fn from_micros(micros: i64) -> Option<Timestamp> {
        if micros >= Timestamp::MIN.0 && micros <= Timestamp::MAX.0 {
            Some(Timestamp(micros))
        } else {
            None
        }
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The last moment of a day in `zone`.
    pub fn end_of(day: Date, zone: ZoneId) -> Timestamp {
        let next = (i64::from(day.days()) + 1) * MICROS_PER_DAY;
        let last = next - zone.hours() * MICROS_PER_HOUR - 1;
        Timestamp(last.clamp(Timestamp::MIN.0, Timestamp::MAX.0))
    }

    /// The civil date at this moment in `zone`.
    pub fn date_in(self, zone: ZoneId) -> Date {
        civil_date(self.0 + zone.hours() * MICROS_PER_HOUR)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = civil_date(self.0);
        let micros = self.0.rem_euclid(MICROS_PER_DAY);
        let seconds = micros / MICROS_PER_SECOND;
        write!(
            f,
            "{date}T{:02}:{:02}:{:02}.{:06}Z",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60,
            micros % MICROS_PER_SECOND
        )
    }
}

/// The day in which a count of microseconds, of one zone's clock, lies.
fn civil_date(micros: i64) -> Date {
    let days = i32::try_from(micros.div_euclid(MICROS_PER_DAY)).ok();
    days.and_then(Date::from_days).expect("the range of Timestamp lies within that of Date")
}

const EXPECTED: &str = "a moment such as \"2026-11-22T00:44:00.000000Z\"";
const RFC3339: &str = "write it as RFC 3339 with its offset, as in 2026-11-22T07:44:00+07:00";
const LEAP_SECOND: &str = "leap seconds are not recorded; write second 59";
const DECIMALS: &str = "the ledger records microseconds; write at most six decimals";
const OUT_OF_RANGE: &str = "moments run from the year 1900 to 2199; check the year";

text_in_json!(Timestamp, EXPECTED);

impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Timestamp, ParseError> {
        let text = text.trim();
        read(text).map_err(|advice| ParseError::new(EXPECTED, text, advice))
    }
}

fn read(text: &str) -> Result<Timestamp, &'static str> {
    let moment = DateTime::parse_from_rfc3339(text).map_err(|_| RFC3339)?;
    if moment.nanosecond() >= 1_000_000_000 {
        return Err(LEAP_SECOND);
    }
    let (_, decimals) = text.split_once('.').unwrap_or_default();
    let beyond = decimals.chars().take_while(char::is_ascii_digit).skip(6);
    if beyond.into_iter().any(|digit| digit != '0') {
        return Err(DECIMALS);
    }
    Timestamp::from_micros(moment.timestamp_micros()).ok_or(OUT_OF_RANGE)
}

/// One of Indonesia's three zones. In JSON the IANA name; from text also WIB, WITA or WIT. The
/// order of the variants is their number on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
pub enum ZoneId {
    /// Western time, `Asia/Jakarta`, UTC+07:00.
    Wib,
    /// Central time, `Asia/Makassar`, UTC+08:00.
    Wita,
    /// Eastern time, `Asia/Jayapura`, UTC+09:00.
    Wit,
}

impl ZoneId {
    /// All, from west to east.
    pub const ALL: [ZoneId; 3] = [ZoneId::Wib, ZoneId::Wita, ZoneId::Wit];

    /// Hours ahead of UTC.
    pub const fn hours(self) -> i64 {
        match self {
            ZoneId::Wib => 7,
            ZoneId::Wita => 8,
            ZoneId::Wit => 9,
        }
    }

    /// The IANA name.
    pub const fn iana(self) -> &'static str {
        match self {
            ZoneId::Wib => "Asia/Jakarta",
            ZoneId::Wita => "Asia/Makassar",
            ZoneId::Wit => "Asia/Jayapura",
        }
    }

    /// What people write after a time of day: WIB, WITA or WIT.
    pub const fn abbreviation(self) -> &'static str {
        match self {
            ZoneId::Wib => "WIB",
            ZoneId::Wita => "WITA",
            ZoneId::Wit => "WIT",
        }
    }
}

impl fmt::Display for ZoneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.iana())
    }
}

const EXPECTED_ZONE: &str = "a zone: Asia/Jakarta, Asia/Makassar or Asia/Jayapura";

text_in_json!(ZoneId, EXPECTED_ZONE);

impl FromStr for ZoneId {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<ZoneId, ParseError> {
        let text = text.trim();
        let named = |zone: &ZoneId| {
            [zone.iana(), zone.abbreviation()].iter().any(|name| name.eq_ignore_ascii_case(text))
        };
        ZoneId::ALL.into_iter().find(named).ok_or_else(|| {
            ParseError::new(EXPECTED_ZONE, text, "write the zone's name, or WIB, WITA or WIT")
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{
        assert_reads, assert_refuses, assert_round_trips, from_wire, wire,
    };

    #[test]
    fn a_day_ends_with_its_last_microsecond() {
        let day: Date = "2026-06-30".parse().unwrap();
        for zone in [ZoneId::Wib, ZoneId::Wita, ZoneId::Wit] {
            let end = Timestamp::end_of(day, zone);
            let after = Timestamp::from_micros(end.micros() + 1).unwrap();
            assert_eq!(
                (end.date_in(zone), after.date_in(zone)),
                (day, "2026-07-01".parse().unwrap())
            );
        }
        assert_eq!(Timestamp::end_of(Date::MAX, ZoneId::Wit), Timestamp::MAX);
    }

    #[test]
    fn moments_are_read_with_any_offset() {
        assert_reads::<Timestamp>(&[
            ("2026-11-22T00:44:00Z", "2026-11-22T00:44:00.000000Z"),
            ("2026-11-22T07:44:00+07:00", "2026-11-22T00:44:00.000000Z"),
            ("2026-11-22T00:44:00.5Z", "2026-11-22T00:44:00.500000Z"),
            ("2026-11-22T00:44:00.123456000Z", "2026-11-22T00:44:00.123456Z"),
            ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ]);
        assert_refuses::<Timestamp>(&[
            ("", RFC3339),
            ("2026-11-22", RFC3339),
            ("2026-11-22T00:44:00", RFC3339),
            ("1795308240000000", RFC3339),
            ("2026-11-22T25:00:00Z", RFC3339),
            ("2016-12-31T23:59:60Z", LEAP_SECOND),
            ("2026-11-22T00:44:00.1234567Z", DECIMALS),
            ("2026-11-22T00:44:00.1234560000001Z", DECIMALS),
            ("1899-12-31T23:59:59Z", OUT_OF_RANGE),
            ("2199-12-31T15:00:00Z", OUT_OF_RANGE),
        ]);
    }

    #[test]
    fn the_date_depends_on_the_zone() {
        let cases = [
            ("2022-12-31T14:59:59.999999Z", ["2022-12-31", "2022-12-31", "2022-12-31"]),
            ("2022-12-31T15:00:00Z", ["2022-12-31", "2022-12-31", "2023-01-01"]),
            ("2022-12-31T16:00:00Z", ["2022-12-31", "2023-01-01", "2023-01-01"]),
            ("2022-12-31T16:59:59Z", ["2022-12-31", "2023-01-01", "2023-01-01"]),
            ("2022-12-31T17:00:00Z", ["2023-01-01", "2023-01-01", "2023-01-01"]),
        ];
        for (moment, dates) in cases {
            let at: Timestamp = moment.parse().expect(moment);
            assert_eq!(ZoneId::ALL.map(|zone| at.date_in(zone).to_string()), dates, "{moment}");
        }
    }

    #[test]
    fn every_moment_in_range_has_a_date_in_every_zone() {
        assert_eq!(Timestamp::MIN.to_string(), "1900-01-01T00:00:00.000000Z");
        assert_eq!(Timestamp::MAX.to_string(), "2199-12-31T14:59:59.999999Z");
        assert_eq!(Timestamp::MAX.date_in(ZoneId::Wit), Date::MAX);
        for micros in [i64::MIN, Timestamp::MIN.0 - 1, Timestamp::MAX.0 + 1, i64::MAX] {
            assert_eq!(from_wire::<Timestamp>(&wire(&micros)), None, "{micros}");
        }
    }

    #[test]
    fn zones_have_fixed_names_and_numbers() {
        for (number, zone) in (0u8..).zip(ZoneId::ALL) {
            assert_round_trips(&zone);
            assert_eq!(wire(&zone), [number]);
            assert_eq!(zone.abbreviation().to_lowercase().parse(), Ok(zone));
        }
        assert_eq!(from_wire::<ZoneId>(&[3]), None);
        assert!("Asia/Singapore".parse::<ZoneId>().is_err());
    }

    proptest! {
        #[test]
        fn every_moment_round_trips(micros in Timestamp::MIN.0..=Timestamp::MAX.0) {
            let at = Timestamp::from_micros(micros).expect("in range");
            assert_round_trips(&at);
            prop_assert!(ZoneId::ALL.iter().all(|zone| at.date_in(*zone) >= Date::MIN));
        }

        #[test]
        fn reading_never_panics(
            text in any::<String>(),
            near in "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.]?[0-9]{0,12}(Z|[+-][0-9:]{5})",
        ) {
            let _ = text.parse::<Timestamp>();
            let _ = near.parse::<Timestamp>();
            let _ = text.parse::<ZoneId>();
        }
    }
}
