//! What outsiders can check without trusting us.
//!
//! - [`hash`] and [`tree`]: the RFC 6962 Merkle tree over the leaf hashes of all entries.
//! - [`roots`]: the roots at several sizes from one pass over the leaves, on several threads.
//! - [`inclusion`] and [`consistency`]: the two proofs of RFC 6962.
//! - [`vkey`], [`note`] and [`checkpoint`]: C2SP signed notes, and the signed head as one.
//! - [`verify`]: five separate verdicts on a ledger, however damaged it is.
//! - [`tamper`]: what an intruder would do, for demonstrations and tests.
//! - [`manifest`]: what a backup says that it holds.
//! - [`key`] and [`signed`]: the key that signs, and the record of what it has signed.
//!
//! Not here: tiles, witnesses, receipts, and evidence packs.

pub mod checkpoint;
pub mod consistency;
mod durable;
pub mod errors;
mod file_error;
#[cfg(test)]
pub mod fixture;
pub mod hash;
pub mod inclusion;
pub mod key;
pub mod manifest;
pub mod note;
pub mod roots;
pub mod signed;
pub mod tamper;
pub mod tree;
pub mod verify;
pub mod vkey;

pub use checkpoint::Checkpoint;
pub use consistency::ConsistencyProof;
pub use file_error::FileError;
pub use hash::{NodeId, TreeHash};
pub use inclusion::InclusionProof;
pub use manifest::Manifest;
pub use note::Note;
pub use signed::SignedFile;
pub use tree::{CompactRange, Frontier};
pub use vkey::{Signer, VerifierKey};
