//! What is asked of a report about money, as a filter of balances, as what a figure rests on, and
//! as lines below the title.

use std::collections::BTreeSet;

use jejak_events::date::FiscalYear;
use jejak_events::{Region, Stage};

use super::catalogue::Ask;
use super::value::{Posted, Value};
use super::{Cell, Counted};
use crate::balances::{BalanceRow, Book, DISBURSED, Dimension, rolled};
use crate::budget::Line;
use crate::cells::CellKey;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Stages whose sum is spending net of contra-posts (realisasi).
pub fn realised() -> Vec<Stage> {
    DISBURSED.iter().copied().chain([Stage::ContraPost]).collect()
}

/// Stages in which money has reached its recipient (disalurkan).
pub const RECEIVED: [Stage; 3] = [Stage::Credited, Stage::Transacted, Stage::AccountedFor];

/// Sen that have reached their recipients.
pub fn received(row: &BalanceRow) -> i128 {
    RECEIVED.iter().map(|stage| row.at(*stage)).sum()
}

/// Balances of what is asked, rolled up.
pub fn rows(view: &View, ask: &Ask, by: &[Dimension]) -> Vec<BalanceRow> {
    let state = &view.reading.state;
    rolled(state, &view.reading.cells, by, &|key, line| fits(view, ask, key, line))
}

fn fits(view: &View, ask: &Ask, key: &CellKey, line: &Line) -> bool {
    of_line(view, ask, line, key.place.region.unwrap_or(line.region))
}

/// Whether money of a line for a region is asked for.
pub fn of_line(view: &View, ask: &Ask, line: &Line, region: Region) -> bool {
    let reference = &view.reading.state.reference;
    let keeps = |code: &jejak_events::text::Code| {
        let known = reference.organisations.get(&line.organisation);
        known.is_some_and(|known| known.code == *code)
    };
    ask.year.is_none_or(|year| line.fiscal_year == year)
        && ask.organisation.as_ref().is_none_or(keeps)
        && ask.programme.as_ref().is_none_or(|programme| line.programme == *programme)
        && ask.source.is_none_or(|source| line.source.starts_with(source))
        && ask.region.is_none_or(|asked| asked.contains(region))
}

/// What a figure of a book rests on: what is asked, and `more`.
pub fn posted(
    ask: &Ask,
    book: Book,
    stages: impl IntoIterator<Item = Stage>,
    more: &[(Dimension, &str)],
) -> Posted {
    let mut only: Vec<(Dimension, String)> =
        more.iter().map(|(dimension, value)| (*dimension, (*value).to_owned())).collect();
    let mut and = |dimension, value: Option<String>| {
        only.extend(value.map(|value| (dimension, value)));
    };
    and(Dimension::FiscalYear, ask.year.map(|year| year.to_string()));
    and(Dimension::Organisation, ask.organisation.as_ref().map(ToString::to_string));
    and(Dimension::Programme, ask.programme.as_ref().map(ToString::to_string));
    and(Dimension::Source, ask.source.map(|source| source.to_string()));
    Posted {
        book: Some(book),
        stages: stages.into_iter().collect(),
        only,
        region: ask.region,
        ..Posted::default()
    }
}

/// A sum of stages.
pub fn money(sen: i128, posted: Posted) -> Cell {
    Cell::money(sen).posted(posted)
}

/// A count of people or payments.
pub fn people(count: i64, posted: Posted, what: Counted) -> Cell {
    Cell::count(count).counted(posted, what)
}

/// Refuses a programme, source, organisation or region that the ledger has never heard of: a report
/// about it would be empty, and look as if nothing had happened.
pub fn known(view: &View, ask: &Ask) -> Result<(), Unanswered> {
    let reference = &view.reading.state.reference;
    if let Some(code) = ask.programme.as_ref().filter(|code| !reference.programmes.contains(code)) {
        let known = sorted(reference.programmes.iter().map(|(code, _)| code.to_string()));
        return Err(Unanswered::Wrong(said!(
            "--programme: expected a registered programme ({known}), found {code}",
            "--programme: seharusnya program yang terdaftar ({known}), ditemukan {code}"
        )));
    }
    let of_source = |asked| reference.sources.iter().any(|(code, _)| code.starts_with(asked));
    if let Some(code) = ask.source.filter(|asked| !of_source(*asked)) {
        let known = sorted(reference.sources.iter().map(|(code, _)| code.to_string()));
        return Err(Unanswered::Wrong(said!(
            "--source: expected a registered funding source or the beginning of one ({known}), \
             found {code}",
            "--source: seharusnya sumber dana yang terdaftar atau awalannya ({known}), ditemukan \
             {code}"
        )));
    }
    let codes = &reference.organisation_codes;
    if let Some(code) = ask.organisation.as_ref().filter(|code| !codes.contains(code)) {
        let known = sorted(codes.iter().map(|(code, _)| code.to_string()));
        return Err(Unanswered::Wrong(said!(
            "--organisation: expected the code of a registered organisation ({known}), found \
             {code}",
            "--organisation: seharusnya kode organisasi yang terdaftar ({known}), ditemukan {code}"
        )));
    }
    if let Some(region) = ask.region.filter(|region| !reference.regions.contains(region)) {
        return Err(Unanswered::Wrong(said!(
            "--region: expected a registered region such as 36.03, found {region}",
            "--region: seharusnya wilayah yang terdaftar seperti 36.03, ditemukan {region}"
        )));
    }
    Ok(())
}

/// How many things are named where one was asked for that is not there.
const NAMED_MAX: usize = 20;

/// The first things of a list, for a sentence.
pub fn named(things: impl IntoIterator<Item = String>) -> String {
    let things: Vec<String> = things.into_iter().collect();
    match things.get(..NAMED_MAX) {
        Some(first) if things.len() > NAMED_MAX => format!("{}, …", first.join(", ")),
        _ if things.is_empty() => "-".to_owned(),
        _ => things.join(", "),
    }
}

fn sorted(things: impl Iterator<Item = String>) -> String {
    named(things.collect::<BTreeSet<String>>())
}

/// What is asked, as lines below the title.
pub fn about(view: &View, ask: &Ask) -> Vec<(Said, Said)> {
    let reference = &view.reading.state.reference;
    let mut about = Vec::new();
    if let Some(year) = ask.year {
        about.push((said!("fiscal year", "tahun anggaran"), Said::same(year)));
    }
    if let Some(code) = &ask.organisation {
        let known = reference.organisation_codes.get(code);
        let known = known.and_then(|seq| reference.organisations.get(seq));
        let name = known.map_or_else(|| code.to_string(), |known| format!("{code} {}", known.name));
        about.push((said!("organisation", "SKPD"), Said::same(name)));
    }
    let named = |dimension, value: String| Said::same(view.reading.named(dimension, &value));
    if let Some(code) = &ask.programme {
        let name = reference.programmes.get(code).map_or("", |known| &known.name);
        about.push((said!("programme", "program"), Said::same(format!("{code} {name}"))));
    }
    if let Some(code) = ask.source {
        let name = named(Dimension::Source, code.to_string());
        about.push((said!("funding source", "sumber dana"), name));
    }
    if let Some(region) = ask.region {
        about.push((said!("region", "wilayah"), named(Dimension::District, region.to_string())));
    }
    about
}

/// The fiscal year, which must be asked for.
pub fn year(ask: &Ask) -> Result<FiscalYear, Unanswered> {
    ask.year.ok_or_else(|| {
        Unanswered::Wrong(said!(
            "--year: expected a fiscal year such as 2026, found nothing; say which year the report \
             is of",
            "--year: seharusnya tahun anggaran seperti 2026, tidak ditemukan; sebutkan tahun \
             laporannya"
        ))
    })
}

/// The name of a book.
pub fn book_name(book: Book) -> Said {
    match book {
        Book::Own => said!("own", "sendiri"),
        Book::Observed => said!("observed", "diamati"),
        Book::Historical => said!("historical", "riwayat"),
    }
}

/// A name that is registered, or that it is not known.
pub fn name_or_unknown(name: Option<&str>) -> Cell {
    name.map_or_else(|| Cell::of(Value::Unknown), Cell::name)
}
