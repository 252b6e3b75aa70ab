//! Measures the ledger beside its floors; `tools/bench.sh` runs it beside its peers.
//!
//! Each command prints its figures as JSON lines; `table` turns them into Markdown.
#![allow(clippy::float_arithmetic, reason = "figures are measured, not money")]

mod append;
mod at_size;
mod checks;
mod clients;
mod export;
mod figures;
mod generate;
mod http;
mod place;
mod rebuild;
mod reports;
mod singles;
mod stream;
mod table;
mod verify;

use clap::Parser;

/// Measures jejak. Figures go to standard output as JSON lines.
#[derive(Debug, Parser)]
enum Command {
    /// Builds a ledger of a size in a folder.
    Generate(generate::Args),
    /// Writes the same ledger for the peers.
    Export(export::Args),
    /// Durable append in batches, beside the bare store.
    Append(append::Args),
    /// Durable append of single events by many clients at once.
    Clients(clients::Args),
    /// The service: proposals, questions and idle listeners over HTTP.
    Http(http::Args),
    /// A ledger of single-event commits.
    Singles(singles::Args),
    /// Integrity of a stored ledger, beside hashing from memory.
    Verify(verify::Args),
    /// Balances rebuilt from the entries, and from live state.
    Rebuild(rebuild::Args),
    /// All checks over a ledger of lawful events: how fast, and that they find nothing.
    Checks(checks::Args),
    /// Every report of a fiscal year from live state, the slowest named.
    Reports(reports::Args),
    /// Start-up, queries, trails and memory of a large ledger.
    AtSize(at_size::Args),
    /// Markdown tables of the figures on standard input.
    Table,
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Generate(args) => generate::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Append(args) => append::run(&args),
        Command::Clients(args) => clients::run(&args),
        Command::Http(args) => http::run(&args),
        Command::Singles(args) => singles::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Checks(args) => checks::run(&args),
        Command::Reports(args) => reports::run(&args),
        Command::AtSize(args) => at_size::run(&args),
        Command::Table => table::run(),
    }
}
