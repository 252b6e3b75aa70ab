//! What moved between two moments of the ledger, or between two days.

use jejak_events::{Date, Recorded};
use jejak_projections::diff::{Diff, Moves, Still};
use jejak_projections::{Postings, Reading, Scope};

use super::Ledger;
use super::replay::{Folded, Moment, Options};
use super::seen::{SeeError, When};

/// Why two times cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// The second is before the first.
    #[error("expected the earlier of the two first")]
    Backwards,
    /// The ledger cannot be seen at one of them.
    #[error(transparent)]
    See(#[from] SeeError),
}

impl Ledger {
    /// What moved after one moment and up to another, and the ledger as it was at the second. Folds
    /// to the first from the nearest snapshot, then watches the events to the second go by.
    pub fn diff(
        &self,
        from: Moment,
        to: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Diff, Folded), DiffError> {
        let end = self.size_at(Some(to))?;
        if self.size_at(Some(from))? > end {
            return Err(DiffError::Backwards);
        }
        let at = When { recorded: Some(from), as_of: None };
        let mut folded = self.fold_at(at, &mut |done, _| progress(done, end))?;
        let mut moves = Moves::after(Still::of(&folded.reading));
        let mut done = folded.head.size;
        let told = &mut |more| {
            done += more;
            progress(done, end);
        };
        let watch = &mut |reading: &Reading, fact: &Recorded, posted: &Postings| {
            moves.see(reading, fact, posted);
        };
        let begun = folded.head.size;
        folded
            .replay_watched(self.store(), begun..end, Options::LIVE, told, watch)
            .map_err(SeeError::from)?;
        let before = moves.base().cloned().unwrap_or_default();
        Ok((Diff::between(&before, &Still::of(&folded.reading), moves), folded))
    }

    /// What was true on one day and not on another, as far as is known at a moment: by the events
    /// that are dated after the first, and on the second or earlier.
    pub fn diff_of_days(
        &self,
        from: Date,
        to: Date,
        recorded: Option<Moment>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Diff, Folded), DiffError> {
        if from > to {
            return Err(DiffError::Backwards);
        }
        let before = self.fold_at(When { recorded, as_of: Some(from) }, progress)?;
        let before = Still::of(&before.reading);
        let end = self.size_at(recorded)?;
        let scope = Scope { as_of: Some(to), balances_only: false };
        let options = Options { scope, ..Options::LIVE };
        let (mut moves, mut folded, mut done) = (Moves::dated_after(from), Folded::default(), 0);
        let told = &mut |more| {
            done += more;
            progress(done, end);
        };
        let watch = &mut |reading: &Reading, fact: &Recorded, posted: &Postings| {
            moves.see(reading, fact, posted);
        };
        folded
            .replay_watched(self.store(), 0..end, options, told, watch)
            .map_err(SeeError::from)?;
        Ok((Diff::between(&before, &Still::of(&folded.reading), moves), folded))
    }
}
