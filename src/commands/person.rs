//! `jejak person`: people and their personal data, in the vault beside the ledger.
//!
//! Personal data comes from a file or standard input, never from arguments: those stand in the
//! shell's history and in the list of processes. Arguments name people by their random ids.

pub mod add;
pub mod backup;
mod cases;
pub mod change;
mod desk;
pub mod erase;
mod init;
pub mod look;
mod public;
pub(super) mod reach;
mod rekey;
pub mod requests;
mod restore;
pub mod retain;

pub(super) use cases::place_hold;
pub use desk::KeyArgs;
pub(super) use desk::{Desk, DeskArgs, RecordArgs, list_bad_lines, open_vault, read};
pub(super) use look::purpose;
pub(super) use public::{DocumentArg, IdArg, TextArg};

use clap::Subcommand;

use super::{Context, Failure, errors};
use crate::vault::VaultError;

/// Why nothing personal is an argument; shown in the help.
const INPUT: &str = "Personal data is read from a file, or from standard input (`-`), never from \
                     arguments: those stand in the shell's history and in the list of processes.";

/// Fields of a line of people; shown in the help.
const FIELDS: &str = "One JSON object per line:\n  nik             text, as written\n  document        \
                      {\"kind\": paspor | akta-lahir | kitap | kartu-pengungsi | surat-keterangan | \
                      lain, \"number\": text}\n  reference       text of your own, for who has \
                      neither, or a NIK that is wrong\n  name            text, needed\n  region          \
                      village or district of domicile, needed\n  recipient_type  individu (when \
                      absent), keluarga, kelompok, lembaga, masyarakat\n  birth_date, sex (L or P), \
                      registry (true when Dukcapil confirmed the NIK)\n  kk, kk_since    household \
                      card and since when\n  accounts        list of bank and number\n  address, phone, \
                      note";

/// Options of `person`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = INPUT)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a vault and bind the ledger to it.
    Init(init::Args),
    /// Add people from a file; whoever is known keeps the id.
    #[command(after_long_help = format!("{INPUT}\n\n{FIELDS}"))]
    Add(add::Args),
    /// Find the ids of people by NIK, paper or reference, from a file.
    #[command(after_long_help = format!("{INPUT}\n\n{FIELDS}"))]
    Find(look::FindArgs),
    /// Show what is known of an id, masked unless --reveal.
    Show(look::ShowArgs),
    /// Two ids are the same human.
    Link(change::LinkArgs),
    /// Two linked ids are different people after all.
    Separate(change::LinkArgs),
    /// Keep a new version of what is known of a person, from a file of one line.
    #[command(after_long_help = format!("{INPUT}\n\n{FIELDS}"))]
    Correct(change::CorrectArgs),
    /// Keep a person's data from being read, or let it be read again.
    Restrict(cases::Args),
    /// Keep a person's data from being destroyed, or let it go.
    Hold(cases::Args),
    /// Keep people's data until a day; before it, the end of retention is no ground to destroy it.
    Retain(retain::RetainArgs),
    /// List the ids whose retention has ended and that no case holds.
    Due(retain::DueArgs),
    /// Write a backup of the vault alone into a new folder, sealed as it is.
    Backup(backup::Args),
    /// Put a backup in the place of a vault that is lost; whoever was erased since is destroyed again.
    Restore(restore::Args),
    /// Give the vault another master key: everything in it is sealed anew, the chain is not touched.
    Rekey(rekey::Args),
    /// Request that the personal data of ids be destroyed (key, mapping, ciphertext and salts), or
    /// carry out what another person requested. The ids stay.
    Erase(erase::Args),
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Init(args) => init::run(context, args),
        Command::Add(args) => add::run(context, args),
        Command::Find(args) => look::find(context, args),
        Command::Show(args) => look::show(context, args),
        Command::Link(args) => change::link(context, args),
        Command::Separate(args) => change::separate(context, args),
        Command::Correct(args) => change::correct(context, args),
        Command::Restrict(args) => cases::restrict(context, args),
        Command::Hold(args) => cases::hold(context, args),
        Command::Retain(args) => retain::retain(context, args),
        Command::Due(args) => retain::due(context, args),
        Command::Backup(args) => backup::run(context, &args),
        Command::Restore(args) => restore::run(context, &args),
        Command::Rekey(args) => rekey::run(context, &args),
        Command::Erase(args) => erase::run(context, &args),
    }
}

/// What the vault refused is a refusal; what could not be read or written is not.
pub(super) fn vault(error: VaultError) -> Failure {
    match error {
        VaultError::Unknown(_)
        | VaultError::Erased(_)
        | VaultError::Restricted { .. }
        | VaultError::Held { .. }
        | VaultError::Retained { .. }
        | VaultError::Belongs(_)
        | VaultError::LinkState { .. }
        | VaultError::Exists(_)
        | VaultError::KeyExists(_)
        | VaultError::SameKey
        | VaultError::BackupExists(_)
        | VaultError::BadBackup(_)
        | VaultError::NoDocument(_)
        | VaultError::NotADocument { .. }
        | VaultError::Field { .. } => Failure::Refused(errors::said(&error)),
        VaultError::NoKey | VaultError::OtherKind { .. } => Failure::Usage(errors::said(&error)),
        _ => Failure::io(error),
    }
}
