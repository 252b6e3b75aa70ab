//! Our books against the registers of others, line by line: SP2D against SIPD's register, a cash
//! account against the bank's statement.
//!
//! There is one matching, over everything that both sides know. A month is a slice of it, and so
//! `jejak reconcile`, the minutes of reconciliation and check A47 say the same. Both sides are read
//! from the folded books, whether a row came by an import or by itself; rows of an import count
//! once all of it is in. Each line of either side is in exactly one class.
//!
//! Not here: reading files, and recording the outcome.

mod asked;
mod bank;
mod pairs;
mod rows;
mod sp2d;
mod table;

pub use asked::{Question, asked};
pub use bank::bank;
pub use pairs::{Class, Line, Pair, Reconciled};
pub use rows::{Serves, accounts_of_statements, served};
pub use sp2d::sp2d;
pub use table::table;

use jejak_events::DocumentNumber;

/// A number as it is compared; one that cannot be parsed is compared as it stands.
fn normalised(number: &str) -> String {
    number.parse().map_or_else(|_| number.to_owned(), |it: DocumentNumber| it.normalised())
}
