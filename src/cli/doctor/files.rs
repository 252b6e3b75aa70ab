//! Keys, disk and what was left lying around.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use jejak_events::ids::Bytes32;

use super::sheet::{Sheet, bytes, chain};
use crate::proof::key;
use crate::store::{RESERVE, free_bytes};

/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// Free space below this is worth a warning.
const FREE_WARN: u64 = 4 * RESERVE;

/// Key files: permissions, whether they can be read, and whether the ledger names them.
pub(super) fn keys(data: &Path, named: Option<&[Bytes32]>, sheet: &mut Sheet) {
    let folder = data.join("keys");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            let advice = "put the folder back from its own backup: without the key nothing can \
                          be signed";
            return sheet.warn("keys", format!("{}: {error}", folder.display()), advice);
        }
    };
    let mut usable = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let shown = path.display();
        let mode = fs::metadata(&path).map_or(0, |about| about.mode());
        if mode & OTHERS != 0 {
            let found = format!("{shown} can be read or changed by others ({:03o})", mode & 0o777);
            let advice = format!(
                "chmod 600 {shown}; if others could get at it, replace what is in it by a new one"
            );
            sheet.fail("keys", found, advice);
        }
        if path.extension().is_none_or(|extension| extension != "key") {
            continue;
        }
        match key::load(&path) {
            Ok(file) => {
                let verifier = file.signer.verifier_key();
                let known = named
                    .is_none_or(|named| named.iter().any(|key| key.0 == verifier.public_bytes()));
                usable += u32::from(known);
                if !known {
                    let found = format!("{shown} is no key that the ledger names now");
                    sheet.warn("keys", found, "put it away, unless it is yet to be added");
                } else if key::is_sample(verifier) {
                    let found = format!("{shown} is the published key of sample ledgers");
                    sheet.warn("keys", found, "fine for practice; never use it for real");
                } else {
                    sheet.ok("keys", format!("{shown} signs as {verifier}"));
                }
            }
            Err(error) => {
                sheet.fail("keys", chain(&error), "restore the file from its own backup");
            }
        }
    }
    if usable == 0 {
        let advice = "put the key file back, or add a new key to the ledger with a record of it";
        sheet.warn("keys", "there is no key here that can sign checkpoints", advice);
    }
}

/// Free space where the ledger lives.
pub(super) fn disk(data: &Path, sheet: &mut Sheet) {
    let free = match free_bytes(data) {
        Ok(free) => free,
        Err(error) => {
            return sheet.warn("disk", format!("{}: {error}", data.display()), "look at the path");
        }
    };
    let found = format!("{} free", bytes(free));
    if free <= RESERVE {
        let advice = format!("free some space: below {} nothing is accepted", bytes(RESERVE));
        sheet.fail("disk", found, advice);
    } else if free < FREE_WARN {
        let advice = format!("free some space soon: below {} nothing is accepted", bytes(RESERVE));
        sheet.warn("disk", found, advice);
    } else {
        sheet.ok("disk", found);
    }
}

/// Files that an interruption left.
pub(super) fn leftovers(data: &Path, sheet: &mut Sheet) {
    for folder in [data.to_owned(), data.join("snapshots"), data.join("keys")] {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.extension().is_some_and(|extension| extension == "new") {
                let found = format!("{} was left by an interruption", path.display());
                sheet.warn("leftovers", found, "remove it: it is of no use");
            }
        }
    }
}
