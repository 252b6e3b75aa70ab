//! SiLPA per source: what a year began with, took in, paid out and left in the treasuries, beside
//! what was computed and recorded.

use std::collections::BTreeMap;

use jejak_events::date::Month;
use jejak_events::vocabulary::CashKind;
use jejak_events::{FiscalYear, SourceCode};

use super::book::heading;
use super::scope;
use crate::balances::Book;
use crate::books::Sight;
use crate::posting::CashPlace;
use crate::report::{Ask, Cell, Column, Kind, Posted, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// History, account, source.
type Key = (bool, u64, SourceCode);

/// Sen before the year, in and out during it.
#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    before: i128,
    inflow: i128,
    outflow: i128,
}

/// The table of a year.
pub(super) fn by_source(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let flows = flows(view, ask, year);
    let title = said!("Carried over (SiLPA) by source", "SiLPA per Sumber Dana");
    let mut table = Table::new("silpa", title, columns());
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    for historical in [false, true] {
        let of_book = flows.iter().filter(|((history, ..), _)| *history == historical);
        let of_book: Vec<(&Key, &Flow)> = of_book.collect();
        if of_book.is_empty() {
            continue;
        }
        if historical {
            heading(&mut table, scope::history());
        }
        let from = table.rows.len();
        for (key, flow) in of_book {
            let cells = cells(view, year, *key, *flow);
            table.push(cells);
        }
        table.subtotal(from..table.rows.len(), 0, said!("TOTAL", "JUMLAH"));
    }
    if view.today() < year.last_day() {
        let today = view.today();
        table.notes.push(said!(
            "{year} is not over: what is left as of {today}",
            "{year} belum berakhir: sisa per {today}"
        ));
    }
    scope::explain_empty(&mut table, view, year.first_day());
    table.signed_by = vec![said!("Regional finance manager (PPKD)", "PPKD")];
    Ok(table)
}

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    vec![
        Column::new("source", said!("Source", "Sumber Dana"), Kind::Code),
        Column::new("what", said!("Name", "Uraian"), Kind::Text),
        Column::new("account", said!("Treasury account", "Rekening Kas"), Kind::Text),
        money("before", said!("Carried over from before", "SiLPA tahun lalu")),
        money("in", said!("Receipts", "Penerimaan")),
        money("out", said!("Payments", "Pengeluaran")),
        money("left", said!("SiLPA", "SiLPA")),
        money("recorded", said!("SiLPA recorded", "SiLPA tercatat")),
        Column::new("difference", said!("Difference", "Selisih"), Kind::Money),
    ]
}

/// Flows of the treasuries up to the end of the year.
fn flows(view: &View, ask: &Ask, year: FiscalYear) -> BTreeMap<Key, Flow> {
    let (first, last) = (Month::of(year.first_day()), Month::of(year.last_day()));
    let accounts = &view.reading.state.cash.accounts;
    let mut flows: BTreeMap<Key, Flow> = BTreeMap::new();
    for ((place, source, month, historical), cell) in view.reading.cells.cash() {
        let CashPlace::Kept(account) = *place else { continue };
        let kind = accounts.get(&account).map(|account| account.kind);
        let treasury = matches!(kind, Some(CashKind::Rkud | CashKind::Rkun));
        let asked = ask.source.is_none_or(|above| source.starts_with(above));
        if !treasury || !asked || *month > last {
            continue;
        }
        let flow = flows.entry((*historical, account, *source)).or_default();
        let (inflow, outflow) = (i128::from(cell.inflow), i128::from(cell.outflow));
        if *month < first {
            flow.before += inflow - outflow;
        } else {
            flow.inflow += inflow;
            flow.outflow += outflow;
        }
    }
    flows
}

fn cells(view: &View, year: FiscalYear, key: Key, flow: Flow) -> Vec<Cell> {
    let (historical, account, source) = key;
    let state = &view.reading.state;
    let name = state.reference.sources.get(&source).map_or("", |known| known.name.as_str());
    let place = state.cash.accounts.get(&account).map_or("", |known| known.name.as_str());
    let posted = |days| Posted {
        book: Some(if historical { Book::Historical } else { Book::Own }),
        cash: Some((CashPlace::Kept(account), source)),
        days: Some(days),
        ..Posted::default()
    };
    let earlier = year.first_day().checked_add_days(-1).unwrap_or(year.first_day());
    let before = (jejak_events::Date::MIN, earlier);
    let during = (year.first_day(), year.last_day());
    let left = flow.before + flow.inflow - flow.outflow;
    let recorded = recorded(view, year, account, source).filter(|_| !historical);
    let mut cells = vec![
        Cell::code(source),
        Cell::name(name),
        Cell::name(place),
        Cell::money(flow.before).posted(posted(before)),
        Cell::money(flow.inflow).posted(posted(during)),
        Cell::money(flow.outflow).posted(posted(during)),
        Cell::money(left).calculated(),
    ];
    match recorded {
        Some((seq, sen)) => cells.extend([
            Cell::money(sen).from([seq]),
            Cell::money(left - i128::from(sen)).calculated(),
        ]),
        None => cells.extend([Cell::of(Value::Unknown), Cell::empty()]),
    }
    cells
}

/// The SiLPA that was last recorded.
fn recorded(view: &View, year: FiscalYear, account: u64, source: SourceCode) -> Option<(u64, i64)> {
    view.reading.books.observed.iter().rev().find_map(|it| match it.what {
        Sight::Silpa(of, from, at, sen) if (of, from, at) == (year, source, account) => {
            Some((it.seq, sen))
        }
        _ => None,
    })
}
