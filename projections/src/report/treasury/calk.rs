//! Lampiran CaLK: each recipient of a year's decrees, its decree, the day on which its money left
//! the treasury, and whether it has accounted for it.
//!
//! Asked by decree: requests of the decree, their lists, the payments of those lists.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::vocabulary::{Outcome, SpjKind};
use jejak_events::{Date, Object, Tag};

use super::book::heading;
use super::scope;
use crate::decree::{Decree, Designation, RowStatus};
use crate::report::{Ask, Cell, Column, Kind, Personal, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// The annex of a year.
pub(super) fn annex(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let lines: BTreeSet<u64> =
        scope::lines(view, ask, year)?.into_iter().map(|(seq, _)| seq).collect();
    let decrees = decrees(view, ask, year)?;
    let paid = paid_rows(view, &decrees);
    let reports = reports(view);
    let title = said!("Annex to the CaLK: aid by recipient", "Lampiran CaLK: bantuan per penerima");
    let mut table = Table::new("calk", title, columns());
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    let mut of_decree: BTreeMap<u64, Vec<(u64, &Designation)>> = BTreeMap::new();
    for (seq, row) in view.reading.state.decree.designations.iter() {
        let asked = ask.region.is_none_or(|region| region.contains(row.region));
        let stands = row.status != RowStatus::Cancelled || row.accounted > 0;
        if asked && stands && lines.contains(&row.line) && decrees.contains_key(&row.decree) {
            of_decree.entry(row.decree).or_default().push((seq, row));
        }
    }
    let mut number = 0_u64;
    for (at, rows) in of_decree {
        let Some(decree) = decrees.get(&at) else { continue };
        let (code, name) = (&decree.programme, &decree.number);
        heading(&mut table, said!("{name}, programme {code}", "{name}, program {code}"));
        let from = table.rows.len();
        for (seq, row) in rows {
            number += 1;
            table.push(cells(number, seq, row, decree, &paid, &reports));
        }
        let label = said!("Total of the decree", "Jumlah SK");
        table.subtotal(from..table.rows.len(), 1, label);
    }
    if number > 0 {
        table.total(said!("TOTAL", "JUMLAH"));
        table.notes.push(said!(
            "aid in goods has no pay-out of its own: suppliers are paid, goods are handed over",
            "bantuan barang tidak memiliki pencairan sendiri: penyedia dibayar, barang diserahkan"
        ));
    }
    scope::explain_empty(&mut table, view, year.first_day());
    table.signed_by = vec![scope::budget_user()];
    Ok(table)
}

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("recipient", said!("Recipient", "Penerima"), Kind::Text),
        Column::new("region", said!("Region", "Wilayah"), Kind::Code),
        money("designated", said!("Amount", "Jumlah")),
        Column::new("decree", said!("Decree", "SK"), Kind::Code),
        Column::new("paid_on", said!("Paid out", "Tanggal Cair"), Kind::Date),
        money("paid", said!("Instructed and paid out", "Dicairkan")),
        Column::new("report", said!("Report (LPJ)", "LPJ"), Kind::Text),
        money("accounted", said!("Accounted for", "Dipertanggungjawabkan")),
    ]
}

/// Closed decrees of the year, or the one asked for.
fn decrees<'a>(
    view: &View<'a>,
    ask: &Ask,
    year: jejak_events::FiscalYear,
) -> Result<BTreeMap<u64, &'a Decree>, Unanswered> {
    let all = &view.reading.state.decree.decrees;
    let of_year = all.iter().filter(|(_, decree)| decree.fiscal_year == year && decree.closed);
    let known: BTreeMap<u64, &Decree> = of_year.collect();
    match &ask.of {
        None => Ok(known),
        Some(Tag::Object(Object::Decree, seq)) if known.contains_key(seq) => {
            Ok(known.into_iter().filter(|(at, _)| at == seq).collect())
        }
        Some(found) => {
            let names = scope::named(known.keys().map(|seq| format!("decree:{seq}")));
            Err(Unanswered::Wrong(said!(
                "--of: expected a closed decree of {year} ({names}), found {found}",
                "--of: seharusnya SK tahun {year} yang sudah ditutup ({names}), ditemukan {found}"
            )))
        }
    }
}

/// What was paid of a row: sen, the last day, instructions and pay-outs.
#[derive(Debug, Clone, Default)]
struct Paid {
    sen: i128,
    on: Option<Date>,
    seqs: Vec<u64>,
}

fn paid_rows(view: &View, decrees: &BTreeMap<u64, &Decree>) -> BTreeMap<u64, Paid> {
    let state = &view.reading.state;
    let mut rows: BTreeMap<u64, Paid> = BTreeMap::new();
    let of_decrees = state.payment.lists.iter().filter_map(|(list, known)| {
        let spp = state.treasury.spps.get(&known.spp)?;
        let asked = spp.decree.is_some_and(|decree| decrees.contains_key(&decree));
        Some((list, known.spp, spp.paid_on?)).filter(|_| asked)
    });
    for (list, spp, on) in of_decrees {
        let by = view.reading.books.papers_of(spp).paid;
        for seq in view.reading.under(&Tag::Object(Object::PaymentList, list)) {
            let Some(payment) = state.payment.payments.get(&seq) else { continue };
            // A payment that was sent again carries the money of the one that came back.
            let again = payment.stage == crate::payment::PaymentStage::Reissued;
            let Some(row) = payment.designation.filter(|_| !again) else { continue };
            let paid = rows.entry(row).or_default();
            paid.sen += i128::from(payment.sen);
            paid.on = paid.on.max(Some(on));
            paid.seqs.push(seq);
            paid.seqs.extend(by);
        }
    }
    rows
}

/// The last report of each row: its event, and what was found.
fn reports(view: &View) -> BTreeMap<u64, (u64, Option<Outcome>)> {
    let all = view.reading.state.accountability.spjs.iter();
    let of_rows = all.filter(|(_, spj)| spj.kind == SpjKind::Recipient);
    of_rows.filter_map(|(seq, spj)| Some((spj.designation?, (seq, spj.outcome)))).collect()
}

fn cells(
    number: u64,
    seq: u64,
    row: &Designation,
    decree: &Decree,
    paid: &BTreeMap<u64, Paid>,
    reports: &BTreeMap<u64, (u64, Option<Outcome>)>,
) -> Vec<Cell> {
    let paid = paid.get(&seq);
    let report = reports.get(&seq);
    let (money, day) = match paid {
        Some(paid) => (Cell::money(paid.sen).from(paid.seqs.clone()), Cell::date(paid.on)),
        None => (Cell::money(0), Cell::empty()),
    };
    let told = Cell::text(match report {
        Some((_, Some(Outcome::Accepted))) => said!("accepted", "sudah"),
        Some((_, None)) => said!("submitted, not verified", "sudah, belum diverifikasi"),
        Some(_) => said!("returned", "dikembalikan"),
        None => said!("none", "belum"),
    });
    let accounted = Cell::money(row.accounted).from(report.map(|(seq, _)| *seq));
    vec![
        Cell::count(number),
        Cell::of(Value::Personal(row.recipient, Personal::Name)),
        Cell::code(row.region),
        Cell::money(row.sen).from([seq]),
        Cell::code(&decree.number),
        day,
        money,
        told.from(report.map(|(seq, _)| *seq)),
        accounted,
    ]
}
