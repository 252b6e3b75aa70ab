//! Control card of funding sources (kartu kendali sumber dana): what each source was given, what was
//! asked of it, paid out, reached people, came back, and what is left. Sources of all families stand
//! side by side; books are never added together.

use std::collections::BTreeMap;

use jejak_events::vocabulary::SourceFamily;
use jejak_events::{SourceCode, Stage};

use super::asked::{self, money, posted};
use super::catalogue::{Ask, Asked, Report};
use super::table::{Column, Kind, Row, RowKind, Table};
use super::value::{Cell, Posted, Value};
use crate::balances::{BalanceRow, Book, DISBURSED, Dimension};
use crate::posting::CashPlace;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

pub(super) const REPORTS: &[Report] = &[Report {
    name: "sources",
    en: "Control card of funding sources",
    id: "Kartu Kendali Sumber Dana",
    needs: &[],
    takes: &[Asked::Year, Asked::Organisation, Asked::Programme, Asked::Source, Asked::Region],
    make,
}];

#[expect(clippy::unnecessary_wraps, reason = "every report is made like this")]
fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let title = said!("Control card of funding sources", "Kartu Kendali Sumber Dana");
    let mut table = Table::new("sources", title, columns());
    table.about = asked::about(view, ask);
    let rows = asked::rows(view, ask, &[Dimension::SourceFamily, Dimension::Source]);
    for book in [Book::Own, Book::Observed, Book::Historical] {
        let of_book: Vec<&BalanceRow> = rows.iter().filter(|row| row.book == book).collect();
        if !of_book.is_empty() {
            add_book(view, ask, book, &of_book, &mut table);
        }
    }
    table.notes = vec![
        said!(
            "books are never added together: own lines are guarded here, observed ones are kept by \
             others, historical ones were taken over",
            "buku tidak pernah dijumlahkan: baris sendiri dijaga di sini, yang diamati dipegang \
             pihak lain, riwayat diambil alih"
        ),
        said!(
            "cash is of all years and organisations: what lies in the accounts kept here",
            "kas meliputi semua tahun dan SKPD: yang ada di rekening yang dibukukan di sini"
        ),
    ];
    table.signed_by = vec![said!("Head of the agency (PA)", "Pengguna Anggaran")];
    Ok(table)
}

/// Key, English and Indonesian heading of the amounts.
const AMOUNTS: [(&str, &str, &str); 8] = [
    ("ceiling", "ceiling (pagu)", "pagu"),
    ("spd", "released (SPD)", "SPD"),
    ("spp", "requested (SPP)", "SPP"),
    ("sp2d", "paid out (SP2D)", "SP2D"),
    ("received", "reached recipients", "disalurkan"),
    ("returned", "returned (retur)", "retur"),
    ("refunded", "refunded", "dikembalikan"),
    ("left", "ceiling left", "sisa pagu"),
];

fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("source", said!("source", "kode dana"), Kind::Code),
        Column::new("name", said!("name", "nama"), Kind::Text),
    ];
    columns.extend(AMOUNTS.map(|(key, en, id)| {
        let label = Said { id: id.to_owned(), en: en.to_owned() };
        Column::new(key, label, Kind::Money).summed()
    }));
    columns.push(Column::new("cash", said!("cash left", "sisa kas"), Kind::Money).summed());
    columns
}

fn add_book(view: &View, ask: &Ask, book: Book, rows: &[&BalanceRow], table: &mut Table) {
    heading(table, 0, &asked::book_name(book));
    let cash = cash_by_source(view, book);
    let mut families: BTreeMap<&str, Vec<&BalanceRow>> = BTreeMap::new();
    for row in rows {
        let family = row.key.first().map_or("", String::as_str);
        families.entry(family).or_default().push(row);
    }
    let from = table.rows.len();
    for (family, rows) in families {
        let name = SourceFamily::from_word(family).map_or_else(
            || Said::same(family),
            |family| Said { id: family.label_id().to_owned(), en: family.label_en().to_owned() },
        );
        heading(table, 1, &name);
        let first = table.rows.len();
        for row in rows {
            let cells = cells(view, ask, row, &cash);
            table.rows.push(Row { kind: RowKind::Item, level: 2, cells });
        }
        table.subtotal(
            first..table.rows.len(),
            1,
            said!(with name; "total {name}", "jumlah {name}"),
        );
    }
    let name = asked::book_name(book);
    table.subtotal(from..table.rows.len(), 0, said!(with name; "TOTAL {name}", "JUMLAH {name}"));
}

fn heading(table: &mut Table, level: u8, label: &Said) {
    let mut cells = vec![Cell::empty(); table.columns.len()];
    if let Some(first) = cells.first_mut() {
        *first = Cell::text(label.clone());
    }
    table.rows.push(Row { kind: RowKind::Heading, level, cells });
}

/// Cash in all accounts kept here, by source; observed lines have none.
fn cash_by_source(view: &View, book: Book) -> BTreeMap<SourceCode, i128> {
    let mut sums = BTreeMap::new();
    if book == Book::Observed {
        return sums;
    }
    for ((place, source, _, historical), cell) in view.reading.cells.cash() {
        if matches!(place, CashPlace::Kept(_)) && *historical == (book == Book::Historical) {
            let sum: &mut i128 = sums.entry(*source).or_default();
            *sum += i128::from(cell.inflow) - i128::from(cell.outflow);
        }
    }
    sums
}

/// Everything that was asked of a source, however far it came.
fn requested() -> Vec<Stage> {
    [Stage::Spp, Stage::Spm].into_iter().chain(paid_out()).collect()
}

/// Everything for which an SP2D was issued.
fn paid_out() -> Vec<Stage> {
    [Stage::Sp2d].into_iter().chain(DISBURSED.iter().copied()).collect()
}

fn cells(view: &View, ask: &Ask, row: &BalanceRow, cash: &BTreeMap<SourceCode, i128>) -> Vec<Cell> {
    let code = row.key.get(1).map_or("", String::as_str);
    let source: Option<SourceCode> = code.parse().ok();
    let known = source.and_then(|source| view.reading.state.reference.sources.get(&source));
    let sum = |stages: Vec<Stage>| {
        let sen: i128 = stages.iter().map(|stage| row.at(*stage)).sum();
        money(sen, posted(ask, row.book, stages, &[(Dimension::Source, code)]))
    };
    let ceiling = posted(ask, row.book, [Stage::Ceiling], &[(Dimension::Source, code)]);
    let cash = source.filter(|_| row.book != Book::Observed).map(|source| {
        let sen = cash.get(&source).copied().unwrap_or(0);
        let outside = Some((CashPlace::Outside, source));
        Cell::money(sen).posted(Posted { book: Some(row.book), cash: outside, ..Posted::default() })
    });
    vec![
        Cell::of(Value::Code(code.to_owned())),
        asked::name_or_unknown(known.map(|known| known.name.as_str())),
        money(row.ceiling(), ceiling),
        sum(vec![Stage::SpdFree, Stage::SpdUsed]),
        sum(requested()),
        sum(paid_out()),
        sum(asked::RECEIVED.to_vec()),
        sum(vec![Stage::Returned]),
        sum(vec![Stage::Refunded]),
        Cell::money(row.ceiling() - row.realised()).calculated(),
        cash.unwrap_or_else(Cell::empty),
    ]
}
