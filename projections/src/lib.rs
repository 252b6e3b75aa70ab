//! What it means: pure folds over events.
//!
//! Not here: I/O, clocks, randomness, logging, and the rules that decide what may be recorded.

mod about;
pub mod balances;
pub mod books;
pub mod cells;
pub mod check;
pub mod compare;
pub mod condition;
pub mod diff;
pub mod due;
mod exclusion;
pub mod facets;
pub mod fingerprint;
pub mod kept;
pub mod links;
mod lists;
pub mod near;
pub mod posting;
pub mod privacy;
pub mod query;
pub mod reading;
pub mod reconcile;
pub mod report;
mod root;
pub mod rows;
pub mod said;
pub mod sampling;
pub mod search;
pub mod state;
pub mod step;
pub mod table;
pub mod trail;
pub mod tree;
mod undo;
pub mod view;

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
pub mod kube;
pub mod loss;
pub mod opening;
pub mod oversight;
pub mod payment;
pub mod pkh;
pub mod place;
pub mod planning;
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

pub use exclusion::ExcludedAid;
pub use fingerprint::Fingerprint;
pub use posting::Postings;
pub use reading::{Reading, Scope, Scratch};
pub use state::State;
pub use view::{Facts, Stamp, Unanswered, View};
