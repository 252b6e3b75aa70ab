//! Accounts of groups, and who takes money from them.

use std::collections::BTreeSet;

use jejak_events::ids::RecipientId;
use jejak_events::spending::{AccountWithdrawn, GroupAccountRegistered};
use jejak_events::vocabulary::Parameter;
use jejak_projections::decree::Designation;

use super::super::{Figures, Judge, Judgement, payment};
use super::{
    ACCOUNT_LATE, ACCOUNT_NAME, ACCOUNT_SHARED, ACCOUNT_UNKNOWN, SIGNATORIES_FEW, TERMINAL_OF_MANY,
    WITHDRAWER_OF_MANY, WITHDRAWN_ABOVE,
};

pub(super) fn register(judge: &mut Judge<'_>, body: &GroupAccountRegistered) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    let state = judge.state;
    let one = |id: RecipientId| state.proposal.one(id);
    let owner = state.spending.owners.get(&body.account).copied();
    let shared = owner.is_some_and(|owner| one(owner) != one(body.recipient));
    judge.flag_if(shared, &ACCOUNT_SHARED, || Figures::field("account"));
    judge.flag_if(!body.name_matches, &ACCOUNT_NAME, || {
        Figures::expected("name_matches", true, false)
    });
    let first = !state.spending.accounts.contains(&body.recipient);
    let receipt = receipt_before(judge, one(body.recipient)).filter(|_| first);
    judge.flag_if(receipt.is_some(), &ACCOUNT_LATE, || {
        Figures::expected("occurred_on", "a day before aid was received", "a later one")
            .by(receipt.unwrap_or(0))
    });
    Ok(())
}

/// Aid of any programme that reached a recipient before the day of the event.
fn receipt_before(judge: &Judge<'_>, recipient: RecipientId) -> Option<u64> {
    let day = judge.fact.envelope.occurred_on;
    let programmes = u16::try_from(judge.state.reference.programmes.len()).unwrap_or(u16::MAX);
    let received = &judge.state.decree.received;
    (0..programmes)
        .filter_map(|programme| received.get(&(programme, recipient)))
        .find_map(|(on, event)| (*on < day).then_some(*event))
}

pub(super) fn withdraw(judge: &mut Judge<'_>, body: &AccountWithdrawn) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.require(body.minute < 1440, &payment::MINUTE, || {
        Figures::expected("minute", "0 to 1439", body.minute)
    })?;
    let state = judge.state;
    let Some(row) = state.decree.designations.get(&body.designation.0) else { return Ok(()) };
    let mut accounts = state.spending.accounts.get(&row.recipient).into_iter().flatten();
    let known = accounts.any(|(account, _)| *account == body.account);
    judge.flag_if(!known, &ACCOUNT_UNKNOWN, || {
        Figures::expected("account", "a registered account of the recipient", "another")
    });
    let before = state.spending.rows.get(&body.designation.0).map_or(0, |spent| spent.withdrawn);
    let (sum, received) = (before.saturating_add(body.amount.sen()), row.received());
    judge.flag_if(sum > received, &WITHDRAWN_ABOVE, || {
        Figures::amounts("amount", sum, received).on_line(row.line).by(body.designation.0)
    });
    flag_signatories(judge, body, row);
    flag_withdrawer(judge, body, row);
    flag_terminal(judge, body, row);
    Ok(())
}

fn flag_signatories(judge: &mut Judge<'_>, body: &AccountWithdrawn, row: &Designation) {
    let Some(rule) = judge.in_force_for(Parameter::WithdrawalSignatories, row) else { return };
    let fewest = u64::from(rule.value.unwrap_or(0));
    let signed: BTreeSet<_> = body.signatories.iter().collect();
    let signed = signed.len() as u64;
    judge.flag_if(signed < fewest, &SIGNATORIES_FEW, || {
        Figures::expected("signatories", format_args!("{fewest} or more"), signed).by(rule.seq)
    });
}

fn flag_withdrawer(judge: &mut Judge<'_>, body: &AccountWithdrawn, row: &Designation) {
    let Some(rule) = judge.in_force_for(Parameter::WithdrawerGroups, row) else { return };
    let most = u64::from(rule.value.unwrap_or(0));
    let recipient = judge.state.proposal.one(row.recipient);
    let known = judge.state.spending.withdrawers.get(&body.withdrawer);
    let others = known.into_iter().flatten().filter(|known| **known != recipient).count() as u64;
    let groups = others.saturating_add(1);
    judge.flag_if(groups > most, &WITHDRAWER_OF_MANY, || {
        Figures::expected("withdrawer", format_args!("at most {most} groups"), groups).by(rule.seq)
    });
}

fn flag_terminal(judge: &mut Judge<'_>, body: &AccountWithdrawn, row: &Designation) {
    let Some(rule) = judge.in_force_for(Parameter::TerminalMinutes, row) else { return };
    let Some(terminal) = body.terminal else { return };
    let limit = rule.value.unwrap_or(0);
    let recipient = judge.state.proposal.one(row.recipient);
    let day = judge.fact.envelope.occurred_on;
    let known = judge.state.spending.terminals.get(&(terminal, day));
    let others = known.into_iter().flatten().filter(|(_, other)| *other != recipient);
    let nearest = others.map(|(minute, _)| u32::from(minute.abs_diff(body.minute))).min();
    judge.flag_if(nearest.is_some_and(|minutes| minutes < limit), &TERMINAL_OF_MANY, || {
        let expected = format!("{limit} minutes or more from another group");
        Figures::expected("minute", expected, nearest.unwrap_or(0)).by(rule.seq)
    });
}
