//! Answering with a table: the ledger is opened, seen at the two times of the question, the table made and
//! handed out. For commands that need nothing else of the ledger.

use jejak_projections::report::Table;
use jejak_projections::{Unanswered, View};

use super::tables::OutArgs;
use super::{Context, Failure, open, when};
use crate::ledger::{Folded, Ledger, When};

/// Makes a table of the ledger as it was at a time, and hands it out.
pub fn table(
    context: &Context,
    out: &OutArgs,
    at: When,
    make: impl FnOnce(&View) -> Result<Table, Unanswered>,
) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    give(context, &ledger, out, at, |view| make(view).map_err(when::unanswered))
}

/// The same, where a table was asked for; else the command prints what it has of its own.
pub fn table_or(
    context: &Context,
    out: &OutArgs,
    at: When,
    print: impl FnOnce(&Folded) -> Result<(), Failure>,
    make: impl FnOnce(&View) -> Result<Table, Failure>,
) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    if out.wants_table(context) {
        return give(context, &ledger, out, at, make);
    }
    when::see(context, &ledger, at, print)?
}

fn give(
    context: &Context,
    ledger: &Ledger,
    out: &OutArgs,
    at: When,
    make: impl FnOnce(&View) -> Result<Table, Failure>,
) -> Result<(), Failure> {
    let made =
        when::view(context, ledger, at, |view| Ok(make(view).map(|table| (table, view.stamp))));
    let (table, stamp) = made??;
    out.give(context, ledger, at, &table, &stamp)
}
