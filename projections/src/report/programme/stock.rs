//! Monthly report of disaster stock, from the kartu stok.

use jejak_events::Object;

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::Cell;
use super::asked::{month, object};
use crate::said;
use crate::said::Said;
use crate::stock::card::{CardQuery, card};
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
    let state = &view.reading.state;
    let warehouse = match ask.of {
        Some(_) => Some(object(view.reading, ask, &[Object::Warehouse])?.1),
        None => None,
    };
    let (from, until) = (month.first_day(), month.last_day());
    let lines = card(&state.stock, &CardQuery { warehouse, item: None, from, until });
    let title = said!("Report of disaster stock", "Laporan stok bencana");
    let mut table = Table::new("stock", title, columns());
    table.about.push((said!("Month", "Bulan"), Said::same(month.id_id())));
    for ((warehouse, item), line) in lines {
        let place = state.stock.warehouses.get(&warehouse);
        let books = place.map_or(Said::same(""), |it| {
            let (en, id) = (it.standing.label_en(), it.standing.label_id());
            said!("{en}", "{id}")
        });
        let unit = state.stock.items.get(&item).map_or("", |known| known.smallest.word());
        let moved = || {
            let movements = state.stock.movements.iter().filter(|(_, it)| {
                it.on <= until
                    && (it.from == Some(warehouse) || it.to == Some(warehouse))
                    && state.stock.lots.get(&it.lot).is_some_and(|lot| lot.item == item)
            });
            movements.map(|(seq, _)| seq).collect::<Vec<u64>>()
        };
        let moved = moved();
        let count = |quantity: i64| Cell::count(quantity).from(moved.iter().copied());
        table.push(vec![
            Cell::text(books),
            Cell::name(place.map_or("", |known| &known.name)),
            Cell::code(&item),
            Cell::name(unit),
            count(line.opening),
            count(line.inflow),
            count(line.outflow),
            count(line.written_off),
            count(line.adjusted),
            count(line.closing()),
            Cell::money(line.value).from(moved.iter().copied()),
        ]);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    table.signed_by = vec![
        said!("Keeper of the warehouse", "Pengurus gudang"),
        said!("Head of the field", "Kepala bidang"),
    ];
    Ok(table)
}
