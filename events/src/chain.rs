//! The two hashes of one entry, and the head of the chain.
//!
//! The *chain hash* is what the next entry carries as its first 32 bytes: a cheap local check
//! that nothing was changed, dropped, swapped or inserted. The *leaf hash* is the RFC 6962 leaf
//! from which the Merkle tree for outsiders is built. Both are taken over the same bytes.
//!
//! Not here: the tree itself (`jejak::proof`), and how entries are stored.

use std::fmt;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// Key of the BLAKE3 keyed hash: BLAKE3 of the context string, so that a chain hash can never be
/// mistaken for a BLAKE3 hash of the same bytes made for another purpose.
static ENTRY_KEY: LazyLock<[u8; 32]> =
    LazyLock::new(|| *blake3::hash(b"jejak 2026 entry v1").as_bytes());

/// BLAKE3 keyed hash of one entry; links the next entry to it.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, bincode::Encode, bincode::Decode,
)]
pub struct ChainHash(pub [u8; 32]);

/// SHA-256 leaf hash of one entry, as in RFC 6962 section 2.1.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, bincode::Encode, bincode::Decode,
)]
pub struct LeafHash(pub [u8; 32]);

impl ChainHash {
    /// What entry 0 carries as its previous hash.
    pub const ZERO: ChainHash = ChainHash([0; 32]);

    /// Hashes the whole bytes of an entry.
    pub fn of(entry: &[u8]) -> ChainHash {
        ChainHash(*blake3::keyed_hash(&ENTRY_KEY, entry).as_bytes())
    }
}

impl LeafHash {
    /// Hashes the whole bytes of an entry, prefixed by the RFC 6962 leaf byte `0x00`.
    pub fn of(entry: &[u8]) -> LeafHash {
        let mut hasher = Sha256::new();
        hasher.update([0u8]);
        hasher.update(entry);
        LeafHash(hasher.finalize().into())
    }
}

/// How many entries there are and the chain hash of the last one; `(0, zeros)` when empty.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, bincode::Encode, bincode::Decode)]
pub struct Head {
    /// Number of entries; the last one has sequence number `size - 1`.
    pub size: u64,
    /// Chain hash of the last entry.
    pub hash: ChainHash,
}

impl Head {
    /// The head of a ledger in which nothing has been recorded.
    pub const EMPTY: Head = Head { size: 0, hash: ChainHash::ZERO };
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.size, self.hash)
    }
}

/// Writes bytes as lower-case hexadecimal.
pub fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads exactly `N` bytes of hexadecimal, either case.
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N.checked_mul(2)? {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        if !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

macro_rules! hash_text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}
hash_text!(ChainHash);
hash_text!(LeafHash);
