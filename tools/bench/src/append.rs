//! Durable append in batches: the whole ledger, and its floor, the same frames in the bare store.

use anyhow::Context as _;
use jejak::ledger::{Draft, Ledger};
use jejak::store::{Block, EventStore, open_store};
use jejak_events::Head;

use crate::figures::{Figure, Stopwatch, count};
use crate::place::{self, Place};
use crate::stream::{Shape, Stream};

const GROUP: &str = "append";

/// Options of `append`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Events per request.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 100, 10_000])]
    batch: Vec<usize>,
    /// Events per run; by default as many as a few seconds take.
    #[arg(long)]
    events: Option<usize>,
    /// Runs; ledger and floor take turns.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// What one run of ledger and floor took.
struct Run {
    ledger: f64,
    caught_up: f64,
    ledger_cpu: f64,
    floor: f64,
    entry_bytes: f64,
    /// How much the files grew; none when it fitted into what they had already.
    grown_bytes: Option<f64>,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    for &batch in &args.batch {
        let events = args.events.unwrap_or(match batch {
            ..10 => 3_000,
            10..1_000 => 100_000,
            _ => 500_000,
        });
        let batches = events.div_ceil(batch);
        let runs: Vec<Run> = (0..args.runs)
            .map(|_| measure(&args.place, batch, batches))
            .collect::<anyhow::Result<_>>()?;
        print(&args.place, batch, batches * batch, &runs)?;
    }
    Ok(())
}

fn print(place: &Place, batch: usize, events: usize, runs: &[Run]) -> anyhow::Result<()> {
    let case = format!("batches of {batch}");
    let engine = place.store.name();
    let of = |subject: String, unit: &str, value: &dyn Fn(&Run) -> f64| {
        let values: Vec<f64> = runs.iter().map(value).collect();
        Figure::of(GROUP, &*case, subject, unit, &values).print()
    };
    let events = count(events);
    of(format!("ledger on {engine}"), "events/s", &|run| events / run.ledger)?;
    of(format!("ledger on {engine}, read state caught up"), "events/s", &|run| {
        events / run.caught_up
    })?;
    of(format!("floor: bare {engine}"), "events/s", &|run| events / run.floor)?;
    of(format!("ledger / floor on {engine}"), "ratio", &|run| run.floor / run.ledger)?;
    of(format!("processor time, {engine}"), "us/event", &|run| run.ledger_cpu * 1e6 / events)?;
    of(format!("entry, {engine}"), "bytes/event", &|run| run.entry_bytes / events)?;
    // Engines grow and shrink their files in steps: a run that is shorter than a step tells nothing.
    let grown: Option<Vec<f64>> = runs.iter().map(|run| Some(run.grown_bytes? / events)).collect();
    match grown {
        Some(grown) => {
            Figure::of(GROUP, case, format!("disk, {engine}"), "bytes/event", &grown).print()
        }
        None => Ok(()),
    }
}

fn measure(place: &Place, batch: usize, batches: usize) -> anyhow::Result<Run> {
    let scratch = place.scratch()?;
    let ledger = place::open(&place.folder(&scratch, "ledger")?)?;
    // Small runs use small lists, so that every kind of event has its share.
    let rows = u32::try_from(batch * batches / 16)?.clamp(20, crate::stream::ROWS);
    let mut stream = Stream::new(Shape { rows, ..Shape::default() })?;
    place::found(&ledger, &mut stream)?;
    let founded = ledger.head();
    let drafts: Vec<Vec<Draft>> =
        (0..batches).map(|_| stream.take(batch)).collect::<anyhow::Result<_>>()?;
    ledger.read(|_| ());
    let disk = ledger.store().disk_bytes();
    let watch = Stopwatch::start();
    for drafts in drafts {
        place::propose(&ledger, drafts)?;
    }
    let taken = watch.seconds();
    ledger.read(|_| ());
    let (caught_up, ledger_cpu) = (watch.seconds(), watch.cpu_seconds());
    let grown = ledger.store().disk_bytes().checked_sub(disk).filter(|grown| *grown > 0);
    let grown_bytes = grown.map(usize::try_from).transpose()?.map(count);
    let (before, blocks) = blocks(&ledger, founded, batch)?;
    ledger.close()?;
    let entry_bytes = count(blocks.iter().map(|block| block.bytes().len()).sum());
    let floor = floor(place, &scratch, &before, &blocks)?;
    Ok(Run { ledger: taken, caught_up, ledger_cpu, floor, entry_bytes, grown_bytes })
}

/// The entries of a ledger again: what was there before, and blocks of one batch each.
fn blocks(ledger: &Ledger, founded: Head, batch: usize) -> anyhow::Result<(Block, Vec<Block>)> {
    let mut before = Block::starting_at(0);
    let mut blocks: Vec<Block> = Vec::new();
    ledger.store().read(0..ledger.head().size, &mut |stored| {
        for (seq, entry) in stored.iter() {
            if seq < founded.size {
                before.push(entry);
                continue;
            }
            match blocks.last_mut().filter(|block| block.len() < batch) {
                Some(block) => block.push(entry),
                None => {
                    let mut block = Block::starting_at(seq);
                    block.push(entry);
                    blocks.push(block);
                }
            }
        }
        true
    })?;
    Ok((before, blocks))
}

fn floor(
    place: &Place,
    scratch: &tempfile::TempDir,
    before: &Block,
    blocks: &[Block],
) -> anyhow::Result<f64> {
    let folder = place.folder(scratch, "floor")?;
    let store = open_store(&folder)?;
    append_all(&*store, [before])?;
    let watch = Stopwatch::start();
    append_all(&*store, blocks)?;
    let taken = watch.seconds();
    store.close()?;
    Ok(taken)
}

fn append_all<'a>(
    store: &dyn EventStore,
    blocks: impl IntoIterator<Item = &'a Block>,
) -> anyhow::Result<()> {
    let mut head = store.head();
    for block in blocks {
        store.append(head, block)?;
        head = block.head().context("a block of entries")?;
    }
    Ok(())
}
