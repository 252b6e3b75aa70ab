//! `jejak stock`: kartu stok of each item in each warehouse.

use std::collections::BTreeMap;

use jejak_events::{Code, Date};
use jejak_projections::State;
use jejak_projections::report::stock_card;
use jejak_projections::stock::card::{CardLine, CardQuery, card};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer, output};
use crate::ledger::When;
use crate::ledger::replay::Folded;
use crate::said::said;

/// Options of `stock`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One warehouse, by the sequence number of the event that opened it.
    #[arg(long, value_name = "SEQ")]
    warehouse: Option<u64>,
    /// One item, by its code.
    #[arg(long, value_name = "CODE")]
    item: Option<Code>,
    /// First day of the card; 1 January of the last day's year when absent. The card ends on the
    /// day of `--as-of`, or on that of the newest event.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    // A card is of its days whatever else is folded: its last day needs no fold of its own.
    let when = When { as_of: None, ..args.when.asked() };
    let print = |folded: &Folded| print(context, &args, folded);
    answer::table_or(context, &args.out, when, print, |view| {
        let state = &view.reading.state;
        Ok(stock_card(state, &query(state, &args)?))
    })
}

/// Lines by warehouse and item.
type Lines = BTreeMap<(u64, Code), CardLine>;

fn print(context: &Context, args: &Args, folded: &Folded) -> Result<(), Failure> {
    let state = &folded.reading.state;
    let query = query(state, args)?;
    let lines = card(&state.stock, &query);
    if context.json {
        return context.print_answer(&shown(state, &query, &lines, folded));
    }
    let header = context.pick(
        [
            "books",
            "warehouse",
            "name",
            "item",
            "unit",
            "opening",
            "in",
            "out",
            "written off",
            "adjusted",
            "closing",
            "value",
        ],
        [
            "buku",
            "gudang",
            "nama",
            "barang",
            "satuan",
            "awal",
            "masuk",
            "keluar",
            "dihapuskan",
            "disesuaikan",
            "akhir",
            "nilai",
        ],
    );
    let mut table = context.table(&header, 5);
    for ((warehouse, item), line) in &lines {
        let place = state.stock.warehouses.get(warehouse);
        let (books, name) =
            place.map_or(("", ""), |known| (known.standing.label_en(), &known.name));
        let mut cells = vec![books.to_owned(), warehouse.to_string(), name.to_owned()];
        cells.push(item.to_string());
        cells.push(unit(state, item).to_owned());
        cells.extend(quantities(line).map(|quantity| quantity.to_string()));
        cells.push(output::money(line.value));
        table.add_row(cells);
    }
    context.print_line(&table.to_string())?;
    let (from, until) = (query.from, query.until);
    let (size, hash) = (folded.head.size, folded.head.hash);
    context.tell(&said!(
        "{from} to {until}, at {size} events, head {hash}",
        "{from} sampai {until}, pada {size} kejadian, kepala {hash}"
    ))
}

fn query(state: &State, args: &Args) -> Result<CardQuery, Failure> {
    if let Some(warehouse) = args.warehouse.filter(|seq| !state.stock.warehouses.contains(seq)) {
        return Err(Failure::Usage(said!(
            "--warehouse: expected the number of an event that opened a warehouse, found \
             {warehouse}; see `jejak stock`",
            "--warehouse: seharusnya nomor kejadian yang membuka gudang, ditemukan {warehouse}; \
             lihat `jejak stock`"
        )));
    }
    if let Some(item) = args.item.as_ref().filter(|item| !state.stock.items.contains(item)) {
        return Err(Failure::Usage(said!(
            "--item: expected the code of a registered item, found {item}; see `jejak stock`",
            "--item: seharusnya kode barang yang terdaftar, ditemukan {item}; lihat `jejak stock`"
        )));
    }
    let until = args.when.today(state);
    let from = args.from.unwrap_or_else(|| until.fiscal_year().first_day());
    if until < from {
        return Err(Failure::Usage(said!(
            "--from: expected {until} or earlier, the last day of the card, found {from}",
            "--from: seharusnya {until} atau lebih awal, hari terakhir kartu, ditemukan {from}"
        )));
    }
    Ok(CardQuery { warehouse: args.warehouse, item: args.item.clone(), from, until })
}

/// The unit in which an item is counted.
fn unit(state: &State, item: &Code) -> &'static str {
    state.stock.items.get(item).map_or("", |known| known.smallest.word())
}

fn quantities(line: &CardLine) -> [i64; 6] {
    [line.opening, line.inflow, line.outflow, line.written_off, line.adjusted, line.closing()]
}

/// Cards of goods over a span of days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Stock)]
pub struct StockShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The first day.
    #[schema(format = Date)]
    from: String,
    /// The last day.
    #[schema(format = Date)]
    as_of: String,
    /// A row for each warehouse and item.
    rows: Vec<StockRowShown>,
}

/// An item in a warehouse. Quantities are of the item's smallest unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StockRow)]
pub struct StockRowShown {
    /// The event that opened the warehouse.
    warehouse: u64,
    /// Its name.
    name: Option<String>,
    /// Whether it is our own, observed, or of history.
    standing: Option<&'static str>,
    /// The item.
    item: String,
    /// Its smallest unit.
    unit: &'static str,
    /// What it is worth at the end, in rupiah.
    value: String,
    /// What there was.
    opening: i64,
    /// What came in.
    #[serde(rename = "in")]
    inflow: i64,
    /// What went out.
    out: i64,
    /// What was written off.
    written_off: i64,
    /// By what counting corrected it.
    adjusted: i64,
    /// What there is.
    closing: i64,
}

fn shown(state: &State, query: &CardQuery, lines: &Lines, folded: &Folded) -> StockShown {
    let row = |((warehouse, item), line): (&(u64, Code), &CardLine)| {
        let place = state.stock.warehouses.get(warehouse);
        StockRowShown {
            warehouse: *warehouse,
            name: place.map(|known| known.name.clone()),
            standing: place.map(|known| known.standing.word()),
            item: item.to_string(),
            unit: unit(state, item),
            value: output::decimal(line.value),
            opening: line.opening,
            inflow: line.inflow,
            out: line.outflow,
            written_off: line.written_off,
            adjusted: line.adjusted,
            closing: line.closing(),
        }
    };
    StockShown {
        size: folded.head.size,
        chain_head: folded.head.hash.to_string(),
        from: query.from.to_string(),
        as_of: query.until.to_string(),
        rows: lines.iter().map(row).collect(),
    }
}
