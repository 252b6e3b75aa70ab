//! Findings, recommendations and samples.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::ids::{PersonId, RecipientId};
use jejak_events::text::Code;
use jejak_events::vocabulary::FollowUpStatus;
use jejak_events::{Event, Object, Recorded, Tag};

use crate::integrity::people_of;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// How far a finding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum FindingStage {
    Open,
    Answered,
    Closed,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Finding {
    /// Check, or the auditor's own code.
    pub check: Code,
    /// Sen at risk.
    pub sen: i64,
    /// Recipient concerned.
    pub recipient: Option<RecipientId>,
    /// Region concerned.
    pub region: Option<Region>,
    /// Organisation that answers for it.
    pub organisation: Option<u64>,
    /// How far it has come.
    pub stage: FindingStage,
    /// Its recommendations.
    pub recommendations: Vec<u64>,
    /// Who opened it.
    pub opened_by: Vec<PersonId>,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Recommendation {
    /// The finding.
    pub finding: u64,
    /// Sen to be recovered.
    pub sen: i64,
    /// Sen recovered.
    pub recovered: i64,
    /// Day by which it is to be followed up.
    pub due: Date,
    /// Class of the last follow-up.
    pub status: FollowUpStatus,
}

impl Recommendation {
    /// Whether nothing is left to do.
    pub fn is_final(&self) -> bool {
        matches!(self.status, FollowUpStatus::AsRecommended | FollowUpStatus::Cannot)
    }
}

/// A sample.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Sample {
    /// Items drawn.
    pub count: u32,
    /// Items with a result.
    pub results: u32,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Findings {
    /// Findings by sequence number.
    pub findings: Rows<Finding>,
    /// Recommendations by sequence number.
    pub recommendations: Rows<Recommendation>,
    /// Samples by sequence number.
    pub samples: Rows<Sample>,
    /// Items of samples that have a result.
    pub results: Table<(u64, u64), ()>,
    /// The last finding about a recipient.
    pub of_recipient: Table<RecipientId, u64>,
}

tables!(Findings { findings, recommendations, samples, results, of_recipient });

impl Findings {
    /// The open finding about a recipient, if there is one.
    pub fn open_about(&self, recipient: RecipientId) -> Option<u64> {
        let seq = *self.of_recipient.get(&recipient)?;
        let open = self.findings.get(&seq).is_some_and(|it| it.stage != FindingStage::Closed);
        open.then_some(seq)
    }

    /// The first recommendation of a finding on which something is left to do.
    pub fn unfinished(&self, finding: &Finding) -> Option<u64> {
        let left = |seq: &&u64| self.recommendations.get(seq).is_some_and(|it| !it.is_final());
        finding.recommendations.iter().find(left).copied()
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.finding;
    match &fact.event {
        Event::FindingOpened(body) => {
            if let Some(recipient) = body.recipient {
                area.of_recipient.insert(recipient, fact.seq);
            }
            let finding = Finding {
                check: body.check.clone(),
                sen: body.amount.sen(),
                recipient: body.recipient,
                region: body.region,
                organisation: body.organisation.map(|organisation| organisation.0),
                stage: FindingStage::Open,
                recommendations: Vec::new(),
                opened_by: people_of(&fact.envelope),
            };
            area.findings.insert(fact.seq, finding);
        }
        Event::FindingAnswered(body) => stand(area, body.finding.0, FindingStage::Answered),
        Event::FindingClosed(body) => stand(area, body.finding.0, FindingStage::Closed),
        Event::FindingReopened(body) => stand(area, body.finding.0, FindingStage::Open),
        Event::RecommendationIssued(body) => {
            let recommendation = Recommendation {
                finding: body.finding.0,
                sen: body.amount.sen(),
                recovered: 0,
                due: body.due,
                status: FollowUpStatus::NotFollowedUp,
            };
            area.recommendations.insert(fact.seq, recommendation);
            if let Some(finding) = area.findings.edit(&body.finding.0) {
                finding.recommendations.push(fact.seq);
            }
        }
        Event::FollowUpRecorded(body) => {
            if let Some(it) = area.recommendations.edit(&body.recommendation.0) {
                it.status = body.status;
                it.recovered = it.recovered.saturating_add(body.amount.sen());
            }
        }
        Event::SampleDrawn(body) => {
            area.samples.insert(fact.seq, Sample { count: body.count, results: 0 });
        }
        Event::SampleResultRecorded(body) => {
            area.results.insert((body.sample.0, body.item.0), ());
            if let Some(sample) = area.samples.edit(&body.sample.0) {
                sample.results = sample.results.saturating_add(1);
            }
        }
        _ => {}
    }
}

fn stand(area: &mut Findings, seq: u64, stage: FindingStage) {
    if let Some(finding) = area.findings.edit(&seq) {
        finding.stage = stage;
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let area = &state.finding;
    match object {
        Object::Recommendation => {
            let Some(it) = area.recommendations.get(&seq) else { return };
            tag(Tag::Object(Object::Finding, it.finding));
        }
        Object::Finding => {
            let Some(finding) = area.findings.get(&seq) else { return };
            finding.recipient.into_iter().for_each(|id| tag(Tag::Recipient(id.0)));
            finding.region.into_iter().for_each(|region| tag(Tag::Region(region)));
            finding
                .organisation
                .into_iter()
                .for_each(|seq| tag(Tag::Object(Object::Organisation, seq)));
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, finding) in state.finding.findings.iter() {
        add(Object::Finding, seq, finding.stage as u8);
    }
    for (seq, recommendation) in state.finding.recommendations.iter() {
        add(Object::Recommendation, seq, recommendation.status as u8);
    }
}
