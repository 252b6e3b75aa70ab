//! Buku Pembantu Sub Rincian Objek Belanja: the spending of one line, event by event.

use jejak_events::{Object, Tag};

use super::book::heading;
use super::scope;
use super::spent::{self, Way};
use super::words::told;
use crate::books::Spending;
use crate::budget::Line;
use crate::report::accounts::described;
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// The book of a line, of all its year or of one month.
pub(super) fn book(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let (seq, line) = asked(view, ask)?;
    let title =
        said!("Auxiliary book: spending of a line", "Buku Pembantu Sub Rincian Objek Belanja");
    let mut table = Table::new("book-object", title, columns());
    let code = said!("{}, {}", "{}, {}", line.account, line.source);
    table.about = vec![
        (said!("Organisation", "SKPD"), scope::organisation_name(view, line.organisation)),
        (said!("Sub-activity", "Sub kegiatan"), Said::same(line.activity)),
        (said!("Account and source", "Kode rekening dan sumber dana"), code),
        (said!("Name of the account", "Uraian"), account_name(line)),
        (said!("Programme", "Program"), scope::line_name(view, line)),
        (said!("Ceiling", "Pagu"), Said::same(scope::rupiah(line.ceiling().into()))),
    ];
    for historical in [false, true] {
        let all = spent::accounted(view, line.fiscal_year, ask.month);
        let of_line = all.filter(|one| one.line == seq && one.historical == historical);
        list(&mut table, view, ask, of_line.collect())?;
    }
    scope::explain_empty(&mut table, view, line.fiscal_year.first_day());
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}

fn account_name(line: &Line) -> Said {
    let unknown = || said!("not known here", "tidak dikenal di sini");
    described(line.account).map_or_else(unknown, Said::same)
}

fn asked<'a>(view: &View<'a>, ask: &Ask) -> Result<scope::Known<'a>, Unanswered> {
    let lines = &view.reading.state.budget.lines;
    if let Some(Tag::Object(Object::Line, seq)) = ask.of
        && let Some(line) = lines.get(&seq)
    {
        return Ok((seq, line));
    }
    let found = ask.of.as_ref().map_or_else(|| "-".to_owned(), Tag::to_string);
    let known = scope::named(lines.iter().map(|(seq, _)| format!("line:{seq}")));
    Err(Unanswered::Wrong(said!(
        "--of: expected a budget line ({known}), found {found}; see `jejak balances --by line`",
        "--of: seharusnya baris anggaran ({known}), ditemukan {found}; lihat `jejak balances --by \
         line`"
    )))
}

fn columns() -> Vec<Column> {
    let spent = || said!("Spent", "Belanja");
    let money = |key, label| Column::new(key, label, Kind::Money).summed().under(spent());
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("date", said!("Date", "Tanggal"), Kind::Date),
        Column::new("number", said!("Number of evidence", "Nomor Bukti"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        money("ls", said!("LS", "LS")),
        money("up_gu", said!("UP/GU", "UP/GU")),
        money("tu", said!("TU", "TU")),
        money("unknown", said!("Not known", "Tidak diketahui")),
        Column::new("balance", said!("Altogether", "Jumlah"), Kind::Money),
    ]
}

fn list(
    table: &mut Table,
    view: &View,
    ask: &Ask,
    mut all: Vec<&Spending>,
) -> Result<(), Unanswered> {
    let Some(first) = all.first() else { return Ok(()) };
    if first.historical {
        heading(table, scope::history());
    }
    all.sort_by_key(|one| (one.month, one.on, one.seq));
    let (mut balance, from, mut number) = (0, table.rows.len(), 0_u64);
    for one in all {
        balance += i128::from(one.sen);
        if ask.month.is_some_and(|month| one.month < month) {
            continue;
        }
        let told = told(view, one.seq)?;
        number += 1;
        let at = match Way::of(one.kind) {
            Way::Payroll | Way::Direct => 0,
            Way::Advance => 1,
            Way::Additional => 2,
            Way::Unknown => 3,
        };
        let mut cells = vec![
            Cell::count(number),
            Cell::date(Some(one.on)),
            Cell::code(told.number),
            Cell::text(told.what),
        ];
        let mut ways = vec![Cell::empty(); 4];
        if let Some(cell) = ways.get_mut(at) {
            *cell = Cell::money(one.sen).from([one.seq]);
        }
        cells.extend(ways);
        cells.push(Cell::money(balance).calculated());
        table.push(cells);
    }
    let rows = from..table.rows.len();
    table.subtotal(rows, 0, said!("Total", "Jumlah"));
    Ok(())
}
