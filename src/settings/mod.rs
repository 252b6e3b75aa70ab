//! How `jejak serve` runs: one table of settings, and where the value of each comes from.
//!
//! - [`TABLE`] has every setting: name, meaning, unit, range, default, variable, option.
//! - A value comes from the first of: option, environment, file (TOML), default ([`resolve`]).
//! - [`Settings`] are all values in their types, checked against each other.
//!
//! Invariants: a key that the table does not know, and a value outside its range, is an error, never
//! passed over; no setting holds a secret, only the path of a file that does.
//!
//! Not here: how options are typed (`cli`), what the values do (`api`).

mod apart;
mod file;
pub mod network;
#[cfg(test)]
mod page;
mod resolve;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod wrong;

pub use resolve::{FILE_NAME, Given, Resolved, Source, resolve};
pub use table::{Kind, Setting, TABLE, named};
pub use typed::{LogFormat, OidcIssuer, ProxyHeader, Settings, TlsFiles};
pub use value::Value;
pub use wrong::Wrong;
