//! The vault: whether it is there, can be opened, and is the one that the ledger is bound to. Looked
//! at from outside, without changing it; with a master key in the environment, that one too.

use std::collections::BTreeSet;
use std::path::Path;

use jejak_events::ids::{Bytes32, RecipientId};
use jejak_events::{Event, Kind, RawEntry, Recorded};

use super::sheet::{Sheet, bytes};
use crate::commands::errors;
use crate::commands::person::KeyArgs;
use crate::said::said;
use crate::store::EventStore;
use crate::vault::{self, Outside, Vault};

/// What the entries say of the vault.
#[derive(Default)]
struct Told {
    bound: Option<(Bytes32, u64)>,
    erased: BTreeSet<RecipientId>,
}

/// Compares the vault of a folder with the entries of its ledger.
pub(super) fn examine(data: &Path, store: &dyn EventStore, sheet: &mut Sheet) {
    let folder = data.join("vault");
    let told = told(store);
    match (Vault::exists(&folder), told.bound) {
        (false, None) => {}
        (false, Some((_, seq))) => {
            let found = said!(
                "event {seq} binds the ledger to a vault that is not here",
                "kejadian {seq} menautkan buku ke brankas yang tidak ada di sini",
            );
            let advice = said!(
                "put it back from its backup; the ledger is whole without it, but nobody knows who its people are",
                "kembalikan dari cadangannya; buku tetap utuh tanpanya, tetapi tidak ada yang tahu siapa orang-orangnya",
            );
            sheet.warn("vault", found, advice);
        }
        (true, bound) => match vault::look(&folder) {
            Ok(outside) => {
                agreement(&outside, bound, sheet);
                erasures(&outside, &told, sheet);
                key(&folder, &outside, sheet);
            }
            Err(error) => {
                let advice = said!(
                    "put it back from its backup; the ledger does not depend on it",
                    "kembalikan dari cadangannya; buku tidak bergantung padanya",
                );
                sheet.fail("vault", errors::said(&error), advice);
            }
        },
    }
}

/// Reads the kinds of all entries, and understands the few that speak of the vault.
fn told(store: &dyn EventStore) -> Told {
    let mut told = Told::default();
    let wanted = [Kind::VaultBound.number(), Kind::RecipientErased.number()];
    let read = store.read(0..store.head().size, &mut |block| {
        for (seq, entry) in block.iter() {
            if !RawEntry::parse(entry).is_ok_and(|raw| wanted.contains(&raw.kind)) {
                continue;
            }
            match Recorded::parse(entry).map(|fact| fact.event) {
                Ok(Event::VaultBound(body)) => told.bound = Some((body.vault, seq)),
                Ok(Event::RecipientErased(body)) => drop(told.erased.insert(body.recipient)),
                _ => {}
            }
        }
        true
    });
    // Entries that cannot be read are told of where the store is looked at.
    let _ = read;
    told
}

fn agreement(outside: &Outside, bound: Option<(Bytes32, u64)>, sheet: &mut Sheet) {
    let size = bytes(outside.bytes);
    match bound {
        Some((commitment, seq)) if commitment == outside.commitment => {
            let found =
                said!("{size}, bound by event {seq}", "{size}, ditautkan oleh kejadian {seq}",);
            sheet.ok("vault", found);
        }
        Some((_, seq)) => {
            let found = said!(
                "event {seq} binds the ledger to another vault than the one here",
                "kejadian {seq} menautkan buku ke brankas lain, bukan yang ada di sini",
            );
            let advice = said!(
                "put the right vault back: the ids of this one stand for other people",
                "kembalikan brankas yang benar: id di brankas ini milik orang lain",
            );
            sheet.fail("vault", found, advice);
        }
        None => {
            let found = said!(
                "the ledger is bound to no vault, yet one is here",
                "buku tidak tertaut ke brankas mana pun, padahal di sini ada satu",
            );
            let advice =
                said!("run `jejak person init` again", "jalankan lagi `jejak person init`");
            sheet.warn("vault", found, advice);
        }
    }
}

fn erasures(outside: &Outside, told: &Told, sheet: &mut Sheet) {
    if outside.unfinished {
        let found = said!(
            "an erasure was interrupted: what it destroys is still to be overwritten",
            "pemusnahan terputus: yang dimusnahkan masih harus ditimpa",
        );
        let advice = said!(
            "run any `jejak person` command with the master key: opening completes it",
            "jalankan perintah `jejak person` apa pun dengan kunci induk: pembukaan menyelesaikannya",
        );
        sheet.warn("vault", found, advice);
    }
    let Some(erased) = &outside.erased else { return };
    let here: BTreeSet<RecipientId> = erased.iter().copied().collect();
    let (unrecorded, undone) =
        (here.difference(&told.erased).count(), told.erased.difference(&here).count());
    if unrecorded > 0 {
        let found = said!(
            "{unrecorded} erasures are not recorded in the ledger",
            "{unrecorded} pemusnahan belum tercatat di buku",
        );
        let advice = said!(
            "repeat `jejak person erase` for them",
            "ulangi `jejak person erase` untuk id itu",
        );
        sheet.warn("vault", found, advice);
    }
    if undone > 0 {
        let found = said!(
            "{undone} people whom the ledger calls erased are not so here: an old backup of the vault was restored",
            "{undone} orang yang menurut buku sudah dimusnahkan belum dimusnahkan di sini: cadangan lama brankas dipulihkan",
        );
        let advice = said!(
            "repeat `jejak person erase` for them: their data came back with the backup",
            "ulangi `jejak person erase`: data mereka kembali bersama cadangan itu",
        );
        sheet.fail("vault", found, advice);
    }
}

/// The key that the environment names, if it names one.
fn key(folder: &Path, outside: &Outside, sheet: &mut Sheet) {
    let kind = outside.key;
    let path = |name| std::env::var_os(name).map(Into::into);
    let given = KeyArgs {
        master_key_file: path("JEJAK_MASTER_KEY_FILE"),
        passphrase_file: path("JEJAK_PASSPHRASE_FILE"),
    };
    let checked = match given.source() {
        Ok(source) => vault::check_key(folder, &source),
        Err(vault::VaultError::NoKey) => {
            let found = said!(
                "the master key ({kind}) was not given, so it was not tried",
                "kunci induk ({kind}) tidak diberikan, jadi tidak dicoba",
            );
            return sheet.ok("vault", found);
        }
        Err(error) => Err(error),
    };
    match checked {
        Ok(()) => {
            sheet.ok("vault", said!("the master key opens it", "kunci induk cocok"));
        }
        Err(error) => {
            let advice = said!(
                "find the right key: without it nobody can read the vault",
                "cari kunci yang benar: tanpanya tidak ada yang dapat membaca brankas",
            );
            sheet.fail("vault", errors::said(&error), advice);
        }
    }
}
