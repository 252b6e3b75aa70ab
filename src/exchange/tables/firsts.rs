//! When an object was first named by an event of a kind: the day an SP2D was issued for an SPP, the
//! day a payment was credited.

use jejak_events::{Date, Kind, Object, Recorded};
use rustc_hash::FxHashMap;

/// First mentions that some column asks for. Grows with the objects that are asked about.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    asked: Vec<(Kind, Object)>,
    found: FxHashMap<(Kind, u64), (u64, Date)>,
}

impl Firsts {
    /// Asks for these.
    pub fn asking(asked: Vec<(Kind, Object)>) -> Firsts {
        Firsts { asked, found: FxHashMap::default() }
    }

    /// Whether nothing is asked for.
    pub fn is_idle(&self) -> bool {
        self.asked.is_empty()
    }

    /// Notes what an event is the first to name.
    pub fn note(&mut self, fact: &Recorded) {
        let kind = fact.event.kind();
        let Some((_, object)) = self.asked.iter().find(|(asked, _)| *asked == kind) else { return };
        fact.event.references(&mut |named, seq| {
            if named == *object {
                let first = (fact.seq, fact.envelope.occurred_on);
                self.found.entry((kind, seq)).or_insert(first);
            }
        });
    }

    /// Sequence number and day of the first event of a kind that names the object it was asked with.
    pub fn of(&self, kind: Kind, seq: u64) -> Option<(u64, Date)> {
        self.found.get(&(kind, seq)).copied()
    }
}
