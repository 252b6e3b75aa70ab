//! A40: groups that are not what a group should be.

use std::collections::BTreeSet;

use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Kind, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::kube::KubeGroup;
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A40",
    version: 1,
    en: "group not as the rules of KUBE ask",
    title_id: "kelompok KUBE/pokmas tidak memenuhi syarat",
    severity: Severity::High,
    basis: "Permensos 2/2019 KUBE; juknis RS-RTLH",
    parameters: &[
        Parameter::GroupSizeMin,
        Parameter::GroupSizeMax,
        Parameter::MemberAmount,
        Parameter::WithdrawerGroups,
        Parameter::ShopGroups,
        Parameter::MentoringDays,
        Parameter::RepairGroupSmallest,
        Parameter::RepairGroupLargest,
    ],
    deterministic: false,
    watches: true,
    looks_at: "size of groups, members of two groups, grants per member, accounts, mentoring, withdrawers and shops of many groups",
    make: || Box::<Groups>::default(),
}];

#[derive(Default)]
struct Groups {
    /// Formations: event, group, members, day.
    formed: Vec<(u64, u64, usize, Date)>,
    /// Grants: event, group, row, members.
    granted: Vec<(u64, u64, u64, usize)>,
    /// Reports and closings that came without mentoring: event, group, days since the last visit
    /// or since the aid came.
    unmentored: Vec<(u64, u64, i32, Date)>,
    /// Repair groups: event, group, households, day.
    repair: Vec<(u64, u64, i64, Date)>,
}

impl Check for Groups {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let (seq, on) = (fact.seq, fact.envelope.occurred_on);
        let members = |group: u64| state.kube.groups.get(&group).map_or(0, |g| g.members.len());
        match &fact.event {
            Event::KubeFormationClosed(body) => {
                self.formed.push((seq, body.group.0, members(body.group.0), on));
            }
            Event::KubeGrantDesignated(body) => {
                let (group, row) = (body.group.0, body.designation.0);
                self.granted.push((seq, group, row, members(group)));
            }
            Event::KubeBusinessReported(body) => self.mentored(state, seq, body.group.0, on),
            Event::SpendingClosed(body) => {
                let row = state.decree.designations.get(&body.designation.0);
                let group = row.and_then(|row| state.kube.of_recipient.get(&row.recipient));
                if let Some(group) = group {
                    self.mentored(state, seq, *group, on);
                }
            }
            Event::RepairGroupClosed(body) => {
                let group = state.rtlh.groups.get(&body.group.0);
                let households = group.map_or(0, |group| i64::from(group.members));
                self.repair.push((seq, body.group.0, households, on));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        self.sizes(state, rules, &mut verdict);
        self.grants(view, rules, &mut verdict);
        members_twice(view, &mut verdict)?;
        self.mentoring(state, rules, &mut verdict);
        withdrawers(view, rules, &mut verdict)?;
        shops(state, rules, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

fn place(group: &KubeGroup) -> Place {
    Place::of_region(group.region).under(&group.programme)
}

impl Groups {
    /// How long nobody had visited a group that works with aid.
    fn mentored(&mut self, state: &State, seq: u64, group: u64, on: Date) {
        let Some(known) = state.kube.groups.get(&group) else { return };
        let rows = known.grants.iter().filter_map(|row| state.decree.designations.get(row));
        let received = rows.filter_map(|row| state.row_received_on(row)).min();
        let visited = state.spending.mentoring.get(&known.recipient).map(|visits| visits.last);
        let Some(since) = received.max(visited).filter(|_| received.is_some()) else { return };
        self.unmentored.push((seq, group, on.days_since(since), on));
    }

    fn sizes(&self, state: &State, rules: &Rules, verdict: &mut Verdict) {
        for (seq, group, members, on) in &self.formed {
            let Some(known) = state.kube.groups.get(group) else { continue };
            let number = |what| rules.number(what, Some(&known.programme), *on, *seq);
            let least = number(Parameter::GroupSizeMin);
            let most = number(Parameter::GroupSizeMax);
            let bounds = (Parameter::GroupSizeMin, Parameter::GroupSizeMax);
            let subject = (Object::KubeGroup, *group);
            let members = i64::try_from(*members).unwrap_or(i64::MAX);
            size((subject, *seq), members, bounds, (least, most), place(known), verdict);
        }
        for (seq, group, households, on) in &self.repair {
            let Some(known) = state.rtlh.groups.get(group) else { continue };
            let number = |what| rules.number(what, None, *on, *seq);
            let least = number(Parameter::RepairGroupSmallest);
            let most = number(Parameter::RepairGroupLargest);
            let bounds = (Parameter::RepairGroupSmallest, Parameter::RepairGroupLargest);
            let subject = (Object::RepairGroup, *group);
            let place = Place::of_region(known.region);
            size((subject, *seq), *households, bounds, (least, most), place, verdict);
        }
    }

    /// Grants that are not so much a member, and grants that came without an account.
    fn grants(&self, view: &View, rules: &Rules, verdict: &mut Verdict) {
        let state = &view.reading.state;
        for (seq, group, row, members) in &self.granted {
            let (Some(known), Some(designated)) =
                (state.kube.groups.get(group), state.decree.designations.get(row))
            else {
                continue;
            };
            let decree = state.decree.decrees.get(&designated.decree);
            let on = decree.map_or(known.formed_on, |decree| decree.signed_on);
            let rule = Parameter::MemberAmount;
            let evidence = [*group, *row, *seq];
            if let Some(each) = rules.sen(rule, Some(&known.programme), on, *seq) {
                let right = each.saturating_mul(i64::try_from(*members).unwrap_or(i64::MAX));
                if right != designated.sen {
                    let (given, right_in_words) = (rupiah(designated.sen), rupiah(right));
                    let what = said!(
                        "{given} for {members} members; {right_in_words} would be right",
                        "{given} untuk {members} anggota; seharusnya {right_in_words}"
                    );
                    let risk = designated.sen.saturating_sub(right);
                    verdict.add((Object::KubeGroup, *group), evidence, risk, place(known), what);
                }
            } else {
                verdict.lacks_rule(rule);
            }
            let account = state.spending.accounts.get(&known.recipient);
            let reached = designated.received() > 0;
            if reached && account.is_none_or(Vec::is_empty) {
                let sen = rupiah(designated.sen);
                let what = said!(
                    "{sen} reached a group whose account nobody registered",
                    "{sen} diterima kelompok yang rekeningnya tidak terdaftar"
                );
                let risk = designated.received();
                verdict.add((Object::KubeGroup, *group), evidence, risk, place(known), what);
            }
        }
    }

    fn mentoring(&self, state: &State, rules: &Rules, verdict: &mut Verdict) {
        for (seq, group, days, on) in &self.unmentored {
            let Some(known) = state.kube.groups.get(group) else { continue };
            let rule = Parameter::MentoringDays;
            let Some(limit) = rules.number(rule, Some(&known.programme), *on, *seq) else {
                verdict.lacks_rule(rule);
                continue;
            };
            if i64::from(*days) > limit {
                let what = said!(
                    "nobody had mentored it for {days} days; {limit} are allowed",
                    "tidak didampingi selama {days} hari; batas {limit} hari"
                );
                verdict.add((Object::KubeGroup, *group), [*group, *seq], 0, place(known), what);
            }
        }
    }
}

/// A number of members outside its bounds.
fn size(
    (subject, event): ((Object, u64), u64),
    members: i64,
    (smallest, largest): (Parameter, Parameter),
    (least, most): (Option<i64>, Option<i64>),
    place: Place,
    verdict: &mut Verdict,
) {
    let (Some(least), Some(most)) = (least, most) else {
        least.is_none().then(|| verdict.lacks_rule(smallest));
        most.is_none().then(|| verdict.lacks_rule(largest));
        return;
    };
    if !(least..=most).contains(&members) {
        let what = said!(
            "{members} members; {least} to {most} are allowed",
            "{members} anggota; batasnya {least} sampai {most}"
        );
        verdict.add(subject, [subject.1, event], 0, place, what);
    }
}

/// People who are members of several groups that stand.
fn members_twice(view: &View, verdict: &mut Verdict) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let mut groups_of: FxHashMap<RecipientId, Vec<u64>> = FxHashMap::default();
    for (seq, group) in state.kube.groups.iter().filter(|(_, group)| !group.stage.is_over()) {
        for member in &group.members {
            groups_of.entry(state.proposal.one(*member)).or_default().push(seq);
        }
    }
    for (member, groups) in groups_of.into_iter().filter(|(_, groups)| groups.len() > 1) {
        let Some((last, others)) = groups.split_last() else { continue };
        let Some(known) = state.kube.groups.get(last) else { continue };
        let mut evidence = groups.clone();
        for event in events_of(view, Object::KubeGroup, *last, &[Kind::KubeMemberJoined])? {
            if let Event::KubeMemberJoined(body) = &view.facts.fact(event)?.event
                && state.proposal.one(body.recipient) == member
            {
                evidence.push(event);
            }
        }
        let others: Vec<String> = others.iter().map(u64::to_string).collect();
        let others = others.join(", ");
        let what = said!(
            "a member belongs to group {others} as well",
            "seorang anggota juga menjadi anggota kelompok {others}"
        );
        verdict.add((Object::KubeGroup, *last), evidence, 0, place(known), what);
    }
    Ok(())
}

/// Somebody who draws money for more groups than one may.
fn withdrawers(view: &View, rules: &Rules, verdict: &mut Verdict) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    for (token, groups) in state.spending.withdrawers.iter().filter(|(_, g)| g.len() > 1) {
        let (mut evidence, mut sen, mut place) = (Vec::new(), 0i64, Place::default());
        let mut last = None;
        for event in view.reading.under(&jejak_events::Tag::Token(token.0)) {
            let fact = view.facts.fact(event)?;
            let Event::AccountWithdrawn(body) = &fact.event else { continue };
            if body.withdrawer != *token {
                continue;
            }
            evidence.push(event);
            sen = sen.saturating_add(body.amount.sen());
            place = Place::of_designation(state, body.designation.0);
            last = Some((event, fact.envelope.occurred_on));
        }
        let Some((event, on)) = last else { continue };
        let rule = Parameter::WithdrawerGroups;
        let Some(most) = rules.number(rule, place.programme.as_ref(), on, event) else {
            verdict.lacks_rule(rule);
            continue;
        };
        let count = groups.len();
        if i64::try_from(count).unwrap_or(i64::MAX) > most {
            let what = said!(
                "one person drew the money of {count} groups; at most {most} is allowed",
                "satu orang menarik dana {count} kelompok; batas {most}"
            );
            verdict.add((Object::Event, event), evidence, sen, place, what);
        }
    }
    Ok(())
}

/// Shops that write the same amount for one group after another.
fn shops(state: &State, rules: &Rules, verdict: &mut Verdict) {
    for ((_, sen), seqs) in state.spending.prices.iter().filter(|(_, seqs)| seqs.len() > 1) {
        let standing =
            seqs.iter().filter_map(|seq| Some((*seq, state.spending.purchases.get(seq)?)));
        let standing: Vec<_> = standing.filter(|(_, p)| p.reversed_by.is_none()).collect();
        let buyer = |row: u64| {
            let row = state.decree.designations.get(&row)?;
            Some(state.proposal.one(row.recipient))
        };
        let buyers: BTreeSet<RecipientId> =
            standing.iter().filter_map(|(_, p)| buyer(p.designation)).collect();
        let Some((last, purchase)) = standing.last().filter(|_| buyers.len() > 1) else { continue };
        let place = Place::of_designation(state, purchase.designation);
        let rule = Parameter::ShopGroups;
        let Some(most) = rules.number(rule, place.programme.as_ref(), purchase.on, *last) else {
            verdict.lacks_rule(rule);
            continue;
        };
        let count = buyers.len();
        if i64::try_from(count).unwrap_or(i64::MAX) > most {
            let amount = rupiah(*sen);
            let what = said!(
                "one shop wrote receipts of {amount} for {count} groups; at most {most} is usual",
                "satu toko menulis nota {amount} untuk {count} kelompok; batas wajar {most}"
            );
            let risk = sen.saturating_mul(i64::try_from(standing.len()).unwrap_or(0));
            let evidence = standing.iter().map(|(seq, _)| *seq);
            verdict.add((Object::Purchase, *last), evidence, risk, place, what);
        }
    }
}
