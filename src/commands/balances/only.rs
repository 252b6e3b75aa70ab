//! What `--where` asks for: values that can be, and with a code everything below it.
//!
//! A value that cannot be is refused with what is accepted and what is known, because an empty
//! table would look like an answer. One that can be and holds no money is an empty table.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::vocabulary::{RecipientType, SourceFamily};
use jejak_events::{AccountCode, FiscalYear, Month, Region, RegionLevel};
use jejak_projections::State;
use jejak_projections::balances::{BalanceRow, Book, Dimension, Query, balances};

use crate::ledger::Folded;
use crate::said::{Said, said};

/// A dimension and the value that it must have.
pub type Condition = (Dimension, String);

/// Known values that a refusal names, of those that the ledger itself makes.
const NAMED: usize = 8;

/// Stands where a dimension does not apply.
const NONE: &str = "-";

/// The conditions, each value in the form in which it is shown; or why one can never hold.
pub fn checked(state: &State, asked: &[Condition]) -> Result<Vec<Condition>, Said> {
    asked
        .iter()
        .map(|(dimension, value)| {
            let known = known(state, *dimension);
            let shown = shown(*dimension, value, &known);
            let shown = shown.ok_or_else(|| impossible(*dimension, value, known))?;
            Ok((*dimension, shown))
        })
        .collect()
}

/// The rows of a query in which a code stands for everything below it, too.
pub fn rows(folded: &Folded, by: &[Dimension], only: &[Condition]) -> Vec<BalanceRow> {
    let (codes, exact): (Vec<_>, Vec<_>) =
        only.iter().cloned().partition(|(dimension, _)| has_levels(*dimension));
    let finer = codes.iter().map(|(dimension, _)| *dimension);
    let query = Query { by: by.iter().copied().chain(finer).collect(), only: exact };
    let rows = balances(&folded.reading.state, &folded.reading.cells, &query);
    let mut sums: BTreeMap<(Book, Vec<String>), BalanceRow> = BTreeMap::new();
    for mut row in rows {
        let found = row.key.split_off(by.len());
        let fits = codes.iter().zip(&found).all(|((_, code), found)| is_below(found, code));
        if !fits {
            continue;
        }
        match sums.get_mut(&(row.book, row.key.clone())) {
            Some(sum) => add(sum, &row),
            None => drop(sums.insert((row.book, row.key.clone()), row)),
        }
    }
    sums.into_values().collect()
}

fn add(sum: &mut BalanceRow, row: &BalanceRow) {
    for (total, sen) in sum.net.iter_mut().zip(&row.net) {
        *total += sen;
    }
    sum.designated = sum.designated.saturating_add(row.designated);
    sum.designated_sen += row.designated_sen;
    sum.paid = sum.paid.saturating_add(row.paid);
    sum.returned = sum.returned.saturating_add(row.returned);
}

/// Whether values of a dimension are codes with parents.
fn has_levels(dimension: Dimension) -> bool {
    use Dimension::{Account, District, Regency, Source};
    matches!(dimension, Source | Account | Regency | District)
}

/// Whether a code is another, or lies below it.
fn is_below(code: &str, other: &str) -> bool {
    code.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The form in which a value is shown, if it can be one of the dimension.
fn shown(dimension: Dimension, value: &str, known: &[String]) -> Option<String> {
    if value == NONE && may_be_none(dimension) {
        return Some(NONE.to_owned());
    }
    let region = |lowest| {
        let region: Region = value.parse().ok()?;
        (region.level() <= lowest).then(|| region.to_string())
    };
    match dimension {
        Dimension::Regency => region(RegionLevel::Regency),
        Dimension::District => region(RegionLevel::District),
        Dimension::Account => Some(value.parse::<AccountCode>().ok()?.to_string()),
        Dimension::FiscalYear => Some(value.parse::<FiscalYear>().ok()?.to_string()),
        Dimension::Month => Some(value.parse::<Month>().ok()?.to_string()),
        Dimension::Source if known.iter().any(|code| is_below(code, value)) => {
            Some(value.to_owned())
        }
        _ => known.iter().find(|known| known.eq_ignore_ascii_case(value)).cloned(),
    }
}

fn may_be_none(dimension: Dimension) -> bool {
    use Dimension::{Decree, District, Organisation, RecipientType, Regency};
    matches!(dimension, Organisation | Regency | District | Decree | RecipientType)
}

/// Values of a dimension that the ledger or the program knows, without repetition.
fn known(state: &State, dimension: Dimension) -> Vec<String> {
    let reference = &state.reference;
    let regions = |level| {
        let codes = reference.regions.iter().map(|(region, _)| *region);
        codes.filter(|region| region.level() == level).map(|region| region.to_string()).collect()
    };
    let mut known: Vec<String> = match dimension {
        Dimension::Source => reference.sources.iter().map(|(code, _)| code.to_string()).collect(),
        Dimension::SourceFamily => words(SourceFamily::ALL, SourceFamily::word),
        Dimension::Programme => {
            reference.programmes.iter().map(|(code, _)| code.to_string()).collect()
        }
        Dimension::Line => state.budget.lines.iter().map(|(seq, _)| seq.to_string()).collect(),
        Dimension::Account => {
            state.budget.lines.iter().map(|(_, line)| line.account.to_string()).collect()
        }
        Dimension::Organisation => {
            reference.organisation_codes.iter().map(|(code, _)| code.to_string()).collect()
        }
        Dimension::Regency => regions(RegionLevel::Regency),
        Dimension::District => regions(RegionLevel::District),
        Dimension::RegionLevel => {
            words(&["province", "regency", "district", "village"], |word| word)
        }
        Dimension::Decree => state.decree.decrees.iter().map(|(seq, _)| seq.to_string()).collect(),
        Dimension::RecipientType => words(RecipientType::ALL, RecipientType::word),
        Dimension::FiscalYear => {
            state.budget.lines.iter().map(|(_, line)| line.fiscal_year.to_string()).collect()
        }
        Dimension::Month => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    known.retain(|value| seen.insert(value.clone()));
    known
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<String> {
    all.iter().map(|entry| word(*entry).to_owned()).collect()
}

/// What a dimension accepts.
fn accepted(dimension: Dimension) -> Said {
    match dimension {
        Dimension::Source => said!(
            "a registered funding source, or a code above some",
            "sumber dana yang terdaftar, atau kode di atasnya"
        ),
        Dimension::Programme => said!("a registered programme", "program yang terdaftar"),
        Dimension::Organisation => {
            said!("the code of a registered organisation", "kode organisasi yang terdaftar")
        }
        Dimension::Line => said!("the number of a budget line", "nomor baris anggaran"),
        Dimension::Decree => said!("the number of a decree's event", "nomor kejadian SK"),
        Dimension::Account => said!(
            "an account code or its beginning, as in 5.1.06",
            "kode akun atau awalnya, seperti 5.1.06"
        ),
        Dimension::Regency => said!(
            "the code of a regency, or of a province",
            "kode kabupaten atau kota, atau kode provinsi"
        ),
        Dimension::District => said!(
            "the code of a district, of a regency or of a province",
            "kode kecamatan, kabupaten, kota atau provinsi"
        ),
        Dimension::FiscalYear => said!("a year such as 2026", "tahun seperti 2026"),
        Dimension::Month => said!("a month such as 2026-03", "bulan seperti 2026-03"),
        Dimension::SourceFamily | Dimension::RegionLevel | Dimension::RecipientType => {
            said!("one of its words", "salah satu katanya")
        }
    }
}

fn impossible(dimension: Dimension, value: &str, known: Vec<String>) -> Said {
    use Dimension::{RecipientType, RegionLevel, SourceFamily};
    let (word, accepted) = (dimension.word(), accepted(dimension));
    let found = jejak_events::parse::Found::quote(value);
    let said = said!(
        with accepted;
        "--where {word}: expected {accepted}, found {found}",
        "--where {word}: seharusnya {accepted}, ditemukan {found}"
    );
    // Of a closed list all words are told.
    let closed = matches!(dimension, SourceFamily | RegionLevel | RecipientType);
    let most = if closed { known.len() } else { NAMED };
    let nearest = nearest(value, known, most).join(", ");
    if nearest.is_empty() {
        return said;
    }
    said!(with said; "{said}; known are {nearest}", "{said}; yang dikenal antara lain {nearest}")
}

/// The known values that are most like one, at most so many.
fn nearest(value: &str, mut known: Vec<String>, most: usize) -> Vec<String> {
    let number = value.parse::<u64>().ok();
    known.sort_by_cached_key(|known| {
        let alike = known.chars().zip(value.chars()).take_while(|(a, b)| a == b).count();
        let apart = number.zip(known.parse::<u64>().ok()).map(|(a, b)| a.abs_diff(b));
        (apart, usize::MAX - alike, known.clone())
    });
    known.truncate(most);
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_what_lies_below_it_and_nothing_beside_it() {
        let table = [
            ("1.1", "1.1", true),
            ("1.1.01", "1.1", true),
            ("1.10", "1.1", false),
            ("1", "1.1", false),
        ];
        for (code, other, below) in table {
            assert_eq!(is_below(code, other), below, "{code} below {other}");
        }
    }

    #[test]
    fn the_nearest_values_come_first() {
        let known = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        assert_eq!(nearest("12", known(&["3", "40", "10"]), 2), ["10", "3"]);
        assert_eq!(nearest("BLT-X", known(&["SEMBAKO", "BLT-BBM", "BPNT"]), 8)[0], "BLT-BBM");
    }

    #[test]
    fn values_are_taken_in_the_form_in_which_they_are_shown() {
        let none: &[String] = &[];
        let table = [
            (Dimension::Regency, "36", Some("36")),
            (Dimension::Regency, "36.03.12", None),
            (Dimension::District, "36.03.12", Some("36.03.12")),
            (Dimension::Regency, "-", Some("-")),
            (Dimension::Line, "-", None),
            (Dimension::FiscalYear, "2026", Some("2026")),
            (Dimension::FiscalYear, "26", None),
            (Dimension::Month, "Maret 2026", Some("2026-03")),
            (Dimension::Account, "5.1.06", Some("5.1.06")),
            (Dimension::Account, "x", None),
        ];
        for (dimension, value, expected) in table {
            let shown = shown(dimension, value, none);
            assert_eq!(shown.as_deref(), expected, "{} {value}", dimension.word());
        }
    }
}
