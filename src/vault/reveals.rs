//! The log of reveals: who looked at whom, when, what for and for which case. Append-only, synced
//! before anything is shown, and without anything personal in it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jejak_events::Timestamp;
use jejak_events::ids::RecipientId;
use serde::Serialize;

use super::VaultError;

/// Its name in the vault's folder.
const FILE: &str = "reveals.log";

/// One look at a person's data.
#[derive(Debug, Clone, Serialize)]
pub struct Reveal<'a> {
    /// When.
    pub at: Timestamp,
    /// Account that looked, by the event that opened it.
    pub account: u64,
    /// The person.
    pub recipient: RecipientId,
    /// What for, in a word.
    pub purpose: &'a str,
    /// Number of the case.
    pub case: &'a str,
}

/// The log.
#[derive(Debug)]
pub struct RevealLog(PathBuf);

impl RevealLog {
    /// The log of a vault's folder.
    pub fn of(folder: &Path) -> RevealLog {
        RevealLog(folder.join(FILE))
    }

    /// Adds a line; durable when it returns. What cannot be logged must not be shown.
    pub fn record(&self, reveal: &Reveal<'_>) -> Result<(), VaultError> {
        self.record_all(std::slice::from_ref(reveal))
    }

    /// Adds lines; all are durable when it returns.
    pub fn record_all(&self, reveals: &[Reveal<'_>]) -> Result<(), VaultError> {
        let failed = |source| VaultError::Io { path: self.0.clone(), source };
        let mut lines = Vec::new();
        for reveal in reveals {
            serde_json::to_writer(&mut lines, reveal).map_err(|e| failed(e.into()))?;
            lines.push(b'\n');
        }
        let mut options = OpenOptions::new();
        let opened = options.append(true).create(true).mode(0o600).open(&self.0);
        let written = opened.and_then(|mut file| {
            file.write_all(&lines)?;
            file.sync_all()
        });
        written.map_err(failed)
    }
}
