//! The rows of a file, whatever kind of file it is.

use std::path::PathBuf;

use super::cell::RawRow;
use super::error::InboundError;
use super::text::Dialect;
use super::{sheet, text};

/// Whether whoever visits rows wants more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next row.
    On,
    /// No more.
    Enough,
}

/// Somebody who visits rows, in the order of the file; rows of nothing are not visited.
pub type Visit<'a> = &'a mut dyn FnMut(RawRow) -> Result<Step, InboundError>;

/// A file whose rows can be visited, again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// How it is read.
    pub how: How,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// As a text, in a stream.
    Text(Dialect),
    /// As a sheet of a workbook, cell by cell; its table of texts is held in memory.
    Sheet(String),
}

impl Source {
    /// Visits the rows.
    pub fn visit(&self, visit: Visit<'_>) -> Result<(), InboundError> {
        match &self.how {
            How::Text(dialect) => text::visit(&self.path, *dialect, visit),
            How::Sheet(name) => sheet::visit(&self.path, name, visit),
        }
    }

    /// The first rows.
    pub fn head(&self, count: usize) -> Result<Vec<RawRow>, InboundError> {
        let mut rows = Vec::new();
        self.visit(&mut |row| {
            rows.push(row);
            Ok(if rows.len() < count { Step::On } else { Step::Enough })
        })?;
        Ok(rows)
    }
}
