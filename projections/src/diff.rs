//! What moved between two moments, from what to what, and the events that moved each.
//!
//! A moment is stilled ([`Still`]): every balance, count, cash book and object state at once. Between
//! two of them the events go by ([`Moves`]), each noted under what it moves. What moved and came
//! back is kept as well, so that differences add up: from A to B and from B to C is from A to C.
//!
//! Not here: how the moments are folded, and which events go by.

mod moves;
mod shown;
mod still;

use std::collections::BTreeMap;

use jejak_events::codes::{Region, SourceCode};
use jejak_events::{Kind, Object, Stage};

pub use self::moves::Moves;
pub(crate) use self::moves::touched;
pub use self::shown::{Only, table};
pub use self::still::Still;
use crate::condition::Condition;
use crate::posting::Place;

/// Something that has a level at every moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Sen in a stage of a line.
    Balance(Spot, Stage),
    /// Something counted.
    Count(Spot, Counted),
    /// Sen of a source in a cash account; whether it is history.
    Cash(u64, SourceCode, bool),
    /// How far an object has come.
    State(Object, u64),
}

/// Where money stands: line, decree, region down to the district, and whether it is history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Sequence number of the line.
    pub line: u64,
    /// Sequence number of the decree, where one is concerned.
    pub decree: Option<u64>,
    /// Kecamatan where one is known, else what is known above it.
    pub region: Option<Region>,
    /// Whether it is history.
    pub historical: bool,
}

impl Spot {
    fn of(place: &Place, historical: bool) -> Spot {
        let region = place.region.map(|region| region.district().unwrap_or(region));
        Spot { line: place.line, decree: place.decree, region, historical }
    }
}

/// What is counted beside the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Rows of closed decrees, less those cancelled.
    Designated,
    /// Payments and hand-overs that reached their recipient.
    Paid,
    /// Payments that came back.
    Returned,
}

/// How much, or how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Sen.
    Sen(i128),
    /// How many.
    Count(i128),
    /// How far an object has come; none where it was not there.
    State(Option<Condition>),
}

/// What one event did to a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The event.
    pub seq: u64,
    /// Its kind.
    pub kind: Kind,
    /// Sen, or how many; 0 for the state of an object.
    pub by: i128,
}

/// One subject that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its level before.
    pub from: Level,
    /// Its level after.
    pub to: Level,
    /// The events that moved it, ascending.
    pub by: Vec<Moved>,
}

impl Change {
    /// Whether it moved and came back.
    pub fn is_back(&self) -> bool {
        self.from == self.to
    }
}

/// Everything that moved between two moments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// Change of each subject.
    pub changes: BTreeMap<Subject, Change>,
}

impl Diff {
    /// What moved from one still to the other, by the events that went by between them.
    pub fn between(before: &Still, after: &Still, moves: Moves) -> Diff {
        let mut changes = BTreeMap::new();
        let mut by = moves.by;
        let subjects = before.unlike(after).into_iter().chain(by.keys().copied());
        for subject in subjects.collect::<std::collections::BTreeSet<_>>() {
            let (from, to) = (before.level(&subject), after.level(&subject));
            let by = by.remove(&subject).unwrap_or_default();
            changes.insert(subject, Change { from, to, by });
        }
        Diff { changes }
    }

    /// This difference, and after it another that begins where this ends.
    #[must_use]
    pub fn then(self, next: Diff) -> Diff {
        let mut changes = self.changes;
        for (subject, later) in next.changes {
            match changes.get_mut(&subject) {
                Some(change) => {
                    change.to = later.to;
                    change.by.extend(later.by);
                }
                None => drop(changes.insert(subject, later)),
            }
        }
        Diff { changes }
    }
}
