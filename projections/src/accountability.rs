//! SPJ, refunds, closed periods, reversals and corrections.

use jejak_events::date::{Date, Month};
use jejak_events::ids::PersonId;
use jejak_events::vocabulary::{Outcome, SpjKind, Treatment};
use jejak_events::{Event, Recorded, Rupiah, Stage};

use crate::decree::RowStatus;
use crate::integrity::people_of;
use crate::kept::Kept;
use crate::payment::PaymentStage;
use crate::posting::{CashLeg, CashPlace, Leg, Place, Postings};
use crate::state::{State, tables};
use crate::table::Table;

/// An accountability report.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Spj {
    /// What it accounts for.
    pub kind: SpjKind,
    /// The decree's row.
    pub designation: Option<u64>,
    /// The SPP.
    pub spp: Option<u64>,
    /// Organisation, for the advance.
    pub organisation: Option<u64>,
    /// Sen spent per line.
    pub lines: Vec<(u64, i64)>,
    /// Sen spent.
    pub spent: i64,
    /// Sen not spent.
    pub unspent: i64,
    /// What was found; `None` while nobody looked.
    pub outcome: Option<Outcome>,
    /// Sen of it that a GU refilled.
    pub refilled: i64,
    /// Who submitted it.
    pub submitted_by: Vec<PersonId>,
}

/// A claim for money to come back.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct RefundClaim {
    /// The line.
    pub line: u64,
    /// Sen still due.
    pub left: i64,
    /// Due date.
    pub due: Date,
}

/// A movement that can be reversed.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Movement {
    /// What it moved within lines.
    pub legs: Vec<Leg>,
    /// What cash it moved.
    pub cash: Vec<CashLeg>,
    /// The event that reversed it.
    pub reversed_by: Option<u64>,
}

/// State of the area.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Accountability {
    /// SPJ by sequence number.
    pub spjs: Table<u64, Spj>,
    /// Claims by sequence number.
    pub claims: Table<u64, RefundClaim>,
    /// Refunds by sequence number.
    pub refunds: Table<u64, ()>,
    /// Last month that is closed.
    closed_until: Kept<Option<Month>>,
    /// Movements that can be reversed, by sequence number.
    pub movements: Table<u64, Movement>,
}

tables!(Accountability { spjs, claims, refunds, closed_until, movements });

impl Accountability {
    /// The last month that is closed; that month and all before it accept corrections only.
    pub fn closed_until(&self) -> Option<Month> {
        *self.closed_until.get()
    }

    /// Remembers what an event moved, so that it can be reversed.
    pub(crate) fn remember(&mut self, fact: &Recorded, post: &Postings) {
        if post.legs.is_empty() && post.cash.is_empty() {
            return;
        }
        let movement =
            Movement { legs: post.legs.clone(), cash: post.cash.clone(), reversed_by: None };
        self.movements.insert(fact.seq, movement);
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::SpjSubmitted(body) => {
            let spj = Spj {
                kind: body.kind,
                designation: body.designation.map(|row| row.0),
                spp: body.spp.map(|spp| spp.0),
                organisation: body.organisation.map(|organisation| organisation.0),
                lines: body.lines.iter().map(|item| (item.line.0, item.amount.sen())).collect(),
                spent: body.spent.sen(),
                unspent: body.unspent.sen(),
                outcome: None,
                refilled: 0,
                submitted_by: people_of(&fact.envelope),
            };
            state.accountability.spjs.insert(fact.seq, spj);
        }
        Event::SpjVerified(body) => verify(state, body.spj.0, body.outcome, post),
        Event::RefundClaimed(body) => {
            let claim = RefundClaim { line: body.line.0, left: body.amount.sen(), due: body.due };
            state.accountability.claims.insert(fact.seq, claim);
        }
        Event::RefundDeposited(body) => {
            refund(state, fact.seq, body, post);
            state.accountability.remember(fact, post);
        }
        Event::PeriodClosed(body) => {
            let closed = state.accountability.closed_until.edit();
            *closed = (*closed).max(Some(body.period));
        }
        Event::TransactionReversed(body) => reverse(state, fact.seq, body.event.0, post),
        _ => {}
    }
}

/// An accepted SPJ moves what it covers to accounted for.
fn verify(state: &mut State, seq: u64, outcome: Outcome, post: &mut Postings) {
    let Some(spj) = state.accountability.spjs.edit(&seq) else { return };
    spj.outcome = Some(outcome);
    let spj = spj.clone();
    if outcome != Outcome::Accepted {
        return;
    }
    match (spj.kind, spj.designation) {
        (SpjKind::Recipient, Some(row)) => account_for_row(state, row, spj.spent, post),
        (SpjKind::Direct | SpjKind::AdditionalAdvance, _) => {
            let decree =
                spj.spp.and_then(|spp| state.treasury.spps.get(&spp)).and_then(|spp| spp.decree);
            for (line, sen) in &spj.lines {
                let place = state.place_of_decree(decree, *line);
                let to = (place, Stage::AccountedFor);
                let amount = Rupiah::from_sen(*sen);
                state.budget.transfer(post, (place, Stage::Credited), to, amount);
            }
        }
        // The revolving advance is accounted for when the GU is paid out.
        _ => {}
    }
}

/// What a recipient used is accounted for first, then what was only credited.
fn account_for_row(state: &mut State, seq: u64, spent: i64, post: &mut Postings) {
    let Some(row) = state.decree.designations.edit(&seq) else { return };
    let from_used = spent.min(row.transacted).max(0);
    let from_credited = spent.saturating_sub(from_used);
    row.transacted = row.transacted.saturating_sub(from_used);
    row.credited = row.credited.saturating_sub(from_credited);
    row.accounted = row.accounted.saturating_add(spent);
    row.status = RowStatus::AccountedFor;
    let row = row.clone();
    let place = state.place_of_row(&row);
    let to = (place, Stage::AccountedFor);
    let budget = &mut state.budget;
    budget.transfer(post, (place, Stage::Transacted), to, Rupiah::from_sen(from_used));
    budget.transfer(post, (place, Stage::Credited), to, Rupiah::from_sen(from_credited));
}

fn refund(
    state: &mut State,
    seq: u64,
    body: &jejak_events::accountability::RefundDeposited,
    post: &mut Postings,
) {
    state.accountability.refunds.insert(seq, ());
    let sen = body.amount.sen();
    if let Some(claim) = body.claim.and_then(|claim| state.accountability.claims.edit(&claim.0)) {
        claim.left = claim.left.saturating_sub(sen);
    }
    let payment = body.payment.and_then(|seq| state.payment.payments.edit(&seq.0));
    let payment = payment.map(|payment| {
        payment.refunded = payment.refunded.saturating_add(sen);
        payment.stage = PaymentStage::Refunded;
        payment.clone()
    });
    let place = match &payment {
        Some(payment) if body.stage == Stage::AtChannel => state.place_at_channel(payment),
        Some(payment) => state.place_of_payment(payment),
        None => state.budget.place(body.line.0),
    };
    take_from_row(state, payment.and_then(|payment| payment.designation), body.stage, sen);
    state.budget.transfer(post, (place, body.stage), (place, Stage::Refunded), body.amount);
    if body.treatment == Treatment::ContraPost {
        let line = Place { decree: None, ..state.budget.place(body.line.0) };
        let (from, to) = ((line, Stage::ContraPost), (line, Stage::Available));
        state.budget.transfer(post, from, to, body.amount);
        state.budget.free_spd(post, line, body.amount);
    }
    let Some(line) = state.budget.lines.get(&body.line.0) else { return };
    let source = line.source;
    let from = body.from.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
    state.cash.transfer(post, from, CashPlace::Kept(body.cash.0), source, body.amount);
}

/// A refund out of what rests with the recipient lessens it.
fn take_from_row(state: &mut State, designation: Option<u64>, stage: Stage, sen: i64) {
    let Some(row) = designation.and_then(|row| state.decree.designations.edit(&row)) else {
        return;
    };
    match stage {
        Stage::Credited => row.credited = row.credited.saturating_sub(sen),
        Stage::Transacted => row.transacted = row.transacted.saturating_sub(sen),
        Stage::AccountedFor => row.accounted = row.accounted.saturating_sub(sen),
        _ => {}
    }
}

/// Moves everything that an event moved back.
fn reverse(state: &mut State, seq: u64, event: u64, post: &mut Postings) {
    let Some(movement) = state.accountability.movements.edit(&event) else { return };
    movement.reversed_by = Some(seq);
    let movement = movement.clone();
    for leg in &movement.legs {
        state.budget.enter(post, leg.place, leg.stage, leg.sen.saturating_neg());
    }
    state.cash.move_back(post, &movement.cash);
}
