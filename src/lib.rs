//! jejak: an event-sourced, hash-chained ledger of social assistance that anyone can check.

pub mod proof;
pub mod store;
