//! Bank credits: what one moves, and how one that was recorded by mistake is taken back.

use jejak_events::date::Date;
use jejak_events::payment::PaymentCredited;
use jejak_events::{Event, Object, Recorded, Stage};

use super::{Payment, PaymentStage, rest};
use crate::decree::RowStatus;
use crate::posting::{Count, Place, Postings};
use crate::state::State;

/// A credit, as far as its reversal has to know it. There are as many as payments: so few words.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Credit {
    /// The payment.
    pub payment: u64,
    /// Sen that the instruction explains.
    pub explained: i64,
    /// Sen beyond it, in suspense.
    pub surplus: i64,
    /// Sen that the channel did not hold, lacking in suspense.
    pub missing: i64,
    /// What the first credit of a payment changed beside the money.
    pub first: Option<First>,
    /// Whether it stands in the book of history.
    pub historical: bool,
    /// The event that reversed it.
    pub reversed_by: Option<u64>,
}

/// What stood before the first credit of a payment.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct First {
    /// Where the row stood.
    pub row: Option<RowStatus>,
    /// When the programme's aid had last reached the recipient, and by which event.
    pub received: Option<(Date, u64)>,
}

impl Credit {
    /// Sen that its reversal takes from suspense; negative when it gives.
    pub fn in_suspense(&self) -> i64 {
        self.surplus.saturating_sub(self.missing)
    }
}

/// A bank credit is a fact. What the instruction does not explain goes to suspense.
pub(super) fn credit(
    state: &mut State,
    fact: &Recorded,
    body: &PaymentCredited,
    post: &mut Postings,
) {
    if state.payment.used_by(&body.bank_reference).is_none() {
        state.payment.references.insert(body.bank_reference, fact.seq);
    }
    let Some(payment) = state.payment.payments.edit(&body.payment.0) else { return };
    let first = payment.stage == PaymentStage::Instructed;
    // A second credit may bring what the first one lacked.
    let explained = body.amount.sen().min(payment.at_channel);
    let surplus = body.amount.sen().saturating_sub(explained);
    payment.note_credit(explained);
    if first {
        payment.stage = PaymentStage::Credited;
    }
    let payment = payment.clone();
    let (channel, place) = (state.place_at_channel(&payment), state.place_of_payment(&payment));
    let missing = super::take_from_channel(state, channel, body.amount.sen(), post);
    state.budget.enter(post, place, Stage::Credited, explained);
    state.budget.enter(post, place, Stage::Suspense, surplus);
    rest(state, &payment, Stage::Credited, explained);
    let first = first.then(|| reach(state, &payment, fact, place, post));
    let payment = body.payment.0;
    let historical = fact.envelope.historical.is_some();
    let credit =
        Credit { payment, explained, surplus, missing, first, historical, reversed_by: None };
    state.payment.credits.insert(fact.seq, credit);
}

/// The first credit of a payment: aid has reached somebody.
fn reach(
    state: &mut State,
    payment: &Payment,
    fact: &Recorded,
    place: Place,
    post: &mut Postings,
) -> First {
    post.counts.push((place, Count::Paid));
    let Some(seq) = payment.designation else { return First { row: None, received: None } };
    let row = state.decree.designations.edit(&seq).map(|row| {
        let stood = row.status;
        row.become_status(RowStatus::Paid);
        stood
    });
    First { row, received: state.note_received(seq, payment.recipient, fact) }
}

/// Takes back a credit that was recorded by mistake: money, counts and states, as they were.
pub(crate) fn reverse(state: &mut State, by: u64, seq: u64, post: &mut Postings) {
    let Some(credit) = state.payment.credits.edit(&seq) else { return };
    credit.reversed_by = Some(by);
    let credit = credit.clone();
    let Some(payment) = state.payment.payments.edit(&credit.payment) else { return };
    payment.note_credit(credit.explained.saturating_neg());
    if credit.first.is_some() && payment.stage == PaymentStage::Credited {
        payment.stage = PaymentStage::Instructed;
    }
    let payment = payment.clone();
    let (channel, place) = (state.place_at_channel(&payment), state.place_of_payment(&payment));
    let amount = credit.explained.saturating_add(credit.surplus);
    let budget = &mut state.budget;
    budget.enter(post, place, Stage::Suspense, credit.surplus.saturating_neg());
    budget.enter(post, place, Stage::Credited, credit.explained.saturating_neg());
    budget.enter(post, channel, Stage::Suspense, credit.missing);
    budget.enter(post, channel, Stage::AtChannel, amount.saturating_sub(credit.missing));
    rest(state, &payment, Stage::Credited, credit.explained.saturating_neg());
    if let Some(first) = &credit.first {
        post.counts.push((place, Count::Unpaid));
        unreach(state, &payment, first, seq);
    }
}

/// Nobody was reached after all.
fn unreach(state: &mut State, payment: &Payment, first: &First, seq: u64) {
    let Some(row) = payment.designation else { return };
    if let Some(later) = next_of_row(state, row, seq) {
        // The row is paid by the later credit, which may have found it so because of this one.
        let later = state.payment.credits.edit(&later).and_then(|later| later.first.as_mut());
        if let Some(later) = later.filter(|later| later.row == Some(RowStatus::Paid)) {
            later.row = first.row;
        }
    } else if let Some(row) = state.decree.designations.edit(&row)
        && row.status == RowStatus::Paid
    {
        row.status = first.row.unwrap_or(row.status);
    }
    let before = standing(state, first.received);
    state.forget_received(row, payment.recipient, seq, before);
}

/// The next credit after one by which another payment of the same row reached somebody, and which
/// stands. Only rows of several tranches have one. Rare, so that no index is kept for it: all
/// credits are looked through.
fn next_of_row(state: &State, row: u64, seq: u64) -> Option<u64> {
    let known = state.decree.designations.get(&row)?;
    if known.tranches_taken.count_ones() < 2 {
        return None;
    }
    let of_row = |credit: &Credit| {
        let payment = state.payment.payments.get(&credit.payment);
        payment.is_some_and(|payment| payment.designation == Some(row))
    };
    let stands = |credit: &Credit| credit.first.is_some() && credit.reversed_by.is_none();
    let mut credits = state.payment.credits.iter();
    credits.find(|(at, credit)| *at > seq && stands(credit) && of_row(credit)).map(|(at, _)| at)
}

/// The receipt before, unless it was itself reversed meanwhile: then the one before that.
fn standing(state: &State, mut received: Option<(Date, u64)>) -> Option<(Date, u64)> {
    while let Some((_, seq)) = received
        && let Some(credit) = state.payment.credits.get(&seq)
        && credit.reversed_by.is_some()
    {
        received = credit.first.as_ref().and_then(|first| first.received);
    }
    received
}

impl Payment {
    /// Carries an amount from the channel to the account, or back when negative.
    fn note_credit(&mut self, sen: i64) {
        self.enter(Stage::AtChannel, sen.saturating_neg());
        self.enter(Stage::Credited, sen);
        self.credited = self.credited.saturating_add(sen);
    }
}

impl super::Payments {
    /// The payment that a bank reference was used for by a credit that stands.
    pub fn used_by(&self, reference: &jejak_events::ids::Token) -> Option<u64> {
        let credit = self.credits.get(self.references.get(reference)?)?;
        credit.reversed_by.is_none().then_some(credit.payment)
    }

    /// The payment that a bank reference was first used for, or is used for now.
    pub fn of_reference(&self, reference: &jejak_events::ids::Token) -> Option<u64> {
        self.credits.get(self.references.get(reference)?).map(|credit| credit.payment)
    }
}

impl State {
    /// Whether what an event moves stands in the book of history: it is history itself, or takes
    /// back what was.
    pub fn is_history(&self, fact: &Recorded) -> bool {
        let reversed = match &fact.event {
            Event::TransactionReversed(body) => Some(&body.event.0),
            _ => None,
        };
        fact.envelope.historical.is_some()
            || reversed.is_some_and(|event| match self.payment.credits.get(event) {
                Some(credit) => credit.historical,
                None => self.accountability.movements.get(event).is_some_and(|m| m.historical),
            })
    }

    /// What a reversed or corrected event was about, as far as it is remembered.
    pub(crate) fn objects_of(&self, event: u64) -> Vec<(Object, u64)> {
        match self.payment.credits.get(&event) {
            Some(credit) => vec![(Object::Payment, credit.payment)],
            None => self.accountability.objects_of(event),
        }
    }
}
