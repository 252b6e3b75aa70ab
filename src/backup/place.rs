//! The place that a service backs up to, and how that has gone.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jejak_events::Timestamp;

use super::make::{Made, Source, make};
use super::{BackupError, Progress};
use crate::proof::Manifest;

/// Where a service backs its ledger up, one backup at a time.
#[derive(Debug)]
pub struct Place {
    to: PathBuf,
    busy: Mutex<()>,
    standing: Mutex<Standing>,
}

/// How backups have gone.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// When the last good one was finished, and how many entries it holds.
    pub finished: Option<(Timestamp, u64)>,
    /// Why the last attempt failed, and when; nothing where it did not.
    pub failed: Option<(Timestamp, Arc<BackupError>)>,
    /// Attempts that failed since the service began.
    pub failures: u64,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Place {
    /// A folder, in which a backup may lie already.
    pub fn new(to: PathBuf) -> Place {
        let last = Manifest::read(&to).ok();
        let finished = last.map(|manifest| (manifest.made_at, manifest.main.size));
        let standing = Standing { finished, ..Standing::default() };
        Place { to, busy: Mutex::new(()), standing: Mutex::new(standing) }
    }

    /// The folder.
    pub fn to(&self) -> &Path {
        &self.to
    }

    /// How backups have gone.
    pub fn standing(&self) -> Standing {
        locked(&self.standing).clone()
    }

    /// Makes the backup, or adds to it; waits for one that is being made.
    pub fn back_up(
        &self,
        source: &Source<'_>,
        progress: Progress<'_>,
    ) -> Result<Made, Arc<BackupError>> {
        let busy = locked(&self.busy);
        let made = make(source, &self.to, None, progress);
        drop(busy);
        let mut standing = locked(&self.standing);
        match made {
            Ok(made) => {
                standing.finished = Some((made.manifest.made_at, made.manifest.main.size));
                standing.failed = None;
                Ok(made)
            }
            Err(error) => {
                let error = Arc::new(error);
                standing.failed = Some((source.now, Arc::clone(&error)));
                standing.failures = standing.failures.saturating_add(1);
                Err(error)
            }
        }
    }
}
