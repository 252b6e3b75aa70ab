//! `jejak doctor`: looks after everything around the entries, on a copy, and says what to do.
//!
//! It looks at the outside: files, sizes, permissions, clock, disk. Whether the entries are what
//! they were is for `jejak verify`.

mod access;
mod backup;
mod files;
mod second;
pub mod sheet;
mod store;
mod vault;

use std::path::Path;

use super::{Context, Failure, House, Place, errors, verify};
use crate::ledger::own::Own;
use crate::store::{Folder, FolderError, open_store_as_found};

use self::sheet::{Level, Sheet};
use self::store::Looked;
use crate::said::{Said, said};

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the copy that is looked at; the system's temporary folder when absent.
    #[arg(long, value_name = "DIR")]
    scratch: Option<std::path::PathBuf>,
    /// Backup of the ledger, to look at its age too; a service knows its own.
    #[arg(long, value_name = "DIR")]
    backup: Option<std::path::PathBuf>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let mut sheet = Sheet::new(context.language);
    match &context.place {
        Place::Folder(_) => in_folder(context, &args, &mut sheet)?,
        Place::Open(house) => open_already(house, &mut sheet),
    }
    files::disk(context.data(), &mut sheet);
    let printed =
        if context.json { context.print_answer(&sheet.shown()) } else { sheet.print(context) };
    let failed = match sheet.count(Level::Fail) {
        0 => return printed,
        1 => said!("1 thing has failed", "1 hal gagal"),
        failed => said!("{failed} things have failed", "{failed} hal gagal"),
    };
    // A reader that went away mends nothing.
    Err(Failure::Refused(failed))
}

/// Looks at a folder that nobody has open, in a copy.
fn in_folder(context: &Context, args: &Args, sheet: &mut Sheet) -> Result<(), Failure> {
    let scratch = verify::scratch(args.scratch.as_deref())?;
    match Folder::open_copy(context.data(), scratch.path()) {
        Ok(copy) => {
            let engine = copy.engine().name();
            sheet.ok("folder", said!("format 1, engine {engine}", "format 1, mesin {engine}"));
            sheet.tell_copy_as(scratch.path(), context.data());
            examine(context, &copy, args, sheet);
        }
        Err(error) => {
            sheet.fail("folder", errors::said(&error), advice_on(&error));
        }
    }
    Ok(())
}

/// Looks at the ledger that a service has open; what opening its files anew would find is left out, and
/// that is told.
fn open_already(house: &House, sheet: &mut Sheet) {
    let data = house.folder.path();
    let engine = house.folder.engine().name();
    sheet.ok("folder", said!("format 1, engine {engine}", "format 1, mesin {engine}"));
    let store = house.ledger.store();
    let own = Own::of(store);
    store::examine(data, &Looked::open(store), &own, sheet);
    second::beside(&house.ledger, &own, sheet);
    if let Some(place) = &house.backups {
        backup::examine(place.to(), store, &own.origins, sheet);
    }
    for topic in ["access", "vault"] {
        sheet.skipped(
            topic,
            said!(
                "not looked at: it is in use; run `jejak doctor` at the machine while no service runs",
                "tidak diperiksa: sedang dipakai; jalankan `jejak doctor` di mesin selagi tidak ada \
                 layanan",
            ),
        );
    }
    around(data, sheet);
}

/// The files around a ledger.
fn around(data: &Path, sheet: &mut Sheet) {
    files::secret(data, sheet);
    files::old_logs(data, sheet);
    files::leftovers(data, sheet);
}

/// Everything that needs the folder to be a ledger that nobody else has open.
fn examine(context: &Context, copy: &Folder, args: &Args, sheet: &mut Sheet) {
    let data = context.data();
    match open_store_as_found(copy) {
        Ok(found) => {
            let own = Own::of(&*found.store);
            store::examine(data, &Looked::at(&found), &own, sheet);
            second::in_folder(data, copy.path(), &own, sheet);
            vault::examine(data, &*found.store, sheet);
            if let Some(place) = &args.backup {
                backup::examine(place, &*found.store, &own.origins, sheet);
            }
        }
        Err(error) => {
            let advice = said!(
                "run `jejak verify`, then restore the store from a backup",
                "jalankan `jejak verify`, lalu pulihkan penyimpanan dari cadangan",
            );
            sheet.fail("store", store::unopened(&error), advice);
            files::keys(data, None, sheet);
        }
    }
    access::examine(data, copy.path(), sheet);
    around(data, sheet);
}

fn advice_on(error: &FolderError) -> Said {
    match error {
        FolderError::Missing(_) => said!(
            "name the folder with --data, or create it with `jejak init --origin NAME`",
            "sebutkan folder dengan --data, atau buat dengan `jejak init --origin NAMA`",
        ),
        FolderError::NotALedger { .. } => {
            said!("name the right folder with --data", "sebutkan folder yang benar dengan --data",)
        }
        FolderError::NewerFormat { .. } | FolderError::UnknownEngine { .. } => said!(
            "install the version of this program that wrote it",
            "pasang versi program yang menulisnya",
        ),
        FolderError::IsBackup(_) => {
            said!("restore it into a folder of its own", "pulihkan ke folder tersendiri",)
        }
        FolderError::InUse { .. } => said!(
            "stop that process first, or ask it",
            "hentikan dahulu proses itu, atau tanyakan kepadanya",
        ),
        FolderError::NotEmpty { .. } => {
            said!("choose an empty folder with --scratch", "pilih folder kosong dengan --scratch",)
        }
        FolderError::Io { .. } | FolderError::Copy(_) => said!(
            "look at permissions and free space, also of the scratch folder",
            "periksa izin dan ruang kosong, juga pada folder --scratch",
        ),
    }
}
