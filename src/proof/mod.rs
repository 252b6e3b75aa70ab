//! What outsiders can check without trusting us.
//!
//! - [`hash`] and [`tree`]: the RFC 6962 Merkle tree over the leaf hashes of all entries.
//! - [`roots`]: the roots at several sizes from one pass over the leaves, on several threads.
//! - [`inclusion`] and [`consistency`]: the two proofs of RFC 6962.
//!
//! Not here: tiles, witnesses, receipts, evidence packs, and reading entries from a store.

pub mod consistency;
pub mod hash;
pub mod inclusion;
pub mod roots;
pub mod tree;

pub use consistency::ConsistencyProof;
pub use hash::{NodeId, TreeHash};
pub use inclusion::InclusionProof;
pub use tree::{CompactRange, Frontier};
