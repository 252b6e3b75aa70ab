//! The marker `LEDGER`, by which a folder is known as a ledger.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::{Engine, FIRST_LINE, FORMAT, FolderError};

/// Longest marker file that is read.
const LONGEST_MARKER: u64 = 4096;

/// Reads the marker file; nothing is modified.
pub(super) fn read_marker(path: &Path) -> Result<Engine, FolderError> {
    let not_a_ledger = |found: String| FolderError::NotALedger { path: path.to_owned(), found };
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(not_a_ledger("a file in place of the folder".into())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Err(FolderError::Missing(path.to_owned()));
        }
        Err(source) => return Err(FolderError::Io { path: path.to_owned(), source }),
    }
    let marker = path.join("LEDGER");
    let mut text = Vec::new();
    match File::open(&marker).and_then(|file| file.take(LONGEST_MARKER).read_to_end(&mut text)) {
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Err(not_a_ledger("no such file".into()));
        }
        Err(source) => return Err(FolderError::Io { path: marker, source }),
    }
    let text = String::from_utf8_lossy(&text);
    let mut lines = text.lines();
    let quoted = |line: Option<&str>| match line {
        Some(line) => format!("`{}`", line.chars().take(40).collect::<String>().escape_debug()),
        None => "its end".into(),
    };
    let first = lines.next();
    if first != Some(FIRST_LINE) {
        return Err(not_a_ledger(quoted(first)));
    }
    let format = lines.next();
    match format.and_then(|line| line.strip_prefix("format ")?.parse::<u32>().ok()) {
        Some(FORMAT) => {}
        Some(found) if found > FORMAT => {
            return Err(FolderError::NewerFormat { path: path.to_owned(), found });
        }
        _ => return Err(not_a_ledger(format!("{} where `format 1` belongs", quoted(format)))),
    }
    let engine = lines.next();
    match engine.and_then(|line| line.strip_prefix("engine ")) {
        Some(name) => Engine::named(name).ok_or_else(|| FolderError::UnknownEngine {
            path: path.to_owned(),
            found: name.chars().take(40).collect::<String>().escape_debug().to_string(),
        }),
        None => Err(not_a_ledger(format!("{} where `engine sled` belongs", quoted(engine)))),
    }
}
