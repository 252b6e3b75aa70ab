//! Contracts and their guarantees.

use jejak_events::date::Date;
use jejak_events::ids::Token;
use jejak_events::vocabulary::{ContractPaymentKind, GuaranteeEnd, GuaranteeKind};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;
use crate::treasury::SppStage;

/// How far a contract has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ContractStage {
    Running,
    Completed,
    Terminated,
}

/// A contract.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Contract {
    /// Organisation that orders.
    pub organisation: u64,
    /// The other party.
    pub party: Token,
    /// Sen of the value in force.
    pub value: i64,
    /// Sen of the value when it was signed.
    pub signed_value: i64,
    /// Days of the work.
    pub period: (Date, Date),
    /// Advance agreed, in basis points.
    pub advance_bp: u32,
    /// Retention agreed, in basis points.
    pub retention_bp: u32,
    /// Whether it runs over more than one fiscal year.
    pub multi_year: bool,
    /// Commitments that fund it.
    pub commitments: Vec<u64>,
    /// What was invoiced, also of requests that came to nothing.
    pub invoices: Vec<Invoice>,
    /// Last term reached, and the work done then in basis points.
    pub reached: (u8, u32),
    /// Sen of penalties imposed, and sen of them paid.
    pub penalty: (i64, i64),
    /// How far it has come.
    pub stage: ContractStage,
    /// Last day of maintenance.
    pub maintained_until: Option<Date>,
}

/// What an SPP asks of a contract.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Invoice {
    /// The SPP.
    pub spp: u64,
    /// What is paid.
    pub kind: ContractPaymentKind,
    /// Term that it pays.
    pub term: Option<u8>,
    /// Sen that it pays.
    pub sen: i64,
    /// Sen held back.
    pub retained: i64,
    /// Sen of the advance recovered.
    pub recovered: i64,
}

/// A guarantee.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Guarantee {
    /// The contract.
    pub contract: u64,
    /// What it secures.
    pub kind: GuaranteeKind,
    /// Sen.
    pub sen: i64,
    /// Last day on which it can be called.
    pub until: Date,
    /// How it ended.
    pub ended: Option<GuaranteeEnd>,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Contracts {
    /// Contracts by sequence number.
    pub contracts: Rows<Contract>,
    /// Guarantees by sequence number.
    pub guarantees: Rows<Guarantee>,
    /// The contract that a commitment funds.
    pub funded: Table<u64, u64>,
    /// The contract that an SPP pays.
    pub invoices: Table<u64, u64>,
}

tables!(Contracts { contracts, guarantees, funded, invoices });

impl State {
    /// Sen that a contract's commitments bind now and have had drawn.
    pub fn funding_of(&self, contract: &Contract) -> i64 {
        let bound = contract.commitments.iter().filter_map(|seq| self.bound_by(*seq));
        bound.fold(0, i64::saturating_add)
    }

    /// Sen that a commitment binds now and has had drawn.
    pub fn bound_by(&self, commitment: u64) -> Option<i64> {
        let line = self.budget.commitments.get(&commitment)?.line;
        let bound = self.budget.obligations.get(&(commitment, line))?;
        Some(bound.left.saturating_add(bound.drawn))
    }

    /// Invoices of a contract whose SPP goes on or was paid.
    pub fn live_invoices<'a>(
        &'a self,
        contract: &'a Contract,
    ) -> impl Iterator<Item = &'a Invoice> {
        contract.invoices.iter().filter(|invoice| {
            let spp = self.treasury.spps.get(&invoice.spp);
            spp.is_some_and(|spp| spp.stage != SppStage::Ended || spp.paid_on.is_some())
        })
    }

    /// Sen of a contract's guarantees of a kind that can be called on a day.
    pub fn secured(&self, contract: u64, kind: GuaranteeKind, day: Date) -> i64 {
        let of_contract = self.contract.guarantees.iter().map(|(_, guarantee)| guarantee);
        of_contract
            .filter(|it| it.contract == contract && it.kind == kind)
            .filter(|it| it.ended.is_none() && day <= it.until)
            .fold(0, |sum, it| sum.saturating_add(it.sen))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.contract;
    match &fact.event {
        Event::ContractSigned(body) => area.contracts.insert(fact.seq, signed(body)),
        Event::ContractFunded(body) => {
            area.funded.insert(body.commitment.0, body.contract.0);
            if let Some(contract) = area.contracts.edit(&body.contract.0) {
                contract.commitments.push(body.commitment.0);
            }
        }
        Event::GuaranteeLodged(body) => area.guarantees.insert(
            fact.seq,
            Guarantee {
                contract: body.contract.0,
                kind: body.kind,
                sen: body.amount.sen(),
                until: body.until,
                ended: None,
            },
        ),
        Event::GuaranteeEnded(body) => {
            if let Some(guarantee) = area.guarantees.edit(&body.guarantee.0) {
                guarantee.ended = Some(body.outcome);
            }
        }
        Event::ContractInvoiced(body) => {
            area.invoices.insert(body.spp.0, body.contract.0);
            if let Some(contract) = area.contracts.edit(&body.contract.0) {
                contract.invoices.push(Invoice {
                    spp: body.spp.0,
                    kind: body.kind,
                    term: body.term,
                    sen: body.amount.sen(),
                    retained: body.retained.sen(),
                    recovered: body.recovered.sen(),
                });
            }
        }
        _ => advance(area, fact),
    }
}

fn signed(body: &jejak_events::contract::ContractSigned) -> Contract {
    Contract {
        organisation: body.organisation.0,
        party: body.party,
        value: body.value.sen(),
        signed_value: body.value.sen(),
        period: (body.from, body.until),
        advance_bp: body.advance_bp,
        retention_bp: body.retention_bp,
        multi_year: body.multi_year,
        commitments: Vec::new(),
        invoices: Vec::new(),
        reached: (0, 0),
        penalty: (0, 0),
        stage: ContractStage::Running,
        maintained_until: None,
    }
}

/// The life of a contract beside its money.
fn advance(area: &mut Contracts, fact: &Recorded) {
    let seq = match &fact.event {
        Event::ContractAmended(body) => body.contract.0,
        Event::ContractTermReached(body) => body.contract.0,
        Event::ContractPenaltyImposed(body) => body.contract.0,
        Event::ContractPenaltyPaid(body) => body.contract.0,
        Event::ContractCompleted(body) => body.contract.0,
        Event::ContractTerminated(body) => body.contract.0,
        _ => return,
    };
    let Some(contract) = area.contracts.edit(&seq) else { return };
    match &fact.event {
        Event::ContractAmended(body) => {
            contract.value = body.to_value.sen();
            contract.period.1 = body.until;
        }
        Event::ContractTermReached(body) => contract.reached = (body.term, body.progress_bp),
        Event::ContractPenaltyImposed(body) => {
            contract.penalty.0 = contract.penalty.0.saturating_add(body.amount.sen());
        }
        Event::ContractPenaltyPaid(body) => {
            contract.penalty.1 = contract.penalty.1.saturating_add(body.amount.sen());
        }
        Event::ContractCompleted(body) => {
            contract.stage = ContractStage::Completed;
            contract.maintained_until = body.maintained_until;
        }
        _ => contract.stage = ContractStage::Terminated,
    }
}

/// What an object of this area belongs to: a guarantee to its contract, a contract to its lines.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    match object {
        Object::Guarantee => {
            let Some(guarantee) = state.contract.guarantees.get(&seq) else { return };
            tag(Tag::Object(Object::Contract, guarantee.contract));
        }
        Object::Contract => {
            let Some(contract) = state.contract.contracts.get(&seq) else { return };
            tag(Tag::Object(Object::Organisation, contract.organisation));
            tag(Tag::Token(contract.party.0));
            for commitment in contract.commitments.iter().take(8) {
                tag(Tag::Object(Object::Commitment, *commitment));
            }
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, contract) in state.contract.contracts.iter() {
        add(Object::Contract, seq, contract.stage as u8);
    }
}
