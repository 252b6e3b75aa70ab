//! Rules for community groups that repair houses (pokmas).

use jejak_events::rtlh::*;
use jejak_events::vocabulary::Parameter;

use super::super::{Figures, Judge, Judgement};
use super::*;

pub(super) fn form(judge: &mut Judge<'_>, body: &RepairGroupFormed) -> Judgement {
    judge.known_region("region", body.region)?;
    body.recipient.map_or(Ok(()), |recipient| judge.known_recipient("recipient", recipient))
}

/// Refuses what only an open group accepts.
fn open(judge: &Judge<'_>, seq: u64) -> Judgement {
    let group = judge.state.rtlh.groups.get(&seq);
    judge.require(group.is_some_and(|group| !group.closed), &GROUP_CLOSED, || {
        Figures::expected("group", "an open group", seq).by(seq)
    })
}

pub(super) fn name(judge: &mut Judge<'_>, body: &RepairGroupMemberNamed) -> Judgement {
    open(judge, body.group.0)?;
    let known = judge.state.rtlh.members.get(&body.household).copied();
    judge.require(known != Some(body.group.0), &MEMBER_TWICE, || {
        Figures::expected("household", "a household not yet named", "the same").by(body.group.0)
    })?;
    judge.flag_if(known.is_some(), &MEMBER_OF_OTHER, || {
        let other = known.unwrap_or(0);
        Figures::expected("household", "a member of no other group", other).by(other)
    });
    let house = body.house.and_then(|seq| judge.state.rtlh.houses.get(&seq.0));
    let Some(house) = house else { return Ok(()) };
    judge.flag_if(house.household != body.household, &NOT_OF_HOUSE, || {
        Figures::expected("house", "a house of the household", "another's")
    });
    let group = judge.state.rtlh.groups.get(&body.group.0);
    let inside = group.is_some_and(|group| house.region.ancestors().any(|up| up == group.region));
    judge.flag_if(!inside, &MEMBER_ELSEWHERE, || {
        let region = group.map_or_else(String::new, |group| group.region.to_string());
        Figures::expected("house", format_args!("a house in {region}"), house.region)
    });
    Ok(())
}

pub(super) fn close(judge: &mut Judge<'_>, body: &RepairGroupClosed) -> Judgement {
    open(judge, body.group.0)?;
    let Some(group) = judge.state.rtlh.groups.get(&body.group.0) else { return Ok(()) };
    let fits = body.members == group.members && body.members == group.stated;
    judge.require(fits, &MEMBERS_MISMATCH, || {
        let expected = format!("{} announced, {} recorded", group.stated, group.members);
        Figures::expected("members", expected, body.members).by(body.group.0)
    })?;
    let day = judge.fact.envelope.occurred_on;
    let of = |what| judge.state.reference.in_force_for_all(what, day).and_then(|rule| rule.value);
    let least = of(Parameter::RepairGroupSmallest).unwrap_or(0);
    let most = of(Parameter::RepairGroupLargest).unwrap_or(u32::MAX);
    judge.flag_if(!(least..=most).contains(&group.members), &GROUP_SIZE, || {
        Figures::expected("members", format_args!("{least} to {most}"), group.members)
    });
    Ok(())
}
