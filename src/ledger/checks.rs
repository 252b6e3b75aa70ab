//! Checks over the ledger: from the folded state where that is enough, else in one pass over the
//! events.

#[cfg(test)]
mod tables;

use jejak_projections::check::{Known, Outcome, Pass, Spec};
use jejak_projections::{Scope, Unanswered};

use super::Ledger;
use super::replay::{Folded, Options, ReplayError};
use super::seen::{SeeError, When};

/// Findings of each check, then and now.
pub type Checked = Vec<(&'static Spec, Vec<(Known, Outcome)>)>;

/// Why checks could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The ledger cannot be seen at that time.
    #[error(transparent)]
    See(#[from] SeeError),
    /// An event could not be read.
    #[error("{0:?}")]
    Unanswered(Unanswered),
}

impl Ledger {
    /// Makes checks, all in one pass, under the rules as known `known`.
    pub fn check(
        &self,
        specs: &[&'static Spec],
        when: When,
        known: &[Known],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Checked, jejak_projections::Stamp), CheckError> {
        let mut pass = Pass::new(specs);
        let conclude = |folded: &Folded, pass: &mut Pass| {
            let concluded = self.view(folded, when.as_of, |view| {
                let each = known.iter().map(|known| Ok((*known, pass.found(view, *known)?)));
                each.collect::<Result<Vec<_>, Unanswered>>()
            });
            let concluded = concluded.map_err(CheckError::Unanswered)?;
            let of = |spec: &'static Spec| {
                let found = concluded.iter().filter_map(|(known, all)| {
                    let (_, outcome) = all.iter().find(|(other, _)| other.id == spec.id)?;
                    Some((*known, outcome.clone()))
                });
                (spec, found.collect())
            };
            let checked: Checked = specs.iter().copied().map(of).collect();
            Ok((checked, super::seen::stamp(folded, when.as_of)))
        };
        if !pass.watches() {
            return self.see(when, progress, |folded| conclude(folded, &mut pass))?;
        }
        let folded = self.watched(when, &mut pass, progress)?;
        conclude(&folded, &mut pass)
    }

    /// Folds from the first event, showing each to the checks.
    fn watched(
        &self,
        when: When,
        pass: &mut Pass,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Folded, SeeError> {
        let end = self.size_at(when.recorded)?;
        let scope = Scope { as_of: when.as_of, balances_only: false };
        let options = Options { scope, ..Options::LIVE };
        let (mut folded, mut done) = (Folded::default(), 0);
        let replayed: Result<(), ReplayError> = folded.replay_watched(
            self.store(),
            0..end,
            options,
            &mut |more| {
                done += more;
                progress(done, end);
            },
            &mut |reading, fact, posted| pass.see(&reading.state, fact, posted),
        );
        replayed?;
        Ok(folded)
    }
}
