//! Complaints.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::ids::PersonId;
use jejak_events::text::Code;
use jejak_events::vocabulary::ComplaintVerdict;
use jejak_events::{Event, Object, Recorded, Tag};

use crate::integrity::people_of;
use crate::rows::Rows;
use crate::state::{State, tables};

/// How far a complaint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ComplaintStage {
    Received,
    Assigned,
    Examined,
    Answered,
    Appealed,
    Decided,
    Closed,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Complaint {
    /// Day on which it arrived.
    pub received_on: Date,
    /// Region.
    pub region: Region,
    /// Programme.
    pub programme: Option<Code>,
    /// Event that it disputes.
    pub disputed: Option<u64>,
    /// Whether the reporter was told that it arrived.
    pub acknowledged: bool,
    /// Day by which it is to be answered.
    pub due: Option<Date>,
    /// Day on which the answer was appealed against.
    pub appealed_on: Option<Date>,
    /// How far it has come.
    pub stage: ComplaintStage,
    /// Whether it was proven, at least partly.
    pub proven: bool,
    /// Who examined it.
    pub examined_by: Vec<PersonId>,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Complaints {
    /// Complaints by sequence number.
    pub complaints: Rows<Complaint>,
}

tables!(Complaints { complaints });

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let complaints = &mut state.complaint.complaints;
    if let Event::ComplaintReceived(body) = &fact.event {
        let complaint = Complaint {
            received_on: fact.envelope.occurred_on,
            region: body.region,
            programme: body.programme.clone(),
            disputed: body.disputed.map(|event| event.0),
            acknowledged: false,
            due: None,
            appealed_on: None,
            stage: ComplaintStage::Received,
            proven: false,
            examined_by: Vec::new(),
        };
        complaints.insert(fact.seq, complaint);
        return;
    }
    let Some(complaint) = complaint_of(&fact.event).and_then(|seq| complaints.edit(&seq)) else {
        return;
    };
    match &fact.event {
        Event::ComplaintAcknowledged(_) => complaint.acknowledged = true,
        Event::ComplaintAssigned(body) => {
            complaint.due = Some(body.due);
            complaint.stage = ComplaintStage::Assigned;
        }
        Event::ComplaintExamined(body) => {
            complaint.proven = is_proven(body.verdict);
            complaint.examined_by = people_of(&fact.envelope);
            complaint.stage = ComplaintStage::Examined;
        }
        Event::ComplaintAnswered(_) => complaint.stage = ComplaintStage::Answered,
        Event::ComplaintAppealed(_) => {
            complaint.appealed_on = Some(fact.envelope.occurred_on);
            complaint.stage = ComplaintStage::Appealed;
        }
        Event::ComplaintAppealDecided(body) => {
            complaint.proven = is_proven(body.verdict);
            complaint.stage = ComplaintStage::Decided;
        }
        _ => complaint.stage = ComplaintStage::Closed,
    }
}

fn is_proven(verdict: ComplaintVerdict) -> bool {
    matches!(verdict, ComplaintVerdict::Proven | ComplaintVerdict::PartlyProven)
}

/// The complaint that an event goes on with.
pub fn complaint_of(event: &Event) -> Option<u64> {
    Some(match event {
        Event::ComplaintAcknowledged(body) => body.complaint.0,
        Event::ComplaintAssigned(body) => body.complaint.0,
        Event::ComplaintExamined(body) => body.complaint.0,
        Event::ComplaintAnswered(body) => body.complaint.0,
        Event::ComplaintAppealed(body) => body.complaint.0,
        Event::ComplaintAppealDecided(body) => body.complaint.0,
        Event::ComplaintClosed(body) => body.complaint.0,
        _ => return None,
    })
}

/// What a complaint belongs to: region, programme, the event that it disputes.
pub(crate) fn belongings(state: &State, _object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let Some(complaint) = state.complaint.complaints.get(&seq) else { return };
    tag(Tag::Region(complaint.region));
    complaint.programme.iter().for_each(|code| tag(Tag::Programme(code.clone())));
    complaint.disputed.into_iter().for_each(|event| tag(Tag::Object(Object::Event, event)));
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, complaint) in state.complaint.complaints.iter() {
        add(Object::Complaint, seq, complaint.stage as u8);
    }
}
