//! Kartu stok: opening, in, out, written off, adjusted, closing and value of each item in each
//! warehouse over a span of days.

use std::collections::BTreeMap;

use jejak_events::date::Date;
use jejak_events::text::Code;

use super::{Movement, MovementKind, Stock};

/// What to show.
#[derive(Debug, Clone)]
pub struct CardQuery {
    /// One warehouse; all when absent.
    pub warehouse: Option<u64>,
    /// One item; all when absent.
    pub item: Option<Code>,
    /// First day; what moved before is the opening.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// One item in one warehouse; quantities in the smallest unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardLine {
    /// What lay there before the first day.
    pub opening: i64,
    /// Received, taken back and transferred in.
    pub inflow: i64,
    /// Issued and transferred out.
    pub outflow: i64,
    /// Taken off the books as expired, damaged or lost.
    pub written_off: i64,
    /// What counts added to the book, less what they took from it.
    pub adjusted: i64,
    /// Sen that the closing is worth, each lot at its own unit cost.
    pub value: i128,
}

impl CardLine {
    /// What lies there after the last day.
    pub fn closing(&self) -> i64 {
        self.opening + self.inflow - self.outflow - self.written_off + self.adjusted
    }

    /// Adds a movement that changed the warehouse's book by so much.
    fn add(&mut self, movement: &Movement, change: i64, before: bool) {
        if before {
            self.opening += change;
            return;
        }
        // What is taken back counts against the column in which the mistake stands.
        let original = if movement.reverses.is_some() { -change } else { change };
        match movement.kind {
            MovementKind::WrittenOff => self.written_off -= change,
            MovementKind::Adjusted => self.adjusted += change,
            _ if original > 0 => self.inflow += change,
            _ => self.outflow -= change,
        }
    }
}

/// The lines asked for, by warehouse and item.
pub fn card(stock: &Stock, query: &CardQuery) -> BTreeMap<(u64, Code), CardLine> {
    let mut lines: BTreeMap<(u64, Code), CardLine> = BTreeMap::new();
    for (_, movement) in stock.movements.iter().filter(|(_, moved)| moved.on <= query.until) {
        let Some(lot) = stock.lots.get(&movement.lot) else { continue };
        if query.item.as_ref().is_some_and(|item| *item != lot.item) {
            continue;
        }
        let quantity = i64::from(movement.quantity);
        for (place, change) in [(movement.from, -quantity), (movement.to, quantity)] {
            let Some(place) = place else { continue };
            if query.warehouse.is_some_and(|warehouse| warehouse != place) {
                continue;
            }
            let line = lines.entry((place, lot.item.clone())).or_default();
            line.add(movement, change, movement.on < query.from);
            line.value += i128::from(change) * i128::from(lot.unit_cost);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::Lot;
    use jejak_events::vocabulary::GoodsSource;

    const HALL: u64 = 1;
    const STORE: u64 = 2;

    fn day(day: u32) -> Date {
        Date::from_ymd(2026, 3, day).unwrap()
    }

    fn moved(kind: MovementKind, from: Option<u64>, to: Option<u64>, quantity: u32) -> Movement {
        let on = day(2);
        Movement { kind, lot: 9, from, to, quantity, on, reverses: None, reversed_by: None }
    }

    fn stock(movements: &[Movement]) -> Stock {
        let mut stock = Stock::default();
        let lot = Lot {
            item: "BERAS".parse().unwrap(),
            warehouse: HALL,
            source: GoodsSource::RegionalBudget,
            unit_cost: 3,
            expiry: None,
            commitment: None,
            payment: None,
        };
        stock.lots.insert(9, lot);
        for (seq, movement) in (10..).zip(movements) {
            stock.enter(seq, movement.clone(), &[]);
        }
        stock
    }

    #[track_caller]
    fn check(stock: &Stock, warehouse: u64, from: u32, until: u32, expected: [i64; 5], sen: i128) {
        let query = CardQuery {
            warehouse: Some(warehouse),
            item: None,
            from: day(from),
            until: day(until),
        };
        let lines = card(stock, &query);
        let line = lines.values().next().cloned().unwrap_or_default();
        let found = [line.opening, line.inflow, line.outflow, line.written_off, line.adjusted];
        assert_eq!((found, line.value), (expected, sen));
    }

    #[test]
    fn each_movement_stands_in_its_column_and_the_closing_is_the_book() {
        use MovementKind::*;
        let mut movements = vec![
            moved(Received, None, Some(HALL), 100),
            moved(Transferred, Some(HALL), Some(STORE), 40),
            moved(Issued, Some(HALL), None, 20),
            moved(Returned, None, Some(HALL), 5),
            moved(WrittenOff, Some(HALL), None, 3),
            moved(Adjusted, None, Some(HALL), 2),
            moved(Adjusted, Some(HALL), None, 1),
        ];
        let stock_now = stock(&movements);
        check(&stock_now, HALL, 1, 31, [0, 105, 60, 3, 1], 43 * 3);
        check(&stock_now, STORE, 1, 31, [0, 40, 0, 0, 0], 40 * 3);
        check(&stock_now, HALL, 3, 31, [43, 0, 0, 0, 0], 43 * 3);
        check(&stock_now, HALL, 1, 1, [0; 5], 0);
        assert_eq!(stock_now.at(HALL, 9).book, 43);
        // The transfer was a mistake: both warehouses show it as if it had not been.
        let back =
            Movement { reverses: Some(11), ..moved(Transferred, Some(STORE), Some(HALL), 40) };
        movements.push(back);
        let stock_now = stock(&movements);
        check(&stock_now, HALL, 1, 31, [0, 105, 20, 3, 1], 83 * 3);
        check(&stock_now, STORE, 1, 31, [0; 5], 0);
    }
}
