//! The store that runs on every engine: frames, expected head, high-water mark, one writer.
//!
//! Invariants:
//! - the frames cover 0..head without gap or overlap, each verified when read;
//! - nothing is answered before the engine has synced *and* the high-water mark is written;
//! - after a write or sync whose outcome is not known the store accepts nothing more, ever: what
//!   the disk holds is only learnt by opening again;
//! - readers see only entries that were durable when the read began.
//!
//! Not here: engines (`sled.rs`, `redb.rs`, `memory.rs`); compaction and truncation
//! ([`super::maintain`]).

use std::any::Any;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jejak_events::{ChainHash, Head};

use super::engine::{Changes, EngineError, FrameEngine};
use super::highwater::{SYNC_EVERY, Waterline};
use super::keeper::Keeper;
use super::loose::Loose;
use super::space::Space;
use super::{
    AppendError, Block, Compaction, EventStore, Frames, LARGEST_BLOCK, Promises, ReadError, entry,
    frame,
};

/// Frames that one scan of the engine visits at most: bounds how long an engine keeps old
/// versions, or pages, for a reader.
const SCAN_FRAMES: u32 = 1024;

/// What a store is opened with, besides its engine.
pub(super) struct Setup {
    /// Where the high-water mark is kept.
    pub waterline: Box<dyn Waterline>,
    /// Knows how much space is free.
    pub space: Space,
    /// Every change is refused with this text.
    pub read_only: Option<&'static str>,
    /// Whether a thread syncs the high-water mark every second.
    pub background: bool,
    /// Dropped after the engine: the lock of the folder.
    pub held: Option<Box<dyn Any + Send + Sync>>,
}

/// A store of frames in `E`.
pub(super) struct FramedStore<E: FrameEngine> {
    // Dropped in this order: the thread, the engine, the lock.
    keeper: Option<Keeper>,
    pub(super) engine: E,
    head: Mutex<Head>,
    writer: Mutex<Writer>,
    /// Frames below this sequence number are as full as they get; held while frames are merged.
    pub(super) compacted_to: Mutex<u64>,
    waterline: Arc<Mutex<Box<dyn Waterline>>>,
    pub(super) space: Space,
    _held: Option<Box<dyn Any + Send + Sync>>,
}

/// What only one thread at a time may touch.
#[derive(Default)]
pub(super) struct Writer {
    /// Why nothing is accepted any more.
    stopped: Option<String>,
    read_only: Option<&'static str>,
    /// Small frames at the end, for whoever merges them when there are many.
    pub loose: Loose,
    pub changes: Changes,
    /// Raw bytes of the last frame that was added.
    pub scratch: Vec<u8>,
}

impl<E: FrameEngine> FramedStore<E> {
    /// Takes over an opened engine, after comparing what it holds with the high-water mark.
    pub fn open(engine: E, setup: Setup) -> Result<FramedStore<E>, ReadError> {
        let head = last_head(&engine)?;
        let (mark, background) = (setup.waterline.mark(), setup.background);
        let mut store = FramedStore::over(engine, head, setup);
        store.compare_with_mark(mark)?;
        let loose = store.count_loose()?;
        lock(&store.writer).loose = loose;
        if background {
            let waterline = Arc::clone(&store.waterline);
            let tick = store.engine.tick();
            store.keeper = Keeper::start(SYNC_EVERY, move || {
                // A failure leaves the mark dirty: the next append or close meets it again.
                let _ = lock(&waterline).sync();
                if let Some(tick) = &tick {
                    tick();
                }
            });
        }
        Ok(store)
    }

    /// Takes over an engine whatever it holds, up to its last readable frame, and says which
    /// frames behind that one cannot be read. Nothing is compared with the high-water mark.
    pub fn open_as_found(
        engine: E,
        setup: Setup,
    ) -> Result<(FramedStore<E>, Vec<ReadError>), ReadError> {
        let (mut wrong, mut from) = (Vec::new(), u64::MAX);
        let head = loop {
            let Some((key, bytes)) = engine.floor(from).map_err(|e| failed(0, e))? else {
                break Head::EMPTY;
            };
            let mut block = Block::default();
            match frame::decode_into(&bytes, key, &mut block) {
                Ok(()) => break block.head().unwrap_or(Head::EMPTY),
                Err(e) => wrong.push(corrupt(key, &e)),
            }
            match key.checked_sub(1) {
                Some(before) => from = before,
                None => break Head::EMPTY,
            }
        };
        Ok((FramedStore::over(engine, head, setup), wrong))
    }

    fn over(engine: E, head: Head, setup: Setup) -> FramedStore<E> {
        FramedStore {
            keeper: None,
            engine,
            head: Mutex::new(head),
            writer: Mutex::new(Writer { read_only: setup.read_only, ..Writer::default() }),
            compacted_to: Mutex::new(0),
            waterline: Arc::new(Mutex::new(setup.waterline)),
            space: setup.space,
            _held: setup.held,
        }
    }

    /// A store that is shorter than its mark, or another one, has lost or exchanged entries.
    fn compare_with_mark(&self, mark: Head) -> Result<(), ReadError> {
        let head = self.head();
        if head.size < mark.size {
            return Err(ReadError::Corrupt {
                seq: head.size,
                what: format!(
                    "expected {} entries with chain hash {} (HIGHWATER), found {}: entries that \
                     were acknowledged are missing at the end; restore the store from a backup",
                    mark.size, mark.hash, head.size
                ),
            });
        }
        let Some(last_marked) = mark.size.checked_sub(1) else {
            return self.check_links(0, ChainHash::ZERO);
        };
        let (first_seq, _) = self.frame_holding(0)?;
        let (_, found) = self.entry_and_hash(last_marked)?;
        if first_seq != 0 || found != mark.hash {
            return Err(ReadError::Corrupt {
                seq: last_marked,
                what: format!(
                    "expected chain hash {} at size {} (HIGHWATER), found {found}: this is not \
                     the store that the ledger was written to; restore it from a backup",
                    mark.hash, mark.size
                ),
            });
        }
        self.check_links(mark.size, mark.hash)
    }

    /// Checks the hash links of everything from `from` on.
    fn check_links(&self, from: u64, mut prev: ChainHash) -> Result<(), ReadError> {
        let mut broken = None;
        self.read(from..self.head().size, &mut |block| {
            for (seq, bytes) in block.iter() {
                if let Err(e) = entry::check_link(bytes, prev) {
                    broken = Some(corrupt(seq, &e));
                    return false;
                }
                prev = ChainHash::of(bytes);
            }
            true
        })?;
        broken.map_or(Ok(()), Err)
    }

    /// The entry at `seq`, and its chain hash.
    pub(super) fn entry_and_hash(&self, seq: u64) -> Result<(Vec<u8>, ChainHash), ReadError> {
        let mut found = None;
        self.read(seq..seq + 1, &mut |block| {
            found = block.entry(0).map(<[u8]>::to_vec);
            false
        })?;
        let bytes = found.ok_or_else(|| missing(seq, "nothing"))?;
        let hash = ChainHash::of(&bytes);
        Ok((bytes, hash))
    }

    /// Key and bytes of the frame in which entry `seq` must be.
    pub(super) fn frame_holding(&self, seq: u64) -> Result<(u64, Vec<u8>), ReadError> {
        let found = self.engine.floor(seq).map_err(|e| failed(seq, e))?;
        found.ok_or_else(|| missing(seq, "no frame at or before it"))
    }

    /// The one writer, if changes are accepted at all.
    pub(super) fn writer(&self) -> Result<MutexGuard<'_, Writer>, AppendError> {
        let writer = lock(&self.writer);
        match (&writer.read_only, &writer.stopped) {
            (Some(why), _) => Err(AppendError::Refused((*why).to_owned())),
            (None, Some(why)) => Err(AppendError::Unavailable(why.clone())),
            (None, None) => Ok(writer),
        }
    }

    /// Makes the writer's changes durable. When the outcome is not known, the store stops.
    pub(super) fn commit(&self, writer: &mut Writer) -> Result<(), AppendError> {
        // Stays if the engine panics.
        writer.stopped = Some("the store stopped in the middle of a write; open it again".into());
        match self.engine.write(&writer.changes) {
            Ok(()) => {}
            Err(EngineError::Untouched(what)) => {
                writer.stopped = None;
                return Err(AppendError::Unavailable(what));
            }
            Err(e) => return Err(writer.stop(&e)),
        }
        self.engine.sync().map_err(|e| writer.stop(&e))?;
        writer.stopped = None;
        Ok(())
    }

    /// Shows `head` to readers and moves the high-water mark to it.
    pub(super) fn publish(&self, writer: &mut Writer, head: Head) -> Result<(), AppendError> {
        *lock(&self.head) = head;
        let advanced = lock(&self.waterline).advance(head);
        advanced.map_err(|e| writer.stop(&format_args!("the high-water mark was not written: {e}")))
    }

    /// Syncs the high-water mark.
    pub(super) fn sync_mark(&self, writer: &mut Writer) -> Result<(), AppendError> {
        let synced = lock(&self.waterline).sync();
        synced.map_err(|e| writer.stop(&format_args!("the high-water mark was not synced: {e}")))
    }

    /// Lowers the head that readers see, before entries are removed.
    pub(super) fn hide(&self, head: Head) {
        *lock(&self.head) = head;
    }

    /// Stores the frames of `block` group by group; each group is durable before the next.
    ///
    /// The engine may reuse the space of pages that one group replaced while it writes a later
    /// one: syncing in between keeps a power cut from seeing the later without the earlier.
    fn store_block(&self, writer: &mut Writer, block: &Block) -> Result<(), AppendError> {
        let mut start = 0;
        while start < block.len() {
            let first = start;
            writer.changes.clear();
            while start < block.len() && !writer.changes.are_full::<E>() {
                let count = writer.add_frame(block, start);
                let (first_seq, raw_len) = (block.first_seq() + start as u64, writer.scratch.len());
                writer.loose.add(first_seq, count, raw_len);
                start += count;
            }
            match self.commit(writer) {
                Err(AppendError::Unavailable(what)) if first > 0 => return Err(writer.stop(&what)),
                outcome => outcome?,
            }
        }
        Ok(())
    }

    /// Whether `block` is already stored right after `expected`; the head has moved on.
    fn already_stored(
        &self,
        expected: Head,
        block: &Block,
        found: Head,
    ) -> Result<(), AppendError> {
        let mut same = block.next_seq() <= found.size;
        let mut index = 0;
        if same {
            self.read(block.first_seq()..block.next_seq(), &mut |stored| {
                for (_, bytes) in stored.iter() {
                    same &= block.entry(index) == Some(bytes);
                    index += 1;
                }
                same
            })?;
        }
        if same && index == block.len() && !block.is_empty() {
            Ok(())
        } else {
            Err(AppendError::Conflict { expected, found })
        }
    }

    /// Reads frames from the one that holds `next` on, until the engine shows a gap (frames may be
    /// merged meanwhile), the scan is long enough, or `visit` says stop. Returns where to go on.
    fn read_run(
        &self,
        next: u64,
        end: u64,
        block: &mut Block,
        visit: &mut dyn FnMut(&Block) -> bool,
    ) -> Result<Option<u64>, ReadError> {
        let (start, _) = self.frame_holding(next)?;
        let (mut next, mut frames, mut broken, mut stopped) = (next, 0, None, false);
        let scanned = self.engine.scan(start, end, &mut |key, bytes| {
            if key > next {
                return false;
            }
            if let Err(e) = frame::decode_into(bytes, key, block) {
                broken = Some(corrupt(next, &e));
                return false;
            }
            block.keep(next..end);
            if block.is_empty() {
                return false;
            }
            (next, frames) = (block.next_seq(), frames + 1);
            stopped = !visit(block);
            !stopped && next < end && frames < SCAN_FRAMES
        });
        scanned.map_err(|e| failed(next, e))?;
        match broken {
            Some(broken) => Err(broken),
            None if stopped || next >= self.head().size => Ok(None),
            None if frames > 0 => Ok(Some(next)),
            // The frame may have been merged into the one before it between finding and reading.
            None if self.frame_holding(next)?.0 != start => Ok(Some(next)),
            None => Err(missing(next, &format!("one at {start} that does not"))),
        }
    }
}

impl<E: FrameEngine> EventStore for FramedStore<E> {
    fn head(&self) -> Head {
        *lock(&self.head)
    }

    fn high_water(&self) -> Head {
        lock(&self.waterline).mark()
    }

    fn append(&self, expected: Head, block: &Block) -> Result<(), AppendError> {
        let mut writer = self.writer()?;
        check_block(expected, block)?;
        let found = self.head();
        if found != expected {
            return self.already_stored(expected, block, found);
        }
        let Some(head) = block.head() else { return Ok(()) };
        self.space.check(block.bytes().len())?;
        self.store_block(&mut writer, block)?;
        self.publish(&mut writer, head)
    }

    fn read(
        &self,
        range: Range<u64>,
        visit: &mut dyn FnMut(&Block) -> bool,
    ) -> Result<(), ReadError> {
        let end = range.end.min(self.head().size);
        let (mut next, mut block) = (range.start, Block::default());
        while next < end {
            match self.read_run(next, end, &mut block, visit)? {
                Some(reached) => next = reached,
                None => break,
            }
        }
        Ok(())
    }

    fn truncate_tail(&self, size: u64) -> Result<(), AppendError> {
        self.truncate(size)
    }

    fn promises(&self) -> Promises {
        E::PROMISES
    }

    fn compact(&self) -> Result<Compaction, AppendError> {
        self.merge_small_frames()
    }

    fn tidy(&self) -> Result<Compaction, AppendError> {
        self.merge_loose_frames()
    }

    fn frames(&self) -> Result<Frames, ReadError> {
        self.count_frames()
    }

    fn disk_bytes(&self) -> u64 {
        self.engine.disk_bytes()
    }

    fn close(&self) -> Result<(), AppendError> {
        let mut writer = match self.writer() {
            Ok(writer) => writer,
            Err(AppendError::Refused(_)) => return Ok(()),
            Err(e) => {
                // The mark stands for what was acknowledged before: worth keeping even now.
                let _ = lock(&self.waterline).sync();
                return Err(e);
            }
        };
        self.engine.sync().map_err(|e| writer.stop(&e))?;
        self.sync_mark(&mut writer)?;
        writer.stopped = Some("the store is closed".into());
        Ok(())
    }
}

impl Writer {
    /// Stops the store for good; the outcome of what was asked is not known.
    pub fn stop(&mut self, why: &dyn std::fmt::Display) -> AppendError {
        self.stopped = Some(format!("the store stopped after a failure ({why}); open it again"));
        AppendError::Unknown(why.to_string())
    }

    /// Adds the frame that starts at the entry at `start`; returns how many entries it holds.
    pub fn add_frame(&mut self, block: &Block, start: usize) -> usize {
        let count = frame::take(block, start);
        frame::encode(block, start, count, &mut self.scratch, &mut self.changes.bytes);
        self.changes.end_frame(block.first_seq() + start as u64);
        count
    }
}

/// Refuses a block that would break the chain, or that is too large.
fn check_block(expected: Head, block: &Block) -> Result<(), AppendError> {
    let found = block.bytes().len();
    if found > LARGEST_BLOCK {
        return Err(AppendError::TooLarge { found, largest: LARGEST_BLOCK });
    }
    if block.first_seq() != expected.size {
        return Err(AppendError::Refused(format!(
            "expected a block that starts at entry {}, found one that starts at {}",
            expected.size,
            block.first_seq()
        )));
    }
    let refuse = |seq: u64, e| AppendError::Refused(format!("entry {seq} of the block: {e}"));
    if let Some(first) = block.entry(0) {
        entry::check_link(first, expected.hash).map_err(|e| refuse(expected.size, e))?;
    }
    block.iter().try_for_each(|(seq, bytes)| entry::check(bytes, seq).map_err(|e| refuse(seq, e)))
}

/// The head that the last frame of the engine gives.
fn last_head<E: FrameEngine>(engine: &E) -> Result<Head, ReadError> {
    let Some((key, bytes)) = engine.floor(u64::MAX).map_err(|e| failed(0, e))? else {
        return Ok(Head::EMPTY);
    };
    let mut block = Block::default();
    frame::decode_into(&bytes, key, &mut block).map_err(|e| corrupt(key, &e))?;
    Ok(block.head().unwrap_or(Head::EMPTY))
}

/// The header of the frame under a key, which must begin at that entry.
pub(super) fn header_at(key: u64, bytes: &[u8]) -> Result<frame::Header, ReadError> {
    let (header, _) = frame::Header::parse(bytes).map_err(|e| corrupt(key, &e))?;
    if header.first_seq == key {
        return Ok(header);
    }
    let what = format_args!("expected a frame that begins with it, found {}", header.first_seq);
    Err(corrupt(key, &what))
}

pub(super) fn corrupt(seq: u64, what: &dyn std::fmt::Display) -> ReadError {
    ReadError::Corrupt { seq, what: what.to_string() }
}

fn missing(seq: u64, found: &str) -> ReadError {
    ReadError::Corrupt {
        seq,
        what: format!("expected a frame that holds it, found {found}; restore from a backup"),
    }
}

pub(super) fn failed(seq: u64, e: EngineError) -> ReadError {
    match e {
        EngineError::Damaged(what) => ReadError::Corrupt { seq, what },
        EngineError::Untouched(what) | EngineError::Failed(what) => ReadError::Io(what),
    }
}

/// A panic while the lock was held has left nothing half-changed: the writer marks itself stopped
/// before it calls an engine.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
