//! What a client proposes: drafts of events, by an actor, under a condition.

use jejak_events::document::Document;
use jejak_events::envelope::{ActorSignature, Nonce, ToSign};
use jejak_events::field::Field;
use jejak_events::ids::{AccountRef, AppointmentRef, Bytes32, HistoricalBatchRef};
use jejak_events::vocabulary::Authentication;
use jejak_events::{Date, Event, FiscalYear, Head, Tag};

/// A proposed event: everything that the client decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Civil date on which it became true.
    pub occurred_on: Date,
    /// Fiscal year; the year of the date when absent.
    pub fiscal_year: Option<FiscalYear>,
    /// Account that recorded it, when the actor brings in what others recorded (import).
    pub recorder: Option<AccountRef>,
    /// Official acted for, by appointment.
    pub official: Option<AppointmentRef>,
    /// Papers.
    pub documents: Vec<Document>,
    /// Batch of history that it belongs to.
    pub historical: Option<HistoricalBatchRef>,
    /// Signature of the actor's registered key.
    pub signature: Option<ActorSignature>,
    /// The event; references may be by index in the same batch.
    pub event: Event,
}

impl Draft {
    /// A draft of an event on a day, with nothing else said.
    pub fn new(occurred_on: Date, event: impl Into<Event>) -> Draft {
        Draft {
            occurred_on,
            fiscal_year: None,
            recorder: None,
            official: None,
            documents: Vec::new(),
            historical: None,
            signature: None,
            event: event.into(),
        }
    }

    /// What the actor has to sign, once all references are sequence numbers.
    pub fn to_sign(&self, ledger_id: Bytes32, nonce: Nonce) -> ToSign<'_> {
        ToSign {
            ledger_id,
            nonce,
            appointment: self.official,
            occurred_on: self.occurred_on,
            fiscal_year: self.year(),
            documents: &self.documents,
            historical: self.historical,
            wire: self.event.wire(None).ok(),
        }
    }

    /// The fiscal year asked for, or that of the date.
    pub(super) fn year(&self) -> FiscalYear {
        self.fiscal_year.unwrap_or(self.occurred_on.fiscal_year())
    }

    /// The key of a signature may be registered in the same batch.
    pub(super) fn resolve_signature(&mut self, first_seq: u64) {
        if let Some(signature) = &mut self.signature {
            signature.key.resolve(first_seq);
        }
    }

    /// The same, for an official.
    #[must_use]
    pub fn by_official(self, appointment: AppointmentRef) -> Draft {
        Draft { official: Some(appointment), ..self }
    }

    /// The same, recorded by another account.
    #[must_use]
    pub fn recorded_by(self, account: AccountRef) -> Draft {
        Draft { recorder: Some(account), ..self }
    }

    /// The same, as history.
    #[must_use]
    pub fn in_history(self, batch: HistoricalBatchRef) -> Draft {
        Draft { historical: Some(batch), ..self }
    }

    /// The same, in another fiscal year than its date's.
    #[must_use]
    pub fn in_year(self, year: FiscalYear) -> Draft {
        Draft { fiscal_year: Some(year), ..self }
    }

    /// The same, standing on a paper.
    #[must_use]
    pub fn on_paper(mut self, document: Document) -> Draft {
        self.documents.push(document);
        self
    }
}

/// Who proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The account, by sequence number.
    pub account: AccountRef,
    /// How they proved to be who they are.
    pub authentication: Authentication,
}

/// What must hold, besides the rules, for a proposal to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Condition {
    /// Nothing.
    #[default]
    Always,
    /// The durable and pending head is this one.
    HeadIs(Head),
    /// Nothing durable or pending stands under these tags at or after this sequence number.
    NothingNewUnder {
        /// The tags.
        tags: Vec<Tag>,
        /// First sequence number that counts as new.
        since: u64,
    },
}

/// Drafts that stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who proposes.
    pub actor: Actor,
    /// Idempotency key, scoped to the account, of 1 to [`super::limits::KEY_BYTES_MAX`] bytes; a
    /// random one when absent.
    pub key: Option<String>,
    /// The drafts in order.
    pub drafts: Vec<Draft>,
    /// What must hold besides the rules.
    pub condition: Condition,
    /// Judge only: nothing is recorded.
    pub dry_run: bool,
}

impl Request {
    /// A plain request of an actor.
    pub fn new(actor: Actor, drafts: Vec<Draft>) -> Request {
        Request { actor, key: None, drafts, condition: Condition::Always, dry_run: false }
    }
}
