//! A fingerprint of the read state: counts and hashes by which a rebuilt state and a live one are
//! compared, part by part, without holding both.
//!
//! Hash tables have no order, and the largest parts have tens of millions of rows: each row is
//! hashed alone and the hashes are added up, so that nothing is sorted and nothing is collected.
//! A fingerprint lives for one comparison of what this program made itself; only the state root in
//! it is written down anywhere.

use jejak_events::ids::Bytes32;

use crate::reading::Reading;

/// Number of rows of one part, and a hash over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What the part is called.
    pub name: &'static str,
    /// Rows.
    pub count: u64,
    /// Sum of the BLAKE3 hashes of the rows, as four numbers that wrap around.
    pub digest: [u64; 4],
}

/// The read state in a few hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Root over balances and object states.
    pub state_root: Bytes32,
    /// Balance cells, cash cells and entries, trails, flags, request ids.
    pub parts: Vec<Part>,
}

impl Reading {
    /// The fingerprint of this state.
    pub fn fingerprint(&self) -> Fingerprint {
        // Flags have an order of their own: that of the events.
        let flags = (0u64..).zip(&self.flags);
        let cash_entries = (0u64..).zip(&self.cash_entries);
        let spending = (0u64..).zip(&self.books.spending);
        let observed = (0u64..).zip(&self.books.observed);
        Fingerprint {
            state_root: self.state.root(),
            parts: vec![
                part("balance cells", self.cells.iter()),
                part("cash cells", self.cells.cash()),
                part("cash entries", cash_entries),
                part("spending entries", spending),
                part("papers of requests", self.books.papers.iter()),
                part("cash plans", self.books.plans.iter()),
                part("observations", observed),
                part("trails", self.trails.rows()),
                part("flags", flags),
                part("request ids", self.requests.iter()),
            ],
        }
    }
}

fn part<T: bincode::Encode>(name: &'static str, rows: impl Iterator<Item = T>) -> Part {
    let mut part = Part { name, count: 0, digest: [0; 4] };
    for row in rows {
        // Encoding into memory without a limit cannot fail for rows of plain values; a row that did
        // would hash as empty on both sides of a comparison and still count.
        let row = bincode::encode_to_vec(row, bincode::config::standard()).unwrap_or_default();
        let hash = blake3::hash(&row);
        let (words, _) = hash.as_bytes().as_chunks::<8>();
        for (sum, word) in part.digest.iter_mut().zip(words) {
            *sum = sum.wrapping_add(u64::from_le_bytes(*word));
        }
        part.count += 1;
    }
    part
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(requests: impl Iterator<Item = (u64, u64)>) -> Reading {
        Reading { requests: requests.collect(), ..Reading::default() }
    }

    #[test]
    fn the_order_of_rows_does_not_count_but_each_row_does() {
        let one = reading((0..1_000).map(|id| (id, id * 7))).fingerprint();
        let other = reading((0..1_000).rev().map(|id| (id, id * 7))).fingerprint();
        assert_eq!(one, other);
        let changed = reading((0..1_000).map(|id| (id, id * 7 + u64::from(id == 500))));
        let differences = one.differences(&changed.fingerprint(), ["live", "rebuilt"]);
        assert_eq!(differences, ["request ids: 1000 live and rebuilt, but not the same"]);
        let swapped = (0..1_000).map(|id| (id, if id < 2 { 7 - id * 7 } else { id * 7 }));
        assert_ne!(one, reading(swapped).fingerprint());
        let shorter = reading((0..999).map(|id| (id, id * 7))).fingerprint();
        let differences = one.differences(&shorter, ["live", "rebuilt"]);
        assert_eq!(differences, ["request ids: 1000 live, 999 rebuilt"]);
    }
}
