//! Double entry: what an event moves, as legs that sum to zero.
//!
//! A leg says how much entered (positive) or left (negative) one stage of one line, and in what
//! context: decree, region, kind of recipient. The guard keeps the sum per line and stage; the
//! read side keeps the same legs per context, so that they can be rolled up by any of it.

use jejak_events::Stage;
use jejak_events::codes::{Region, SourceCode};
use jejak_events::vocabulary::RecipientType;

/// The context in which money of a line moves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode,
)]
pub struct Place {
    /// Sequence number of the line.
    pub line: u64,
    /// Sequence number of the decree, where one is concerned.
    pub decree: Option<u64>,
    /// Region of the recipient where one is concerned, else of the line.
    pub region: Option<Region>,
    /// Kind of recipient, where one is concerned.
    pub recipient_type: Option<RecipientType>,
}

/// One leg of a movement within a budget line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Leg {
    /// Context.
    pub place: Place,
    /// Stage.
    pub stage: Stage,
    /// Sen that entered, or left when negative.
    pub sen: i64,
}

/// An account of the cash books.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode,
)]
pub enum CashPlace {
    /// A cash account kept in this ledger, by sequence number.
    Kept(u64),
    /// Outside: where money comes from and goes to.
    Outside,
}

/// One leg of a movement of cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct CashLeg {
    /// Account.
    pub place: CashPlace,
    /// Source.
    pub source: SourceCode,
    /// Sen that entered, or left when negative.
    pub sen: i64,
}

/// Something counted in a context, beside the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub enum Count {
    /// A row of a closed decree: one more recipient designated, with this amount in sen.
    Designated(i64),
    /// A row was cancelled; this many sen of it were never instructed.
    Cancelled(i64),
    /// A payment reached its recipient.
    Paid,
    /// A payment was counted as paid by mistake.
    Unpaid,
    /// A payment came back.
    Returned,
}

/// Everything that one event moves and counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// Movements within lines; their sum is zero.
    pub legs: Vec<Leg>,
    /// Movements of cash; their sum is zero.
    pub cash: Vec<CashLeg>,
    /// Counts.
    pub counts: Vec<(Place, Count)>,
}

impl Postings {
    /// Forgets everything, keeping the buffers.
    pub fn clear(&mut self) {
        self.legs.clear();
        self.cash.clear();
        self.counts.clear();
    }

    /// Whether the movements sum to zero.
    pub fn is_balanced(&self) -> bool {
        let lines: i128 = self.legs.iter().map(|leg| i128::from(leg.sen)).sum();
        let cash: i128 = self.cash.iter().map(|leg| i128::from(leg.sen)).sum();
        lines == 0 && cash == 0
    }
}
