//! Going through a ledger event by event, forwards by folding on, backwards by what was seen.

use jejak_events::Recorded;
use jejak_projections::step::{Step, Stepper};
use jejak_projections::{Postings, Reading};

use super::Ledger;
use super::replay::{Folded, Moment, Options};
use super::seen::{SeeError, When};

/// A walk through chosen events of a ledger.
pub struct Walk<'a> {
    ledger: &'a Ledger,
    /// The events, ascending.
    seqs: Vec<u64>,
    folded: Folded,
    stepper: Stepper,
    seen: Vec<Step>,
}

impl Ledger {
    /// Begins a walk through these events, ascending: folds from the nearest snapshot up to the
    /// first.
    pub fn walk(
        &self,
        seqs: Vec<u64>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Walk<'_>, SeeError> {
        let mut folded = Folded::default();
        if let Some(before) = seqs.first().and_then(|first| first.checked_sub(1)) {
            let when = When { recorded: Some(Moment::After(before)), as_of: None };
            let whole = self.size_at(when.recorded)?;
            // A request is seen whole from outside; here its events are gone through one by one.
            folded = if whole == before + 1 {
                self.fold_at(when, progress)?
            } else {
                self.fold_exactly(before + 1, progress)?
            };
        }
        let stepper = Stepper::at(&folded.reading);
        Ok(Walk { ledger: self, seqs, folded, stepper, seen: Vec::new() })
    }

    /// Folds so many events, even where a request ends later.
    fn fold_exactly(
        &self,
        size: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Folded, SeeError> {
        let mut folded = match self.snapshots() {
            Some(folder) => super::snapshot::nearest(folder, self.store(), size),
            None => Folded::default(),
        };
        let mut done = folded.head.size;
        folded.replay(self.store(), done..size, Options::LIVE, &mut |more| {
            done += more;
            progress(done, size);
        })?;
        Ok(folded)
    }
}

impl Walk<'_> {
    /// How many events there are to go through.
    pub fn len(&self) -> usize {
        self.seqs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.seqs.is_empty()
    }

    /// The place of the first event at or after a sequence number, or the last place.
    pub fn place_of(&self, seq: u64) -> usize {
        self.seqs.partition_point(|known| *known < seq).min(self.seqs.len().saturating_sub(1))
    }

    /// The step at a place, from 0; none beyond the last.
    pub fn step(&mut self, place: usize) -> Result<Option<&Step>, SeeError> {
        while self.seen.len() <= place {
            let Some(seq) = self.seqs.get(self.seen.len()).copied() else { return Ok(None) };
            let begun = self.folded.head.size;
            let (stepper, mut made) = (&mut self.stepper, None);
            let watch = &mut |reading: &Reading, fact: &Recorded, posted: &Postings| {
                let step = stepper.see(reading, fact, posted);
                if fact.seq == seq {
                    made = Some(step);
                }
            };
            let range = begun..seq.saturating_add(1);
            let store = self.ledger.store();
            self.folded.replay_watched(store, range, Options::LIVE, &mut |_| {}, watch)?;
            let Some(step) = made else { return Ok(None) };
            self.seen.push(step);
        }
        Ok(self.seen.get(place))
    }
}
