//! The lock of a ledger folder, and who holds it.
//!
//! The lock is an advisory `flock` on the file `LOCK`: it goes away with the process, however that
//! ends. The text in the file only tells others whom to talk to, and is never trusted.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Mutex;

use rustix::fs::FlockOperation;

use super::framed::lock;

/// Longest text of a lock file that is read.
const LONGEST_TEXT: u64 = 4096;
/// Longest value that is shown.
const LONGEST_SHOWN: usize = 200;

/// Who holds the lock of a folder, as far as it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub pid: Option<u32>,
    /// The account that started it.
    pub started_by: Option<String>,
    /// Where it answers requests.
    pub url: Option<String>,
}

impl Holder {
    fn of_this_process() -> Holder {
        let user = std::env::var("USER").ok().filter(|name| !name.is_empty());
        let uid = rustix::process::getuid().as_raw();
        Holder {
            pid: Some(std::process::id()),
            started_by: Some(user.unwrap_or_else(|| format!("uid {uid}"))),
            url: None,
        }
    }

    fn parse(text: &str) -> Holder {
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?.trim();
            let shown: String = line.chars().take(LONGEST_SHOWN).collect();
            (!shown.is_empty()).then(|| shown.escape_debug().to_string())
        };
        Holder {
            pid: value("pid ").and_then(|pid| pid.parse().ok()),
            started_by: value("started by "),
            url: value("url "),
        }
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                text.extend([name, " ", &value.replace(char::is_control, " "), "\n"]);
            }
        };
        line("pid", self.pid.map(|pid| pid.to_string()).as_deref());
        line("started by", self.started_by.as_deref());
        line("url", self.url.as_deref());
        text
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid {
            Some(pid) => write!(f, "process {pid}")?,
            None => f.write_str("another process")?,
        }
        if let Some(started_by) = &self.started_by {
            write!(f, " (started by {started_by})")?;
        }
        match &self.url {
            Some(url) => write!(f, ", talk to it at {url}"),
            None => f.write_str(", which gives no address to talk to; stop it first"),
        }
    }
}

/// Why the lock was not got.
#[derive(Debug)]
pub(super) enum LockError {
    Held(Holder),
    Io(io::Error),
}

/// The lock, held until dropped.
#[derive(Debug)]
pub(super) struct FolderLock {
    file: File,
    /// What the file says; `None` when others may hold the lock too.
    holder: Option<Mutex<Holder>>,
}

impl FolderLock {
    /// Takes the lock for this process alone, and says so in the file.
    pub fn exclusive(path: &Path) -> Result<FolderLock, LockError> {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(LockError::Io)?;
        take(&file, FlockOperation::NonBlockingLockExclusive)?;
        let lock = FolderLock { file, holder: Some(Mutex::new(Holder::of_this_process())) };
        match lock.write_text() {
            // On a full disk others are told less, and whoever reads still reads.
            Err(error) if error.kind() != io::ErrorKind::StorageFull => Err(LockError::Io(error)),
            _ => Ok(lock),
        }
    }

    /// Keeps others from taking the lock alone; `None` when there is no lock file. Writes nothing.
    pub fn shared(path: &Path) -> Result<Option<FolderLock>, LockError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(LockError::Io(e)),
        };
        take(&file, FlockOperation::NonBlockingLockShared)?;
        Ok(Some(FolderLock { file, holder: None }))
    }

    /// Tells others where this process answers.
    pub fn announce(&self, url: &str) -> io::Result<()> {
        if let Some(holder) = &self.holder {
            lock(holder).url = Some(url.to_owned());
        }
        self.write_text()
    }

    fn write_text(&self) -> io::Result<()> {
        let Some(holder) = &self.holder else { return Ok(()) };
        let text = lock(holder).to_text();
        self.file.set_len(0)?;
        self.file.write_all_at(text.as_bytes(), 0)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if self.holder.is_some() {
            // Only a courtesy: the text of a lock that nobody holds is not read.
            let _ = self.file.set_len(0);
        }
    }
}

fn take(mut file: &File, how: FlockOperation) -> Result<(), LockError> {
    match rustix::fs::flock(file, how) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut bytes = Vec::new();
            // Who holds it is told as well as it can be read.
            let _ = Read::by_ref(&mut file).take(LONGEST_TEXT).read_to_end(&mut bytes);
            Err(LockError::Held(Holder::parse(&String::from_utf8_lossy(&bytes))))
        }
        Err(e) => Err(LockError::Io(e.into())),
    }
}
