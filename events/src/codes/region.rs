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
/// Packed as `((PP * 100 + KK) * 100 + CC) * 2001 + D`, where a missing KK or CC is 0 and D is 0
/// without a village, else DDDD - 999: 1..=1000 for kelurahan (1000..=1999), 1001..=2000 for desa
/// (2000..=2999). So a region sorts before those within it. Codes without dots are read too.
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
const VILLAGES: u32 = 2001;
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

    /// Whether it is a desa: village numbers 2000..=2999.
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
const BPS: &str = "a village number begins with 1 or 2; this looks like a code of BPS, look up the \
                   one of Kemendagri";

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
        if digits.len() != if index == 3 { 4 } else { 2 } {
            return Err(SHAPE);
        }
        let number: u32 = digits.parse().map_err(|_| SHAPE)?;
        *value = match (index, number) {
            (3, 1000..=2999) => number - VILLAGE_OFFSET,
            (3, _) => return Err(BPS),
            (_, 0) => return Err(ZERO),
            _ => number,
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
