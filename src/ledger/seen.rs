//! The ledger as it was seen, or as it was true, at another time: both questions in one place.
//!
//! `recorded` asks what the ledger knew then: a fold that stops early, begun at the nearest
//! snapshot before. `as_of` asks what was true on a day, as far as is known: a fold from the first
//! event that leaves out facts of later days. Both together ask what was known then of that day.

use std::cell::RefCell;

use jejak_events::ids::Bytes32;
use jejak_events::{Date, Recorded};
use jejak_projections::said;
use jejak_projections::said::Said;
use jejak_projections::{Facts, Postings, Reading, Scope, Stamp, Unanswered, View};

use super::Ledger;
use super::replay::{Folded, Moment, Options, ReplayError, end_of};
use super::snapshot;
use crate::store::{Block, ReadError};

/// At which of the two times a question is asked; neither is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct When {
    /// What the ledger knew at this moment.
    pub recorded: Option<Moment>,
    /// What was true on this day.
    pub as_of: Option<Date>,
}

impl When {
    /// Whether it is now: the live state answers.
    pub fn is_now(&self) -> bool {
        self.recorded.is_none() && self.as_of.is_none()
    }
}

/// Why the ledger cannot be seen at a time.
#[derive(Debug, thiserror::Error)]
pub enum SeeError {
    /// The moment is after the head.
    #[error("expected the number of a recorded event, found {asked}; the head is {last}")]
    Beyond {
        /// What was asked.
        asked: u64,
        /// The last event.
        last: u64,
    },
    /// The moment, or the day, is before the first event.
    #[error("nothing had been recorded by then; the first event was recorded at {first}")]
    Before {
        /// Time of the first event.
        first: jejak_events::Timestamp,
    },
    /// No fact is dated on or before the day.
    #[error("no event is dated {as_of} or earlier: there is nothing that was true on that day")]
    Undated {
        /// What was asked.
        as_of: Date,
    },
    /// The entries do not fold.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

/// Why a question that looks at events at a time has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The ledger cannot be seen at that time.
    #[error(transparent)]
    See(#[from] SeeError),
    /// The question has no answer.
    #[error("{0:?}")]
    Unanswered(Unanswered),
}

impl Ledger {
    /// Asks a question of the ledger at a time: of the live state where that is now, else of a fold,
    /// telling `progress` how many events are folded and how many there are.
    pub fn see<T>(
        &self,
        when: When,
        progress: &mut dyn FnMut(u64, u64),
        question: impl FnOnce(&Folded) -> T,
    ) -> Result<T, SeeError> {
        if when.is_now() {
            return Ok(self.read(question));
        }
        self.fold_at(when, progress).map(|folded| question(&folded))
    }

    /// Folds up to a time.
    pub fn fold_at(
        &self,
        when: When,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Folded, SeeError> {
        let end = self.size_at(when.recorded)?;
        let mut folded = match (when.as_of, self.snapshots()) {
            (None, Some(folder)) => snapshot::nearest(folder, self.store(), end),
            _ => Folded::default(),
        };
        let scope = Scope { as_of: when.as_of, balances_only: false };
        let options = Options { scope, ..Options::LIVE };
        let (mut done, mut dated) = (folded.head.size, false);
        let told = &mut |more| {
            done += more;
            progress(done, end);
        };
        let watch = &mut |_: &Reading, fact: &Recorded, _: &Postings| {
            dated |= when.as_of.is_some_and(|as_of| fact.envelope.occurred_on <= as_of);
        };
        folded.replay_watched(self.store(), folded.head.size..end, options, told, watch)?;
        match when.as_of.filter(|_| !dated) {
            Some(as_of) => Err(SeeError::Undated { as_of }),
            None => Ok(folded),
        }
    }

    /// Number of events that the ledger held at a moment.
    pub fn size_at(&self, recorded: Option<Moment>) -> Result<u64, SeeError> {
        let size = self.head().size;
        let Some(moment) = recorded else { return Ok(size) };
        if let Moment::After(asked) = moment
            && asked >= size
        {
            return Err(SeeError::Beyond { asked, last: size.saturating_sub(1) });
        }
        let end = end_of(self.store(), size, moment)?;
        match self.event(0).map_err(ReplayError::from)? {
            Some(first) if end == 0 => Err(SeeError::Before { first: first.recorded_at }),
            _ => Ok(end),
        }
    }

    /// Asks a question of a fold of this ledger, with the events behind it at hand.
    pub fn view<T>(
        &self,
        folded: &Folded,
        as_of: Option<Date>,
        question: impl FnOnce(&View) -> T,
    ) -> T {
        let facts = Stored { ledger: self, last: RefCell::new(Block::default()) };
        question(&View { reading: &folded.reading, facts: &facts, stamp: stamp(folded, as_of) })
    }
}

/// Where figures of a fold come from.
pub fn stamp(folded: &Folded, as_of: Option<Date>) -> Stamp {
    let meta = folded.reading.state.integrity.meta();
    Stamp {
        size: folded.head.size,
        head: folded.head.hash,
        root: Bytes32(folded.tree.root().0),
        ruleset: meta.ruleset,
        recorded_at: meta.recorded_at,
        zone: meta.zone,
        as_of,
    }
}

/// How many events are read at once: lists ask for neighbours one after the other.
const AHEAD: u64 = 256;

/// Events of the store; the block read last is kept.
struct Stored<'a> {
    ledger: &'a Ledger,
    last: RefCell<Block>,
}

impl Stored<'_> {
    /// Reads the block that has an event, unless it is the one at hand.
    fn fetch(&self, seq: u64) -> Result<(), ReadError> {
        let mut last = self.last.borrow_mut();
        if (last.first_seq()..last.next_seq()).contains(&seq) {
            return Ok(());
        }
        let end = self.ledger.head().size.min(seq.saturating_add(AHEAD));
        self.ledger.store().read(seq..end, &mut |block| {
            last.clone_from(block);
            false
        })
    }
}

impl Facts for Stored<'_> {
    fn fact(&self, seq: u64) -> Result<Recorded, Unanswered> {
        self.fetch(seq).map_err(|error| Unanswered::Unreadable(Said::same(error)))?;
        let last = self.last.borrow();
        let entry = last.iter().find(|(at, _)| *at == seq).map(|(_, entry)| entry);
        let missing = || {
            Unanswered::Unreadable(said!(
                "event {seq} is not in the ledger; run `jejak verify`",
                "kejadian {seq} tidak ada di buku besar; jalankan `jejak verify`"
            ))
        };
        Recorded::parse(entry.ok_or_else(missing)?).map_err(|error| {
            Unanswered::Unreadable(said!(
                "event {seq}: {error}; run `jejak verify`",
                "kejadian {seq}: {error}; jalankan `jejak verify`"
            ))
        })
    }
}
