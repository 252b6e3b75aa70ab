//! What the value types do as fields of an event: their JSON shape, examples and tags.

use crate::codes::{AccountCode, ActivityCode, Region, SourceCode};
use crate::date::{Date, FiscalYear, Month, Timestamp, ZoneId};
use crate::field::{Field, Form, Shape, pick, plain_field, rarely};
use crate::money::Rupiah;
use crate::tag::Tag;
use crate::text::{Code, DocumentNumber, Text};

/// Reads one of a few samples, chosen by the seed.
fn read<T: std::str::FromStr>(seed: u64, samples: &[&str]) -> T {
    let sample = pick(seed, samples);
    sample.parse().unwrap_or_else(|_| panic!("the sample `{sample}` is not valid"))
}

/// Codes of account and of source.
const SIX_SEGMENTS: Form =
    Form::Pattern(r"^[0-9]([.][0-9]([.][0-9]{2}([.][0-9]{2}([.][0-9]{2}([.][0-9]{4})?)?)?)?)?$");

plain_field!(
    Rupiah,
    "rupiah as a decimal string",
    "\"200000.00\"",
    Form::Pattern(r"^-?[0-9]+[.][0-9]{2}$"),
    |seed| {
        let rare = [0, -1, 1, 250, 251, i64::MIN, i64::MAX, -3_700_000_000_000, 99];
        let whole = |seed| i64::try_from(seed % 37_000_000 * 100_000).unwrap_or(0);
        Rupiah::from_sen(rarely(seed, &rare, whole))
    }
);
plain_field!(
    Date,
    "civil date",
    "\"2022-09-07\"",
    Form::Pattern(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    |seed| {
        let rare = [Date::MIN, Date::MAX, read(0, &["2024-02-29"]), read(0, &["1970-01-01"])];
        let first = read::<Date>(0, &["2016-01-01"]);
        rarely(seed, &rare, |seed| {
            let days = i32::try_from(seed % 4_000).unwrap_or(0);
            first.checked_add_days(days).unwrap_or(first)
        })
    }
);
plain_field!(Month, "month", "\"2022-09\"", Form::Pattern(r"^[0-9]{4}-[0-9]{2}$"), |seed| {
    read(seed, &["2022-09", "2026-01", "2025-12", "1900-01", "2199-12"])
});
plain_field!(
    FiscalYear,
    "fiscal year",
    "2022",
    Form::Integer { minimum: 1900, maximum: 2199 },
    |seed| read(seed, &["2022", "2026", "2016", "1900", "2199"])
);
plain_field!(
    Timestamp,
    "time",
    "\"2022-09-07T02:00:00.000000Z\"",
    Form::Pattern(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$"),
    |seed| {
        rarely(seed, &[Timestamp::MIN, Timestamp::MAX], |seed| {
            let micros = i64::try_from(seed % 300_000_000_000_000).unwrap_or(0);
            Timestamp::from_micros(1_600_000_000_000_000_i64.saturating_add(micros))
                .expect("samples are in range")
        })
    }
);
plain_field!(
    ZoneId,
    "zone",
    "\"Asia/Jakarta\"",
    Form::Pattern(r"^Asia/(Jakarta|Makassar|Jayapura)$"),
    |seed| read(seed, &["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
);
plain_field!(AccountCode, "kode rekening", "\"5.1.06.01.01.0001\"", SIX_SEGMENTS, |seed| {
    read(seed, &["5.1.06.01.01.0001", "5.3.01.01.01.0001", "5.2.03.01.01.0001", "5", "9.9.99"])
});
plain_field!(
    ActivityCode,
    "kode sub-kegiatan",
    "\"1.06.05.1.02.0003\"",
    Form::Pattern(r"^[0-9]([.][0-9]{2}([.][0-9]{2}([.][12]([.][0-9]{2}([.][0-9]{4})?)?)?)?)?$"),
    |seed| read(seed, &["1.06.05.1.02.0003", "1.06.04.1.01.0001", "1.06", "9.99.99.2.99.9999"])
);
plain_field!(Text, "public text", "\"Dinas Sosial\"", Form::Bytes(200), |seed| {
    let longest = "panti ".repeat(33) + "20";
    read(
        seed,
        &[
            "Dinas Sosial",
            "188.4/21122-DINSOS/2022",
            "Kabupaten Lebak",
            "Désa “Ā” – 貧",
            "x",
            &longest,
        ],
    )
});

impl Field for Code {
    fn shape() -> Shape {
        Shape::Value {
            name: "code of A-Z, 0-9 and -",
            example: "\"BLT-BBM\"",
            form: Form::Pattern(r"^[A-Z0-9-]{1,32}$"),
        }
    }
    fn sample(seed: u64) -> Self {
        read(seed, &["BLT-BBM", "RTLH", "PANTI", "0", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-01234"])
    }
}

impl Field for DocumentNumber {
    fn shape() -> Shape {
        Shape::Value {
            name: "document number",
            example: "\"188.4/21122-DINSOS/2022\"",
            form: Form::Bytes(200),
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Document(self.normalised()));
    }
    fn sample(seed: u64) -> Self {
        read(seed, &["188.4/21122-DINSOS/2022", "00012/SP2D/LS/2026", "SK . 7 / III", "1"])
    }
}

impl Field for Region {
    fn shape() -> Shape {
        Shape::Value {
            name: "kode wilayah",
            example: "\"36.03.12.2001\"",
            form: Form::Pattern(r"^[0-9]{2}([.][0-9]{2}([.][0-9]{2}([.][12][0-9]{3})?)?)?$"),
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Region(*self));
        if let Some(regency) = self.regency().filter(|regency| regency != self) {
            tag(Tag::Region(regency));
        }
    }
    fn sample(seed: u64) -> Self {
        read(
            seed,
            &["36", "36.03", "36.03.12", "36.03.12.2001", "99.99.99.3999", "01", "36.71.01.1000"],
        )
    }
}

impl Field for SourceCode {
    fn shape() -> Shape {
        Shape::Value {
            name: "kode sumber dana",
            example: "\"2.2.01.01.03.0050\"",
            form: SIX_SEGMENTS,
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Source(*self));
    }
    fn sample(seed: u64) -> Self {
        read(seed, &["1.1", "2.2.01.01.03.0050", "1.2.01.01.01", "1", "9.9.99.99.99.9999"])
    }
}
