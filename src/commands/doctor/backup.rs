//! The backup: whether it is of this ledger, how old it is, and what it lacks.

use std::path::Path;

use jejak_events::Head;

use super::sheet::Sheet;
use crate::commands::errors;
use crate::ledger::{Clock, SystemClock};
use crate::proof::Manifest;
use crate::said::said;
use crate::store::EventStore;

/// A backup that is older than this is worth a warning: one a day, and a day that failed.
const OLD_MICROS: i64 = 2 * 86_400_000_000;
const MICROS_PER_HOUR: i64 = 3_600_000_000;

/// Looks at the manifest of a backup; what it says is proved by `jejak verify` and by restoring.
pub(super) fn examine(
    backup: &Path,
    store: &dyn EventStore,
    origins: &[String],
    sheet: &mut Sheet,
) {
    let shown = backup.display();
    let again = || said!("run `jejak backup {shown}`", "jalankan `jejak backup {shown}`");
    let manifest = match Manifest::read(backup) {
        Ok(manifest) => manifest,
        Err(error) => return sheet.fail("backup", errors::said(&error), again()),
    };
    let (size, head) = (manifest.main.size, store.head());
    if !origins.contains(&manifest.origin) || !holds(store, head, &manifest) {
        let found = said!(
            "{shown} is no backup of this ledger: it holds {} at {size} events",
            "{shown} bukan cadangan buku ini: isinya {} pada {size} kejadian",
            manifest.origin
        );
        let advice = said!(
            "find out which of the two is the right one before anything is backed up or restored",
            "cari tahu mana yang benar sebelum ada yang dicadangkan atau dipulihkan",
        );
        return sheet.fail("backup", found, advice);
    }
    let now = SystemClock::default().now();
    let age = now.micros().saturating_sub(manifest.made_at.micros());
    let (hours, more) = (age / MICROS_PER_HOUR, head.size.saturating_sub(size));
    let found = said!(
        "{size} events, {hours} hours old; {more} events since",
        "{size} kejadian, berumur {hours} jam; {more} kejadian sesudahnya"
    );
    if age > OLD_MICROS { sheet.warn("backup", found, again()) } else { sheet.ok("backup", found) }
}

/// Whether the ledger continues what the backup holds.
fn holds(store: &dyn EventStore, head: Head, manifest: &Manifest) -> bool {
    let part = &manifest.main;
    let Some(last) = part.size.checked_sub(1).filter(|_| part.size <= head.size) else {
        return false;
    };
    let mut found = None;
    let read = store.read(last..part.size, &mut |block| {
        found = block.head();
        false
    });
    read.is_ok() && found.is_some_and(|found| found.hash.0 == part.chain_head.0)
}
