//! SPJ, refunds, closed periods, reversals and corrections.

use jejak_events::accountability::{RefundDeposited, SpjSubmitted};
use jejak_events::date::{Date, Month};
use jejak_events::ids::PersonId;
use jejak_events::vocabulary::{Outcome, SpjKind, Treatment};
use jejak_events::{Event, Object, Recorded, Rupiah, Stage};

use crate::decree::{Designation, RowStatus};
use crate::integrity::people_of;
use crate::kept::Kept;
use crate::payment::{self, PaymentStage};
use crate::posting::{CashLeg, CashPlace, Leg, Place, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;
use crate::treasury::{self, SppStage};

/// An accountability report.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
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
    /// Day on which it was submitted.
    pub on: Date,
    /// Who submitted it.
    pub submitted_by: Vec<PersonId>,
}

/// A claim for money to come back.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct RefundClaim {
    /// The line.
    pub line: u64,
    /// Sen still due.
    pub left: i64,
    /// Due date.
    pub due: Date,
}

/// What else than balances an event changed, so that its reversal can change it back.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub enum Effect {
    /// Nothing else.
    #[default]
    None,
    /// What a commitment binds on a line.
    Obligation {
        /// The commitment.
        basis: u64,
        /// The line.
        line: u64,
        /// Sen bound, or released when negative.
        sen: i64,
    },
    /// A request was paid out.
    PaidOut {
        /// The request.
        spp: u64,
        /// Where it stood before.
        stood: SppStage,
        /// Day of the step before.
        last_step_on: Date,
    },
    /// A refund: of which payment or request, to which claim.
    Refund {
        /// The payment.
        payment: Option<u64>,
        /// Where the payment stood before.
        stood: Option<PaymentStage>,
        /// The request.
        spp: Option<u64>,
        /// The claim.
        claim: Option<u64>,
        /// Line from which it was paid.
        line: u64,
        /// Stage in which the money rested.
        stage: Stage,
        /// Sen.
        sen: i64,
    },
}

/// A movement that can be reversed.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Movement {
    /// What it moved within lines.
    pub legs: Vec<Leg>,
    /// What cash it moved.
    pub cash: Vec<CashLeg>,
    /// What else it changed.
    pub effect: Effect,
    /// Whether it stands in the book of history.
    pub historical: bool,
    /// The event that reversed it.
    pub reversed_by: Option<u64>,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Accountability {
    /// SPJ by sequence number.
    pub spjs: Rows<Spj>,
    /// Claims by sequence number.
    pub claims: Rows<RefundClaim>,
    /// Refunds by sequence number.
    pub refunds: Rows<()>,
    /// Last month that is closed.
    closed_until: Kept<Option<Month>>,
    /// Movements that can be reversed, by sequence number.
    pub movements: Rows<Movement>,
    /// Sen per line that reports on the advance cover and no GU has refilled.
    pub reported: Table<u64, i64>,
}

tables!(Accountability { spjs, claims, refunds, closed_until, movements, reported });

impl Accountability {
    /// The last month that is closed; that month and all before it accept corrections only.
    pub fn closed_until(&self) -> Option<Month> {
        *self.closed_until.get()
    }

    /// Sen of a line that reports on the advance cover and no GU has refilled.
    pub fn reported_on(&self, line: u64) -> i64 {
        self.reported.get(&line).copied().unwrap_or(0)
    }

    /// Adds to what reports on the advance cover.
    pub(crate) fn report(&mut self, line: u64, sen: i64) {
        let reported = self.reported.edit_or_default(&line);
        *reported = reported.saturating_add(sen);
    }

    /// Remembers what an event moved, so that it can be reversed.
    pub(crate) fn remember(&mut self, fact: &Recorded, post: &Postings, effect: Effect) {
        if post.legs.is_empty() && post.cash.is_empty() && effect == Effect::None {
            return;
        }
        let (legs, cash) = (post.legs.clone(), post.cash.clone());
        let historical = fact.envelope.historical.is_some();
        let movement = Movement { legs, cash, effect, historical, reversed_by: None };
        self.movements.insert(fact.seq, movement);
    }

    /// What a movement was about: what it changed beside the money, else the lines it moved.
    pub(crate) fn objects_of(&self, event: u64) -> Vec<(Object, u64)> {
        let Some(movement) = self.movements.get(&event) else { return Vec::new() };
        let of = |object: Object, seq: Option<u64>| seq.map(|seq| (object, seq));
        match movement.effect {
            Effect::PaidOut { spp, .. } => vec![(Object::Spp, spp)],
            Effect::Refund { payment, spp, claim, line, .. } => {
                let known = [
                    of(Object::Payment, payment),
                    of(Object::Spp, spp),
                    of(Object::RefundClaim, claim),
                    of(Object::Line, Some(line)),
                ];
                known.into_iter().flatten().collect()
            }
            Effect::None | Effect::Obligation { .. } => {
                let mut lines: Vec<u64> = movement.legs.iter().map(|leg| leg.place.line).collect();
                lines.dedup();
                // As with requests: very many lines are found through the reversed event alone.
                lines.into_iter().take(8).map(|line| (Object::Line, line)).collect()
            }
        }
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::SpjSubmitted(body) => submit(state, fact, body),
        Event::SpjVerified(body) => verify(state, body.spj.0, body.outcome, post),
        Event::RefundClaimed(body) => {
            let claim = RefundClaim { line: body.line.0, left: body.amount.sen(), due: body.due };
            state.accountability.claims.insert(fact.seq, claim);
        }
        Event::RefundDeposited(body) => refund(state, fact, body, post),
        Event::PeriodClosed(body) => {
            let closed = state.accountability.closed_until.edit();
            *closed = (*closed).max(Some(body.period));
        }
        Event::TransactionReversed(body) => reverse(state, fact.seq, body.event.0, post),
        _ => {}
    }
}

fn submit(state: &mut State, fact: &Recorded, body: &SpjSubmitted) {
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
        on: fact.envelope.occurred_on,
        submitted_by: people_of(&fact.envelope),
    };
    if spj.kind == SpjKind::Advance {
        spj.lines.iter().for_each(|(line, sen)| state.accountability.report(*line, *sen));
    }
    state.accountability.spjs.insert(fact.seq, spj);
}

/// An accepted SPJ moves what it covers to accounted for.
fn verify(state: &mut State, seq: u64, outcome: Outcome, post: &mut Postings) {
    let Some(spj) = state.accountability.spjs.edit(&seq) else { return };
    spj.outcome = Some(outcome);
    let spj = spj.clone();
    let accepted = outcome == Outcome::Accepted;
    match (spj.kind, spj.designation) {
        (SpjKind::Recipient, Some(row)) if accepted => {
            account_for_row(state, row, spj.spent, post);
        }
        (SpjKind::Direct | SpjKind::AdditionalAdvance, _) if accepted => {
            let Some(spp) = spj.spp.and_then(|spp| state.treasury.spps.edit(&spp)) else { return };
            spp.accounted = spp.accounted.saturating_add(spj.spent);
            spp.credited = spp.credited.saturating_sub(spj.spent);
            let decree = spp.decree;
            for (line, sen) in &spj.lines {
                let place = state.place_of_decree(decree, *line);
                let to = (place, Stage::AccountedFor);
                let amount = Rupiah::from_sen(*sen);
                state.budget.transfer(post, (place, Stage::Credited), to, amount);
            }
        }
        // The revolving advance is accounted for when the GU is paid out.
        (SpjKind::Advance, _) if !accepted => {
            for (line, sen) in &spj.lines {
                state.accountability.report(*line, sen.saturating_neg());
            }
        }
        _ => {}
    }
}

impl State {
    /// What a row still has of what its recipient used, and of what was only credited. A refund
    /// that names the line alone takes from the line what its rows then no longer have.
    pub fn accountable(&self, row: &Designation) -> (i64, i64) {
        let rests = |own: i64, stage: Stage| own.min(self.budget.at(row.line, stage)).max(0);
        (rests(row.transacted, Stage::Transacted), rests(row.credited, Stage::Credited))
    }
}

/// What a recipient used is accounted for first, then what was only credited.
fn account_for_row(state: &mut State, seq: u64, spent: i64, post: &mut Postings) {
    let Some(row) = state.decree.designations.get(&seq) else { return };
    let (used, _) = state.accountable(row);
    let from_used = spent.min(used);
    let from_credited = spent.saturating_sub(from_used);
    let Some(row) = state.decree.designations.edit(&seq) else { return };
    row.transacted = row.transacted.saturating_sub(from_used);
    row.credited = row.credited.saturating_sub(from_credited);
    row.accounted = row.accounted.saturating_add(spent);
    row.become_status(RowStatus::AccountedFor);
    let row = row.clone();
    let place = state.place_of_row(&row);
    let to = (place, Stage::AccountedFor);
    let budget = &mut state.budget;
    budget.transfer(post, (place, Stage::Transacted), to, Rupiah::from_sen(from_used));
    budget.transfer(post, (place, Stage::Credited), to, Rupiah::from_sen(from_credited));
}

fn refund(state: &mut State, fact: &Recorded, body: &RefundDeposited, post: &mut Postings) {
    state.accountability.refunds.insert(fact.seq, ());
    let payment = body.payment.and_then(|seq| state.payment.payments.get(&seq.0)).cloned();
    let spp = match &payment {
        Some(payment) => state.spp_of_payment(payment),
        None => body.spp.map(|spp| spp.0),
    };
    let effect = Effect::Refund {
        payment: body.payment.map(|payment| payment.0),
        stood: payment.as_ref().map(|payment| payment.stage),
        spp,
        claim: body.claim.map(|claim| claim.0),
        line: body.line.0,
        stage: body.stage,
        sen: body.amount.sen(),
    };
    let place = match &payment {
        Some(payment) if body.stage == Stage::AtChannel => state.place_at_channel(payment),
        Some(payment) => state.place_of_payment(payment),
        None => {
            let decree = spp.and_then(|spp| state.treasury.spps.get(&spp)).and_then(|s| s.decree);
            state.place_of_decree(decree, body.line.0)
        }
    };
    state.use_receipt(fact);
    send_back(state, &effect, 1);
    state.budget.transfer(post, (place, body.stage), (place, Stage::Refunded), body.amount);
    if body.treatment == Treatment::ContraPost {
        // What is realised falls where it was realised; what is free again is the line's.
        let line = Place { decree: None, ..state.budget.place(body.line.0) };
        let (from, to) = ((place, Stage::ContraPost), (line, Stage::Available));
        state.budget.transfer(post, from, to, body.amount);
        state.budget.free_spd(post, line, body.amount);
    }
    if let Some(line) = state.budget.lines.get(&body.line.0) {
        let source = line.source;
        let from = body.from.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
        state.cash.transfer(post, from, CashPlace::Kept(body.cash.0), source, body.amount);
    }
    state.accountability.remember(fact, post, effect);
}

/// Takes a refund out of what payment, row, request and claim hold (`times` is 1), or puts it back
/// (-1).
fn send_back(state: &mut State, effect: &Effect, times: i64) {
    let Effect::Refund { payment, stood, spp, claim, line, stage, sen } = *effect else { return };
    let out = sen.saturating_mul(times);
    let row = payment.and_then(|payment| state.payment.payments.get(&payment)?.designation);
    if let Some(claim) = claim.and_then(|claim| state.accountability.claims.edit(&claim)) {
        claim.left = claim.left.saturating_sub(out);
    }
    if let Some(spp) = spp.and_then(|spp| state.treasury.spps.edit(&spp)) {
        spp.refunded = spp.refunded.saturating_add(out);
        match stage {
            Stage::AtChannel if payment.is_none() => spp.send_back(line, out),
            Stage::AccountedFor if row.is_none() => {
                spp.accounted = spp.accounted.saturating_sub(out);
            }
            // Paid by the treasurer from a TU: no payment and no row hold it.
            Stage::Credited if payment.is_none() => {
                spp.credited = spp.credited.saturating_sub(out);
            }
            _ => {}
        }
    }
    let Some(known) = payment.and_then(|payment| state.payment.payments.edit(&payment)) else {
        return;
    };
    known.enter(stage, out.saturating_neg());
    // What lay in suspense was never part of what the payment was instructed for.
    if stage != Stage::Suspense {
        known.refunded = known.refunded.saturating_add(out);
    }
    if times < 0 && known.stage == PaymentStage::Refunded {
        known.stage = stood.unwrap_or(known.stage);
    } else if times > 0 && known.is_empty() {
        known.stage = PaymentStage::Refunded;
    }
    let known = known.clone();
    payment::rest(state, &known, stage, out.saturating_neg());
}

/// Moves everything that an event moved back.
fn reverse(state: &mut State, seq: u64, event: u64, post: &mut Postings) {
    let Some(movement) = state.accountability.movements.edit(&event) else {
        return payment::credit::reverse(state, seq, event, post);
    };
    movement.reversed_by = Some(seq);
    let movement = movement.clone();
    for leg in &movement.legs {
        state.budget.enter(post, leg.place, leg.stage, leg.sen.saturating_neg());
    }
    state.cash.move_back(post, &movement.cash);
    match movement.effect {
        Effect::None => {}
        Effect::Obligation { basis, line, sen } => {
            let bound = state.budget.obligations.edit_or_default(&(basis, line));
            bound.left = bound.left.saturating_sub(sen);
        }
        Effect::PaidOut { spp, stood, last_step_on } => {
            treasury::unpay(state, spp, stood, last_step_on);
        }
        Effect::Refund { .. } => send_back(state, &movement.effect, -1),
    }
}
