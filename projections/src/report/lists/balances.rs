//! Balances and cash books with the columns that people read.

use jejak_events::Stage;

use crate::balances::{BalanceRow, Book, DISBURSED, Dimension};
use crate::posting::CashPlace;
use crate::reading::Reading;
use crate::report::asked::{RECEIVED, book_name, realised};
use crate::report::{Cell, Column, Counted, Kind, Posted, Table};
use crate::said;
use crate::said::Said;

/// A column of amounts. The columns of a row add up: pagu is tersedia, blokir, komitmen, SPP-SP2D,
/// belanja UP and realisasi; realisasi is dicairkan and kontra-pos, which is below zero.
pub struct BalanceColumn {
    /// Key and heading, which are words of the treasury in both languages.
    pub name: &'static str,
    /// Whether it is left out where no row has anything in it.
    rare: bool,
    /// Sen of a row.
    pub of: fn(&BalanceRow) -> i128,
    /// The stages that it sums.
    stages: fn() -> Vec<Stage>,
}

impl BalanceColumn {
    /// Whether it says anything about these rows.
    pub fn tells(&self, rows: &[BalanceRow]) -> bool {
        !self.rare || rows.iter().any(|row| (self.of)(row) != 0)
    }
}

macro_rules! columns {
    ($($often:ident $name:literal $of:expr, $stages:expr;)*) => {
        /// The columns of amounts, in their order.
        pub const BALANCE_COLUMNS: &[BalanceColumn] = &[$(BalanceColumn {
            name: $name,
            rare: columns!(@ $often),
            of: $of,
            stages: || $stages,
        }),*];
    };
    (@ always) => { false };
    (@ rare) => { true };
}

columns! {
    always "pagu" BalanceRow::ceiling, vec![Stage::Ceiling];
    always "tersedia" |row| row.at(Stage::Available), vec![Stage::Available];
    rare "blokir" |row| row.at(Stage::Blocked), vec![Stage::Blocked];
    rare "komitmen" |row| row.at(Stage::Committed), vec![Stage::Committed];
    rare "SPP-SP2D" |row| row.at(Stage::Spp) + row.at(Stage::Spm) + row.at(Stage::Sp2d),
        vec![Stage::Spp, Stage::Spm, Stage::Sp2d];
    always "dicairkan" BalanceRow::disbursed, DISBURSED.to_vec();
    rare "belanja UP" |row| row.at(Stage::Advanced), vec![Stage::Advanced];
    rare "dipotong" |row| row.at(Stage::Withheld), vec![Stage::Withheld];
    rare "di penyalur" |row| row.at(Stage::AtChannel), vec![Stage::AtChannel];
    always "diterima" |row| RECEIVED.iter().map(|stage| row.at(*stage)).sum(), RECEIVED.to_vec();
    rare "retur" |row| row.at(Stage::Returned), vec![Stage::Returned];
    rare "tidak diambil" |row| row.at(Stage::Unclaimed), vec![Stage::Unclaimed];
    rare "suspens" |row| row.at(Stage::Suspense), vec![Stage::Suspense];
    always "dikembalikan" |row| row.at(Stage::Refunded), vec![Stage::Refunded];
    rare "kontra-pos" |row| row.at(Stage::ContraPost), vec![Stage::ContraPost];
    always "realisasi" BalanceRow::realised, realised();
}

/// Balances by dimensions; `only` are the conditions under which the rows were asked for.
pub fn balances_list(
    reading: &Reading,
    by: &[Dimension],
    only: &[(Dimension, String)],
    rows: &[BalanceRow],
) -> Table {
    let amounts: Vec<&BalanceColumn> =
        BALANCE_COLUMNS.iter().filter(|column| column.tells(rows)).collect();
    let mut columns = vec![Column::new("book", said!("books", "buku"), Kind::Text)];
    let code = |by: &Dimension| Column::new(by.word(), Said::same(by.word()), Kind::Code);
    columns.extend(by.iter().map(code));
    let amount = |it: &&BalanceColumn| Column::new(it.name, Said::same(it.name), Kind::Money);
    columns.extend(amounts.iter().map(amount));
    columns.push(Column::new("designated", said!("people", "orang"), Kind::Count));
    let mut table = Table::new("balances", said!("Balances", "Saldo"), columns);
    let named = |(dimension, value): &(Dimension, String)| {
        (Said::same(dimension.word()), Said::same(reading.named(*dimension, value)))
    };
    table.about = only.iter().map(named).collect();
    for row in rows {
        let mut all = only.to_vec();
        all.extend(by.iter().copied().zip(row.key.iter().cloned()));
        let of = |stages| Posted {
            book: Some(row.book),
            stages,
            only: all.clone(),
            ..Posted::default()
        };
        let mut cells = vec![Cell::text(book_name(row.book))];
        let codes = by.iter().zip(&row.key);
        cells.extend(codes.map(|(by, value)| Cell::code(reading.named(*by, value))));
        let figure = |it: &&BalanceColumn| Cell::money((it.of)(row)).posted(of((it.stages)()));
        cells.extend(amounts.iter().map(figure));
        let people = of(Vec::new());
        cells.push(Cell::count(row.designated).counted(people, Counted::Designated));
        table.push(cells);
    }
    table
}

/// Cash books: account, source and books, then what came in, went out and lies there.
pub fn cash_list(reading: &Reading) -> Table {
    let columns = vec![
        Column::new("account", said!("account", "rekening"), Kind::Code),
        Column::new("name", said!("name", "nama"), Kind::Text),
        Column::new("source", said!("source", "sumber"), Kind::Code),
        Column::new("book", said!("books", "buku"), Kind::Text),
        Column::new("in", said!("in", "masuk"), Kind::Money),
        Column::new("out", said!("out", "keluar"), Kind::Money),
        Column::new("balance", said!("balance", "saldo"), Kind::Money),
    ];
    let mut table = Table::new("cash", said!("Cash books", "Buku kas"), columns);
    for row in reading.cash_book() {
        let outside = || Cell::text(said!("outside", "luar"));
        let place = row.account.map_or(CashPlace::Outside, CashPlace::Kept);
        let book = if row.historical { Book::Historical } else { Book::Own };
        let balance =
            Posted { book: Some(book), cash: Some((place, row.source)), ..Posted::default() };
        table.push(vec![
            row.account.map_or_else(outside, Cell::code),
            Cell::name(&row.name),
            Cell::code(row.source),
            Cell::text(match book {
                Book::Historical => said!("historical", "riwayat"),
                _ => said!("live", "berjalan"),
            }),
            Cell::money(row.inflow),
            Cell::money(row.outflow),
            Cell::money(row.inflow - row.outflow).posted(balance),
        ]);
    }
    table
}
