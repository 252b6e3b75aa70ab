//! Snapshots: files that save a start from folding everything again.
//!
//! A snapshot is trusted only when its bytes hash to what it says, it was written by the same
//! schema and ruleset, and the store holds its head. Anything else discards it silently: the
//! entries are the truth, a snapshot is a convenience.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use jejak_events::{ChainHash, Kind};

use super::replay::Folded;
use super::rules::RULESET;
use crate::store::EventStore;

/// Raised whenever the read state is laid out or understood in another way.
const SCHEMA: u32 = 7;

/// Newest snapshots kept: should one be damaged, the start is not much slower.
const NEWEST: usize = 3;

const MAGIC: &[u8; 16] = b"jejak snapshot 1";

/// Fingerprint of everything that a snapshot depends on: the catalogue, the rules and this
/// program's version.
fn fingerprint() -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(&SCHEMA.to_be_bytes());
    hasher.update(&RULESET.to_be_bytes());
    for kind in Kind::ALL {
        hasher.update(format!("{:?}", kind.info()).as_bytes());
    }
    for (_, rules) in super::rules::catalogue() {
        rules.iter().for_each(|rule| {
            hasher.update(rule.code.as_bytes());
        });
    }
    *hasher.finalize().as_bytes()
}

/// Writes a snapshot: temporary file, fsync, rename, fsync of the folder; removes those that are
/// not kept (`stale`), and those of other versions, which nobody can read any more.
pub fn write(folder: &Path, folded: &Folded) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let payload = bincode::encode_to_vec(folded, bincode::config::standard())
        .map_err(std::io::Error::other)?;
    let path = folder.join(format!("{:020}.snapshot", folded.head.size));
    let fresh = path.with_extension("new");
    write_new(&fresh, &payload).inspect_err(|_| {
        // On a full disk its beginning would be in the way of what has to be written.
        let _ = fs::remove_file(&fresh);
    })?;
    fs::rename(&fresh, &path)?;
    File::open(folder)?.sync_all()?;
    let (own, foreign): (Vec<PathBuf>, Vec<PathBuf>) =
        list(folder).into_iter().partition(|path| is_own(path));
    let sizes: Vec<u64> = own.iter().filter_map(|path| size_of(path)).collect();
    let stale = stale(&sizes);
    let old = own.iter().filter(|path| size_of(path).is_some_and(|size| stale.contains(&size)));
    old.chain(&foreign).try_for_each(fs::remove_file)
}

fn write_new(path: &Path, payload: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(MAGIC)?;
    file.write_all(&fingerprint())?;
    file.write_all(blake3::hash(payload).as_bytes())?;
    file.write_all(payload)?;
    file.sync_all()
}

/// Which of the sizes, ascending, at which snapshots were taken are not kept: all but the newest
/// three, and the oldest of each doubling (of those from 65,536 to 131,071 events, say). A snapshot
/// grows with the ledger, so that all of them together take less than four times the newest and
/// mostly less than twice; an early moment costs a fold of at most three quarters of it, and not of
/// everything.
fn stale(sizes: &[u64]) -> Vec<u64> {
    let (early, newest) = sizes.split_at(sizes.len().saturating_sub(NEWEST));
    let mut doublings = std::collections::BTreeSet::new();
    let is_first = |size: &u64| doublings.insert(size.checked_ilog2());
    let kept: Vec<u64> = sizes.iter().copied().filter(is_first).collect();
    early.iter().copied().filter(|size| !kept.contains(size) && !newest.contains(size)).collect()
}

/// Whether a file begins as this version writes it.
fn is_own(path: &Path) -> bool {
    let mut head = [0; MAGIC.len() + 32];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(MAGIC) && head.ends_with(&fingerprint())
}

/// Removes every snapshot: the next start folds from the first event.
pub fn remove_all(folder: &Path) -> std::io::Result<()> {
    list(folder).iter().try_for_each(fs::remove_file)
}

/// Every snapshot, oldest first, with the size that it was taken at when it can be trusted.
pub fn inspect(folder: &Path, store: &dyn EventStore) -> Vec<(PathBuf, Option<u64>)> {
    let trusted = |path: PathBuf| {
        let size = read(&path).filter(|folded| agrees(folded, store)).map(|f| f.head.size);
        (path, size)
    };
    list(folder).into_iter().map(trusted).collect()
}

/// The newest snapshot that can be trusted, or the empty start.
pub fn newest(folder: &Path, store: &dyn EventStore) -> Folded {
    let trusted = |path: &PathBuf| read(path).filter(|folded| agrees(folded, store));
    list(folder).iter().rev().find_map(trusted).unwrap_or_default()
}

/// The newest trusted snapshot that holds at most `size` events, or the empty start.
pub fn nearest(folder: &Path, store: &dyn EventStore, size: u64) -> Folded {
    let early = |path: &&PathBuf| size_of(path).is_some_and(|taken| taken <= size);
    let trusted = |path: &PathBuf| read(path).filter(|folded| agrees(folded, store));
    list(folder).iter().rev().filter(early).find_map(trusted).unwrap_or_default()
}

/// When the newest snapshot of a folder was taken, by its file.
pub fn taken(folder: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(list(folder).last()?).ok()?.modified().ok()
}

/// The size that a snapshot's name says.
fn size_of(path: &Path) -> Option<u64> {
    path.file_stem()?.to_str()?.parse().ok()
}

/// Snapshot files, oldest first.
fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "snapshot"))
        .collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Option<Folded> {
    let bytes = fs::read(path).ok()?;
    let rest = bytes.strip_prefix(MAGIC.as_slice())?;
    let rest = rest.strip_prefix(fingerprint().as_slice())?;
    let (hash, payload) = rest.split_at_checked(32)?;
    if blake3::hash(payload).as_bytes().as_slice() != hash {
        return None;
    }
    let (folded, used) =
        bincode::decode_from_slice::<Folded, _>(payload, bincode::config::standard()).ok()?;
    (used == payload.len()).then_some(folded)
}

/// Whether the store holds the head of a snapshot.
fn agrees(folded: &Folded, store: &dyn EventStore) -> bool {
    let Some(last) = folded.head.size.checked_sub(1) else { return true };
    let mut hash = None;
    let read = store.read(last..folded.head.size, &mut |block| {
        hash = block.iter().find(|(seq, _)| *seq == last).map(|(_, entry)| ChainHash::of(entry));
        false
    });
    read.is_ok() && hash == Some(folded.head.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_three_and_the_oldest_of_each_doubling_are_kept() {
        let table: &[(&[u64], &[u64])] = &[
            (&[], &[]),
            (&[20_000], &[]),
            (&[1, 2, 3], &[]),
            (&[5, 6, 7, 8], &[]),
            (&[5, 6, 7, 8, 9], &[6]),
            (&[20, 40, 60, 80, 100, 120, 140, 160], &[60, 100]),
            (&[0, 1, 2, 3, 4, 5, 6], &[3]),
        ];
        for (sizes, expected) in table {
            assert_eq!(stale(sizes), *expected, "{sizes:?}");
        }
    }

    /// However long a ledger grows, few are kept, and none is far from the moments after it.
    #[test]
    fn what_is_kept_stays_small_and_near() {
        let mut sizes: Vec<u64> = Vec::new();
        for size in (20_000..10_000_000).step_by(20_000) {
            sizes.push(size);
            let stale = stale(&sizes);
            sizes.retain(|size| !stale.contains(size));
            let bytes: u64 = sizes.iter().sum();
            assert!(bytes < 8 * size && sizes.len() <= 13, "{size}: {sizes:?}");
        }
        for moment in (20_000..10_000_000).step_by(7_777) {
            let nearest = sizes.iter().rev().find(|size| **size <= moment).unwrap();
            assert!(moment - nearest <= moment * 3 / 4, "{moment}: {nearest}");
        }
    }
}
