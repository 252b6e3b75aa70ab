//! jejak: an event-sourced, hash-chained ledger of social assistance that anyone can check.

pub mod ledger;
pub mod proof;
pub mod sample;
pub mod store;
