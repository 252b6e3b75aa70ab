//! Rules for the release of a stage's money: our own act, refused unless its turn has come.

use jejak_events::Object;
use jejak_events::vocabulary::Parameter;
use jejak_events::works::WorkStageReleased;
use jejak_projections::payment::PaymentStage;
use jejak_projections::works::{Work, WorkBasis, WorkStage, WorkStatus};

use super::super::{Figures, Judge, Judgement, share_of};
use super::*;

pub(super) fn judge(judge: &mut Judge<'_>, body: &WorkStageReleased) -> Judgement {
    judge.positive("amount", body.amount)?;
    let open = [WorkStatus::Running, WorkStatus::HandedOver];
    let Some(work) = in_state(judge, body.work.0, &open)? else { return Ok(()) };
    let next = work.released_stages.saturating_add(1);
    judge.require(body.stage == next, &STAGE_ORDER, || {
        Figures::expected("stage", next, body.stage).by(body.work.0)
    })?;
    let planned = work.planned_bp();
    let stage = work.stage(body.stage).filter(|_| planned == WHOLE_BP);
    judge.require(stage.is_some(), &PLAN_INCOMPLETE, || {
        let expected = format!("stages planned to {WHOLE_BP} basis points");
        Figures::expected("stage", expected, planned).by(body.work.0)
    })?;
    money(judge, body, work)?;
    // Who releases others' money is not known here: one person may record both.
    let inspected: &[_] = if work.observed { &[] } else { &work.seen_by };
    judge.separate_from(&RELEASER_INSPECTED, inspected)?;
    let Some(stage) = stage else { return Ok(()) };
    progress(judge, work, stage)?;
    report(judge, work)?;
    flag_amount(judge, body, work, stage);
    Ok(())
}

/// The money is that of the basis, and each sen of it goes once.
fn money(judge: &Judge<'_>, body: &WorkStageReleased, work: &Work) -> Judgement {
    judge.require(is_of_basis(judge, body, work), &MONEY_OF_ANOTHER, || {
        let field = if body.payment.is_some() { "payment" } else { "spp" };
        let expected = match work.basis {
            WorkBasis::Row(row) => format!("a payment of the row {row} that stands"),
            WorkBasis::Commitment(seq) => format!("a request on the commitment {seq}"),
            WorkBasis::Line(line) if work.observed => format!("none on the observed line {line}"),
            WorkBasis::Line(line) => format!("a request on the line {line}"),
            WorkBasis::None => "none".to_owned(),
        };
        let found = body.payment.map(|payment| payment.0).or(body.spp.map(|spp| spp.0));
        Figures::expected(field, expected, found.unwrap_or(0)).by(body.work.0)
    })?;
    let sen = body.amount.sen();
    let left = work.sen.saturating_sub(work.released);
    judge.require(sen <= left, &ABOVE_VALUE, || {
        Figures::amounts("amount", sen, left).by(body.work.0)
    })?;
    let (key, gives) = source(judge, body);
    let Some(key) = key else { return Ok(()) };
    let used = judge.state.works.released.get(&key).copied().unwrap_or(0);
    let left = gives.saturating_sub(used);
    judge.require(sen <= left, &ABOVE_PAYMENT, || Figures::amounts("amount", sen, left).by(key.1))
}

fn is_of_basis(judge: &Judge<'_>, body: &WorkStageReleased, work: &Work) -> bool {
    let state = judge.state;
    let payment = body.payment.and_then(|seq| state.payment.payments.get(&seq.0));
    let spp = body.spp.and_then(|seq| state.treasury.spps.get(&seq.0));
    let stands = |stage| matches!(stage, PaymentStage::Instructed | PaymentStage::Credited);
    match work.basis {
        WorkBasis::Row(row) => {
            let of_row = payment.is_some_and(|p| p.designation == Some(row) && stands(p.stage));
            spp.is_none() && (of_row || (work.observed && payment.is_none()))
        }
        WorkBasis::Commitment(seq) => {
            let of_commitment = spp.is_some_and(|spp| spp.basis == Some(seq));
            payment.is_none() && (of_commitment || (work.observed && spp.is_none()))
        }
        WorkBasis::Line(line) => {
            let of_line = spp.is_some_and(|spp| spp.lines.iter().any(|(at, _)| *at == line));
            payment.is_none() && (of_line || (work.observed && spp.is_none()))
        }
        WorkBasis::None => false,
    }
}

/// The payment or request that pays, and the sen that it gives.
fn source(judge: &Judge<'_>, body: &WorkStageReleased) -> (Option<(Object, u64)>, i64) {
    if let Some(seq) = body.payment {
        let payment = judge.state.payment.payments.get(&seq.0);
        return (Some((Object::Payment, seq.0)), payment.map_or(0, |payment| payment.sen));
    }
    let spp = body.spp.and_then(|seq| judge.state.treasury.spps.get(&seq.0));
    (body.spp.map(|seq| (Object::Spp, seq.0)), spp.map_or(0, |spp| spp.sen))
}

/// Physical progress as plan and parameter ask. What others did, or history, is flagged instead.
fn progress(judge: &mut Judge<'_>, work: &Work, stage: &WorkStage) -> Judgement {
    let rule = in_force(judge, Parameter::WorkProgressRequired, work);
    let of_rule = rule.filter(|_| stage.number > 1).map_or(0, |(_, share_bp)| share_bp);
    let needed = stage.required_bp.max(of_rule);
    let (physical, event) = work.physical;
    let figures = || {
        let expected = format!("{needed} basis points of physical progress or more");
        Figures::expected("stage", expected, physical).by(event)
    };
    let spared = work.observed || judge.historical();
    judge.require(spared || physical >= needed, &PROGRESS_SHORT, figures)?;
    judge.flag_if(spared && physical < needed, &RELEASED_EARLY, figures);
    Ok(())
}

/// The stages before are accounted for, as far as the parameter asks.
fn report(judge: &Judge<'_>, work: &Work) -> Judgement {
    let rule = in_force(judge, Parameter::WorkReportRequired, work);
    let accounted = judge.state.accounted_of_work(work);
    let Some(((rule, share_bp), accounted)) = rule.zip(accounted) else { return Ok(()) };
    let needed = share_of(work.released, i64::from(share_bp));
    judge.require(judge.historical() || accounted >= needed, &REPORT_SHORT, || {
        Figures::amounts("stage", needed, accounted).by(rule.seq)
    })
}

fn flag_amount(judge: &mut Judge<'_>, body: &WorkStageReleased, work: &Work, stage: &WorkStage) {
    let planned = share_of(work.sen, i64::from(stage.share_bp));
    // A share may leave fractions of a rupiah, which go to one stage or the other.
    let differs = body.amount.sen().abs_diff(planned) >= 100;
    judge.flag_if(differs, &AMOUNT_OFF_PLAN, || {
        Figures::amounts("amount", body.amount.sen(), planned).by(body.work.0)
    });
}
