//! A ledger of single-event commits: each event is made durable alone, one after the other.

use crate::figures::{Figure, Stopwatch, count};
use crate::place::{self, Place};
use crate::stream::{Shape, Stream};

const GROUP: &str = "singles";

/// Options of `singles`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Commits.
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let scratch = args.place.scratch()?;
    let folder = args.place.folder(&scratch, "ledger")?;
    let (path, engine) = (folder.path().to_owned(), args.place.store.name());
    let ledger = place::open(&folder)?;
    drop(folder);
    let mut stream = Stream::new(Shape::default())?;
    place::found(&ledger, &mut stream)?;
    let case = format!("{} single-event commits on {engine}", args.events);
    let of = |subject: &str, unit: &str, values: &[f64]| {
        Figure::of(GROUP, &*case, subject, unit, values).print()
    };
    let tenth = (args.events / 10).max(1);
    let mut rates = Vec::new();
    for _ in 0..10 {
        let drafts = stream.take(tenth)?;
        let watch = Stopwatch::start();
        for draft in drafts {
            place::propose(&ledger, vec![draft])?;
        }
        rates.push(count(tenth) / watch.seconds());
    }
    of("append, by tenth", "events/s", &rates)?;
    of("append, first tenth", "events/s", &rates[..1])?;
    of("append, last tenth", "events/s", &rates[9..])?;
    let per_event = |bytes: u64| count(usize::try_from(bytes).unwrap_or(0)) / count(args.events);
    of("disk before compaction", "bytes/event", &[per_event(ledger.store().disk_bytes())])?;
    let watch = Stopwatch::start();
    ledger.store().compact()?;
    of("compaction", "s", &[watch.seconds()])?;
    of("disk after compaction", "bytes/event", &[per_event(ledger.store().disk_bytes())])?;
    let watch = Stopwatch::start();
    ledger.close()?;
    of("close, with a snapshot", "s", &[watch.seconds()])?;
    let watch = Stopwatch::start();
    let ledger = place::open_at(&path)?;
    of("open again", "s", &[watch.seconds()])?;
    let watch = Stopwatch::start();
    let mut seen = 0;
    ledger.store().read(0..ledger.head().size, &mut |block| {
        seen += block.len();
        true
    })?;
    of("read all", "events/s", &[count(seen) / watch.seconds()])?;
    Ok(ledger.close()?)
}
