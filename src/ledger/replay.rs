//! Folding stored entries into a read state, checking chain, times and batches on the way.

use std::ops::Range;

use jejak_events::entry::EntryError;
use jejak_events::{ChainHash, Head, LeafHash, RawEntry, Recorded, Timestamp};
use jejak_projections::{Postings, Reading, Scope, Scratch, State};

use super::Flag;
use super::batches::{Place, wrong_after};
use super::rules;
use crate::proof::tree::Frontier;
use crate::store::{EventStore, ReadError};

/// A read state and the proofs' side of it, at one head.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Folded {
    /// Answers to questions.
    pub reading: Reading,
    /// Merkle tree over the same entries.
    pub tree: Frontier,
    /// Size and chain hash up to which both were folded.
    pub head: Head,
}

/// Why stored entries do not fold.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] ReadError),
    /// An entry does not follow the one before it.
    #[error(
        "entry {seq} carries previous hash {found}, the entry before it hashes to {expected}: the chain is broken"
    )]
    Link {
        /// Sequence number.
        seq: u64,
        /// Hash of the entry before.
        expected: ChainHash,
        /// Hash that the entry carries.
        found: ChainHash,
    },
    /// An entry carries another sequence number than its place.
    #[error("entry {expected} carries sequence number {found}")]
    Sequence {
        /// Its place.
        expected: u64,
        /// What it carries.
        found: u64,
    },
    /// An entry states an earlier time than the one before it.
    #[error(
        "entry {seq} was recorded at {found}, the entry before it at {before}: time never goes back in a ledger; run `jejak verify`"
    )]
    Time {
        /// Sequence number.
        seq: u64,
        /// Time of the entry before.
        before: Timestamp,
        /// Time that the entry states.
        found: Timestamp,
    },
    /// An entry is not where its batch says.
    #[error("entry {seq}: {what}; run `jejak verify`")]
    Batch {
        /// Sequence number.
        seq: u64,
        /// What was expected and what was found.
        what: String,
    },
    /// An entry does not decode.
    #[error("entry {seq}: {error}")]
    Entry {
        /// Sequence number.
        seq: u64,
        /// What is wrong.
        error: EntryError,
    },
}

/// Size of the ledger at a moment, by bisection: recorded_at and batches never go back.
pub(super) fn end_of(
    store: &dyn EventStore,
    size: u64,
    moment: Moment,
) -> Result<u64, ReplayError> {
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low + (high - low) / 2;
        let mut included = Ok(false);
        store.read(middle..middle + 1, &mut |block| {
            if let Some((seq, entry)) = block.iter().find(|(seq, _)| *seq == middle) {
                let fact = Recorded::parse(entry);
                included = fact
                    .map(|fact| moment.includes(&fact))
                    .map_err(|error| ReplayError::Entry { seq, error });
            }
            false
        })?;
        if included? { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// How to fold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// What counts.
    pub scope: Scope,
    /// Judge each event again, to know its flags.
    pub judge: bool,
    /// Build the Merkle tree.
    pub tree: bool,
}

impl Options {
    /// Everything that a live ledger holds.
    pub const LIVE: Options =
        Options { scope: Scope { as_of: None, balances_only: false }, judge: true, tree: true };
}

/// Up to where a fold goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// What the ledger knew once this event was recorded: the end of its batch.
    After(u64),
    /// What the ledger knew at this time.
    At(Timestamp),
}

impl Moment {
    /// Whether an event was recorded by this moment. Batches are seen whole.
    fn includes(self, fact: &Recorded) -> bool {
        match self {
            Moment::After(seq) => {
                fact.seq.saturating_sub(u64::from(fact.envelope.batch_index)) <= seq
            }
            Moment::At(time) => fact.recorded_at <= time,
        }
    }
}

/// One event of a replay, just applied.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The event.
    pub fact: &'a Recorded,
    /// What it moved.
    pub moved: &'a Postings,
    /// The state after it.
    pub state: &'a State,
}

/// Sees each event that counts; whether it wants more.
type Watch<'a> = dyn FnMut(&Reading, &Recorded, &Postings) -> bool + 'a;

/// What a replay takes along from entry to entry.
struct Follow {
    scratch: Scratch,
    /// Where the last entry stands in its batch.
    batch: Option<Place>,
}

impl Folded {
    /// Folds from entry 0 up to a moment, or up to `size`.
    pub fn replay_until(
        &mut self,
        store: &dyn EventStore,
        size: u64,
        moment: Moment,
        options: Options,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ReplayError> {
        let mut end = size;
        if moment != Moment::After(u64::MAX) {
            end = end_of(store, size, moment)?;
        }
        self.replay(store, 0..end, options, progress)
    }

    /// Folds the entries of `range`, which begins at the present head, and tells `progress` how
    /// many were folded.
    pub fn replay(
        &mut self,
        store: &dyn EventStore,
        range: Range<u64>,
        options: Options,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ReplayError> {
        self.replay_until_enough(store, range, options, progress, &mut |_, _, _| true)
    }

    /// The same, and shows each event with what it moved as soon as it is applied, until `see` has
    /// enough.
    pub fn replay_seen(
        &mut self,
        store: &dyn EventStore,
        range: Range<u64>,
        options: Options,
        progress: &mut dyn FnMut(u64),
        see: &mut dyn FnMut(Step<'_>) -> bool,
    ) -> Result<(), ReplayError> {
        self.replay_until_enough(store, range, options, progress, &mut |reading, fact, moved| {
            see(Step { fact, moved, state: &reading.state })
        })
    }

    /// The same, showing each event that counts to `watch` once it was applied: the read state, the
    /// event, what it moved.
    pub fn replay_watched(
        &mut self,
        store: &dyn EventStore,
        range: Range<u64>,
        options: Options,
        progress: &mut dyn FnMut(u64),
        watch: &mut dyn FnMut(&Reading, &Recorded, &Postings),
    ) -> Result<(), ReplayError> {
        self.replay_until_enough(store, range, options, progress, &mut |reading, fact, moved| {
            watch(reading, fact, moved);
            true
        })
    }

    fn replay_until_enough(
        &mut self,
        store: &dyn EventStore,
        range: Range<u64>,
        options: Options,
        progress: &mut dyn FnMut(u64),
        watch: &mut Watch<'_>,
    ) -> Result<(), ReplayError> {
        let mut follow = Follow { scratch: Scratch::default(), batch: None };
        follow.scratch.begin(options.scope, &self.reading.state);
        let mut failed = None;
        store.read(range, &mut |block| {
            for (_, entry) in block.iter() {
                match self.add(entry, options, &mut follow, watch) {
                    Ok(true) => {}
                    Ok(false) => return false,
                    Err(error) => {
                        failed = Some(error);
                        return false;
                    }
                }
            }
            progress(block.len() as u64);
            true
        })?;
        failed.map_or(Ok(()), Err)
    }

    fn add(
        &mut self,
        bytes: &[u8],
        options: Options,
        follow: &mut Follow,
        watch: &mut Watch<'_>,
    ) -> Result<bool, ReplayError> {
        let seq = self.head.size;
        let of_entry = |error| ReplayError::Entry { seq, error };
        let entry = RawEntry::parse(bytes).map_err(of_entry)?;
        if entry.seq != seq {
            return Err(ReplayError::Sequence { expected: seq, found: entry.seq });
        }
        if entry.prev != self.head.hash {
            let (expected, found) = (self.head.hash, entry.prev);
            return Err(ReplayError::Link { seq, expected, found });
        }
        let fact = entry.decode().map_err(of_entry)?;
        self.check_order(&fact, follow)?;
        if fact.envelope.batch_index == 0 {
            self.reading.state.begin_batch(seq, entry.prev);
            follow.scratch.all().into_iter().for_each(|all| all.begin_batch(seq, entry.prev));
        }
        let flags = if options.judge { self.flags(&fact, &mut follow.scratch) } else { Vec::new() };
        let mut more = true;
        if self.reading.apply(&fact, options.scope, &mut follow.scratch) {
            flags.iter().for_each(|flag| self.reading.flag(flag.seq, flag.rule.code));
            more = watch(&self.reading, &fact, follow.scratch.postings());
        }
        if options.tree {
            self.tree.append(LeafHash::of(bytes));
        }
        self.head = Head { size: seq + 1, hash: ChainHash::of(bytes) };
        Ok(more)
    }

    /// Checks that time does not go back, and that batches are whole and follow each other. Where
    /// a replay begins in the middle of a ledger, its first entry is taken as it comes.
    fn check_order(&self, fact: &Recorded, follow: &mut Follow) -> Result<(), ReplayError> {
        let (seq, found) = (fact.seq, fact.recorded_at);
        let before = self.reading.state.integrity.meta().recorded_at;
        if found < before {
            return Err(ReplayError::Time { seq, before, found });
        }
        let place = Place::of_fact(fact);
        if (seq == 0 || follow.batch.is_some())
            && let Some(what) = wrong_after(follow.batch.as_ref(), &place)
        {
            return Err(ReplayError::Batch { seq, what });
        }
        follow.batch = Some(place);
        Ok(())
    }

    /// Judges an event that is already recorded, for its flags. Whether it should have been
    /// refused is for `verify` to say.
    fn flags(&self, fact: &Recorded, scratch: &mut Scratch) -> Vec<Flag> {
        let mut flags = Vec::new();
        let state = scratch.all().map_or(&self.reading.state, |all| all);
        let _ = rules::judge(state, fact, 0, &mut flags);
        flags
    }
}
