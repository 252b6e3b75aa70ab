//! What the value types do as fields of an event: their JSON shape, examples and tags.

use crate::codes::{AccountCode, ActivityCode, Region, SourceCode};
use crate::date::{Date, FiscalYear, Month, Timestamp, ZoneId};
use crate::field::{Field, Shape, plain_field};
use crate::money::Rupiah;
use crate::tag::Tag;
use crate::text::{Code, DocumentNumber, Text};

/// Reads one of a few samples, chosen by the seed.
fn pick<T: std::str::FromStr>(seed: u64, samples: &[&str]) -> T {
    let index = usize::try_from(seed % samples.len() as u64).unwrap_or(0);
    samples[index].parse().ok().expect("samples are valid")
}

plain_field!(Rupiah, "rupiah as a decimal string", "\"200000.00\"", |seed| {
    Rupiah::from_sen(i64::try_from(seed % 900_000_000_000).unwrap_or(0))
});
plain_field!(Date, "civil date", "\"2022-09-07\"", |seed| {
    pick(seed, &["2022-09-07", "2024-02-29", "2021-12-31", "1971-01-01"])
});
plain_field!(Month, "month", "\"2022-09\"", |seed| pick(seed, &["2022-09", "2026-01"]));
plain_field!(FiscalYear, "fiscal year", "2022", |seed| pick(seed, &["2022", "2026", "2016"]));
plain_field!(Timestamp, "time", "\"2022-09-07T02:00:00.000000Z\"", |seed| {
    let micros = i64::try_from(seed % 1_000_000_000_000).unwrap_or(0);
    Timestamp::from_micros(1_600_000_000_000_000_i64.saturating_add(micros))
        .expect("samples are in range")
});
plain_field!(ZoneId, "zone", "\"Asia/Jakarta\"", |seed| {
    pick(seed, &["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
});
plain_field!(AccountCode, "kode rekening", "\"5.1.06.01.01.0001\"", |seed| {
    pick(seed, &["5.1.06.01.01.0001", "5.3.01.01.01.0001", "5.2.03.01.01.0001"])
});
plain_field!(ActivityCode, "kode sub-kegiatan", "\"1.06.05.1.02.0003\"", |seed| {
    pick(seed, &["1.06.05.1.02.0003", "1.06.04.1.01.0001"])
});
plain_field!(Text, "public text", "\"Dinas Sosial\"", |seed| {
    pick(seed, &["Dinas Sosial", "188.4/21122-DINSOS/2022", "Kabupaten Lebak"])
});

impl Field for Code {
    fn shape() -> Shape {
        Shape::Value { name: "code of A-Z, 0-9 and -", example: "\"BLT-BBM\"" }
    }
    fn sample(seed: u64) -> Self {
        pick(seed, &["BLT-BBM", "RTLH", "PANTI"])
    }
}

impl Field for DocumentNumber {
    fn shape() -> Shape {
        Shape::Value { name: "document number", example: "\"188.4/21122-DINSOS/2022\"" }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Document(self.normalised()));
    }
    fn sample(seed: u64) -> Self {
        pick(seed, &["188.4/21122-DINSOS/2022", "00012/SP2D/LS/2026"])
    }
}

impl Field for Region {
    fn shape() -> Shape {
        Shape::Value { name: "kode wilayah", example: "\"36.03.12.2001\"" }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Region(*self));
        if let Some(regency) = self.regency().filter(|regency| regency != self) {
            tag(Tag::Region(regency));
        }
    }
    fn sample(seed: u64) -> Self {
        pick(seed, &["36", "36.03", "36.03.12", "36.03.12.2001"])
    }
}

impl Field for SourceCode {
    fn shape() -> Shape {
        Shape::Value { name: "kode sumber dana", example: "\"2.2.01.01.03.0050\"" }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        tag(Tag::Source(*self));
    }
    fn sample(seed: u64) -> Self {
        pick(seed, &["1.1", "2.2.01.01.03.0050", "1.2.01.01.01"])
    }
}
