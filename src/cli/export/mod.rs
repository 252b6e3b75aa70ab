//! `jejak export`: the ledger written out for other programs.

use clap::Subcommand;
use jejak_events::Date;

use super::{Context, Failure, when};
use crate::exchange::stamp::Stamp;
use crate::ledger::{Ledger, Moment, When};

mod journal;
mod jsonl;
mod payment_file;

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    format: Format,
}

/// Formats of an export.
#[derive(Debug, Subcommand)]
enum Format {
    /// One JSON object per event, with the raw entry (base64) and its hashes.
    Jsonl(jsonl::Args),
    /// Plain text accounting: what every event moved, one transaction each.
    Journal(journal::Args),
    /// The instructions of a closed payment list, as the bank or post asks for them.
    PaymentFile(payment_file::Args),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.format {
        Format::Jsonl(args) => jsonl::run(context, args),
        Format::Journal(args) => journal::run(context, args),
        Format::PaymentFile(args) => payment_file::run(context, args),
    }
}

/// Which ledger, and up to where: at the head, or as it was known at a moment.
fn stamp(
    context: &Context,
    ledger: &Ledger,
    as_of: Option<Date>,
    as_recorded: Option<Moment>,
) -> Result<Stamp, Failure> {
    let when = When { recorded: as_recorded, as_of: None };
    when::see(context, ledger, when, |folded| Stamp::of(folded, as_of))
}
