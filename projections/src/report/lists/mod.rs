//! Answers that are tables and no reports: what `balances`, `central`, `fill-rate`, `services`,
//! `stock` and `trail` hand out as a file or explain, each figure with the events behind it.
//!
//! Not here: which rows there are. Each is asked where it is known.

mod balances;
mod central;
mod places;
mod trail;

pub use super::programme::stock_card;
pub use balances::{BALANCE_COLUMNS, BalanceColumn, balances_list, cash_list};
pub use central::central_list;
pub use places::{coverage_list, fill_rate_list};
pub use trail::trail_list;
