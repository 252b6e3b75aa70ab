//! `jejak serve`: one process that keeps the ledger open and answers over HTTP.

use std::sync::{Arc, RwLock};

use super::log;
use super::settings::Typed;
use crate::access::Access;
use crate::api;
use crate::backup;
use crate::commands::{Context, Failure, House, KeyArgs, errors, open};
use crate::console;
use crate::ledger::second::{RevealLimits, Reveals};
use crate::ledger::{Clock as _, Seal, SystemClock};
use crate::said::said;
use crate::settings::Settings;
use crate::store::Folder;
use crate::vault::{BackupPlace, Vault};

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    settings: Typed,
    /// Print a code with which the administrator's login can be set anew.
    #[arg(long)]
    new_code: bool,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
}

impl Args {
    /// As it runs where nothing is said.
    pub(super) fn usual() -> Args {
        Args { settings: Typed::default(), new_code: false, accept_clock: true }
    }
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let resolved = args.settings.resolve(context)?;
    let settings = Settings::try_from(&resolved);
    let settings = settings.map_err(|wrong| Failure::Usage(wrong.said()))?;
    log::begin(&settings);
    let folder = Folder::open(context.data()).map_err(Failure::io)?;
    let access =
        Access::open(&folder.path().join("access")).map_err(|error| Failure::Io(error.said()))?;
    let clock = Arc::new(SystemClock::default());
    if args.new_code || access.logins().is_empty() {
        let code = access.first_code(clock.now()).map_err(|error| Failure::Io(error.said()))?;
        context.note(&said!(
            "code for the administrator, good for 24 hours and for one use: {code}",
            "kode untuk administrator, berlaku 24 jam dan sekali pakai: {code}"
        ));
    }
    let ledger = open::with_clock(context, &folder, Arc::clone(&clock) as _, args.accept_clock)?;
    crate::commands::continues_what_was_signed(&folder, &ledger)?;
    let (master_key_file, passphrase_file) = settings.vault_key.clone();
    let key = KeyArgs { master_key_file, passphrase_file };
    let vault = vault(context, &folder, &key)?.map(|vault| Arc::new(RwLock::new(vault)));
    let (hour, day) = settings.reveals;
    let house = House {
        folder: Arc::new(folder),
        ledger: Arc::new(ledger),
        backups: settings.backup_to.clone().map(backup::Place::new).map(Arc::new),
        vault,
        vault_backups: settings.vault_backup_to.clone().map(BackupPlace::new).map(Arc::new),
        access: Arc::new(access),
        reveals: Arc::new(Reveals::new(RevealLimits { hour, day })),
        document_max: settings.document_max,
    };
    let keep = Arc::clone(&house.folder);
    let served = api::serve(house, clock, &settings, console::router(), |url| {
        // Another command at the machine is told where to ask.
        let _ = keep.announce(url);
        context.note(&said!("listening on {url}", "mendengarkan di {url}"));
    });
    let house = served.map_err(|error| Failure::Io(error.said()))?;
    let ledger = Arc::try_unwrap(house).ok().and_then(|house| Arc::try_unwrap(house.ledger).ok());
    match ledger {
        Some(ledger) => {
            let sealed = ledger.seal_second(open::operator(None), Seal::Closing);
            sealed.map_err(|error| Failure::Io(errors::said(&error)))?;
            ledger.close().map_err(Failure::io)
        }
        None => Ok(()),
    }
}

/// The vault, where there is one and its key was given; said where it stays closed.
fn vault(context: &Context, folder: &Folder, key: &KeyArgs) -> Result<Option<Vault>, Failure> {
    let opened = key.vault_of(folder)?;
    if opened.is_none() && Vault::exists(&folder.vault()) {
        context.note(&said!(
            "note: no key of the vault was given; whatever needs personal data is refused (VLT-01)",
            "catatan: kunci brankas tidak diberikan; yang memerlukan data pribadi ditolak (VLT-01)"
        ));
    }
    Ok(opened)
}
