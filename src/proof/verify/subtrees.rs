//! The root at any earlier size, from the hashes of all subtrees of 256 leaves.
//!
//! The sizes of recorded checkpoints are only known once the entries that record them were read,
//! behind the leaves that they speak of. So one pass keeps 32 bytes per 256 leaves (4 MB for 32
//! million), and a root at any size costs one node hash per level and at most 255 leaves.
//!
//! Not here: reading the leaves.

use jejak_events::LeafHash;

use crate::proof::hash::{NodeId, TreeHash, cover, fold_row};
use crate::proof::tree::CompactRange;

/// Level of the smallest subtrees kept.
const LEVEL: u32 = 8;

/// Leaves under one of them.
pub(super) const LEAVES: u64 = 1 << LEVEL;

/// Hashes of all perfect subtrees of at least [`LEAVES`] leaves, from leaf 0 on.
#[derive(Debug, Clone, Default)]
pub(super) struct Subtrees {
    /// By level above [`LEVEL`], then by index.
    rows: Vec<Vec<TreeHash>>,
}

/// Gathers the subtrees of one part, whose first leaf is a multiple of [`LEAVES`].
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    pub range: CompactRange,
    pub subtrees: Vec<TreeHash>,
}

impl Gathered {
    pub fn starting_at(begin: u64) -> Gathered {
        Gathered { range: CompactRange::starting_at(begin), subtrees: Vec::new() }
    }

    pub fn append(&mut self, leaf: LeafHash) {
        let Gathered { range, subtrees } = self;
        range.append_visiting(leaf, |id, hash| {
            if id.level == LEVEL {
                subtrees.push(hash);
            }
        });
    }
}

impl Subtrees {
    /// From the hashes of the smallest subtrees, in order.
    pub fn over(smallest: Vec<TreeHash>) -> Subtrees {
        let mut rows = vec![smallest];
        while let Some(below) = rows.last().filter(|row| row.len() > 1) {
            let pairs = below.chunks_exact(2).filter_map(|pair| match pair {
                [left, right] => Some(TreeHash::node(*left, *right)),
                _ => None,
            });
            rows.push(pairs.collect());
        }
        Subtrees { rows }
    }

    /// Where the leaves begin that are needed besides, to have the root at `size`.
    pub fn tail_of(size: u64) -> u64 {
        size - size % LEAVES
    }

    /// The root at `size`, given the leaves from [`Subtrees::tail_of`] it on. Nothing when these
    /// subtrees do not reach that far.
    pub fn root(&self, size: u64, tail: &[LeafHash]) -> Option<TreeHash> {
        let begin = Subtrees::tail_of(size);
        let mut last = CompactRange::starting_at(begin);
        last.extend(tail.iter().copied());
        if last.end() != size {
            return None;
        }
        let kept: Option<Vec<TreeHash>> = cover(0, begin).map(|id| self.get(id)).collect();
        let row = kept?.into_iter().chain(last.nodes().map(|(_, hash)| hash));
        let row: Vec<TreeHash> = row.collect();
        Some(fold_row(row.into_iter()).unwrap_or(TreeHash::EMPTY))
    }

    fn get(&self, id: NodeId) -> Option<TreeHash> {
        let level = usize::try_from(id.level.checked_sub(LEVEL)?).ok()?;
        self.rows.get(level)?.get(usize::try_from(id.index).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::hash::root_of;
    use crate::proof::hash::vectors::numbered;

    #[test]
    fn the_root_at_every_size_is_the_reference_root() {
        let leaves = numbered(2_100);
        let mut gathered = Gathered::starting_at(0);
        for leaf in &leaves {
            gathered.append(*leaf);
        }
        let subtrees = Subtrees::over(gathered.subtrees);
        let at = |size: u64| usize::try_from(size).expect("small");
        for size in (0..600).chain([767, 768, 769, 1_024, 1_791, 2_047, 2_048, 2_049, 2_100]) {
            let tail = &leaves[at(Subtrees::tail_of(size))..at(size)];
            assert_eq!(subtrees.root(size, tail), Some(root_of(&leaves[..at(size)])), "{size}");
        }
        assert_eq!(subtrees.root(2_304, &[]), None, "beyond what was gathered");
        assert_eq!(subtrees.root(300, &leaves[256..299]), None, "a leaf is missing");
    }
}
