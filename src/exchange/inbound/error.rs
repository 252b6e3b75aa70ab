//! Why a file was not taken over.

use crate::exchange::drafts::BadLine;
use crate::ledger::{Refusal, WriteError};
use crate::said::Said;
use crate::vault::VaultError;

/// Why a file was not taken over.
#[derive(Debug)]
pub enum InboundError {
    /// The file is not what it should be, or was taken over before.
    Refused(Said),
    /// Something was asked for that cannot be: a setting, a mapping, a sheet.
    Usage(Said),
    /// The file, the vault or the ledger cannot be read or written.
    Io(Said),
    /// Rows that cannot be read or do not fit; nothing was recorded.
    Bad(BadRows),
    /// A rule refused, with the row of the file that it was about.
    Rule {
        /// The refusal.
        refusal: Box<Refusal>,
        /// Row of the file, from 1, where it was about one.
        row: Option<usize>,
        /// Rows of this file that are recorded already, and have no effect.
        recorded: u64,
    },
    /// The vault said no.
    Vault(VaultError),
    /// The ledger could not write.
    Write {
        /// Why.
        error: WriteError,
        /// Rows of this file that are recorded already, and have no effect.
        recorded: u64,
    },
}

/// Everything that is wrong with the rows of a file.
#[derive(Debug, Default)]
pub struct BadRows {
    /// Bad cells in the order of the file, at most [`super::limits::BAD_CELLS_MAX`].
    pub cells: Vec<BadLine>,
    /// Bad cells beyond those.
    pub more: u64,
    /// Rows that were looked at, good and bad.
    pub rows: u64,
}

impl BadRows {
    /// Adds a bad cell, or counts it.
    pub fn push(&mut self, bad: BadLine) {
        if self.cells.len() < super::limits::BAD_CELLS_MAX {
            self.cells.push(bad);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Number of rows with something wrong, of those that are listed.
    pub fn bad_rows(&self) -> usize {
        let mut last = 0;
        self.cells.iter().filter(|bad| std::mem::replace(&mut last, bad.line) != bad.line).count()
    }
}

impl From<VaultError> for InboundError {
    fn from(error: VaultError) -> InboundError {
        InboundError::Vault(error)
    }
}

/// A failure to read a file.
pub fn unreadable(error: &std::io::Error) -> InboundError {
    InboundError::Io(crate::said::of_error(error, |_| None))
}
