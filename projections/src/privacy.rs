//! What the chain knows of personal data: the vault, holds, restrictions, matches, erasures.

use jejak_events::ids::{Bytes32, PersonId, RecipientId};
use jejak_events::vocabulary::{Dataset, ErasureGround, NikLevel};
use jejak_events::{Event, Recorded};

use crate::integrity::people_of;
use crate::kept::Kept;
use crate::state::{State, tables};
use crate::table::Table;

/// The vault that draws the ids of recipients.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Bound {
    /// Commitment to its id, and the event that said so; nothing before the first.
    pub vault: Option<(Bytes32, u64)>,
}

/// Cases that ask for something, each with the event that said so.
pub type Cases = Vec<(String, u64)>;

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Privacy {
    bound: Kept<Bound>,
    /// Level of the latest assessment of a NIK.
    pub levels: Table<RecipientId, NikLevel>,
    /// Latest event that found a recipient on a list of a kind.
    pub matches: Table<(RecipientId, Dataset), u64>,
    /// Cases for which a recipient's data must be kept.
    pub holds: Table<RecipientId, Cases>,
    /// Cases for which a recipient's data must not be read.
    pub restrictions: Table<RecipientId, Cases>,
    /// Recipients whose data was destroyed, by the event that registered each, with the event that
    /// said so.
    pub erased: Table<u64, u64>,
    /// Requests to destroy a recipient's data that stand.
    pub requests: Table<RecipientId, Request>,
}

/// A request to destroy somebody's data.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Request {
    /// The event.
    pub seq: u64,
    /// Why it would be lawful.
    pub ground: ErasureGround,
    /// What it would stand on.
    pub basis: String,
    /// Who made it.
    pub people: Vec<PersonId>,
}

tables!(Privacy { bound, levels, matches, holds, restrictions, erased, requests });

impl Privacy {
    /// The vault that the ledger is bound to: commitment to its id, and the event that bound it.
    pub fn vault(&self) -> Option<(Bytes32, u64)> {
        self.bound.get().vault
    }

    /// The event that set a hold of a case, if it still stands.
    pub fn hold(&self, recipient: RecipientId, case: &str) -> Option<u64> {
        standing(&self.holds, recipient, case)
    }

    /// The event that set a restriction of a case, if it still stands.
    pub fn restriction(&self, recipient: RecipientId, case: &str) -> Option<u64> {
        standing(&self.restrictions, recipient, case)
    }
}

fn standing(table: &Table<RecipientId, Cases>, recipient: RecipientId, case: &str) -> Option<u64> {
    let cases = table.get(&recipient)?;
    cases.iter().find(|(known, _)| known == case).map(|(_, seq)| *seq)
}

impl State {
    /// The event that said that a recipient's data was destroyed, if one did.
    pub fn erased(&self, recipient: RecipientId) -> Option<u64> {
        let known = self.proposal.recipients.get(&recipient)?;
        self.privacy.erased.get(&known.seq).copied()
    }

    /// The event that erased a recipient whom an event is about, by whatever way.
    pub fn about_erased(&self, fact: &Recorded) -> Option<u64> {
        if self.privacy.erased.is_empty() {
            return None;
        }
        let recipients = self.recipients_of(fact);
        recipients.iter().find_map(|registered| self.privacy.erased.get(registered)).copied()
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let privacy = &mut state.privacy;
    match &fact.event {
        Event::VaultBound(body) => privacy.bound.edit().vault = Some((body.vault, fact.seq)),
        Event::IdentityAssessed(body) => {
            privacy.levels.insert(body.recipient, body.level);
            if let Some(recipient) = state.proposal.recipients.edit(&body.recipient) {
                (recipient.identity, recipient.fault) = (body.identity, body.fault);
            }
        }
        Event::RecipientMatched(body) => {
            let Some(list) = state.reference.external.get(&body.data.0).copied() else { return };
            privacy.matches.insert((body.recipient, list), fact.seq);
        }
        Event::RecipientHoldSet(body) => {
            add(&mut privacy.holds, body.recipient, body.case.as_str(), fact.seq);
        }
        Event::RecipientHoldLifted(body) => {
            lift(&mut privacy.holds, body.recipient, body.case.as_str());
        }
        Event::RecipientRestricted(body) => {
            add(&mut privacy.restrictions, body.recipient, body.case.as_str(), fact.seq);
        }
        Event::RecipientUnrestricted(body) => {
            lift(&mut privacy.restrictions, body.recipient, body.case.as_str());
        }
        Event::RecipientErased(body) => {
            let Some(known) = state.proposal.recipients.get(&body.recipient) else { return };
            privacy.erased.insert(known.seq, fact.seq);
            privacy.requests.remove(&body.recipient);
        }
        Event::RecipientErasureRequested(body) => {
            let (ground, basis) = (body.ground, body.basis.to_string());
            let people = people_of(&fact.envelope);
            let request = Request { seq: fact.seq, ground, basis, people };
            privacy.requests.insert(body.recipient, request);
        }
        Event::RecipientErasureWithdrawn(body) => {
            privacy.requests.remove(&body.recipient);
        }
        _ => {}
    }
}

fn add(table: &mut Table<RecipientId, Cases>, recipient: RecipientId, case: &str, seq: u64) {
    let cases = table.edit_or_default(&recipient);
    if !cases.iter().any(|(known, _)| known == case) {
        cases.push((case.to_owned(), seq));
    }
}

/// A recipient without a case leaves no row behind.
fn lift(table: &mut Table<RecipientId, Cases>, recipient: RecipientId, case: &str) {
    let Some(cases) = table.edit(&recipient) else { return };
    cases.retain(|(known, _)| known != case);
    if cases.is_empty() {
        table.remove(&recipient);
    }
}
