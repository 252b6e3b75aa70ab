//! What a proof of identity is good for: a session for everything that its account may, a machine's
//! token for what it was issued for.

use std::collections::BTreeSet;

use jejak_events::Kind;

use super::Act;

/// What may be done under a session or token. It never widens what the account's roles let it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything that the account may.
    Whole,
    /// These acts, and events of these kinds, alone.
    Only {
        /// The acts.
        acts: BTreeSet<Act>,
        /// The kinds of events that may be recorded.
        kinds: BTreeSet<Kind>,
    },
}

impl Scope {
    /// Every act that changes nothing, and no event.
    pub fn read_only() -> Scope {
        let acts = Act::ALL.iter().copied().filter(|act| act.reads()).collect();
        Scope::Only { acts, kinds: BTreeSet::new() }
    }

    /// Whether it covers an act.
    pub fn covers(&self, act: Act) -> bool {
        match self {
            Scope::Whole => true,
            Scope::Only { acts, .. } => acts.contains(&act),
        }
    }

    /// Whether it covers events of a kind.
    pub fn covers_kind(&self, kind: Kind) -> bool {
        match self {
            Scope::Whole => true,
            Scope::Only { kinds, .. } => kinds.contains(&kind),
        }
    }

    /// Whether nothing can be changed under it.
    pub fn reads_only(&self) -> bool {
        match self {
            Scope::Whole => false,
            Scope::Only { acts, kinds } => kinds.is_empty() && acts.iter().all(|act| act.reads()),
        }
    }
}
