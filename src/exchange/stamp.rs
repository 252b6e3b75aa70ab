//! Which ledger a file was written from, and up to where: two files with one stamp have the same
//! bytes.

use jejak_events::{Date, Head};

use crate::ledger::replay::Folded;

/// What stands at the head of every file that is made from a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Origin line of the ledger's checkpoints.
    pub origin: String,
    /// Number of events and the chain hash of the last.
    pub head: Head,
    /// Merkle tree root over the same events, hexadecimal.
    pub tree_root: String,
    /// Ruleset in force at the head.
    pub ruleset: u16,
    /// Facts after this day are left out.
    pub as_of: Option<Date>,
}

impl Stamp {
    /// The stamp of a fold that built the tree.
    pub fn of(folded: &Folded, as_of: Option<Date>) -> Stamp {
        let meta = folded.reading.state.integrity.meta();
        Stamp {
            origin: meta.origin.clone(),
            head: folded.head,
            tree_root: folded.tree.root().to_string(),
            ruleset: meta.ruleset,
            as_of,
        }
    }

    /// Names and values, in the order in which they are written.
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = vec![
            ("ledger", self.origin.clone()),
            ("size", self.head.size.to_string()),
            ("chain_head", self.head.hash.to_string()),
            ("tree_root", self.tree_root.clone()),
            ("ruleset", self.ruleset.to_string()),
        ];
        entries.extend(self.as_of.map(|day| ("as_of", day.to_string())));
        entries
    }
}
