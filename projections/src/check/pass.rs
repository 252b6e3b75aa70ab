//! Several checks over one pass of the events.

use jejak_events::Recorded;

use super::{Check, Known, Outcome, Rules, Spec};
use crate::posting::Postings;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Checks at work.
pub struct Pass {
    at_work: Vec<(&'static Spec, Box<dyn Check>)>,
}

impl Pass {
    /// Makes the checks of a pass.
    pub fn new(specs: &[&'static Spec]) -> Pass {
        Pass { at_work: specs.iter().map(|spec| (*spec, (spec.make)())).collect() }
    }

    /// Whether any of them must see the events: else a folded state is enough.
    pub fn watches(&self) -> bool {
        self.at_work.iter().any(|(spec, _)| spec.watches)
    }

    /// Shows an event that was applied to those that watch.
    pub fn see(&mut self, state: &State, fact: &Recorded, posted: &Postings) {
        for (spec, check) in &mut self.at_work {
            if spec.watches {
                check.see(state, fact, posted);
            }
        }
    }

    /// What each found, in their order, under the rules as known then or now.
    pub fn found(
        &mut self,
        view: &View,
        known: Known,
    ) -> Result<Vec<(&'static Spec, Outcome)>, Unanswered> {
        let rules = Rules::new(&view.reading.state.reference, known);
        let outcome = |(spec, check): &mut (&'static Spec, Box<dyn Check>)| {
            let mut outcome = check.found(view, &rules)?;
            let (Outcome::Found(found) | Outcome::NotDecidable(_, found)) = &mut outcome;
            found.sort();
            found.dedup();
            Ok((*spec, outcome))
        };
        self.at_work.iter_mut().map(outcome).collect()
    }
}
