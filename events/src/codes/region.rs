//! Kode wilayah: provinces, regencies, districts and villages as the Ministry of Home Affairs
//! numbers them (Kemendagri).
//!
//! Not here: names, editions and boundaries of regions (events), and the codes of BPS, which look
//! alike but number districts and villages differently.

use std::fmt;
use std::iter;
use std::str::FromStr;

use super::dotted::refuse_damage;
use crate::ParseError;
use crate::validated::{text_in_json, validated_decode};

/// A region `PP.KK.CC.DDDD`, or one of the levels above a village: `36`, `36.03`, `36.03.12`.
///
/// Packed as `((PP * 100 + KK) * 100 + CC) * 3001 + D`, where a missing KK or CC is 0 and D is 0
/// without a village, else DDDD - 999: 1..=1000 for kelurahan (1000..=1999), 1001..=3000 for desa
/// (2000..=3999; from 3000 desa adat). So a region sorts before those within it. Codes without dots are read too.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode)]
pub struct Region(u32);

/// How deep a region lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum RegionLevel {
    /// Provinsi.
    Province,
    /// Kabupaten or kota.
    Regency,
    /// Kecamatan.
    District,
    /// Desa or kelurahan.
    Village,
}

/// Villages of a district, and one place for none.
const VILLAGES: u32 = 3001;
/// Districts of a regency, and regencies of a province, with one place for none.
const HUNDRED: u32 = 100;
/// Village numbers begin at 1000, which is stored as 1.
const VILLAGE_OFFSET: u32 = 999;
/// Stored village numbers above this are desa.
const LAST_KELURAHAN: u32 = 1000;
/// Regencies from this number are kota.
const FIRST_KOTA: u32 = 71;

validated_decode!(Region, u32, Region::from_packed);

impl Region {
    /// The region of that packed number; `None` where no region packs to it.
    pub fn from_packed(packed: u32) -> Option<Region> {
        let [province, regency, district, village] = Region(packed).parts();
        let nested = (district == 0 || regency > 0) && (village == 0 || district > 0);
        ((1..HUNDRED).contains(&province) && nested).then_some(Region(packed))
    }

    /// The packed number.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// How deep the region lies.
    pub fn level(self) -> RegionLevel {
        match self.parts() {
            [_, 0, _, _] => RegionLevel::Province,
            [_, _, 0, _] => RegionLevel::Regency,
            [_, _, _, 0] => RegionLevel::District,
            _ => RegionLevel::Village,
        }
    }

    /// The province that it is or lies in.
    #[must_use]
    pub fn province(self) -> Region {
        let [province, ..] = self.parts();
        Region::pack([province, 0, 0, 0])
    }

    /// The kabupaten or kota that it is or lies in; `None` for a province.
    pub fn regency(self) -> Option<Region> {
        let [province, regency, ..] = self.parts();
        (regency > 0).then(|| Region::pack([province, regency, 0, 0]))
    }

    /// The kecamatan that it is or lies in; `None` above.
    pub fn district(self) -> Option<Region> {
        let [province, regency, district, _] = self.parts();
        (district > 0).then(|| Region::pack([province, regency, district, 0]))
    }

    /// Itself where it is a desa or kelurahan.
    pub fn village(self) -> Option<Region> {
        (self.level() == RegionLevel::Village).then_some(self)
    }

    /// The region one level up; `None` for a province.
    pub fn parent(self) -> Option<Region> {
        match self.level() {
            RegionLevel::Province => None,
            RegionLevel::Regency => Some(self.province()),
            RegionLevel::District => self.regency(),
            RegionLevel::Village => self.district(),
        }
    }

    /// Itself, then each region it lies in, up to its province.
    pub fn ancestors(self) -> impl Iterator<Item = Region> {
        iter::successors(Some(self), |region| region.parent())
    }

    /// Whether `other` is this region or lies in it.
    pub fn contains(self, other: Region) -> bool {
        other.ancestors().any(|region| region == self)
    }

    /// Whether it is or lies in a kota: regency numbers from 71.
    pub fn is_kota(self) -> bool {
        let [_, regency, ..] = self.parts();
        regency >= FIRST_KOTA
    }

    /// Whether it is a desa: village numbers 2000..=3999, of which those from 3000 are desa adat.
    pub fn is_desa(self) -> bool {
        let [.., village] = self.parts();
        village > LAST_KELURAHAN
    }

    /// Whether it is a kelurahan: village numbers 1000..=1999.
    pub fn is_kelurahan(self) -> bool {
        let [.., village] = self.parts();
        (1..=LAST_KELURAHAN).contains(&village)
    }

    /// PP, KK, CC and the stored village number, 0 for a missing one.
    const fn parts(self) -> [u32; 4] {
        let (above, village) = (self.0 / VILLAGES, self.0 % VILLAGES);
        let (above, district) = (above / HUNDRED, above % HUNDRED);
        [above / HUNDRED, above % HUNDRED, district, village]
    }

    const fn pack([province, regency, district, village]: [u32; 4]) -> Region {
        Region(((province * HUNDRED + regency) * HUNDRED + district) * VILLAGES + village)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [province, regency, district, village] = self.parts();
        write!(f, "{province:02}")?;
        if regency > 0 {
            write!(f, ".{regency:02}")?;
        }
        if district > 0 {
            write!(f, ".{district:02}")?;
        }
        if village > 0 {
            write!(f, ".{:04}", village + VILLAGE_OFFSET)?;
        }
        Ok(())
    }
}

const EXPECTED: &str = "a region code such as \"36.03.12.2001\"";
const SHAPE: &str = "write the code of Kemendagri with all its zeros: two digits each for province, \
                     regency and district, four for the village";
const ZERO: &str = "no part is 00; leave lower levels out, so a regency is 36.03";
const BPS: &str = "this looks like a code of BPS; look up the one of Kemendagri, where districts have \
                   two digits and village numbers begin with 1 or 2";

text_in_json!(Region, EXPECTED);

impl FromStr for Region {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Region, ParseError> {
        let text = text.trim();
        read(text).map_err(|advice| ParseError::new(EXPECTED, text, advice))
    }
}

fn read(text: &str) -> Result<Region, &'static str> {
    refuse_damage(text)?;
    let parts = if text.contains('.') { text.split('.').collect() } else { undotted(text)? };
    if parts.len() > 4 {
        return Err(SHAPE);
    }
    let mut values = [0; 4];
    for (index, (value, digits)) in values.iter_mut().zip(parts).enumerate() {
        let number: u32 = digits.parse().map_err(|_| SHAPE)?;
        *value = match (index, digits.len(), number) {
            (0..=2, 2, 0) => return Err(ZERO),
            (0..=2, 2, _) => number,
            (3, 4, 1000..=3999) => number - VILLAGE_OFFSET,
            (2, 3, _) | (3, 3..=4, _) => return Err(BPS),
            _ => return Err(SHAPE),
        };
    }
    Ok(Region::pack(values))
}

/// The parts of a code without dots, by its length.
fn undotted(digits: &str) -> Result<Vec<&str>, &'static str> {
    let ends: &[usize] = match digits.len() {
        2 => &[2],
        4 => &[2, 4],
        6 => &[2, 4, 6],
        10 => &[2, 4, 6, 10],
        7 => return Err(BPS),
        _ => return Err(SHAPE),
    };
    let starts = iter::once(&0).chain(ends);
    Ok(starts.zip(ends).filter_map(|(start, end)| digits.get(*start..*end)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::validated::testing::{
        assert_reads, assert_refuses, assert_round_trips, from_wire, wire,
    };

    #[test]
    fn codes_with_and_without_dots_are_read() {
        assert_reads::<Region>(&[
            ("36", "36"),
            ("36.03", "36.03"),
            ("3603", "36.03"),
            ("36.03.12", "36.03.12"),
            ("360312", "36.03.12"),
            ("36.03.12.2001", "36.03.12.2001"),
            (" 3603122001 ", "36.03.12.2001"),
            ("91.03.01.3007", "91.03.01.3007"),
            ("99.99.99.3999", "99.99.99.3999"),
            ("36.71.01.1001", "36.71.01.1001"),
        ]);
    }

    #[test]
    fn damaged_and_foreign_codes_are_refused() {
        assert_refuses::<Region>(&[
            ("36.3", SHAPE),
            ("6", SHAPE),
            ("360", SHAPE),
            ("36.03.12.2001.1", SHAPE),
            ("36.03.", SHAPE),
            ("36..12", SHAPE),
            ("36.03.12.21", SHAPE),
            ("3603.12.2001", SHAPE),
            ("00", ZERO),
            ("36.00", ZERO),
            ("36.03.00.2001", ZERO),
            ("36.03.120", BPS),
            ("3603120", BPS),
            ("3603120001", BPS),
            ("36.03.12.0001", BPS),
            ("36.03.12.4001", BPS),
        ]);
        for refused in ["", "36,03", "36:03", "36-03", "3,6E+09", "36 03", "3601010101800001"] {
            assert!(refused.parse::<Region>().is_err(), "{refused}");
        }
    }

    #[test]
    fn a_region_knows_where_it_lies() {
        use RegionLevel::{District, Province, Regency, Village};
        let village: Region = "36.03.12.2001".parse().expect("a desa");
        let chain: Vec<String> = village.ancestors().map(|region| region.to_string()).collect();
        assert_eq!(chain, ["36.03.12.2001", "36.03.12", "36.03", "36"]);
        let levels: Vec<RegionLevel> = village.ancestors().map(Region::level).collect();
        assert_eq!(levels, [Village, District, Regency, Province]);
        for (outer, inside) in [("36.03", true), ("36.03.12.2001", true), ("36.04", false)] {
            let outer: Region = outer.parse().expect(outer);
            assert_eq!(outer.contains(village), inside, "{outer}");
        }
        assert!(!village.contains(village.province()));
        assert_eq!(village.province().regency(), None);
        assert_eq!(village.regency().and_then(Region::village), None);
    }

    #[test]
    fn kota_desa_and_kelurahan() {
        let cases = [
            // code, kota, desa, kelurahan
            ("36", [false, false, false]),
            ("36.04", [false, false, false]),
            ("36.71", [true, false, false]),
            ("36.03.12.1000", [false, false, true]),
            ("36.74.01.1999", [true, false, true]),
            ("36.03.12.2000", [false, true, false]),
            ("36.03.12.3999", [false, true, false]),
        ];
        for (code, expected) in cases {
            let region: Region = code.parse().expect(code);
            let kinds = [region.is_kota(), region.is_desa(), region.is_kelurahan()];
            assert_eq!(kinds, expected, "{code}");
        }
    }

    #[test]
    fn only_nested_parts_are_decoded() {
        let cases = [
            (0, false),
            (1, false),
            (Region::pack([36, 0, 0, 0]).0, true),
            (Region::pack([36, 0, 12, 0]).0, false),
            (Region::pack([36, 3, 0, 1]).0, false),
            (Region::pack([99, 99, 99, 2000]).0, true),
            (Region::pack([100, 0, 0, 0]).0, false),
            (u32::MAX, false),
        ];
        for (packed, expected) in cases {
            assert_eq!(from_wire::<Region>(&wire(&packed)).is_some(), expected, "{packed}");
        }
        let tangerang: Region = "36.03".parse().expect("a regency");
        assert_eq!(tangerang.packed(), ((36 * 100 + 3) * 100) * 3001);
    }

    proptest! {
        #[test]
        fn every_region_round_trips(
            (province, regency, district, village) in (1..100u32, 1..100u32, 1..100u32, 1000..3000u32),
        ) {
            let text = format!("{province:02}.{regency:02}.{district:02}.{village}");
            let region: Region = text.parse().expect("a village");
            prop_assert_eq!(region.to_string(), text.clone());
            prop_assert_eq!(text.replace('.', "").parse(), Ok(region));
            for region in region.ancestors() {
                assert_round_trips(&region);
                prop_assert!(region.parent().is_none_or(|parent| parent < region));
            }
        }

        #[test]
        fn what_decodes_has_a_text(packed: u32) {
            if let Some(region) = Region::from_packed(packed) {
                assert_round_trips(&region);
            }
        }

        #[test]
        fn reading_never_panics(text in any::<String>(), near in "[0-9.:,]{0,16}") {
            let _ = text.parse::<Region>();
            let _ = near.parse::<Region>();
        }
    }
}
