//! Goods on their way out: transfer, allocation, issue.

use jejak_events::Region;
use jejak_events::ids::DisasterRef;
use jejak_events::stock::{AllocationReleased, GoodsAllocated, GoodsIssued, GoodsTransferred};
use jejak_events::vocabulary::GoodsPurpose;

use super::super::{Figures, Judge, Judgement};
use super::{
    ALLOCATION_OTHER, ALLOCATION_SHORT, DISASTER_MISMATCH, FEFO_BROKEN, ORDER_ELSEWHERE,
    PURPOSE_MISSING, PURPOSE_UNSAID, SAME_WAREHOUSE, flag_allocated, flag_before_receipt,
    flag_buffer, flag_expired, flag_no_bast, holds, is_own, some,
};

pub(super) fn transfer(judge: &mut Judge<'_>, body: &GoodsTransferred) -> Judgement {
    some(judge, body.quantity)?;
    judge.require(body.from != body.to, &SAME_WAREHOUSE, || {
        Figures::expected("to", "another warehouse", body.to.0)
    })?;
    let (warehouse, lot) = (body.from.0, body.lot.0);
    holds(judge, warehouse, lot, body.quantity)?;
    flag_before_receipt(judge, lot);
    flag_expired(judge, judge.state.stock.lots.get(&lot).and_then(|lot| lot.expiry));
    flag_allocated(judge, warehouse, lot, i64::from(body.quantity));
    flag_buffer(judge, warehouse, lot, body.quantity);
    Ok(())
}

pub(super) fn allocate(judge: &mut Judge<'_>, body: &GoodsAllocated) -> Judgement {
    some(judge, body.quantity)?;
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    purpose(judge, warehouse, body.disaster, body.purpose)?;
    let free = judge.state.stock.at(warehouse, lot).free();
    judge.require(i64::from(body.quantity) <= free, &ALLOCATION_SHORT, || {
        Figures::expected("quantity", format_args!("{free} or less"), body.quantity).by(lot)
    })?;
    flag_disaster(judge, body.disaster, None);
    Ok(())
}

pub(super) fn release(judge: &Judge<'_>, body: &AllocationReleased) -> Judgement {
    let allocation = judge.state.stock.allocations.get(&body.allocation.0);
    let left = allocation.is_some_and(|allocation| allocation.left > 0);
    judge.require(left, &ALLOCATION_OTHER, || {
        Figures::expected("allocation", "an allocation of which something is left", "none")
            .by(body.allocation.0)
    })
}

pub(super) fn issue(judge: &mut Judge<'_>, body: &GoodsIssued) -> Judgement {
    some(judge, body.quantity)?;
    judge.known_region("destination", body.destination)?;
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    purpose(judge, warehouse, body.disaster, body.purpose)?;
    allocation(judge, body)?;
    holds(judge, warehouse, lot, body.quantity)?;
    flag_before_receipt(judge, lot);
    flag_fefo(judge, warehouse, lot);
    flag_expired(judge, judge.state.stock.lots.get(&lot).and_then(|lot| lot.expiry));
    flag_disaster(judge, body.disaster, Some(body.destination));
    if body.allocation.is_none() {
        flag_allocated(judge, warehouse, lot, i64::from(body.quantity));
    }
    flag_order(judge, body);
    flag_buffer(judge, warehouse, lot, body.quantity);
    flag_no_bast(judge, warehouse);
    Ok(())
}

/// Goods go out for one disaster or for one purpose: ours must say so, others' should.
fn purpose(
    judge: &mut Judge<'_>,
    warehouse: u64,
    disaster: Option<DisasterRef>,
    purpose: Option<GoodsPurpose>,
) -> Judgement {
    let one = disaster.is_some() != purpose.is_some();
    let figures = || {
        let found = if disaster.is_some() { "both" } else { "neither" };
        Figures::expected("disaster", "a disaster or a purpose", found)
    };
    if is_own(judge, warehouse) {
        return judge.require(one, &PURPOSE_MISSING, figures);
    }
    judge.flag_if(!one, &PURPOSE_UNSAID, figures);
    Ok(())
}

/// What is drawn from an allocation is of its goods, for its disaster, and left of it.
fn allocation(judge: &Judge<'_>, body: &GoodsIssued) -> Judgement {
    let Some(seq) = body.allocation.map(|allocation| allocation.0) else { return Ok(()) };
    let known = judge.state.stock.allocations.get(&seq);
    let fits = known.is_some_and(|known| {
        (known.warehouse, known.lot) == (body.warehouse.0, body.lot.0)
            && known.disaster == body.disaster.map(|disaster| disaster.0)
            && body.quantity <= known.left
    });
    judge.require(fits, &ALLOCATION_OTHER, || {
        let left = known.map_or(0, |known| known.left);
        let expected =
            format!("{left} or less, of the goods and for the disaster of the allocation");
        Figures::expected("quantity", expected, body.quantity).by(seq)
    })
}

fn flag_fefo(judge: &mut Judge<'_>, warehouse: u64, lot: u64) {
    let day = judge.fact.envelope.occurred_on;
    let earlier = judge.state.stock.expires_earlier(warehouse, lot, day);
    judge.flag_if(earlier.is_some(), &FEFO_BROKEN, || {
        let earlier = earlier.unwrap_or(lot);
        Figures::expected("lot", earlier, lot).by(earlier)
    });
}

/// Flags goods for a disaster that does not last on the day, or does not reach the region.
fn flag_disaster(judge: &mut Judge<'_>, disaster: Option<DisasterRef>, to: Option<Region>) {
    let Some(seq) = disaster.map(|disaster| disaster.0) else { return };
    let Some(known) = judge.state.disaster.declared.get(&seq) else { return };
    let day = judge.fact.envelope.occurred_on;
    let (from, until, region) = (known.from, known.last_day(), known.region);
    let fits = known.covers(day) && to.is_none_or(|to| region.contains(to));
    judge.flag_if(!fits, &DISASTER_MISMATCH, || {
        let to = to.map_or_else(|| region.to_string(), |to| to.to_string());
        let expected = format!("{from} to {until} in {region}");
        Figures::expected("disaster", expected, format_args!("{day} in {to}")).by(seq)
    });
}

fn flag_order(judge: &mut Judge<'_>, body: &GoodsIssued) {
    let key = (body.warehouse.0, body.number.normalised());
    let before = judge.state.stock.orders.get(&key).copied();
    let here = (body.destination, body.disaster.map(|disaster| disaster.0));
    judge.flag_if(before.is_some_and(|before| before != here), &ORDER_ELSEWHERE, || {
        let before = before.map_or_else(String::new, |(region, _)| region.to_string());
        Figures::expected("number", format_args!("a number not used for {before}"), &body.number)
    });
}
