//! The operating system refused something with a file or folder.

use std::io;
use std::path::{Path, PathBuf};

/// The operating system refused something with a file or folder.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} {path}")]
pub struct FileError {
    /// What was attempted.
    pub doing: &'static str,
    /// File or folder.
    pub path: PathBuf,
    /// The system's reason.
    pub source: io::Error,
}

impl FileError {
    /// What was attempted with a path, and why it failed.
    pub fn new(doing: &'static str, path: &Path, source: io::Error) -> FileError {
        FileError { doing, path: path.to_owned(), source }
    }

    /// The same in Indonesian, without the system's reason.
    pub fn indonesian(&self) -> String {
        format!("tidak dapat {} {}", attempt(self.doing), self.path.display())
    }
}

/// What was attempted; the words of `doing`.
pub(super) fn attempt(doing: &str) -> &str {
    match doing {
        "append to" => "menambah",
        "create" | "make" => "membuat",
        "lock" => "mengunci",
        "mend" => "memperbaiki",
        "name" => "menamai",
        "open" => "membuka",
        "read" => "membaca",
        "remove" => "menghapus",
        "write" => "menulis",
        other => other,
    }
}
