//! A store in memory, with switches for everything that can go wrong with a disk.
//!
//! A [`MemoryDisk`] outlives the stores that are opened on it, like a disk outlives processes: a
//! test kills or power-cuts it, damages what it holds, takes and restores images, and opens it
//! again. What runs above is the very code that runs on the real engines.
//!
//! Not here: anything that survives the process.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use jejak_events::Head;

use super::engine::{Changes, EngineError, FrameEngine};
use super::framed::{FramedStore, Setup, lock};
use super::highwater::{FixedMark, Waterline};
use super::space::Space;
use super::{Block, EventStore, LARGEST_BLOCK, Promises, ReadError, frame};

/// What goes wrong with the next append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is refused before anything is written.
    Unavailable,
    /// It is written, but the answer is an error.
    UnknownStored,
    /// It is not written, and the answer is an error.
    UnknownNotStored,
    /// The process dies when this many entries of the block are written.
    Torn(usize),
    /// It is written, then the process dies before it is synced.
    DiesBeforeSync,
}

/// A disk in memory; clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct MemoryDisk {
    disk: Arc<Mutex<Disk>>,
    free: Free,
}

/// All that a disk holds at one moment, synced or not.
#[derive(Debug, Clone, Default)]
pub struct MemoryImage {
    frames: Frames,
    mark: Head,
}

impl MemoryImage {
    /// The same frames with the high-water mark of another image.
    #[must_use]
    pub fn with_mark_of(self, other: &MemoryImage) -> MemoryImage {
        MemoryImage { mark: other.mark, ..self }
    }
}

type Frames = BTreeMap<u64, Arc<[u8]>>;

#[derive(Debug, Clone)]
struct Free(Arc<AtomicU64>);

impl Default for Free {
    fn default() -> Free {
        Free(Arc::new(AtomicU64::new(u64::MAX)))
    }
}

#[derive(Debug, Default)]
struct Disk {
    frames: Frames,
    /// What the frames written since the last sync replaced, oldest first.
    unsynced: Vec<(u64, Option<Arc<[u8]>>)>,
    mark: Head,
    synced_mark: Head,
    /// Stores opened in an earlier life of the machine are dead.
    life: u64,
    fault: Option<Fault>,
    read_error: bool,
    sync_lies: bool,
}

impl MemoryDisk {
    /// An empty disk.
    pub fn new() -> MemoryDisk {
        MemoryDisk::default()
    }

    /// Opens the store on the disk, as after a start of the process.
    pub fn open(&self) -> Result<Box<dyn EventStore>, ReadError> {
        let life = self.disk().life;
        let engine = MemoryEngine { disk: self.clone(), life };
        let setup = Setup {
            waterline: Box::new(MemoryMark { disk: self.clone(), life }),
            space: Space::fixed(Arc::clone(&self.free.0)),
            read_only: None,
            background: false,
            held: None,
        };
        Ok(Box::new(FramedStore::open(engine, setup)?))
    }

    /// Opens the store as it was found, however damaged, and says which frames at its end cannot
    /// be read.
    pub fn open_as_found(&self) -> Result<(Box<dyn EventStore>, Vec<ReadError>), ReadError> {
        let life = self.disk().life;
        let setup = Setup {
            waterline: Box::new(FixedMark(self.disk().mark)),
            space: Space::fixed(Arc::clone(&self.free.0)),
            read_only: Some("it is only looked at"),
            background: false,
            held: None,
        };
        let engine = MemoryEngine { disk: self.clone(), life };
        let (store, wrong) = FramedStore::open_as_found(engine, setup)?;
        Ok((Box::new(store), wrong))
    }

    /// Makes the next append go wrong.
    pub fn fail_next_append(&self, fault: Fault) {
        self.disk().fault = Some(fault);
    }

    /// Makes every read fail, or succeed again.
    pub fn fail_reads(&self, fail: bool) {
        self.disk().read_error = fail;
    }

    /// Makes syncs answer without having made anything durable, as bad hardware does.
    pub fn lie_about_syncs(&self, lie: bool) {
        self.disk().sync_lies = lie;
    }

    /// Sets the free space that the disk reports.
    pub fn set_free_space(&self, bytes: u64) {
        self.free.0.store(bytes, Ordering::Relaxed);
    }

    /// Kills the process: open stores are dead, everything written is still there.
    pub fn kill(&self) {
        self.disk().life += 1;
    }

    /// Cuts the power: open stores are dead, and what was not synced is gone.
    pub fn power_cut(&self) {
        let disk = &mut *self.disk();
        disk.life += 1;
        while let Some((key, before)) = disk.unsynced.pop() {
            match before {
                Some(bytes) => disk.frames.insert(key, bytes),
                None => disk.frames.remove(&key),
            };
        }
        disk.mark = disk.synced_mark;
    }

    /// What the disk holds now.
    pub fn image(&self) -> MemoryImage {
        let disk = self.disk();
        MemoryImage { frames: disk.frames.clone(), mark: disk.mark }
    }

    /// Puts an image back; open stores are dead.
    pub fn restore(&self, image: &MemoryImage) {
        let disk = &mut *self.disk();
        disk.life += 1;
        disk.frames.clone_from(&image.frames);
        (disk.mark, disk.synced_mark) = (image.mark, image.mark);
        disk.unsynced.clear();
    }

    /// Number of frames.
    pub fn frames(&self) -> usize {
        self.disk().frames.len()
    }

    /// Bytes of the frame at `index`; empty when there is none.
    pub fn frame(&self, index: usize) -> Vec<u8> {
        self.disk().frames.values().nth(index).map_or(Vec::new(), |frame| frame.to_vec())
    }

    /// Flips one bit of the frame at `index`.
    pub fn flip_bit(&self, index: usize, bit: usize) {
        if let Some(frame) = self.disk().frames.values_mut().nth(index) {
            let mut bytes = frame.to_vec();
            if let Some(byte) = bytes.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            *frame = bytes.into();
        }
    }

    /// Replaces the frame at `index` by other bytes under the same key.
    pub fn replace_frame(&self, index: usize, bytes: &[u8]) {
        if let Some(frame) = self.disk().frames.values_mut().nth(index) {
            *frame = bytes.into();
        }
    }

    /// Loses the frame at `index`.
    pub fn lose_frame(&self, index: usize) {
        let disk = &mut *self.disk();
        if let Some(key) = disk.frames.keys().nth(index).copied() {
            disk.frames.remove(&key);
        }
    }

    /// Loses every entry from `size` on, without the high-water mark noticing.
    pub fn shorten(&self, size: u64) {
        let disk = &mut *self.disk();
        disk.frames.split_off(&size);
        let last = disk.frames.iter().next_back().map(|(key, bytes)| (*key, Arc::clone(bytes)));
        let cut = last.and_then(|(key, bytes)| Some((key, cut_frame(key, &bytes, size)?)));
        disk.frames.extend(cut);
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        lock(&self.disk)
    }

    fn alive(&self, life: u64) -> Result<MutexGuard<'_, Disk>, EngineError> {
        let disk = self.disk();
        if disk.life == life { Ok(disk) } else { Err(EngineError::Failed("it crashed".into())) }
    }
}

/// The frame with only the entries below `size`; `None` when it ends there anyway.
fn cut_frame(key: u64, bytes: &[u8], size: u64) -> Option<Arc<[u8]>> {
    let mut block = Block::default();
    frame::decode_into(bytes, key, &mut block).ok()?;
    if block.next_seq() <= size {
        return None;
    }
    block.keep(key..size);
    let mut cut = Vec::new();
    frame::encode(&block, 0, block.len(), &mut Vec::new(), &mut cut);
    Some(cut.into())
}

impl Disk {
    fn put(&mut self, key: u64, bytes: Option<Arc<[u8]>>) {
        let before = match bytes {
            Some(bytes) => self.frames.insert(key, bytes),
            None => self.frames.remove(&key),
        };
        self.unsynced.push((key, before));
    }

    fn apply(&mut self, changes: &Changes) {
        for &key in changes.removes() {
            self.put(key, None);
        }
        for (key, bytes) in changes.inserts() {
            self.put(key, Some(bytes.into()));
        }
    }

    /// Writes the first `entries` entries of the block that `changes` belongs to, and dies when
    /// that is all. Changes that remove something are atomic: they are not written at all.
    fn tear(&mut self, changes: &Changes, mut entries: usize) -> Result<(), EngineError> {
        for (key, bytes) in changes.inserts() {
            let count = frame::Header::parse(bytes).map_or(0, |(h, _)| usize::from(h.count));
            if count > entries || !changes.removes().is_empty() {
                if entries > 0 && changes.removes().is_empty() {
                    let cut = cut_frame(key, bytes, key + entries as u64);
                    self.put(key, cut);
                }
                self.life += 1;
                return Err(EngineError::Failed("it crashed in the middle of a write".into()));
            }
            self.put(key, Some(bytes.into()));
            entries -= count;
        }
        self.fault = Some(Fault::Torn(entries));
        Ok(())
    }
}

struct MemoryEngine {
    disk: MemoryDisk,
    life: u64,
}

impl MemoryEngine {
    fn readable(&self) -> Result<MutexGuard<'_, Disk>, EngineError> {
        let disk = self.disk.alive(self.life)?;
        if disk.read_error { Err(EngineError::Failed("read error".into())) } else { Ok(disk) }
    }
}

impl FrameEngine for MemoryEngine {
    // Small, so that tests meet blocks of several groups.
    const GROUP_BYTES: usize = 256 * 1024;
    const GROUP_FRAMES: usize = 100;
    const PROMISES: Promises = Promises {
        process_kill: false,
        power_cut: false,
        node_loss: false,
        largest_batch: LARGEST_BLOCK,
    };

    fn floor(&self, seq: u64) -> Result<Option<(u64, Vec<u8>)>, EngineError> {
        let disk = self.readable()?;
        Ok(disk.frames.range(..=seq).next_back().map(|(key, bytes)| (*key, bytes.to_vec())))
    }

    fn scan(
        &self,
        from: u64,
        to: u64,
        visit: &mut dyn FnMut(u64, &[u8]) -> bool,
    ) -> Result<(), EngineError> {
        let mut next = from;
        while next < to {
            // The lock is not held while the visitor runs: it may come back to this disk.
            let found =
                self.readable()?.frames.range(next..to).next().map(|(k, b)| (*k, b.clone()));
            match found {
                Some((key, bytes)) if visit(key, &bytes) => next = key + 1,
                _ => break,
            }
        }
        Ok(())
    }

    fn write(&self, changes: &Changes) -> Result<(), EngineError> {
        let disk = &mut *self.disk.alive(self.life)?;
        match disk.fault.take() {
            None => disk.apply(changes),
            Some(Fault::Unavailable) => return Err(EngineError::Untouched("switched off".into())),
            Some(Fault::UnknownNotStored) => return Err(EngineError::Failed("no answer".into())),
            Some(Fault::UnknownStored) => {
                disk.apply(changes);
                return Err(EngineError::Failed("no answer".into()));
            }
            Some(Fault::DiesBeforeSync) => {
                disk.apply(changes);
                disk.life += 1;
            }
            Some(Fault::Torn(entries)) => return disk.tear(changes, entries),
        }
        Ok(())
    }

    fn sync(&self) -> Result<(), EngineError> {
        let mut disk = self.disk.alive(self.life)?;
        if !disk.sync_lies {
            disk.unsynced.clear();
        }
        Ok(())
    }

    fn disk_bytes(&self) -> u64 {
        0
    }
}

struct MemoryMark {
    disk: MemoryDisk,
    life: u64,
}

impl MemoryMark {
    fn alive(&self) -> io::Result<MutexGuard<'_, Disk>> {
        self.disk.alive(self.life).map_err(io::Error::other)
    }
}

impl Waterline for MemoryMark {
    fn mark(&self) -> Head {
        self.disk.disk().mark
    }

    fn advance(&mut self, head: Head) -> io::Result<()> {
        self.alive()?.mark = head;
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut disk = self.alive()?;
        disk.synced_mark = disk.mark;
        Ok(())
    }
}
