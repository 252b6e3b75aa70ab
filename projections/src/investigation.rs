//! Investigations, as a pure fold over the second ledger: who has each, which events of the main
//! ledger were chosen, what was noted, held, added, and who looked.
//!
//! In the main ledger this area stays empty.

use jejak_events::date::Timestamp;
use jejak_events::document::Binding;
use jejak_events::ids::{Bytes32, RecipientId, Token};
use jejak_events::vocabulary::{
    ChoiceReason, CustodyAct, DocumentKind, InvestigationGround, InvestigationOutcome,
    RemovalReason,
};
use jejak_events::{Event, Object, Recorded};

use crate::rows::Rows;
use crate::state::{State, tables};

/// An event of the main ledger that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Chosen {
    /// Its number in the main ledger.
    pub event: u64,
    /// Why.
    pub reason: ChoiceReason,
    /// The event of the second ledger that says so.
    pub by: u64,
    /// Why it was removed from the choice, and the event that says so.
    pub removed: Option<(RemovalReason, u64)>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Note {
    /// The event that added it.
    pub seq: u64,
    /// Commitment to its text.
    pub note: Bytes32,
    /// The earlier note that it follows, by the event that added that.
    pub follows: Option<u64>,
}

/// A hold on a person's data.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Hold {
    /// The person.
    pub recipient: RecipientId,
    /// The event that set it.
    pub set: u64,
    /// The event that lifted it.
    pub lifted: Option<u64>,
}

/// A document of the vault.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Paper {
    /// The event that added it.
    pub seq: u64,
    /// Its random id in the vault.
    pub document: Token,
    /// What kind of paper it is.
    pub kind: DocumentKind,
    /// What binds its bytes.
    pub proof: Binding,
}

/// What is told of an act upon an investigation: the custody log.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Custody {
    /// The event of the second ledger.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it, by the event of the main ledger that opened the account.
    pub account: u64,
    /// What was done with it, where somebody only looked.
    pub seen: Option<CustodyAct>,
}

/// An investigation.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Investigation {
    /// Number of the letter that orders it.
    pub number: String,
    /// What gave rise to it.
    pub ground: InvestigationGround,
    /// Random id by which the main ledger cites it.
    pub mark: Token,
    /// Account that has it.
    pub inspector: u64,
    /// What came of it, while it is closed.
    pub outcome: Option<InvestigationOutcome>,
    /// Chosen events, in the order of the choice; those removed too.
    pub chosen: Vec<Chosen>,
    /// Notes, in their order.
    pub notes: Vec<Note>,
    /// Holds, in their order; those lifted too.
    pub holds: Vec<Hold>,
    /// Documents, in their order.
    pub papers: Vec<Paper>,
    /// Everything that was done with it, in order.
    pub custody: Vec<Custody>,
}

impl Investigation {
    /// Whether an event of the main ledger is chosen now.
    pub fn has(&self, event: u64) -> bool {
        self.current().any(|chosen| chosen.event == event)
    }

    /// The events that are chosen now.
    pub fn current(&self) -> impl Iterator<Item = &Chosen> {
        self.chosen.iter().filter(|chosen| chosen.removed.is_none())
    }

    /// Whether a hold on a person's data stands.
    pub fn holds(&self, recipient: RecipientId) -> bool {
        self.holds.iter().any(|hold| hold.recipient == recipient && hold.lifted.is_none())
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.outcome.is_some()
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Investigations {
    /// Investigations by the event that opened each.
    pub investigations: Rows<Investigation>,
}

tables!(Investigations { investigations });

impl Investigations {
    /// The investigation of a number, by the event that opened it.
    pub fn of_number(&self, number: &str) -> Option<u64> {
        self.investigations.iter().find(|(_, it)| it.number == number).map(|(seq, _)| seq)
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let all = &mut state.investigation.investigations;
    if let Event::InvestigationOpened(body) = &fact.event {
        let opened = Investigation {
            number: body.number.to_string(),
            ground: body.ground,
            mark: body.mark,
            inspector: body.account,
            outcome: None,
            chosen: Vec::new(),
            notes: Vec::new(),
            holds: Vec::new(),
            papers: Vec::new(),
            custody: Vec::new(),
        };
        all.insert(fact.seq, opened);
    }
    let Some((seq, account)) = of(&fact.event) else { return };
    let Some(investigation) = all.edit(&seq.unwrap_or(fact.seq)) else { return };
    change(investigation, fact);
    let seen = match &fact.event {
        Event::InvestigationSeen(body) => Some(body.act),
        _ => None,
    };
    let custody = Custody { seq: fact.seq, at: fact.recorded_at, account, seen };
    investigation.custody.push(custody);
}

/// What an event changes of its investigation, beside the custody log.
fn change(investigation: &mut Investigation, fact: &Recorded) {
    let by = fact.seq;
    match &fact.event {
        Event::InvestigationEventsChosen(body) => {
            let reason = body.reason;
            let chosen = |event: &u64| Chosen { event: *event, reason, by, removed: None };
            investigation.chosen.extend(body.events.iter().map(chosen));
        }
        Event::InvestigationEventsRemoved(body) => {
            let now = investigation.chosen.iter_mut().filter(|chosen| chosen.removed.is_none());
            for chosen in now.filter(|chosen| body.events.contains(&chosen.event)) {
                chosen.removed = Some((body.reason, by));
            }
        }
        Event::InvestigationNoted(body) => {
            let (note, follows) = (body.note, body.follows.map(|earlier| earlier.0));
            investigation.notes.push(Note { seq: by, note, follows });
        }
        Event::InvestigationHoldSet(body) => {
            investigation.holds.push(Hold { recipient: body.recipient, set: by, lifted: None });
        }
        Event::InvestigationHoldLifted(body) => {
            let mut standing = investigation.holds.iter_mut().filter(|it| it.lifted.is_none());
            if let Some(hold) = standing.find(|hold| hold.recipient == body.recipient) {
                hold.lifted = Some(by);
            }
        }
        Event::InvestigationDocumentAdded(body) => {
            let (document, kind, proof) = (body.document, body.kind, body.proof.clone());
            investigation.papers.push(Paper { seq: by, document, kind, proof });
        }
        Event::InvestigationHandedOver(body) => investigation.inspector = body.to,
        Event::InvestigationClosed(body) => investigation.outcome = Some(body.outcome),
        Event::InvestigationReopened(_) => investigation.outcome = None,
        // Opened above; who looked stands in the custody log.
        _ => {}
    }
}

/// The investigation that an event goes on with, none where it opens one, and who did it.
pub fn of(event: &Event) -> Option<(Option<u64>, u64)> {
    let (investigation, account) = match event {
        Event::InvestigationOpened(body) => return Some((None, body.account)),
        Event::InvestigationEventsChosen(body) => (body.investigation, body.account),
        Event::InvestigationEventsRemoved(body) => (body.investigation, body.account),
        Event::InvestigationNoted(body) => (body.investigation, body.account),
        Event::InvestigationHoldSet(body) => (body.investigation, body.account),
        Event::InvestigationHoldLifted(body) => (body.investigation, body.account),
        Event::InvestigationDocumentAdded(body) => (body.investigation, body.account),
        Event::InvestigationHandedOver(body) => (body.investigation, body.account),
        Event::InvestigationSeen(body) => (body.investigation, body.account),
        Event::InvestigationClosed(body) => (body.investigation, body.account),
        Event::InvestigationReopened(body) => (body.investigation, body.account),
        _ => return None,
    };
    Some((Some(investigation.0), account))
}

/// The objects of this area, and whether each is closed: part of the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, investigation) in state.investigation.investigations.iter() {
        add(Object::Investigation, seq, u8::from(investigation.is_closed()));
    }
}
