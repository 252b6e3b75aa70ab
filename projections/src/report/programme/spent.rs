//! What was planned (RAB) and bought with the aid of one row of a decree, item by item: the table of
//! the closing reports (LPJ) of groups and houses.

use std::collections::BTreeMap;

use jejak_events::text::Code;
use jejak_events::{Date, Event, Object, Rupiah, Tag};

use super::super::table::{Row, RowKind, Table};
use super::super::terbilang;
use super::super::value::{Cell, Value};
use crate::said;
use crate::view::{Unanswered, View};

/// What there is of one item.
#[derive(Default)]
struct Spent {
    /// Quantity and price of the plan, and the event that lists them.
    planned: Option<(u32, Rupiah, u64)>,
    planned_sen: i128,
    quantity: u64,
    bought_sen: i128,
    receipts: Vec<u64>,
    last: Option<Date>,
}

/// Adds the items of a row below a heading that names it.
pub(super) fn list(view: &View, table: &mut Table, row: u64) -> Result<(), Unanswered> {
    let mut cells = vec![Cell::empty(); table.columns.len()];
    if let Some(first) = cells.first_mut() {
        *first = Cell::text(said!("Row {row} of the decree", "Baris SK {row}")).from([row]);
    }
    table.rows.push(Row { kind: RowKind::Heading, level: 0, cells });
    let mut items = planned(view, row)?;
    buy(view, row, &mut items)?;
    for (code, spent) in items {
        let planned = |cell: Cell| cell.from(spent.planned.map(|(_, _, seq)| seq));
        let bought = |cell: Cell| cell.from(spent.receipts.iter().copied());
        let (quantity, price) = spent.planned.map_or_else(
            || (Cell::empty(), Cell::empty()),
            |(quantity, price, _)| (Cell::count(quantity), Cell::money(price.sen())),
        );
        let known = view.reading.state.stock.items.get(&code);
        table.push(vec![
            Cell::code(&code),
            known.map_or_else(Cell::empty, |item| Cell::name(item.smallest.word())),
            planned(quantity),
            planned(price),
            planned(Cell::money(spent.planned_sen)),
            bought(Cell::count(spent.quantity)),
            bought(Cell::money(spent.bought_sen)),
            Cell::money(spent.planned_sen - spent.bought_sen).calculated(),
            Cell::share(spent.bought_sen, spent.planned_sen),
            bought(Cell::count(spent.receipts.len())),
            Cell::date(spent.last),
        ]);
    }
    Ok(())
}

/// Closes the table: its sum, and what was spent in words.
pub(super) fn close(table: &mut Table) {
    let any = table.rows.iter().any(|row| row.kind == RowKind::Item);
    if !any {
        table.notes.push(said!(
            "No spending plan and no purchase is recorded",
            "Belum ada RAB maupun belanja yang dicatat"
        ));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    let bought = table.column("bought");
    let sum = bought.and_then(|at| table.rows.last().and_then(|row| row.cells.get(at)));
    if let Some(Value::Money(sen)) = sum.filter(|_| any).map(|cell| cell.value.clone()) {
        table.notes.push(terbilang::below(sen));
    }
}

/// Items of the plan in force.
fn planned(view: &View, row: u64) -> Result<BTreeMap<Code, Spent>, Unanswered> {
    let mut items: BTreeMap<Code, Spent> = BTreeMap::new();
    let known = view.reading.state.spending.rows.get(&row);
    let Some(plan) = known.and_then(|known| known.plan) else { return Ok(items) };
    for seq in view.reading.under(&Tag::Object(Object::SpendingPlan, plan)) {
        if let Event::SpendingPlanItemListed(body) = view.facts.fact(seq)?.event
            && body.plan.0 == plan
        {
            let spent = items.entry(body.item).or_default();
            spent.planned = Some((body.quantity, body.unit_price, seq));
            spent.planned_sen += i128::from(body.amount.sen());
        }
    }
    Ok(items)
}

/// Adds what was bought and not reversed, planned or not.
fn buy(view: &View, row: u64, items: &mut BTreeMap<Code, Spent>) -> Result<(), Unanswered> {
    let purchases = view.reading.state.spending.purchases.iter();
    for (seq, purchase) in purchases.filter(|(_, it)| it.designation == row) {
        if purchase.reversed_by.is_some() {
            continue;
        }
        let spent = items.entry(purchase.item.clone()).or_default();
        if let Event::PurchaseRecorded(body) = view.facts.fact(seq)?.event {
            spent.quantity += u64::from(body.quantity);
        }
        spent.bought_sen += i128::from(purchase.sen);
        spent.receipts.push(seq);
        spent.last = spent.last.max(Some(purchase.on));
    }
    Ok(())
}
