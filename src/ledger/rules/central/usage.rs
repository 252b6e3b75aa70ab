//! What becomes of a credit: cancelled, used, left unspent, returned; and the report at the end.

use jejak_events::central::*;
use jejak_events::ids::Token;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Code, Rupiah};
use jejak_projections::central::{Credit, CreditStage, Swipe};

use super::super::{Figures, Judge, Judgement};
use super::*;

pub(super) fn cancel(judge: &mut Judge<'_>, body: &CentralCreditCancelled) -> Judgement {
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    judge.require(credit.stage != CreditStage::Cancelled, &CANCELLED_TWICE, || {
        Figures::expected("credit", "a credit that stands", body.credit.0).by(body.credit.0)
    })?;
    flag_closed(judge, credit.period);
    let moved = credit.transacted.saturating_add(credit.returned);
    judge.flag_if(moved != 0, &CANCELLED_USED, || {
        Figures::expected("credit", "a credit not used and not returned", Rupiah::from_sen(moved))
            .by(body.credit.0)
    });
    Ok(())
}

pub(super) fn transact(judge: &mut Judge<'_>, body: &CentralAidTransacted) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.require(body.minute < 1440, &MINUTE, || {
        Figures::expected("minute", "0 to 1439", body.minute)
    })?;
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    standing(judge, body.credit.0, credit);
    let (sen, left) = (body.amount.sen(), credit.balance());
    judge.flag_if(sen > left, &ABOVE_CREDIT, || {
        Figures::amounts("amount", sen, left).by(body.credit.0)
    });
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(day < credit.on, &USED_BEFORE_CREDIT, || {
        Figures::expected("occurred_on", format_args!("{} or later", credit.on), day)
            .by(body.credit.0)
    });
    let Some(period) = judge.state.central.periods.get(&credit.period) else { return Ok(()) };
    flag_hours(judge, body.minute, &period.code);
    body.terminal.iter().for_each(|terminal| flag_terminal(judge, body, *terminal, &period.code));
    Ok(())
}

/// A parameter that is a number, and the event that enacted it.
fn number(judge: &Judge<'_>, what: Parameter, programme: &Code) -> Option<(u32, u64)> {
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force(what, programme, day)?;
    Some((rule.value?, rule.seq))
}

fn flag_hours(judge: &mut Judge<'_>, minute: u16, programme: &Code) {
    let opens = number(judge, Parameter::TransactionOpens, programme);
    let closes = number(judge, Parameter::TransactionCloses, programme);
    let minute = u32::from(minute);
    let early = opens.filter(|(first, _)| minute < *first);
    let late = closes.filter(|(last, _)| minute > *last);
    judge.flag_if(early.or(late).is_some(), &OUTSIDE_HOURS, || {
        let first = opens.map_or(0, |(first, _)| first);
        let last = closes.map_or(1439, |(last, _)| last);
        let by = early.or(late).map_or(0, |(_, by)| by);
        Figures::expected("minute", format_args!("{first} to {last}"), minute).by(by)
    });
}

fn flag_terminal(
    judge: &mut Judge<'_>,
    body: &CentralAidTransacted,
    terminal: Token,
    programme: &Code,
) {
    let day = judge.fact.envelope.occurred_on;
    let swipes = judge.state.central.terminals.get(&(terminal, day));
    let swipes = swipes.map_or(&[][..], Vec::as_slice);
    let within = number(judge, Parameter::CardMinutes, programme);
    let most = number(judge, Parameter::TerminalCards, programme);
    if let (Some((within, _)), Some((most, by))) = (within, most) {
        let near = |swipe: &Swipe| u32::from(swipe.minute.abs_diff(body.minute)) <= within;
        let cards = cards(swipes, body.credit.0, near);
        judge.flag_if(cards > most, &TERMINAL_BURST, || {
            let expected = format!("at most {most} cards within {within} minutes");
            Figures::expected("terminal", expected, cards).by(by)
        });
    }
    if let Some((most, by)) = number(judge, Parameter::SameAmountCards, programme) {
        let same = |swipe: &Swipe| swipe.sen == body.amount.sen();
        let cards = cards(swipes, body.credit.0, same);
        judge.flag_if(cards > most, &SAME_AMOUNTS, || {
            let expected = format!("at most {most} cards with this amount in a day");
            Figures::expected("terminal", expected, cards).by(by)
        });
    }
}

/// How many cards, this one among them, a terminal saw that are alike.
fn cards(swipes: &[Swipe], this: u64, alike: impl Fn(&Swipe) -> bool) -> u32 {
    let mut cards: Vec<u64> = swipes.iter().filter(|s| alike(s)).map(|s| s.credit).collect();
    cards.push(this);
    cards.sort_unstable();
    cards.dedup();
    u32::try_from(cards.len()).unwrap_or(u32::MAX)
}

pub(super) fn deduct(judge: &mut Judge<'_>, body: &CentralDeductionReported) -> Judgement {
    judge.not_negative("received", body.received)?;
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    judge.flag_if(body.received.sen() < credit.sen, &DEDUCTION, || {
        Figures::amounts("received", body.received.sen(), credit.sen).by(body.credit.0)
    });
    Ok(())
}

pub(super) fn unspent(judge: &mut Judge<'_>, body: &CentralAidUnspent) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    standing(judge, body.credit.0, credit);
    let (sen, left) = (body.amount.sen(), credit.balance());
    judge.flag_if(sen != left, &UNSPENT_AMOUNT, || {
        Figures::amounts("amount", sen, left).by(body.credit.0)
    });
    let Some(period) = judge.state.central.periods.get(&credit.period) else { return Ok(()) };
    let Some((limit, by)) = number(judge, Parameter::NoTransactionDays, &period.code) else {
        return Ok(());
    };
    let day = judge.fact.envelope.occurred_on;
    let days = i64::from(day.days_since(credit.last_used.unwrap_or(credit.on)));
    judge.flag_if(days < i64::from(limit), &UNSPENT_EARLY, || {
        Figures::expected("occurred_on", format_args!("{limit} days or more"), days).by(by)
    });
    judge.flag_if(days > i64::from(limit), &UNSPENT_LATE, || {
        Figures::expected("occurred_on", format_args!("at most {limit} days"), days).by(by)
    });
    Ok(())
}

pub(super) fn give_back(judge: &mut Judge<'_>, body: &CentralAidReturned) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    standing(judge, body.credit.0, credit);
    judge.flag_if(credit.stage == CreditStage::Credited, &RETURN_UNBLOCKED, || {
        Figures::expected("credit", "a credit called unspent", body.credit.0).by(body.credit.0)
    });
    let (sen, left) = (body.amount.sen(), credit.balance());
    judge.flag_if(sen > left, &OVER_RETURN, || {
        Figures::amounts("amount", sen, left).by(body.credit.0)
    });
    Ok(())
}

/// Flags what is said of a credit that was cancelled, or of a period that was closed.
fn standing(judge: &mut Judge<'_>, seq: u64, credit: &Credit) {
    judge.flag_if(credit.stage == CreditStage::Cancelled, &CREDIT_CANCELLED, || {
        Figures::expected("credit", "a credit that stands", seq).by(seq)
    });
    flag_closed(judge, credit.period);
}

pub(super) fn close(judge: &mut Judge<'_>, body: &CentralPeriodClosed) -> Judgement {
    let amounts =
        [("credited", body.credited), ("transacted", body.transacted), ("returned", body.returned)];
    amounts.iter().try_for_each(|(field, amount)| judge.not_negative(field, *amount))?;
    let closed = judge.state.central.periods.get(&body.period.0).and_then(|period| period.closed);
    judge.require(closed.is_none(), &CLOSED_TWICE, || {
        Figures::expected("period", "an open period", body.period.0).by(closed.unwrap_or(0))
    })?;
    let ours = judge.state.central.total(body.period.0);
    judge.flag_if(body.count != ours.count, &CLOSING_DIFFERS, || {
        Figures::expected("count", ours.count, body.count)
    });
    let here = [ours.credited, ours.transacted, ours.returned];
    for ((field, theirs), ours) in amounts.into_iter().zip(here) {
        judge.flag_if(theirs.sen() != ours, &CLOSING_DIFFERS, || {
            Figures::amounts(field, theirs.sen(), ours)
        });
    }
    judge.flag_if(ours.balance() != 0, &LEFT_AT_CLOSE, || {
        Figures::amounts("returned", ours.returned, ours.returned.saturating_add(ours.balance()))
    });
    Ok(())
}
