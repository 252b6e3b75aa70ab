//! Codes of the state: regions, accounts, activities and funding sources, each parsed into a packed
//! number that sorts as the code does.
//!
//! Not here: what a code is called; names, and which codes exist, are recorded as events.

pub mod account;
pub mod activity;
mod dotted;
pub mod region;
pub mod source;

pub use account::{AccountCode, RecipientKind};
pub use activity::ActivityCode;
pub use region::{Region, RegionLevel};
pub use source::SourceCode;
