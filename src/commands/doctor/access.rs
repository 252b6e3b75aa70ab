//! Logins, sessions and tokens: whether they open, in a copy, and whether others could read them.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::Path;

use super::sheet::Sheet;
use crate::access::Access;
use crate::commands::errors;
use crate::said::said;

/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// Looks at the folder `access/` of a ledger that nobody has open.
pub(super) fn examine(data: &Path, scratch: &Path, sheet: &mut Sheet) {
    let folder = data.join("access");
    let mode = match fs::metadata(&folder) {
        Ok(about) => about.mode() & 0o777,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => {
            let advice = said!("look at its permissions", "periksa izinnya");
            return sheet.fail("access", errors::said(&error).after(folder.display()), advice);
        }
    };
    if mode & OTHERS != 0 {
        let shown = folder.display();
        let found = said!(
            "{shown} can be entered by others ({mode:03o})",
            "{shown} dapat dimasuki orang lain ({mode:03o})"
        );
        sheet.fail("access", found, said!("chmod 700 {shown}", "chmod 700 {shown}"));
    }
    let copy = scratch.join("access");
    if let Err(error) = copy_of(&folder, &copy) {
        let advice = said!("look at its permissions", "periksa izinnya");
        return sheet.fail("access", errors::said(&error).after(folder.display()), advice);
    }
    match Access::open(&copy) {
        Ok(access) => {
            let (logins, schema) = (access.logins().len(), Access::SCHEMA);
            let found =
                said!("schema {schema}, {logins} logins", "skema {schema}, {logins} nama masuk");
            sheet.ok("access", found);
        }
        Err(error) => {
            let advice = said!(
                "put access/ back from its backup, or move it away and give codes anew with `jejak \
                 account code`",
                "kembalikan access/ dari cadangannya, atau pindahkan lalu beri kode baru dengan `jejak \
                 account code`",
            );
            sheet.fail("access", error.said(), advice);
        }
    }
}

/// Copies the files with their permissions, which are looked at.
fn copy_of(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
