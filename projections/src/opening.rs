//! Opening balances and batches of history.

use jejak_events::{Event, Recorded, Stage};

use crate::posting::{CashPlace, Postings};
use crate::state::{State, tables};
use crate::table::Table;

/// A batch of history.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct HistoricalBatch {
    /// Events that named it so far.
    pub events: u64,
    /// Whether it was closed.
    pub closed: bool,
}

/// State of the area.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Opening {
    /// Batches by sequence number.
    pub batches: Table<u64, HistoricalBatch>,
    /// Lines and stages whose opening balance is in.
    pub balances: Table<(u64, Stage), u64>,
}

tables!(Opening { batches, balances });

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
                state.budget.use_spd(post, place, body.amount);
            }
        }
        Event::OpeningCashRecorded(body) => {
            let to = CashPlace::Kept(body.cash.0);
            state.cash.transfer(post, CashPlace::Outside, to, body.source, body.amount);
        }
        Event::HistoricalBatchOpened(_) => {
            state.opening.batches.insert(fact.seq, HistoricalBatch::default());
        }
        Event::HistoricalBatchClosed(body) => {
            if let Some(batch) = state.opening.batches.edit(&body.batch.0) {
                batch.closed = true;
            }
        }
        _ => {}
    }
}

/// Whether money in a stage has been requested already, so that SPD covers it.
fn was_requested(stage: Stage) -> bool {
    !matches!(stage, Stage::Blocked | Stage::Available | Stage::Committed)
}
