//! `jejak person backup`: the vault's own backup, apart from the ledger's.

use std::path::{Path, PathBuf};

use jejak_events::oversight::AdministrationDone;
use jejak_events::vocabulary::AdministrativeAct;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, Place, open};
use super::desk::{KeyArgs, open_vault};
use super::vault;
use crate::ledger::{Clock as _, SystemClock};
use crate::said::said;
use crate::vault::{BackingUp, BackupPlace, Written};

/// Options of `person backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder to make; it holds no key. A service backs up to where it was told to.
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Account that does it, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
}

/// A backup of the vault that was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VaultBackup)]
pub struct BackupShown {
    /// The folder of the backup.
    backup: String,
    /// Bytes that it takes.
    bytes: u64,
}

/// Where a backup goes.
enum Target<'a> {
    /// To the folder that was named.
    Folder(&'a Path),
    /// To a folder of its own, where the service was told to.
    Place(&'a BackupPlace),
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let target = target(context, args)?;
    let folder = open::folder(context)?;
    let opened = open_vault(context, &folder, &args.key)?;
    let account = context.actor(args.account).account.0;
    let act = AdministrativeAct::BackedUp;
    open::oversee_act(context, &folder, AdministrationDone { account, act, subject: None })?;
    // Open to be read only while its rows are copied: people are added while its documents are.
    let begin = |to: &Path| opened.read().begin_backup(to);
    let written = match target {
        Target::Folder(to) => {
            let bytes = begin(to).and_then(BackingUp::finish).map_err(vault)?;
            Written { to: to.to_owned(), bytes }
        }
        Target::Place(place) => {
            place.back_up(SystemClock::default().now(), begin).map_err(vault)?
        }
    };
    let (shown, bytes) = (written.to.display(), written.bytes);
    if context.json {
        return context.print_answer(&BackupShown { backup: shown.to_string(), bytes });
    }
    context.tell(&said!(
        "wrote a backup of the vault into {shown}, {bytes} bytes; keep it apart from the master key",
        "cadangan brankas ditulis ke {shown}, {bytes} bita; simpan terpisah dari kunci induk"
    ))
}

fn target<'a>(context: &'a Context, args: &'a Args) -> Result<Target<'a>, Failure> {
    match (&context.place, args.folder.as_deref()) {
        (Place::Folder(_), Some(folder)) => Ok(Target::Folder(folder)),
        (Place::Folder(_), None) => Err(Failure::Usage(said!(
            "FOLDER: expected the folder of the backup, found none",
            "FOLDER: seharusnya folder cadangan, ditemukan tidak ada"
        ))),
        (Place::Open(house), _) => {
            let place = house.vault_backups.as_deref().map(Target::Place);
            place.ok_or_else(|| {
                Failure::Refused(said!(
                    "this service knows no place for backups of the vault: start it with                      --vault-backup-to DIR, or back up at the machine while it does not run",
                    "layanan ini tidak tahu tempat cadangan brankas: jalankan dengan                      --vault-backup-to DIR, atau cadangkan di mesin selagi layanan tidak berjalan"
                ))
            })
        }
    }
}
