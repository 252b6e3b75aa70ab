//! The second ledger: the same as the main one from outside, and whether it is the one whose head the
//! main one records.

use std::path::Path;

use jejak_events::{Event, Timestamp};
use jejak_projections::oversight::SUFFIX;

use super::sheet::Sheet;
use super::store::{self, Looked};
use crate::commands::errors;
use crate::ledger::own::{Own, Sealed};
use crate::ledger::{Clock, Ledger, SystemClock};
use crate::said::{Said, said};
use crate::store::{EventStore, Folder, SECOND, open_store_as_found};

/// How long entries may wait for their head to be recorded in the main ledger: whoever writes to that
/// records it daily, and nobody writes at weekends.
const WAITS_MAX_MICROS: i64 = 4 * 86_400_000_000;

/// Looks at the second ledger of a folder, in a copy.
pub(super) fn in_folder(data: &Path, scratch: &Path, own: &Own, sheet: &mut Sheet) {
    let path = data.join(SECOND);
    if !path.exists() {
        return absent(own, sheet);
    }
    sheet.of_second(true);
    match Folder::open_copy(&path, &scratch.join(SECOND)) {
        Ok(copy) => match open_store_as_found(&copy) {
            Ok(found) => {
                store::outside(&Looked::at(&found), sheet);
                agreement(&*found.store, own, sheet);
            }
            Err(error) => sheet.fail("store", store::unopened(&error), store::restore()),
        },
        Err(error) => sheet.fail("folder", errors::said(&error), store::restore()),
    }
    sheet.of_second(false);
}

/// The same beside an open ledger.
pub(super) fn beside(main: &Ledger, own: &Own, sheet: &mut Sheet) {
    match main.beside() {
        Ok(None) => absent(own, sheet),
        Ok(Some(second)) => {
            sheet.of_second(true);
            store::outside(&Looked::open(second.store()), sheet);
            agreement(second.store(), own, sheet);
            sheet.of_second(false);
        }
        Err(error) => {
            sheet.of_second(true);
            sheet.fail("store", errors::said(&error), store::restore());
            sheet.of_second(false);
        }
    }
}

fn absent(own: &Own, sheet: &mut Sheet) {
    let Some(Sealed { seq, head, .. }) = &own.sealed else { return };
    let found = said!(
        "event {seq} tells of one of {} events, there is none: its folder was removed",
        "kejadian {seq} menyebut satu berisi {} kejadian, padahal tidak ada: foldernya dihapus",
        head.size
    );
    sheet.of_second(true);
    sheet.fail("store", found, store::restore());
    sheet.of_second(false);
}

/// Whether it is of this ledger, and continues what the main one recorded of it.
fn agreement(second: &dyn EventStore, own: &Own, sheet: &mut Sheet) {
    let size = second.head().size;
    let named = store::fact(second, 0).and_then(|fact| match fact.event {
        Event::LedgerCreated(body) => Some(body.origin.to_string()),
        _ => None,
    });
    let is_of = |origin: &String| named.as_deref() == Some(&*format!("{origin}{SUFFIX}"));
    if size > 0 && !own.origins.iter().any(is_of) {
        let found = said!(
            "it is that of another ledger: {}",
            "ini milik buku lain: {}",
            named.as_deref().unwrap_or("-")
        );
        return sheet.fail("identity", found, store::restore());
    }
    match &own.sealed {
        Some(sealed) => continues(second, sealed, sheet),
        None => unsealed(second, size, None, sheet),
    }
}

fn continues(second: &dyn EventStore, sealed: &Sealed, sheet: &mut Sheet) {
    let Sealed { seq, at, head } = sealed;
    if !sealed.is_continued_by(second) {
        let what = said!(
            "event {seq} of the main ledger records its head at {} events, and it does not continue it: \
             it was cut or replaced",
            "kejadian {seq} buku utama mencatat kepalanya pada {} kejadian, dan ini tidak \
             melanjutkannya: terpotong atau diganti",
            head.size
        );
        return sheet.fail("head", what, store::restore());
    }
    let more = second.head().size - head.size;
    unsealed(second, more, Some(*at), sheet);
}

/// Entries whose head the main ledger has not recorded yet: until then they can be cut without a trace.
fn unsealed(second: &dyn EventStore, more: u64, since: Option<Timestamp>, sheet: &mut Sheet) {
    let first = since.or_else(|| store::fact(second, 0).map(|fact| fact.recorded_at));
    let now = SystemClock::default().now();
    let waits = first.map_or(0, |first| now.micros().saturating_sub(first.micros()));
    let told: Said = said!(
        "{more} of its events are not yet vouched for by the main ledger",
        "{more} kejadiannya belum dijamin buku utama"
    );
    if more > 0 && waits > WAITS_MAX_MICROS {
        let advice = said!(
            "record anything, or run `jejak checkpoint`: that records its head first",
            "catat apa saja, atau jalankan `jejak checkpoint`: kepalanya dicatat lebih dahulu",
        );
        return sheet.warn("head", told, advice);
    }
    sheet.ok("head", told);
}
