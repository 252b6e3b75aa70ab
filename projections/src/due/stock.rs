//! Goods: what went out and was not handed over, what expires in a warehouse.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Object, Tag};

use super::{Desk, DueKind, Item, after};
use crate::said;
use crate::said::Said;

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) {
    hand_overs(desk);
    expiries(desk);
}

/// Sen of a quantity of a lot.
fn worth(desk: &Desk, lot: u64, quantity: i128) -> i128 {
    let lot = desk.view.reading.state.stock.lots.get(&lot);
    i128::from(lot.map_or(0, |lot| lot.unit_cost)).saturating_mul(quantity)
}

/// Issues of which something is neither delivered nor returned.
fn hand_overs(desk: &mut Desk) {
    let stock = &desk.view.reading.state.stock;
    let mut open: Vec<u64> = stock.under_way.iter().flat_map(|(_, seqs)| seqs).copied().collect();
    open.sort_unstable();
    for seq in open {
        let (Some(issue), Some(out)) = (stock.issues.get(&seq), stock.movements.get(&seq)) else {
            continue;
        };
        let by = (DueKind::HandOver, Parameter::HandOverDays);
        let Some(limit) = desk.limit(by, None, issue.on) else { continue };
        let gone = issue.delivered.saturating_add(issue.returned);
        let quantity = issue.quantity.saturating_sub(gone);
        let item = stock.lots.get(&out.lot).map_or_else(String::new, |lot| lot.item.to_string());
        let warehouse = stock.warehouses.get(&issue.warehouse);
        let (region, since) = (issue.destination, issue.on);
        desk.items.push(Item {
            kind: DueKind::HandOver,
            what: said!(
                "{quantity} of {item} to {region}, out since {since}",
                "{quantity} {item} ke {region}, keluar sejak {since}"
            ),
            subject: Tag::Object(Object::StockMovement, seq),
            count: 1,
            due: after(since, limit.days),
            sen: worth(desk, out.lot, i128::from(quantity)),
            rule: limit.rule,
            who: Said::same(desk.organisation(warehouse.map_or(0, |it| it.organisation))),
            seqs: vec![seq],
        });
    }
}

/// Goods in a warehouse that may be used until a day.
fn expiries(desk: &mut Desk) {
    let stock = &desk.view.reading.state.stock;
    let mut held: Vec<((u64, u64), i64)> =
        stock.holdings.iter().map(|(k, it)| (*k, it.book)).collect();
    held.sort_unstable();
    for ((warehouse, seq), quantity) in held.into_iter().filter(|(_, quantity)| *quantity > 0) {
        let Some(lot) = stock.lots.get(&seq) else { continue };
        let (Some(due), item) = (lot.expiry, &lot.item) else { continue };
        let known = stock.warehouses.get(&warehouse);
        let name = known.map_or("-", |known| known.name.as_str());
        desk.items.push(Item {
            kind: DueKind::Expiry,
            what: said!("{quantity} of {item}, {name}", "{quantity} {item}, {name}"),
            subject: Tag::Object(Object::Lot, seq),
            count: 1,
            due,
            sen: worth(desk, seq, i128::from(quantity)),
            rule: said!("the day on the goods", "tanggal pada barang"),
            who: Said::same(desk.organisation(known.map_or(0, |known| known.organisation))),
            seqs: vec![seq],
        });
    }
}
