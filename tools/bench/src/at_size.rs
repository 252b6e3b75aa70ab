//! What a large ledger costs to open, to ask and to keep.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jejak::ledger::Ledger;
use jejak::store::{Folder, open_store};
use jejak_events::{Event, Tag};
use jejak_projections::balances::balances;

use crate::figures::{Figure, Stopwatch, count, percentile_of};
use crate::{place, rebuild};

const GROUP: &str = "at size";

/// Bodies that a cold trail shows.
const BODIES: usize = 20;

/// Options of `at-size`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger, closed with a snapshot.
    folder: PathBuf,
    /// Recipients whose trails are asked for.
    #[arg(long, default_value_t = 1_000)]
    recipients: usize,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let folder = Folder::open(&args.folder)?;
    let engine = folder.engine().name();
    let idle = resident()?;
    let watch = Stopwatch::start();
    let store = open_store(&folder)?;
    let store_open = watch.seconds();
    let size = usize::try_from(store.head().size)?;
    store.close()?;
    drop(store);
    let case = format!("{size} events on {engine}");
    let of = |subject: &str, unit: &str, values: &[f64]| {
        Figure::of(GROUP, &*case, subject, unit, values).print()
    };
    of("the store's own open", "s", &[store_open])?;
    let watch = Stopwatch::start();
    let ledger = place::open(&folder)?;
    of("start-up from snapshot, store's open included", "s", &[watch.seconds()])?;
    drop(folder);
    of("resident memory after start-up", "GB", &[resident()? - idle])?;
    ask(&ledger, &of)?;
    let recipients = some_recipients(&ledger, args.recipients)?;
    trails(&ledger, &recipients, &of)?;
    bodies(&ledger, &args.folder, &recipients, &of)?;
    let index = ledger.read(|folded| folded.reading.trails.bytes());
    of("tag index", "bytes/event", &[count(index) / count(size)])?;
    let mut entry_bytes = 0;
    ledger.store().read(0..ledger.head().size, &mut |block| {
        entry_bytes += block.bytes().len();
        true
    })?;
    let disk = count(usize::try_from(ledger.store().disk_bytes())?);
    of("entries", "bytes/event", &[count(entry_bytes) / count(size)])?;
    of("disk", "bytes/event", &[disk / count(size)])?;
    of("resident memory after reading everything", "GB", &[resident()? - idle])?;
    Ok(ledger.close()?)
}

type Print<'a> = &'a dyn Fn(&str, &str, &[f64]) -> anyhow::Result<()>;

fn ask(ledger: &Ledger, of: Print<'_>) -> anyhow::Result<()> {
    let mut taken = Vec::new();
    for _ in 0..20 {
        let watch = Stopwatch::start();
        let rows = ledger.read(|folded| {
            let reading = &folded.reading;
            balances(&reading.state, &reading.cells, &rebuild::query())
        });
        taken.push(watch.seconds() * 1e3);
        anyhow::ensure!(!rows.is_empty(), "no balance");
    }
    of("balances by source, programme, region", "ms", &taken)?;
    let cells = ledger.read(|folded| folded.reading.cells.len());
    of("cells", "cells", &[count(cells)])
}

/// Recipients spread over the whole ledger.
fn some_recipients(ledger: &Ledger, wanted: usize) -> anyhow::Result<Vec<Tag>> {
    let size = ledger.head().size;
    let mut recipients = Vec::new();
    for index in 0..wanted as u64 {
        let from = size * index / wanted as u64;
        // A list registers its recipients first; look for the next list from here.
        let near = (from..size).step_by(997).take(200);
        for seq in near {
            if let Some(fact) = ledger.event(seq)?
                && let Event::RecipientRegistered(body) = fact.event
            {
                recipients.push(Tag::Recipient(body.recipient.0));
                break;
            }
        }
    }
    Ok(recipients)
}

fn trails(ledger: &Ledger, recipients: &[Tag], of: Print<'_>) -> anyhow::Result<()> {
    let mut taken = Vec::new();
    for tag in recipients {
        let watch = Stopwatch::start();
        let seqs = ledger.read(|folded| folded.reading.trail(tag));
        taken.push(watch.seconds() * 1e3);
        anyhow::ensure!(!seqs.is_empty(), "{tag} has no trail");
    }
    anyhow::ensure!(!taken.is_empty(), "no recipient in this ledger: generate a larger one");
    of("trail of one recipient, p50", "ms", &[percentile_of(&taken, 50)])?;
    of("trail of one recipient, p99", "ms", &[percentile_of(&taken, 99)])
}

/// Twenty bodies of recipients far apart, with the files dropped from the page cache before.
fn bodies(ledger: &Ledger, folder: &Path, recipients: &[Tag], of: Print<'_>) -> anyhow::Result<()> {
    let mut taken = Vec::new();
    for tags in recipients.chunks(4) {
        let trail = |tag| ledger.read(|folded| folded.reading.trail(tag));
        let seqs: Vec<u64> = tags.iter().flat_map(trail).take(BODIES).collect();
        if seqs.len() < BODIES {
            continue;
        }
        forget_pages(&folder.join("store"))?;
        let watch = Stopwatch::start();
        for seq in seqs {
            ledger.event(seq)?.with_context(|| format!("event {seq}"))?;
        }
        taken.push(watch.seconds() * 1e3);
    }
    anyhow::ensure!(
        !taken.is_empty(),
        "no four recipients with {BODIES} events together, of {}: generate a larger ledger",
        recipients.len()
    );
    of("twenty bodies, cold, p50", "ms", &[percentile_of(&taken, 50)])?;
    of("twenty bodies, cold, p99", "ms", &[percentile_of(&taken, 99)])
}

/// Drops the files of a folder from the page cache.
fn forget_pages(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            let file = File::open(path)?;
            rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed)?;
        }
    }
    Ok(())
}

/// Resident memory of this process in GB.
fn resident() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).context("VmRSS")?;
    Ok(count(kib.trim().parse()?) * 1024.0 / 1e9)
}
