//! The answer of a command that a server sends: what was printed, what was noted, how far the work has
//! come.
//!
//! What is printed is in memory while it is short, and in a file without a name afterwards: the
//! largest export costs a server no more memory than the smallest.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;
use tempfile::SpooledTempFile;

/// Most bytes that are held in memory: the answers of most questions fit.
const IN_MEMORY_MAX: usize = 256 * 1024;

/// Most of what was printed before a failure that is told with it.
const TOLD_MAX: u64 = 4 * 1024 * 1024;

/// An answer that a server sends, and how far the work for it has come.
#[derive(Debug)]
pub struct Kept {
    printed: Mutex<SpooledTempFile>,
    notes: Mutex<Vec<String>>,
    bar: Mutex<Option<ProgressBar>>,
    cancelled: AtomicBool,
}

/// What a command printed.
#[derive(Debug)]
pub enum Printed {
    /// Short enough for memory.
    Memory(Vec<u8>),
    /// In a file without a name, to be read from its beginning.
    File(std::fs::File),
}

/// What unwinds work that nobody waits for any more.
#[derive(Debug)]
pub struct Cancelled;

impl Default for Kept {
    fn default() -> Kept {
        Kept {
            printed: Mutex::new(empty()),
            notes: Mutex::default(),
            bar: Mutex::default(),
            cancelled: AtomicBool::default(),
        }
    }
}

fn empty() -> SpooledTempFile {
    SpooledTempFile::new(IN_MEMORY_MAX)
}

impl Kept {
    /// Takes what was printed; nothing is left afterwards.
    pub fn take_printed(&self) -> std::io::Result<Printed> {
        let mut printed = std::mem::replace(&mut *locked(&self.printed), empty());
        printed.seek(SeekFrom::Start(0))?;
        Ok(match printed.into_inner() {
            tempfile::SpooledData::InMemory(bytes) => Printed::Memory(bytes.into_inner()),
            tempfile::SpooledData::OnDisk(file) => Printed::File(file),
        })
    }

    /// What was told beside it.
    pub fn notes(&self) -> Vec<String> {
        locked(&self.notes).clone()
    }

    /// How far the work has come: done, of how much.
    pub fn progress(&self) -> Option<(u64, u64)> {
        locked(&self.bar).as_ref().map(|bar| (bar.position(), bar.length().unwrap_or(0)))
    }

    /// Ends the work at the next point where it tells how far it has come. Only readings stop: what
    /// is being recorded is recorded.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn unwind_if_cancelled(&self) {
        // What unwinds already may still flush what it wrote.
        if self.cancelled.load(Ordering::Relaxed) && !std::thread::panicking() {
            std::panic::resume_unwind(Box::new(Cancelled));
        }
    }

    pub(super) fn write(&self, bytes: &[u8]) -> std::io::Result<usize> {
        locked(&self.printed).write(bytes)
    }

    pub(super) fn note(&self, text: &str) {
        locked(&self.notes).push(text.to_owned());
    }

    pub(super) fn watch(&self, bar: ProgressBar) {
        *locked(&self.bar) = Some(bar);
    }
}

impl Printed {
    /// The beginning of it, for what is told with a failure.
    pub fn beginning(self) -> Vec<u8> {
        match self {
            Printed::Memory(bytes) => bytes,
            Printed::File(file) => {
                let mut bytes = Vec::new();
                // What cannot be read again is not told; the failure is.
                let _ = file.take(TOLD_MAX).read_to_end(&mut bytes);
                bytes
            }
        }
    }
}

/// What a thread that panicked left is whole: each of these is one value.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(printed: Printed) -> Vec<u8> {
        match printed {
            Printed::Memory(bytes) => bytes,
            Printed::File(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).unwrap();
                bytes
            }
        }
    }

    #[test]
    fn what_is_long_is_kept_in_a_file_and_comes_back_whole() {
        for (size, in_file) in
            [(0, false), (10, false), (IN_MEMORY_MAX, false), (IN_MEMORY_MAX + 1, true)]
        {
            let kept = Kept::default();
            let text: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
            for part in text.chunks(1000) {
                assert_eq!(kept.write(part).unwrap(), part.len());
            }
            let printed = kept.take_printed().unwrap();
            assert_eq!(matches!(printed, Printed::File(_)), in_file, "{size}");
            assert!(read(printed) == text, "{size}");
            assert!(read(kept.take_printed().unwrap()).is_empty(), "nothing is left");
        }
    }
}
