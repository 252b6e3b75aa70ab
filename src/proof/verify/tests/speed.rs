//! How fast, against the floor of hashing the same entries from memory. Run by hand:
//! `cargo test --release --lib proof::verify::tests::speed -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::*;
use crate::proof::tree::CompactRange;
use crate::store::testing::entry;
use crate::store::{Engine, open_store};

const EVENTS: u64 = 1_000_000;

/// Entries of 228 bytes in single-event batches: a real head of an envelope, the rest noise.
fn blocks() -> Vec<Block> {
    let (mut prev, mut blocks) = (ChainHash::ZERO, vec![Block::starting_at(0)]);
    let mut noise = 7u64;
    for seq in 0..EVENTS {
        let mut byte = |i: usize| {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            if i.is_multiple_of(3) { (noise >> 56) as u8 } else { 7 }
        };
        let envelope: Vec<u8> = [0, 1].into_iter().chain((2..60).map(&mut byte)).collect();
        let body: Vec<u8> = (0..112).map(&mut byte).collect();
        let bytes = entry(prev, seq, &envelope, &body);
        prev = ChainHash::of(&bytes);
        let block = blocks.last_mut().expect("never empty");
        block.push(&bytes);
        if block.len() == 10_000 {
            blocks.push(Block::starting_at(seq + 1));
        }
    }
    blocks
}

fn rate(events: u64, took: Duration) -> u64 {
    events * 1_000_000 / u64::try_from(took.as_micros()).expect("short").max(1)
}

/// Processor time of this process, in hundredths of a second: steadier than the wall clock on a
/// machine that does other things too.
fn cpu() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields = stat.rsplit(')').next().expect("a name").split_whitespace();
    fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
}

/// Events per second of processor time of what `work` does with all events.
fn per_core(work: impl FnOnce()) -> u64 {
    let before = cpu();
    work();
    EVENTS * 100 / (cpu() - before).max(1)
}

/// Runs `work` over both halves of the range on two threads.
fn halves(work: impl Fn(Range<u64>) + Sync) -> Duration {
    let started = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| work(0..EVENTS / 2));
        work(EVENTS / 2..EVENTS);
    });
    started.elapsed()
}

/// Hashes a range of entries in memory: both hashes, and the tree.
fn hash(blocks: &[Block], range: Range<u64>) {
    let mut tree = CompactRange::starting_at(range.start);
    for block in blocks {
        for (_, entry) in block.iter().filter(|(seq, _)| range.contains(seq)) {
            black_box(ChainHash::of(entry));
            tree.append(LeafHash::of(entry));
        }
    }
    black_box(tree);
}

#[test]
#[ignore = "a measurement"]
fn integrity_against_the_floor() {
    let blocks = blocks();
    for _ in 0..3 {
        let floor = halves(|range| hash(&blocks, range));
        let one = Instant::now();
        hash(&blocks, 0..EVENTS);
        eprintln!(
            "floor: {} /s on two cores, {} /s on one, {} per second of processor",
            rate(EVENTS, floor),
            rate(EVENTS, one.elapsed()),
            per_core(|| hash(&blocks, 0..EVENTS))
        );
    }
    for engine in Engine::ALL {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = Folder::create(&temp.path().join("ledger"), engine).expect("creates");
        let store = open_store(&folder).expect("opens");
        for block in &blocks {
            store.append(store.head(), block).expect("appends");
        }
        for _ in 0..3 {
            let read = halves(|range| {
                let all = store.read(range, &mut |block| {
                    black_box(block.bytes().len());
                    true
                });
                all.expect("reads");
            });
            let pass = pass::run(&*store, EVENTS, 2, &quiet);
            assert!(pass.problems.is_empty() && pass.batches.is_empty() && pass.links.is_empty());
            let single = pass::run(&*store, EVENTS, 1, &quiet);
            let two = per_core(|| drop(pass::run(&*store, EVENTS, 2, &quiet)));
            let reading = per_core(|| {
                let all = store.read(0..EVENTS, &mut |block| black_box(block.len()) > 0);
                all.expect("reads");
            });
            eprintln!(
                "{}: pass {} /s on two threads, {} /s on one, {two} per second of processor; \
                 reading alone {} /s on two, {reading} per second of processor",
                engine.name(),
                rate(EVENTS, pass.took),
                rate(EVENTS, single.took),
                rate(EVENTS, read)
            );
        }
    }
}

#[test]
#[ignore = "a measurement"]
fn lawfulness() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = Folder::create(&temp.path().join("ledger"), Engine::Sled).expect("creates");
    let started = Instant::now();
    let writing = fixture::write(open_store(&folder).expect("opens"), 100_000);
    let size = writing.ledger().head().size;
    eprintln!("written: {size} events, {} /s", rate(size, started.elapsed()));
    for _ in 0..2 {
        let report = verify(&Target::ledger(writing.ledger(), None), &Options::default(), &quiet);
        assert!(report.ok);
        for verdict in &report.verdicts {
            eprintln!(
                "  {:12} {} in {:?}, {} /s",
                verdict.name.word(),
                verdict.checked,
                verdict.seconds,
                verdict.events_per_second
            );
        }
    }
}
