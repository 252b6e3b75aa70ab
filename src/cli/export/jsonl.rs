//! `jejak export jsonl`: events with everything that a verifier needs.

use std::io::Write;

use jejak_events::Recorded;

use crate::cli::{Context, Failure, open, output};
use crate::exchange::events;

/// Options of `export jsonl`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// First sequence number.
    #[arg(long, default_value_t = 0, value_name = "SEQ")]
    from: u64,
    /// One past the last sequence number; the end when absent.
    #[arg(long, value_name = "SEQ")]
    until: Option<u64>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let size = ledger.head().size;
    let until = args.until.unwrap_or(size).min(size);
    let bar = {
        let what = context.pick("exporting", "menulis ekspor");
        output::progress(until.saturating_sub(args.from), what)
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = None;
    let read = ledger.store().read(args.from..until, &mut |block| {
        for (_, entry) in block.iter() {
            let written = Recorded::parse(entry)
                .map_err(std::io::Error::other)
                .and_then(|fact| writeln!(out, "{}", events::with_entry(&fact, entry)));
            if let Err(error) = written {
                failed = Some(error);
                return false;
            }
        }
        bar.inc(block.len() as u64);
        true
    });
    bar.finish_and_clear();
    read.map_err(Failure::io)?;
    match failed {
        Some(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::io(error)),
        Some(_) => Ok(()),
        None => out.flush().map_err(Failure::io),
    }
}
