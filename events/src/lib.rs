//! What happened: the events of the ledger and the bytes they are hashed as.
//!
//! Read [`catalogue`] first: the whole catalogue of events in one place. Each area below is a file
//! of declarations; [`entry`] is the byte string that is hashed; [`chain`] has the two hashes.
//!
//! Not here: I/O, clocks, randomness, logging, rules, balances. This crate is pure; time and ids
//! are inputs.

pub mod catalogue;
pub mod chain;
pub mod codec;
pub mod codes;
mod damage;
pub mod date;
pub mod document;
pub mod entry;
pub mod envelope;
pub mod event;
pub mod examples;
pub mod field;
pub mod ids;
pub mod money;
pub mod parse;
pub mod ratio;
pub mod tag;
pub mod text;
mod validated;
mod values;
pub mod vocabulary;
pub mod wire;

// Areas.
pub mod access;
pub mod accountability;
pub mod budget;
pub mod cash;
pub mod central;
pub mod complaint;
pub mod contract;
pub mod decree;
pub mod disaster;
pub mod finding;
pub mod institution;
pub mod integrity;
pub mod investigation;
pub mod kube;
pub mod loss;
pub mod opening;
pub mod oversight;
pub mod payment;
pub mod pkh;
pub mod planning;
pub mod privacy;
pub mod proposal;
pub mod quota;
pub mod reference;
pub mod rtlh;
pub mod sembako;
pub mod service;
pub mod spending;
pub mod stock;
pub mod treasury;
pub mod welfare;
pub mod worker;
pub mod works;

pub use catalogue::{Area, Event, Kind};
pub use chain::{ChainHash, Head, LeafHash};
pub use codes::{AccountCode, ActivityCode, Region, RegionLevel, SourceCode};
pub use date::{Date, FiscalYear, Month, Timestamp, ZoneId};
pub use entry::{RawEntry, Recorded};
pub use envelope::Envelope;
pub use field::Object;
pub use money::Rupiah;
pub use parse::ParseError;
pub use ratio::BasisPoints;
pub use tag::Tag;
pub use text::{Code, DocumentNumber, Text};
pub use vocabulary::Stage;
