//! Folders that must not lie in one another: who takes a backup of the ledger away, or loses its disk, takes
//! or loses no personal data with it, and who has a backup of the vault has no key to it.

use std::path::{Component, Path, PathBuf};

use super::resolve::Resolved;
use super::typed::Settings;
use super::wrong::{Wrong, quoted};
use crate::said::{Said, said};

/// Refuses a folder for backups of the vault that is the ledger's folder or its backup, or lies in one of
/// them, or holds one of them, or the vault's key.
pub fn check(settings: &Settings, given: &Resolved) -> Result<(), Wrong> {
    let Some(to) = &settings.vault_backup_to else { return Ok(()) };
    let to = real(to);
    let refused = |expected: Said| {
        let own = given.of("vault_backup_to");
        let found = quoted(&to.to_string_lossy());
        Err(Wrong::other(own.source.clone(), own.setting.name, expected, found))
    };
    let nested = |other: &Path| {
        let other = real(other);
        to.starts_with(&other) || other.starts_with(&to)
    };
    if nested(&given.data) {
        return refused(said!(
            "a folder apart from that of the ledger, neither within nor above it",
            "folder terpisah dari folder buku, tidak di dalam dan tidak di atasnya"
        ));
    }
    if settings.backup_to.as_deref().is_some_and(nested) {
        return refused(said!(
            "a folder apart from `backup_to`, neither within nor above it",
            "folder terpisah dari `backup_to`, tidak di dalam dan tidak di atasnya"
        ));
    }
    let (key, passphrase) = &settings.vault_key;
    let mut keys = [key, passphrase].into_iter().flatten();
    if keys.any(|key| real(key).starts_with(&to)) {
        return refused(said!(
            "a folder that does not hold the key of the vault",
            "folder yang tidak memuat kunci brankas"
        ));
    }
    Ok(())
}

/// Where a path leads: links are followed as far as it is there, and what is not there yet stands for
/// itself.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}
