//! Every level at one moment.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::{Object, Stage};

use super::{Counted, Level, Spot, Subject};
use crate::condition::Condition;
use crate::posting::CashPlace;
use crate::reading::Reading;

/// A moment, stilled: what is not zero, and every object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Still {
    sums: BTreeMap<Subject, i128>,
    /// Kind, sequence number and state of each object, as in the state root; sorted.
    objects: Vec<[u8; 10]>,
}

impl Still {
    /// The moment that a reading stands at.
    pub fn of(reading: &Reading) -> Still {
        let mut sums: BTreeMap<Subject, i128> = BTreeMap::new();
        let mut add = |subject: Subject, by: i64| {
            *sums.entry(subject).or_default() += i128::from(by);
        };
        for (key, cell) in reading.cells.iter() {
            let spot = Spot::of(&key.place, key.historical);
            for stage in Stage::ALL {
                add(Subject::Balance(spot, *stage), cell.net[*stage as usize]);
            }
            // An open list has no effect yet.
            let decree = spot.decree.and_then(|decree| reading.state.decree.decrees.get(&decree));
            if decree.is_none_or(|decree| decree.closed) {
                add(Subject::Count(spot, Counted::Designated), cell.designated);
            }
            add(Subject::Count(spot, Counted::Paid), cell.paid);
            add(Subject::Count(spot, Counted::Returned), cell.returned);
        }
        for ((place, source, _, historical), cell) in reading.cells.cash() {
            if let CashPlace::Kept(account) = place {
                let subject = Subject::Cash(*account, *source, *historical);
                add(subject, cell.inflow.saturating_sub(cell.outflow));
            }
        }
        sums.retain(|_, sum| *sum != 0);
        let mut objects = reading.state.object_rows();
        objects.sort_unstable();
        Still { sums, objects }
    }

    /// The level of a subject.
    pub fn level(&self, subject: &Subject) -> Level {
        let sum = || self.sums.get(subject).copied().unwrap_or(0);
        match subject {
            Subject::Balance(..) | Subject::Cash(..) => Level::Sen(sum()),
            Subject::Count(..) => Level::Count(sum()),
            Subject::State(object, seq) => Level::State(self.condition(*object, *seq)),
        }
    }

    /// How far an object has come.
    pub(crate) fn condition(&self, object: Object, seq: u64) -> Option<Condition> {
        let at = self.objects.partition_point(|row| key(row) < (object as u8, seq));
        let row = self.objects.get(at).filter(|row| key(row) == (object as u8, seq))?;
        Some(Condition { object, byte: row[9] })
    }

    /// The subjects whose level is not the same in both.
    pub(super) fn unlike(&self, other: &Still) -> BTreeSet<Subject> {
        let sums = self.sums.keys().chain(other.sums.keys());
        let mut unlike: BTreeSet<Subject> =
            sums.filter(|subject| self.level(subject) != other.level(subject)).copied().collect();
        for (these, those) in [(self, other), (other, self)] {
            let rows = these.objects.iter().filter(|row| those.objects.binary_search(row).is_err());
            unlike.extend(rows.filter_map(subject));
        }
        unlike
    }
}

fn key(row: &[u8; 10]) -> (u8, u64) {
    let (kind, rest) = row.split_first().unwrap_or((&0, &[]));
    let seq = rest.first_chunk().copied().unwrap_or_default();
    (*kind, u64::from_be_bytes(seq))
}

fn subject(row: &[u8; 10]) -> Option<Subject> {
    let (kind, seq) = key(row);
    let object = Object::ALL.get(usize::from(kind))?;
    Some(Subject::State(*object, seq))
}
