//! The append-only log of refused attempts: when, who, which rule, which figures. Nothing personal
//! and nothing of the drafts themselves.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jejak_events::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::{Actor, Refusal};

/// The log.
#[derive(Debug)]
pub struct RefusalLog {
    file: Option<Mutex<File>>,
    path: PathBuf,
}

/// What a log says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Logged {
    /// Refused attempts, oldest first.
    pub attempts: Vec<Value>,
    /// How many lines hold none: torn by a kill, or damaged.
    pub unreadable: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    at: Timestamp,
    account: u64,
    rule: &'a str,
    draft: usize,
    figures: &'a super::Figures,
}

impl RefusalLog {
    /// The log at a path; created when missing.
    pub fn open(path: &Path) -> std::io::Result<RefusalLog> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(RefusalLog { file: Some(Mutex::new(file)), path: path.to_owned() })
    }

    /// A log that keeps nothing, for ledgers in memory.
    pub fn nowhere() -> RefusalLog {
        RefusalLog { file: None, path: PathBuf::new() }
    }

    /// Adds a refusal. A log that cannot be written must not keep the ledger from answering.
    pub fn record(&self, at: Timestamp, actor: Actor, refusal: &Refusal) {
        let Some(file) = &self.file else { return };
        let line = Line {
            at,
            account: actor.account.0,
            rule: refusal.rule.code,
            draft: refusal.draft,
            figures: &refusal.figures,
        };
        let Ok(mut text) = serde_json::to_string(&line) else { return };
        text.push('\n');
        let mut file = file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = file.write_all(text.as_bytes());
    }

    /// Reads a log; one that is missing is empty.
    pub fn read(path: &Path) -> std::io::Result<Logged> {
        let mut logged = Logged::default();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(logged),
            Err(error) => return Err(error),
        };
        for line in BufReader::new(file).split(b'\n') {
            match serde_json::from_slice::<Value>(&line?) {
                Ok(attempt) if attempt.is_object() => logged.attempts.push(attempt),
                _ => logged.unreadable += 1,
            }
        }
        Ok(logged)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
