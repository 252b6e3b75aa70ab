//! What was bought with aid, and what was not bought after all.

use std::collections::BTreeSet;

use jejak_events::Rupiah;
use jejak_events::ids::{RecipientId, SpendingPlanRef};
use jejak_events::spending::{PurchaseRecorded, PurchaseReversed};
use jejak_events::vocabulary::Parameter;
use jejak_projections::decree::Designation;
use jejak_projections::spending::PlanStage;

use super::super::accountability::second_person;
use super::super::{Figures, Judge, Judgement};
use super::{
    ABOVE_PLAN, AFTER_REPORT, BEFORE_RECEIVED, CLOSED_DAY, EQUAL_RECEIPTS, NO_PLAN, NOT_PLANNED,
    PURCHASES_ABOVE, RECEIPT_USED, REVERSED, REVERSED_AFTER_REPORT, SPLIT, of_row, product,
};

pub(super) fn record(judge: &mut Judge<'_>, body: &PurchaseRecorded) -> Judgement {
    product(judge, body.quantity, body.unit_price, body.amount)?;
    if let Some(plan) = body.plan {
        of_row(judge, "plan", plan.0, body.designation.0)?;
    }
    flag_plan(judge, body);
    let used = judge.state.spending.receipts.get(&body.receipt).copied();
    judge
        .flag_if(used.is_some(), &RECEIPT_USED, || Figures::field("receipt").by(used.unwrap_or(0)));
    let Some(row) = judge.state.decree.designations.get(&body.designation.0) else { return Ok(()) };
    flag_day(judge, body, row);
    let spent = judge.state.spending.rows.get(&body.designation.0);
    let sum = spent.map_or(0, |spent| spent.purchased).saturating_add(body.amount.sen());
    let received = row.received();
    judge.flag_if(received > 0 && sum > received, &PURCHASES_ABOVE, || {
        Figures::amounts("amount", sum, received).on_line(row.line).by(body.designation.0)
    });
    flag_split(judge, body, row);
    flag_equal_receipts(judge, body, row);
    Ok(())
}

fn flag_plan(judge: &mut Judge<'_>, body: &PurchaseRecorded) {
    let plan = body.plan.and_then(|plan| judge.state.spending.plans.get(&plan.0));
    let approved = plan.is_some_and(|plan| plan.stage == PlanStage::Approved);
    judge.flag_if(!approved, &NO_PLAN, || {
        let found = plan.map_or_else(|| "none".to_owned(), |plan| format!("{:?}", plan.stage));
        Figures::expected("plan", "an approved spending plan", found)
    });
    let Some(SpendingPlanRef(seq)) = body.plan else { return };
    let item = judge.state.spending.items.get(&(seq, body.item.clone()));
    judge.flag_if(item.is_none(), &NOT_PLANNED, || {
        Figures::expected("item", "an item of the spending plan", &body.item).by(seq)
    });
    let Some(item) = item else { return };
    let sum = item.bought.saturating_add(body.amount.sen());
    let planned = item.planned;
    judge.flag_if(sum > planned, &ABOVE_PLAN, || Figures::amounts("amount", sum, planned).by(seq));
}

fn flag_day(judge: &mut Judge<'_>, body: &PurchaseRecorded, row: &Designation) {
    let (state, day) = (judge.state, judge.fact.envelope.occurred_on);
    let holiday = state.reference.holidays.contains(&day);
    judge.flag_if(day.is_sunday() || holiday, &CLOSED_DAY, || {
        Figures::expected("occurred_on", "a day on which shops are open", day)
    });
    // Money of several tranches comes on several days: then only what came counts.
    let since = state.row_received_on(row).filter(|_| row.tranches <= 1);
    let early = row.received() == 0 || since.is_some_and(|since| day < since);
    judge.flag_if(early, &BEFORE_RECEIVED, || {
        let since = since.map_or_else(|| "not received".to_owned(), |since| since.to_string());
        Figures::expected("occurred_on", since, day).by(body.designation.0)
    });
    let spent = state.spending.rows.get(&body.designation.0);
    let closed = spent.and_then(|spent| spent.closed_on);
    judge.flag_if(closed.is_some_and(|closed| day <= closed), &AFTER_REPORT, || {
        let closed = closed.map_or_else(String::new, |closed| closed.to_string());
        Figures::expected("occurred_on", format_args!("after {closed}"), day)
    });
}

/// A26: purchases of a row at one shop within some days, each at or below the limit, together
/// above it.
fn flag_split(judge: &mut Judge<'_>, body: &PurchaseRecorded, row: &Designation) {
    let limit = judge.in_force_for(Parameter::PurchaseLimit, row);
    let window = judge.in_force_for(Parameter::PurchaseSplitDays, row);
    let Some((rule, window)) = limit.zip(window) else { return };
    let (limit, day) = (rule.amount.map_or(0, Rupiah::sen), judge.fact.envelope.occurred_on);
    let window = window.value.unwrap_or(0);
    let spending = &judge.state.spending;
    let known = spending.shops.get(&(body.designation.0, body.shop)).into_iter().flatten();
    let near = known.filter_map(|seq| spending.purchases.get(seq)).filter(|known| {
        let standing = known.reversed_by.is_none() && known.sen <= limit;
        standing && known.on.days_since(day).unsigned_abs() <= window
    });
    let others = near.map(|known| known.sen).fold(0, i64::saturating_add);
    let sum = others.saturating_add(body.amount.sen());
    let split = body.amount.sen() <= limit && others > 0 && sum > limit;
    judge.flag_if(split, &SPLIT, || Figures::amounts("amount", sum, limit).by(rule.seq));
}

/// A40: a shop that lends its name writes the same receipt for one group after another.
fn flag_equal_receipts(judge: &mut Judge<'_>, body: &PurchaseRecorded, row: &Designation) {
    let Some(rule) = judge.in_force_for(Parameter::ShopGroups, row) else { return };
    let (state, most) = (judge.state, u64::from(rule.value.unwrap_or(0)));
    let buyer = |designation: u64| {
        let row = state.decree.designations.get(&designation)?;
        Some(state.proposal.one(row.recipient))
    };
    let equal = state.spending.prices.get(&(body.shop, body.amount.sen())).into_iter().flatten();
    let standing = equal.filter_map(|seq| state.spending.purchases.get(seq));
    let standing = standing.filter(|purchase| purchase.reversed_by.is_none());
    let before = standing.filter_map(|purchase| buyer(purchase.designation));
    let groups: BTreeSet<RecipientId> = before.chain(buyer(body.designation.0)).collect();
    let groups = groups.len() as u64;
    judge.flag_if(groups > most, &EQUAL_RECEIPTS, || {
        Figures::expected("shop", format_args!("at most {most} groups"), groups).by(rule.seq)
    });
}

pub(super) fn reverse(judge: &mut Judge<'_>, body: &PurchaseReversed) -> Judgement {
    second_person(judge, body.authorised_by)?;
    let purchase = judge.state.spending.purchases.get(&body.purchase.0);
    let standing = purchase.filter(|purchase| purchase.reversed_by.is_none());
    judge.require(standing.is_some(), &REVERSED, || {
        Figures::expected("purchase", "a purchase not yet reversed", body.purchase.0)
            .by(purchase.and_then(|purchase| purchase.reversed_by).unwrap_or(body.purchase.0))
    })?;
    let covered = standing.is_some_and(|purchase| purchase.covered);
    judge.flag_if(covered, &REVERSED_AFTER_REPORT, || {
        Figures::expected("purchase", "a purchase that no report covers", body.purchase.0)
            .by(body.purchase.0)
    });
    Ok(())
}
