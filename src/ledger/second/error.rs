//! Why something was not recorded in the second ledger, and hence not done.

use std::io;
use std::path::PathBuf;

use super::{FolderError, OpenError, ReadError, WriteError};

/// Why an act was not recorded in the second ledger. It must not be done then.
#[derive(Debug, thiserror::Error)]
pub enum SecondError {
    /// The main ledger tells of one that is not there.
    #[error(
        "expected the second ledger with at least {size} events in {path}, found no such folder: \
         it was removed; put it back from a backup"
    )]
    Missing {
        /// Its folder.
        path: PathBuf,
        /// Its size, as the main ledger recorded it.
        size: u64,
    },
    /// It is shorter than the main ledger says, or another.
    #[error(
        "expected a second ledger that continues the head which the main one recorded at \
         {expected} events, found one of {found} events that does not: it was cut or replaced; run \
         `jejak verify`, and put the right one back from a backup"
    )]
    Replaced {
        /// Size at the recorded head.
        expected: u64,
        /// Size now.
        found: u64,
    },
    /// The origin of the main ledger leaves no room for that of the second.
    #[error("the origin `{0}` of the second ledger is longer than 200 bytes; choose a shorter one")]
    Origin(String),
    /// Its folder.
    #[error("cannot open the second ledger")]
    Folder(#[from] FolderError),
    /// Its store.
    #[error("cannot open the second ledger")]
    Open(#[from] OpenError),
    /// Its entries.
    #[error("cannot read the second ledger")]
    Read(#[from] ReadError),
    /// It did not take what was to be recorded.
    #[error("the second ledger did not record it")]
    Write(#[source] WriteError),
    /// The main ledger did not take the head of the second.
    #[error("the head of the second ledger was not recorded")]
    Main(#[source] WriteError),
    /// The operating system.
    #[error("cannot make the second ledger {path}")]
    Io {
        /// File or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// An error with its causes, on one line.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}"))
}
