//! `jejak export`: the ledger written out for other programs.

use std::io::ErrorKind;

use clap::Subcommand;
use jejak_events::Date;
use jejak_projections::Stamp;

use super::{Context, Failure, when};
use crate::exchange::tables::{self, Table, TableError};
use crate::ledger::seen;
use crate::ledger::{Ledger, Moment, When};
use crate::said::said;

mod journal;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
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
    /// One JSON object per event, with the raw entry (base64) and its hashes; or the rows of a
    /// table.
    Jsonl(jsonl::Args),
    /// Plain text accounting: what every event moved, one transaction each.
    Journal(journal::Args),
    /// The instructions of a closed payment list, as the bank or post asks for them.
    PaymentFile(payment_file::Args),
    /// Tables for SQL as Parquet files.
    #[cfg(feature = "parquet")]
    Parquet(parquet::Args),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.format {
        Format::Jsonl(args) => jsonl::run(context, args),
        Format::Journal(args) => journal::run(context, args),
        Format::PaymentFile(args) => payment_file::run(context, args),
        #[cfg(feature = "parquet")]
        Format::Parquet(args) => parquet::run(context, args),
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
    when::see(context, ledger, when, |folded| seen::stamp(folded, as_of))
}

/// The tables of these names, each once; all where none is named.
fn tables(names: &[String]) -> Result<Vec<Table>, Failure> {
    let mut all = tables::all();
    let unknown = names.iter().find(|name| all.iter().all(|table| table.name != name.as_str()));
    if let Some(unknown) = unknown {
        let known: Vec<&str> = all.iter().map(|table| table.name).collect();
        let known = known.join(", ");
        return Err(Failure::Absent(said!(
            "there is no table `{unknown}`; expected one of: {known}",
            "tidak ada tabel `{unknown}`; seharusnya salah satu dari: {known}"
        )));
    }
    all.retain(|table| names.is_empty() || names.iter().any(|name| name == table.name));
    Ok(all)
}

/// Why tables were not written, as the command ends with it.
fn table_failure(error: TableError) -> Failure {
    match error {
        TableError::Io(error) if error.kind() == ErrorKind::BrokenPipe => Failure::NobodyReads,
        TableError::Io(error) => Failure::io(error),
        TableError::Replay(error) => Failure::io(error),
    }
}
