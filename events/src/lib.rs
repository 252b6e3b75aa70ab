//! What happened: the events of the ledger and the bytes they are hashed as.
//!
//! Not here: I/O, clocks, randomness, logging, rules, balances. This crate is pure; time and ids
//! are inputs.

pub mod chain;
pub mod codes;
mod damage;
pub mod date;
pub mod money;
pub mod parse;
pub mod ratio;
pub mod text;
mod validated;

pub use chain::{ChainHash, Head, LeafHash};
pub use codes::{AccountCode, ActivityCode, Region, RegionLevel, SourceCode};
pub use date::{Date, FiscalYear, Month, Timestamp, ZoneId};
pub use money::Rupiah;
pub use parse::ParseError;
pub use ratio::BasisPoints;
pub use text::{Code, DocumentNumber, Text};
