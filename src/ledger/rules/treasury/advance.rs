//! The advances: what an organisation may be given as UP, and what is spent from UP and TU by NPD and
//! TBP.

use jejak_events::Stage;
use jejak_events::treasury::*;
use jejak_events::vocabulary::{CashKind, SppKind};
use jejak_projections::treasury::{Npd, SppStage};

use super::super::{Figures, Judge, Judgement, Refusal, short_of};
use super::{
    ABOVE_AVAILABLE, ABOVE_CASH, ABOVE_NPD, ADVANCE_ACCOUNT, LINES_MISSING,
    NPD_APPROVER_IS_SUBMITTER, NPD_STATE, UP_CEILING, WRONG_STAGE, available, is_treasurers,
    spp_at,
};

/// The ceiling of an advance covers what was given of it already.
pub(super) fn ceiling(judge: &Judge<'_>, body: &AdvanceCeilingSet) -> Judgement {
    judge.not_negative("amount", body.amount)?;
    let key = (body.organisation.0, body.fiscal_year);
    let issued = judge.state.treasury.advances.get(&key).map_or(0, |known| known.issued);
    judge.require(body.amount.sen() >= issued, &UP_CEILING, || {
        Figures::amounts("amount", body.amount.sen(), issued)
    })
}

/// UP: within the ceiling of the organisation's advance, from one source.
pub(super) fn up(judge: &Judge<'_>, body: &SppSubmitted) -> Judgement {
    let source = body.source;
    judge.require(source.is_some() && body.lines.is_empty(), &LINES_MISSING, || {
        Figures::expected("source", "the source of the advance, and no lines", "another")
    })?;
    source.map_or(Ok(()), |source| judge.known_source("source", source))?;
    let key = (body.organisation.0, judge.fact.envelope.fiscal_year);
    let advance = judge.state.treasury.advances.get(&key);
    let ceiling = advance.and_then(|advance| advance.ceiling).unwrap_or(0);
    let room = ceiling.saturating_sub(advance.map_or(0, |advance| advance.issued));
    judge.require(body.amount.sen() <= room, &UP_CEILING, || {
        Figures::amounts("amount", body.amount.sen(), room)
    })
}

/// NPD: within what the line, or the TU, has left.
pub(super) fn npd(judge: &mut Judge<'_>, body: &NpdSubmitted) -> Judgement {
    judge.require(!body.lines.is_empty(), &LINES_MISSING, || {
        Figures::expected("lines", "at least one line", 0)
    })?;
    judge.ascending_lines("lines", &body.lines)?;
    if let Some(tu) = body.tu {
        let spp = spp_at(judge, tu.0, SppStage::PaidOut)?;
        judge.require(spp.kind == SppKind::Tu, &WRONG_STAGE, || {
            Figures::expected("tu", SppKind::Tu, spp.kind).by(tu.0)
        })?;
        return body.lines.iter().try_for_each(|item| {
            let left = spp.free_of_line(item.line.0);
            judge.require(item.amount.sen() <= left, &ABOVE_AVAILABLE, || {
                short_of("lines", item.amount.sen(), left, item.line.0).by(tu.0)
            })
        });
    }
    body.lines.iter().try_for_each(|item| available(judge, item))
}

/// The KPA decides once, and did not ask.
pub(super) fn approve(judge: &mut Judge<'_>, body: &NpdApproved) -> Judgement {
    let npd = npd_at(judge, body.npd.0, |npd| npd.approved.is_none(), |_| false)?;
    let others = npd.map_or(&[][..], |npd| &npd.submitted_by);
    judge.separate_from(&NPD_APPROVER_IS_SUBMITTER, others)
}

/// The treasurer validates what was approved, once.
pub(super) fn validate(judge: &mut Judge<'_>, body: &NpdValidated) -> Judgement {
    let ready = |npd: &Npd| npd.approved == Some(true) && !npd.validated;
    let skips = |npd: &Npd| npd.approved.is_none() && !npd.validated;
    npd_at(judge, body.npd.0, ready, skips).map(|_| ())
}

/// The NPD, which must be at the stage before; history may skip a step, never a refusal.
fn npd_at<'a>(
    judge: &mut Judge<'a>,
    seq: u64,
    fits: impl FnOnce(&Npd) -> bool,
    skips: impl FnOnce(&Npd) -> bool,
) -> Result<Option<&'a Npd>, Refusal> {
    let npd = judge.state.treasury.npds.get(&seq);
    let (fits, skips) = (npd.is_some_and(fits), npd.is_some_and(skips));
    judge.in_order(fits, skips, &NPD_STATE, || {
        Figures::expected("npd", "an NPD at the stage before", seq).by(seq)
    })?;
    Ok(npd)
}

/// TBP: within the NPD, the line or the TU, and the cash in hand.
pub(super) fn tbp(judge: &mut Judge<'_>, body: &TbpRecorded) -> Judgement {
    judge.positive("amount", body.amount)?;
    let skips = |npd: &Npd| npd.approved != Some(false);
    let npd = npd_at(judge, body.npd.0, |npd| npd.validated, skips)?;
    let (sen, line) = (body.amount.sen(), body.line.0);
    let left = npd.and_then(|npd| npd.left.iter().find(|(at, _)| *at == line));
    let left = left.map_or(0, |(_, sen)| *sen);
    judge
        .require(sen <= left, &ABOVE_NPD, || short_of("amount", sen, left, line).by(body.npd.0))?;
    let tu = npd.and_then(|npd| npd.tu).and_then(|tu| judge.state.treasury.spps.get(&tu));
    let available = match tu {
        Some(tu) => tu.free_of_line(line).min(judge.state.budget.at(line, Stage::AtChannel)),
        None => judge.state.budget.at(line, Stage::Available),
    };
    judge
        .require(sen <= available, &ABOVE_AVAILABLE, || short_of("amount", sen, available, line))?;
    let kind = judge.state.cash.accounts.get(&body.cash.0).map(|cash| cash.kind);
    judge.require(is_treasurers(kind), &ADVANCE_ACCOUNT, || {
        Figures::expected("cash", CashKind::TreasurerBank, kind.map_or("none", CashKind::word))
    })?;
    let source = judge.state.budget.lines.get(&line).map(|line| line.source);
    let cash = source.map_or(0, |source| judge.state.cash.at(body.cash.0, source));
    judge.require(sen <= cash, &ABOVE_CASH, || short_of("cash", sen, cash, line))
}
