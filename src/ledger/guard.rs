//! The guard: the state that rules decide on, and the entries that it seals.
//!
//! Pure but for its inputs: it is handed time and ids, and appends bytes to a block. It can take
//! back a request without a trace.

use jejak_events::envelope::{Envelope, Official, Recorder, RequestId};
use jejak_events::ids::PersonId;
use jejak_events::{ChainHash, Event, Head, Recorded, Timestamp};
use jejak_projections::posting::Leg;
use jejak_projections::{Postings, State};

use super::limits::BYTES_PER_REQUEST_MAX;
use super::refusal::{Figures, Flag, Refusal};
use super::rules::{self, UNGUARDED, request};
use super::{Actor, Draft};
use crate::store::Block;

/// The state that the writer decides on.
#[derive(Debug)]
pub struct Guard {
    state: State,
    head: Head,
    post: Postings,
}

/// A request that the rules accepted, sealed but not yet durable.
#[derive(Debug)]
pub struct Sealed {
    /// The events as they will be read.
    pub facts: Vec<Recorded>,
    /// What the rules found remarkable.
    pub flags: Vec<Flag>,
    /// Head after the request.
    pub head: Head,
}

impl Guard {
    /// A guard over a state that was folded up to a head.
    pub fn new(mut state: State, head: Head) -> Guard {
        state.keep_undo();
        Guard { state, head, post: Postings::default() }
    }

    /// The state that the next request meets.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The head after everything sealed so far, durable or not.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Judges drafts one by one and seals them at the end of `block`; all or nothing.
    pub fn seal(
        &mut self,
        actor: Actor,
        request_id: RequestId,
        drafts: Vec<Draft>,
        now: Timestamp,
        block: &mut Block,
    ) -> Result<Sealed, Refusal> {
        let (kept, head) = (block.len(), self.head);
        match self.seal_all(actor, request_id, drafts, now, block) {
            Ok(sealed) => {
                self.state.commit();
                Ok(sealed)
            }
            Err(refusal) => {
                self.state.rollback();
                self.head = head;
                block.truncate(kept);
                Err(refusal)
            }
        }
    }

    /// The same without keeping anything.
    pub fn try_out(
        &mut self,
        actor: Actor,
        drafts: Vec<Draft>,
        now: Timestamp,
    ) -> Result<Sealed, Refusal> {
        let head = self.head;
        let mut block = Block::starting_at(head.size);
        let outcome = self.seal_all(actor, RequestId::default(), drafts, now, &mut block);
        self.state.rollback();
        self.head = head;
        outcome
    }

    fn seal_all(
        &mut self,
        actor: Actor,
        request_id: RequestId,
        drafts: Vec<Draft>,
        now: Timestamp,
        block: &mut Block,
    ) -> Result<Sealed, Refusal> {
        let first_seq = self.head.size;
        let batch_len = u32::try_from(drafts.len()).unwrap_or(u32::MAX);
        let bytes_before = block.bytes().len();
        // Only the founding batch has no account yet: it says itself who opens the ledger.
        let founder = drafts.iter().find_map(founder).unwrap_or(PersonId([0; 16]));
        self.state.begin_batch(first_seq, self.head.hash);
        let mut facts = Vec::with_capacity(drafts.len());
        let mut flags = Vec::new();
        for (index, draft) in drafts.into_iter().enumerate() {
            let position = (u32::try_from(index).unwrap_or(u32::MAX), batch_len);
            let mut fact = self.record(actor, request_id, draft, first_seq, position, now);
            if first_seq == 0 {
                fact.envelope.recorder.person = founder;
            }
            rules::judge(&self.state, &fact, index, &mut flags)?;
            self.append(&fact, index, block)?;
            let bytes = block.bytes().len() - bytes_before;
            require(bytes <= BYTES_PER_REQUEST_MAX, &request::BATCH_TOO_LARGE, index, || {
                Figures::expected("drafts", format_args!("{BYTES_PER_REQUEST_MAX} bytes"), bytes)
            })?;
            facts.push(fact);
        }
        Ok(Sealed { facts, flags, head: self.head })
    }

    /// Makes the record of a draft: references resolved, envelope filled from the state.
    fn record(
        &self,
        actor: Actor,
        request_id: RequestId,
        draft: Draft,
        first_seq: u64,
        (batch_index, batch_len): (u32, u32),
        now: Timestamp,
    ) -> Recorded {
        let mut draft = draft;
        draft.event.resolve(first_seq);
        resolve(&mut draft.historical, first_seq);
        resolve(&mut draft.official, first_seq);
        resolve(&mut draft.recorder, first_seq);
        draft.resolve_signature(first_seq);
        let mut account = draft.recorder.unwrap_or(actor.account);
        jejak_events::field::Field::resolve(&mut account, first_seq);
        let person = self.state.access.accounts.get(&account.0).map(|account| account.person);
        // An unknown account is refused by the envelope's rules, whatever person stands here.
        let person = person.unwrap_or(PersonId([0; 16]));
        let official = draft.official.and_then(|appointment| {
            let known = self.state.access.appointments.get(&appointment.0)?;
            Some(Official {
                person: known.person,
                office: known.office,
                capacity: known.capacity,
                appointment,
            })
        });
        let envelope = Envelope {
            batch_index,
            batch_len,
            request_id,
            occurred_on: draft.occurred_on,
            fiscal_year: draft.year(),
            recorder: Recorder { account, person },
            official,
            authentication: actor.authentication,
            signature: draft.signature,
            documents: draft.documents,
            historical: draft.historical,
        };
        let seq = first_seq + u64::from(batch_index);
        Recorded { seq, recorded_at: now, envelope, event: draft.event, older: None }
    }

    /// Applies a judged event and appends its entry.
    fn append(&mut self, fact: &Recorded, draft: usize, block: &mut Block) -> Result<(), Refusal> {
        self.post.clear();
        self.state.apply(fact, &mut self.post);
        debug_assert!(self.post.is_balanced(), "{fact:?} does not balance");
        self.guarded(draft)?;
        let written = block.push_with(|out| fact.write(self.head.hash, out));
        let hash: ChainHash = written.map_err(|error| Refusal {
            rule: &request::ENTRY_TOO_LONG,
            draft,
            figures: Figures::expected("draft", "at most 65535 bytes", error),
        })?;
        self.head = Head { size: fact.seq + 1, hash };
        Ok(())
    }

    /// The last line of defence: whatever the rules of an area forgot, no guarded stage falls
    /// below zero.
    fn guarded(&self, draft: usize) -> Result<(), Refusal> {
        let Some((leg, left)) = below_zero(&self.state, &self.post) else { return Ok(()) };
        let available = left.saturating_sub(leg.sen);
        let figures = Figures::amounts(leg.stage.word(), leg.sen.saturating_neg(), available);
        let figures = figures.on_line(leg.place.line);
        Err(Refusal { rule: &request::STAGE_BELOW_ZERO, draft, figures })
    }
}

/// The first leg that left a guarded stage below zero, and what is there after it.
pub fn below_zero<'a>(state: &State, post: &'a Postings) -> Option<(&'a Leg, i64)> {
    let taken = post.legs.iter().filter(|leg| leg.sen < 0 && !UNGUARDED.contains(&leg.stage));
    let left = |leg: &'a Leg| (leg, state.budget.at(leg.place.line, leg.stage));
    taken.map(left).find(|(_, left)| *left < 0)
}

/// Refuses a request for a reason that no area's rule gives.
pub(super) fn require(
    holds: bool,
    rule: &'static rules::Rule,
    draft: usize,
    figures: impl FnOnce() -> Figures,
) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal { rule, draft, figures: figures() }) }
}

fn resolve<T: jejak_events::field::Field>(reference: &mut Option<T>, first_seq: u64) {
    if let Some(reference) = reference {
        reference.resolve(first_seq);
    }
}

fn founder(draft: &Draft) -> Option<PersonId> {
    match &draft.event {
        Event::AccountOpened(body) => Some(body.person),
        _ => None,
    }
}
