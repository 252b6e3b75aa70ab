//! Samples that nobody can steer: drawn by a seed over the chain head of a checkpoint and a nonce
//! that the auditor gave after it.
//!
//! The population is a query over payments as they stood at the checkpoint; the same query, head
//! and nonce give the same items to whoever asks, here or with ten lines of another language
//! (`docs/SAMPLING.md`). Results from the field come back as events, and are projected to the
//! population.

mod draw;
mod evaluate;
mod factors;
mod population;
pub mod tables;

pub use draw::{Drawn, draw, seed};
pub use evaluate::{Confidence, Evaluation, Result, StratumEvaluation, evaluate};
pub use population::{Item, Population};
