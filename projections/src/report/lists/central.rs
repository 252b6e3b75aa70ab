//! What a ministry pays and this ledger observes, by period and region.

use crate::central::{CentralRow, CreditStage};
use crate::report::{Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::state::State;

/// Rows of periods and regions; in each, credited is used, left and returned together.
pub fn central_list(state: &State, rows: &[CentralRow]) -> Table {
    let mut table = Table::new("central", said!("Central aid", "Bantuan pusat"), columns());
    for row in rows {
        let Some(period) = state.central.periods.get(&row.period) else { continue };
        let credits = credits(state, row);
        let sums = row.sums;
        let money = |sen: i64| Cell::money(sen).from(credits.iter().copied());
        let (first, last) = (period.first, period.last);
        table.push(vec![
            Cell::code(row.period).from([row.period]),
            Cell::code(&period.code),
            Cell::text(Said::same(format!("{first} - {last}"))),
            Cell::code(row.region),
            row.status.map_or_else(Cell::empty, |(status, _)| {
                let (en, id) = (status.label_en(), status.label_id());
                Cell::text(said!("{en}", "{id}"))
            }),
            row.status.map_or_else(Cell::empty, |(_, kpm)| Cell::count(kpm)),
            Cell::count(sums.count).from(credits.iter().copied()),
            money(sums.credited),
            money(sums.transacted),
            money(sums.balance()),
            money(sums.returned),
        ]);
    }
    table
}

fn columns() -> Vec<Column> {
    let money = |key, en: &str, id: &str| {
        Column::new(key, Said { en: en.to_owned(), id: id.to_owned() }, Kind::Money)
    };
    vec![
        Column::new("period", said!("period", "periode"), Kind::Code),
        Column::new("programme", said!("programme", "program"), Kind::Code),
        Column::new("months", said!("months", "bulan"), Kind::Text),
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("status", said!("status", "status"), Kind::Text),
        Column::new("kpm", said!("KPM", "KPM"), Kind::Count),
        Column::new("credits", said!("credits", "kredit"), Kind::Count),
        money("credited", "credited", "dikreditkan"),
        money("transacted", "used", "ditransaksikan"),
        money("left", "left", "sisa"),
        money("returned", "returned", "dikembalikan"),
    ]
}

/// The credits that a row sums.
fn credits(state: &State, row: &CentralRow) -> Vec<u64> {
    let all = state.central.credits.iter();
    let counts = all.filter(|(_, credit)| {
        credit.period == row.period
            && credit.stage != CreditStage::Cancelled
            && row.region.contains(credit.region)
    });
    counts.map(|(seq, _)| seq).collect()
}
