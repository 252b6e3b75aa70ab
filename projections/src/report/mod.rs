//! Reports: pure functions from a [`View`](crate::view::View) to a [`Table`], each with its official columns.
//!
//! One model for every output: terminal, CSV, XLSX, HTML and JSON render the same [`Table`], and
//! whatever is listed elsewhere (work lists, checks, comparisons) is one as well. Each figure knows
//! the events that it sums ([`Why`]).
//!
//! Not here: rendering, names of people (a cell holds an id that only the vault can name), and
//! files.

mod accounts;
mod asked;
mod catalogue;
mod dprd;
mod lists;
mod lra;
mod programme;
mod recap;
mod sources;
pub mod suppress;
mod table;
pub mod terbilang;
mod treasury;
mod value;

pub use accounts::ACCOUNTS;
pub use catalogue::{Ask, Asked, Report, all, by_name};
pub use lists::{
    BALANCE_COLUMNS, BalanceColumn, WantedFindings, balances_list, cash_list, central_list,
    coverage_list, fill_rate_list, findings_list, life_of_finding, rules_list, stock_card,
    trail_list,
};
pub use table::{Column, Kind, Row, RowKind, Table, Total};
pub use treasury::cashplan::{PlanBy, cash_plan};
pub use value::{Cell, Counted, Personal, Posted, Value, Why};
