//! The ledger: the single writer and what it decides by.

pub mod refusal;
pub mod rules;
