//! Answers that are tables and no reports: what `balances`, `central`, `fill-rate`, `services`,
//! `stock`, `trail`, `findings` and `rules` hand out as a file or explain, each figure with the events behind it.
//!
//! Not here: which rows there are. Each is asked where it is known.

mod balances;
mod central;
mod findings;
mod places;
mod rules;
mod trail;

pub use super::programme::stock_card;
pub use balances::{BALANCE_COLUMNS, BalanceColumn, balances_list, cash_list};
pub use central::central_list;
pub use findings::{WantedFindings, findings_list, life_of_finding};
pub use places::{coverage_list, fill_rate_list};
pub use rules::rules_list;
pub use trail::trail_list;
