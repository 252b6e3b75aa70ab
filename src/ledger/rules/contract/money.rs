//! What is committed, invoiced, held back and fined under a contract.

use jejak_events::contract::*;
use jejak_events::vocabulary::{ContractPaymentKind, GuaranteeKind, Parameter};
use jejak_projections::contract::{Contract, Invoice};

use super::super::{Figures, Judge, Judgement, share_of};
use super::*;

pub(super) fn fund(judge: &Judge<'_>, body: &ContractFunded) -> Judgement {
    let Some(contract) = running(judge, body.contract.0)? else { return Ok(()) };
    let used = judge.state.contract.funded.get(&body.commitment.0).copied();
    judge.require(used.is_none(), &FUNDED_TWICE, || {
        Figures::field("commitment").by(used.unwrap_or(0))
    })?;
    let bound = judge.state.bound_by(body.commitment.0).unwrap_or(0);
    let committed = judge.state.funding_of(contract);
    let room = contract.value.saturating_sub(committed);
    judge.require(bound <= room, &COMMITTED_ABOVE, || Figures::amounts("commitment", bound, room))
}

pub(super) fn invoice(judge: &mut Judge<'_>, body: &ContractInvoiced) -> Judgement {
    let known = match body.kind {
        // Retention is paid after the work was handed over.
        ContractPaymentKind::Retention => contract(judge, body.contract.0),
        _ => running(judge, body.contract.0)?,
    };
    let Some(contract) = known else { return Ok(()) };
    judge.positive("amount", body.amount)?;
    judge.not_negative("retained", body.retained)?;
    judge.not_negative("recovered", body.recovered)?;
    of_contract(judge, contract, body)?;
    let open = open_advance(judge, contract);
    judge.require(body.recovered.sen() <= open, &RECOVERED_ABOVE, || {
        Figures::amounts("recovered", body.recovered.sen(), open)
    })?;
    match body.kind {
        ContractPaymentKind::Advance => advance(judge, contract, body),
        ContractPaymentKind::Retention => retention(judge, contract, body),
        ContractPaymentKind::Term | ContractPaymentKind::Full => work(judge, contract, body),
    }
}

/// The SPP draws from one of the contract's commitments, asks for this amount, and pays once.
fn of_contract(judge: &Judge<'_>, contract: &Contract, body: &ContractInvoiced) -> Judgement {
    let used = judge.state.contract.invoices.get(&body.spp.0).copied();
    judge.require(used.is_none(), &SPP_INVOICED, || Figures::field("spp").by(used.unwrap_or(0)))?;
    let spp = judge.state.treasury.spps.get(&body.spp.0);
    let basis = spp.and_then(|spp| spp.basis);
    let own = basis.is_some_and(|basis| contract.commitments.contains(&basis));
    let sen = spp.map_or(0, |spp| spp.sen);
    judge.require(own && sen == body.amount.sen(), &INVOICE_SPP, || {
        Figures::amounts("amount", body.amount.sen(), sen).by(body.spp.0)
    })
}

/// What a contract's live invoices amount to, by some reckoning.
fn sum(judge: &Judge<'_>, contract: &Contract, of: impl Fn(&Invoice) -> i64) -> i64 {
    judge.state.live_invoices(contract).map(of).fold(0, i64::saturating_add)
}

/// Sen of the advance that no term has recovered.
fn open_advance(judge: &Judge<'_>, contract: &Contract) -> i64 {
    sum(judge, contract, |it| match it.kind {
        ContractPaymentKind::Advance => it.sen,
        _ => it.recovered.saturating_neg(),
    })
}

fn advance(judge: &mut Judge<'_>, contract: &Contract, body: &ContractInvoiced) -> Judgement {
    let agreed = share_of(contract.value, i64::from(contract.advance_bp));
    let paid = sum(judge, contract, |it| match it.kind {
        ContractPaymentKind::Advance => it.sen,
        _ => 0,
    });
    let asked = paid.saturating_add(body.amount.sen());
    judge.require(asked <= agreed, &ADVANCE_ABOVE_AGREED, || {
        Figures::amounts("amount", asked, agreed)
    })?;
    let secured = secured(judge, body.contract.0, GuaranteeKind::Advance);
    judge.flag_if(secured < asked, &ADVANCE_UNSECURED, || {
        Figures::amounts("amount", asked, secured)
    });
    Ok(())
}

fn retention(judge: &mut Judge<'_>, contract: &Contract, body: &ContractInvoiced) -> Judgement {
    let left = sum(judge, contract, |it| match it.kind {
        ContractPaymentKind::Retention => it.sen.saturating_neg(),
        _ => it.retained,
    });
    judge.require(body.amount.sen() <= left, &RETENTION_ABOVE, || {
        Figures::amounts("amount", body.amount.sen(), left)
    })?;
    let day = judge.fact.envelope.occurred_on;
    let over = contract.maintained_until.is_some_and(|until| until < day);
    let secured = secured(judge, body.contract.0, GuaranteeKind::Maintenance);
    judge.flag_if(!over && secured < body.amount.sen(), &RETENTION_EARLY, || {
        Figures::amounts("amount", body.amount.sen(), secured)
    });
    Ok(())
}

fn work(judge: &mut Judge<'_>, contract: &Contract, body: &ContractInvoiced) -> Judgement {
    let (reached, progress) = contract.reached;
    let term = body.term.unwrap_or(0);
    let full = body.kind == ContractPaymentKind::Full && body.term.is_none();
    let invoiced = judge.state.live_invoices(contract).any(|it| it.term == Some(term));
    let due = full || (term > 0 && term <= reached && !invoiced);
    judge.require(due, &TERM_NOT_REACHED, || {
        Figures::expected("term", format_args!("1 to {reached}, not invoiced before"), term)
    })?;
    // What was paid for, held back and set off against the advance is what the work is worth.
    let parts = [body.amount.sen(), body.retained.sen(), body.recovered.sen()];
    let gross = parts.into_iter().fold(0, i64::saturating_add);
    let agreed = share_of(gross, i64::from(contract.retention_bp));
    judge.flag_if(body.retained.sen() < agreed, &RETENTION_NOT_HELD, || {
        Figures::amounts("retained", body.retained.sen(), agreed)
    });
    let open = open_advance(judge, contract).saturating_sub(body.recovered.sen());
    let paid = sum(judge, contract, |it| it.sen);
    let claimed = paid.saturating_sub(open).saturating_add(body.amount.sen());
    let done = share_of(contract.value, i64::from(progress));
    judge.flag_if(claimed > done, &PAID_AHEAD, || Figures::amounts("amount", claimed, done));
    let secured = secured(judge, body.contract.0, GuaranteeKind::Performance);
    judge.flag_if(secured == 0, &PERFORMANCE_UNSECURED, || {
        Figures::expected("contract", "a performance guarantee in force", "none")
    });
    Ok(())
}

pub(super) fn penalise(judge: &mut Judge<'_>, body: &ContractPenaltyImposed) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(contract) = contract(judge, body.contract.0) else { return Ok(()) };
    let Some((rate, enacted)) = judge.limit(Parameter::PenaltyRate) else { return Ok(()) };
    let rate = rate.saturating_mul(i64::from(body.days));
    let most = judge.limit(Parameter::PenaltyMax).map_or(i64::MAX, |(most, _)| most);
    let expected = share_of(contract.value, rate.min(most));
    judge.flag_if(body.amount.sen() != expected, &PENALTY_AMOUNT, || {
        Figures::amounts("amount", body.amount.sen(), expected).by(enacted)
    });
    Ok(())
}

pub(super) fn pay_penalty(judge: &mut Judge<'_>, body: &ContractPenaltyPaid) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(contract) = contract(judge, body.contract.0) else { return Ok(()) };
    let (imposed, paid) = contract.penalty;
    let left = imposed.saturating_sub(paid);
    judge.flag_if(body.amount.sen() > left, &PENALTY_ABOVE, || {
        Figures::amounts("amount", body.amount.sen(), left)
    });
    Ok(())
}
