//! Monthly report of disaster stock, from the kartu stok.

use jejak_events::text::Code;
use jejak_events::{Date, Object};

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::Cell;
use super::asked::{month, object};
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::stock::card::{CardLine, CardQuery, card};
use crate::view::{Unanswered, View};

fn columns() -> Vec<Column> {
    let count = |key, label| Column::new(key, label, Kind::Count);
    vec![
        Column::new("books", said!("Books", "Buku"), Kind::Text),
        Column::new("warehouse", said!("Warehouse", "Gudang"), Kind::Text),
        Column::new("item", said!("Item", "Barang"), Kind::Code),
        Column::new("unit", said!("Unit", "Satuan"), Kind::Text),
        count("opening", said!("Opening", "Saldo awal")),
        count("in", said!("In", "Masuk")),
        count("out", said!("Out", "Keluar")),
        count("written_off", said!("Damaged or expired", "Rusak/Kedaluwarsa")),
        count("adjusted", said!("Adjusted", "Disesuaikan")),
        count("closing", said!("Closing", "Saldo akhir")),
        Column::new("value", said!("Value", "Nilai"), Kind::Money).summed(),
    ]
}

/// All warehouses, or one.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = month(ask)?;
    let warehouse = match ask.of {
        Some(_) => Some(object(view.reading, ask, &[Object::Warehouse])?.1),
        None => None,
    };
    let (from, until) = (month.first_day(), month.last_day());
    let mut table =
        stock_card(&view.reading.state, &CardQuery { warehouse, item: None, from, until });
    table.title = said!("Report of disaster stock", "Laporan stok bencana");
    table.about = vec![(said!("Month", "Bulan"), Said::same(month.id_id()))];
    table.total(said!("TOTAL", "JUMLAH"));
    table.signed_by = vec![
        said!("Keeper of the warehouse", "Pengurus gudang"),
        said!("Head of the field", "Kepala bidang"),
    ];
    Ok(table)
}

/// Kartu stok of each item in each warehouse, with the movements behind every quantity.
pub fn stock_card(state: &State, query: &CardQuery) -> Table {
    let mut table = Table::new("stock", said!("Stock card", "Kartu stok"), columns());
    let (first, last) = (query.from, query.until);
    let (from, until) = (first.id_id(), last.id_id());
    let period = Said { en: format!("{first} to {last}"), id: format!("{from} s.d. {until}") };
    table.about = vec![(said!("Days", "Masa"), period)];
    for ((warehouse, item), line) in card(&state.stock, query) {
        table.push(cells(state, warehouse, &item, &line, query.until));
    }
    if table.rows.is_empty() {
        table.notes.push(said!(
            "no goods lay in a warehouse or moved until the last day",
            "tidak ada barang di gudang maupun mutasi sampai hari terakhir"
        ));
    }
    table
}

fn cells(state: &State, warehouse: u64, item: &Code, line: &CardLine, until: Date) -> Vec<Cell> {
    let place = state.stock.warehouses.get(&warehouse);
    let books = place.map_or(Said::same(""), |it| {
        let (en, id) = (it.standing.label_en(), it.standing.label_id());
        said!("{en}", "{id}")
    });
    let unit = state.stock.items.get(item).map_or("", |known| known.smallest.word());
    let moved = moved(state, warehouse, item, until);
    let count = |quantity: i64| Cell::count(quantity).from(moved.iter().copied());
    vec![
        Cell::text(books),
        Cell::name(place.map_or("", |known| &known.name)),
        Cell::code(item),
        Cell::name(unit),
        count(line.opening),
        count(line.inflow),
        count(line.outflow),
        count(line.written_off),
        count(line.adjusted),
        count(line.closing()),
        Cell::money(line.value).from(moved.iter().copied()),
    ]
}

/// Every movement of an item in or out of a warehouse until a day.
fn moved(state: &State, warehouse: u64, item: &Code, until: Date) -> Vec<u64> {
    let movements = state.stock.movements.iter().filter(|(_, it)| {
        it.on <= until
            && (it.from == Some(warehouse) || it.to == Some(warehouse))
            && state.stock.lots.get(&it.lot).is_some_and(|lot| lot.item == *item)
    });
    movements.map(|(seq, _)| seq).collect()
}
