//! `jejak doctor`: looks after everything around the entries, on a copy, and says what to do.
//!
//! It looks at the outside: files, sizes, permissions, clock, disk. Whether the entries are what
//! they were is for `jejak verify`.

mod files;
mod sheet;
mod store;
mod vault;

use super::{Context, Failure, errors, verify};
use crate::store::{Folder, FolderError, open_store_as_found};

use self::sheet::{Level, Sheet};
use crate::said::{Said, said};

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the copy that is looked at; the system's temporary folder when absent.
    #[arg(long, value_name = "DIR")]
    scratch: Option<std::path::PathBuf>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let mut sheet = Sheet::new(context.language);
    let scratch = verify::scratch(args.scratch.as_deref())?;
    match Folder::open_copy(context.data(), scratch.path()) {
        Ok(copy) => {
            let engine = copy.engine().name();
            sheet.ok("folder", said!("format 1, engine {engine}", "format 1, mesin {engine}"));
            sheet.tell_copy_as(scratch.path(), context.data());
            examine(context, &copy, &mut sheet);
        }
        Err(error) => {
            sheet.fail("folder", errors::said(&error), advice_on(&error));
        }
    }
    files::disk(context.data(), &mut sheet);
    let printed =
        if context.json { context.print_json(&sheet.to_json()) } else { sheet.print(context) };
    let failed = match sheet.count(Level::Fail) {
        0 => return printed,
        1 => said!("1 thing has failed", "1 hal gagal"),
        failed => said!("{failed} things have failed", "{failed} hal gagal"),
    };
    // A reader that went away mends nothing.
    Err(Failure::Refused(failed))
}

/// Everything that needs the folder to be a ledger that nobody else has open.
fn examine(context: &Context, copy: &Folder, sheet: &mut Sheet) {
    let data = context.data();
    match open_store_as_found(copy) {
        Ok(found) => {
            store::examine(data, &found, sheet);
            vault::examine(data, &*found.store, sheet);
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
    files::secret(data, sheet);
    files::old_logs(data, sheet);
    files::leftovers(data, sheet);
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
