//! jejak: an event-sourced, hash-chained ledger of social assistance that anyone can check.
//!
//! Start with `docs/ARCHITECTURE.md`. Arrows point one way: [`store`] knows entries only,
//! [`ledger`] uses the store, [`proof`] and [`exchange`] use the ledger, [`access`] says who may, and how
//! they prove who they are, [`backup`] copies a ledger and goes back to a copy. [`commands`] asks all of
//! them; [`cli`] is how a person types commands, [`api`] how a program sends them; none holds a rule of
//! its own; [`settings`] say how the service runs. [`said`] is how errors and findings are
//! worded; [`mod@reference`] has codes to look up.

pub mod access;
pub mod api;
pub mod backup;
pub mod cli;
pub mod commands;
pub mod console;
pub mod exchange;
pub mod ledger;
pub mod proof;
pub mod reference;
pub mod said;
pub mod sample;
pub mod settings;
pub mod store;
pub mod vault;
