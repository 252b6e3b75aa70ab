//! KUBe: groups that run a business together.

use jejak_events::codes::Region;
use jejak_events::date::{Date, Month};
use jejak_events::ids::RecipientId;
use jejak_events::kube::*;
use jejak_events::text::Code;
use jejak_events::vocabulary::{KubeBusiness, KubeOffice, KubeStatus, Reason};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum KubeStage {
    Forming,
    Running,
    Independent,
    Stalled,
    Dissolved,
    Settled,
}

impl KubeStage {
    /// The stage that a status brings about.
    pub const fn of(status: KubeStatus) -> KubeStage {
        match status {
            KubeStatus::Running => KubeStage::Running,
            KubeStatus::Independent => KubeStage::Independent,
            KubeStatus::Stalled => KubeStage::Stalled,
            KubeStatus::Dissolved => KubeStage::Dissolved,
        }
    }

    /// Whether the group is one no longer.
    pub const fn is_over(self) -> bool {
        matches!(self, KubeStage::Dissolved | KubeStage::Settled)
    }
}

/// A group.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct KubeGroup {
    /// The group as a recipient.
    pub recipient: RecipientId,
    /// Programme.
    pub programme: Code,
    /// Village.
    pub region: Region,
    /// Business.
    pub business: KubeBusiness,
    /// Members that the minutes name.
    pub stated_count: u32,
    /// Members now, in the order in which they joined.
    pub members: Vec<RecipientId>,
    /// Who holds which office.
    pub offices: Vec<(KubeOffice, RecipientId)>,
    /// Where it stands.
    pub stage: KubeStage,
    /// Day on which it was formed.
    pub formed_on: Date,
    /// Rows of decrees that name it.
    pub grants: Vec<u64>,
    /// Months reported, ascending.
    pub months: Vec<Month>,
    /// Sen of its goods and its cash at the end of the last month reported.
    pub worth: i64,
}

impl KubeGroup {
    /// Who holds an office.
    pub fn holder(&self, office: KubeOffice) -> Option<RecipientId> {
        self.offices.iter().find(|(held, _)| *held == office).map(|(_, member)| *member)
    }

    /// The last month reported.
    pub fn last_month(&self) -> Option<Month> {
        self.months.last().copied()
    }

    fn seat(&mut self, office: KubeOffice, member: Option<RecipientId>) {
        self.offices.retain(|(held, _)| *held != office);
        self.offices.extend(member.map(|member| (office, member)));
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Kube {
    /// Groups by sequence number.
    pub groups: Rows<KubeGroup>,
    /// The group of a recipient.
    pub of_recipient: Table<RecipientId, u64>,
    /// Groups to which somebody belongs or belonged, in the order of joining.
    pub of_member: Table<RecipientId, Vec<u64>>,
}

tables!(Kube { groups, of_recipient, of_member });

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::KubeGroupFormed(body) => form(state, fact, body),
        Event::KubeMemberJoined(body) => join(state, body),
        Event::KubeFormationClosed(body) => enter(state, body.group.0, KubeStage::Running),
        Event::KubeMemberLeft(body) => leave(state, body),
        Event::KubeOfficeChanged(body) => {
            if let Some(group) = state.kube.groups.edit(&body.group.0) {
                group.seat(body.office, body.recipient);
            }
        }
        Event::KubeGrantDesignated(body) => {
            if let Some(group) = state.kube.groups.edit(&body.group.0) {
                group.grants.push(body.designation.0);
            }
        }
        Event::KubeBusinessReported(body) => report(state, body),
        Event::KubeStatusChanged(body) => {
            enter(state, body.group.0, KubeStage::of(body.status));
        }
        Event::KubeAssetsSettled(body) => enter(state, body.group.0, KubeStage::Settled),
        _ => {}
    }
}

fn form(state: &mut State, fact: &Recorded, body: &KubeGroupFormed) {
    let group = KubeGroup {
        recipient: body.recipient,
        programme: body.programme.clone(),
        region: body.region,
        business: body.business,
        stated_count: body.count,
        members: Vec::new(),
        offices: Vec::new(),
        stage: KubeStage::Forming,
        formed_on: fact.envelope.occurred_on,
        grants: Vec::new(),
        months: Vec::new(),
        worth: 0,
    };
    state.kube.groups.insert(fact.seq, group);
    if !state.kube.of_recipient.contains(&body.recipient) {
        state.kube.of_recipient.insert(body.recipient, fact.seq);
    }
}

fn join(state: &mut State, body: &KubeMemberJoined) {
    let Some(group) = state.kube.groups.edit(&body.group.0) else { return };
    if !group.members.contains(&body.recipient) {
        group.members.push(body.recipient);
    }
    if let Some(office) = body.office {
        group.seat(office, Some(body.recipient));
    }
    let one = state.proposal.one(body.recipient);
    let groups = state.kube.of_member.edit_or_default(&one);
    if !groups.contains(&body.group.0) {
        groups.push(body.group.0);
    }
}

fn leave(state: &mut State, body: &KubeMemberLeft) {
    let Some(group) = state.kube.groups.edit(&body.group.0) else { return };
    group.members.retain(|member| *member != body.recipient);
    group.offices.retain(|(_, member)| *member != body.recipient);
    // Who was written down by mistake never belonged to the group.
    if body.reason == Reason::EntryError {
        let one = state.proposal.one(body.recipient);
        if let Some(groups) = state.kube.of_member.edit(&one) {
            groups.retain(|group| *group != body.group.0);
        }
    }
}

fn report(state: &mut State, body: &KubeBusinessReported) {
    let Some(group) = state.kube.groups.edit(&body.group.0) else { return };
    // Reports arrive late and out of order: what the latest month says counts.
    if group.last_month().is_none_or(|last| last <= body.month) {
        group.worth = body.cash.sen().saturating_add(body.assets.sen());
    }
    if let Err(at) = group.months.binary_search(&body.month) {
        group.months.insert(at, body.month);
    }
}

fn enter(state: &mut State, seq: u64, stage: KubeStage) {
    if let Some(group) = state.kube.groups.edit(&seq) {
        group.stage = stage;
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    if object != Object::KubeGroup {
        return;
    }
    let Some(group) = state.kube.groups.get(&seq) else { return };
    tag(Tag::Recipient(group.recipient.0));
    tag(Tag::Programme(group.programme.clone()));
    jejak_events::field::Field::tags(&group.region, tag);
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, group) in state.kube.groups.iter() {
        add(Object::KubeGroup, seq, group.stage as u8);
    }
}
