//! The roots at several sizes from one pass over the leaves, on as many threads as wanted.
//!
//! Every known checkpoint asks for the root at its size. A worker hashes one part of the leaves
//! into a [`Watch`], which keeps what it holds at each asked size within its part; [`Roots`]
//! takes the finished parts in order and turns what they kept into roots.
//!
//! Not here: reading the leaves, starting threads, and comparing roots with checkpoints.
//!
//! What a watch keeps costs 32 bytes per subtree of its part and asked size: hand over parts of
//! bounded length (65,536 leaves, say), rather than one part per thread.

use std::collections::BTreeMap;

use jejak_events::LeafHash;

use super::hash::TreeHash;
use super::tree::{CompactRange, Frontier, Gap};

/// One part of the leaves, remembered at every asked size that it reaches.
#[derive(Clone, Debug)]
pub struct Watch {
    range: CompactRange,
    kept: Vec<CompactRange>,
    /// Sizes still ahead, the nearest last.
    ahead: Vec<u64>,
}

impl Watch {
    /// An empty part that begins at leaf `begin`; `asked` may be in any order and hold anything.
    pub fn starting_at(begin: u64, asked: &[u64]) -> Watch {
        let mut ahead: Vec<u64> = asked.iter().copied().filter(|size| *size >= begin).collect();
        ahead.sort_unstable_by(|a, b| b.cmp(a));
        ahead.dedup();
        let mut watch = Watch { range: CompactRange::starting_at(begin), kept: Vec::new(), ahead };
        watch.keep();
        watch
    }

    /// Adds the next leaf.
    pub fn append(&mut self, leaf: LeafHash) {
        self.range.append(leaf);
        self.keep();
    }

    /// Keeps a copy if this size is the next one asked for.
    fn keep(&mut self) {
        if self.ahead.last() == Some(&self.range.end()) {
            self.ahead.pop();
            self.kept.push(self.range.clone());
        }
    }
}

impl Extend<LeafHash> for Watch {
    fn extend<I: IntoIterator<Item = LeafHash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

/// The tree over the parts so far, and its root at every asked size that it has passed.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    frontier: Frontier,
    found: BTreeMap<u64, TreeHash>,
}

impl Roots {
    /// Continues from a tree whose leaves need no second look.
    pub fn from_frontier(frontier: Frontier) -> Roots {
        Roots { frontier, found: BTreeMap::new() }
    }

    /// Adds the next part, which has to begin where the last one ended.
    pub fn join(&mut self, part: &Watch) -> Result<(), Gap> {
        for kept in &part.kept {
            let mut tree = self.frontier.clone();
            tree.join(kept)?;
            self.found.insert(tree.size(), tree.root());
        }
        self.frontier.join(&part.range)
    }

    /// The tree over everything joined.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The root at each asked size that was reached.
    pub fn found(&self) -> &BTreeMap<u64, TreeHash> {
        &self.found
    }
}

/// The roots over the first `n` of `leaves` for each `n` in `asked`; sizes beyond are left out.
pub fn roots_at(
    leaves: impl IntoIterator<Item = LeafHash>,
    asked: &[u64],
) -> BTreeMap<u64, TreeHash> {
    let mut watch = Watch::starting_at(0, asked);
    watch.extend(leaves);
    let mut roots = Roots::default();
    roots.join(&watch).expect("a part from leaf 0 follows the empty tree");
    roots.found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hash::root_of;
    use super::super::hash::vectors::{ROOTS, hash, leaves, numbered};
    use super::*;

    #[test]
    fn known_roots_at_all_sizes_at_once() {
        let asked: Vec<u64> = (0..=20).rev().collect();
        let found = roots_at(leaves(), &asked);
        assert_eq!(found.len(), ROOTS.len(), "sizes beyond the last leaf are left out");
        for (root, expected) in found.values().zip(ROOTS) {
            assert_eq!(*root, hash(expected));
        }
    }

    #[test]
    fn threads_meet_in_the_same_roots() {
        let leaves = numbered(1000);
        let asked = [1, 255, 256, 257, 500, 512, 999, 1000];
        let parts: Vec<Watch> = std::thread::scope(|scope| {
            let hash_part = |(index, part): (usize, &[LeafHash])| {
                let begin = u64::try_from(index * 256).expect("small");
                let mut watch = Watch::starting_at(begin, &asked);
                watch.extend(part.iter().copied());
                watch
            };
            let part_of = |numbered| scope.spawn(move || hash_part(numbered));
            let threads: Vec<_> = leaves.chunks(256).enumerate().map(part_of).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        let mut roots = Roots::default();
        for part in &parts {
            roots.join(part).expect("in order");
        }
        assert_eq!(roots.found(), &roots_at(leaves.iter().copied(), &asked));
        assert_eq!(roots.frontier().root(), root_of(&leaves));
        assert_eq!(roots.join(&parts[1]), Err(Gap { expected: 1000, found: 256 }));
    }

    proptest! {
        #[test]
        fn every_asked_root_is_the_reference_root(
            size in 0u64..200,
            cut in 0u64..200,
            asked in prop::collection::vec(0u64..250, 0..12),
        ) {
            let leaves = numbered(size);
            let cut = cut.min(size);
            let (left, right) = leaves.split_at(usize::try_from(cut)?);
            let mut first = Watch::starting_at(0, &asked);
            first.extend(left.iter().copied());
            let mut second = Watch::starting_at(cut, &asked);
            second.extend(right.iter().copied());
            let mut roots = Roots::default();
            roots.join(&first)?;
            roots.join(&second)?;
            for asked in asked {
                let expected = (asked <= size)
                    .then(|| root_of(&leaves[..usize::try_from(asked).expect("small")]));
                prop_assert_eq!(roots.found().get(&asked).copied(), expected);
            }
        }
    }
}
