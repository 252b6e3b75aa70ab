//! What the books of treasurers are written from: spending line by line, the papers of payment
//! requests, cash plans, and what others wrote down.
//!
//! Only readers keep it: no rule asks for it. Entries stand in the month in which they count in
//! balances, so that a report of a closed month never changes.
//!
//! Not here: cash, which has its own entries (`CashEntry`), and the reports themselves.

use jejak_events::accountability::RefundDeposited;
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::vocabulary::{Direction, Outcome, Register, SppKind, Treatment};
use jejak_events::{Event, Recorded, SourceCode, Stage};
use rustc_hash::FxHashMap;

use crate::accountability::Effect;
use crate::balances::DISBURSED;
use crate::posting::Postings;
use crate::state::State;

/// Who spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, bincode::Encode, bincode::Decode)]
pub enum Hand {
    /// The treasury, by SP2D: what balances call realised, less contra-posts.
    Treasury,
    /// The treasurer, out of an advance (TBP): realised only when an SP2D refills or closes it.
    Treasurer,
}

/// What one event spent of one line.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Spending {
    /// The event.
    pub seq: u64,
    /// Day of the fact.
    pub on: Date,
    /// Month in which it counts: a late fact for a closed month counts in the first open one.
    pub month: Month,
    /// The line.
    pub line: u64,
    /// Sen spent, or taken back when negative.
    pub sen: i64,
    /// Kind of the request that paid; unknown for what was taken over from other books.
    pub kind: Option<SppKind>,
    /// Who spent.
    pub hand: Hand,
    /// Whether it is history.
    pub historical: bool,
}

/// The events that are the papers of a payment request.
#[derive(Debug, Clone, Copy, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Papers {
    /// SPM issued.
    pub spm: Option<u64>,
    /// SP2D issued.
    pub sp2d: Option<u64>,
    /// SP2D paid out, last.
    pub paid: Option<u64>,
    /// Refused, returned or cancelled.
    pub ended: Option<u64>,
}

/// What somebody wrote down beside our books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub enum Sight {
    /// A line of a bank statement of an account, in sen; negative when it left.
    Bank(u64, i64),
    /// A row of another system's SP2D register, in sen.
    Sp2d(i64),
    /// A count of an account's cash: sen counted, sen according to the book.
    Count(u64, i64, i64),
    /// A comparison with a register: sen according to us, sen according to them.
    Compared(Register, i64, i64),
    /// SiLPA of a year and source in an account, in sen.
    Silpa(FiscalYear, SourceCode, u64, i64),
}

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Observed {
    /// The event.
    pub seq: u64,
    /// Month that it speaks of.
    pub month: Month,
    /// What was seen.
    pub what: Sight,
}

/// What the books of treasurers are written from.
#[derive(Debug, Clone, Default, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Books {
    /// Spending, in the order of events.
    pub spending: Vec<Spending>,
    /// Papers of each request.
    pub papers: FxHashMap<u64, Papers>,
    /// The event that last set the cash plan of each line.
    pub plans: FxHashMap<u64, u64>,
    /// What others wrote down, in the order of events.
    pub observed: Vec<Observed>,
}

impl Books {
    /// Papers of a request; none where nothing followed it.
    pub fn papers_of(&self, spp: u64) -> Papers {
        self.papers.get(&spp).copied().unwrap_or_default()
    }

    /// Notes what an event moved, in the month in which that counts.
    pub(crate) fn spend(
        &mut self,
        state: &State,
        fact: &Recorded,
        post: &Postings,
        counts_in: (Month, bool),
    ) {
        let (month, historical) = counts_in;
        let (seq, on) = (fact.seq, fact.envelope.occurred_on);
        let mut add = |line, sen, kind, hand| {
            if sen != 0 {
                self.spending.push(Spending { seq, on, month, line, sen, kind, hand, historical });
            }
        };
        for (line, sen) in realised(post).into_iter().filter(|(_, sen)| *sen != 0) {
            add(line, sen, kind_of(state, &fact.event), Hand::Treasury);
        }
        if let Some((line, sen, kind)) = by_treasurer(state, &fact.event) {
            add(line, sen, Some(kind), Hand::Treasurer);
        }
    }

    /// Notes papers, plans and observations.
    pub(crate) fn note(&mut self, fact: &Recorded) {
        let (seq, month) = (fact.seq, fact.envelope.occurred_on.month_key());
        let papers = &mut self.papers;
        let mut paper = |spp: u64, note: fn(&mut Papers, u64)| {
            note(papers.entry(spp).or_default(), seq);
        };
        let what = match &fact.event {
            Event::SpmIssued(body) => return paper(body.spp.0, |it, seq| it.spm = Some(seq)),
            Event::Sp2dIssued(body) => return paper(body.spp.0, |it, seq| it.sp2d = Some(seq)),
            Event::Sp2dPaidOut(body) => return paper(body.spp.0, |it, seq| it.paid = Some(seq)),
            Event::SppVerified(body) if body.outcome != Outcome::Accepted => {
                return paper(body.spp.0, |it, seq| it.ended = Some(seq));
            }
            Event::SpmRejected(body) => return paper(body.spp.0, |it, seq| it.ended = Some(seq)),
            Event::Sp2dCancelled(body) => return paper(body.spp.0, |it, seq| it.ended = Some(seq)),
            Event::Sp2dRefused(body) => return paper(body.spp.0, |it, seq| it.ended = Some(seq)),
            Event::CashPlanSet(body) => {
                self.plans.insert(body.line.0, seq);
                return;
            }
            Event::BankLineObserved(body) => {
                let sen = body.amount.sen();
                let sen = if body.direction == Direction::In { sen } else { sen.saturating_neg() };
                (month, Sight::Bank(body.cash.0, sen))
            }
            Event::Sp2dRowObserved(body) => {
                (body.dated.month_key(), Sight::Sp2d(body.amount.sen()))
            }
            Event::CashCounted(body) => {
                (month, Sight::Count(body.cash.0, body.counted.sen(), body.book.sen()))
            }
            Event::ReconciliationRecorded(body) => {
                let sight = Sight::Compared(body.register, body.ours.sen(), body.theirs.sen());
                (body.period, sight)
            }
            Event::SilpaComputed(body) => {
                let (year, sen) = (body.fiscal_year, body.amount.sen());
                (month, Sight::Silpa(year, body.source, body.cash.0, sen))
            }
            _ => return,
        };
        self.observed.push(Observed { seq, month: what.0, what: what.1 });
    }
}

/// Sen by which an event changed what is realised, per line.
fn realised(post: &Postings) -> Vec<(u64, i64)> {
    let mut sums: Vec<(u64, i64)> = Vec::new();
    for leg in &post.legs {
        if leg.stage != Stage::ContraPost && !DISBURSED.contains(&leg.stage) {
            continue;
        }
        match sums.iter_mut().rev().find(|(line, _)| *line == leg.place.line) {
            Some((_, sum)) => *sum = sum.saturating_add(leg.sen),
            None => sums.push((leg.place.line, leg.sen)),
        }
    }
    sums
}

/// The kind of the request that an event pays out, refunds, or takes back.
fn kind_of(state: &State, event: &Event) -> Option<SppKind> {
    let of_payment = |payment: u64| {
        let payment = state.payment.payments.get(&payment)?;
        Some(state.payment.lists.get(&payment.list)?.spp)
    };
    let spp = match event {
        Event::Sp2dPaidOut(body) => Some(body.spp.0),
        Event::RefundDeposited(body) => spp_of_refund(state, body),
        Event::TransactionReversed(body) => {
            match state.accountability.movements.get(&body.event.0)?.effect {
                Effect::PaidOut { spp, .. } => Some(spp),
                Effect::Refund { spp, payment, .. } => spp.or_else(|| of_payment(payment?)),
                Effect::None | Effect::Obligation { .. } => None,
            }
        }
        _ => None,
    };
    state.treasury.spps.get(&spp?).map(|spp| spp.kind)
}

fn spp_of_refund(state: &State, body: &RefundDeposited) -> Option<u64> {
    let of_payment = || {
        let payment = state.payment.payments.get(&body.payment?.0)?;
        Some(state.payment.lists.get(&payment.list)?.spp)
    };
    body.spp.map(|spp| spp.0).or_else(of_payment)
}

/// What an event lets the treasurer spend out of an advance, or takes back: line, sen, kind of
/// advance. To be asked after the event was applied.
fn by_treasurer(state: &State, event: &Event) -> Option<(u64, i64, SppKind)> {
    match event {
        Event::TbpRecorded(body) => {
            let tu = state.treasury.npds.get(&body.npd.0).is_some_and(|npd| npd.tu.is_some());
            let kind = if tu { SppKind::Tu } else { SppKind::Up };
            Some((body.line.0, body.amount.sen(), kind))
        }
        Event::RefundDeposited(body) if body.treatment == Treatment::ContraPost => {
            // What still lay at the channel was never spent by the treasurer.
            let spent = body.stage != Stage::AtChannel;
            let kind = advance_of(kind_of(state, event)?).filter(|_| spent)?;
            Some((body.line.0, body.amount.sen().saturating_neg(), kind))
        }
        Event::TransactionReversed(body) => {
            let movement = state.accountability.movements.get(&body.event.0)?;
            let Effect::Refund { line, stage, sen, .. } = movement.effect else { return None };
            let contra = movement.legs.iter().any(|leg| leg.stage == Stage::ContraPost);
            let spent = contra && stage != Stage::AtChannel;
            let kind = advance_of(kind_of(state, event)?).filter(|_| spent)?;
            Some((line, sen, kind))
        }
        _ => None,
    }
}

/// The advance that a kind of request gives, fills up or closes.
fn advance_of(kind: SppKind) -> Option<SppKind> {
    match kind {
        SppKind::Up | SppKind::Gu | SppKind::GuNil => Some(SppKind::Up),
        SppKind::Tu | SppKind::TuNil => Some(SppKind::Tu),
        SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty => None,
    }
}
