//! What may be reversed: a movement that nothing was built upon, once, by agreement of two.

use jejak_events::Stage;
use jejak_events::accountability::TransactionReversed;
use jejak_events::vocabulary::SppKind;
use jejak_projections::accountability::{Effect, Movement};
use jejak_projections::payment::{Credit, Payment, PaymentStage};
use jejak_projections::posting::{CashLeg, CashPlace};

use super::super::{Figures, Judge, Judgement, UNGUARDED, short_of};
use super::{NOT_REVERSIBLE, REVERSAL_SHORT, second_person};

pub(super) fn reverse(judge: &Judge<'_>, body: &TransactionReversed) -> Judgement {
    second_person(judge, body.authorised_by)?;
    let event = body.event.0;
    if let Some(known) = judge.state.payment.credits.get(&event) {
        return credit(judge, known, event);
    }
    let movement = judge.state.accountability.movements.get(&event);
    let open = movement.filter(|movement| movement.reversed_by.is_none());
    judge.require(open.is_some(), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a movement not yet reversed", event).by(event)
    })?;
    let Some(movement) = open else { return Ok(()) };
    match movement.effect {
        Effect::Obligation { basis, line, sen } => undrawn(judge, (basis, line), sen, event)?,
        Effect::PaidOut { spp, .. } => unused(judge, spp, event)?,
        Effect::None | Effect::Refund { .. } => {}
    }
    stages_after(judge, movement, event)?;
    ceiling_after(judge, movement, event)?;
    cash_after(judge, movement, event)
}

/// A commitment that was neither drawn nor released.
fn undrawn(judge: &Judge<'_>, key: (u64, u64), sen: i64, event: u64) -> Judgement {
    let bound = judge.state.budget.obligations.get(&key);
    judge.require(bound.is_some_and(|bound| bound.left >= sen), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a commitment neither drawn nor released", event).by(event)
    })
}

/// A payout whose money still lies where it arrived: nobody was credited, nothing was spent,
/// reported or sent back. What was recorded on top of it is taken back first.
fn unused(judge: &Judge<'_>, seq: u64, event: u64) -> Judgement {
    let Some(spp) = judge.state.treasury.spps.get(&seq) else { return Ok(()) };
    let back = spp.undistributed.iter().any(|sen| *sen != 0);
    let moved = spp.credited != 0 || spp.accounted != 0 || spp.refunded != 0 || back;
    judge.require(!moved, &NOT_REVERSIBLE, || {
        Figures::expected("event", "a payout not spent, reported or refunded", event).by(seq)
    })?;
    let npd = (spp.kind == SppKind::Tu).then(|| npd_of(judge, seq)).flatten();
    judge.require(npd.is_none(), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a TU without NPD", event).by(npd.unwrap_or(seq))
    })?;
    // Rare, so that no index is kept for it: all payments are looked through.
    let mut payments = judge.state.payment.payments.iter();
    let used = payments.find(|(_, payment)| {
        !untouched(payment) && judge.state.spp_of_payment(payment) == Some(seq)
    });
    judge.require(used.is_none(), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a payout whose payments are only instructed", event)
            .by(used.map_or(seq, |(payment, _)| payment))
    })
}

/// An NPD on a TU that was not refused.
fn npd_of(judge: &Judge<'_>, tu: u64) -> Option<u64> {
    let mut npds = judge.state.treasury.npds.iter();
    npds.find(|(_, npd)| npd.tu == Some(tu) && npd.approved != Some(false)).map(|(seq, _)| seq)
}

fn untouched(payment: &Payment) -> bool {
    match payment.stage {
        PaymentStage::Instructed => payment.at_channel == payment.sen,
        stage => stage == PaymentStage::Void,
    }
}

/// A credit whose money is still on the account, and in suspense as far as it went there.
fn credit(judge: &Judge<'_>, credit: &Credit, event: u64) -> Judgement {
    judge.require(credit.reversed_by.is_none(), &NOT_REVERSIBLE, || {
        Figures::expected("event", "a credit not yet reversed", event).by(event)
    })?;
    let Some(payment) = judge.state.payment.payments.get(&credit.payment) else { return Ok(()) };
    let rests = judge.state.resting(payment, Stage::Credited);
    let on_account = payment.stage == PaymentStage::Credited && credit.explained <= rests;
    let last = credit.first.is_none() || payment.credited == credit.explained;
    judge.require(credit.explained == 0 || (on_account && last), &NOT_REVERSIBLE, || {
        let expected = "a credit that is still on the account, and no later one of its payment";
        Figures::expected("event", expected, event).by(credit.payment)
    })?;
    let (asked, held) =
        (credit.in_suspense(), judge.state.budget.at(payment.line, Stage::Suspense));
    judge.require(asked <= held.max(0), &REVERSAL_SHORT, || {
        short_of("event", asked, held, payment.line).by(event)
    })
}

/// No guarded stage falls below zero when a movement is moved back.
fn stages_after(judge: &Judge<'_>, movement: &Movement, event: u64) -> Judgement {
    movement.legs.iter().try_for_each(|leg| {
        let (line, stage) = (leg.place.line, leg.stage);
        let (moved, at) = (moved(movement, line, stage), judge.state.budget.at(line, stage));
        judge.require(moved <= at || UNGUARDED.contains(&stage), &REVERSAL_SHORT, || {
            short_of("event", moved, at, line).by(event)
        })
    })
}

/// What was released by SPD stays covered by the ceiling.
fn ceiling_after(judge: &Judge<'_>, movement: &Movement, event: u64) -> Judgement {
    movement.legs.iter().filter(|leg| leg.stage == Stage::Ceiling).try_for_each(|leg| {
        let line = leg.place.line;
        let ceiling = after(judge, movement, line, Stage::Ceiling).saturating_neg();
        let released = after(judge, movement, line, Stage::SpdLimit).saturating_neg();
        judge.require(ceiling >= released, &REVERSAL_SHORT, || {
            short_of("event", released, ceiling, line).by(event)
        })
    })
}

/// No cash book falls below zero when a movement is moved back.
fn cash_after(judge: &Judge<'_>, movement: &Movement, event: u64) -> Judgement {
    movement.cash.iter().filter(|leg| leg.sen > 0).try_for_each(|leg| {
        let CashPlace::Kept(account) = leg.place else { return Ok(()) };
        let of_book = |other: &&CashLeg| (other.place, other.source) == (leg.place, leg.source);
        let moved = sum(movement.cash.iter().filter(of_book).map(|leg| leg.sen));
        let held = judge.state.cash.at(account, leg.source);
        judge.require(moved <= held, &REVERSAL_SHORT, || {
            Figures::amounts("event", moved, held).by(event)
        })
    })
}

/// What would stand in a stage after all legs of a movement are moved back.
fn after(judge: &Judge<'_>, movement: &Movement, line: u64, stage: Stage) -> i64 {
    judge.state.budget.at(line, stage).saturating_sub(moved(movement, line, stage))
}

/// What a movement moved into a stage, all its legs together; a request of several lines has
/// several.
fn moved(movement: &Movement, line: u64, stage: Stage) -> i64 {
    let legs = movement.legs.iter().filter(|leg| leg.place.line == line && leg.stage == stage);
    sum(legs.map(|leg| leg.sen))
}

fn sum(parts: impl Iterator<Item = i64>) -> i64 {
    parts.fold(0, i64::saturating_add)
}
