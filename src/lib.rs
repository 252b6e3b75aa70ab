//! jejak: an event-sourced, hash-chained ledger of social assistance that anyone can check.
//!
//! Start with `docs/ARCHITECTURE.md`. Arrows point one way: [`store`] knows entries only,
//! [`ledger`] uses the store, [`proof`] and [`exchange`] use the ledger, [`cli`] uses everything
//! and holds no rule of its own. [`said`] is how errors and findings are worded; [`mod@reference`] has
//! codes to look up. [`access`] says who may, and how they prove who they are.

pub mod access;
pub mod cli;
pub mod exchange;
pub mod ledger;
pub mod proof;
pub mod reference;
pub mod said;
pub mod sample;
pub mod store;
pub mod vault;
