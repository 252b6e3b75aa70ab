//! `jejak investigation`: what an inspector gathers about events, told to the second ledger alone.
//!
//! Whoever is looked into sees nothing of it in the main ledger but the holds, which cite it by a random
//! mark. Each command asks the second ledger first: its rules know whose it is and whether it is closed.

pub mod act;
pub mod bench;
mod hold;
pub mod look;
pub mod papers;

use clap::Subcommand;

use super::{Context, Failure};

/// Options of `investigation`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open an investigation; whoever opens it has it.
    Open(act::OpenArgs),
    /// Choose events of the ledger.
    Add(act::AddArgs),
    /// Remove events from the choice; that they were chosen stays.
    Remove(act::RemoveArgs),
    /// Add a note from a file; its text is sealed in the vault.
    Note(papers::NoteArgs),
    /// Keep a person's data from being destroyed while it lasts, or let it go.
    Hold(hold::Args),
    /// Add a document of the vault (`jejak document add`).
    Document(papers::DocumentArgs),
    /// Give it to another inspector.
    HandOver(act::HandOverArgs),
    /// End it.
    Close(act::CloseArgs),
    /// Go on with a closed one.
    Reopen(act::ReopenArgs),
    /// List one's own, or every inspector's for their head.
    List(look::ListArgs),
    /// Show how one stands; that it was shown is recorded first.
    Show(look::ShowArgs),
    /// Show everything that was done with one, and who looked.
    Custody(look::CustodyArgs),
    /// Take one out with its events, notes, holds, documents, custody log and both heads.
    Export(look::ExportArgs),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Open(args) => act::open(context, args),
        Command::Add(args) => act::add(context, args),
        Command::Remove(args) => act::remove(context, args),
        Command::Note(args) => papers::note(context, args),
        Command::Hold(args) => hold::run(context, args),
        Command::Document(args) => papers::document(context, args),
        Command::HandOver(args) => act::hand_over(context, args),
        Command::Close(args) => act::close(context, args),
        Command::Reopen(args) => act::reopen(context, args),
        Command::List(args) => look::list(context, args),
        Command::Show(args) => look::show(context, args),
        Command::Custody(args) => look::custody(context, args),
        Command::Export(args) => look::export(context, args),
    }
}
