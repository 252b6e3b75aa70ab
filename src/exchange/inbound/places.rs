//! Regions by name: kabupaten or kota, kecamatan, desa or kelurahan, as lists of people write them.
//! Each name is looked up within the one above it. A name that two regions bear is refused, and so
//! is that of a kabupaten that has a kota beside it, whichever of the two the ledger knows.

use std::collections::HashMap;

use jejak_events::parse::Found;
use jejak_events::{Region, RegionLevel};
use jejak_projections::State;

use super::cell::{clean, plain};
use super::profile::{Problem, Row};
use super::value::nothing;
use crate::said::{Said, said};

/// The regions of a ledger by name.
pub struct Places {
    /// By the region above and the name, without kind.
    named: HashMap<(Option<Region>, String), Vec<Region>>,
    /// In which names are looked up where a list does not say the kabupaten or kota.
    within: Option<Region>,
}

/// Names that a kabupaten and a kota bear. A ledger may know one of them only: alone they never say
/// which.
const TWINS: &[&str] = &[
    "bandung",
    "banjar",
    "bekasi",
    "bima",
    "blitar",
    "bogor",
    "cirebon",
    "gorontalo",
    "jayapura",
    "kediri",
    "kupang",
    "madiun",
    "magelang",
    "malang",
    "mojokerto",
    "pasuruan",
    "pekalongan",
    "probolinggo",
    "semarang",
    "serang",
    "solok",
    "sorong",
    "sukabumi",
    "tangerang",
    "tasikmalaya",
    "tegal",
];

/// What stands before a name, and whether it says that it is a kota or kelurahan.
const KINDS: &[(&str, Option<bool>)] = &[
    ("kabupaten", Some(false)),
    ("kab", Some(false)),
    ("kota administrasi", Some(true)),
    ("kota adm", Some(true)),
    ("kota", Some(true)),
    ("kecamatan", None),
    ("kec", None),
    ("desa", Some(false)),
    ("ds", Some(false)),
    ("kelurahan", Some(true)),
    ("kel", Some(true)),
];

/// A name without its kind, and what the kind says.
fn bare(written: &str) -> (String, Option<bool>) {
    let text = clean(written).to_lowercase();
    for (kind, says) in KINDS {
        let Some(rest) = text.strip_prefix(kind) else { continue };
        let name = rest.trim_start_matches(['.', ' ']);
        if name.len() < rest.len() && !name.is_empty() {
            return (plain(name), *says);
        }
    }
    (plain(&text), None)
}

/// The columns in which a list has its places.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Code of a village or district, or nothing.
    pub code: &'static str,
    /// Kabupaten or kota.
    pub regency: &'static str,
    /// Kecamatan.
    pub district: &'static str,
    /// Desa or kelurahan.
    pub village: &'static str,
}

impl Places {
    /// The regions that are in use. `within` is where names are looked up when a list does not say
    /// the kabupaten or kota.
    pub fn of(state: &State, within: Option<Region>) -> Places {
        let mut named: HashMap<(Option<Region>, String), Vec<Region>> = HashMap::new();
        for (code, name) in state.reference.region_names.iter() {
            if state.reference.regions.get(code) == Some(&false) {
                let above = code.parent().filter(|_| code.level() != RegionLevel::Regency);
                named.entry((above, bare(name).0)).or_default().push(*code);
            }
        }
        Places { named, within }
    }

    /// The village of a row, or its district where the list goes no further.
    pub fn of_row(&self, row: &Row, columns: Columns) -> Result<Region, Problem> {
        if let Some(code) = row.region(columns.code) {
            return Ok(code);
        }
        let regency = match (row.text(columns.regency), self.within) {
            (Some(name), _) => self.regency(columns.regency, &name)?,
            (None, Some(within)) => within,
            (None, None) => return Err(Problem::new(columns.regency, place(), nothing())),
        };
        if regency.district().is_some() && row.text(columns.district).is_none() {
            return self.below(columns.village, regency, row);
        }
        let Some(name) = row.text(columns.district) else {
            return Err(Problem::new(columns.district, place(), nothing()));
        };
        let district = self.one(columns.district, Some(regency), &name)?;
        self.below(columns.village, district, row)
    }

    fn below(&self, column: &'static str, district: Region, row: &Row) -> Result<Region, Problem> {
        match row.text(column) {
            Some(name) => self.one(column, Some(district), &name),
            None => Ok(district),
        }
    }

    /// A kabupaten or kota by name.
    pub fn regency(&self, column: &'static str, written: &str) -> Result<Region, Problem> {
        let (name, says) = bare(written);
        if says.is_none() && TWINS.contains(&name.as_str()) {
            return Err(ambiguous(column, written));
        }
        self.one(column, None, written)
    }

    fn one(
        &self,
        column: &'static str,
        above: Option<Region>,
        written: &str,
    ) -> Result<Region, Problem> {
        let (name, says) = bare(written);
        let known = self.named.get(&(above, name)).map(Vec::as_slice).unwrap_or_default();
        let fits: Vec<&Region> = known.iter().filter(|region| says_so(**region, says)).collect();
        match fits.as_slice() {
            [one] => Ok(**one),
            [] => Err(unknown(column, above, written)),
            _ => Err(ambiguous(column, written)),
        }
    }
}

/// Whether a region is of the kind that stands before its name.
fn says_so(region: Region, says: Option<bool>) -> bool {
    let Some(town) = says else { return true };
    match region.level() {
        RegionLevel::Regency => region.is_kota() == town,
        RegionLevel::Village => region.is_kelurahan() == town,
        _ => true,
    }
}

fn place() -> Said {
    said!(
        "a kabupaten or kota, kecamatan and desa, or the code of one",
        "kabupaten atau kota, kecamatan dan desa, atau kodenya"
    )
}

fn unknown(column: &'static str, above: Option<Region>, written: &str) -> Problem {
    let found = Found::quote(written);
    let expected = match above {
        Some(above) => said!(
            "the name of a registered region within {above}",
            "nama wilayah terdaftar di dalam {above}"
        ),
        None => said!(
            "the name of a registered kabupaten or kota",
            "nama kabupaten atau kota yang terdaftar"
        ),
    };
    Problem::new(column, expected, Said::same(found))
}

fn ambiguous(column: &'static str, written: &str) -> Problem {
    let found = Found::quote(written);
    Problem::new(
        column,
        said!(
            "a name that one region bears: `Kabupaten ...` or `Kota ...`, `Desa ...` or `Kelurahan \
             ...`, or its code",
            "nama satu wilayah saja: `Kabupaten ...` atau `Kota ...`, `Desa ...` atau `Kelurahan \
             ...`, atau kodenya"
        ),
        said!("{found}, which may be two", "{found}, yang bisa dua wilayah"),
    )
}
