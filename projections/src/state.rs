//! The state that rules decide on: one pure fold over the events.
//!
//! Each area keeps its tables and says how its events change them. Applying an event that the
//! rules would have refused never panics: it changes what it can, so that a damaged history can
//! still be looked at; the rules say what is wrong with it.

use jejak_events::{Area, Event, Object, Recorded};

use crate::posting::Postings;
use crate::{
    access, accountability, budget, cash, decree, integrity, opening, payment, privacy, proposal,
    quota, reference, treasury,
};

macro_rules! areas {
    ($($area:ident: $type:ty,)*) => {
        /// Everything that has happened, as far as rules and balances need it.
        #[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
        pub struct State {
            $(
                #[doc = concat!("State of the area `", stringify!($area), "`.")]
                pub $area: $type,
            )*
        }

        impl State {
            /// From now on, everything since the last commit can be taken back.
            pub fn keep_undo(&mut self) {
                $( self.$area.keep_undo(); )*
            }

            /// Keeps everything since the last commit.
            pub fn commit(&mut self) {
                $( self.$area.commit(); )*
            }

            /// Takes back everything since the last commit; nothing where no undo is kept.
            pub fn rollback(&mut self) {
                $( self.$area.rollback(); )*
            }

            /// The areas in which another state is not this one.
            pub fn differs(&self, other: &State) -> Vec<&'static str> {
                let mut areas = Vec::new();
                $( if self.$area != other.$area {
                    areas.push(stringify!($area));
                } )*
                areas
            }
        }
    };
}

areas! {
    integrity: integrity::Integrity,
    reference: reference::Reference,
    access: access::Access,
    opening: opening::Opening,
    budget: budget::Budget,
    proposal: proposal::Proposals,
    decree: decree::Decrees,
    treasury: treasury::Treasury,
    payment: payment::Payments,
    cash: cash::Cash,
    accountability: accountability::Accountability,
    quota: quota::Quotas,
    privacy: privacy::Privacy,
}

/// Gives an area's struct of tables its undo, commit and rollback.
macro_rules! tables {
    ($area:ident { $($table:ident),* $(,)? }) => {
        impl $area {
            pub(crate) fn keep_undo(&mut self) {
                $( self.$table.keep_undo(); )*
            }
            pub(crate) fn commit(&mut self) {
                $( self.$table.commit(); )*
            }
            pub(crate) fn rollback(&mut self) {
                $( self.$table.rollback(); )*
            }
        }
    };
}
pub(crate) use tables;

impl State {
    /// Applies one event; `post` receives what it moves.
    pub fn apply(&mut self, fact: &Recorded, post: &mut Postings) {
        if let Some(batch) = fact.envelope.historical {
            self.opening.count(batch.0);
        }
        if let Some(signature) = &fact.envelope.signature {
            self.access.use_signature(signature, fact.seq);
        }
        integrity::apply(self, fact);
        if let Some(key) = self.number_of(fact) {
            self.reference.use_number(key, fact.seq);
        }
        match fact.event.kind().group() {
            Area::Reference => reference::apply(self, fact),
            Area::Access => access::apply(self, fact),
            Area::Opening => opening::apply(self, fact, post),
            Area::Budget => budget::apply(self, fact, post),
            Area::Proposal => proposal::apply(self, fact),
            Area::Decree => decree::apply(self, fact, post),
            Area::Treasury => treasury::apply(self, fact, post),
            Area::Payment => payment::apply(self, fact, post),
            Area::Cash => cash::apply(self, fact, post),
            Area::Accountability => accountability::apply(self, fact, post),
            Area::Quota => quota::apply(self, fact),
            Area::Privacy => privacy::apply(self, fact),
            // Applied above: every event moves size and clock.
            Area::Integrity => {}
        }
    }

    /// Whether the event with this sequence number brought such an object into being.
    pub fn exists(&self, object: Object, seq: u64) -> bool {
        match object {
            Object::Organisation => self.reference.organisations.contains(&seq),
            Object::Rule => self.reference.enactments.contains(&seq),
            Object::ExternalData => self.reference.external.contains(&seq),
            Object::Account => self.access.accounts.contains(&seq),
            Object::Grant => self.access.grants.contains(&seq),
            Object::Appointment => self.access.appointments.contains(&seq),
            Object::ActorKey => self.access.keys.contains(&seq),
            Object::HistoricalBatch => self.opening.batches.contains(&seq),
            Object::Line => self.budget.lines.contains(&seq),
            Object::Commitment => self.budget.commitments.contains(&seq),
            Object::Proposal => self.proposal.proposals.contains(&seq),
            Object::Deliberation => self.proposal.deliberations.contains(&seq),
            // Recipients are named by their own ids, never by sequence number.
            Object::Recipient => false,
            Object::Decree => self.decree.decrees.contains(&seq),
            Object::Designation => self.decree.designations.contains(&seq),
            Object::Spd => self.treasury.spds.contains(&seq),
            Object::Npd => self.treasury.npds.contains(&seq),
            Object::Tbp => self.treasury.tbps.contains(&seq),
            Object::Spp => self.treasury.spps.contains(&seq),
            Object::PaymentList => self.payment.lists.contains(&seq),
            Object::Payment => self.payment.payments.contains(&seq),
            Object::CashAccount => self.cash.accounts.contains(&seq),
            Object::Spj => self.accountability.spjs.contains(&seq),
            Object::RefundClaim => self.accountability.claims.contains(&seq),
            Object::Refund => self.accountability.refunds.contains(&seq),
            Object::Event => seq < self.integrity.size(),
        }
    }

    /// The event as its area's own type would be too much for callers that only need its kind.
    pub fn is_genesis(&self, event: &Event) -> bool {
        self.integrity.size() == 0 && matches!(event, Event::LedgerCreated(_))
    }
}
