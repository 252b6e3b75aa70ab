//! The table of a file: where it is, how it is written, and its rows with every cell read.

use std::collections::BTreeMap;

use super::cell::RawRow;
use super::desk::Order;
use super::error::{BadRows, InboundError};
use super::heading::{self, Heading};
use super::limits::HEADING_ROWS_MAX;
use super::profile::{Kind, Problem, Profile, Row};
use super::repair::Repair;
use super::rows::{How, Source, Step};
use super::survey::{Shape, Survey};
use super::text::{Dialect, Encoding, SEPARATORS};
use super::total::{Below, Totals};
use super::value::{self, Value};
use super::{mapping::Mapping, sheet};
use crate::exchange::drafts::BadLine;
use crate::said::{Said, said};

/// The table of a file.
#[derive(Clone)]
pub struct Table {
    /// Where its rows come from.
    pub source: Source,
    /// Its heading.
    pub heading: Heading,
    english_amounts: bool,
    profile: &'static Profile,
}

/// Finds the table of a file that was surveyed.
pub fn find(survey: &Survey, order: &Order<'_>) -> Result<Table, InboundError> {
    let (source, heading) = match survey.shape {
        Shape::Text(encoding) => in_text(order, encoding)?,
        Shape::Workbook => in_workbook(order)?,
    };
    let heading = heading::complete(heading, order.profile)?;
    let english_amounts = order.english_amounts;
    Ok(Table { source, heading, english_amounts, profile: order.profile })
}

/// How well a separator does: the fit of the heading, then rows of one length.
type Rank = (heading::Fit, usize);

/// The separator with which the heading fits best, then the one that makes most rows of one length.
fn in_text(
    order: &Order<'_>,
    encoding: Encoding,
) -> Result<(Source, Option<Heading>), InboundError> {
    let mut best: Option<(Rank, Source, Option<Heading>)> = None;
    for separator in SEPARATORS {
        let how = How::Text(Dialect { encoding, separator });
        let source = Source { path: order.path.to_owned(), how };
        // A wrong separator may make rows that cannot be: then it is not this one.
        let Ok(rows) = source.head(HEADING_ROWS_MAX) else { continue };
        let heading = heading::find(&rows, order.profile, &order.mapping);
        let fit = heading.as_ref().map(Heading::fit).unwrap_or_default();
        let rank = (fit, alike(&rows));
        if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
            best = Some((rank, source, heading));
        }
    }
    if let Some((_, source, heading)) = best {
        return Ok((source, heading));
    }
    // No separator made rows: why, as the first says it.
    let dialect = Dialect { encoding, separator: b';' };
    let source = Source { path: order.path.to_owned(), how: How::Text(dialect) };
    source.head(HEADING_ROWS_MAX)?;
    Ok((source, None))
}

/// How many rows have the length, above one cell, that most of them have.
fn alike(rows: &[RawRow]) -> usize {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.cells.len() > 1) {
        let count = lengths.entry(row.cells.len()).or_default();
        *count = count.saturating_add(1);
    }
    lengths.into_values().max().unwrap_or(0)
}

/// The sheet that was asked for, or the one whose heading is complete.
fn in_workbook(order: &Order<'_>) -> Result<(Source, Option<Heading>), InboundError> {
    let names = sheet::names(order.path)?;
    let wanted: Vec<String> = match order.sheet {
        Some(asked) => {
            let known = names.iter().find(|name| name.trim().eq_ignore_ascii_case(asked.trim()));
            vec![known.cloned().ok_or_else(|| no_such_sheet(asked, &names))?]
        }
        None => names.clone(),
    };
    let mut found: Vec<(Source, Option<Heading>)> = Vec::new();
    for name in wanted {
        let source = Source { path: order.path.to_owned(), how: How::Sheet(name) };
        let rows = source.head(HEADING_ROWS_MAX)?;
        let heading = heading::find(&rows, order.profile, &order.mapping);
        found.push((source, heading));
    }
    let complete = |(_, heading): &&(Source, Option<Heading>)| {
        heading::complete(heading.clone(), order.profile).is_ok()
    };
    if found.iter().filter(complete).count() > 1 {
        return Err(several_sheets(&names));
    }
    let at = found.iter().position(|one| complete(&one)).or_else(|| best_of(&found));
    at.map(|at| found.swap_remove(at)).ok_or_else(|| {
        InboundError::Refused(said!(
            "expected a workbook with a sheet that can be seen, found none",
            "seharusnya buku kerja dengan lembar yang terlihat, ditemukan tidak ada"
        ))
    })
}

fn best_of(found: &[(Source, Option<Heading>)]) -> Option<usize> {
    let fit = |heading: &Option<Heading>| heading.as_ref().map(Heading::fit).unwrap_or_default();
    let fits = found.iter().map(|(_, heading)| fit(heading));
    // The first of the best.
    fits.enumerate().rev().max_by_key(|(_, fit)| *fit).map(|(at, _)| at)
}

fn no_such_sheet(asked: &str, names: &[String]) -> InboundError {
    let (found, names) = (jejak_events::parse::Found::quote(asked), names.join("`, `"));
    InboundError::Usage(said!(
        "--sheet: expected one of `{names}`, found {found}",
        "--sheet: seharusnya salah satu dari `{names}`, ditemukan {found}"
    ))
}

fn several_sheets(names: &[String]) -> InboundError {
    let names = names.join("`, `");
    InboundError::Usage(said!(
        "several sheets have such a table; say which with --sheet: `{names}`",
        "beberapa lembar memuat tabel seperti itu; sebutkan yang mana dengan --sheet: `{names}`"
    ))
}

/// What reading a table came to, beside its rows.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rows with data.
    pub rows: u64,
    /// Rows below the data that were passed over: totals, notes, signatures.
    pub passed_over: u64,
    /// What was made undone, by column and kind: how often, and the first row.
    pub repairs: BTreeMap<(&'static str, Repair), (u64, usize)>,
    /// Numbers of 16 digits by column: how many, and how many end in 0.
    sixteens: BTreeMap<&'static str, (u64, u64)>,
}

/// What somebody makes of a row: nothing, or why it is bad.
pub type Look<'a> =
    &'a mut dyn FnMut(&RawRow, Result<Row, Vec<Problem>>) -> Result<(), InboundError>;

impl Table {
    /// The columns by heading as they were found, to be used again for such a file.
    pub fn mapping(&self, profile: &Profile) -> Result<Mapping, InboundError> {
        let mut mapping = Mapping::default();
        for (at, column) in &self.heading.places {
            let name = self.heading.names.get(*at).map(String::as_str).unwrap_or_default();
            mapping.add(profile, &format!("{name}={}", column.key))?;
        }
        Ok(mapping)
    }

    /// Reads every row.
    pub fn read(&self, look: Look<'_>) -> Result<Tally, InboundError> {
        let mut tally = Tally::default();
        let mut totals = Totals::new(&self.heading, self.english_amounts);
        self.source.visit(&mut |raw| {
            if raw.number <= self.heading.last {
                return Ok(Step::On);
            }
            match totals.below(&raw) {
                Below::Data => {}
                Below::Passed => {
                    tally.passed_over = tally.passed_over.saturating_add(1);
                    return Ok(Step::On);
                }
                Below::Wrong(problem) => {
                    look(&raw, Err(vec![problem]))?;
                    return Ok(Step::On);
                }
            }
            let row = self.row(&raw, &mut tally);
            if row.as_ref().is_ok_and(|row| (self.profile.is_note)(row)) {
                tally.passed_over = tally.passed_over.saturating_add(1);
                return Ok(Step::On);
            }
            tally.rows = tally.rows.saturating_add(1);
            match &row {
                Ok(row) => totals.add(row),
                Err(_) => totals.spoil(),
            }
            look(&raw, row)?;
            Ok(Step::On)
        })?;
        Ok(tally)
    }

    fn row(&self, raw: &RawRow, tally: &mut Tally) -> Result<Row, Vec<Problem>> {
        let mut row = Row { number: raw.number, values: BTreeMap::new() };
        let mut wrong = Vec::new();
        let empty = super::cell::Cell::Empty;
        for (at, column) in &self.heading.places {
            let cell = raw.cells.get(*at).unwrap_or(&empty);
            match value::read(cell, column, self.english_amounts) {
                Ok(read) => {
                    if let Some(repair) = read.repair {
                        let known = tally.repairs.entry((column.key, repair));
                        let known = known.or_insert((0, raw.number));
                        known.0 = known.0.saturating_add(1);
                    }
                    if let (Kind::Sixteen, Some(Value::Text(digits))) = (column.kind, &read.value) {
                        tally.sixteen(column.key, digits);
                    }
                    row.values.extend(read.value.map(|value| (column.key, value)));
                }
                Err(problem) => wrong.push(problem),
            }
        }
        if wrong.is_empty() { Ok(row) } else { Err(wrong) }
    }
}

/// So many numbers all ending in 0 do not happen by chance: one in 10^10.
const SUSPECT_ROWS: u64 = 10;

impl Tally {
    fn sixteen(&mut self, column: &'static str, digits: &str) {
        let known = self.sixteens.entry(column).or_default();
        known.0 = known.0.saturating_add(1);
        known.1 = known.1.saturating_add(u64::from(digits.ends_with('0')));
    }

    /// Columns that went through a spreadsheet as numbers: each lost its last digit to 0.
    pub fn rounded(&self, first_row: usize) -> impl Iterator<Item = BadLine> {
        let suspect =
            self.sixteens.iter().filter(|(_, (all, ending))| *all >= SUSPECT_ROWS && all == ending);
        suspect.map(move |(column, _)| BadLine {
            line: first_row,
            field: (*column).to_owned(),
            expected: said!(
                "numbers that end in different digits, exported as text",
                "nomor yang berakhir dengan angka berbeda, diekspor sebagai teks"
            ),
            found: said!(
                "numbers that all end in 0, as a spreadsheet rounds them",
                "nomor yang semuanya berakhir dengan 0, seperti dibulatkan lembar kerja"
            ),
        })
    }
}

/// Adds what is wrong with a row.
pub fn note(bad: &mut BadRows, row: usize, problems: Vec<Problem>) {
    problems.into_iter().for_each(|problem| bad.push(problem.on(row)));
}

/// How a file was read, for those who wonder.
pub fn told(table: &Table) -> Said {
    let last = table.heading.last;
    match &table.source.how {
        How::Sheet(name) => {
            said!("sheet `{name}`, heading in row {last}", "lembar `{name}`, judul di baris {last}")
        }
        How::Text(Dialect { encoding, separator }) => {
            let encoding = encoding.word();
            let shown = match separator {
                b'\t' => "tab".to_owned(),
                other => format!("`{}`", char::from(*other)),
            };
            said!(
                "{encoding}, separator {shown}, heading in line {last}",
                "{encoding}, pemisah {shown}, judul di baris {last}"
            )
        }
    }
}
