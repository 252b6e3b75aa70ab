//! RFK: how far money and work have come, sub-activity by sub-activity and work by work.
//!
//! Money of a sub-activity is what balances call realised; of a work, the stages released for it.
//! A sub-activity without works has no physical progress: unknown, which is not nothing.

use std::collections::BTreeMap;

use jejak_events::{Object, Tag};

use super::activity::{activity_name, of_ceiling};
use super::scope::{self, Known};
use super::spent::{self, Sum};
use crate::report::{Ask, Cell, Column, Kind, Row, RowKind, Table, Value};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};
use crate::works::{Work, WorkBasis};

/// The report of a year.
pub(super) fn progress(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let lines = scope::lines(view, ask, year)?;
    let mut works: BTreeMap<u64, Vec<(u64, &Work)>> = BTreeMap::new();
    for (seq, work) in view.reading.state.works.works.iter() {
        if let Some(line) = line_of(view, work) {
            works.entry(line).or_default().push((seq, work));
        }
    }
    let mut spent: BTreeMap<u64, Sum> = BTreeMap::new();
    for one in spent::by_treasury(view, year, None).filter(|one| !one.historical) {
        spent.entry(one.line).or_default().add(one);
    }
    let title = said!("Physical and financial progress (RFK)", "Realisasi Fisik dan Keuangan");
    let mut table = Table::new("rfk", title, columns());
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    for activity in lines
        .chunk_by(|(_, a), (_, b)| (a.organisation, a.activity) == (b.organisation, b.activity))
    {
        list(&mut table, view, activity, &works, &spent);
    }
    scope::explain_empty(&mut table, view, year.first_day());
    table.signed_by = vec![scope::budget_user()];
    Ok(table)
}

fn columns() -> Vec<Column> {
    let percent = |key, label| Column::new(key, label, Kind::Percent);
    vec![
        Column::new("what", said!("Activity or work", "Kegiatan/pekerjaan"), Kind::Text),
        Column::new("subject", said!("Trail", "Jejak"), Kind::Code),
        Column::new("region", said!("Region", "Wilayah"), Kind::Code),
        Column::new("value", said!("Ceiling or value", "Pagu/nilai"), Kind::Money),
        Column::new("realised", said!("Money", "Realisasi keuangan"), Kind::Money),
        percent("financial", said!("Money %", "Keuangan %")),
        percent("physical", said!("Work %", "Fisik %")),
        percent("ahead", said!("Money ahead of work %", "Selisih %")),
    ]
}

/// The line that pays for a work.
fn line_of(view: &View, work: &Work) -> Option<u64> {
    let state = &view.reading.state;
    match work.basis {
        WorkBasis::Row(row) => state.decree.designations.get(&row).map(|row| row.line),
        WorkBasis::Commitment(seq) => state.budget.commitments.get(&seq).map(|it| it.line),
        WorkBasis::Line(line) => Some(line),
        WorkBasis::None => None,
    }
}

fn list(
    table: &mut Table,
    view: &View,
    lines: &[Known],
    works: &BTreeMap<u64, Vec<(u64, &Work)>>,
    spent: &BTreeMap<u64, Sum>,
) {
    let Some((first_line, first)) = lines.first() else { return };
    let of_lines = lines.iter().filter_map(|(seq, _)| works.get(seq)).flatten();
    let of_activity: Vec<&(u64, &Work)> = of_lines.collect();
    let ceiling: i128 = lines.iter().map(|(_, line)| i128::from(line.ceiling())).sum();
    let none = Sum::default();
    let paid = lines
        .iter()
        .map(|(seq, _)| spent.get(seq).unwrap_or(&none))
        .fold(Sum::default(), |sum, of_line| sum.and(of_line));
    let whole: i128 = of_activity.iter().map(|(_, work)| i128::from(work.sen)).sum();
    let done: i128 = of_activity
        .iter()
        .map(|(_, work)| i128::from(work.sen) * i128::from(work.physical.0))
        .sum();
    let physical = if whole == 0 { None } else { i64::try_from(done / whole).ok() };
    let seqs = of_activity.iter().map(|(_, work)| work.physical.1);
    let name = activity_name(view, first.organisation, first.activity);
    let posted = of_ceiling(*first_line, false, None);
    let value = if lines.len() == 1 {
        Cell::money(ceiling).posted(posted)
    } else {
        Cell::money(ceiling).from(lines.iter().map(|(seq, _)| *seq))
    };
    let mut cells = vec![Cell::text(name), Cell::empty(), Cell::code(first.region), value];
    let share = Cell::share(paid.sen, ceiling);
    cells.push(paid.cell());
    cells.extend(shares(share, physical, seqs.collect()));
    table.rows.push(Row { kind: RowKind::Item, level: 0, cells });
    for (seq, work) in of_activity {
        table.rows.push(Row { kind: RowKind::Item, level: 1, cells: of_work(*seq, work) });
    }
}

fn of_work(seq: u64, work: &Work) -> Vec<Cell> {
    let programme = &work.programme;
    let mut cells = vec![
        Cell::text(said!("work of {programme}", "pekerjaan {programme}")),
        Cell::of(Value::Tag(Tag::Object(Object::Work, seq))),
        Cell::code(work.region),
        Cell::money(work.sen).from([seq]),
        Cell::money(work.released).from(work.requests.iter().copied()),
    ];
    let share = Cell::share(work.released.into(), work.sen.into());
    cells.extend(shares(share, Some(i64::from(work.physical.0)), vec![work.physical.1]));
    cells
}

/// Share of money, of work, and how far the one is ahead of the other.
fn shares(financial: Cell, physical: Option<i64>, seqs: Vec<u64>) -> [Cell; 3] {
    let Some(physical) = physical else {
        return [financial, Cell::of(Value::Unknown), Cell::empty()];
    };
    let ahead = match financial.value {
        Value::Percent(points) => Cell::of(Value::Percent(points.saturating_sub(physical))),
        _ => Cell::empty(),
    };
    [financial, Cell::of(Value::Percent(physical)).from(seqs), ahead.calculated()]
}
