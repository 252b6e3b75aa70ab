//! The ledger: the single writer and what it decides by.

pub mod clock;
pub mod draft;
pub mod refusal;
pub mod rules;

pub use clock::{Clock, ScriptedClock, SystemClock};
pub use draft::{Actor, Condition, Draft, Request};
pub use refusal::{Figures, Flag, Refusal};
