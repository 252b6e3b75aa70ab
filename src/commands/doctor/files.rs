//! Keys, disk and what was left lying around.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use jejak_events::ids::Bytes32;

use super::sheet::{Sheet, bytes};
use crate::commands::errors;
use crate::ledger::RequestSecret;
use crate::proof::key;
use crate::said::{Said, said};
use crate::store::{RESERVE, free_bytes};

/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// Free space below this is worth a warning.
const FREE_WARN: u64 = 4 * RESERVE;

fn look_at_permissions() -> Said {
    said!("look at its permissions", "periksa izinnya")
}

/// Key files: permissions, whether they can be read, and whether the ledger names them.
pub(super) fn keys(data: &Path, named: Option<&[Bytes32]>, sheet: &mut Sheet) {
    let folder = data.join("keys");
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            let advice = said!(
                "put the folder back from its own backup: without the key nothing can be signed",
                "kembalikan folder dari cadangannya sendiri: tanpa kunci tidak ada yang dapat ditandatangani",
            );
            return sheet.warn("keys", errors::said(&error).after(folder.display()), advice);
        }
    };
    let mut usable = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        permissions(&path, sheet);
        if path.extension().is_some_and(|extension| extension == "key") {
            usable += u32::from(signs(&path, named, sheet));
        }
    }
    if usable == 0 {
        let found = said!(
            "there is no key here that can sign checkpoints",
            "di sini tidak ada kunci yang dapat menandatangani titik periksa",
        );
        let advice = said!(
            "put the key file back, or add a new key to the ledger with a record of it",
            "kembalikan berkas kunci, atau catat kunci baru di buku",
        );
        sheet.warn("keys", found, advice);
    }
}

fn permissions(path: &Path, sheet: &mut Sheet) {
    let shown = path.display();
    let mode = fs::metadata(path).map_or(0, |about| about.mode()) & 0o777;
    if mode & OTHERS == 0 {
        return;
    }
    let found = said!(
        "{shown} can be read or changed by others ({mode:03o})",
        "{shown} dapat dibaca atau diubah orang lain ({mode:03o})",
    );
    let advice = said!(
        "chmod 600 {shown}; if others could get at it, replace what is in it by a new one",
        "chmod 600 {shown}; bila orang lain sempat menjangkaunya, ganti isinya dengan yang baru",
    );
    sheet.fail("keys", found, advice);
}

/// Looks at a key file; whether the ledger names its key.
fn signs(path: &Path, named: Option<&[Bytes32]>, sheet: &mut Sheet) -> bool {
    let shown = path.display();
    let file = match key::load(path) {
        Ok(file) => file,
        Err(error) => {
            let advice = said!(
                "restore the file from its own backup",
                "pulihkan berkas dari cadangannya sendiri",
            );
            sheet.fail("keys", errors::said(&error), advice);
            return false;
        }
    };
    let verifier = file.signer.verifier_key();
    let is_named = |named: &[Bytes32]| named.iter().any(|key| key.0 == verifier.public_bytes());
    let known = named.is_none_or(is_named);
    if !known {
        let found = said!(
            "{shown} is no key that the ledger names now",
            "{shown} bukan kunci yang kini disebut buku",
        );
        let advice = said!(
            "put it away, unless it is yet to be added",
            "simpan di tempat lain, kecuali memang akan ditambahkan",
        );
        sheet.warn("keys", found, advice);
    } else if key::is_sample(verifier) {
        let found = said!(
            "{shown} is the published key of sample ledgers",
            "{shown} adalah kunci contoh yang diumumkan",
        );
        let advice = said!(
            "fine for practice; never use it for real",
            "baik untuk latihan; jangan pernah dipakai sungguhan",
        );
        sheet.warn("keys", found, advice);
    } else {
        let what =
            said!("{shown} signs as {verifier}", "{shown} menandatangani sebagai {verifier}");
        sheet.ok("keys", what);
    }
    known
}

/// The secret behind request ids: whether it is there and what it was.
pub(super) fn secret(data: &Path, sheet: &mut Sheet) {
    let path = data.join("keys/request.secret");
    let shown = path.display();
    match fs::read(&path) {
        Ok(bytes) if RequestSecret::from_file(&bytes).is_some() => {}
        Ok(_) => {
            let found = said!(
                "{shown} is damaged: nothing can be written",
                "{shown} rusak: tidak ada yang dapat dicatat",
            );
            let advice = said!(
                "put it back from a backup, or remove it: then requests that were answered before are recorded again when they are repeated",
                "kembalikan dari cadangan, atau hapus: maka permintaan yang sudah dijawab tercatat lagi bila diulang",
            );
            sheet.fail("keys", found, advice);
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let found = said!("there is no {shown}", "{shown} tidak ada");
            let advice = said!(
                "put it back from a backup; else a new one is drawn, and requests that were answered before are recorded again when they are repeated",
                "kembalikan dari cadangan; bila tidak, dibuat yang baru, dan permintaan yang sudah dijawab tercatat lagi bila diulang",
            );
            sheet.warn("keys", found, advice);
        }
        Err(error) => {
            sheet.fail("keys", errors::said(&error).after(shown), look_at_permissions());
        }
    }
}

/// Logs of earlier versions: what they tell now stands in the second ledger.
pub(super) fn old_logs(data: &Path, sheet: &mut Sheet) {
    for path in [data.join("refusals.jsonl"), data.join("vault/reveals.log")] {
        if !path.exists() {
            continue;
        }
        let shown = path.display();
        let found = said!(
            "{shown} was written by an earlier version and is read no more",
            "{shown} ditulis versi terdahulu dan tidak dibaca lagi",
        );
        let advice = said!(
            "keep it elsewhere: `jejak oversight` tells what was done since",
            "simpan di tempat lain: `jejak oversight` menceritakan yang dilakukan sejak itu",
        );
        sheet.warn("old log", found, advice);
    }
}

/// Free space where the ledger lives.
pub(super) fn disk(data: &Path, sheet: &mut Sheet) {
    let free = match free_bytes(data) {
        Ok(free) => free,
        Err(error) => {
            let advice = said!("look at the path", "periksa jalurnya");
            return sheet.warn("disk", errors::said(&error).after(data.display()), advice);
        }
    };
    let (shown, least) = (bytes(free), bytes(RESERVE));
    let found = said!("{shown} free", "{shown} kosong");
    if free >= FREE_WARN {
        return sheet.ok("disk", found);
    }
    if free <= RESERVE {
        let advice = said!(
            "free some space: below {least} nothing is accepted",
            "kosongkan ruang: di bawah {least} tidak ada yang diterima",
        );
        return sheet.fail("disk", found, advice);
    }
    let advice = said!(
        "free some space soon: below {least} nothing is accepted",
        "segera kosongkan ruang: di bawah {least} tidak ada yang diterima",
    );
    sheet.warn("disk", found, advice);
}

/// Files that an interruption left.
pub(super) fn leftovers(data: &Path, sheet: &mut Sheet) {
    for folder in [data.to_owned(), data.join("snapshots"), data.join("keys")] {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.extension().is_some_and(|extension| extension == "new") {
                let shown = path.display();
                let found = said!(
                    "{shown} was left by an interruption",
                    "{shown} tertinggal karena terputus",
                );
                let advice = said!("remove it: it is of no use", "hapus saja: tidak ada gunanya");
                sheet.warn("leftovers", found, advice);
            }
        }
    }
}
