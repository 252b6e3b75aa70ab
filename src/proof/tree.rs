//! The Merkle tree of RFC 6962, kept as its right edge only.
//!
//! A [`CompactRange`] holds the few perfect subtrees over consecutive leaves `begin..end`: at most
//! two per level. Appending a leaf costs one node hash on average; adjacent ranges join, so that
//! threads can hash different parts of a ledger and meet in one root. A [`Frontier`] is the range
//! that begins at leaf 0 and therefore has a root.
//!
//! Not here: proofs, which need hashes inside the tree ([`super::inclusion`],
//! [`super::consistency`]), and where those hashes are kept.
//!
//! Invariants:
//! - The hashes held are those of [`cover`]`(begin, end)`, in that order; nothing else is stored,
//!   so one range has one encoding.
//! - A range never holds more than [`LEAVES_MAX`] as its end.

use bincode::de::Decoder;
use bincode::enc::Encoder;
use bincode::error::{DecodeError, EncodeError};
use bincode::{Decode, Encode};
use jejak_events::LeafHash;

use super::hash::{NodeId, TreeHash, cover, fold_row};

/// No range ends beyond this leaf: far above any ledger, far below overflow.
pub const LEAVES_MAX: u64 = 1 << 62;

/// Room for the widest row, two subtrees per level, so that appending never allocates.
const ROW_MAX: usize = 128;

/// The perfect subtrees over leaves `begin..end`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompactRange {
    begin: u64,
    end: u64,
    row: Vec<TreeHash>,
}

/// Ranges that do not touch cannot be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a range that begins at leaf {found} cannot follow one that ends at leaf {expected}; join \
     ranges in order and without gaps"
)]
pub struct Gap {
    /// Where the next range has to begin.
    pub expected: u64,
    /// Where it begins.
    pub found: u64,
}

impl CompactRange {
    /// An empty range that will hold leaves from `begin` on.
    pub fn starting_at(begin: u64) -> CompactRange {
        assert!(begin <= LEAVES_MAX, "leaf {begin} is beyond any ledger");
        CompactRange { begin, end: begin, row: Vec::with_capacity(ROW_MAX) }
    }

    /// First leaf.
    pub fn begin(&self) -> u64 {
        self.begin
    }

    /// One past the last leaf.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// The subtrees held, left to right, with their place in the tree.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, TreeHash)> {
        cover(self.begin, self.end).zip(self.row.iter().copied())
    }

    /// Adds the next leaf.
    pub fn append(&mut self, leaf: LeafHash) {
        self.push(0, TreeHash::from(leaf), |_, _| ());
    }

    /// Adds the next leaf, and calls `visit` with every perfect subtree within this range that it
    /// completes, itself first: what tiles and proofs are made of.
    pub fn append_visiting(&mut self, leaf: LeafHash, visit: impl FnMut(NodeId, TreeHash)) {
        self.push(0, TreeHash::from(leaf), visit);
    }

    /// Adds the leaves of `next`, which has to begin where this range ends.
    ///
    /// Costs nothing but the node hashes above the seam; none at all when the seam is a multiple
    /// of a larger power of two than either side.
    pub fn join(&mut self, next: &CompactRange) -> Result<(), Gap> {
        if next.begin != self.end {
            return Err(Gap { expected: self.end, found: next.begin });
        }
        for (id, hash) in next.nodes() {
            self.push(id.level, hash, |_, _| ());
        }
        assert_eq!(self.end, next.end, "joining adds exactly the leaves of the second range");
        Ok(())
    }

    /// Adds a perfect subtree of `1 << level` leaves and merges every pair that it completes.
    fn push(
        &mut self,
        mut level: u32,
        mut hash: TreeHash,
        mut visit: impl FnMut(NodeId, TreeHash),
    ) {
        assert!(self.end.is_multiple_of(1 << level), "a subtree begins at a multiple of its size");
        assert!(self.end < LEAVES_MAX, "a ledger has fewer than {LEAVES_MAX} entries");
        let mut index = self.end >> level;
        self.end += 1 << level;
        visit(NodeId { level, index }, hash);
        // A subtree at an odd index is a right child; its sibling is ours when it begins no
        // earlier than the range, and then it is the last of the row.
        while index % 2 == 1 && (index - 1) << level >= self.begin {
            let Some(left) = self.row.pop() else { break };
            hash = TreeHash::node(left, hash);
            index /= 2;
            level += 1;
            visit(NodeId { level, index }, hash);
        }
        self.row.push(hash);
    }
}

impl Extend<LeafHash> for CompactRange {
    fn extend<I: IntoIterator<Item = LeafHash>>(&mut self, leaves: I) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

impl Encode for CompactRange {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.begin.encode(encoder)?;
        self.end.encode(encoder)?;
        self.row.iter().try_for_each(|hash| hash.encode(encoder))
    }
}

impl<Context> Decode<Context> for CompactRange {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let (begin, end) = (u64::decode(decoder)?, u64::decode(decoder)?);
        if begin > end || end > LEAVES_MAX {
            return Err(DecodeError::OtherString(format!(
                "a range of leaves {begin}..{end} cannot be; the snapshot is damaged"
            )));
        }
        let mut row = Vec::with_capacity(ROW_MAX);
        for _ in cover(begin, end) {
            row.push(TreeHash::decode(decoder)?);
        }
        Ok(CompactRange { begin, end, row })
    }
}

bincode::impl_borrow_decode!(CompactRange);

/// The tree over all leaves from 0 on, able to grow and to tell its root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier(CompactRange);

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Frontier {
        Frontier(CompactRange::starting_at(0))
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.0.end
    }

    /// The root over all leaves so far.
    pub fn root(&self) -> TreeHash {
        fold_row(self.0.row.iter().copied()).unwrap_or(TreeHash::EMPTY)
    }

    /// Adds the next leaf.
    pub fn append(&mut self, leaf: LeafHash) {
        self.0.append(leaf);
    }

    /// Adds the next leaf, and calls `visit` with every perfect subtree that it completes, itself
    /// first: what tiles and proofs are made of.
    pub fn append_visiting(&mut self, leaf: LeafHash, visit: impl FnMut(NodeId, TreeHash)) {
        self.0.append_visiting(leaf, visit);
    }

    /// Adds the leaves of `next`, which has to begin where this tree ends.
    pub fn join(&mut self, next: &CompactRange) -> Result<(), Gap> {
        self.0.join(next)
    }

    /// The perfect subtrees that make up this tree, left to right.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, TreeHash)> {
        self.0.nodes()
    }
}

impl Default for Frontier {
    fn default() -> Frontier {
        Frontier::new()
    }
}

impl Extend<LeafHash> for Frontier {
    fn extend<I: IntoIterator<Item = LeafHash>>(&mut self, leaves: I) {
        self.0.extend(leaves);
    }
}

impl FromIterator<LeafHash> for Frontier {
    fn from_iter<I: IntoIterator<Item = LeafHash>>(leaves: I) -> Frontier {
        let mut frontier = Frontier::new();
        frontier.extend(leaves);
        frontier
    }
}

/// A range from leaf 0 is a tree.
impl TryFrom<CompactRange> for Frontier {
    type Error = Gap;

    fn try_from(range: CompactRange) -> Result<Frontier, Gap> {
        match range.begin {
            0 => Ok(Frontier(range)),
            found => Err(Gap { expected: 0, found }),
        }
    }
}

impl Encode for Frontier {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.encode(encoder)
    }
}

impl<Context> Decode<Context> for Frontier {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let range = CompactRange::decode(decoder)?;
        Frontier::try_from(range).map_err(|gap| DecodeError::OtherString(gap.to_string()))
    }
}

bincode::impl_borrow_decode!(Frontier);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hash::root_of;
    use super::super::hash::vectors::{ROOTS, hash, leaves, numbered};
    use super::*;

    const CONFIG: bincode::config::Configuration = bincode::config::standard();

    fn range(begin: u64, leaves: &[LeafHash]) -> CompactRange {
        let mut range = CompactRange::starting_at(begin);
        range.extend(leaves.iter().copied());
        range
    }

    fn slice(leaves: &[LeafHash], begin: u64, end: u64) -> CompactRange {
        let at = |i| usize::try_from(i).expect("small");
        range(begin, &leaves[at(begin)..at(end)])
    }

    #[test]
    fn frontier_gives_the_known_roots() {
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), TreeHash::EMPTY);
        for (leaf, root) in leaves().into_iter().zip(&ROOTS[1..]) {
            frontier.append(leaf);
            assert_eq!(frontier.root(), hash(root), "size {}", frontier.size());
        }
    }

    #[test]
    fn frontier_equals_the_reference_at_every_size() {
        let leaves = numbered(300);
        let mut frontier = Frontier::new();
        for size in 0..leaves.len() {
            assert_eq!(frontier.root(), root_of(&leaves[..size]), "size {size}");
            frontier.append(leaves[size]);
        }
    }

    #[test]
    fn any_two_adjacent_ranges_join_as_if_hashed_at_once() {
        let leaves = numbered(40);
        for begin in 0..=40 {
            for middle in begin..=40 {
                let mut left = slice(&leaves, begin, middle);
                left.join(&slice(&leaves, middle, 40)).expect("adjacent");
                assert_eq!(left, slice(&leaves, begin, 40), "{begin}, {middle}");
            }
        }
    }

    #[test]
    fn a_range_holds_at_most_two_subtrees_per_level() {
        let leaves = numbered(64);
        for begin in 0..=64 {
            for end in begin..=64 {
                let range = slice(&leaves, begin, end);
                let levels: Vec<u32> = range.nodes().map(|(id, _)| id.level).collect();
                assert_eq!(levels.len(), range.row.len());
                for level in &levels {
                    assert!(levels.iter().filter(|l| *l == level).count() <= 2);
                }
            }
        }
    }

    #[test]
    fn every_perfect_subtree_is_visited_once_when_complete() {
        let leaves = numbered(37);
        for begin in 0..37 {
            let mut range = CompactRange::starting_at(begin);
            let mut visited = Vec::new();
            for leaf in &leaves[usize::try_from(begin).expect("small")..] {
                range.append_visiting(*leaf, |id, hash| visited.push((id, hash)));
            }
            let subtrees = (0..6).flat_map(|level| (0..37).map(move |index| (level, index)));
            let mut expected: Vec<(NodeId, TreeHash)> = subtrees
                .filter(|(level, index)| index << level >= begin && (index + 1) << level <= 37)
                .map(|(level, index)| {
                    let part = slice(&leaves, index << level, (index + 1) << level);
                    (NodeId { level, index }, part.row[0])
                })
                .collect();
            expected.sort_by_key(|(id, _)| ((id.index + 1) << id.level, id.level));
            assert_eq!(visited, expected, "from {begin}");
        }
    }

    #[test]
    fn ranges_with_a_gap_or_an_overlap_are_refused() {
        let leaves = numbered(8);
        let mut left = slice(&leaves, 0, 4);
        let before = left.clone();
        for begin in [0, 3, 5] {
            let gap = left.join(&slice(&leaves, begin, 8)).expect_err("not adjacent");
            assert_eq!(gap, Gap { expected: 4, found: begin });
            assert_eq!(left, before);
        }
        assert_eq!(Frontier::try_from(slice(&leaves, 2, 8)), Err(Gap { expected: 0, found: 2 }));
    }

    #[test]
    fn encoding_is_exact_and_refuses_what_cannot_be() {
        let leaves = numbered(7);
        let frontier: Frontier = leaves.into_iter().collect();
        let bytes = bincode::encode_to_vec(&frontier, CONFIG).expect("encodes");
        assert_eq!(bytes.len(), 1 + 1 + 3 * 32, "begin, end, then one hash per subtree");
        let decode = |bytes: &[u8]| bincode::decode_from_slice::<Frontier, _>(bytes, CONFIG);
        assert_eq!(decode(&bytes).expect("decodes"), (frontier, bytes.len()));
        for cut in 0..bytes.len() {
            assert!(decode(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let range = bincode::encode_to_vec(slice(&numbered(7), 2, 7), CONFIG).expect("encodes");
        assert!(decode(&range).is_err(), "a range from leaf 2 is no tree");
        assert!(decode(&[7, 2]).is_err(), "ends before it begins");
        let far = bincode::encode_to_vec((0u64, u64::MAX, [[0u8; 32]; 64]), CONFIG);
        assert!(decode(&far.expect("encodes")).is_err(), "beyond the largest tree");
    }

    #[test]
    fn appending_never_allocates() {
        let mut frontier = Frontier::new();
        let capacity = frontier.0.row.capacity();
        frontier.extend(numbered(5000));
        assert_eq!(frontier.0.row.capacity(), capacity);
        assert!(cover(1, LEAVES_MAX - 1).count() <= ROW_MAX);
    }

    proptest! {
        #[test]
        fn partitions_of_any_shape_give_the_reference_root(
            size in 0u64..600,
            cuts in prop::collection::vec(0u64..600, 0..6),
        ) {
            let leaves = numbered(size);
            let mut cuts: Vec<u64> = cuts.into_iter().map(|cut| cut.min(size)).collect();
            cuts.sort_unstable();
            cuts.push(size);
            let mut frontier = Frontier::new();
            for cut in cuts {
                frontier.join(&slice(&leaves, frontier.size(), cut)).expect("adjacent");
            }
            prop_assert_eq!(frontier.root(), root_of(&leaves));
        }

        #[test]
        fn a_snapshot_grows_like_the_original(size in 0u64..200, more in 0u64..200) {
            let leaves = numbered(size + more);
            let whole: Frontier = leaves.iter().copied().collect();
            let half: Frontier = leaves.iter().copied().take(usize::try_from(size)?).collect();
            let bytes = bincode::encode_to_vec(&half, CONFIG)?;
            let (mut back, used): (Frontier, usize) = bincode::decode_from_slice(&bytes, CONFIG)?;
            prop_assert_eq!(used, bytes.len());
            back.extend(leaves.iter().copied().skip(usize::try_from(size)?));
            prop_assert_eq!(back, whole);
        }

        #[test]
        fn decoding_garbage_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = bincode::decode_from_slice::<Frontier, _>(&bytes, CONFIG);
            let _ = bincode::decode_from_slice::<CompactRange, _>(&bytes, CONFIG);
        }
    }
}
