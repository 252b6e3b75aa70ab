//! `jejak document`: files in the vault, and the events that cite them.
//!
//! What `add` answers as `reference` is an entry of a draft's `documents`: whoever holds the file can
//! check it against the event that cites it.

pub mod add;
mod cited;
mod get;
pub mod look;

use clap::Subcommand;

use super::{Context, Failure};

/// Options of `document`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Keep a file, and print what an event cites it by.
    Add(add::Args),
    /// List the documents.
    List(look::ListArgs),
    /// What is known of a document, and which events cite it.
    Show(look::ShowArgs),
    /// Write the file out. Where it is about a person, who looks, what for and for which case is
    /// recorded first.
    Get(get::Args),
    /// Which events cite a file: by its hash, and by opening commitments.
    Check(look::CheckArgs),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Add(args) => add::run(context, args),
        Command::List(args) => look::list(context, args),
        Command::Show(args) => look::show(context, args),
        Command::Get(args) => get::run(context, args),
        Command::Check(args) => look::check(context, args),
    }
}
