//! Bonds of the whole ledger, ranked: one pass over the events.

use std::cmp::Reverse;

use jejak_events::ids::RecipientId;
use jejak_events::{Recorded, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, LOOK_MAX, bonds_of, parties_of};
use crate::state::State;
use crate::view::{Unanswered, View};

/// A bond and whom it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// What is shared.
    pub class: Class,
    /// By which token, person or household.
    pub by: Tag,
    /// How many share it.
    pub parties: usize,
    /// Events that carry it.
    pub events: u64,
    /// Sen that moved by it.
    pub sen: i128,
}

/// Counts bonds as events go by.
#[derive(Debug, Default)]
pub struct Hubs {
    classes: Vec<Class>,
    tallies: FxHashMap<(Class, Tag), Tally>,
}

/// Most bonds bind one: only those of more have a set.
#[derive(Debug, Default)]
struct Tally {
    first: Option<u64>,
    more: Option<Box<FxHashSet<u64>>>,
    events: u64,
    sen: i128,
}

impl Tally {
    fn add(&mut self, party: u64) {
        match (self.first, &mut self.more) {
            (None, _) => self.first = Some(party),
            (Some(first), _) if first == party => {}
            (Some(_), Some(more)) => drop(more.insert(party)),
            (Some(_), more) => *more = Some(Box::new(FxHashSet::from_iter([party]))),
        }
    }

    fn parties(&self) -> usize {
        usize::from(self.first.is_some()) + self.more.as_ref().map_or(0, |more| more.len())
    }
}

impl Hubs {
    /// Bonds of these classes; of all where none is named.
    pub fn new(classes: &[Class]) -> Hubs {
        Hubs { classes: classes.to_vec(), tallies: FxHashMap::default() }
    }

    /// Counts an event in; `state` knows whom payments and rows are for.
    pub fn see(&mut self, state: &State, fact: &Recorded) {
        let bonds = bonds_of(fact);
        if bonds.is_empty() {
            return;
        }
        let parties: Vec<u64> =
            parties_of(state, fact).iter().map(|party| number_of(state, party)).collect();
        for bond in bonds {
            if !self.classes.is_empty() && !self.classes.contains(&bond.class) {
                continue;
            }
            let tally = self.tallies.entry((bond.class, bond.tag)).or_default();
            tally.events += 1;
            tally.sen += i128::from(bond.sen);
            parties.iter().for_each(|party| tally.add(*party));
        }
    }

    /// The bonds of two or more, those of most first, then those of most money; at most so many.
    pub fn ranked(self, most: usize) -> Vec<Hub> {
        let hub = |((class, by), tally): ((Class, Tag), Tally)| Hub {
            class,
            by,
            parties: tally.parties(),
            events: tally.events,
            sen: tally.sen,
        };
        let mut hubs: Vec<Hub> =
            self.tallies.into_iter().map(hub).filter(|hub| hub.parties > 1).collect();
        hubs.sort_by(|one, other| {
            let rank = |hub: &Hub| Reverse((hub.parties, hub.sen, hub.events));
            rank(one).cmp(&rank(other)).then_with(|| one.by.cmp(&other.by))
        });
        hubs.truncate(most);
        hubs
    }
}

/// The events that prove a hub, as far as is looked.
pub fn proof(view: &View, hub: &Hub) -> Result<Vec<u64>, Unanswered> {
    let mut seqs = Vec::new();
    for seq in view.reading.under(&hub.by).into_iter().take(LOOK_MAX) {
        let bonds = bonds_of(&view.facts.fact(seq)?);
        if bonds.iter().any(|bond| bond.class == hub.class && bond.tag == hub.by) {
            seqs.push(seq);
        }
    }
    Ok(seqs)
}

/// A number of its own for each party: the event that made it, else a part of its id.
fn number_of(state: &State, party: &Tag) -> u64 {
    match party {
        Tag::Object(_, seq) => *seq,
        Tag::Recipient(id) => match state.proposal.recipients.get(&RecipientId(*id)) {
            Some(known) => known.seq,
            None => id.iter().take(8).fold(1, |sum, byte| sum << 8 | u64::from(*byte)) | 1 << 63,
        },
        _ => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_counts_each_party_once() {
        let mut tally = Tally::default();
        assert_eq!(tally.parties(), 0);
        for (party, expected) in [(7, 1), (7, 1), (9, 2), (7, 2), (9, 2), (11, 3)] {
            tally.add(party);
            assert_eq!(tally.parties(), expected, "{party}");
        }
    }
}
