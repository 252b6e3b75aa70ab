//! Which events a figure sums.

use std::str::FromStr;

use jejak_projections::Unanswered;
use jejak_projections::report::Table;

use crate::ledger::{Ledger, When};

/// A cell: column and row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Key of the column.
    pub column: String,
    /// Row, by its number counted from 1, or by the code in its first column.
    pub row: String,
}

impl FromStr for Spot {
    type Err = String;

    fn from_str(text: &str) -> Result<Spot, String> {
        let (column, row) = text.split_once('@').unwrap_or_default();
        if column.is_empty() || row.is_empty() {
            return Err(format!("expected a column, `@` and a row, as in paid@3, found `{text}`"));
        }
        Ok(Spot { column: column.to_owned(), row: row.to_owned() })
    }
}

/// The events behind a figure, as a table.
pub fn explain(
    _ledger: &Ledger,
    _when: When,
    table: &Table,
    _spot: &Spot,
    _progress: &mut dyn FnMut(u64, u64),
) -> Result<Table, Unanswered> {
    Ok(table.clone())
}
