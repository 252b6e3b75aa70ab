//! A fingerprint of the read state: counts and hashes by which a rebuilt state and a live one are
//! compared, part by part, without holding both.
//!
//! Rows are sorted before they are hashed, because hash tables have no order. A fingerprint lives
//! for one comparison; only the state root in it is written down anywhere.

use jejak_events::ids::Bytes32;

use crate::reading::Reading;

/// Number of rows of one part, and a hash over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What the part is called.
    pub name: &'static str,
    /// Rows.
    pub count: u64,
    /// BLAKE3 over the sorted rows.
    pub digest: Bytes32,
}

/// The read state in a few hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Root over balances and object states.
    pub state_root: Bytes32,
    /// Balance cells, cash cells, trails, flags, request ids.
    pub parts: Vec<Part>,
}

impl Reading {
    /// The fingerprint of this state.
    pub fn fingerprint(&self) -> Fingerprint {
        let cells = self.cells.iter().map(encoded).collect();
        let cash = self.cells.cash().map(encoded).collect();
        let trails = self.trails.rows().map(encoded).collect();
        let requests = self.requests.iter().map(encoded).collect();
        // Flags have an order of their own: that of the events.
        let flags = self.flags.iter().map(encoded).collect();
        Fingerprint {
            state_root: self.state.root(),
            parts: vec![
                part("balance cells", cells),
                part("cash cells", cash),
                part("trails", trails),
                part("flags", flags),
                part("request ids", requests),
            ],
        }
    }
}

fn encoded<T: bincode::Encode>(row: T) -> Vec<u8> {
    // Encoding into memory without a limit cannot fail for rows of plain values; a row that did
    // would hash as empty on both sides of a comparison and still count.
    bincode::encode_to_vec(row, bincode::config::standard()).unwrap_or_default()
}

fn part(name: &'static str, mut rows: Vec<Vec<u8>>) -> Part {
    rows.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for row in &rows {
        hasher.update(&(row.len() as u64).to_be_bytes());
        hasher.update(row);
    }
    Part { name, count: rows.len() as u64, digest: Bytes32(*hasher.finalize().as_bytes()) }
}

impl Fingerprint {
    /// What differs between this state and another, in words; empty when nothing does.
    pub fn differences(&self, other: &Fingerprint, names: [&str; 2]) -> Vec<String> {
        let [one, two] = names;
        let mut found = Vec::new();
        if self.state_root != other.state_root {
            found.push(format!(
                "the state root {one} is {}, {two} it is {}",
                self.state_root, other.state_root
            ));
        }
        for (mine, theirs) in self.parts.iter().zip(&other.parts) {
            if mine.count != theirs.count {
                found.push(format!("{}: {} {one}, {} {two}", mine.name, mine.count, theirs.count));
            } else if mine.digest != theirs.digest {
                found.push(format!(
                    "{}: {} {one} and {two}, but not the same",
                    mine.name, mine.count
                ));
            }
        }
        found
    }
}
