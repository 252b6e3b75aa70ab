//! Goods for disasters: warehouses, lots, what lies where, and every movement.
//!
//! A movement has two ends: the warehouse that gave and the one that took; the outside is no
//! warehouse. What a warehouse holds of a lot is the sum of its movements.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::field::Field;
use jejak_events::ids::PersonId;
use jejak_events::text::Code;
use jejak_events::vocabulary::*;
use jejak_events::{Object, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

pub mod card;
mod moves;

pub(crate) use moves::apply;

/// A warehouse.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Warehouse {
    /// Whose it is.
    pub organisation: u64,
    /// What it is.
    pub kind: WarehouseKind,
    /// Region that it serves.
    pub region: Region,
    /// Ours is guarded, others' are observed.
    pub standing: Standing,
    /// Name in books.
    pub name: String,
    /// Who recorded its last movement.
    pub kept_by: Vec<PersonId>,
}

/// A kind of goods.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Item {
    /// Name.
    pub name: String,
    /// Unit in which people speak of it.
    pub unit: GoodsUnit,
    /// Unit in which it is counted.
    pub smallest: GoodsUnit,
    /// How many of the smallest make one unit.
    pub per_unit: u32,
}

/// A lot: goods of one item that came in together.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Lot {
    /// Item.
    pub item: Code,
    /// Warehouse that took it.
    pub warehouse: u64,
    /// Where it comes from.
    pub source: GoodsSource,
    /// Sen per smallest unit.
    pub unit_cost: i64,
    /// Last day on which it may be used.
    pub expiry: Option<Date>,
    /// Commitment under which it was bought.
    pub commitment: Option<u64>,
    /// Payment of it.
    pub payment: Option<u64>,
}

/// Why goods moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum MovementKind {
    Received,
    Transferred,
    Issued,
    Returned,
    WrittenOff,
    Adjusted,
}

/// A movement of goods.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Movement {
    /// Why.
    pub kind: MovementKind,
    /// The lot.
    pub lot: u64,
    /// Warehouse that gave, if one did.
    pub from: Option<u64>,
    /// Warehouse that took, if one did.
    pub to: Option<u64>,
    /// Quantity in the smallest unit.
    pub quantity: u32,
    /// Day on which it happened.
    pub on: Date,
    /// The movement that this one takes back.
    pub reverses: Option<u64>,
    /// The event that took this one back.
    pub reversed_by: Option<u64>,
}

impl Movement {
    /// What it brought to a warehouse; below zero for what it took.
    pub fn change_at(&self, warehouse: u64) -> i64 {
        let quantity = i64::from(self.quantity);
        let came = if self.to == Some(warehouse) { quantity } else { 0 };
        let went = if self.from == Some(warehouse) { quantity } else { 0 };
        came.saturating_sub(went)
    }
}

/// Goods that went out on an order.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Issue {
    /// Warehouse that they left.
    pub warehouse: u64,
    /// The disaster that they are for.
    pub disaster: Option<u64>,
    /// Where they go.
    pub destination: Region,
    /// Quantity issued.
    pub quantity: u64,
    /// Quantity delivered by BAST.
    pub delivered: u64,
    /// Quantity that came back.
    pub returned: u64,
    /// Quantity that was drawn from its allocation.
    pub drawn: u32,
    /// The allocation.
    pub allocation: Option<u64>,
    /// Day of issue.
    pub on: Date,
}

/// Goods set aside.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Allocation {
    /// Warehouse in which they lie.
    pub warehouse: u64,
    /// The lot.
    pub lot: u64,
    /// The disaster that they are for.
    pub disaster: Option<u64>,
    /// Quantity neither issued nor released.
    pub left: u32,
}

/// What a warehouse holds of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, bincode::Encode, bincode::Decode)]
pub struct Holding {
    /// Quantity by the book; below zero only where others' movements are observed.
    pub book: i64,
    /// Part of it that is set aside.
    pub allocated: i64,
}

impl Holding {
    /// Quantity that is not set aside.
    pub fn free(self) -> i64 {
        self.book.saturating_sub(self.allocated)
    }
}

/// What was found when a lot was counted.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Count {
    /// The warehouse.
    pub warehouse: u64,
    /// The lot.
    pub lot: u64,
    /// Counted, less what the book said of that day, less what adjustments made of it since.
    pub gap: i64,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Stock {
    /// Warehouses by sequence number.
    pub warehouses: Rows<Warehouse>,
    /// Items by code.
    pub items: Table<Code, Item>,
    /// Lots by sequence number.
    pub lots: Rows<Lot>,
    /// Movements by sequence number.
    pub movements: Rows<Movement>,
    /// Issues by sequence number.
    pub issues: Rows<Issue>,
    /// Allocations by sequence number.
    pub allocations: Rows<Allocation>,
    /// Counts by sequence number.
    pub counts: Rows<Count>,
    /// What each warehouse holds of each lot.
    pub holdings: Table<(u64, u64), Holding>,
    /// Lots that ever lay in a warehouse, by item.
    pub lots_of: Table<(u64, Code), Vec<u64>>,
    /// Buffer stock by warehouse and item.
    pub buffers: Table<(u64, Code), u32>,
    /// Issues of a warehouse of which something is neither delivered nor returned.
    pub under_way: Table<u64, Vec<u64>>,
    /// BAST by issue and normalised number.
    pub hand_overs: Table<(u64, String), u64>,
    /// Where the goods of an order go, by warehouse and normalised number: region and disaster.
    pub orders: Table<(u64, String), (Region, Option<u64>)>,
    /// Sen of goods received, by the commitment under which they were bought.
    pub bought: Table<u64, i64>,
    /// Movements of a lot, in the order of events.
    pub movements_of: Table<u64, Vec<u64>>,
    /// The count that an adjustment was made for.
    pub adjusted_for: Table<u64, u64>,
}

tables!(Stock {
    warehouses,
    items,
    lots,
    movements,
    issues,
    allocations,
    counts,
    holdings,
    lots_of,
    buffers,
    under_way,
    hand_overs,
    orders,
    bought,
    movements_of,
    adjusted_for,
});

impl Stock {
    /// What a warehouse holds of a lot.
    pub fn at(&self, warehouse: u64, lot: u64) -> Holding {
        self.holdings.get(&(warehouse, lot)).copied().unwrap_or_default()
    }

    /// What a warehouse held of a lot at the end of a day, as far as is known now.
    pub fn book_on(&self, warehouse: u64, lot: u64, day: Date) -> i64 {
        let movements = self.movements_of.get(&lot).into_iter().flatten();
        let later = movements.filter_map(|seq| self.movements.get(seq)).filter(|it| it.on > day);
        let since = later.map(|it| it.change_at(warehouse)).fold(0, i64::saturating_add);
        self.at(warehouse, lot).book.saturating_sub(since)
    }

    /// What a warehouse holds of an item, all lots together.
    pub fn total(&self, warehouse: u64, item: &Code) -> i64 {
        let lots = self.lots_of.get(&(warehouse, item.clone()));
        let books = lots.into_iter().flatten().map(|lot| self.at(warehouse, *lot).book);
        books.fold(0, i64::saturating_add)
    }

    /// A lot of the same item in the same warehouse that expires earlier, is still good on the day
    /// and not set aside: first expired, first out (FEFO) asks for it.
    pub fn expires_earlier(&self, warehouse: u64, lot: u64, on: Date) -> Option<u64> {
        let known = self.lots.get(&lot)?;
        let lots = self.lots_of.get(&(warehouse, known.item.clone()))?;
        let earlier = |other: &u64| {
            let expiry = self.lots.get(other).and_then(|other| other.expiry);
            expiry.is_some_and(|day| on <= day && known.expiry.is_none_or(|mine| day < mine))
        };
        lots.iter()
            .copied()
            .find(|other| *other != lot && earlier(other) && self.at(warehouse, *other).free() > 0)
    }

    /// The oldest issue of a warehouse of which something is neither delivered nor returned.
    pub fn oldest_under_way(&self, warehouse: u64) -> Option<(u64, &Issue)> {
        let seqs = self.under_way.get(&warehouse)?;
        let issues = seqs.iter().filter_map(|seq| Some((*seq, self.issues.get(seq)?)));
        issues.min_by_key(|(seq, issue)| (issue.on, *seq))
    }

    /// Moves goods.
    fn enter(&mut self, seq: u64, movement: Movement, people: &[PersonId]) {
        let quantity = i64::from(movement.quantity);
        for (place, change) in [(movement.from, -quantity), (movement.to, quantity)] {
            let Some(place) = place else { continue };
            let holding = self.holdings.edit_or_default(&(place, movement.lot));
            holding.book = holding.book.saturating_add(change);
            if let Some(warehouse) = self.warehouses.edit(&place) {
                warehouse.kept_by = people.to_vec();
            }
            let Some(item) = self.lots.get(&movement.lot).map(|lot| lot.item.clone()) else {
                continue;
            };
            let lots = self.lots_of.edit_or_default(&(place, item));
            if !lots.contains(&movement.lot) {
                lots.push(movement.lot);
            }
        }
        self.movements_of.edit_or_default(&movement.lot).push(seq);
        self.movements.insert(seq, movement);
    }

    /// Sets aside more of a lot, or less.
    fn set_aside(&mut self, warehouse: u64, lot: u64, change: i64) {
        let holding = self.holdings.edit_or_default(&(warehouse, lot));
        holding.allocated = holding.allocated.saturating_add(change);
    }

    /// An issue is no longer under way.
    fn settle(&mut self, warehouse: u64, issue: u64) {
        if let Some(seqs) = self.under_way.edit(&warehouse) {
            seqs.retain(|seq| *seq != issue);
        }
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let stock = &state.stock;
    let mut up = |object: Object, seq: Option<u64>| {
        seq.into_iter().for_each(|seq| tag(Tag::Object(object, seq)));
    };
    match object {
        Object::Warehouse => {
            let Some(warehouse) = stock.warehouses.get(&seq) else { return };
            up(Object::Organisation, Some(warehouse.organisation));
            warehouse.region.tags(tag);
        }
        Object::Lot => {
            let Some(lot) = stock.lots.get(&seq) else { return };
            up(Object::Warehouse, Some(lot.warehouse));
            up(Object::Commitment, lot.commitment);
            up(Object::Payment, lot.payment);
        }
        Object::StockMovement => {
            if let Some(allocation) = stock.allocations.get(&seq) {
                up(Object::Warehouse, Some(allocation.warehouse));
                up(Object::Lot, Some(allocation.lot));
                up(Object::Disaster, allocation.disaster);
            }
            if let Some(movement) = stock.movements.get(&seq) {
                up(Object::Lot, Some(movement.lot));
                up(Object::Warehouse, movement.from);
                up(Object::Warehouse, movement.to);
            }
            let Some(issue) = stock.issues.get(&seq) else { return };
            up(Object::Disaster, issue.disaster);
            issue.destination.tags(tag);
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, movement) in state.stock.movements.iter() {
        add(Object::StockMovement, seq, u8::from(movement.reversed_by.is_some()));
    }
    for (seq, allocation) in state.stock.allocations.iter() {
        add(Object::StockMovement, seq, u8::from(allocation.left == 0));
    }
}
