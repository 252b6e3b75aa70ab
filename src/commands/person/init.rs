//! `jejak person init`: a new vault, and the event that binds the ledger to it.

use std::path::PathBuf;

use jejak_events::privacy::VaultBound;

use super::super::{Context, Failure, VaultAtHand, open};
use super::desk::{Desk, KeyArgs, RecordArgs, open_vault, refused};
use super::vault;
use crate::said::said;
use crate::vault::{KeySource, Vault, key};

/// Options of `person init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Draw a new master key and write it into this new file (mode 0600). Keep it apart from the
    /// ledger and its backups: without it nobody can read the vault.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["master_key_file", "passphrase_file"])]
    new_key: Option<PathBuf>,
    /// Begin another vault although the ledger is bound to one that is lost for good.
    #[arg(long)]
    after_loss: bool,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    record: RecordArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let opened = if Vault::exists(&folder.vault()) {
        open_vault(context, &folder, &args.key)?
    } else {
        bound_elsewhere(context, &folder, &args)?;
        let source = source(&args)?;
        VaultAtHand::own(Vault::create(&folder.vault(), &source).map_err(vault)?)
    };
    let desk = Desk::with(context, &folder, opened, args.record)?;
    let commitment = desk.vault.read().commitment();
    let bound = desk.bound() == Some(commitment);
    if !bound {
        let drafts = vec![desk.draft(VaultBound { vault: commitment })];
        desk.judge(&drafts).map_err(|error| refused(context, &error))?;
        desk.record(drafts)?;
    }
    let shown = desk.vault.read().folder().to_owned();
    desk.close()?;
    if context.json {
        return context.print_json(&serde_json::json!({
            "vault": shown, "commitment": commitment, "bound_before": bound,
        }));
    }
    let shown = shown.display();
    context.tell(&if bound {
        said!(
            "the ledger was bound before to the vault in {shown}",
            "buku sudah tertaut sebelumnya ke brankas di {shown}"
        )
    } else {
        said!("the ledger is bound to the vault in {shown}", "buku tertaut ke brankas di {shown}")
    })
}

/// A vault that is only mislaid must not be replaced: everybody would get another id.
fn bound_elsewhere(
    context: &Context,
    folder: &crate::store::Folder,
    args: &Args,
) -> Result<(), Failure> {
    let ledger = open::ledger_of(context, folder)?;
    let bound = ledger.read(|folded| folded.reading.state.privacy.vault());
    ledger.close().map_err(Failure::io)?;
    match bound {
        Some((_, seq)) if !args.after_loss => Err(Failure::Refused(said!(
            "event {seq} binds the ledger to a vault that is not here: put it back from its \
             backup; if it is lost for good, --after-loss begins another, in which everybody gets \
             a new id",
            "kejadian {seq} menautkan buku ke brankas yang tidak ada di sini: kembalikan dari \
             cadangannya; bila hilang selamanya, --after-loss memulai yang lain, dan semua orang \
             mendapat id baru"
        ))),
        _ => Ok(()),
    }
}

fn source(args: &Args) -> Result<KeySource, Failure> {
    let Some(path) = &args.new_key else { return args.key.source().map_err(vault) };
    key::create_file(path).map_err(vault)?;
    Ok(KeySource::File(path.clone()))
}
