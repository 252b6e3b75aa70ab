//! Proposals, recipients and their eligibility.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::ids::{HouseholdId, PersonId, RecipientId};
use jejak_events::text::Code;
use jejak_events::vocabulary::*;
use jejak_events::{Event, Recorded};

use crate::integrity::people_of;
use crate::reference::WaitingCheck;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// How far a proposal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ProposalStage {
    Open,
    Closed,
    Returned,
    Verified,
    Recommended,
    Considered,
    Rejected,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Proposal {
    /// Programme.
    pub programme: Code,
    /// Region of its candidates.
    pub region: Region,
    /// Door through which it came.
    pub channel: ProposalChannel,
    /// Count that it announced.
    pub stated_count: u32,
    /// Sen that it announced.
    pub stated_sen: i64,
    /// Candidates named.
    pub count: u32,
    /// Sen asked for by the candidates named.
    pub sen: i64,
    /// How far it has come.
    pub stage: ProposalStage,
    /// Sen of the last of the three amounts: asked, recommended, considered.
    pub latest_sen: i64,
    /// Who submitted it.
    pub submitted_by: Vec<PersonId>,
    /// Who verified it.
    pub verified_by: Vec<PersonId>,
}

/// A recipient.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Recipient {
    /// Event that registered it.
    pub seq: u64,
    /// Kind.
    pub recipient_type: RecipientType,
    /// Region of domicile.
    pub region: Region,
    /// Household.
    pub household: Option<HouseholdId>,
    /// How sure the identity is.
    pub identity: IdentityKind,
    /// What is wrong with the NIK.
    pub fault: NikFault,
    /// Latest status, and the day on which it became true.
    pub status: (RecipientStatus, Option<Date>),
}

/// The latest check of a recipient for a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Eligibility {
    /// Day of the check.
    pub on: Date,
    /// What was found.
    pub outcome: Outcome,
    /// Event that recorded it.
    pub seq: u64,
    /// The version of the list that was looked at.
    pub data: u64,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Proposals {
    /// Proposals by sequence number.
    pub proposals: Rows<Proposal>,
    /// Candidates: programme and recipient, with the first proposal that named them.
    pub candidates: Table<(u16, RecipientId), u64>,
    /// Recipients by id.
    pub recipients: Table<RecipientId, Recipient>,
    /// Latest eligibility by programme and recipient.
    pub eligibility: Table<(u16, RecipientId), Eligibility>,
    /// What rows of imports that are still open found, by import and row.
    pub(crate) waiting: Table<(u64, u64), WaitingCheck>,
    /// Deliberations by sequence number.
    pub deliberations: Rows<Region>,
    /// Recipients found to be one person: other id to the id that stays.
    pub links: Table<RecipientId, Option<RecipientId>>,
}

tables!(Proposals {
    proposals,
    candidates,
    recipients,
    eligibility,
    waiting,
    deliberations,
    links
});

/// Links that are followed from one id.
const LINKS_MAX: usize = 64;

impl Proposals {
    /// The ids under which a recipient may stand: its own, and the one that stands for it after
    /// links.
    pub fn ids_of(&self, recipient: RecipientId) -> impl Iterator<Item = RecipientId> + Clone {
        let one = Some(self.one(recipient)).filter(|one| *one != recipient);
        std::iter::once(recipient).chain(one)
    }

    /// The id that stands for a recipient after links.
    pub fn one(&self, recipient: RecipientId) -> RecipientId {
        let next = |id: &RecipientId| self.links.get(id).copied().flatten();
        // Rules keep links from closing a ring; events that break them must not hang a reader.
        let chain = std::iter::successors(Some(recipient), next).take(LINKS_MAX);
        chain.last().unwrap_or(recipient)
    }

    /// The ids that stand for nothing but this one, by whatever chain of links.
    pub fn joined_to(&self, recipient: RecipientId) -> Vec<RecipientId> {
        let joined = self.links.iter().filter(|(_, to)| to.is_some()).map(|(other, _)| *other);
        let reaches = |other: &RecipientId| {
            let next = |id: &RecipientId| self.links.get(id).copied().flatten();
            let chain = std::iter::successors(next(other), next).take(LINKS_MAX);
            *other != recipient && chain.into_iter().any(|id| id == recipient)
        };
        joined.filter(reaches).collect()
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::RecipientRegistered(body) => state.proposal.recipients.insert(
            body.recipient,
            Recipient {
                seq: fact.seq,
                recipient_type: body.recipient_type,
                region: body.region,
                household: body.household,
                identity: body.identity,
                fault: body.fault,
                status: (RecipientStatus::Active, None),
            },
        ),
        Event::ProposalOpened(body) => state.proposal.proposals.insert(
            fact.seq,
            Proposal {
                programme: body.programme.clone(),
                region: body.region,
                channel: body.channel,
                stated_count: body.count,
                stated_sen: body.requested.sen(),
                count: 0,
                sen: 0,
                stage: ProposalStage::Open,
                latest_sen: body.requested.sen(),
                submitted_by: people_of(&fact.envelope),
                verified_by: Vec::new(),
            },
        ),
        Event::CandidateProposed(body) => name_candidate(state, fact.seq, body),
        Event::DeliberationRecorded(body) => {
            state.proposal.deliberations.insert(fact.seq, body.region);
        }
        Event::EligibilityChecked(body) => {
            let Some(programme) = state.reference.programmes.get(&body.programme) else { return };
            let (on, outcome) = (fact.envelope.occurred_on, body.outcome);
            let checked = Eligibility { on, outcome, seq: fact.seq, data: body.data.0 };
            let key = (programme.index, body.recipient);
            if state.reference.counts(body.data.0) {
                state.proposal.eligibility.insert(key, checked);
            } else {
                state.proposal.waiting.insert((body.data.0, fact.seq), (key, checked));
            }
        }
        Event::RecipientStatusChanged(body) => {
            if let Some(recipient) = state.proposal.recipients.edit(&body.recipient) {
                // Lists arrive late and out of order: what became true last counts.
                if recipient.status.1.is_none_or(|since| since <= body.effective) {
                    recipient.status = (body.status, Some(body.effective));
                }
            }
        }
        Event::RecipientsLinked(body) => {
            state.proposal.links.insert(body.other, Some(body.recipient));
        }
        Event::RecipientsSeparated(body) => state.proposal.links.insert(body.other, None),
        _ => advance(state, fact),
    }
}

fn name_candidate(state: &mut State, _seq: u64, body: &jejak_events::proposal::CandidateProposed) {
    let Some(proposal) = state.proposal.proposals.edit(&body.proposal.0) else { return };
    proposal.count = proposal.count.saturating_add(1);
    proposal.sen = proposal.sen.saturating_add(body.requested.sen());
    let Some(programme) = state.reference.programmes.get(&proposal.programme) else { return };
    let key = (programme.index, body.recipient);
    if !state.proposal.candidates.contains(&key) {
        state.proposal.candidates.insert(key, body.proposal.0);
    }
}

/// The life of a proposal after its candidates are in.
fn advance(state: &mut State, fact: &Recorded) {
    let proposals = &mut state.proposal.proposals;
    let (seq, stage, sen) = match &fact.event {
        Event::ProposalClosed(body) => (body.proposal.0, ProposalStage::Closed, None),
        Event::ProposalVerified(body) => {
            let stage = match body.outcome {
                Outcome::Accepted => ProposalStage::Verified,
                Outcome::Returned => ProposalStage::Returned,
                Outcome::Rejected => ProposalStage::Rejected,
            };
            if let Some(proposal) = proposals.edit(&body.proposal.0) {
                proposal.verified_by = people_of(&fact.envelope);
            }
            (body.proposal.0, stage, None)
        }
        Event::ProposalRecommended(body) => {
            (body.proposal.0, ProposalStage::Recommended, Some(body.amount))
        }
        Event::ProposalConsidered(body) => {
            (body.proposal.0, ProposalStage::Considered, Some(body.amount))
        }
        Event::ProposalRejected(body) => (body.proposal.0, ProposalStage::Rejected, None),
        _ => return,
    };
    if let Some(proposal) = proposals.edit(&seq) {
        proposal.stage = stage;
        proposal.latest_sen = sen.map_or(proposal.latest_sen, jejak_events::Rupiah::sen);
    }
}
