//! Proofs that an entry is in the tree: RFC 6962 section 2.1.1 "Merkle Audit Paths".
//!
//! A proof is made from the hashes of perfect subtrees, which the caller looks up, and checked
//! with nothing but a leaf hash and a trusted root, by the algorithm of RFC 9162
//! section 2.1.3.2 "Verifying an Inclusion Proof".
//!
//! Not here: where subtree hashes are kept, and the text form of a proof.

use super::hash::{NodeId, TreeHash, cover, fold_row, split_point};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry is beyond the tree.
    #[error(
        "entry {index} is not in a tree of {size} entries; ask for a proof at a larger checkpoint"
    )]
    Beyond {
        /// Index of the entry.
        index: u64,
        /// Size of the tree.
        size: u64,
    },
    /// A tree cannot shrink.
    #[error("a tree of {old} entries cannot grow into one of {new}; are the checkpoints swapped?")]
    Shrinks {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// Too many or too few hashes for these sizes.
    #[error("the proof has {found} hashes, not the number that these sizes need; it is damaged")]
    Length {
        /// Hashes in the proof.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error(
        "the proof leads to the root {found}, the checkpoint has {expected}: proof, entry and \
         checkpoint do not belong together"
    )]
    Root {
        /// The trusted root.
        expected: TreeHash,
        /// The root computed.
        found: TreeHash,
    },
}

/// The sibling hashes on the way from a leaf to the root, leaf side first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InclusionProof {
    /// Sequence number of the entry.
    pub index: u64,
    /// Size of the tree that it is proven to be in.
    pub size: u64,
    /// Sibling hashes.
    pub path: Vec<TreeHash>,
}

impl InclusionProof {
    /// Proves that entry `index` is in the tree of `size`; `source` looks up perfect subtrees,
    /// all of them within the tree. `None` when the entry is not in the tree.
    pub fn generate<E>(
        index: u64,
        size: u64,
        source: &mut impl FnMut(NodeId) -> Result<TreeHash, E>,
    ) -> Result<Option<InclusionProof>, E> {
        if index >= size {
            return Ok(None);
        }
        let (mut begin, mut end) = (0, size);
        let mut path = Vec::new();
        // From the root down: keep the side that we do not descend into.
        while end - begin > 1 {
            let middle = begin + split_point(end - begin);
            if index < middle {
                path.push(subtree(middle, end, source)?);
                end = middle;
            } else {
                path.push(subtree(begin, middle, source)?);
                begin = middle;
            }
        }
        path.reverse();
        Ok(Some(InclusionProof { index, size, path }))
    }

    /// Checks that `leaf` is entry `index` of the tree of `size` whose root is `root`.
    pub fn verify(&self, leaf: TreeHash, root: TreeHash) -> Result<(), ProofError> {
        let found = self.root(leaf)?;
        if found == root {
            return Ok(());
        }
        Err(ProofError::Root { expected: root, found })
    }

    /// The root that follows from `leaf` and this proof.
    pub fn root(&self, leaf: TreeHash) -> Result<TreeHash, ProofError> {
        let InclusionProof { index, size, ref path } = *self;
        if index >= size {
            return Err(ProofError::Beyond { index, size });
        }
        let length = ProofError::Length { found: path.len() };
        let (mut node, mut last) = (index, size - 1);
        let mut hash = leaf;
        for sibling in path {
            if last == 0 {
                return Err(length);
            }
            if node % 2 == 1 || node == last {
                hash = TreeHash::node(*sibling, hash);
                climb_to_right_child(&mut node, &mut last);
            } else {
                hash = TreeHash::node(hash, *sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if last == 0 { Ok(hash) } else { Err(length) }
    }
}

/// Skips the levels at which the last node of the tree has no sibling (`node` is it when even).
pub(super) fn climb_to_right_child(node: &mut u64, last: &mut u64) {
    while node.is_multiple_of(2) && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}

/// The hash over leaves `begin..end`, a subtree of RFC 6962, from the perfect ones below it.
pub(super) fn subtree<E>(
    begin: u64,
    end: u64,
    source: &mut impl FnMut(NodeId) -> Result<TreeHash, E>,
) -> Result<TreeHash, E> {
    let row: Vec<TreeHash> = cover(begin, end).map(source).collect::<Result<_, E>>()?;
    Ok(fold_row(row.into_iter()).unwrap_or(TreeHash::EMPTY))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use jejak_events::LeafHash;
    use proptest::prelude::*;

    use super::super::hash::root_of;
    use super::super::hash::vectors::{ROOTS, hash, leaves, numbered};
    use super::super::tree::Frontier;
    use super::*;

    /// Looks subtrees up among all of the tree over `leaves`; any other is a mistake.
    pub(in super::super) fn source(
        leaves: &[LeafHash],
    ) -> impl FnMut(NodeId) -> Result<TreeHash, Infallible> {
        let mut nodes = BTreeMap::new();
        let mut frontier = Frontier::new();
        for leaf in leaves {
            frontier.append_visiting(*leaf, |id, hash| {
                nodes.insert(id, hash);
            });
        }
        move |id| Ok(nodes[&id])
    }

    /// The source holds the nodes of this size only: a proof must not need later ones.
    fn prove(leaves: &[LeafHash], index: u64, size: u64) -> InclusionProof {
        let tree = &leaves[..usize::try_from(size).expect("small")];
        let proof = InclusionProof::generate(index, size, &mut source(tree));
        proof.expect("infallible").expect("in the tree")
    }

    #[test]
    fn known_proofs_are_exactly_these() {
        let table: [(u64, u64, &[&str]); 5] = [
            (0, 1, &[]),
            (
                0,
                8,
                &[
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ],
            ),
            (
                5,
                8,
                &[
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ],
            ),
            (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1,
                5,
                &[
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ],
            ),
        ];
        for (index, size, path) in table {
            let proof = prove(&leaves(), index, size);
            assert_eq!(proof.path, path.iter().map(|h| hash(h)).collect::<Vec<_>>());
            let at = |i| usize::try_from(i).expect("small");
            let leaf = TreeHash::from(leaves()[at(index)]);
            assert_eq!(proof.verify(leaf, hash(ROOTS[at(size)])), Ok(()), "{index} of {size}");
        }
    }

    #[test]
    fn every_entry_of_every_small_tree_is_proven_and_mutations_are_refused() {
        let leaves = numbered(64);
        for size in 1..=64 {
            let root = root_of(&leaves[..size]);
            for index in 0..size {
                let leaf = TreeHash::from(leaves[index]);
                let (index, size) = (index as u64, size as u64);
                let proof = prove(&leaves, index, size);
                assert_eq!(proof.verify(leaf, root), Ok(()), "{index} of {size}");
                for mutant in mutants(&proof) {
                    assert!(mutant.verify(leaf, root).is_err(), "{mutant:?} from {proof:?}");
                }
                assert!(proof.verify(TreeHash::EMPTY, root).is_err());
                assert!(proof.verify(leaf, TreeHash::EMPTY).is_err());
            }
        }
    }

    /// Every way to damage a proof a little.
    fn mutants(proof: &InclusionProof) -> Vec<InclusionProof> {
        let InclusionProof { index, size, path } = proof;
        let mut mutants: Vec<InclusionProof> = (0..=64)
            .filter(|other| other != index && other.abs_diff(*index) <= 9)
            .map(|index| InclusionProof { index, ..proof.clone() })
            .collect();
        mutants.extend(damaged(path).map(|path| InclusionProof { path, ..proof.clone() }));
        mutants.push(InclusionProof { size: *index, ..proof.clone() });
        mutants.push(InclusionProof { size: 0, ..proof.clone() });
        mutants.push(InclusionProof { size: size * 2 + 1, ..proof.clone() });
        mutants
    }

    /// A hash changed, removed, doubled, or two swapped; one added at either end.
    pub(in super::super) fn damaged(path: &[TreeHash]) -> impl Iterator<Item = Vec<TreeHash>> {
        let mut damaged = Vec::new();
        for at in 0..path.len() {
            let mut changed = path.to_vec();
            changed[at].0[at % 32] ^= 1;
            let mut removed = path.to_vec();
            removed.remove(at);
            let mut doubled = path.to_vec();
            doubled.insert(at, path[at]);
            let mut swapped = path.to_vec();
            swapped.swap(at, path.len() - 1);
            damaged.extend([changed, removed, doubled]);
            damaged.extend((swapped != path).then_some(swapped));
        }
        damaged.push([path, &[TreeHash::EMPTY]].concat());
        damaged.push([&[TreeHash::EMPTY], path].concat());
        damaged.into_iter()
    }

    #[test]
    fn entries_beyond_the_tree_are_not_proven() {
        for (index, size) in [(0, 0), (1, 1), (9, 8)] {
            let none = InclusionProof::generate(index, size, &mut source(&[]));
            assert_eq!(none, Ok(None));
            let proof = InclusionProof { index, size, path: Vec::new() };
            assert_eq!(proof.root(TreeHash::EMPTY), Err(ProofError::Beyond { index, size }));
        }
    }

    #[test]
    fn a_failing_source_fails_the_proof() {
        let failed = InclusionProof::generate(3, 8, &mut |id: NodeId| Err::<TreeHash, _>(id));
        assert!(failed.is_err());
    }

    proptest! {
        #[test]
        fn verification_never_panics(
            index: u64,
            size: u64,
            path in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        ) {
            let path = path.into_iter().map(TreeHash).collect();
            let proof = InclusionProof { index, size, path };
            prop_assert!(proof.verify(TreeHash::EMPTY, TreeHash::EMPTY).is_err());
        }

        #[test]
        fn huge_trees_need_short_proofs(index: u64, size in 1u64..) {
            let index = index % size;
            let mut asked = 0;
            let mut source = |_| { asked += 1; Ok::<_, Infallible>(TreeHash::EMPTY) };
            let proof = InclusionProof::generate(index, size, &mut source)?.expect("in the tree");
            prop_assert!(proof.path.len() <= 64);
            prop_assert!(asked <= 128);
            prop_assert!(proof.root(TreeHash::EMPTY).is_ok());
        }
    }
}
