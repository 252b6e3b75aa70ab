//! The state that rules decide on: one pure fold over the events.
//!
//! Each area keeps its tables and says how its events change them. Applying an event that the
//! rules would have refused never panics: it changes what it can, so that a damaged history can
//! still be looked at; the rules say what is wrong with it.

use jejak_events::{Area, Event, Object, Recorded};

use crate::posting::Postings;
use crate::{
    access, accountability, budget, cash, central, complaint, contract, decree, disaster, finding,
    institution, integrity, investigation, kube, loss, opening, payment, pkh, planning, privacy,
    proposal, quota, reference, rtlh, sembako, service, spending, stock, treasury, welfare, worker,
    works,
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
    spending: spending::Spending,
    works: works::Works,
    kube: kube::Kube,
    rtlh: rtlh::Rtlh,
    central: central::Central,
    sembako: sembako::Sembako,
    pkh: pkh::Pkh,
    service: service::Services,
    institution: institution::Institutions,
    stock: stock::Stock,
    disaster: disaster::Disaster,
    worker: worker::Workers,
    welfare: welfare::Welfare,
    planning: planning::Planning,
    contract: contract::Contracts,
    loss: loss::Losses,
    complaint: complaint::Complaints,
    finding: finding::Findings,
    privacy: privacy::Privacy,
    investigation: investigation::Investigations,
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
        reference::count_row(self, fact);
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
            Area::Spending => spending::apply(self, fact),
            Area::Works => works::apply(self, fact),
            Area::Kube => kube::apply(self, fact),
            Area::Rtlh => rtlh::apply(self, fact),
            Area::Central => central::apply(self, fact),
            Area::Sembako => sembako::apply(self, fact),
            Area::Pkh => pkh::apply(self, fact),
            Area::Service => service::apply(self, fact),
            Area::Institution => institution::apply(self, fact),
            Area::Stock => stock::apply(self, fact),
            Area::Disaster => disaster::apply(self, fact),
            Area::Worker => worker::apply(self, fact),
            Area::Welfare => welfare::apply(self, fact),
            Area::Planning => planning::apply(self, fact),
            Area::Contract => contract::apply(self, fact),
            Area::Loss => loss::apply(self, fact),
            Area::Complaint => complaint::apply(self, fact),
            Area::Finding => finding::apply(self, fact),
            Area::Privacy => privacy::apply(self, fact),
            Area::Investigation => investigation::apply(self, fact),
            // Applied above: every event moves size and clock. Who looked is read, never folded.
            Area::Integrity | Area::Oversight => {}
        }
    }

    /// Notes an event that does not count in this state: size and clock move all the same.
    pub(crate) fn pass_over(&mut self, fact: &Recorded) {
        integrity::apply(self, fact);
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
            Object::SpendingPlan => self.spending.plans.contains(&seq),
            Object::Purchase => self.spending.purchases.contains(&seq),
            Object::KubeGroup => self.kube.groups.contains(&seq),
            Object::Work => self.works.works.contains(&seq),
            Object::House => self.rtlh.houses.contains(&seq),
            Object::RepairGroup => self.rtlh.groups.contains(&seq),
            Object::CentralPeriod => self.central.periods.contains(&seq),
            Object::CentralCredit => self.central.credits.contains(&seq),
            Object::KpmPlace => self.sembako.places.contains(&seq),
            Object::KpmReplacement => self.sembako.replacements.contains(&seq),
            Object::PkhComponent => self.pkh.components.contains(&seq),
            Object::ServiceUnit => self.service.units.contains(&seq),
            Object::Institution => self.institution.institutions.contains(&seq),
            Object::Stay => self.institution.stays.contains(&seq),
            Object::Cooperation => self.institution.cooperations.contains(&seq),
            Object::Worker => self.worker.workers.contains(&seq),
            Object::WorkerReport => self.worker.reports.contains(&seq),
            Object::PlanningDocument => self.planning.documents.contains(&seq),
            Object::Contract => self.contract.contracts.contains(&seq),
            Object::Guarantee => self.contract.guarantees.contains(&seq),
            Object::Loss => self.loss.losses.contains(&seq),
            Object::Complaint => self.complaint.complaints.contains(&seq),
            Object::Finding => self.finding.findings.contains(&seq),
            Object::Recommendation => self.finding.recommendations.contains(&seq),
            Object::SampleDraw => self.finding.samples.contains(&seq),
            Object::Warehouse => self.stock.warehouses.contains(&seq),
            Object::Lot => self.stock.lots.contains(&seq),
            Object::StockMovement => {
                self.stock.movements.contains(&seq) || self.stock.allocations.contains(&seq)
            }
            Object::Disaster => self.disaster.declared.contains(&seq),
            Object::Case => self.welfare.cases.contains(&seq),
            Object::Insurance => self.welfare.insurances.contains(&seq),
            Object::Contribution => self.welfare.contributions.contains(&seq),
            Object::AuthorityMatrix => self.welfare.matrices.contains(&seq),
            Object::Investigation => self.investigation.investigations.contains(&seq),
        }
    }

    /// The event as its area's own type would be too much for callers that only need its kind.
    pub fn is_genesis(&self, event: &Event) -> bool {
        self.integrity.size() == 0 && matches!(event, Event::LedgerCreated(_))
    }
}
