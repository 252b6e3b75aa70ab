//! One suite for every driver: what a store must do, whatever engine keeps it.
//!
//! A property is a function of a [`Harness`]; [`properties!`] names each once and runs it on every
//! driver. A new driver is proven by one more harness.
//!
//! Here: what a working store does. Crashes and damage are in `crash`, real kills in `kill`, power
//! cuts in `power`. What cannot be tested without root, a power cut below the file system, comes
//! on top of these.

mod crash;
mod drivers;
mod kill;
mod power;

use jejak_events::{ChainHash, Head};

use super::loose::DUE;
use super::testing::{block, block_sized};
use super::{AppendError, Block, Compaction, EventStore, LARGEST_BLOCK, ReadError};

/// A store that tests may open, kill, damage and open again.
pub trait Harness {
    /// Opens the store; the error is what a user would read.
    fn open(&mut self) -> Result<Box<dyn EventStore>, String>;

    /// Keeps all that the operating system holds now, as a killed process would leave it.
    fn image(&mut self) -> Image;

    /// Puts an image back, whole or in part; no store may be open.
    fn restore(&mut self, image: Image, part: Part);

    /// Sets the free space that the store believes in.
    fn set_free_space(&mut self, bytes: u64);

    /// Number of different places that [`Harness::damage`] knows for what is on disk now.
    fn places(&mut self) -> usize;

    /// Flips one bit at a place; no store may be open.
    fn damage(&mut self, place: usize);

    /// Tells whether anything that is kept has changed between two calls.
    fn fingerprint(&mut self) -> u32;

    /// Removes what the engine keeps, as if it had never been; no store may be open.
    fn lose_store(&mut self);

    /// Opens the store, which must work.
    fn opened(&mut self) -> Box<dyn EventStore> {
        self.open().expect("the store opens")
    }

    /// Kills the process that has `store` open, and opens what it leaves.
    fn crash(&mut self, store: Box<dyn EventStore>) -> Box<dyn EventStore> {
        let left = self.image();
        drop(store);
        self.restore(left, Part::All);
        self.opened()
    }
}

/// Number of an image within its harness.
#[derive(Clone, Copy)]
pub struct Image(usize);

/// What of an image is put back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Store and high-water mark.
    All,
    /// Only what the engine keeps.
    Store,
    /// Only the high-water mark.
    Mark,
}

/// Names each property once, and runs it on every driver.
macro_rules! properties {
    ($($place:ident::$name:ident),* $(,)?) => {
        /// Every property, by name.
        pub const PROPERTIES: &[(&str, fn(&mut dyn Harness))] =
            &[$((stringify!($name), $place::$name)),*];
        mod on_memory {
            $(#[test] fn $name() { super::$place::$name(&mut super::drivers::memory()); })*
        }
        mod on_sled {
            $(#[test] fn $name() { super::$place::$name(&mut super::drivers::sled()); })*
        }
        mod on_redb {
            $(#[test] fn $name() { super::$place::$name(&mut super::drivers::redb()); })*
        }
    };
}

properties! {
    basic::an_empty_store,
    basic::append_and_read_back,
    basic::reading_starts_and_stops_anywhere,
    basic::a_visitor_may_stop_early,
    basic::another_expected_head_is_a_conflict,
    basic::appending_again_is_done,
    basic::blocks_that_break_the_chain_are_refused,
    basic::the_largest_batch,
    basic::competing_writers,
    basic::readers_see_whole_prefixes_meanwhile,
    basic::a_full_disk_is_refused_untouched,
    basic::nothing_is_accepted_after_close,
    basic::compaction_keeps_everything,
    basic::many_small_frames_are_merged,
    crash::kill_and_restart,
    crash::unknown_outcome,
    crash::a_shortened_store_is_refused,
    crash::an_emptied_store_is_refused,
    crash::another_history_is_refused,
    crash::the_tail_beyond_the_mark_can_be_cut,
    crash::an_interrupted_compaction_loses_nothing,
    crash::damaged_bytes_are_refused_or_harmless,
}

/// All entries of `store` from `from` on, checked for order and links.
pub fn read_all(store: &dyn EventStore, from: u64) -> Result<Block, ReadError> {
    let mut all = Block::starting_at(from);
    let mut prev: Option<ChainHash> = (from == 0).then_some(ChainHash::ZERO);
    store.read(from..u64::MAX, &mut |block| {
        assert_eq!(block.first_seq(), all.next_seq(), "blocks follow each other");
        assert!(!block.is_empty(), "no empty blocks");
        for (_, entry) in block.iter() {
            if let Some(prev) = prev {
                assert_eq!(super::entry::prev_hash(entry), Some(prev));
            }
            prev = Some(ChainHash::of(entry));
            all.push(entry);
        }
        true
    })?;
    Ok(all)
}

/// Appends blocks of these lengths after the head; returns all that the store then holds.
pub fn grow(store: &dyn EventStore, lengths: &[u64]) -> Block {
    for &length in lengths {
        let head = store.head();
        let next =
            block_sized(head, length, 0, |seq| 60 + usize::try_from(seq % 300).expect("small"));
        store.append(head, &next).expect("appending works");
        assert_eq!(Some(store.head()), next.head());
        assert_eq!(store.high_water(), store.head());
    }
    read_all(store, 0).expect("reading works")
}

mod basic {
    use super::*;

    pub fn an_empty_store(h: &mut dyn Harness) {
        for _ in 0..2 {
            let store = h.opened();
            assert_eq!((store.head(), store.high_water()), (Head::EMPTY, Head::EMPTY));
            assert!(read_all(&*store, 0).unwrap().is_empty());
            assert!(read_all(&*store, 7).unwrap().is_empty());
            store.append(Head::EMPTY, &Block::starting_at(0)).unwrap();
            store.truncate_tail(0).unwrap();
            assert!(matches!(store.truncate_tail(1), Err(AppendError::Refused(_))));
            assert_eq!(store.compact().unwrap().frames_before, 0);
            store.close().unwrap();
        }
    }

    pub fn append_and_read_back(h: &mut dyn Harness) {
        let store = h.opened();
        let mut expected = Block::starting_at(0);
        for (round, length) in [1, 2, 250, 251, 1, 999, 3].into_iter().enumerate() {
            let longest = [100, 70_000, 300][round % 3];
            let next = block_sized(store.head(), length, 0, |seq| {
                (60 + usize::try_from(seq).unwrap() * 37 % longest).min(65_535)
            });
            store.append(store.head(), &next).unwrap();
            next.iter().for_each(|(_, entry)| expected.push(entry));
            assert_eq!(Some(store.head()), expected.head());
        }
        let longest = block_sized(store.head(), 3, 0, |_| 65_535);
        store.append(store.head(), &longest).unwrap();
        longest.iter().for_each(|(_, entry)| expected.push(entry));
        assert!(read_all(&*store, 0).unwrap() == expected);
        store.close().unwrap();
        drop(store);
        let store = h.opened();
        assert_eq!(Some(store.head()), expected.head());
        assert!(read_all(&*store, 0).unwrap() == expected);
    }

    pub fn reading_starts_and_stops_anywhere(h: &mut dyn Harness) {
        let store = h.opened();
        let all = grow(&*store, &[260, 1, 1, 30, 600]);
        let size = all.next_seq();
        let marks = [0, 1, 249, 250, 251, 259, 260, 261, 262, 291, 292, 293, size - 1, size];
        for &start in &marks {
            for end in marks.iter().copied().chain([size + 1, u64::MAX]) {
                let mut expected = all.clone();
                expected.keep(start..end.max(start));
                let mut found = Block::starting_at(start);
                store
                    .read(start..end, &mut |block| {
                        block.iter().for_each(|(_, entry)| found.push(entry));
                        true
                    })
                    .unwrap();
                assert_eq!(found.bytes(), expected.bytes(), "{start}..{end}");
                assert_eq!(found.len(), expected.len());
            }
        }
    }

    pub fn a_visitor_may_stop_early(h: &mut dyn Harness) {
        let store = h.opened();
        grow(&*store, &[1000]);
        let mut blocks = 0;
        store
            .read(10..900, &mut |_| {
                blocks += 1;
                blocks < 2
            })
            .unwrap();
        assert_eq!(blocks, 2);
    }

    pub fn another_expected_head_is_a_conflict(h: &mut dyn Harness) {
        let store = h.opened();
        let all = grow(&*store, &[10, 10]);
        let head = store.head();
        let other = Head { hash: ChainHash([9; 32]), ..head };
        let behind = Head { size: 10, hash: ChainHash::of(all.entry(9).unwrap()) };
        let ahead = Head { size: 30, ..head };
        let wrong = [
            (other, block(other, 5)),
            (ahead, block(ahead, 5)),
            (behind, block_sized(behind, 10, 1, |_| 90)),
            (behind, block_sized(behind, 11, 0, |seq| 60 + usize::try_from(seq % 300).unwrap())),
            (Head::EMPTY, block(Head::EMPTY, 20)),
        ];
        for (expected, block) in &wrong {
            match store.append(*expected, block) {
                Err(AppendError::Conflict { expected: e, found }) => {
                    assert_eq!((e, found), (*expected, head));
                }
                outcome => panic!("expected a conflict, found {outcome:?}"),
            }
        }
        assert!(read_all(&*store, 0).unwrap() == all);
    }

    pub fn appending_again_is_done(h: &mut dyn Harness) {
        let store = h.opened();
        let first = block(Head::EMPTY, 300);
        let middle = first.head().unwrap();
        let second = block(middle, 40);
        for _ in 0..2 {
            store.append(Head::EMPTY, &first).unwrap();
            store.append(Head::EMPTY, &first).unwrap();
            store.append(middle, &second).unwrap();
            store.append(middle, &second).unwrap();
            let mut prefix = second.clone();
            prefix.keep(300..305);
            store.append(middle, &prefix).unwrap();
            assert_eq!(Some(store.head()), second.head());
        }
    }

    pub fn blocks_that_break_the_chain_are_refused(h: &mut dyn Harness) {
        let store = h.opened();
        let all = grow(&*store, &[10]);
        let head = store.head();
        let mut misnumbered = block(head, 3);
        misnumbered.push(&super::super::testing::entry(ChainHash::ZERO, 99, &[], &[]));
        let mut short = block(head, 3);
        short.push(&[0; 40]);
        let mut long = block(head, 3);
        long.push(&vec![0; 65_536]);
        let unlinked = block(Head { hash: ChainHash([1; 32]), ..head }, 3);
        let misplaced = block(Head { size: 9, ..head }, 3);
        for bad in [misnumbered, short, long, unlinked, misplaced] {
            assert!(matches!(store.append(head, &bad), Err(AppendError::Refused(_))));
        }
        assert!(read_all(&*store, 0).unwrap() == all);
    }

    pub fn the_largest_batch(h: &mut dyn Harness) {
        let store = h.opened();
        let largest = store.promises().largest_batch;
        assert_eq!(largest, LARGEST_BLOCK);
        let count = largest / 65_535;
        let block = block_sized(Head::EMPTY, u64::try_from(count).unwrap(), 0, |_| 65_535);
        store.append(Head::EMPTY, &block).unwrap();
        let mut found = Block::starting_at(0);
        store
            .read(0..u64::MAX, &mut |b| {
                b.iter().for_each(|(_, entry)| found.push(entry));
                true
            })
            .unwrap();
        assert!(found == block);
        let head = store.head();
        let above = block_sized(head, u64::try_from(count).unwrap() + 1, 0, |_| 65_535);
        match store.append(head, &above) {
            Err(AppendError::TooLarge { found, largest: limit }) => {
                assert_eq!((found, limit), (above.bytes().len(), largest));
            }
            outcome => panic!("expected it to be too large, found {outcome:?}"),
        }
    }

    pub fn competing_writers(h: &mut dyn Harness) {
        const WRITERS: u64 = 4;
        const EACH: u64 = 25;
        let store = h.opened();
        std::thread::scope(|scope| {
            for writer in 1..=WRITERS {
                let store = &*store;
                scope.spawn(move || {
                    let mut stored = 0;
                    while stored < EACH {
                        let head = store.head();
                        let next = block_sized(head, 3, writer, |_| 100);
                        match store.append(head, &next) {
                            Ok(()) => stored += 1,
                            Err(AppendError::Conflict { .. }) => {}
                            Err(e) => panic!("{e}"),
                        }
                    }
                });
            }
        });
        assert_eq!(store.head().size, WRITERS * EACH * 3);
        assert_eq!(read_all(&*store, 0).unwrap().head(), Some(store.head()));
    }

    pub fn readers_see_whole_prefixes_meanwhile(h: &mut dyn Harness) {
        let store = h.opened();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut reads = 0;
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let least = store.head().size;
                    assert!(read_all(&*store, 0).unwrap().next_seq() >= least);
                    reads += 1;
                }
                reads
            });
            for round in 0..300 {
                let head = store.head();
                store.append(head, &block(head, 1 + round % 3)).unwrap();
                if round % 50 == 49 {
                    store.compact().unwrap();
                }
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
            assert!(reader.join().unwrap() > 0);
        });
    }

    pub fn a_full_disk_is_refused_untouched(h: &mut dyn Harness) {
        let store = h.opened();
        let all = grow(&*store, &[10]);
        let next = block(store.head(), 100);
        let needed = 256 * 1024 * 1024 + 4 * next.bytes().len() as u64;
        h.set_free_space(needed);
        match store.append(store.head(), &next) {
            Err(AppendError::DiskFull { available, needed: n }) => {
                assert_eq!((available, n), (needed, needed));
            }
            outcome => panic!("expected a full disk, found {outcome:?}"),
        }
        assert!(read_all(&*store, 0).unwrap() == all);
        h.set_free_space(needed + 1);
        store.append(store.head(), &next).unwrap();
    }

    pub fn nothing_is_accepted_after_close(h: &mut dyn Harness) {
        let store = h.opened();
        let all = grow(&*store, &[10]);
        store.close().unwrap();
        let outcomes = [
            store.append(store.head(), &block(store.head(), 1)),
            store.truncate_tail(10),
            store.compact().map(|_| ()),
        ];
        for outcome in outcomes {
            assert!(matches!(outcome, Err(AppendError::Unavailable(_))), "{outcome:?}");
        }
        drop(store);
        assert!(read_all(&*h.opened(), 0).unwrap() == all);
    }

    pub fn compaction_keeps_everything(h: &mut dyn Harness) {
        let mut store = h.opened();
        let mut lengths = vec![1; 600];
        lengths.extend([250, 250, 1, 1, 200, 60, 249, 249, 1, 1]);
        let all = grow(&*store, &lengths);
        let first = store.compact().unwrap();
        assert!(first.frames_before >= 500 && first.frames_after <= 5, "{first:?}");
        for _ in 0..2 {
            assert!(read_all(&*store, 0).unwrap() == all);
            for from in [0, 1, 249, 250, 251, 499, 600, 601, 850, 1100, 1101] {
                assert_eq!(read_all(&*store, from).unwrap().next_seq(), all.next_seq());
            }
            assert_eq!(store.compact().unwrap().frames_before, 0);
            store.close().unwrap();
            drop(store);
            store = h.opened();
        }
        let all = grow(&*store, &[1; 300]);
        assert!(store.compact().unwrap().frames_before > 0);
        assert!(read_all(&*store, 0).unwrap() == all);
    }

    /// The last small frame makes a merge due; a start counts them too; what is merged was never
    /// more than is needed, and everything can still be read, from anywhere.
    pub fn many_small_frames_are_merged(h: &mut dyn Harness) {
        let mut store = h.opened();
        grow(&*store, &[300]);
        grow(&*store, &vec![1; usize::try_from(DUE).unwrap() - 2]);
        for _ in 0..2 {
            assert_eq!(store.tidy().unwrap(), Compaction::default(), "not due yet");
            store = h.crash(store);
        }
        let all = grow(&*store, &[1, 2, 3]);
        let before = h.image();
        let frames = store.frames().unwrap();
        let merged = store.tidy().unwrap();
        assert!(merged.frames_before >= DUE - 250 && merged.frames_after <= 5, "{merged:?}");
        let now = store.frames().unwrap();
        assert_eq!(now.count, frames.count - merged.frames_before + merged.frames_after);
        assert!(frames.small > DUE && now.small < 250 && now.bytes < frames.bytes, "{now:?}");
        assert_eq!(store.tidy().unwrap(), Compaction::default(), "once is enough");
        for from in [0, 299, 300, 301, 549, 550, 800, all.next_seq() - 1] {
            let mut expected = all.clone();
            expected.keep(from..all.next_seq());
            assert!(read_all(&*store, from).unwrap() == expected, "from {from}");
        }
        // A kill before the merge, or after it, leaves the same entries, and it is done again.
        let after = h.image();
        drop(store);
        for (image, due) in [(before, true), (after, false)] {
            h.restore(image, Part::All);
            let store = h.opened();
            assert!(read_all(&*store, 0).unwrap() == all);
            assert_eq!(store.tidy().unwrap().frames_before > 0, due);
            assert!(read_all(&*store, 0).unwrap() == all);
            assert_eq!(grow(&*store, &[1, 300]).next_seq(), all.next_seq() + 301);
        }
    }
}
