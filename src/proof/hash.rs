//! Hashes of the Merkle tree, as in RFC 6962 section 2.1 "Merkle Hash Trees".
//!
//! A leaf is `SHA-256(0x00 || entry)` ([`LeafHash`]); a node is `SHA-256(0x01 || left || right)`;
//! the tree over no leaf is `SHA-256("")`. A tree over `n` leaves splits at the largest power of
//! two smaller than `n`, so every tree is a row of *perfect* subtrees, largest first, folded from
//! the right.
//!
//! Not here: an efficient tree ([`super::tree`]). [`root_of`] follows the RFC word by word and
//! exists so that everything else can be compared with it.

use std::fmt;

use jejak_events::LeafHash;
use jejak_events::chain::{parse_hex, write_hex};
use sha2::{Digest, Sha256};

/// Hash of a subtree: a leaf, an inner node, or the root of a whole tree.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
pub struct TreeHash(pub [u8; 32]);

impl TreeHash {
    /// Root of the tree without leaves: SHA-256 of nothing.
    pub const EMPTY: TreeHash = TreeHash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);

    /// The node above `left` and `right`: `SHA-256(0x01 || left || right)`.
    pub fn node(left: TreeHash, right: TreeHash) -> TreeHash {
        let mut hasher = Sha256::new();
        hasher.update([1u8]);
        hasher.update(left.0);
        hasher.update(right.0);
        TreeHash(hasher.finalize().into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<TreeHash> {
        parse_hex(text).map(TreeHash)
    }
}

impl From<LeafHash> for TreeHash {
    fn from(leaf: LeafHash) -> TreeHash {
        TreeHash(leaf.0)
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TreeHash({self})")
    }
}

/// A perfect subtree: the one over leaves `index << level` up to `(index + 1) << level`.
///
/// These are the hashes that never change once their last leaf is there, so that they can be
/// kept, cached and served; the coordinates are those of C2SP `tlog-tiles`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId {
    /// Height above the leaves; a leaf is level 0.
    pub level: u32,
    /// Position among the subtrees of that level.
    pub index: u64,
}

/// The perfect subtrees that cover leaves `begin..end`, left to right: as few as can be.
pub fn cover(begin: u64, end: u64) -> impl Iterator<Item = NodeId> {
    let mut position = begin;
    std::iter::from_fn(move || {
        let room = end.checked_sub(position).filter(|room| *room > 0)?;
        // `trailing_zeros` of 0 is 64: any size begins at leaf 0.
        let level = position.trailing_zeros().min(room.ilog2());
        let id = NodeId { level, index: position >> level };
        position += 1 << level;
        Some(id)
    })
}

/// Folds a row of subtree hashes from the right, which is how RFC 6962 joins a tree that is not
/// perfect. `None` for an empty row.
pub fn fold_row(row: impl DoubleEndedIterator<Item = TreeHash>) -> Option<TreeHash> {
    row.rev().reduce(|right, left| TreeHash::node(left, right))
}

/// The root over `leaves` by the recursive definition of RFC 6962: slow, obvious, the reference.
pub fn root_of(leaves: &[LeafHash]) -> TreeHash {
    match leaves {
        [] => TreeHash::EMPTY,
        [leaf] => TreeHash::from(*leaf),
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            TreeHash::node(root_of(left), root_of(right))
        }
    }
}

/// The largest power of two smaller than `size`, where RFC 6962 splits a tree of two or more.
pub(super) fn split_point(size: u64) -> u64 {
    assert!(size > 1, "a tree of {size} leaves has no split point");
    1 << (size - 1).ilog2()
}

/// Leaves and roots that every implementation of RFC 6962 is tested with.
#[cfg(test)]
pub(super) mod vectors {
    use jejak_events::LeafHash;

    use super::TreeHash;

    pub const LEAVES: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    /// Roots at sizes 0 to 8.
    pub const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    pub fn leaves() -> Vec<LeafHash> {
        LEAVES.iter().map(|leaf| LeafHash::of(leaf)).collect()
    }

    pub fn hash(hex: &str) -> TreeHash {
        TreeHash::from_hex(hex).expect("64 digits")
    }

    /// `count` leaves that differ, for properties.
    pub fn numbered(count: u64) -> Vec<LeafHash> {
        (0..count).map(|i| LeafHash::of(&i.to_be_bytes())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::vectors::{ROOTS, hash, leaves};
    use super::*;

    #[test]
    fn reference_gives_the_known_roots() {
        for (size, root) in ROOTS.iter().enumerate() {
            assert_eq!(root_of(&leaves()[..size]), hash(root), "size {size}");
        }
    }

    #[test]
    fn cover_is_the_smallest_row_of_aligned_subtrees() {
        let shape = |begin, end| -> Vec<u32> { cover(begin, end).map(|id| id.level).collect() };
        let table: [(u64, u64, &[u32]); 9] = [
            (0, 0, &[]),
            (5, 5, &[]),
            (5, 3, &[]),
            (0, 1, &[0]),
            (0, 8, &[3]),
            (0, 7, &[2, 1, 0]),
            (1, 8, &[0, 1, 2]),
            (3, 13, &[0, 2, 2, 0]),
            (0, u64::MAX, &[63, 62, 61]),
        ];
        for (begin, end, levels) in table {
            let found = shape(begin, end);
            assert_eq!(&found[..levels.len().min(found.len())], levels, "{begin}..{end}");
        }
        assert_eq!(cover(0, u64::MAX).count(), 64);
        assert_eq!(cover(u64::MAX - 1, u64::MAX).count(), 1);
    }

    #[test]
    fn a_hash_reads_back_from_hexadecimal() {
        assert_eq!(TreeHash::from_hex(&TreeHash::EMPTY.to_string()), Some(TreeHash::EMPTY));
        assert_eq!(TreeHash::from_hex("e3"), None);
        assert_eq!(TreeHash::from_hex(&"+3".repeat(32)), None);
    }
}
