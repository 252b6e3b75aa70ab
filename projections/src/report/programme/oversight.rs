//! The worksheet that inspectorates fill in for social assistance: per organisation, programme and
//! account what it is, what overlaps with it, how much, for how many, on which guideline, by which
//! list, and whether it was monitored.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use jejak_events::{AccountCode, Stage};

use super::super::accounts::described;
use super::super::asked::name_or_unknown;
use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::{Cell, Posted};
use crate::balances::{BalanceRow, Book, Dimension, Query, balances};
use crate::reading::Reading;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Accounts that carry social assistance: bansos and BTT of the region, bansos of the state.
const ACCOUNTS: &[&str] = &["5.1.05", "5.1.06", "5.3", "57"];

fn columns() -> Vec<Column> {
    vec![
        Column::new("organisation", said!("Organisation", "Nama OPD"), Kind::Text),
        Column::new("account", said!("Account", "Kode rekening"), Kind::Code),
        Column::new("account_name", said!("Name of the account", "Uraian rekening"), Kind::Text),
        Column::new("activity", said!("Programme", "Uraian aktivitas"), Kind::Text),
        Column::new("similar", said!("Similar aid", "Bansos sejenis"), Kind::Text),
        Column::new("budget", said!("Budget", "Anggaran"), Kind::Money).summed(),
        Column::new("realised", said!("Realised", "Realisasi"), Kind::Money).summed(),
        Column::new("recipients", said!("Recipients", "Jumlah KPM"), Kind::Count).summed(),
        Column::new("unit", said!("Unit", "Satuan"), Kind::Text),
        Column::new("guideline", said!("Guideline", "Juknis"), Kind::Count),
        Column::new("data", said!("List it stands on", "Basis data penyaluran"), Kind::Count),
        Column::new("monitored", said!("Monitored", "Monev"), Kind::Count),
    ]
}

/// Own lines of social assistance of a year.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = ask.year.ok_or_else(|| {
        Unanswered::Wrong(said!(
            "--year: expected a fiscal year, found none",
            "--year: seharusnya tahun anggaran, tidak ditemukan"
        ))
    })?;
    let reading = view.reading;
    let by = vec![Dimension::Organisation, Dimension::Account, Dimension::Programme];
    let mut only = vec![(Dimension::FiscalYear, year.to_string())];
    only.extend(ask.organisation.iter().map(|code| (Dimension::Organisation, code.to_string())));
    let rows = balances(&reading.state, &reading.cells, &Query { by, only });
    let overlaps = overlapping(reading, &rows);
    let title = said!("Worksheet of oversight", "Kertas kerja pengawasan bantuan sosial");
    let mut table = Table::new("oversight", title, columns());
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    for row in rows.iter().filter(|row| row.book == Book::Own) {
        let [organisation, account, programme] = row.key.as_slice() else { continue };
        if ACCOUNTS.iter().any(|prefix| below(account, prefix)) {
            table.push(cells(reading, row, [organisation, account, programme], &overlaps, year));
        }
    }
    if table.rows.is_empty() {
        table.notes.push(said!(
            "No line of social assistance in that year",
            "Tidak ada baris bantuan sosial pada tahun itu"
        ));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    Ok(table)
}

fn below(account: &str, prefix: &str) -> bool {
    account
        .strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || prefix == "57")
        && account.parse::<AccountCode>().is_ok()
}

fn cells(
    reading: &Reading,
    row: &BalanceRow,
    [organisation, account, programme]: [&String; 3],
    overlaps: &BTreeMap<String, BTreeSet<String>>,
    year: jejak_events::FiscalYear,
) -> Vec<Cell> {
    let state = &reading.state;
    let code: Option<Code> = programme.parse().ok();
    let known = code.as_ref().and_then(|code| state.reference.programmes.get(code));
    let name = known.map_or(programme.clone(), |known| format!("{programme} {}", known.name));
    let unit = known.map_or(Said::same(""), |known| {
        let (en, id) = (known.recipient_type.label_en(), known.recipient_type.label_id());
        said!("{en}", "{id}")
    });
    let of_organisation = organisation.parse::<Code>().ok().and_then(|code| {
        let seq = state.reference.organisation_codes.get(&code)?;
        state.reference.organisations.get(seq)
    });
    let posted = |stages: &[Stage]| Posted {
        book: Some(Book::Own),
        stages: stages.to_vec(),
        only: vec![
            (Dimension::FiscalYear, year.to_string()),
            (Dimension::Organisation, organisation.clone()),
            (Dimension::Account, account.clone()),
            (Dimension::Programme, programme.clone()),
        ],
        ..Posted::default()
    };
    let mut realised = crate::balances::DISBURSED.to_vec();
    realised.push(Stage::ContraPost);
    let similar = overlaps.get(programme).map(|set| set.iter().cloned().collect::<Vec<_>>());
    let enacted: Vec<u64> = enactments(reading, code.as_ref());
    let data = eligibility_lists(reading);
    let monitored = monitored(reading, code.as_ref());
    vec![
        Cell::name(of_organisation.map_or(organisation.as_str(), |it| it.name.as_str())),
        Cell::code(account),
        name_or_unknown(account.parse().ok().and_then(described).as_deref()),
        Cell::name(name),
        Cell::name(similar.map_or_else(String::new, |names| names.join(", "))),
        Cell::money(row.ceiling()).posted(posted(&[Stage::Ceiling])),
        Cell::money(row.realised()).posted(posted(&realised)),
        Cell::count(row.designated).calculated(),
        Cell::text(unit),
        Cell::count(enacted.len()).from(enacted),
        Cell::count(data.len()).from(data),
        Cell::count(monitored.len()).from(monitored),
    ]
}

/// Programmes that share recipients with each other, in the years that the ledger knows.
fn overlapping(reading: &Reading, rows: &[BalanceRow]) -> BTreeMap<String, BTreeSet<String>> {
    let state = &reading.state;
    let programmes: BTreeMap<u16, String> =
        state.reference.programmes.iter().map(|(code, it)| (it.index, code.to_string())).collect();
    let asked: BTreeSet<&str> =
        rows.iter().filter_map(|row| row.key.get(2)).map(String::as_str).collect();
    let mut of: BTreeMap<RecipientId, BTreeSet<u16>> = BTreeMap::new();
    for ((programme, _, recipient), _) in state.decree.times.iter() {
        of.entry(*recipient).or_default().insert(*programme);
    }
    let mut pairs: BTreeSet<(u16, u16)> = BTreeSet::new();
    for set in of.values().filter(|set| set.len() > 1) {
        pairs.extend(set.iter().flat_map(|one| set.iter().map(move |other| (*one, *other))));
    }
    let mut overlaps: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (one, other) in pairs.into_iter().filter(|(one, other)| one != other) {
        let (Some(one), Some(other)) = (programmes.get(&one), programmes.get(&other)) else {
            continue;
        };
        if asked.contains(one.as_str()) {
            overlaps.entry(one.clone()).or_default().insert(other.clone());
        }
    }
    overlaps
}

/// Rule parameters that were enacted for the programme.
fn enactments(reading: &Reading, programme: Option<&Code>) -> Vec<u64> {
    let enacted = reading.state.reference.enactments.iter();
    enacted
        .filter(|(_, (_, of))| of.is_some() && of.as_ref() == programme)
        .map(|(seq, _)| seq)
        .collect()
}

/// Lists that were imported: DTKS, DTSEN and others.
fn eligibility_lists(reading: &Reading) -> Vec<u64> {
    reading.state.reference.external.iter().map(|(seq, _)| seq).collect()
}

/// Works inspected and recipients mentored under the programme.
fn monitored(reading: &Reading, programme: Option<&Code>) -> Vec<u64> {
    let works = reading.state.works.works.iter();
    let seen = works.filter(|(_, work)| Some(&work.programme) == programme && work.physical.1 > 0);
    let groups = reading.state.kube.groups.iter();
    let reported =
        groups.filter(|(_, group)| Some(&group.programme) == programme && !group.months.is_empty());
    seen.map(|(seq, _)| seq).chain(reported.map(|(seq, _)| seq)).collect()
}
