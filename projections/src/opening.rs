//! Opening balances and batches of history.

use jejak_events::date::Date;
use jejak_events::{Event, Recorded, Rupiah, SourceCode, Stage};

use crate::posting::{CashPlace, Place, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A batch of history.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct HistoricalBatch {
    /// Events that named it so far.
    pub events: u64,
    /// First and last day that it speaks of.
    pub days: (Date, Date),
    /// Whether it was closed.
    pub closed: bool,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Opening {
    /// Batches by sequence number.
    pub batches: Rows<HistoricalBatch>,
    /// Lines and stages whose opening balance is in.
    pub balances: Table<(u64, Stage), u64>,
    /// Cash accounts and sources whose opening balance is in.
    pub cash: Table<(u64, SourceCode), u64>,
}

tables!(Opening { batches, balances, cash });

impl Opening {
    pub(crate) fn count(&mut self, batch: u64) {
        if let Some(batch) = self.batches.edit(&batch) {
            batch.events = batch.events.saturating_add(1);
        }
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::OpeningBalanceRecorded(body) => {
            state.opening.balances.insert((body.line.0, body.stage), fact.seq);
            let place = state.budget.place(body.line.0);
            state.budget.transfer(
                post,
                (place, Stage::Available),
                (place, body.stage),
                body.amount,
            );
            if was_requested(body.stage) {
                release(state, post, place, body.amount);
            }
        }
        Event::OpeningCashRecorded(body) => {
            state.opening.cash.insert((body.cash.0, body.source), fact.seq);
            let to = CashPlace::Kept(body.cash.0);
            state.cash.transfer(post, CashPlace::Outside, to, body.source, body.amount);
        }
        Event::HistoricalBatchOpened(body) => {
            let days = (body.from, body.until);
            let batch = HistoricalBatch { events: 0, days, closed: false };
            state.opening.batches.insert(fact.seq, batch);
        }
        Event::HistoricalBatchClosed(body) => {
            if let Some(batch) = state.opening.batches.edit(&body.batch.0) {
                batch.closed = true;
            }
        }
        _ => {}
    }
}

/// Money that was requested before the ledger took over was covered by an SPD: one recorded here,
/// or one of which only this balance tells.
fn release(state: &mut State, post: &mut Postings, place: Place, amount: Rupiah) {
    let free = state.budget.at(place.line, Stage::SpdFree).max(0);
    let told = Rupiah::from_sen(amount.sen().saturating_sub(free).max(0));
    let limit = (place, Stage::SpdLimit);
    state.budget.transfer(post, limit, (place, Stage::SpdFree), told);
    state.budget.use_spd(post, place, amount);
}

/// Whether money in a stage has been requested already, so that an SPD covered it. What was spent
/// from the advance is requested by the GU that will refill it.
fn was_requested(stage: Stage) -> bool {
    !matches!(stage, Stage::Blocked | Stage::Available | Stage::Committed | Stage::Advanced)
}
