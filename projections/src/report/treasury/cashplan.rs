//! Anggaran kas: what lines were planned to pay month by month, beside what was paid.

use std::collections::BTreeMap;

use jejak_events::Event;
use jejak_events::date::{FiscalYear, Month};
use jejak_events::vocabulary::Standing;

use super::scope;
use super::spent::{self, Sum};
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// What a cash plan is shown by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlanBy {
    /// All lines together.
    #[default]
    All,
    /// Each line.
    Line,
    /// Each organisation.
    Organisation,
    /// Each funding source.
    Source,
}

/// Months of a year.
const MONTHS: usize = 12;

/// Twelve months of plan, with the events that planned, and of what was paid.
#[derive(Default)]
struct Months {
    plan: [Sum; MONTHS],
    paid: [Sum; MONTHS],
}

/// The cash plan of a year beside what the treasury paid, by month.
pub fn cash_plan(view: &View, ask: &Ask, by: PlanBy) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let lines = scope::lines(view, ask, year)?;
    let mut groups: BTreeMap<String, Months> = BTreeMap::new();
    let mut unplanned = 0_i128;
    let lines: BTreeMap<u64, _> = lines.into_iter().collect();
    for (seq, line) in &lines {
        let months = groups.entry(key(view, by, *seq, line)).or_default();
        match view.reading.books.plans.get(seq) {
            Some(plan) => add_plan(view, months, *plan)?,
            None => unplanned += 1,
        }
    }
    for one in spent::by_treasury(view, year, None).filter(|one| !one.historical) {
        let Some(line) = lines.get(&one.line).filter(|line| line.standing == Standing::Own) else {
            continue;
        };
        let months = groups.entry(key(view, by, one.line, line)).or_default();
        if let Some(sum) = months.paid.get_mut(place(year, one.month)) {
            sum.add(one);
        }
    }
    let title = said!("Cash plan and realisation by month", "Anggaran kas dan realisasi per bulan");
    let mut table = Table::new("cashplan", title, columns(by));
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    for (name, months) in &groups {
        list(&mut table, year, name, months);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    if unplanned > 0 {
        table.notes.push(said!(
            "{unplanned} lines have no cash plan: their plan counts as nothing",
            "{unplanned} baris tidak memiliki anggaran kas: rencananya dihitung nol"
        ));
    }
    table.signed_by = vec![said!("Regional treasurer (BUD)", "BUD")];
    Ok(table)
}

/// The month's place in its year. What was paid of a year's line before or after the year, by an
/// opening balance or a late fact, counts in its first or last month.
fn place(year: FiscalYear, month: Month) -> usize {
    let year_of_month = FiscalYear::of(month.first_day());
    match year_of_month.cmp(&year) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => MONTHS - 1,
        std::cmp::Ordering::Equal => {
            usize::try_from(month.month()).map_or(0, |at| at.saturating_sub(1))
        }
    }
}

fn key(view: &View, by: PlanBy, seq: u64, line: &crate::budget::Line) -> String {
    match by {
        PlanBy::All => String::new(),
        PlanBy::Line => format!("line:{seq}"),
        PlanBy::Organisation => scope::organisation_code(view, line.organisation),
        PlanBy::Source => line.source.to_string(),
    }
}

fn add_plan(view: &View, months: &mut Months, plan: u64) -> Result<(), Unanswered> {
    if let Event::CashPlanSet(body) = view.facts.fact(plan)?.event {
        for (sum, amount) in months.plan.iter_mut().zip(&body.months) {
            sum.sen += i128::from(amount.sen());
            sum.seqs.push(plan);
        }
    }
    Ok(())
}

fn columns(by: PlanBy) -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money);
    let whose = match by {
        PlanBy::All => said!("Lines", "Baris"),
        PlanBy::Line => said!("Line", "Baris anggaran"),
        PlanBy::Organisation => said!("Organisation", "SKPD"),
        PlanBy::Source => said!("Source", "Sumber dana"),
    };
    let altogether = || said!("Since January", "Sejak Januari");
    vec![
        Column::new("of", whose, Kind::Code),
        Column::new("month", said!("Month", "Bulan"), Kind::Date),
        money("plan", said!("Plan", "Rencana")).summed(),
        money("paid", said!("Paid", "Realisasi")).summed(),
        money("difference", said!("Difference", "Selisih")).summed(),
        money("plan_to_date", said!("Plan", "Rencana")).under(altogether()),
        money("paid_to_date", said!("Paid", "Realisasi")).under(altogether()),
        Column::new("share", said!("Paid %", "Realisasi %"), Kind::Percent).under(altogether()),
    ]
}

fn list(table: &mut Table, year: FiscalYear, name: &str, months: &Months) {
    let (mut planned, mut paid_out) = (0, 0);
    for (number, (plan, paid)) in (1_u32..).zip(months.plan.iter().zip(&months.paid)) {
        planned += plan.sen;
        paid_out += paid.sen;
        let month = Month::from_ym(i32::from(year.year()), number);
        let month = month.map_or_else(Cell::empty, |it| Cell::of(crate::report::Value::Month(it)));
        table.push(vec![
            Cell::code(if name.is_empty() { "-" } else { name }),
            month,
            plan.cell(),
            paid.cell(),
            Cell::money(plan.sen - paid.sen).calculated(),
            Cell::money(planned).calculated(),
            Cell::money(paid_out).calculated(),
            Cell::share(paid_out, planned),
        ]);
    }
}
