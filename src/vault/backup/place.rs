//! Where a service backs the vault up to: one backup at a time, each in a folder of its own that is named by
//! its time. Earlier ones are left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jejak_events::Timestamp;

use super::{BEGINS, BackingUp, SUM, VaultError, make_folder};

/// The folder of all backups that a service makes of the vault.
#[derive(Debug)]
pub struct BackupPlace {
    to: PathBuf,
    busy: Mutex<()>,
    last: Mutex<Option<Timestamp>>,
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its folder.
    pub to: PathBuf,
    /// Bytes of its files.
    pub bytes: u64,
}

impl BackupPlace {
    /// A folder, in which backups may lie already; it is made with the first.
    pub fn new(to: PathBuf) -> BackupPlace {
        let last = Mutex::new(last(&to));
        BackupPlace { to, busy: Mutex::default(), last }
    }

    /// The moment of the last whole backup; nothing where there is none.
    pub fn last(&self) -> Option<Timestamp> {
        *locked(&self.last)
    }

    /// Makes a backup of this moment; waits for one that is being made. `begin` writes the rows into the
    /// folder that it is given ([`Vault::begin_backup`](super::Vault::begin_backup)).
    ///
    /// # Errors
    ///
    /// A disk is full or cannot be written to: what was begun is removed again.
    pub fn back_up(
        &self,
        now: Timestamp,
        begin: impl FnOnce(&Path) -> Result<BackingUp, VaultError>,
    ) -> Result<Written, VaultError> {
        let _busy = locked(&self.busy);
        if !self.to.is_dir() {
            make_folder(&self.to)?;
        }
        let to = self.to.join(name_of(now));
        if to.exists() {
            return Err(VaultError::BackupExists(to));
        }
        match begin(&to).and_then(BackingUp::finish) {
            Ok(bytes) => {
                *locked(&self.last) = Some(now);
                Ok(Written { to, bytes })
            }
            Err(error) => {
                // What cannot be removed is no backup: it lacks the file that says so.
                let _ = fs::remove_dir_all(&to);
                Err(error)
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of the folder of a moment, `2026-11-22T07-44-00.000000Z`; names are in order of time.
fn name_of(moment: Timestamp) -> String {
    moment.to_string().replace(':', "-")
}

/// The moment of a folder's name.
fn moment_of(name: &str) -> Option<Timestamp> {
    let (day, clock) = name.split_once('T')?;
    format!("{day}T{}", clock.replace('-', ":")).parse().ok()
}

/// The moment of the last whole backup below a folder; what is no backup is passed over.
fn last(folder: &Path) -> Option<Timestamp> {
    let whole = |path: &Path| {
        let sum = fs::read_to_string(path.join(SUM));
        sum.is_ok_and(|sum| sum.lines().next() == Some(BEGINS))
    };
    let listed = fs::read_dir(folder).ok()?;
    let found = listed.filter_map(|entry| {
        let path = entry.ok()?.path();
        let moment = moment_of(path.file_name()?.to_str()?)?;
        whole(&path).then_some(moment)
    });
    found.max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::tests::Place;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    /// What is written is known again; what was begun, or is something else, is not.
    #[test]
    fn whole_backups_are_known_by_their_names() {
        let kept = Place::new();
        let vault = kept.open();
        let folder = kept.folder().with_file_name("vaults");
        let place = BackupPlace::new(folder.clone());
        assert_eq!(place.last(), None);
        let moments = ["2026-11-22T07:44:00Z", "2026-11-22T07:44:00.000001Z"].map(at);
        for moment in moments {
            let written = place.back_up(moment, |to| vault.begin_backup(to)).expect("writes");
            assert_eq!(moment_of(written.to.file_name().unwrap().to_str().unwrap()), Some(moment));
            assert_eq!(place.last(), Some(moment));
        }
        let again = place.back_up(moments[1], |to| vault.begin_backup(to));
        assert!(matches!(again, Err(VaultError::BackupExists(_))));
        fs::create_dir(folder.join("2026-11-23T00-00-00.000000Z")).unwrap();
        fs::create_dir(folder.join("lain")).unwrap();
        assert_eq!(BackupPlace::new(folder.clone()).last(), Some(moments[1]));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
    }

    #[test]
    fn what_failed_leaves_nothing_and_is_no_backup() {
        let kept = Place::new();
        let folder = kept.folder().with_file_name("vaults");
        let place = BackupPlace::new(folder.clone());
        let failed = place.back_up(at("2026-11-22T07:44:00Z"), |to| {
            fs::create_dir(to).unwrap();
            fs::write(to.join("people.redb"), "half of it").unwrap();
            Err(VaultError::NotWritten("full".to_owned()))
        });
        assert!(failed.is_err());
        assert_eq!((place.last(), fs::read_dir(&folder).unwrap().count()), (None, 0));
        fs::remove_dir(&folder).unwrap();
        fs::write(&folder, "no folder").unwrap();
        let vault = kept.open();
        let failed = place.back_up(at("2026-11-22T07:45:00Z"), |to| vault.begin_backup(to));
        assert!(matches!(failed, Err(VaultError::Io { .. })));
    }
}
