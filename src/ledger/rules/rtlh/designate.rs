//! Rules for binding a decree's row to a house. The decree is signed: what is odd is flagged.

use jejak_events::rtlh::HouseDesignated;
use jejak_events::vocabulary::{HouseVerdict, LandStatus, Parameter};
use jejak_projections::decree::{Decree, Designation};
use jejak_projections::rtlh::House;

use super::super::{Figures, Judge, Judgement};
use super::*;

pub(super) fn judge(judge: &mut Judge<'_>, body: &HouseDesignated) -> Judgement {
    let state = judge.state;
    let (house, row) = (house(judge, body.house.0), body.designation.0);
    let bound = state.rtlh.rows.get(&row).copied();
    let again = house.is_some_and(|house| house.aids.iter().any(|a| a.designation == Some(row)));
    // A row for a group pays for the houses of its members.
    let free = bound.is_none() || (body.group.is_some() && !again);
    judge.require(free, &ROW_BOUND, || {
        let bound = bound.unwrap_or(0);
        Figures::expected("designation", "a row without a house", row).by(bound)
    })?;
    flag_gone(judge, body.house.0);
    let designation = state.decree.designations.get(&row);
    let decree = designation.and_then(|row| state.decree.decrees.get(&row.decree));
    let Some(((house, designation), decree)) = house.zip(designation).zip(decree) else {
        return Ok(());
    };
    flag_recipient(judge, body, house, designation);
    flag_survey(judge, house, decree);
    let when = (decree.signed_on, decree.fiscal_year);
    flag_cooling_off(judge, house, Some(&decree.programme), when);
    flag_other_aid(judge, house, decree);
    Ok(())
}

/// The row's recipient is of the household, or the group in which the household is.
fn flag_recipient(judge: &mut Judge<'_>, body: &HouseDesignated, house: &House, row: &Designation) {
    let state = judge.state;
    let one = state.proposal.one(row.recipient);
    let household = state.proposal.recipients.get(&one).and_then(|known| known.household);
    let group = body.group.and_then(|seq| state.rtlh.groups.get(&seq.0));
    let of_group = group.is_some_and(|group| group.recipient == Some(row.recipient));
    let fits = of_group || household == Some(house.household);
    judge.flag_if(!fits, &NOT_OF_HOUSE, || {
        Figures::expected("designation", "a recipient of the household", "another")
    });
    let Some(seq) = body.group else { return };
    let member = state.rtlh.members.get(&house.household) == Some(&seq.0);
    let closed = group.is_some_and(|group| group.closed);
    judge.flag_if(!(member && closed), &NOT_IN_GROUP, || {
        let found = if closed { "no member" } else { "an open group" };
        Figures::expected("group", "a closed group with the household", found).by(seq.0)
    });
}

fn flag_survey(judge: &mut Judge<'_>, house: &House, decree: &Decree) {
    let day = decree.signed_on;
    let survey = house.survey.as_ref().filter(|survey| survey.on <= day);
    judge.flag_if(survey.is_none(), &NOT_SURVEYED, || {
        Figures::expected("house", format_args!("a survey by {day}"), "none")
    });
    let Some(survey) = survey else { return };
    judge.flag_if(survey.land != LandStatus::Owned, &LAND, || {
        Figures::expected("house", LandStatus::Owned, survey.land).by(survey.seq)
    });
    judge.flag_if(survey.verdict == HouseVerdict::Fit, &ALREADY_FIT, || {
        Figures::expected("house", "an unfit house", survey.verdict).by(survey.seq)
    });
    let reference = &judge.state.reference;
    let rule = reference.in_force(Parameter::HouseSurveyDays, &decree.programme, day);
    let Some(rule) = rule else { return };
    let (days, limit) = (i64::from(day.days_since(survey.on)), i64::from(rule.value.unwrap_or(0)));
    judge.flag_if(days > limit, &SURVEY_STALE, || {
        Figures::expected("house", format_args!("a survey within {limit} days"), days)
            .by(survey.seq)
    });
}

fn flag_other_aid(judge: &mut Judge<'_>, house: &House, decree: &Decree) {
    let open = judge.state.open_row_of_house(house);
    judge.flag_if(open.is_some(), &TWO_ROWS, || {
        let open = open.unwrap_or(0);
        Figures::expected("house", "no other row under way", open).by(open)
    });
    let observed = house.aids.iter().filter(|aid| aid.designation.is_none());
    let other = observed.filter(|aid| aid.fiscal_year == decree.fiscal_year).map(|aid| aid.seq);
    let other = other.min();
    judge.flag_if(other.is_some(), &DOUBLE_FUNDED, || {
        let other = other.unwrap_or(0);
        Figures::expected("house", "no aid of another source in that year", other).by(other)
    });
}
