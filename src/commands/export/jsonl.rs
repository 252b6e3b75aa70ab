//! `jejak export jsonl`: events with everything that a verifier needs.

use std::io::Write;

use jejak_events::Recorded;

use crate::commands::{Context, Failure, open};
use crate::exchange::events;
use crate::exchange::tables::jsonl::JsonLines;
use crate::exchange::tables::{self, Order, Table};

/// Options of `export jsonl`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// First sequence number.
    #[arg(long, default_value_t = 0, value_name = "SEQ")]
    from: u64,
    /// One past the last sequence number; the end when absent.
    #[arg(long, value_name = "SEQ")]
    until: Option<u64>,
    /// The rows of this table instead of events; docs/DATA.md describes them.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from", "until"])]
    table: Option<String>,
}

/// The format, as the second ledger is told.
const FORMAT: &str = "JSONL";

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    if let Some(name) = args.table {
        return table(context, name);
    }
    let ledger = open::ledger(context)?;
    let size = ledger.head().size;
    let until = args.until.unwrap_or(size).min(size);
    let count = until.saturating_sub(args.from);
    open::oversee_export(context, &ledger, None, ("events", FORMAT), count, false)?;
    let bar = {
        let what = context.pick("exporting", "menulis ekspor");
        context.progress(count, what)
    };
    let mut out = std::io::BufWriter::new(context.writer());
    let mut failed = None;
    let read = ledger.store().read(args.from..until, &mut |block| {
        for (_, entry) in block.iter() {
            let written = Recorded::parse(entry)
                .and_then(|fact| events::with_entry(&fact, entry))
                .map_err(std::io::Error::other)
                .and_then(|shown| writeln!(out, "{}", serde_json::json!(shown)));
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

fn table(context: &Context, name: String) -> Result<(), Failure> {
    let tables = super::tables(&[name])?;
    let ledger = open::ledger(context)?;
    let table = tables.first().map_or("events", |table| table.name);
    open::oversee_export(context, &ledger, None, (table, FORMAT), ledger.head().size, false)?;
    let written = ledger.read(|folded| {
        let size = tables::events_read(folded, &tables);
        let bar = context.progress(size, context.pick("exporting", "menulis ekspor"));
        let progress = &mut |more| bar.inc(more);
        let order = |table: Table| -> Order<'static> {
            let out = std::io::BufWriter::new(context.writer());
            let sink = JsonLines::new(out, &table);
            (table, Box::new(sink))
        };
        let mut orders: Vec<Order<'static>> = tables.into_iter().map(order).collect();
        let written = tables::write(&ledger, folded, &mut orders, progress);
        bar.finish_and_clear();
        written
    });
    written.map_err(super::table_failure)
}
