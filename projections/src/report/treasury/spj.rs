//! SPJ fungsional: what the treasurer accounts for, before the month, in it and altogether.
//!
//! Advances count when the treasurer spends them (TBP), everything else when the treasury pays. So
//! this is ahead of what balances call realised, by what no SP2D has refilled yet.

use std::collections::BTreeMap;

use jejak_events::date::Month;

use super::activity::{activity_name, of_ceiling};
use super::book::heading;
use super::scope::{self, Known};
use super::spent::{self, Key, Sum, Way};
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::view::{Unanswered, View};

/// Groups of columns: LS payroll, LS goods and services, UP/GU/TU, taken over.
const GROUPS: usize = 4;

/// Before the month, and in it.
type Halves = [(Sum, Sum); GROUPS];

/// The report of a month.
pub(super) fn functional(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = scope::month(view, ask)?;
    let year = scope::year(view, ask)?;
    let lines = scope::lines(view, ask, year)?;
    let ceilings = spent::ceilings(view, year, Some(month));
    let mut spent: BTreeMap<Key, Halves> = BTreeMap::new();
    for one in spent::accounted(view, year, Some(month)) {
        let halves = spent.entry((one.line, one.historical)).or_default();
        let Some(half) = halves.get_mut(group(Way::of(one.kind))) else { continue };
        if one.month < month { half.0.add(one) } else { half.1.add(one) }
    }
    let title = said!("Functional SPJ of the treasurer", "SPJ Fungsional Bendahara Pengeluaran");
    let mut table = Table::new("spj-functional", title, columns());
    let shown = super::words::both(&month.to_string(), &month.id_id());
    table.about.push((said!("Month", "Bulan"), shown));
    for historical in [false, true] {
        let has = |line: &&Known| {
            let key = (line.0, historical);
            ceilings.contains_key(&key) || spent.contains_key(&key)
        };
        let of_book: Vec<Known> = lines.iter().filter(has).copied().collect();
        list(&mut table, view, month, (&of_book, historical), &ceilings, &spent);
    }
    scope::explain_empty(&mut table, view, month.first_day());
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}

fn group(way: Way) -> usize {
    match way {
        Way::Payroll => 0,
        Way::Direct => 1,
        Way::Advance | Way::Additional => 2,
        Way::Unknown => 3,
    }
}

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    let mut columns = vec![
        Column::new("account", said!("Account", "Kode Rekening"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        Column::new("programme", said!("Programme", "Program"), Kind::Text),
        money("ceiling", said!("Budget", "Jumlah Anggaran")),
    ];
    let groups = [
        (said!("LS payroll", "SPJ LS-Gaji"), ["payroll_before", "payroll_month", "payroll"]),
        (
            said!("LS goods, services and third parties", "SPJ LS-Barang & Jasa"),
            ["direct_before", "direct_month", "direct"],
        ),
        (said!("UP/GU/TU", "SPJ UP/GU/TU"), ["advance_before", "advance_month", "advance"]),
        (said!("Not known", "Tidak diketahui"), ["unknown_before", "unknown_month", "unknown"]),
    ];
    for (label, [before, during, whole]) in groups {
        let last = said!("up to last month", "s.d. bulan lalu");
        columns.push(money(before, last).under(label.clone()));
        columns.push(money(during, said!("this month", "bulan ini")).under(label.clone()));
        columns.push(money(whole, said!("altogether", "s.d. bulan ini")).under(label));
    }
    columns.push(money("total", said!("Total SPJ", "Jumlah SPJ s.d. bulan ini")));
    columns.push(money("left", said!("Budget left", "Sisa pagu anggaran")));
    columns
}

fn list(
    table: &mut Table,
    view: &View,
    month: Month,
    (lines, historical): (&[Known], bool),
    ceilings: &BTreeMap<Key, i128>,
    spent: &BTreeMap<Key, Halves>,
) {
    if lines.is_empty() {
        return;
    }
    if historical {
        heading(table, scope::history());
    }
    let from = table.rows.len();
    let mut activity = None;
    for (seq, line) in lines {
        if activity != Some((line.organisation, line.activity)) {
            activity = Some((line.organisation, line.activity));
            heading(table, activity_name(view, line.organisation, line.activity));
        }
        let key = (*seq, historical);
        let (ceiling, none) = (ceilings.get(&key).copied().unwrap_or(0), Halves::default());
        let halves = spent.get(&key).unwrap_or(&none);
        let posted = of_ceiling(*seq, historical, Some(month));
        let mut cells = vec![
            Cell::code(line.account),
            scope::account_name(line),
            Cell::text(scope::line_name(view, line)),
            Cell::money(ceiling).posted(posted),
        ];
        let mut total = 0;
        for (before, during) in halves {
            total += before.sen + during.sen;
            cells.extend([before.cell(), during.cell(), before.and(during).cell()]);
        }
        cells.push(Cell::money(total).calculated());
        cells.push(Cell::money(ceiling - total).calculated());
        table.push(cells);
    }
    table.subtotal(from..table.rows.len(), 0, said!("TOTAL", "JUMLAH"));
}
