//! Builds a ledger of a size in a folder, for the benches that read.

use std::path::PathBuf;

use jejak::store::{Engine, Folder};

use crate::figures::{Stopwatch, count};
use crate::place;
use crate::stream::{Shape, Stream};

/// Options of `generate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// New folder of the ledger.
    folder: PathBuf,
    /// Events.
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// Engine that keeps the entries.
    #[arg(long, default_value = "sled", value_parser = place::engine)]
    store: Engine,
    /// Events per request.
    #[arg(long, default_value_t = 10_000)]
    batch: usize,
    /// Rows per list.
    #[arg(long, default_value_t = crate::stream::ROWS)]
    rows: u32,
    /// Payments per recipient; more than one makes most events move money.
    #[arg(long, default_value_t = 1)]
    tranches: u8,
    /// Recipients use what was credited.
    #[arg(long)]
    used: bool,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let shape = Shape { rows: args.rows, tranches: args.tranches, used: args.used };
    let ledger = place::open(&Folder::create(&args.folder, args.store)?)?;
    let mut stream = Stream::new(shape)?;
    place::found(&ledger, &mut stream)?;
    let watch = Stopwatch::start();
    let mut left = args.events.saturating_sub(usize::try_from(ledger.head().size)?);
    while left > 0 {
        let batch = left.min(args.batch);
        place::propose(&ledger, stream.take(batch)?)?;
        left -= batch;
    }
    let (size, seconds) = (ledger.head().size, watch.seconds());
    ledger.close()?;
    let rate = count(args.events) / seconds;
    eprintln!("{size} events in {}, {rate:.0} events/s", args.folder.display());
    Ok(())
}
