//! What was spent of lines, and their ceilings, up to a month.

use std::collections::BTreeMap;

use jejak_events::Stage;
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::vocabulary::{SppKind, Standing};

use crate::books::{Hand, Spending};
use crate::report::Cell;
use crate::view::View;

/// A line, and whether it is its book of history.
pub(super) type Key = (u64, bool);

/// An amount with the events that it sums.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    pub sen: i128,
    pub seqs: Vec<u64>,
}

impl Sum {
    /// Adds what one event spent.
    pub fn add(&mut self, spent: &Spending) {
        self.sen += i128::from(spent.sen);
        self.seqs.push(spent.seq);
    }

    /// Both together.
    pub fn and(&self, other: &Sum) -> Sum {
        let seqs = self.seqs.iter().chain(&other.seqs).copied().collect();
        Sum { sen: self.sen + other.sen, seqs }
    }

    /// As a cell.
    pub fn cell(&self) -> Cell {
        let mut seqs = self.seqs.clone();
        seqs.sort_unstable();
        seqs.dedup();
        Cell::money(self.sen).from(seqs)
    }
}

/// How a treasurer's reports divide spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// UP and its refills.
    Advance,
    /// TU.
    Additional,
    /// LS payroll.
    Payroll,
    /// LS for goods, services and third parties.
    Direct,
    /// Taken over from other books, or refunded for a line alone: nothing says which.
    Unknown,
}

impl Way {
    /// The way of a kind of request.
    pub fn of(kind: Option<SppKind>) -> Way {
        match kind {
            Some(SppKind::Up | SppKind::Gu | SppKind::GuNil) => Way::Advance,
            Some(SppKind::Tu | SppKind::TuNil) => Way::Additional,
            Some(SppKind::LsPayroll) => Way::Payroll,
            Some(SppKind::LsGoods | SppKind::LsThirdParty) => Way::Direct,
            None => Way::Unknown,
        }
    }

    /// Whether the treasurer spends it himself, by TBP.
    pub fn by_treasurer(self) -> bool {
        matches!(self, Way::Advance | Way::Additional)
    }
}

/// Spending of a year's own lines up to a month, as the treasury paid it.
pub(super) fn by_treasury<'a>(
    view: &View<'a>,
    year: FiscalYear,
    until: Option<Month>,
) -> impl Iterator<Item = &'a Spending> + use<'a> {
    spending(view, year, until).filter(|spent| spent.hand == Hand::Treasury)
}

/// The same as the treasurer accounts for it: advances when they are spent, all else when the
/// treasury pays.
pub(super) fn accounted<'a>(
    view: &View<'a>,
    year: FiscalYear,
    until: Option<Month>,
) -> impl Iterator<Item = &'a Spending> + use<'a> {
    spending(view, year, until)
        .filter(|spent| (spent.hand == Hand::Treasurer) == Way::of(spent.kind).by_treasurer())
}

fn spending<'a>(
    view: &View<'a>,
    year: FiscalYear,
    until: Option<Month>,
) -> impl Iterator<Item = &'a Spending> + use<'a> {
    let lines = &view.reading.state.budget.lines;
    view.reading.books.spending.iter().filter(move |spent| {
        until.is_none_or(|month| spent.month <= month)
            && lines
                .get(&spent.line)
                .is_some_and(|line| line.fiscal_year == year && line.standing == Standing::Own)
    })
}

/// Ceilings of a year's own lines as they stood at the end of a month.
pub(super) fn ceilings(view: &View, year: FiscalYear, until: Option<Month>) -> BTreeMap<Key, i128> {
    let lines = &view.reading.state.budget.lines;
    let mut sums = BTreeMap::new();
    for (key, cell) in view.reading.cells.iter() {
        let sen = cell.net[Stage::Ceiling as usize];
        let of_year = || lines.get(&key.place.line).is_some_and(|it| it.fiscal_year == year);
        if sen != 0 && until.is_none_or(|month| key.month <= month) && of_year() {
            *sums.entry((key.place.line, key.historical)).or_insert(0) -= i128::from(sen);
        }
    }
    sums
}

/// Days up to the end of a month, for evidence.
pub(super) fn days_until(until: Option<Month>) -> Option<(Date, Date)> {
    until.map(|month| (Date::MIN, month.last_day()))
}
