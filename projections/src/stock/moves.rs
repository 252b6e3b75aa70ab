//! What each event changes in warehouses, lots, issues and counts.

use jejak_events::ids::PersonId;
use jejak_events::stock::{GoodsIssued, GoodsReceived, StockAdjusted};
use jejak_events::vocabulary::Direction;
use jejak_events::{Event, Recorded};

use super::{Allocation, Count, Issue, Item, Lot, Movement, MovementKind, Stock, Warehouse};
use crate::integrity::people_of;
use crate::state::State;

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let stock = &mut state.stock;
    let people = people_of(&fact.envelope);
    match &fact.event {
        Event::WarehouseOpened(body) => stock.warehouses.insert(
            fact.seq,
            Warehouse {
                organisation: body.organisation.0,
                kind: body.kind,
                region: body.region,
                standing: body.standing,
                name: body.name.to_string(),
                kept_by: Vec::new(),
            },
        ),
        Event::ItemRegistered(body) => {
            let (unit, smallest, per_unit) = (body.unit, body.smallest, body.per_unit);
            let item = Item { name: body.name.to_string(), unit, smallest, per_unit };
            stock.items.insert(body.code.clone(), item);
        }
        Event::BufferStockSet(body) => {
            stock.buffers.insert((body.warehouse.0, body.item.clone()), body.quantity);
        }
        Event::GoodsReceived(body) => receive(stock, fact, body, &people),
        Event::GoodsTransferred(body) => {
            let ends = (Some(body.from.0), Some(body.to.0));
            let kind = MovementKind::Transferred;
            stock.enter(fact.seq, moved(fact, kind, body.lot.0, ends, body.quantity), &people);
        }
        Event::GoodsAllocated(body) => {
            let (warehouse, lot, left) = (body.warehouse.0, body.lot.0, body.quantity);
            let disaster = body.disaster.map(|disaster| disaster.0);
            let allocation = Allocation { warehouse, lot, disaster, left };
            stock.allocations.insert(fact.seq, allocation);
            stock.set_aside(warehouse, lot, i64::from(left));
        }
        Event::AllocationReleased(body) => {
            let Some(allocation) = stock.allocations.edit(&body.allocation.0) else { return };
            let left = std::mem::take(&mut allocation.left);
            let (warehouse, lot) = (allocation.warehouse, allocation.lot);
            stock.set_aside(warehouse, lot, -i64::from(left));
        }
        Event::GoodsIssued(body) => issue(stock, fact, body, &people),
        Event::GoodsWrittenOff(body) => {
            let ends = (Some(body.warehouse.0), None);
            let kind = MovementKind::WrittenOff;
            stock.enter(fact.seq, moved(fact, kind, body.lot.0, ends, body.quantity), &people);
        }
        Event::StockAdjusted(body) => adjust(stock, fact, body, &people),
        _ => apply_later(stock, fact, &people),
    }
}

/// What happens to goods after they went out, and counts.
fn apply_later(stock: &mut Stock, fact: &Recorded, people: &[PersonId]) {
    match &fact.event {
        Event::GoodsDelivered(body) => {
            let key = (body.issue.0, body.number.normalised());
            stock.hand_overs.insert(key, fact.seq);
            let Some(issue) = stock.issues.edit(&body.issue.0) else { return };
            issue.delivered = issue.delivered.saturating_add(u64::from(body.quantity));
            let gone = issue.delivered.saturating_add(issue.returned);
            let (warehouse, done) = (issue.warehouse, body.complete || gone >= issue.quantity);
            if done {
                stock.settle(warehouse, body.issue.0);
            }
        }
        Event::GoodsReturnedToStock(body) => {
            let Some(issue) = stock.issues.edit(&body.issue.0) else { return };
            issue.returned = issue.returned.saturating_add(u64::from(body.quantity));
            let gone = issue.delivered.saturating_add(issue.returned);
            let (warehouse, done) = (issue.warehouse, gone >= issue.quantity);
            if done {
                stock.settle(warehouse, body.issue.0);
            }
            let Some(lot) = stock.movements.get(&body.issue.0).map(|out| out.lot) else { return };
            let ends = (None, Some(body.warehouse.0));
            let back = moved(fact, MovementKind::Returned, lot, ends, body.quantity);
            stock.enter(fact.seq, back, people);
        }
        Event::StockCounted(body) => {
            let (warehouse, lot) = (body.warehouse.0, body.lot.0);
            let book = stock.book_on(warehouse, lot, fact.envelope.occurred_on);
            let gap = i64::from(body.counted).saturating_sub(book);
            stock.counts.insert(fact.seq, Count { warehouse, lot, gap });
        }
        Event::StockMovementReversed(body) => reverse(stock, fact, body.movement.0, people),
        _ => {}
    }
}

/// A movement of the day.
fn moved(
    fact: &Recorded,
    kind: MovementKind,
    lot: u64,
    (from, to): (Option<u64>, Option<u64>),
    quantity: u32,
) -> Movement {
    let on = fact.envelope.occurred_on;
    Movement { kind, lot, from, to, quantity, on, reverses: None, reversed_by: None }
}

fn receive(stock: &mut Stock, fact: &Recorded, body: &GoodsReceived, people: &[PersonId]) {
    let lot = Lot {
        item: body.item.clone(),
        warehouse: body.warehouse.0,
        source: body.source,
        unit_cost: body.unit_cost.sen(),
        expiry: body.expiry,
        commitment: body.commitment.map(|commitment| commitment.0),
        payment: body.payment.map(|payment| payment.0),
    };
    if let Some(commitment) = lot.commitment {
        let bought = stock.bought.edit_or_default(&commitment);
        *bought = bought.saturating_add(value(&lot, body.quantity));
    }
    stock.lots.insert(fact.seq, lot);
    let ends = (None, Some(body.warehouse.0));
    stock.enter(
        fact.seq,
        moved(fact, MovementKind::Received, fact.seq, ends, body.quantity),
        people,
    );
}

/// Sen that a quantity of a lot is worth.
fn value(lot: &Lot, quantity: u32) -> i64 {
    lot.unit_cost.saturating_mul(i64::from(quantity))
}

fn issue(stock: &mut Stock, fact: &Recorded, body: &GoodsIssued, people: &[PersonId]) {
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    let allocation = body.allocation.map(|allocation| allocation.0);
    let mut drawn = 0;
    if let Some(known) = allocation.and_then(|seq| stock.allocations.edit(&seq)) {
        drawn = known.left.min(body.quantity);
        known.left -= drawn;
        stock.set_aside(warehouse, lot, -i64::from(drawn));
    }
    let disaster = body.disaster.map(|disaster| disaster.0);
    stock.issues.insert(
        fact.seq,
        Issue {
            warehouse,
            disaster,
            destination: body.destination,
            quantity: u64::from(body.quantity),
            delivered: 0,
            returned: 0,
            drawn,
            allocation,
            on: fact.envelope.occurred_on,
        },
    );
    stock.under_way.edit_or_default(&warehouse).push(fact.seq);
    let order = (warehouse, body.number.normalised());
    if !stock.orders.contains(&order) {
        stock.orders.insert(order, (body.destination, disaster));
    }
    let out = moved(fact, MovementKind::Issued, lot, (Some(warehouse), None), body.quantity);
    stock.enter(fact.seq, out, people);
}

fn adjust(stock: &mut Stock, fact: &Recorded, body: &StockAdjusted, people: &[PersonId]) {
    let warehouse = Some(body.warehouse.0);
    let quantity = i64::from(body.quantity);
    let (ends, change) = match body.direction {
        Direction::In => ((None, warehouse), quantity),
        Direction::Out => ((warehouse, None), -quantity),
    };
    if let Some(count) = body.count.and_then(|count| stock.counts.edit(&count.0)) {
        count.gap = count.gap.saturating_sub(change);
    }
    if let Some(count) = body.count {
        stock.adjusted_for.insert(fact.seq, count.0);
    }
    let kind = MovementKind::Adjusted;
    stock.enter(fact.seq, moved(fact, kind, body.lot.0, ends, body.quantity), people);
}

/// Takes a movement back: the same goods the other way.
fn reverse(stock: &mut Stock, fact: &Recorded, event: u64, people: &[PersonId]) {
    let Some(wrong) = stock.movements.edit(&event) else { return };
    wrong.reversed_by = Some(fact.seq);
    let wrong = wrong.clone();
    let back = Movement {
        from: wrong.to,
        to: wrong.from,
        on: fact.envelope.occurred_on,
        reverses: Some(event),
        reversed_by: None,
        ..wrong
    };
    stock.enter(fact.seq, back, people);
    // The gap that an adjustment closed is open again.
    if let Some(count) = stock.adjusted_for.get(&event).copied()
        && let Some(count) = stock.counts.edit(&count)
    {
        count.gap = count.gap.saturating_add(wrong.change_at(count.warehouse));
    }
    if let Some(issue) = stock.issues.get(&event).cloned() {
        stock.settle(issue.warehouse, event);
        if let Some(known) = issue.allocation.and_then(|seq| stock.allocations.edit(&seq)) {
            known.left = known.left.saturating_add(issue.drawn);
            stock.set_aside(issue.warehouse, wrong.lot, i64::from(issue.drawn));
        }
    }
    let received = (wrong.kind == MovementKind::Received).then(|| stock.lots.get(&event)).flatten();
    let bought = received.and_then(|lot| Some((lot.commitment?, value(lot, wrong.quantity))));
    if let Some((commitment, sen)) = bought {
        let bought = stock.bought.edit_or_default(&commitment);
        *bought = bought.saturating_sub(sen);
    }
}
