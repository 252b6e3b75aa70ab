//! `jejak doctor`: looks after everything around the entries, on a copy, and says what to do.
//!
//! It looks at the outside: files, sizes, permissions, clock, disk. Whether the entries are what
//! they were is for `jejak verify`.

mod files;
mod sheet;
mod store;

use super::{Context, Failure, output, verify};
use crate::store::{Folder, FolderError, open_store_as_found};

use self::sheet::{Level, Sheet};

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the copy that is looked at; the system's temporary folder when absent.
    #[arg(long, value_name = "DIR")]
    scratch: Option<std::path::PathBuf>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let mut sheet = Sheet::default();
    let scratch = verify::scratch(args.scratch.as_deref())?;
    match Folder::open_copy(&context.data, scratch.path()) {
        Ok(copy) => {
            sheet.ok("folder", format!("format 1, engine {}", copy.engine().name()));
            examine(context, &copy, &mut sheet);
        }
        Err(error) => sheet.fail("folder", sheet::chain(&error), advice_on(&error)),
    }
    files::disk(&context.data, &mut sheet);
    if context.json {
        output::json(&sheet.to_json())?;
    } else {
        sheet.print()?;
    }
    match sheet.count(Level::Fail) {
        0 => Ok(()),
        1 => Err(Failure::Refused("1 thing has failed".to_owned())),
        failed => Err(Failure::Refused(format!("{failed} things have failed"))),
    }
}

/// Everything that needs the folder to be a ledger that nobody else has open.
fn examine(context: &Context, copy: &Folder, sheet: &mut Sheet) {
    let data = &context.data;
    match open_store_as_found(copy) {
        Ok(found) => {
            store::examine(data, &found, sheet);
        }
        Err(error) => {
            let advice = "run `jejak verify`, then restore the store from a backup";
            sheet.fail("store", sheet::chain(&error), advice);
            files::keys(data, None, sheet);
        }
    }
    files::leftovers(data, sheet);
}

fn advice_on(error: &FolderError) -> &'static str {
    match error {
        FolderError::Missing(_) => "name the folder with --data, or create it with `jejak init`",
        FolderError::NotALedger { .. } => "name the right folder with --data",
        FolderError::NewerFormat { .. } | FolderError::UnknownEngine { .. } => {
            "install the version of this program that wrote it"
        }
        FolderError::InUse { .. } => "stop that process first, or ask it",
        FolderError::NotEmpty { .. } => "choose an empty folder with --scratch",
        FolderError::Io { .. } => "look at permissions and free space, also of the scratch folder",
    }
}
