//! Who belongs to a group, and who holds its offices.

use jejak_events::ids::RecipientId;
use jejak_events::kube::*;
use jejak_events::vocabulary::{KubeOffice, Outcome, Parameter, RecipientStatus, RecipientType};
use jejak_projections::kube::{KubeGroup, KubeStage};

use super::super::{Figures, Judge, Judgement};
use super::{
    COUNT_MISMATCH, FORMATION_CLOSED, HELPED_BEFORE, IN_OTHER_GROUP, MEMBER_IS_GROUP,
    MEMBER_NOT_ELIGIBLE, MEMBER_TWICE, NOT_A_MEMBER, OFFICE_TAKEN, OFFICE_VACANT, SHRUNK, SIZE,
    TWO_OFFICES, formed, living,
};

pub(super) fn join(judge: &mut Judge<'_>, body: &KubeMemberJoined) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    let group = living(judge, body.group.0)?;
    let known = judge.state.proposal.recipients.get(&body.recipient);
    let kind = known.map(|known| known.recipient_type);
    let person = matches!(kind, Some(RecipientType::Individual | RecipientType::Family));
    judge.require(person, &MEMBER_IS_GROUP, || {
        Figures::expected("recipient", "individu or keluarga", kind.map_or("", RecipientType::word))
    })?;
    let one = |id: RecipientId| judge.state.proposal.one(id);
    let twice = group.members.iter().any(|member| one(*member) == one(body.recipient));
    judge.require(!twice, &MEMBER_TWICE, || {
        Figures::expected("recipient", "somebody not yet a member", body.recipient).by(body.group.0)
    })?;
    if let Some(office) = body.office {
        flag_taken(judge, group, office);
    }
    flag_size_above(judge, group);
    flag_eligibility(judge, group, body.recipient);
    flag_other_groups(judge, body, group);
    Ok(())
}

/// Somebody who joins after the formation may be one too many.
fn flag_size_above(judge: &mut Judge<'_>, group: &KubeGroup) {
    if group.stage != KubeStage::Forming {
        flag_size(judge, group, group.members.len().saturating_add(1));
    }
}

fn limit(judge: &Judge<'_>, parameter: Parameter, group: &KubeGroup) -> Option<u64> {
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force(parameter, &group.programme, day);
    rule.and_then(|rule| rule.value).map(u64::from)
}

fn flag_size(judge: &mut Judge<'_>, group: &KubeGroup, members: usize) {
    let fewest = limit(judge, Parameter::GroupSizeMin, group);
    let most = limit(judge, Parameter::GroupSizeMax, group);
    let members = members as u64;
    let (fewest, most) = (fewest.unwrap_or(0), most.unwrap_or(u64::MAX));
    judge.flag_if(members < fewest || members > most, &SIZE, || {
        Figures::expected("group", format_args!("{fewest} to {most} members"), members)
    });
}

/// The member's own check for the programme, and whether the member is still there.
fn flag_eligibility(judge: &mut Judge<'_>, group: &KubeGroup, member: RecipientId) {
    // History that brings no checks does not say that there were none.
    if judge.historical() {
        return;
    }
    let state = judge.state;
    let programme = state.reference.programmes.get(&group.programme).map(|known| known.index);
    let checked = programme.and_then(|index| state.proposal.eligibility.get(&(index, member)));
    let eligible = checked.is_some_and(|checked| checked.outcome == Outcome::Accepted);
    let status = state.proposal.recipients.get(&member).map(|known| known.status.0);
    let active = status == Some(RecipientStatus::Active);
    judge.flag_if(!eligible || !active, &MEMBER_NOT_ELIGIBLE, || {
        let found = if active { "no accepted check" } else { "inactive" };
        Figures::expected("recipient", "active, and found eligible", found)
    });
}

/// A40: in two groups at once. A11: aid of the programme before, alone or in a group that is over
/// or was left, within the cooling-off period.
fn flag_other_groups(judge: &mut Judge<'_>, body: &KubeMemberJoined, group: &KubeGroup) {
    let (state, day) = (judge.state, judge.fact.envelope.occurred_on);
    let member = state.proposal.one(body.recipient);
    let known = state.kube.of_member.get(&member).into_iter().flatten();
    let others: Vec<(u64, &KubeGroup)> = known
        .filter(|seq| **seq != body.group.0)
        .filter_map(|seq| Some((*seq, state.kube.groups.get(seq)?)))
        .collect();
    let belongs = |other: &KubeGroup| {
        !other.stage.is_over() && other.members.iter().any(|id| state.proposal.one(*id) == member)
    };
    let now = others.iter().find(|(_, other)| belongs(other));
    judge.flag_if(now.is_some(), &IN_OTHER_GROUP, || {
        Figures::field("recipient").by(now.map_or(0, |(seq, _)| *seq))
    });
    let rule = state.reference.in_force(Parameter::CoolingOffDays, &group.programme, day);
    let Some(limit) = rule.and_then(|rule| rule.value).map(i64::from) else { return };
    let programme = state.reference.programmes.get(&group.programme).map(|known| known.index);
    let alone = programme.and_then(|index| state.decree.received.get(&(index, member)).copied());
    let past = others.iter().filter(|(_, o)| o.programme == group.programme && !belongs(o));
    let past = past.map(|(seq, other)| (other.formed_on, *seq)).max();
    let last = past.max(alone);
    let recent = last.filter(|(on, _)| i64::from(day.days_since(*on)) < limit);
    judge.flag_if(recent.is_some(), &HELPED_BEFORE, || {
        let found = recent.map_or_else(String::new, |(on, _)| on.to_string());
        Figures::expected("recipient", format_args!("no KUBE aid within {limit} days"), found)
            .by(recent.map_or(0, |(_, event)| event))
    });
}

fn flag_office(judge: &mut Judge<'_>, group: &KubeGroup, office: KubeOffice, member: RecipientId) {
    let one = |id: RecipientId| judge.state.proposal.one(id);
    let mut held = group.offices.iter();
    let held = held.find(|(held, holder)| *held != office && one(*holder) == one(member));
    judge.flag_if(held.is_some(), &TWO_OFFICES, || {
        let held = held.map_or("", |(held, _)| held.word());
        Figures::expected("office", "one office per member", format_args!("{held} and {office}"))
    });
}

/// Who joins with an office finds it vacant; one who holds it steps down first.
fn flag_taken(judge: &mut Judge<'_>, group: &KubeGroup, office: KubeOffice) {
    let holder = group.holder(office);
    judge.flag_if(holder.is_some(), &OFFICE_TAKEN, || {
        let found = holder.map_or_else(String::new, |holder| holder.to_string());
        Figures::expected("office", "a vacant office", found)
    });
}

pub(super) fn close(judge: &mut Judge<'_>, body: &KubeFormationClosed) -> Judgement {
    let group = living(judge, body.group.0)?;
    judge.require(group.stage == KubeStage::Forming, &FORMATION_CLOSED, || {
        Figures::expected("group", "a group being formed", format!("{:?}", group.stage))
            .by(body.group.0)
    })?;
    let members = group.members.len() as u64;
    let fits = [body.count, group.stated_count].iter().all(|count| u64::from(*count) == members);
    judge.require(fits, &COUNT_MISMATCH, || {
        Figures::expected(
            "count",
            members,
            format_args!("{} of {}", body.count, group.stated_count),
        )
        .by(body.group.0)
    })?;
    flag_size(judge, group, group.members.len());
    let vacant = KubeOffice::ALL.iter().find(|office| group.holder(**office).is_none());
    judge.flag_if(vacant.is_some(), &OFFICE_VACANT, || {
        Figures::expected("group", vacant.map_or("", |office| office.word()), "nobody")
    });
    Ok(())
}

/// The group, to which the member must belong.
fn member<'a>(
    judge: &Judge<'a>,
    group: u64,
    recipient: RecipientId,
) -> Result<&'a KubeGroup, super::Refusal> {
    let known = living(judge, group)?;
    judge.require(known.members.contains(&recipient), &NOT_A_MEMBER, || {
        Figures::expected("recipient", "a member of the group", recipient).by(group)
    })?;
    Ok(known)
}

pub(super) fn leave(judge: &mut Judge<'_>, body: &KubeMemberLeft) -> Judgement {
    let group = member(judge, body.group.0, body.recipient)?;
    if group.stage == KubeStage::Forming || group.stage.is_over() {
        return Ok(());
    }
    let left = (group.members.len() as u64).saturating_sub(1);
    let fewest = limit(judge, Parameter::GroupSizeMin, group).unwrap_or(0);
    judge.flag_if(left < fewest, &SHRUNK, || {
        Figures::expected("group", format_args!("{fewest} members or more"), left).by(body.group.0)
    });
    Ok(())
}

pub(super) fn change_office(judge: &mut Judge<'_>, body: &KubeOfficeChanged) -> Judgement {
    let group = formed(judge, body.group.0)?;
    let Some(recipient) = body.recipient else { return Ok(()) };
    member(judge, body.group.0, recipient)?;
    flag_office(judge, group, body.office, recipient);
    Ok(())
}
