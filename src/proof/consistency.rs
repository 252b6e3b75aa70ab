//! Proofs that a tree only grew: RFC 6962 section 2.1.2 "Merkle Consistency Proofs".
//!
//! Checked by the algorithm of RFC 9162 section 2.1.4.2 "Verifying Consistency between Two Tree
//! Heads". From the empty tree, and between equal sizes, the proof is empty, as C2SP
//! `tlog-witness` has it.
//!
//! Not here: where subtree hashes are kept, and the text form of a proof.

use super::hash::{NodeId, TreeHash, split_point};
use super::inclusion::{ProofError, climb_to_right_child, subtree};

/// The hashes from which both an older and a newer root follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsistencyProof {
    /// Size of the older tree.
    pub old_size: u64,
    /// Size of the newer tree.
    pub new_size: u64,
    /// Subtree hashes, leaf side first.
    pub path: Vec<TreeHash>,
}

impl ConsistencyProof {
    /// Proves that the tree of `old_size` is the beginning of the tree of `new_size`; `source`
    /// looks up perfect subtrees, all of them within the newer tree. `None` when it would shrink.
    pub fn generate<E>(
        old_size: u64,
        new_size: u64,
        source: &mut impl FnMut(NodeId) -> Result<TreeHash, E>,
    ) -> Result<Option<ConsistencyProof>, E> {
        if old_size > new_size {
            return Ok(None);
        }
        let mut path = Vec::new();
        if old_size != 0 {
            let (mut begin, mut end) = (0, new_size);
            // From the root down to the subtree that ends where the old tree ends.
            while end != old_size {
                let middle = begin + split_point(end - begin);
                if old_size <= middle {
                    path.push(subtree(middle, end, source)?);
                    end = middle;
                } else {
                    path.push(subtree(begin, middle, source)?);
                    begin = middle;
                }
            }
            // A subtree from leaf 0 is the old tree itself, whose root the verifier has.
            if begin != 0 {
                path.push(subtree(begin, end, source)?);
            }
            path.reverse();
        }
        Ok(Some(ConsistencyProof { old_size, new_size, path }))
    }

    /// Checks that the tree with `old_root` is the beginning of the tree with `new_root`.
    pub fn verify(&self, old_root: TreeHash, new_root: TreeHash) -> Result<(), ProofError> {
        let ConsistencyProof { old_size: old, new_size: new, ref path } = *self;
        if old > new {
            return Err(ProofError::Shrinks { old, new });
        }
        if old == 0 || old == new {
            if !path.is_empty() {
                return Err(ProofError::Length { found: path.len() });
            }
            let expected = if old == 0 { TreeHash::EMPTY } else { new_root };
            same(old_root, expected)?;
            return if new == 0 { same(new_root, TreeHash::EMPTY) } else { Ok(()) };
        }
        let (old_found, new_found) = self.roots(old_root)?;
        same(old_root, old_found)?;
        same(new_root, new_found)
    }

    /// Both roots that follow from the proof, for `0 < old_size < new_size`.
    fn roots(&self, old_root: TreeHash) -> Result<(TreeHash, TreeHash), ProofError> {
        let length = ProofError::Length { found: self.path.len() };
        let mut hashes = self.path.iter().copied();
        let (mut node, mut last) = (self.old_size - 1, self.new_size - 1);
        // When the old tree is perfect its root is left out of the proof.
        let seed = if self.old_size.is_power_of_two() { Some(old_root) } else { hashes.next() };
        let seed = seed.ok_or(length)?;
        let perfect_levels = node.trailing_ones();
        node >>= perfect_levels;
        last >>= perfect_levels;
        let (mut old_hash, mut new_hash) = (seed, seed);
        for hash in hashes {
            if last == 0 {
                return Err(length);
            }
            if node % 2 == 1 || node == last {
                old_hash = TreeHash::node(hash, old_hash);
                new_hash = TreeHash::node(hash, new_hash);
                climb_to_right_child(&mut node, &mut last);
            } else {
                new_hash = TreeHash::node(new_hash, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        if last == 0 { Ok((old_hash, new_hash)) } else { Err(length) }
    }
}

fn same(expected: TreeHash, found: TreeHash) -> Result<(), ProofError> {
    if expected == found { Ok(()) } else { Err(ProofError::Root { expected, found }) }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use jejak_events::LeafHash;
    use proptest::prelude::*;

    use super::super::hash::root_of;
    use super::super::hash::vectors::{ROOTS, hash, leaves, numbered};
    use super::super::inclusion::tests::{damaged, source};
    use super::*;

    fn prove(leaves: &[LeafHash], old: u64, new: u64) -> ConsistencyProof {
        let tree = &leaves[..usize::try_from(new).expect("small")];
        let proof = ConsistencyProof::generate(old, new, &mut source(tree));
        proof.expect("infallible").expect("does not shrink")
    }

    #[test]
    fn known_proofs_are_exactly_these() {
        let table: [(u64, u64, &[&str]); 5] = [
            (1, 1, &[]),
            (0, 5, &[]),
            (
                1,
                8,
                &[
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ],
            ),
            (
                6,
                8,
                &[
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ],
            ),
            (
                2,
                5,
                &[
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ],
            ),
        ];
        for (old, new, path) in table {
            let proof = prove(&leaves(), old, new);
            assert_eq!(proof.path, path.iter().map(|h| hash(h)).collect::<Vec<_>>());
            let root = |size| hash(ROOTS[usize::try_from(size).expect("small")]);
            assert_eq!(proof.verify(root(old), root(new)), Ok(()), "{old} to {new}");
        }
    }

    #[test]
    fn every_pair_of_small_trees_is_proven_and_mutations_are_refused() {
        let leaves = numbered(64);
        let roots: Vec<TreeHash> = (0..=64).map(|size| root_of(&leaves[..size])).collect();
        for new in 0..=64 {
            for old in 0..=new {
                let proof = prove(&leaves, old as u64, new as u64);
                let (old_root, new_root) = (roots[old], roots[new]);
                assert_eq!(proof.verify(old_root, new_root), Ok(()), "{old} to {new}");
                for path in damaged(&proof.path) {
                    let mutant = ConsistencyProof { path, ..proof.clone() };
                    assert!(mutant.verify(old_root, new_root).is_err(), "{mutant:?}");
                }
                let near = |size: &usize| size.abs_diff(old) < 3 || size.abs_diff(new) < 3;
                for (size, root) in roots.iter().enumerate().filter(|(size, _)| near(size)) {
                    let old_accepted = proof.verify(*root, new_root).is_ok();
                    assert_eq!(old_accepted, size == old, "{old} to {new}, old root of {size}");
                    // From nothing anything can grow.
                    let new_accepted = proof.verify(old_root, *root).is_ok();
                    assert!(new_accepted == (size == new) || old == 0 && new > 0);
                }
            }
        }
    }

    #[test]
    fn wrong_sizes_are_refused() {
        let leaves = numbered(64);
        let roots: Vec<TreeHash> = (0..=64).map(|size| root_of(&leaves[..size])).collect();
        let proof = prove(&leaves, 11, 50);
        for old_size in (1..=64).filter(|size| *size != 11) {
            let mutant = ConsistencyProof { old_size, ..proof.clone() };
            assert!(mutant.verify(roots[11], roots[50]).is_err(), "old size {old_size}");
        }
        let swapped = ConsistencyProof { old_size: 50, new_size: 11, ..proof.clone() };
        let shrinks = ProofError::Shrinks { old: 50, new: 11 };
        assert_eq!(swapped.verify(roots[50], roots[11]), Err(shrinks));
        assert_eq!(ConsistencyProof::generate(50, 11, &mut source(&leaves)), Ok(None));
    }

    proptest! {
        #[test]
        fn verification_never_panics(
            old_size: u64,
            new_size: u64,
            path in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        ) {
            let path = path.into_iter().map(TreeHash).collect();
            let proof = ConsistencyProof { old_size, new_size, path };
            prop_assert!(proof.verify(TreeHash([1; 32]), TreeHash([2; 32])).is_err());
        }

        #[test]
        fn huge_trees_need_short_proofs(old: u64, new: u64) {
            let (old, new) = (old.min(new), old.max(new));
            let mut source = |_| Ok::<_, Infallible>(TreeHash::EMPTY);
            let proof = ConsistencyProof::generate(old, new, &mut source)?.expect("grows");
            prop_assert!(proof.path.len() <= 65);
            let verdict = proof.verify(TreeHash::EMPTY, TreeHash::EMPTY);
            prop_assert!(!matches!(verdict, Err(ProofError::Length { .. })), "{verdict:?}");
        }
    }
}
