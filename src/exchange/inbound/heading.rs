//! Where the heading of a table stands, and which column each of its cells is.
//!
//! Above a table stand letterheads and titles; a heading may take two rows, the upper one merged
//! over several columns; below it often stands a row of numbers (1), (2), (3).

use super::cell::{Cell, RawRow, plain};
use super::error::InboundError;
use super::mapping::Mapping;
use super::profile::{Column, Profile};
use crate::said::{Said, said};
use jejak_events::parse::mask_digit_runs;

/// The heading of a table.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Number of its last row in the file; the table begins below it.
    pub last: usize,
    /// The columns, and the cell in which each stands.
    pub places: Vec<(usize, &'static Column)>,
    /// Headings that stand for no column.
    pub unknown: Vec<String>,
    /// All headings, by cell.
    pub names: Vec<String>,
}

/// How well some rows fit: required columns, all columns.
pub type Fit = (usize, usize);

impl Heading {
    /// How well it fits a profile.
    pub fn fit(&self) -> Fit {
        let required = self.places.iter().filter(|(_, column)| column.required).count();
        (required, self.places.len())
    }

    /// The required columns that it does not have.
    fn missing(&self, profile: &Profile) -> Vec<&'static Column> {
        let has = |key| self.places.iter().any(|(_, column)| column.key == key);
        let required = profile.columns.iter().filter(|column| column.required);
        required.filter(|column| !has(column.key)).collect()
    }
}

/// The rows that fit best among the first of a file, where any fits at all: one that has the most
/// required columns, then the most of all, then the one with fewer rows, then the first.
pub fn find(rows: &[RawRow], profile: &Profile, mapping: &Mapping) -> Option<Heading> {
    let mut best: Option<Heading> = None;
    for (at, row) in rows.iter().enumerate() {
        let below = rows.get(at.saturating_add(1)).filter(|below| below.number == row.number + 1);
        let one = named(row.number, single(row), profile, mapping);
        let two = below.map(|below| named(below.number, double(row, below), profile, mapping));
        for found in std::iter::once(one).chain(two) {
            let better = best.as_ref().is_none_or(|best| found.fit() > best.fit());
            if found.fit().1 > 0 && better {
                best = Some(found);
            }
        }
    }
    best.map(|heading| below_numbers(heading, rows))
}

/// What a cell of a heading may be called, the likeliest first.
type Names = Vec<String>;

fn single(row: &RawRow) -> Vec<Names> {
    row.cells.iter().map(|cell| vec![cell.words()]).collect()
}

/// Two rows as one heading: the upper cell reaches over those right of it that have none.
fn double(upper: &RawRow, lower: &RawRow) -> Vec<Names> {
    let cells = upper.cells.len().max(lower.cells.len());
    let words = |row: &RawRow, at: usize| row.cells.get(at).map(Cell::words).unwrap_or_default();
    let mut over = String::new();
    (0..cells)
        .map(|at| {
            let (above, below) = (words(upper, at), words(lower, at));
            if !above.is_empty() {
                over.clone_from(&above);
            }
            match (above.is_empty() && over.is_empty(), below.is_empty()) {
                (_, true) => vec![above],
                (true, false) => vec![below],
                (false, false) => {
                    // The first cell below may be what the upper one is called.
                    let joined = [format!("{over} {below}"), format!("{below} {over}"), below];
                    joined.into_iter().chain([above]).filter(|name| !name.is_empty()).collect()
                }
            }
        })
        .collect()
}

fn named(last: usize, cells: Vec<Names>, profile: &Profile, mapping: &Mapping) -> Heading {
    let mut places: Vec<(usize, &'static Column)> = Vec::new();
    let (mut unknown, mut names) = (Vec::new(), Vec::new());
    let mapped: Vec<&str> = mapping.columns().collect();
    for (at, cell) in cells.into_iter().enumerate() {
        let free = |column: &&'static Column| places.iter().all(|(_, has)| has.key != column.key);
        let said = cell.iter().find_map(|name| mapping.column(name));
        let column = match said {
            Some(key) => profile.columns.iter().find(|column| column.key == key),
            None => cell.iter().find_map(|name| known(name, profile)),
        };
        // What was said by hand is not taken by a heading that only looks like it.
        let column = column.filter(|column| said.is_some() || !mapped.contains(&column.key));
        let name = cell.into_iter().next().unwrap_or_default();
        match column.filter(free) {
            Some(column) => places.push((at, column)),
            None if name.is_empty() => {}
            None => unknown.push(mask_digit_runs(&name)),
        }
        names.push(name);
    }
    Heading { last, places, unknown, names }
}

/// The column of a profile that a heading names: whole, or without what stands in brackets.
fn known(heading: &str, profile: &Profile) -> Option<&'static Column> {
    let (whole, outside) = (plain(heading), plain(&outside_brackets(heading)));
    if whole.is_empty() {
        return None;
    }
    let is = |column: &&Column, asked: &str| {
        plain(column.key) == asked || column.headings.iter().any(|known| plain(known) == asked)
    };
    let columns = profile.columns;
    let found = columns.iter().find(|column| is(column, &whole));
    found.or_else(|| columns.iter().find(|column| !outside.is_empty() && is(column, &outside)))
}

/// A heading without what stands in brackets, such as a unit.
fn outside_brackets(heading: &str) -> String {
    let mut depth = 0u32;
    let mut outside = String::new();
    for c in heading.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// A row of numbers that count the columns belongs to the heading.
fn below_numbers(heading: Heading, rows: &[RawRow]) -> Heading {
    let next = rows.iter().find(|row| row.number > heading.last);
    let Some(next) = next.filter(|row| counts_columns(row)) else { return heading };
    Heading { last: next.number, ..heading }
}

fn counts_columns(row: &RawRow) -> bool {
    let words: Vec<String> =
        row.cells.iter().map(Cell::words).filter(|words| !words.is_empty()).collect();
    let number = |words: &str| words.trim_matches(['(', ')', '[', ']']).parse::<usize>().ok();
    words.len() >= 3 && words.iter().zip(1..).all(|(words, at)| number(words) == Some(at))
}

/// Refuses a heading without the columns that the profile needs.
pub fn complete(found: Option<Heading>, profile: &Profile) -> Result<Heading, InboundError> {
    let Some(heading) = found else {
        let name = profile.name;
        let wanted = profile.columns.iter().filter(|column| column.required);
        let wanted: Vec<&str> = wanted.map(|column| column.key).collect();
        let wanted = wanted.join(", ");
        return Err(InboundError::Refused(said!(
            "{name}: expected a heading with {wanted}, found none in the first rows. Cells of \
             a text stand between `;`, `,`, tabs or `|`; which heading stands for which column is \
             said with --map",
            "{name}: seharusnya judul kolom dengan {wanted}, ditemukan tidak ada di baris-baris \
             pertama. Sel berkas teks dipisahkan `;`, `,`, tab atau `|`; judul mana untuk kolom mana \
             disebutkan dengan --map"
        )));
    };
    let missing = heading.missing(profile);
    if missing.is_empty() { Ok(heading) } else { Err(lacking(&heading, &missing, profile)) }
}

fn lacking(heading: &Heading, missing: &[&Column], profile: &Profile) -> InboundError {
    let wanted: Vec<Said> = missing
        .iter()
        .map(|column| {
            let (key, known) = (column.key, column.headings.join("`, `"));
            let means = column.meaning();
            said!(with means; "`{key}` ({means}; `{known}`)", "`{key}` ({means}; `{known}`)")
        })
        .collect();
    let wanted = Said::join(&wanted, ", ");
    let found: Vec<String> = heading
        .names
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| format!("`{}`", mask_digit_runs(name)))
        .collect();
    let (name, last, found) = (profile.name, heading.last, found.join(", "));
    let example = missing.first().map_or("", |column| column.key);
    InboundError::Refused(said!(
        with wanted;
        "{name}: the heading in row {last} lacks {wanted}; found {found}. If one of them is it, add \
         --map \"HEADING={example}\"",
        "{name}: judul di baris {last} tidak memuat {wanted}; ditemukan {found}. Bila salah satunya \
         itu, tambahkan --map \"JUDUL={example}\""
    ))
}
