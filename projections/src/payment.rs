//! Payments from the channel to the recipient.

use jejak_events::ids::{PersonId, RecipientId, Token};
use jejak_events::payment::{GoodsHandedOver, PaymentInstructed};
use jejak_events::vocabulary::Channel;
use jejak_events::{Event, Recorded, Rupiah, Stage};

use crate::decree::{Designation, RowStatus};
use crate::integrity::people_of;
use crate::posting::{Count, Place, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

pub(crate) mod credit;

pub use credit::Credit;

/// A list of payment instructions.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
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
    /// The event that wrote it as a file last.
    pub filed: Option<u64>,
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
    /// Its SP2D was cancelled before the bank paid.
    Void,
}

/// One payment, and where its money rests. Reports account for rows, not for payments: what they
/// cover still counts here, and [`State::resting`] takes the lesser of both.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Payment {
    /// The list.
    pub list: u64,
    /// The decree's row that it pays.
    pub designation: Option<u64>,
    /// The line that it draws from.
    pub line: u64,
    /// Sen instructed.
    pub sen: i64,
    /// Sen still at the channel.
    pub at_channel: i64,
    /// Sen credited according to the bank, up to what was instructed.
    pub credited: i64,
    /// Sen on the recipient's account, not used.
    pub in_account: i64,
    /// Sen used by the recipient and not refunded.
    pub transacted: i64,
    /// Sen not taken in time and not refunded.
    pub unclaimed: i64,
    /// Sen that came back from the bank, neither reissued nor refunded.
    pub returned: i64,
    /// Sen refunded, from whatever stage.
    pub refunded: i64,
    /// Recipient of the row when it was instructed.
    pub recipient: Option<RecipientId>,
    /// Tranche of the row.
    pub tranche: u8,
    /// Where it stands.
    pub stage: PaymentStage,
}

impl Payment {
    /// Sen that rest in a stage; none in stages in which payments never rest.
    fn bucket(&mut self, stage: Stage) -> Option<&mut i64> {
        match stage {
            Stage::AtChannel => Some(&mut self.at_channel),
            Stage::Credited => Some(&mut self.in_account),
            Stage::Transacted => Some(&mut self.transacted),
            Stage::Unclaimed => Some(&mut self.unclaimed),
            Stage::Returned => Some(&mut self.returned),
            _ => None,
        }
    }

    /// Lets an amount enter (or, negative, leave) a stage of this payment.
    pub(crate) fn enter(&mut self, stage: Stage, sen: i64) {
        if let Some(bucket) = self.bucket(stage) {
            *bucket = bucket.saturating_add(sen);
        }
    }

    /// Whether nothing of it rests anywhere any more.
    pub(crate) fn is_empty(&self) -> bool {
        self.at_channel == 0
            && self.in_account == 0
            && self.transacted == 0
            && self.unclaimed == 0
            && self.returned == 0
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Payments {
    /// Lists by sequence number.
    pub lists: Rows<PaymentList>,
    /// Payments by sequence number.
    pub payments: Rows<Payment>,
    /// Credits by sequence number.
    pub credits: Rows<Credit>,
    /// Bank references and the credit that used them first.
    pub references: Table<Token, u64>,
}

tables!(Payments { lists, payments, credits, references });

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

    /// Sen of a payment that rest in a stage: what payment, row and line all agree on. Reports
    /// account for rows, and refunds may name a line alone, so any of the three may have less.
    pub fn resting(&self, payment: &Payment, stage: Stage) -> i64 {
        let row = payment.designation.and_then(|seq| self.decree.designations.get(&seq));
        let of_row = |sen: fn(&Designation) -> i64| row.map_or(i64::MAX, sen);
        let (own, row) = match stage {
            Stage::AtChannel => (payment.at_channel, i64::MAX),
            Stage::Credited => (payment.in_account, of_row(|row| row.credited)),
            Stage::Transacted => (payment.transacted, of_row(|row| row.transacted)),
            Stage::Unclaimed => (payment.unclaimed, i64::MAX),
            Stage::Returned => (payment.returned, i64::MAX),
            Stage::AccountedFor => (payment.credited, of_row(|row| row.accounted)),
            // What is in suspense belongs to no payment for certain.
            Stage::Suspense => return self.budget.at(payment.line, stage).max(0),
            _ => (0, 0),
        };
        let not_refunded = payment.sen.saturating_sub(payment.refunded);
        own.min(row).min(not_refunded).min(self.budget.at(payment.line, stage)).max(0)
    }

    /// The request whose SP2D provides the money of a payment.
    pub fn spp_of_payment(&self, payment: &Payment) -> Option<u64> {
        self.payment.lists.get(&payment.list).map(|list| list.spp)
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
                filed: None,
            },
        ),
        Event::PaymentInstructed(body) => instruct(state, fact.seq, body),
        Event::PaymentListClosed(body) => {
            if let Some(list) = state.payment.lists.edit(&body.list.0) {
                list.closed = true;
            }
        }
        Event::PaymentFileMade(body) => {
            if let Some(list) = state.payment.lists.edit(&body.list.0) {
                list.filed = Some(fact.seq);
            }
        }
        Event::PaymentCredited(body) => credit::credit(state, fact, body, post),
        Event::PaymentReturned(body) => give_back(state, body.payment.0, post),
        Event::PaymentReissued(body) => reissue(state, fact.seq, body.payment.0, post),
        Event::AidTransacted(body) => {
            carry(state, body.payment.0, Stage::Credited, Stage::Transacted, body.amount, post);
        }
        Event::AidUnclaimed(body) => {
            carry(state, body.payment.0, Stage::Credited, Stage::Unclaimed, body.amount, post);
            if let Some(payment) = state.payment.payments.edit(&body.payment.0) {
                // What is left on the account may still be used.
                if payment.in_account == 0 {
                    payment.stage = PaymentStage::Unclaimed;
                }
            }
        }
        Event::GoodsHandedOver(body) => {
            state.note_received(body.designation.0, None, fact);
            hand_over(state, body, post);
        }
        _ => {}
    }
}

/// The bit of a tranche, counted from 1; none for tranches beyond 64.
pub fn tranche_bit(tranche: u8) -> u64 {
    1u64.checked_shl(u32::from(tranche.saturating_sub(1))).unwrap_or(0)
}

fn instruct(state: &mut State, seq: u64, body: &PaymentInstructed) {
    let Some(list) = state.payment.lists.edit(&body.list.0) else { return };
    let sen = body.amount.sen();
    list.count = list.count.saturating_add(1);
    list.sen = list.sen.saturating_add(sen);
    let spp = list.spp;
    let designation = body.designation.map(|row| row.0);
    let line = state.line_of_instruction(spp, designation).unwrap_or(u64::MAX);
    if let Some(spp) = state.treasury.spps.edit(&spp) {
        spp.instruct(line, sen);
    }
    let row = designation.and_then(|row| state.decree.designations.edit(&row));
    let recipient = row.map(|row| {
        row.instructed = row.instructed.saturating_add(sen);
        row.tranches_taken |= tranche_bit(body.tranche);
        row.become_status(RowStatus::Instructed);
        row.recipient
    });
    let payment = Payment {
        list: body.list.0,
        designation,
        line,
        sen,
        at_channel: sen,
        credited: 0,
        in_account: 0,
        transacted: 0,
        unclaimed: 0,
        returned: 0,
        refunded: 0,
        recipient,
        tranche: body.tranche,
        stage: PaymentStage::Instructed,
    };
    state.payment.payments.insert(seq, payment);
}

/// The instructions under an SP2D that will never be paid out are void, and their tranches free.
/// Rare, so that no index is kept for it: all payments are looked through.
pub(crate) fn void(state: &mut State, spp: u64) {
    let lists = &state.payment.lists;
    let of_spp = |payment: &Payment| {
        payment.stage == PaymentStage::Instructed
            && lists.get(&payment.list).is_some_and(|list| list.spp == spp)
    };
    let payments = state.payment.payments.iter();
    let seqs: Vec<u64> = payments.filter(|(_, p)| of_spp(p)).map(|(seq, _)| seq).collect();
    for seq in seqs {
        let Some(payment) = state.payment.payments.edit(&seq) else { continue };
        payment.stage = PaymentStage::Void;
        payment.at_channel = 0;
        let (tranche, sen) = (payment.tranche, payment.sen);
        let row = payment.designation.and_then(|row| state.decree.designations.edit(&row));
        if let Some(row) = row {
            row.instructed = row.instructed.saturating_sub(sen);
            row.tranches_taken &= !tranche_bit(tranche);
            if row.tranches_taken == 0 {
                row.become_status(RowStatus::Designated);
            }
        }
    }
}

/// Changes what rests with the recipient of a row, or with the parties paid without one.
pub(crate) fn rest(state: &mut State, payment: &Payment, stage: Stage, sen: i64) {
    let Some(row) = payment.designation else {
        let spp = state.spp_of_payment(payment);
        if let Some(spp) = spp.and_then(|spp| state.treasury.spps.edit(&spp))
            && stage == Stage::Credited
        {
            spp.credited = spp.credited.saturating_add(sen);
        }
        return;
    };
    let Some(row) = state.decree.designations.edit(&row) else { return };
    match stage {
        Stage::Credited => row.credited = row.credited.saturating_add(sen),
        Stage::Transacted => row.transacted = row.transacted.saturating_add(sen),
        Stage::AccountedFor => row.accounted = row.accounted.saturating_add(sen),
        _ => {}
    }
}

/// Takes money from the channel. What the channel did not hold goes through suspense, so that no
/// guarded stage falls below zero; gives these sen.
fn take_from_channel(state: &mut State, place: Place, sen: i64, post: &mut Postings) -> i64 {
    let held = state.budget.at(place.line, Stage::AtChannel).max(0).min(sen);
    let missing = sen.saturating_sub(held);
    state.budget.enter(post, place, Stage::AtChannel, held.saturating_neg());
    state.budget.enter(post, place, Stage::Suspense, missing.saturating_neg());
    missing
}

/// The bank sent money back: from the recipient when it was credited, else from the channel.
fn give_back(state: &mut State, seq: u64, post: &mut Postings) {
    let Some(payment) = state.payment.payments.get(&seq).cloned() else { return };
    let place = state.place_of_payment(&payment);
    if payment.stage == PaymentStage::Credited {
        let amount = Rupiah::from_sen(state.resting(&payment, Stage::Credited));
        carry(state, seq, Stage::Credited, Stage::Returned, amount, post);
    } else {
        let channel = state.place_at_channel(&payment);
        take_from_channel(state, channel, payment.at_channel, post);
        state.budget.enter(post, place, Stage::Returned, payment.at_channel);
        if let Some(row) = state.payment.payments.edit(&seq) {
            row.returned = row.returned.saturating_add(row.at_channel);
            row.at_channel = 0;
        }
    }
    if let Some(payment) = state.payment.payments.edit(&seq) {
        payment.stage = PaymentStage::Returned;
    }
    post.counts.push((place, Count::Returned));
}

/// The returned money goes to the channel again, as a new payment to the same row.
fn reissue(state: &mut State, seq: u64, old: u64, post: &mut Postings) {
    let Some(payment) = state.payment.payments.get(&old).cloned() else { return };
    let sen = state.resting(&payment, Stage::Returned);
    let (place, channel) = (state.place_of_payment(&payment), state.place_at_channel(&payment));
    let (from, to) = ((place, Stage::Returned), (channel, Stage::AtChannel));
    state.budget.transfer(post, from, to, Rupiah::from_sen(sen));
    if let Some(payment) = state.payment.payments.edit(&old) {
        payment.enter(Stage::Returned, sen.saturating_neg());
        payment.stage = PaymentStage::Reissued;
    }
    let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
    let anew = Payment {
        sen,
        at_channel: sen,
        credited: 0,
        in_account: 0,
        transacted: 0,
        unclaimed: 0,
        returned: 0,
        refunded: 0,
        recipient: row.map(|row| row.recipient),
        stage: PaymentStage::Instructed,
        ..payment
    };
    state.payment.payments.insert(seq, anew);
}

/// Carries money of a payment from one stage to another: payment, row and line.
fn carry(state: &mut State, seq: u64, from: Stage, to: Stage, amount: Rupiah, post: &mut Postings) {
    let Some(payment) = state.payment.payments.edit(&seq) else { return };
    let sen = amount.sen();
    payment.enter(from, sen.saturating_neg());
    payment.enter(to, sen);
    let payment = payment.clone();
    rest(state, &payment, from, sen.saturating_neg());
    rest(state, &payment, to, sen);
    let place = state.place_of_payment(&payment);
    state.budget.transfer(post, (place, from), (place, to), amount);
}

/// Goods that were bought through a payment to a supplier reach the recipient of a row.
fn hand_over(state: &mut State, body: &GoodsHandedOver, post: &mut Postings) {
    let Some(row) = state.decree.designations.edit(&body.designation.0) else { return };
    row.become_status(RowStatus::HandedOver);
    let row = row.clone();
    let place = state.place_of_row(&row);
    post.counts.push((place, Count::Paid));
    let sen = body.amount.sen();
    let Some(supply) = body.payment.and_then(|seq| state.payment.payments.edit(&seq.0)) else {
        return;
    };
    supply.enter(Stage::Credited, sen.saturating_neg());
    let supply = supply.clone();
    rest(state, &supply, Stage::Credited, sen.saturating_neg());
    let from = (state.place_of_payment(&supply), Stage::Credited);
    let to = (Place { line: supply.line, ..place }, Stage::Transacted);
    state.budget.transfer(post, from, to, body.amount);
    if let Some(row) = state.decree.designations.edit(&body.designation.0) {
        row.transacted = row.transacted.saturating_add(sen);
    }
}
