//! Cases: opening, outreach, rehabilitation, closing.

use jejak_events::vocabulary::{EffortKind, OutreachManner, Parameter};
use jejak_events::welfare::{CaseClosed, CaseOpened, OutreachDone};
use jejak_projections::integrity::people_of;

use super::super::{Figures, Judge, Judgement};
use super::{
    BEFORE_CASE, CASE_CLOSED, CASE_OPEN_TWICE, CLOSED_WITHOUT_STEP, COERCED_ALONE,
    REHABILITATION_LONG, authority,
};

pub(super) fn open(judge: &mut Judge<'_>, body: &CaseOpened) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    judge.known_region("region", body.region)?;
    authority::verdict(judge, body)?;
    let other = judge.state.welfare.open_cases.get(&(body.recipient, body.service)).copied();
    judge.flag_if(other.is_some(), &CASE_OPEN_TWICE, || {
        let figures = Figures::expected("service", "a service without an open case", body.service);
        figures.by(other.unwrap_or(0))
    });
    Ok(())
}

/// What is done in a case happens before it is closed. What is recorded late may still name a day
/// before the closing.
pub(super) fn goes_on(judge: &mut Judge<'_>, seq: u64) -> Judgement {
    let Some(case) = judge.state.welfare.cases.get(&seq) else { return Ok(()) };
    let day = judge.fact.envelope.occurred_on;
    let closed = case.closed_on;
    judge.require(closed.is_none_or(|closed| day <= closed), &CASE_CLOSED, || {
        let closed = closed.map_or_else(String::new, |closed| closed.to_string());
        Figures::expected("occurred_on", format_args!("{closed} or earlier"), day).by(seq)
    })?;
    judge.flag_if(day < case.opened_on, &BEFORE_CASE, || {
        Figures::expected("occurred_on", format_args!("{} or later", case.opened_on), day).by(seq)
    });
    Ok(())
}

/// Coercive outreach is never one person's: a second official answers for it, and the team is as
/// large as the parameter asks.
pub(super) fn outreach(judge: &mut Judge<'_>, body: &OutreachDone) -> Judgement {
    goes_on(judge, body.case.0)?;
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force_for_all(Parameter::CoerciveTeam, day);
    let fewest = rule.and_then(|rule| rule.value).unwrap_or(2);
    let people = people_of(&judge.fact.envelope);
    let second = body.second.is_some_and(|second| people.first() != Some(&second));
    let alone = !second || u32::from(body.team) < fewest;
    judge.flag_if(body.manner == OutreachManner::Coercive && alone, &COERCED_ALONE, || {
        let found = format!("{}, {} second", body.team, if second { "a" } else { "no" });
        Figures::expected("team", format_args!("{fewest} or more, a second official"), found)
            .by(body.case.0)
    });
    Ok(())
}

pub(super) fn step(judge: &mut Judge<'_>, seq: u64) -> Judgement {
    goes_on(judge, seq)?;
    let Some(case) = judge.state.welfare.cases.get(&seq) else { return Ok(()) };
    let Some(first) = case.first_step_on else { return Ok(()) };
    let reference = &judge.state.reference;
    let rule = reference.in_force_for_all(Parameter::RehabilitationDays, first);
    let Some(limit) = rule.and_then(|rule| rule.value) else { return Ok(()) };
    let days = i64::from(judge.fact.envelope.occurred_on.days_since(first));
    judge.flag_if(days > i64::from(limit), &REHABILITATION_LONG, || {
        let expected = format!("at most {limit} days after {first}");
        Figures::expected("occurred_on", expected, format_args!("{days} days")).by(seq)
    });
    Ok(())
}

pub(super) fn close(judge: &mut Judge<'_>, body: &CaseClosed) -> Judgement {
    let seq = body.case.0;
    let Some(case) = judge.state.welfare.cases.get(&seq) else { return Ok(()) };
    judge.require(case.closed_on.is_none(), &CASE_CLOSED, || {
        Figures::expected("case", "a case that is not closed", seq).by(seq)
    })?;
    goes_on(judge, seq)?;
    let without = case.effort == EffortKind::Rehabilitative && case.first_step_on.is_none();
    judge.flag_if(without, &CLOSED_WITHOUT_STEP, || {
        Figures::expected("outcome", "a step of rehabilitation before", body.outcome).by(seq)
    });
    Ok(())
}
