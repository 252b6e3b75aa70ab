//! What the entries of a ledger say of itself, read without folding: the names under which it signs, and
//! how far its second ledger had got.
//!
//! Not here: who may record it (`rules`), what follows from it (`jejak_projections::integrity`).

use jejak_events::integrity::SecondLedgerHead;
use jejak_events::{ChainHash, Event, Kind, RawEntry, Recorded, Timestamp};

use crate::store::EventStore;

/// The last head of the second ledger that the main one recorded.
pub struct Sealed {
    /// The event.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// What it says.
    pub head: SecondLedgerHead,
}

impl Sealed {
    /// Whether a second ledger continues that head. What cannot be read does not.
    pub fn is_continued_by(&self, second: &dyn EventStore) -> bool {
        let SecondLedgerHead { size, chain_hash, .. } = self.head;
        let Some(last) = size.checked_sub(1) else { return true };
        let mut found = ChainHash::ZERO;
        let read = second.read(last..size, &mut |block| {
            found = block.head().map_or(found, |head| head.hash);
            false
        });
        read.is_ok() && second.head().size >= size && found.0 == chain_hash.0
    }
}

/// What a ledger says of itself.
#[derive(Default)]
pub struct Own {
    /// The names under which it has signed, the present one last.
    pub origins: Vec<String>,
    /// How far its second ledger had got.
    pub sealed: Option<Sealed>,
}

impl Own {
    /// Reads the kinds of all entries, and understands the few that matter here. Entries that cannot be
    /// read are told of where the store is looked at.
    pub fn of(store: &dyn EventStore) -> Own {
        let mut own = Own::default();
        let wanted = [Kind::LedgerCreated, Kind::LedgerContinued, Kind::SecondLedgerHead];
        let _ = store.read(0..store.head().size, &mut |block| {
            for (_, entry) in block.iter() {
                let Ok(raw) = RawEntry::parse(entry) else { continue };
                if wanted.iter().any(|kind| kind.number() == raw.kind) {
                    own.take(entry);
                }
            }
            true
        });
        own
    }

    fn take(&mut self, entry: &[u8]) {
        let Ok(fact) = Recorded::parse(entry) else { return };
        match fact.event {
            Event::LedgerCreated(body) => self.origins.push(body.origin.to_string()),
            Event::LedgerContinued(body) => self.origins.push(body.origin.to_string()),
            Event::SecondLedgerHead(head) => {
                self.sealed = Some(Sealed { seq: fact.seq, at: fact.recorded_at, head });
            }
            _ => {}
        }
    }

    /// The name under which it signs now.
    pub fn origin(&self) -> &str {
        self.origins.last().map_or("", String::as_str)
    }
}
