//! What happened: the events of the ledger and the bytes they are hashed as.
//!
//! Not here: I/O, clocks, randomness, logging, rules, balances. This crate is pure; time and ids
//! are inputs.

pub mod chain;
pub mod parse;

pub use chain::{ChainHash, Head, LeafHash};
pub use parse::ParseError;
