//! What accounts may do today, found once and kept until accounts or roles change: every request asks.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jejak_events::Date;
use jejak_events::ids::AccountRef;

use crate::access::{Known, Standing};
use crate::ledger::Ledger;

/// Standings by account.
#[derive(Default)]
pub struct Standings {
    found: Mutex<HashMap<AccountRef, Found>>,
}

struct Found {
    /// What `Ledger::access_changed_at` said before it was looked up.
    changed_at: u64,
    day: Date,
    standing: Standing,
}

impl Standings {
    /// What somebody may on a day, by everything that was durable when this was asked.
    pub fn of(&self, ledger: &Ledger, known: &Known, day: Date) -> Standing {
        let changed_at = ledger.access_changed_at();
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = found.get(&known.account);
        if let Some(kept) = kept.filter(|kept| (kept.changed_at, kept.day) == (changed_at, day)) {
            return kept.standing.clone().shown_by(known);
        }
        let standing = ledger.read(|it| Standing::of(&it.reading.state, known.account, day));
        found.insert(known.account, Found { changed_at, day, standing: standing.clone() });
        standing.shown_by(known)
    }
}
