//! What whoever asks must be allowed, and must still be when they fetch the answer.

use jejak_events::Region;

use super::problem::{Kind, Problem};
use super::who::Asker;
use crate::access::{Act, Reach};
use crate::ledger::rules::Language;
use crate::said::said;

/// What whoever asks must be allowed: an act, in the regions that were named.
#[derive(Debug, Clone)]
pub struct Needs {
    /// The act.
    pub act: Act,
    /// The regions that were named; none for what is no region.
    pub regions: Vec<Option<Region>>,
}

impl Needs {
    /// Whether it is still so: a role may be lost while a job runs.
    pub fn hold(&self, asker: &Asker, language: Language) -> Result<(), Problem> {
        let reach = asker.may(self.act, language)?;
        if self.lie_within(&reach) {
            return Ok(());
        }
        let what = said!(
            "your roles are no longer for the regions that this answer is about",
            "peran Anda tidak lagi untuk wilayah jawaban ini"
        );
        Err(Problem::new(Kind::Denied, language, &what).coded("DENY-05"))
    }

    /// Whether all that was named lies within a reach, and something was named.
    pub fn lie_within(&self, reach: &Reach) -> bool {
        let Reach::Within(regions) = reach else { return true };
        let inside = |named: &Option<Region>| {
            named.is_some_and(|named| regions.iter().any(|region| region.contains(named)))
        };
        !self.regions.is_empty() && self.regions.iter().all(inside)
    }
}
