//! The aid that a decree gives a group.

use jejak_events::Rupiah;
use jejak_events::kube::KubeGrantDesignated;
use jejak_events::vocabulary::Parameter;
use jejak_projections::decree::Designation;
use jejak_projections::kube::KubeGroup;

use super::super::{Figures, Judge, Judgement};
use super::{ACCOUNT_MISSING, AMOUNT_OFF_SIZE, GRANT_KNOWN, GRANT_OF_OTHER, formed};

pub(super) fn designate(judge: &mut Judge<'_>, body: &KubeGrantDesignated) -> Judgement {
    let group = formed(judge, body.group.0)?;
    let seq = body.designation.0;
    let Some(row) = judge.state.decree.designations.get(&seq) else { return Ok(()) };
    let proposal = &judge.state.proposal;
    let own = proposal.one(row.recipient) == proposal.one(group.recipient);
    judge.require(own, &GRANT_OF_OTHER, || {
        Figures::expected("designation", "a row that names the group", seq).by(seq)
    })?;
    judge.require(!group.grants.contains(&seq), &GRANT_KNOWN, || {
        Figures::expected("designation", "a row not yet the group's", seq).by(body.group.0)
    })?;
    flag_amount(judge, group, row, seq);
    let accounts = judge.state.spending.accounts.get(&group.recipient);
    let named = accounts.into_iter().flatten().any(|(_, name_matches)| *name_matches);
    judge.flag_if(!named, &ACCOUNT_MISSING, || {
        Figures::expected("group", "a registered account in the group's name", "none")
            .by(body.group.0)
    });
    Ok(())
}

/// Some rules give so much per member, others a fixed amount per group: one of them must fit.
fn flag_amount(judge: &mut Judge<'_>, group: &KubeGroup, row: &Designation, seq: u64) {
    let day = judge.fact.envelope.occurred_on;
    let amount = |parameter| {
        let rule = judge.state.reference.in_force(parameter, &group.programme, day);
        rule.and_then(|rule| rule.amount)
    };
    let members = i64::try_from(group.members.len()).unwrap_or(i64::MAX);
    let of_members = amount(Parameter::MemberAmount).and_then(|each| each.checked_mul(members));
    let fixed = amount(Parameter::UnitAmount);
    let mut asked = [of_members, fixed].into_iter().flatten().map(Rupiah::sen).peekable();
    let Some(first) = asked.peek().copied() else { return };
    judge.flag_if(asked.all(|sen| sen != row.sen), &AMOUNT_OFF_SIZE, || {
        Figures::amounts("designation", row.sen, first).on_line(row.line).by(seq)
    });
}
