//! Balances and cash books as tables that can stand side by side, and which rows an event moves.

use jejak_events::{Recorded, Stage};

use super::RowKey;
use crate::balances::{BalanceRow, Book, Dimension, book_of, value_of};
use crate::cells::CellKey;
use crate::posting::{CashPlace, Postings};
use crate::reading::Reading;
use crate::report::{Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;

/// Balances by dimensions as a table: books and dimensions, then every stage.
pub fn balances_table(by: &[Dimension], rows: &[BalanceRow]) -> Table {
    let mut columns = vec![Column::new("book", said!("books", "buku"), Kind::Code)];
    let dimension = |by: &Dimension| Column::new(by.word(), Said::same(by.word()), Kind::Code);
    columns.extend(by.iter().map(dimension));
    let stage = |it: &Stage| Column::new(it.word(), Said::same(it.word()), Kind::Money);
    columns.extend(Stage::ALL.iter().map(stage));
    for (key, en, id) in [
        ("designated", "rows designated", "baris ditetapkan"),
        ("paid", "payments received", "pembayaran diterima"),
        ("returned", "payments returned", "pembayaran diretur"),
    ] {
        let label = Said { en: en.to_owned(), id: id.to_owned() };
        columns.push(Column::new(key, label, Kind::Count));
    }
    let mut table = Table::new("balances", said!("balances", "saldo"), columns);
    for row in rows {
        let mut cells = vec![Cell::code(row.book.word())];
        cells.extend(row.key.iter().map(Cell::code));
        cells.extend(Stage::ALL.iter().map(|stage| match stage {
            Stage::Ceiling => Cell::money(row.ceiling()),
            stage => Cell::money(row.at(*stage)),
        }));
        cells.extend([row.designated, row.paid, row.returned].map(Cell::count));
        table.push(cells);
    }
    table
}

/// Cash books as a table: account, source, books, then in, out and balance.
pub fn cash_table(reading: &Reading) -> Table {
    let columns = vec![
        Column::new("account", said!("account", "rekening"), Kind::Code),
        Column::new("source", said!("source", "sumber"), Kind::Code),
        Column::new("book", said!("books", "buku"), Kind::Code),
        Column::new("in", said!("in", "masuk"), Kind::Money),
        Column::new("out", said!("out", "keluar"), Kind::Money),
        Column::new("balance", said!("balance", "saldo"), Kind::Money),
    ];
    let mut table = Table::new("cash", said!("cash books", "buku kas"), columns);
    for row in reading.cash_book() {
        let place = row.account.map_or(CashPlace::Outside, CashPlace::Kept);
        let key = cash_key(place, row.source.to_string(), row.historical);
        let mut cells: Vec<Cell> = key.iter().map(Cell::code).collect();
        let figures = [row.inflow, row.outflow, row.inflow - row.outflow];
        cells.extend(figures.map(Cell::money));
        table.push(cells);
    }
    table
}

fn cash_key(place: CashPlace, source: String, historical: bool) -> RowKey {
    let account = match place {
        CashPlace::Kept(account) => account.to_string(),
        CashPlace::Outside => "-".to_owned(),
    };
    let book = if historical { Book::Historical } else { Book::Own };
    vec![account, source, book.word().to_owned()]
}

/// The rows of balances by dimensions that an event moved, or of the cash books without any.
pub fn keys_of(
    by: Option<&[Dimension]>,
    reading: &Reading,
    fact: &Recorded,
    posted: &Postings,
) -> Vec<RowKey> {
    let state = &reading.state;
    let historical = state.is_history(fact);
    let Some(by) = by else {
        let legs = posted.cash.iter();
        return legs.map(|leg| cash_key(leg.place, leg.source.to_string(), historical)).collect();
    };
    let month = fact.envelope.occurred_on.month_key();
    let places = posted.legs.iter().map(|leg| leg.place);
    let places = places.chain(posted.counts.iter().map(|(place, _)| *place));
    let key = |place: crate::posting::Place| {
        let line = state.budget.lines.get(&place.line)?;
        let cell = CellKey { place, month, historical };
        let mut key = vec![book_of(&cell, line).word().to_owned()];
        key.extend(by.iter().map(|by| value_of(state, *by, &cell, line)));
        Some(key)
    };
    let mut keys: Vec<RowKey> = places.filter_map(key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
