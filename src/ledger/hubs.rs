//! What is shared by most over the whole ledger: one pass over its events.

use jejak_events::Recorded;
use jejak_projections::links::{Class, Hub, Hubs, proof};
use jejak_projections::{Scope, Stamp};

use super::Ledger;
use super::replay::{Folded, ReplayError};
use super::seen::{AskError, SeeError, When, stamp};

/// A hub with the events that prove it.
pub type Proven = (Hub, Vec<u64>);

impl Ledger {
    /// The bonds of some classes, or of all, that most share; at most `most` of them.
    pub fn hubs(
        &self,
        classes: &[Class],
        when: When,
        most: usize,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Vec<Proven>, Stamp), AskError> {
        let scope = Scope { as_of: when.as_of, balances_only: false };
        self.see(when, progress, |folded| self.ranked(folded, classes, scope, most))?
    }

    fn ranked(
        &self,
        folded: &Folded,
        classes: &[Class],
        scope: Scope,
        most: usize,
    ) -> Result<(Vec<Proven>, Stamp), AskError> {
        let (mut hubs, mut failed) = (Hubs::new(classes), None);
        let read = self.store().read(0..folded.head.size, &mut |block| {
            for (seq, entry) in block.iter() {
                match Recorded::parse(entry) {
                    Ok(fact) if scope.counts(&fact) => hubs.see(&folded.reading.state, &fact),
                    Ok(_) => {}
                    Err(error) => {
                        failed = Some(ReplayError::Entry { seq, error });
                        return false;
                    }
                }
            }
            true
        });
        read.map_err(ReplayError::from).map_err(SeeError::from)?;
        failed.map_or(Ok(()), |error| Err(SeeError::from(error)))?;
        let proven = self.view(folded, scope.as_of, |view| {
            let ranked = hubs.ranked(most).into_iter();
            ranked.map(|hub| proof(view, &hub).map(|seqs| (hub, seqs))).collect()
        });
        let proven: Vec<Proven> = Result::map_err(proven, AskError::Unanswered)?;
        Ok((proven, stamp(folded, scope.as_of)))
    }
}
