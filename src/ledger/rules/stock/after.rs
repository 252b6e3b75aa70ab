//! What happens to goods after they came in or went out: delivery, return, write-off, counts,
//! adjustments, reversals.

use jejak_events::stock::{
    GoodsDelivered, GoodsReturnedToStock, GoodsWrittenOff, StockAdjusted, StockCounted,
    StockMovementReversed,
};
use jejak_events::vocabulary::{Direction, WriteOffReason};
use jejak_projections::integrity::people_of;
use jejak_projections::stock::{Issue, Movement, MovementKind};

use super::super::accountability::second_person;
use super::super::{Figures, Judge, Judgement, Refusal};
use super::{
    ADJUSTED_OTHERWISE, BAST_LATE, BAST_TWICE, COUNT_GAP, COUNT_OTHER, COUNTED_BY_KEEPER,
    DELIVERY_DIFFERS, EXPIRED_IN_STOCK, NOT_AN_ISSUE, NOT_EXPIRED, NOT_REVERSIBLE,
    RETURN_OF_DELIVERED, RETURN_TOO_MUCH, STOCK_SHORT, flag_allocated, flag_before_receipt,
    flag_buffer, flag_days, flag_no_bast, flag_too_early, holds, is_own, some,
};

/// The issue of a number; refused where there is none, or where it was taken back.
fn issue_of(judge: &Judge<'_>, seq: u64) -> Result<Option<Issue>, Refusal> {
    let stock = &judge.state.stock;
    let stands = stock.movements.get(&seq).is_some_and(|out| out.reversed_by.is_none());
    let issue = stock.issues.get(&seq).filter(|_| stands).cloned();
    judge.require(issue.is_some(), &NOT_AN_ISSUE, || {
        Figures::expected("issue", "an issue of goods that stands", seq).by(seq)
    })?;
    Ok(issue)
}

pub(super) fn deliver(judge: &mut Judge<'_>, body: &GoodsDelivered) -> Judgement {
    let seq = body.issue.0;
    let Some(issue) = issue_of(judge, seq)? else { return Ok(()) };
    let key = (seq, body.number.normalised());
    let known = judge.state.stock.hand_overs.get(&key).copied();
    judge.require(known.is_none(), &BAST_TWICE, || {
        let figures = Figures::expected("number", "a BAST not yet recorded", &body.number);
        figures.by(known.unwrap_or(seq))
    })?;
    let delivered = issue.delivered.saturating_add(u64::from(body.quantity));
    let gone = delivered.saturating_add(issue.returned);
    let differs = gone > issue.quantity || (body.complete && gone < issue.quantity);
    judge.flag_if(differs, &DELIVERY_DIFFERS, || {
        let expected = issue.quantity.saturating_sub(issue.returned);
        Figures::expected("quantity", format_args!("{expected} in all"), delivered).by(seq)
    });
    let day = judge.fact.envelope.occurred_on;
    flag_too_early(judge, Some(issue.on), day, seq);
    flag_days(judge, issue.on, day, seq, &BAST_LATE);
    Ok(())
}

pub(super) fn take_back(judge: &mut Judge<'_>, body: &GoodsReturnedToStock) -> Judgement {
    some(judge, body.quantity)?;
    let seq = body.issue.0;
    let Some(issue) = issue_of(judge, seq)? else { return Ok(()) };
    let quantity = u64::from(body.quantity);
    let out = issue.quantity.saturating_sub(issue.returned);
    judge.require(quantity <= out, &RETURN_TOO_MUCH, || {
        Figures::expected("quantity", format_args!("{out} or less"), quantity).by(seq)
    })?;
    let open = out.saturating_sub(issue.delivered);
    judge.flag_if(quantity > open, &RETURN_OF_DELIVERED, || {
        Figures::expected("quantity", format_args!("{open} or less"), quantity).by(seq)
    });
    flag_too_early(judge, Some(issue.on), judge.fact.envelope.occurred_on, seq);
    Ok(())
}

pub(super) fn write_off(judge: &mut Judge<'_>, body: &GoodsWrittenOff) -> Judgement {
    some(judge, body.quantity)?;
    second_person(judge, body.authorised_by)?;
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    holds(judge, warehouse, lot, body.quantity)?;
    flag_before_receipt(judge, lot);
    let day = judge.fact.envelope.occurred_on;
    let expiry = judge.state.stock.lots.get(&lot).and_then(|lot| lot.expiry);
    let good = expiry.is_none_or(|expiry| day <= expiry);
    judge.flag_if(body.reason == WriteOffReason::Expired && good, &NOT_EXPIRED, || {
        let expiry = expiry.map_or_else(|| "never".to_owned(), |expiry| expiry.to_string());
        Figures::expected("reason", format_args!("expires: {expiry}"), body.reason).by(lot)
    });
    flag_allocated(judge, warehouse, lot, i64::from(body.quantity));
    flag_buffer(judge, warehouse, lot, body.quantity);
    Ok(())
}

pub(super) fn count(judge: &mut Judge<'_>, body: &StockCounted) {
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    // Of the day of the count: goods go on moving until it is recorded.
    let book = judge.state.stock.book_on(warehouse, lot, judge.fact.envelope.occurred_on);
    judge.flag_if(i64::from(body.counted) != book, &COUNT_GAP, || {
        Figures::expected("counted", book, body.counted).by(lot)
    });
    let day = judge.fact.envelope.occurred_on;
    let expiry = judge.state.stock.lots.get(&lot).and_then(|lot| lot.expiry);
    let expired = body.counted > 0 && expiry.is_some_and(|expiry| expiry < day);
    judge.flag_if(expired, &EXPIRED_IN_STOCK, || {
        let expiry = expiry.map_or_else(String::new, |expiry| expiry.to_string());
        Figures::expected("counted", format_args!("none after {expiry}"), body.counted).by(lot)
    });
    let people = people_of(&judge.fact.envelope);
    let keepers = judge.state.stock.warehouses.get(&warehouse);
    let same = keepers.is_some_and(|known| people.iter().any(|one| known.kept_by.contains(one)));
    judge.flag_if(same, &COUNTED_BY_KEEPER, || {
        Figures::expected("recorder", "another person than the keeper", "the same").by(warehouse)
    });
    flag_no_bast(judge, warehouse);
}

pub(super) fn adjust(judge: &mut Judge<'_>, body: &StockAdjusted) -> Judgement {
    some(judge, body.quantity)?;
    second_person(judge, body.authorised_by)?;
    let (warehouse, lot) = (body.warehouse.0, body.lot.0);
    let count = body.count.map(|count| count.0);
    let known = count.and_then(|seq| judge.state.stock.counts.get(&seq));
    let fits = known.is_some_and(|known| (known.warehouse, known.lot) == (warehouse, lot));
    judge.require(count.is_none() || fits, &COUNT_OTHER, || {
        let count = count.unwrap_or(0);
        Figures::expected("count", "a count of the lot in the warehouse", count).by(count)
    })?;
    let change = match body.direction {
        Direction::In => i64::from(body.quantity),
        Direction::Out => -i64::from(body.quantity),
    };
    if body.direction == Direction::Out {
        holds(judge, warehouse, lot, body.quantity)?;
    }
    let gap = known.map(|known| known.gap);
    judge.flag_if(gap != Some(change), &ADJUSTED_OTHERWISE, || {
        let gap = gap.map_or_else(|| "a count".to_owned(), |gap| gap.to_string());
        Figures::expected("quantity", gap, change).by(count.unwrap_or(lot))
    });
    Ok(())
}

pub(super) fn reverse(judge: &mut Judge<'_>, body: &StockMovementReversed) -> Judgement {
    second_person(judge, body.authorised_by)?;
    let seq = body.movement.0;
    let stock = &judge.state.stock;
    let known = stock.movements.get(&seq).filter(|known| reversible(known));
    let untouched = stock.issues.get(&seq).is_none_or(|out| out.delivered + out.returned == 0);
    // A return also stands in what its issue says came back.
    let returned = known.is_some_and(|known| known.kind == MovementKind::Returned);
    judge.require(known.is_some() && untouched && !returned, &NOT_REVERSIBLE, || {
        let expected = "a movement that stands, and no issue with BAST or return";
        Figures::expected("movement", expected, seq).by(seq)
    })?;
    let Some(known) = known.cloned() else { return Ok(()) };
    let Some(taker) = known.to else { return Ok(()) };
    let held = stock.at(taker, known.lot).book;
    let enough = i64::from(known.quantity) <= held || !is_own(judge, taker);
    judge.require(enough, &STOCK_SHORT, || {
        Figures::expected("movement", format_args!("{} still there", known.quantity), held).by(seq)
    })?;
    flag_allocated(judge, taker, known.lot, i64::from(known.quantity));
    Ok(())
}

/// A movement that nobody took back, and that takes nothing back itself.
fn reversible(movement: &Movement) -> bool {
    movement.reversed_by.is_none() && movement.reverses.is_none()
}
