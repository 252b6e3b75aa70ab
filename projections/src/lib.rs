//! What it means: pure folds over events.
//!
//! Not here: I/O, clocks, randomness, logging, and the rules that decide what may be recorded.

pub mod balances;
pub mod cells;
pub mod fingerprint;
pub mod kept;
mod lists;
pub mod posting;
pub mod privacy;
pub mod reading;
mod root;
pub mod rows;
pub mod state;
pub mod table;
pub mod trail;

// Areas.
pub mod access;
pub mod accountability;
pub mod budget;
pub mod cash;
pub mod decree;
pub mod integrity;
pub mod opening;
pub mod payment;
pub mod proposal;
pub mod quota;
pub mod reference;
pub mod treasury;

pub use fingerprint::Fingerprint;
pub use posting::Postings;
pub use reading::{Reading, Scope, Scratch};
pub use state::State;
