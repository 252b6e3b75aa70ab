//! Integrity: both hashes and all links of a stored ledger, beside its floor, hashing the same
//! entries from memory on every core.

use std::path::PathBuf;

use anyhow::Context as _;
use jejak::proof::tree::CompactRange;
use jejak::proof::verify::{Name, Options, Target, verify};
use jejak::store::{Block, Folder, open_store};
use jejak_events::{ChainHash, LeafHash, RawEntry};

use crate::figures::{Figure, Stopwatch, count};

const GROUP: &str = "verify";

/// Options of `verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger.
    folder: PathBuf,
    /// Runs; verification and floor take turns.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let folder = Folder::open(&args.folder)?;
    let store = open_store(&folder)?;
    let head = store.head();
    let mut blocks = Vec::new();
    store.read(0..head.size, &mut |block| {
        blocks.push(block.clone());
        true
    })?;
    let (mut verified, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..args.runs {
        let watch = Stopwatch::start();
        let options = Options { only: Some(Name::Integrity), ..Options::default() };
        let report = verify(&Target::store(&*store), &options, &|_| ());
        anyhow::ensure!(report.ok && report.size == head.size, "the ledger is damaged");
        verified.push(count(usize::try_from(report.size)?) / watch.seconds());
        let watch = Stopwatch::start();
        let size = hash_all(&blocks)?;
        anyhow::ensure!(size == head.size, "{size} of {} entries hashed", head.size);
        floors.push(count(usize::try_from(size)?) / watch.seconds());
    }
    let case = format!("{} events on {}", head.size, folder.engine().name());
    let ratios: Vec<f64> = verified.iter().zip(&floors).map(|(done, floor)| done / floor).collect();
    Figure::of(GROUP, &*case, "verify integrity", "events/s", &verified).print()?;
    Figure::of(GROUP, &*case, "floor: from memory, every core", "events/s", &floors).print()?;
    Figure::of(GROUP, &*case, "verify / floor", "ratio", &ratios).print()
}

/// Both hashes and all links of entries in memory; each core takes a share.
fn hash_all(blocks: &[Block]) -> anyhow::Result<u64> {
    let cores = std::thread::available_parallelism()?.get();
    let share = blocks.len().div_ceil(cores).max(1);
    let ranges = std::thread::scope(|scope| {
        let workers: Vec<_> =
            blocks.chunks(share).map(|blocks| scope.spawn(|| hash_share(blocks))).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, _>| {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))?
        };
        workers.into_iter().map(join).collect::<anyhow::Result<Vec<CompactRange>>>()
    })?;
    let mut ranges = ranges.into_iter();
    let mut whole = ranges.next().context("there are entries")?;
    ranges.try_for_each(|range| whole.join(&range))?;
    Ok(whole.end())
}

fn hash_share(blocks: &[Block]) -> anyhow::Result<CompactRange> {
    let mut range = CompactRange::starting_at(blocks.first().map_or(0, Block::first_seq));
    let mut prev: Option<ChainHash> = None;
    for (seq, bytes) in blocks.iter().flat_map(Block::iter) {
        let entry = RawEntry::parse(bytes)?;
        let linked = prev.is_none_or(|prev| prev == entry.prev) && entry.seq == seq;
        anyhow::ensure!(linked, "entry {seq} does not follow the one before it");
        prev = Some(ChainHash::of(bytes));
        range.append(LeafHash::of(bytes));
    }
    Ok(range)
}
