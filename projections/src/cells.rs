//! Balances that can be rolled up by any dimension: the legs of all postings, kept per context.
//!
//! The number of cells is bounded by lines, decrees, districts and months, not by events, so a
//! balance costs the same at any size of the ledger.

use jejak_events::date::{Date, Month};
use rustc_hash::FxHashMap;

use crate::budget::STAGES;
use crate::posting::{CashLeg, CashPlace, Count, Place, Postings};
use jejak_events::SourceCode;

/// The finest context that balances know.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode,
)]
pub struct CellKey {
    /// Line, decree, district, kind of recipient.
    pub place: Place,
    /// Month of the fact; the first open one for a late fact.
    pub month: Month,
    /// Whether it is history.
    pub historical: bool,
}

/// What moved in a context.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Cell {
    /// Sen per stage, in the order of `Stage::ALL`.
    pub net: [i64; STAGES],
    /// Rows of decrees, less those cancelled.
    pub designated: i64,
    /// Sen of those rows.
    pub designated_sen: i64,
    /// Payments and hand-overs that reached their recipient.
    pub paid: i64,
    /// Payments that came back.
    pub returned: i64,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { net: [0; STAGES], designated: 0, designated_sen: 0, paid: 0, returned: 0 }
    }
}

/// Cash in a month: account, source, month, history.
pub type CashKey = (CashPlace, SourceCode, Month, bool);

/// What came into and went out of a cash account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, bincode::Encode, bincode::Decode)]
pub struct CashCell {
    /// Sen in.
    pub inflow: i64,
    /// Sen out.
    pub outflow: i64,
}

/// All cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Cells {
    index: FxHashMap<CellKey, u32>,
    rows: Vec<(CellKey, Cell)>,
    cash: FxHashMap<CashKey, CashCell>,
}

impl Cells {
    /// Adds what one event moved, on a day.
    pub fn add(
        &mut self,
        post: &Postings,
        on: Date,
        closed_until: Option<Month>,
        historical: bool,
    ) {
        let month = counts_in(on, closed_until, historical);
        for leg in &post.legs {
            let cell = self.cell(leg.place, month, historical);
            let net = &mut cell.net[leg.stage as usize];
            *net = net.saturating_add(leg.sen);
        }
        for (place, count) in &post.counts {
            self.cell(*place, month, historical).count(*count);
        }
        for leg in &post.cash {
            self.add_cash(leg, month, historical);
        }
    }

    fn cell(&mut self, place: Place, month: Month, historical: bool) -> &mut Cell {
        let region = place.region.map(|region| region.district().unwrap_or(region));
        let key = CellKey { place: Place { region, ..place }, month, historical };
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let at = *self.index.entry(key).or_insert(next);
        if at == next {
            self.rows.push((key, Cell::default()));
        }
        &mut self.rows[at as usize].1
    }

    fn add_cash(&mut self, leg: &CashLeg, month: Month, historical: bool) {
        let cell = self.cash.entry((leg.place, leg.source, month, historical)).or_default();
        if leg.sen >= 0 {
            cell.inflow = cell.inflow.saturating_add(leg.sen);
        } else {
            cell.outflow = cell.outflow.saturating_sub(leg.sen);
        }
    }

    /// All cells in the order in which they first moved.
    pub fn iter(&self) -> impl Iterator<Item = &(CellKey, Cell)> {
        self.rows.iter()
    }

    /// All cash cells, in no order.
    pub fn cash(&self) -> impl Iterator<Item = (&CashKey, &CashCell)> {
        self.cash.iter()
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing moved yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The month in which a fact counts: a late one for a closed period posts to the first open one.
pub fn counts_in(on: Date, closed_until: Option<Month>, historical: bool) -> Month {
    let first_open = closed_until.and_then(Month::next).filter(|_| !historical);
    first_open.map_or(on.month_key(), |open| on.month_key().max(open))
}

impl Cell {
    fn count(&mut self, count: Count) {
        match count {
            Count::Designated(sen) => {
                self.designated = self.designated.saturating_add(1);
                self.designated_sen = self.designated_sen.saturating_add(sen);
            }
            Count::Cancelled(sen) => {
                self.designated = self.designated.saturating_sub(1);
                self.designated_sen = self.designated_sen.saturating_sub(sen);
            }
            Count::Paid => self.paid = self.paid.saturating_add(1),
            Count::Unpaid => self.paid = self.paid.saturating_sub(1),
            Count::Returned => self.returned = self.returned.saturating_add(1),
        }
    }
}
