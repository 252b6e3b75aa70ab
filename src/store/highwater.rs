//! The high-water mark: how far the ledger had got, kept outside the engine.
//!
//! An engine that loses its files, or cuts its log at the first record that it cannot read, opens
//! shorter or empty *without an error*. The mark is how we notice: a store shorter than its mark,
//! or with another chain hash at that size, is damaged.
//!
//! ```text
//! two slots, at offset 0 and 4096, big-endian:
//! magic "jejakHW1" | generation u64 | size u64 | chain hash 32 | CRC32 u32     (60 bytes)
//! ```
//!
//! The mark is written after each commit and fdatasynced at least every second of activity and at
//! close. Writes go to one slot until a sync has succeeded, then to the other: the slot that is
//! not being written is always on the disk, so a torn write costs at most the activity since the
//! last sync. The valid slot of the higher generation counts.
//!
//! Not here: comparing the mark with what the engine holds (`super::framed`).

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use jejak_events::{ChainHash, Head};

/// Longest that a written mark stays without a sync.
pub const SYNC_EVERY: Duration = Duration::from_secs(1);

const MAGIC: [u8; 8] = *b"jejakHW1";
const SLOT_LEN: usize = 8 + 8 + 8 + 32 + 4;
/// The slots are on different pages, so that one torn page cannot hold both.
const SLOT_AT: [u64; 2] = [0, 4096];

/// Why there is no usable mark.
#[derive(Debug, thiserror::Error)]
pub enum HighWaterError {
    /// The file is gone although the folder is a ledger.
    #[error(
        "the file HIGHWATER is missing, so nobody can tell whether the store is complete; \
         restore it, or the whole folder, from a backup"
    )]
    Missing,
    /// Neither slot can be read.
    #[error(
        "both slots of HIGHWATER are damaged (first: {first}; second: {second}), so nobody can \
         tell whether the store is complete; restore it from a backup"
    )]
    Damaged {
        /// What is wrong with the slot at offset 0.
        first: &'static str,
        /// What is wrong with the slot at offset 4096.
        second: &'static str,
    },
    /// The operating system failed.
    #[error("cannot read HIGHWATER")]
    Io(#[source] io::Error),
}

/// Where the mark of a store is kept.
pub trait Waterline: Send {
    /// The mark.
    fn mark(&self) -> Head;

    /// Moves the mark to `head`, which the store holds durably; synced when due.
    fn advance(&mut self, head: Head) -> io::Result<()>;

    /// Makes the mark durable, if it is not.
    fn sync(&mut self) -> io::Result<()>;
}

/// The mark of a store that is only looked at: fixed, empty when the file could not be read.
#[derive(Debug)]
pub struct FixedMark(pub Head);

impl Waterline for FixedMark {
    fn mark(&self) -> Head {
        self.0
    }

    fn advance(&mut self, _: Head) -> io::Result<()> {
        Err(io::Error::other("the high-water mark of a store that is only looked at"))
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The file `HIGHWATER`.
#[derive(Debug)]
pub struct HighWater {
    file: File,
    mark: Head,
    generation: u64,
    /// Slot that the next write goes to.
    slot: usize,
    dirty: bool,
    synced_at: Instant,
}

impl HighWater {
    /// Creates the file with the mark of an empty ledger in both slots, synced.
    pub fn create(path: &Path) -> io::Result<()> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        for (generation, at) in SLOT_AT.into_iter().enumerate() {
            file.write_all_at(&encode(generation as u64, Head::EMPTY), at)?;
        }
        file.sync_all()
    }

    /// Opens the file; what is in a damaged slot is ignored if the other is good.
    pub fn open(path: &Path) -> Result<HighWater, HighWaterError> {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(HighWaterError::Missing),
            Err(e) => return Err(HighWaterError::Io(e)),
        };
        let slots = [read_slot(&file, 0)?, read_slot(&file, 1)?];
        let (current, generation, mark) = match slots {
            [Ok(first), Ok(second)] if first.0 > second.0 => (0, first.0, first.1),
            [_, Ok(second)] => (1, second.0, second.1),
            [Ok(first), Err(_)] => (0, first.0, first.1),
            [Err(first), Err(second)] => return Err(HighWaterError::Damaged { first, second }),
        };
        // After a kill the current slot may be in the page cache only, and the next write goes to
        // the other one: never have both on their way to the disk.
        file.sync_data().map_err(HighWaterError::Io)?;
        let slot = 1 - current;
        Ok(HighWater { file, mark, generation, slot, dirty: false, synced_at: Instant::now() })
    }
}

impl Waterline for HighWater {
    fn mark(&self) -> Head {
        self.mark
    }

    fn advance(&mut self, head: Head) -> io::Result<()> {
        let generation = self.generation + 1;
        self.file.write_all_at(&encode(generation, head), SLOT_AT[self.slot])?;
        if !self.dirty && self.synced_at.elapsed() > SYNC_EVERY {
            // The first write after a pause: the second of activity starts now.
            self.synced_at = Instant::now();
        }
        (self.generation, self.mark, self.dirty) = (generation, head, true);
        if self.synced_at.elapsed() >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.dirty {
            self.file.sync_data()?;
            (self.dirty, self.slot) = (false, 1 - self.slot);
        }
        self.synced_at = Instant::now();
        Ok(())
    }
}

fn encode(generation: u64, head: Head) -> [u8; SLOT_LEN] {
    let mut slot = [0; SLOT_LEN];
    slot[..8].copy_from_slice(&MAGIC);
    slot[8..16].copy_from_slice(&generation.to_be_bytes());
    slot[16..24].copy_from_slice(&head.size.to_be_bytes());
    slot[24..56].copy_from_slice(&head.hash.0);
    let crc = crc32fast::hash(&slot[..56]);
    slot[56..].copy_from_slice(&crc.to_be_bytes());
    slot
}

/// Generation and mark of a slot, or what is wrong with it.
type Slot = Result<(u64, Head), &'static str>;

fn read_slot(file: &File, slot: usize) -> Result<Slot, HighWaterError> {
    let mut bytes = [0; SLOT_LEN];
    match file.read_exact_at(&mut bytes, SLOT_AT[slot]) {
        Ok(()) => Ok(decode(&bytes)),
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(Err("cut short")),
        Err(e) => Err(HighWaterError::Io(e)),
    }
}

fn decode(slot: &[u8; SLOT_LEN]) -> Slot {
    let ([body @ .., c0, c1, c2, c3], crc) = (slot, crc32fast::hash(&slot[..56]));
    if crc != u32::from_be_bytes([*c0, *c1, *c2, *c3]) {
        return Err("its checksum does not match");
    }
    let Some(body) = body.strip_prefix(&MAGIC) else {
        return Err("it does not start with jejakHW1");
    };
    let number = |at: usize| {
        body.get(at..).and_then(|rest| rest.first_chunk().copied()).map(u64::from_be_bytes)
    };
    let hash = body.get(16..).and_then(|rest| rest.first_chunk().copied()).map(ChainHash);
    match (number(0), number(8), hash) {
        (Some(generation), Some(size), Some(hash)) => Ok((generation, Head { size, hash })),
        _ => Err("it is too short"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(size: u64) -> Head {
        Head { size, hash: ChainHash([u8::try_from(size).unwrap(); 32]) }
    }

    fn fresh() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("HIGHWATER");
        HighWater::create(&path).unwrap();
        (folder, path)
    }

    #[test]
    fn the_last_write_counts() {
        let (_folder, path) = fresh();
        assert_eq!(HighWater::open(&path).unwrap().mark(), Head::EMPTY);
        for size in 1..20 {
            let mut mark = HighWater::open(&path).unwrap();
            mark.advance(head(2 * size)).unwrap();
            mark.advance(head(2 * size + 1)).unwrap();
            if size % 3 == 0 {
                mark.sync().unwrap();
                mark.advance(head(2 * size + 1)).unwrap();
            }
            assert_eq!(HighWater::open(&path).unwrap().mark(), head(2 * size + 1));
        }
    }

    #[test]
    fn a_torn_slot_costs_only_what_was_not_synced() {
        let (_folder, path) = fresh();
        let mut mark = HighWater::open(&path).unwrap();
        mark.advance(head(5)).unwrap();
        mark.sync().unwrap();
        let synced = std::fs::read(&path).unwrap();
        for size in 6..9 {
            mark.advance(head(size)).unwrap();
        }
        let written = std::fs::read(&path).unwrap();
        let differing: Vec<usize> =
            (0..synced.len()).filter(|&i| synced[i] != written[i]).collect();
        for &cut in &differing {
            let mut torn = synced.clone();
            torn[..cut].copy_from_slice(&written[..cut]);
            std::fs::write(&path, &torn).unwrap();
            assert_eq!(HighWater::open(&path).unwrap().mark(), head(5));
        }
        assert!(differing.len() > 30, "the test must tear something");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let good = encode(7, head(6));
        assert_eq!(decode(&good), Ok((7, head(6))));
        for bit in 0..8 * SLOT_LEN {
            let mut bad = good;
            bad[bit / 8] ^= 1 << (bit % 8);
            decode(&bad).unwrap_err();
        }
    }

    #[test]
    fn one_damaged_slot_leaves_the_other() {
        let (_folder, path) = fresh();
        let mut mark = HighWater::open(&path).unwrap();
        mark.advance(head(5)).unwrap();
        mark.sync().unwrap();
        mark.advance(head(6)).unwrap();
        let good = std::fs::read(&path).unwrap();
        for (slot, other) in [(0, 4096), (4096, 0)] {
            let mut bad = good.clone();
            bad[slot + 20] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            let found = HighWater::open(&path).unwrap().mark();
            assert!(found == head(5) || found == head(6), "{found}");
            bad[other + 50] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            let refused = HighWater::open(&path).unwrap_err();
            assert!(matches!(refused, HighWaterError::Damaged { .. }), "{refused}");
        }
    }

    #[test]
    fn missing_and_cut_short() {
        let (_folder, path) = fresh();
        std::fs::write(&path, b"").unwrap();
        assert!(matches!(HighWater::open(&path), Err(HighWaterError::Damaged { .. })));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(HighWater::open(&path), Err(HighWaterError::Missing)));
    }
}
