//! Which of the events that a query finds are wanted, by what they say themselves.

use jejak_events::{Date, Kind, Recorded, Rupiah};

use crate::facets::amount_of;

/// All that is named must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// One of these kinds; any where empty.
    pub kinds: Vec<Kind>,
    /// Happened on this day or later.
    pub from: Option<Date>,
    /// Happened on this day or earlier.
    pub until: Option<Date>,
    /// Its amount is this or more.
    pub amount_min: Option<Rupiah>,
    /// Its amount is this or less.
    pub amount_max: Option<Rupiah>,
}

impl Filter {
    /// Whether it takes every event.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether an event is wanted. One that speaks of no money is not, where an amount is asked for.
    pub fn takes(&self, fact: &Recorded) -> bool {
        let day = fact.envelope.occurred_on;
        let kind = self.kinds.is_empty() || self.kinds.contains(&fact.event.kind());
        let days =
            self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until);
        kind && days && self.takes_amount(fact)
    }

    fn takes_amount(&self, fact: &Recorded) -> bool {
        if self.amount_min.is_none() && self.amount_max.is_none() {
            return true;
        }
        amount_of(fact).is_some_and(|amount| {
            self.amount_min.is_none_or(|least| least <= amount)
                && self.amount_max.is_none_or(|most| amount <= most)
        })
    }
}
