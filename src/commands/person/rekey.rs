//! `jejak person rekey`: another master key for the vault. The chain is not touched.

use std::path::PathBuf;

use jejak_events::oversight::AdministrationDone;
use jejak_events::vocabulary::AdministrativeAct;

use super::super::{Context, Failure, open};
use super::desk::{KeyArgs, open_vault};
use super::vault;
use crate::said::said;
use crate::vault::{KeySource, key};

/// Options of `person rekey`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Draw the new master key and write it into this new file (mode 0600).
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "new_passphrase_file",
        conflicts_with = "new_passphrase_file"
    )]
    new_key: Option<PathBuf>,
    /// File, mode 0600, whose first line is the new passphrase.
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Account that does it, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
}

impl Args {
    fn source(&self) -> Result<KeySource, Failure> {
        match (&self.new_key, &self.new_passphrase_file) {
            (Some(path), _) => {
                key::create_file(path).map_err(vault)?;
                Ok(KeySource::File(path.clone()))
            }
            (None, Some(path)) => KeySource::passphrase_file(path).map_err(vault),
            (None, None) => Err(vault(crate::vault::VaultError::NoKey)),
        }
    }
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let opened = open_vault(context, &folder, &args.key)?;
    let account = context.actor(args.account).account.0;
    let done = AdministrationDone { account, act: AdministrativeAct::KeyRotated, subject: None };
    open::oversee_act(context, &folder, done)?;
    let source = args.source()?;
    opened.write().rekey(&source).map_err(vault)?;
    if context.json {
        return context.print_json(&serde_json::json!({ "changed": true }));
    }
    context.tell(&said!(
        "the vault has another master key; the old one opens nothing of it any more",
        "brankas punya kunci induk lain; yang lama tidak lagi membuka apa pun di dalamnya"
    ))?;
    context.note(&said!(
        "note: backups made before still open with the old key; destroy or replace them, then the old \
         key (docs/VAULT.md)",
        "catatan: cadangan sebelumnya masih terbuka dengan kunci lama; musnahkan atau ganti, lalu \
         kunci lama (docs/VAULT.md)"
    ));
    Ok(())
}
