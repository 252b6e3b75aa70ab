//! Power cuts, as far as they can be tested without root.
//!
//! - In memory: everything that was not synced is gone, or the process dies in mid-append.
//! - redb: a backend in memory that dies after any number of operations; a random part of what
//!   was not synced, torn at sectors, reaches the disk.
//! - sled: it has no such seam, so its log as it was when one append was answered is mixed, page by
//!   page, with the log as it was after the next: what a disk may hold when the power goes in
//!   between.
//!
//! What is acknowledged must be there; what was under way may be there as a prefix.

use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use jejak_events::Head;

use super::super::framed::{FramedStore, Setup, lock};
use super::super::highwater::Waterline;
use super::super::memory::{Fault, MemoryDisk};
use super::super::redb::RedbEngine;
use super::super::space::Space;
use super::super::testing::{block, block_sized};
use super::drivers::OnDisk;
use super::{AppendError, Block, EventStore, Harness, grow, read_all};
use crate::store::folder::Engine;

/// Small reproducible randomness.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % sides
    }
}

/// Checks that `store` holds at least `acknowledged`, and nothing but a prefix of `attempted`.
#[track_caller]
fn holds_a_prefix(store: &dyn EventStore, acknowledged: Head, attempted: &Block) {
    let found = read_all(store, 0).unwrap();
    assert!(found.next_seq() >= acknowledged.size, "{} < {acknowledged}", found.next_seq());
    let mut expected = attempted.clone();
    expected.keep(0..found.next_seq());
    assert!(found == expected, "not a prefix of what was attempted");
    assert_eq!(found.head().unwrap_or(Head::EMPTY), store.head());
}

#[test]
fn memory_loses_nothing_that_was_acknowledged() {
    let faults = [Fault::UnknownStored, Fault::UnknownNotStored, Fault::DiesBeforeSync]
        .into_iter()
        .chain([0, 1, 249, 250, 251, 2000, 2999].map(Fault::Torn));
    for fault in faults {
        for power in [false, true] {
            let disk = MemoryDisk::new();
            let store = disk.open().unwrap();
            let mut attempted = grow(&*store, &[300]);
            let (acknowledged, next) = (store.head(), block(store.head(), 3000));
            next.iter().for_each(|(_, entry)| attempted.push(entry));
            disk.fail_next_append(fault);
            match store.append(acknowledged, &next) {
                Err(AppendError::Unknown(_)) => {}
                outcome => panic!("{fault:?}: {outcome:?}"),
            }
            let again = store.append(acknowledged, &next);
            assert!(matches!(again, Err(AppendError::Unavailable(_))), "{again:?}");
            if power {
                disk.power_cut();
            } else {
                disk.kill();
            }
            let store = disk.open().unwrap();
            holds_a_prefix(&*store, acknowledged, &attempted);
            if let (Fault::Torn(entries), false) = (fault, power) {
                assert_eq!(store.head().size, 300 + entries as u64);
            }
            store.truncate_tail(300).unwrap();
            store.append(acknowledged, &next).unwrap();
            holds_a_prefix(&*store, next.head().unwrap(), &attempted);
        }
    }
}

#[test]
fn an_unavailable_append_may_be_tried_again() {
    let disk = MemoryDisk::new();
    let store = disk.open().unwrap();
    disk.fail_next_append(Fault::Unavailable);
    let next = block(Head::EMPTY, 10);
    assert!(matches!(store.append(Head::EMPTY, &next), Err(AppendError::Unavailable(_))));
    store.append(Head::EMPTY, &next).unwrap();
    disk.fail_reads(true);
    assert!(read_all(&*store, 0).is_err());
    disk.fail_reads(false);
    assert!(read_all(&*store, 0).unwrap() == next);
}

#[test]
fn a_disk_that_lies_about_syncs_is_found_out() {
    let disk = MemoryDisk::new();
    let store = disk.open().unwrap();
    grow(&*store, &[5]);
    disk.lie_about_syncs(true);
    grow(&*store, &[5]);
    store.close().unwrap();
    disk.power_cut();
    let refused = disk.open().err().expect("a shortened store").to_string();
    assert!(refused.contains("expected 10 entries"), "{refused}");
}

/// A disk for redb that dies after so many operations.
#[derive(Debug, Clone, Default)]
struct Platter(Arc<Mutex<PlatterState>>);

#[derive(Debug, Default)]
struct PlatterState {
    seen: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Operation>,
    operations: usize,
    dies_after: usize,
}

enum Operation {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Operation::Write(at, bytes) => write!(f, "write {} at {at}", bytes.len()),
            Operation::Length(length) => write!(f, "length {length}"),
        }
    }
}

impl PlatterState {
    fn count(&mut self) -> io::Result<()> {
        self.operations += 1;
        if self.operations > self.dies_after { Err(io::Error::other("no power")) } else { Ok(()) }
    }
}

impl Platter {
    /// What is on the disk after the power cut: all that was synced, and a random part of the rest.
    fn after_power_cut(&self, dice: &mut Dice) -> Vec<u8> {
        const SECTOR: usize = 512;
        let state = lock(&self.0);
        let mut disk = state.durable.clone();
        for operation in &state.unsynced {
            match operation {
                Operation::Length(length) if dice.roll(2) == 0 => disk.resize(*length, 0),
                Operation::Length(_) => {}
                Operation::Write(at, bytes) => {
                    let all = dice.roll(3);
                    for (index, sector) in bytes.chunks(SECTOR).enumerate() {
                        let at = at + index * SECTOR;
                        if all == 0 || (all == 1 && dice.roll(2) == 0) {
                            disk.resize(disk.len().max(at + sector.len()), 0);
                            disk[at..at + sector.len()].copy_from_slice(sector);
                        }
                    }
                }
            }
        }
        disk
    }

    fn holding(bytes: Vec<u8>) -> Platter {
        let state = PlatterState {
            seen: bytes.clone(),
            durable: bytes,
            dies_after: usize::MAX,
            ..PlatterState::default()
        };
        Platter(Arc::new(Mutex::new(state)))
    }
}

impl ::redb::StorageBackend for Platter {
    fn len(&self) -> io::Result<u64> {
        Ok(lock(&self.0).seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let (state, at) = (lock(&self.0), usize::try_from(offset).unwrap());
        let found = state.seen.get(at..at + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(found);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let (mut state, length) = (lock(&self.0), usize::try_from(len).unwrap());
        state.count()?;
        state.seen.resize(length, 0);
        state.unsynced.push(Operation::Length(length));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let state = &mut *lock(&self.0);
        state.count()?;
        state.durable.clone_from(&state.seen);
        state.unsynced.clear();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let (mut state, at) = (lock(&self.0), usize::try_from(offset).unwrap());
        state.unsynced.push(Operation::Write(at, data.to_vec()));
        state.count()?;
        state.seen[at..at + data.len()].copy_from_slice(data);
        Ok(())
    }
}

/// A mark that never lags: the strictest.
#[derive(Clone, Default)]
struct ExactMark(Arc<Mutex<Head>>);

impl Waterline for ExactMark {
    fn mark(&self) -> Head {
        *lock(&self.0)
    }

    fn advance(&mut self, head: Head) -> io::Result<()> {
        *lock(&self.0) = head;
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn on_platter(platter: &Platter, mark: &ExactMark) -> Result<FramedStore<RedbEngine>, String> {
    let setup = Setup {
        waterline: Box::new(mark.clone()),
        space: Space::fixed(Arc::new(AtomicU64::new(u64::MAX))),
        read_only: None,
        background: false,
        held: None,
    };
    let engine = RedbEngine::with_backend(platter.clone()).map_err(|e| e.to_string())?;
    FramedStore::open(engine, setup).map_err(|e| e.to_string())
}

/// Appends and compacts until the power goes; true when everything was done.
fn work(store: &dyn EventStore, attempted: &mut Block) -> Result<(), AppendError> {
    for (round, length) in [1, 1, 270, 1, 600, 1, 1, 3].into_iter().enumerate() {
        let next = block_sized(store.head(), length, 0, |_| 150);
        next.iter().for_each(|(_, entry)| attempted.push(entry));
        store.append(store.head(), &next)?;
        if round % 3 == 2 {
            store.compact()?;
        }
    }
    Ok(())
}

#[test]
fn redb_survives_a_power_cut_after_any_operation() {
    let mut dice = Dice(7);
    for dies_after in 0..10_000 {
        let (platter, mark) = (Platter::holding(Vec::new()), ExactMark::default());
        let store = on_platter(&platter, &mark).unwrap();
        {
            let mut state = lock(&platter.0);
            (state.operations, state.dies_after) = (0, dies_after);
        }
        let mut attempted = Block::starting_at(0);
        let done = work(&store, &mut attempted).is_ok();
        lock(&platter.0).dies_after = 0;
        drop(store);
        for _ in 0..3 {
            let platter = Platter::holding(platter.after_power_cut(&mut dice));
            let mark = ExactMark(Arc::new(Mutex::new(*lock(&mark.0))));
            let store = on_platter(&platter, &mark).unwrap();
            holds_a_prefix(&store, *lock(&mark.0), &attempted);
        }
        if done {
            assert!(dies_after > 50, "the work must be cut in many places");
            return;
        }
    }
    panic!("the work never ended");
}

/// Puts a random part of the pages of sled's log `later` into the ledger of `h`, which holds it as
/// it was one sync before; returns how many bytes differ.
fn mix_logs(h: &OnDisk, later: &[u8], dice: &mut Dice) -> usize {
    const PAGE: usize = 4096;
    let path = h.path().join("store/db");
    let earlier = fs::read(&path).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    let share = dice.roll(4);
    if dice.roll(2) == 0 {
        file.set_len(later.len().max(earlier.len()) as u64).unwrap();
    }
    let mut changed = 0;
    for (index, page) in later.chunks(PAGE).enumerate() {
        let at = index * PAGE;
        if earlier.get(at..(at + page.len()).min(earlier.len())) != Some(page) {
            changed += page.len();
            if dice.roll(share + 1) != 0 || share == 3 {
                file.write_all_at(page, at as u64).unwrap();
            }
        }
    }
    changed
}

/// Mixes what `h` held at `earlier` with what it holds now; whatever that gives must open, with
/// all that was acknowledged and a prefix of what was under way. Counts what was kept and lost;
/// returns how many bytes differ.
fn mixtures(
    h: &OnDisk,
    earlier: super::Image,
    acknowledged: Head,
    attempted: &Block,
    (dice, outcomes): (&mut Dice, &mut [usize; 2]),
    count: usize,
) -> usize {
    let later = fs::read(h.path().join("store/db")).unwrap();
    let (mut other, mut changed) = (OnDisk::new(Engine::Sled), 0);
    for _ in 0..count {
        other.adopt(h, earlier);
        changed = mix_logs(&other, &later, dice);
        let left = other.opened();
        holds_a_prefix(&*left, acknowledged, attempted);
        outcomes[usize::from(left.head() == acknowledged)] += 1;
    }
    changed
}

/// sled uses a segment again when what replaced its content lies two segments back: far below
/// that, nothing can be used again between two syncs.
const MOST_CHANGED: usize = 4 << 20;

fn sled_power_cuts(shapes: &[[u64; 2]], count: usize) {
    let (mut dice, mut outcomes) = (Dice(11), [0; 2]);
    for &[fill, step] in shapes {
        let mut h = OnDisk::new(Engine::Sled);
        let mut store = h.opened();
        grow(&*store, &[fill]);
        for _ in 0..3 {
            let (earlier, acknowledged) = (h.image(), store.head());
            let attempted = grow(&*store, &[step]);
            let counts = (&mut dice, &mut outcomes);
            let changed = mixtures(&h, earlier, acknowledged, &attempted, counts, count);
            assert!(changed < MOST_CHANGED, "{changed} bytes between two syncs");
        }
        // A compaction is one change, and loses nothing.
        let all = grow(&*store, &[1; 255]);
        let earlier = h.image();
        assert_eq!(store.compact().unwrap().frames_after, 1);
        let counts = (&mut dice, &mut [0; 2]);
        let changed = mixtures(&h, earlier, store.head(), &all, counts, count);
        assert!(changed < MOST_CHANGED, "{changed} bytes between two syncs");
        // Opening after a kill changes the log too.
        let earlier = h.image();
        store = h.crash(store);
        mixtures(&h, earlier, store.head(), &all, (&mut dice, &mut [0; 2]), count);
    }
    assert!(outcomes.iter().all(|&count| count > 0), "the mixtures must differ: {outcomes:?}");
}

#[test]
fn sled_survives_a_power_cut_between_two_answers() {
    sled_power_cuts(&[[1, 1], [300, 300], [9000, 1500]], 3);
}

#[test]
#[ignore = "takes minutes: many mixtures"]
fn sled_survives_many_power_cuts() {
    sled_power_cuts(&[[1, 1], [30, 300], [250, 1], [60_000, 1500], [150_000, 1500]], 60);
}
