//! What the desk saw on a day beside what was true on it, with the events that make the difference.
//!
//! What was seen is the ledger as recorded at the end of the day, in its own zone, or at another
//! time; what was true is the same day with everything that is known now. Events that were recorded
//! later and are dated earlier make the difference, and those that had been recorded and are dated
//! later.

use jejak_events::{Date, RawEntry, Recorded, Timestamp};
use jejak_projections::compare::{Late, RowKey};
use jejak_projections::{Postings, Reading, Scope, Stamp, Unanswered, View};

use super::Ledger;
use super::replay::{Folded, Moment, Options, ReplayError};
use super::seen::{AskError, SeeError, When, stamp};

/// Which rows of a question an event moves: the read state after it, the event, what it moved.
pub type Rows<'a> = &'a dyn Fn(&Reading, &Recorded, &Postings) -> Vec<RowKey>;

/// Both answers to a question.
#[derive(Debug)]
pub struct Both<T> {
    /// What was seen.
    pub seen: T,
    /// When it was seen.
    pub seen_at: Stamp,
    /// What was true.
    pub truth: T,
    /// What is known by now.
    pub true_at: Stamp,
    /// The events that make the difference.
    pub late: Late,
}

impl Ledger {
    /// Asks a question twice: of what had been recorded by `recorded`, the end of the day when
    /// absent, and of what was true on `day`. `rows` says which rows an event moves.
    pub fn compare<T>(
        &self,
        day: Date,
        recorded: Option<Timestamp>,
        question: &dyn Fn(&View) -> Result<T, Unanswered>,
        rows: Rows<'_>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Both<T>, AskError> {
        let zone = self.read(|folded| folded.reading.state.integrity.meta().zone);
        let seen_by = Moment::At(recorded.unwrap_or(Timestamp::end_of(day, zone)));
        let size = self.size_at(Some(seen_by))?;
        let before = self.fold_at(When { recorded: Some(seen_by), as_of: None }, progress)?;
        let seen = self.view(&before, None, question).map_err(AskError::Unanswered)?;
        let seen_at = stamp(&before, None);
        drop(before);
        let (now, mut late) = self.as_of(day, size, rows, progress)?;
        let truth = self.view(&now, Some(day), question).map_err(AskError::Unanswered)?;
        late.all.extend(self.dated_after(day, size)?);
        late.all.sort_unstable();
        Ok(Both { seen, seen_at, truth, true_at: stamp(&now, Some(day)), late })
    }

    /// The ledger as of a day, and the events at `size` and later that count in it.
    fn as_of(
        &self,
        day: Date,
        size: u64,
        rows: Rows<'_>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Folded, Late), SeeError> {
        let end = self.size_at(None)?;
        let scope = Scope { as_of: Some(day), balances_only: false };
        let options = Options { scope, ..Options::LIVE };
        let (mut folded, mut late, mut done) = (Folded::default(), Late::default(), 0);
        let told = &mut |more| {
            done += more;
            progress(done, end);
        };
        let watch = &mut |reading: &Reading, fact: &Recorded, posted: &Postings| {
            if fact.seq >= size && fact.envelope.occurred_on <= day {
                late.all.push(fact.seq);
                for row in rows(reading, fact, posted) {
                    late.of_row.entry(row).or_default().push(fact.seq);
                }
            }
        };
        folded.replay_watched(self.store(), 0..end, options, told, watch)?;
        Ok((folded, late))
    }

    /// Events among the first `size` that are dated after a day: plans, most of all.
    fn dated_after(&self, day: Date, size: u64) -> Result<Vec<u64>, SeeError> {
        let (mut later, mut failed) = (Vec::new(), None);
        let read = self.store().read(0..size, &mut |block| {
            for (seq, entry) in block.iter() {
                match RawEntry::parse(entry).and_then(|raw| raw.envelope()) {
                    Ok(envelope) if envelope.occurred_on > day => later.push(seq),
                    Ok(_) => {}
                    Err(error) => {
                        failed = Some(ReplayError::Entry { seq, error });
                        return false;
                    }
                }
            }
            true
        });
        read.map_err(ReplayError::from)?;
        failed.map_or(Ok(later), |error| Err(SeeError::Replay(error)))
    }
}
