//! Payments from the channel to the recipient.

use jejak_events::ids::{PersonId, Token};
use jejak_events::vocabulary::Channel;
use jejak_events::{Event, Recorded, Rupiah, Stage};

use crate::decree::RowStatus;
use crate::integrity::people_of;
use crate::posting::{Count, Place, Postings};
use crate::state::{State, tables};
use crate::table::Table;

/// A list of payment instructions.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct PaymentList {
    /// The request whose SP2D provides the money.
    pub spp: u64,
    /// Channel.
    pub channel: Channel,
    /// Instructions that it announced.
    pub stated_count: u32,
    /// Sen that it announced.
    pub stated_sen: i64,
    /// Instructions so far.
    pub count: u32,
    /// Sen so far.
    pub sen: i64,
    /// Whether all instructions are in.
    pub closed: bool,
    /// Who drew it up.
    pub drawn_by: Vec<PersonId>,
}

/// Where a payment stands (G11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum PaymentStage {
    Instructed,
    Credited,
    Returned,
    Reissued,
    Unclaimed,
    Refunded,
}

/// One payment.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Payment {
    /// The list.
    pub list: u64,
    /// The decree's row that it pays.
    pub designation: Option<u64>,
    /// The line that it draws from.
    pub line: u64,
    /// Sen instructed.
    pub sen: i64,
    /// Sen credited according to the bank, up to what was instructed.
    pub credited: i64,
    /// Sen used by the recipient.
    pub transacted: i64,
    /// Sen not taken in time.
    pub unclaimed: i64,
    /// Sen refunded.
    pub refunded: i64,
    /// Tranche of the row.
    pub tranche: u8,
    /// Where it stands.
    pub stage: PaymentStage,
}

impl Payment {
    /// Sen credited and neither used, unclaimed nor refunded.
    pub fn left_of_credit(&self) -> i64 {
        self.credited
            .saturating_sub(self.transacted)
            .saturating_sub(self.unclaimed)
            .saturating_sub(self.refunded)
    }
}

/// State of the area.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Payments {
    /// Lists by sequence number.
    pub lists: Table<u64, PaymentList>,
    /// Payments by sequence number.
    pub payments: Table<u64, Payment>,
    /// Bank references and the payment that used them first.
    pub references: Table<Token, u64>,
}

tables!(Payments { lists, payments, references });

impl State {
    /// The context of a payment: that of its row, or of its request on its line.
    pub fn place_of_payment(&self, payment: &Payment) -> Place {
        let row = payment.designation.and_then(|seq| self.decree.designations.get(&seq));
        match row {
            Some(row) => self.place_of_row(row),
            None => self.place_at_channel(payment),
        }
    }

    /// The context in which the money of a payment lies at the channel.
    pub fn place_at_channel(&self, payment: &Payment) -> Place {
        let list = self.payment.lists.get(&payment.list);
        let spp = list.and_then(|list| self.treasury.spps.get(&list.spp));
        self.place_of_decree(spp.and_then(|spp| spp.decree), payment.line)
    }

    /// Sen of a payment that rest in a stage.
    pub fn resting(&self, payment: &Payment, stage: Stage) -> i64 {
        let row = payment.designation.and_then(|seq| self.decree.designations.get(&seq));
        match (stage, payment.stage) {
            (Stage::Returned, PaymentStage::Returned) if payment.credited > 0 => payment.credited,
            (Stage::AtChannel, PaymentStage::Instructed)
            | (Stage::Returned, PaymentStage::Returned) => payment.sen,
            (Stage::Credited, PaymentStage::Credited | PaymentStage::Refunded) => {
                let left = payment.left_of_credit();
                row.map_or(left, |row| left.min(row.credited))
            }
            (Stage::Transacted, _) => {
                row.map_or(payment.transacted, |row| payment.transacted.min(row.transacted))
            }
            (Stage::Unclaimed, _) => payment.unclaimed.saturating_sub(payment.refunded).max(0),
            (Stage::AccountedFor, _) => row.map_or(payment.credited, |row| row.accounted),
            (Stage::Suspense, _) => i64::MAX,
            _ => 0,
        }
    }

    /// The line that an instruction draws from: its row's, or the one line of the request.
    pub fn line_of_instruction(&self, spp: u64, designation: Option<u64>) -> Option<u64> {
        match designation {
            Some(row) => self.decree.designations.get(&row).map(|row| row.line),
            None => self.treasury.spps.get(&spp)?.lines.first().map(|(line, _)| *line),
        }
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::PaymentListOpened(body) => state.payment.lists.insert(
            fact.seq,
            PaymentList {
                spp: body.spp.0,
                channel: body.channel,
                stated_count: body.count,
                stated_sen: body.total.sen(),
                count: 0,
                sen: 0,
                closed: false,
                drawn_by: people_of(&fact.envelope),
            },
        ),
        Event::PaymentInstructed(body) => {
            let designation = body.designation.map(|row| row.0);
            let Some(list) = state.payment.lists.get(&body.list.0) else { return };
            let line = state.line_of_instruction(list.spp, designation).unwrap_or(u64::MAX);
            let payment = instruction(body.list.0, designation, line, body.amount, body.tranche);
            instruct(state, fact.seq, payment);
        }
        Event::PaymentListClosed(body) => {
            if let Some(list) = state.payment.lists.edit(&body.list.0) {
                list.closed = true;
            }
        }
        Event::PaymentCredited(body) => credit(state, fact, body, post),
        Event::PaymentReturned(body) => give_back(state, body.payment.0, post),
        Event::PaymentReissued(body) => reissue(state, fact.seq, body.payment.0, post),
        Event::AidTransacted(body) => transact(state, body, post),
        Event::AidUnclaimed(body) => {
            let Some(payment) = state.payment.payments.edit(&body.payment.0) else { return };
            payment.unclaimed = payment.unclaimed.saturating_add(body.amount.sen());
            payment.stage = PaymentStage::Unclaimed;
            let payment = payment.clone();
            rest(state, payment.designation, body.amount.sen().saturating_neg(), 0);
            let place = state.place_of_payment(&payment);
            let to = (place, Stage::Unclaimed);
            state.budget.transfer(post, (place, Stage::Credited), to, body.amount);
        }
        Event::GoodsHandedOver(body) => {
            state.note_received(body.designation.0, fact.envelope.occurred_on, fact.seq);
            hand_over(state, body, post);
        }
        _ => {}
    }
}

fn instruction(
    list: u64,
    designation: Option<u64>,
    line: u64,
    amount: Rupiah,
    tranche: u8,
) -> Payment {
    Payment {
        list,
        designation,
        line,
        sen: amount.sen(),
        credited: 0,
        transacted: 0,
        unclaimed: 0,
        refunded: 0,
        tranche,
        stage: PaymentStage::Instructed,
    }
}

/// The bit of a tranche, counted from 1; none for tranches beyond 64.
pub fn tranche_bit(tranche: u8) -> u64 {
    1u64.checked_shl(u32::from(tranche.saturating_sub(1))).unwrap_or(0)
}

fn instruct(state: &mut State, seq: u64, payment: Payment) {
    let sen = payment.sen;
    if let Some(list) = state.payment.lists.edit(&payment.list) {
        list.count = list.count.saturating_add(1);
        list.sen = list.sen.saturating_add(sen);
        if let Some(spp) = state.treasury.spps.edit(&list.spp) {
            spp.instructed = spp.instructed.saturating_add(sen);
        }
    }
    let row = payment.designation.and_then(|row| state.decree.designations.edit(&row));
    if let Some(row) = row {
        row.instructed = row.instructed.saturating_add(sen);
        row.tranches_taken |= tranche_bit(payment.tranche);
        row.status = RowStatus::Instructed;
    }
    state.payment.payments.insert(seq, payment);
}

/// Changes what rests with the recipient of a row.
fn rest(state: &mut State, designation: Option<u64>, credited: i64, transacted: i64) {
    let row = designation.and_then(|row| state.decree.designations.edit(&row));
    if let Some(row) = row {
        row.credited = row.credited.saturating_add(credited);
        row.transacted = row.transacted.saturating_add(transacted);
    }
}

/// A bank credit is a fact. What the instruction does not explain, or the channel did not hold,
/// goes through suspense, so that no guarded stage falls below zero.
fn credit(
    state: &mut State,
    fact: &Recorded,
    body: &jejak_events::payment::PaymentCredited,
    post: &mut Postings,
) {
    if !state.payment.references.contains(&body.bank_reference) {
        state.payment.references.insert(body.bank_reference, body.payment.0);
    }
    let Some(payment) = state.payment.payments.edit(&body.payment.0) else { return };
    let first = payment.stage == PaymentStage::Instructed;
    let expected = if first { payment.sen } else { 0 };
    let explained = body.amount.sen().min(expected);
    if first {
        payment.credited = explained;
        payment.stage = PaymentStage::Credited;
    }
    let payment = payment.clone();
    let channel = state.place_at_channel(&payment);
    let place = state.place_of_payment(&payment);
    let held = state.budget.at(payment.line, Stage::AtChannel).max(0).min(body.amount.sen());
    let missing = body.amount.sen().saturating_sub(held);
    let surplus = body.amount.sen().saturating_sub(explained);
    let budget = &mut state.budget;
    budget.enter(post, channel, Stage::AtChannel, held.saturating_neg());
    budget.enter(post, channel, Stage::Suspense, missing.saturating_neg());
    budget.enter(post, place, Stage::Credited, explained);
    budget.enter(post, place, Stage::Suspense, surplus);
    if first {
        rest(state, payment.designation, explained, 0);
        if let Some(row) = payment.designation.and_then(|row| state.decree.designations.edit(&row))
        {
            row.status = RowStatus::Paid;
        }
        if let Some(row) = payment.designation {
            state.note_received(row, fact.envelope.occurred_on, fact.seq);
        }
        post.counts.push((place, Count::Paid));
    }
}

/// The bank sent money back: from the recipient when it was credited, else from the channel.
fn give_back(state: &mut State, payment: u64, post: &mut Postings) {
    let Some(payment) = state.payment.payments.edit(&payment) else { return };
    let was_credited = payment.stage == PaymentStage::Credited;
    payment.stage = PaymentStage::Returned;
    let payment = payment.clone();
    let place = state.place_of_payment(&payment);
    let (from, sen) = if was_credited {
        ((place, Stage::Credited), payment.credited)
    } else {
        ((state.place_at_channel(&payment), Stage::AtChannel), payment.sen)
    };
    state.budget.transfer(post, from, (place, Stage::Returned), Rupiah::from_sen(sen));
    if was_credited {
        rest(state, payment.designation, sen.saturating_neg(), 0);
    }
    post.counts.push((place, Count::Returned));
}

/// The returned money goes to the channel again, as a new payment to the same row.
fn reissue(state: &mut State, seq: u64, old: u64, post: &mut Postings) {
    let Some(payment) = state.payment.payments.edit(&old) else { return };
    payment.stage = PaymentStage::Reissued;
    let old = payment.clone();
    let sen = if old.credited > 0 { old.credited } else { old.sen };
    let place = state.place_of_payment(&old);
    let channel = state.place_at_channel(&old);
    let to = (channel, Stage::AtChannel);
    state.budget.transfer(post, (place, Stage::Returned), to, Rupiah::from_sen(sen));
    let amount = Rupiah::from_sen(sen);
    let payment = instruction(old.list, old.designation, old.line, amount, old.tranche);
    state.payment.payments.insert(seq, payment);
}

fn transact(state: &mut State, body: &jejak_events::payment::AidTransacted, post: &mut Postings) {
    let Some(payment) = state.payment.payments.edit(&body.payment.0) else { return };
    payment.transacted = payment.transacted.saturating_add(body.amount.sen());
    let payment = payment.clone();
    let sen = body.amount.sen();
    rest(state, payment.designation, sen.saturating_neg(), sen);
    let place = state.place_of_payment(&payment);
    let to = (place, Stage::Transacted);
    state.budget.transfer(post, (place, Stage::Credited), to, body.amount);
}

/// Goods that were bought through a payment to a supplier reach the recipient of a row.
fn hand_over(
    state: &mut State,
    body: &jejak_events::payment::GoodsHandedOver,
    post: &mut Postings,
) {
    let Some(row) = state.decree.designations.edit(&body.designation.0) else { return };
    row.status = RowStatus::HandedOver;
    let place = {
        let row = row.clone();
        state.place_of_row(&row)
    };
    post.counts.push((place, Count::Paid));
    let Some(supply) = body.payment.and_then(|seq| state.payment.payments.edit(&seq.0)) else {
        return;
    };
    supply.transacted = supply.transacted.saturating_add(body.amount.sen());
    let supply = supply.clone();
    let from = (state.place_of_payment(&supply), Stage::Credited);
    state.budget.transfer(post, from, (place, Stage::Transacted), body.amount);
    rest(state, Some(body.designation.0), 0, body.amount.sen());
}
