//! Checks over the ledger: from the folded state where that is enough, else in one pass over the
//! events.

#[cfg(test)]
mod due;
pub mod opening;
#[cfg(test)]
mod tables;

use jejak_projections::check::{Known, Pass, Spec};
use jejak_projections::{Scope, Unanswered};

use super::Ledger;
use super::replay::{Folded, Options, ReplayError};
use super::seen::{AskError, SeeError, When};

/// Findings of each check, under each knowledge that was asked for.
pub type Checked = Vec<jejak_projections::check::Checked>;

impl Ledger {
    /// Makes checks, all in one pass, under the rules as known `known`.
    pub fn check(
        &self,
        specs: &[&'static Spec],
        when: When,
        known: &[Known],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(Checked, jejak_projections::Stamp), AskError> {
        let mut pass = Pass::new(specs);
        let conclude = |folded: &Folded, pass: &mut Pass| {
            let concluded = self.view(folded, when.as_of, |view| {
                let each = known.iter().map(|known| Ok((*known, pass.found(view, *known)?)));
                each.collect::<Result<Vec<_>, Unanswered>>()
            });
            let concluded = concluded.map_err(AskError::Unanswered)?;
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
