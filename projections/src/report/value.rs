//! One cell: a typed value, and the events that it rests on.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::Month;
use jejak_events::ids::RecipientId;
use jejak_events::{Date, Stage, Tag, Timestamp};

use crate::balances::{Book, Dimension};
use crate::posting::CashPlace;
use crate::said::Said;

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: does not apply.
    Empty,
    /// Not known to the ledger, which is not nothing.
    Unknown,
    /// Sen.
    Money(i128),
    /// How many.
    Count(i64),
    /// Basis points.
    Percent(i64),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A time.
    Time(Timestamp),
    /// A code or number that is not calculated with: account, region, document number.
    Code(String),
    /// Words.
    Text(Said),
    /// A hash.
    Hash([u8; 32]),
    /// An event by its sequence number.
    Seq(u64),
    /// Something that a trail can be asked of.
    Tag(Tag),
    /// What only the vault can tell; masked for whoever does not hold its key.
    Personal(RecipientId, Personal),
    /// Fewer than ten people, or the complement of such: not shown to the public.
    Suppressed,
}

/// What is asked of the vault about a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Personal {
    /// Full name.
    Name,
    /// NIK, 16 digits.
    Nik,
    /// Number of the family card, 16 digits.
    Kk,
    /// Address with RT/RW.
    Address,
    /// Account number.
    BankAccount,
}

/// Which postings a figure sums: asked again, they are found by folding the events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posted {
    /// Books.
    pub book: Option<Book>,
    /// Stages whose legs are summed; the sum is turned around where `negative`.
    pub stages: Vec<Stage>,
    /// Values that must hold, as `jejak balances --where` has them.
    pub only: Vec<(Dimension, String)>,
    /// Days, both included.
    pub days: Option<(Date, Date)>,
    /// Cash instead of stages: account and source.
    pub cash: Option<(CashPlace, SourceCode)>,
    /// Region, with everything below it.
    pub region: Option<Region>,
}

/// What is counted beside the money, as `jejak balances` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Rows of closed decrees, less those cancelled.
    Designated,
    /// Sen of those rows.
    DesignatedSen,
    /// Payments and hand-overs that reached their recipient.
    Paid,
    /// Payments that came back.
    Returned,
}

impl Counted {
    /// Whether it counts sen.
    pub const fn is_money(self) -> bool {
        matches!(self, Counted::DesignatedSen)
    }

    /// Whether it counts rows of lists, which have no effect before the list is closed.
    pub const fn is_of_lists(self) -> bool {
        matches!(self, Counted::Designated | Counted::DesignatedSen)
    }
}

/// Why a cell shows what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Why {
    /// It says no figure, or one that is set and not counted.
    #[default]
    Nothing,
    /// These events.
    Seqs(Vec<u64>),
    /// The events that made these postings.
    Posted(Box<Posted>),
    /// The events that counted this in the context of these postings; the stages are not looked at.
    Counted(Box<Posted>, Counted),
    /// Other cells of the same row or table: a sum, difference or share of what they rest on.
    Calculated,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it shows.
    pub value: Value,
    /// What it rests on.
    pub why: Why,
}

impl Cell {
    /// A value that rests on nothing else.
    pub fn of(value: Value) -> Cell {
        Cell { value, why: Why::Nothing }
    }

    /// Nothing.
    pub fn empty() -> Cell {
        Cell::of(Value::Empty)
    }

    /// Sen.
    pub fn money(sen: impl Into<i128>) -> Cell {
        Cell::of(Value::Money(sen.into()))
    }

    /// How many.
    pub fn count(count: impl TryInto<i64>) -> Cell {
        Cell::of(Value::Count(count.try_into().unwrap_or(i64::MAX)))
    }

    /// Part of a whole in basis points, rounded half up; empty where there is no whole.
    pub fn share(part: i128, whole: i128) -> Cell {
        if whole == 0 {
            return Cell::empty();
        }
        let doubled = part.saturating_mul(20_000).saturating_add(whole);
        let points = doubled.div_euclid(whole.saturating_mul(2));
        Cell { value: Value::Percent(points.try_into().unwrap_or(i64::MAX)), why: Why::Calculated }
    }

    /// A code.
    pub fn code(code: impl std::fmt::Display) -> Cell {
        Cell::of(Value::Code(code.to_string()))
    }

    /// The same words in both languages: a name.
    pub fn name(text: impl std::fmt::Display) -> Cell {
        Cell::of(Value::Text(Said::same(text)))
    }

    /// Words.
    pub fn text(text: Said) -> Cell {
        Cell::of(Value::Text(text))
    }

    /// A day, where there is one.
    pub fn date(date: Option<Date>) -> Cell {
        Cell::of(date.map_or(Value::Empty, Value::Date))
    }

    /// The same value, resting on these events.
    #[must_use]
    pub fn from(self, seqs: impl IntoIterator<Item = u64>) -> Cell {
        Cell { why: Why::Seqs(seqs.into_iter().collect()), ..self }
    }

    /// The same value, resting on the events that made these postings.
    #[must_use]
    pub fn posted(self, posted: Posted) -> Cell {
        Cell { why: Why::Posted(Box::new(posted)), ..self }
    }

    /// The same value, resting on the events that counted it in a context.
    #[must_use]
    pub fn counted(self, posted: Posted, what: Counted) -> Cell {
        Cell { why: Why::Counted(Box::new(posted), what), ..self }
    }

    /// The same value, calculated from other cells.
    #[must_use]
    pub fn calculated(self) -> Cell {
        Cell { why: Why::Calculated, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up_to_basis_points() {
        let points = |part, whole| Cell::share(part, whole).value;
        assert_eq!(points(1, 3), Value::Percent(3_333));
        assert_eq!(points(2, 3), Value::Percent(6_667));
        assert_eq!(points(1, 20_000), Value::Percent(1));
        assert_eq!(points(5, 5), Value::Percent(10_000));
        assert_eq!(points(-1, 2), Value::Percent(-5_000));
        assert_eq!(points(1, 0), Value::Empty);
    }
}
