//! Our books against the registers of others, line by line: SP2D against SIPD's register, a cash
//! account against the bank's statement.
//!
//! Both sides are read from the ledger: what others say came in as observed rows of an import, so
//! that a reconciliation can be made again. Each line of either side is in exactly one class.
//!
//! Not here: reading files, and recording the outcome.

mod bank;
mod pairs;
mod sp2d;
mod table;

pub use bank::bank;
pub use pairs::{Class, Line, Pair, Reconciled};
pub use sp2d::sp2d;
pub use table::table;

use jejak_events::date::Month;
use jejak_events::vocabulary::Dataset;
use jejak_events::{Object, Tag};

use crate::said;
use crate::view::{Unanswered, View};

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The month.
    pub month: Month,
    /// Imports of the others' register; all that are closed where none is named.
    pub imports: Vec<u64>,
    /// The cash account, for a bank statement.
    pub cash: Option<u64>,
}

/// Events that are rows of the imports asked for.
fn rows_of(view: &View, asked: &[u64], dataset: Dataset) -> Result<Vec<u64>, Unanswered> {
    let reference = &view.reading.state.reference;
    for seq in asked {
        if reference.external.get(seq) != Some(&dataset) || !reference.counts(*seq) {
            let word = dataset.word();
            return Err(Unanswered::Wrong(said!(
                "--import: expected a closed import of `{word}`, found {seq}",
                "--import: seharusnya impor `{word}` yang sudah ditutup, ditemukan {seq}"
            )));
        }
    }
    let counts = |seq: &u64| asked.is_empty() || asked.contains(seq);
    let imports =
        reference.external.iter().filter(|(seq, known)| **known == dataset && counts(seq));
    let closed = imports.filter(|(seq, _)| reference.counts(*seq)).map(|(seq, _)| seq);
    let mut rows: Vec<u64> = closed
        .flat_map(|seq| view.reading.under(&Tag::Object(Object::ExternalData, seq)))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}
