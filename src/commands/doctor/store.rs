//! The store, its high-water mark, snapshots, signing record and clock.

use std::path::Path;

use jejak_events::{Event, Head, Recorded};

use super::files;
use super::sheet::{Sheet, bytes};
use crate::commands::errors;
use crate::ledger::limits::{CLOCK_BEHIND_MAX_MICROS, CLOCK_GAP_MAX_MICROS, SNAPSHOT_EVERY};
use crate::ledger::own::Own;
use crate::ledger::{Clock, SystemClock, snapshot};
use crate::proof::signed::{self, SignedError};
use crate::said::{Said, said};
use crate::store::{EventStore, Found, Frames, ReadError};

pub(super) fn restore() -> Said {
    said!(
        "run `jejak verify` to see what is left, then restore a backup",
        "jalankan `jejak verify` untuk melihat apa yang tersisa, lalu pulihkan cadangan",
    )
}

/// A store that its engine does not open: which entries are hit, it cannot say.
pub(super) fn unopened(error: &ReadError) -> Said {
    match error {
        ReadError::Corrupt { what, .. } => {
            said!("the store cannot be opened: {what}", "penyimpanan tidak dapat dibuka: {what}")
        }
        error @ ReadError::Io(_) => errors::said(error),
    }
}

/// Frames are read here, and entries stand in frames: what is damaged is a whole one.
fn damaged_frame(error: &ReadError) -> Said {
    match error {
        ReadError::Corrupt { seq, what } => said!(
            "the frame that begins with event {seq} is damaged: {what}",
            "bingkai yang berawal kejadian {seq} rusak: {what}"
        ),
        error @ ReadError::Io(_) => errors::said(error),
    }
}

/// A store that is looked at: in a copy as it was found, or open.
pub(super) struct Looked<'a> {
    pub store: &'a dyn EventStore,
    pub high_water: Result<Head, Said>,
    pub wrong: &'a [ReadError],
}

impl<'a> Looked<'a> {
    /// In a copy.
    pub fn at(found: &'a Found) -> Looked<'a> {
        let high_water = found.high_water.as_ref().copied().map_err(|error| errors::said(error));
        Looked { store: &*found.store, high_water, wrong: &found.wrong }
    }

    /// Open in this process.
    pub fn open(store: &'a dyn EventStore) -> Looked<'a> {
        Looked { store, high_water: Ok(store.high_water()), wrong: &[] }
    }
}

/// Everything that can be asked of a store without knowing whose it is.
pub(super) fn outside(looked: &Looked<'_>, sheet: &mut Sheet) {
    let (store, head) = (looked.store, looked.store.head());
    for wrong in looked.wrong {
        sheet.fail("store", damaged_frame(wrong), restore());
    }
    let (size, events, hash) = (bytes(store.disk_bytes()), head.size, head.hash);
    let what = said!(
        "{events} events in {size}, head {hash}",
        "{events} kejadian dalam {size}, kepala {hash}",
    );
    sheet.ok("store", what);
    frames(store, sheet);
    high_water(looked, head, sheet);
    tail(store, head, sheet);
}

/// Everything that can be asked of the store of a ledger without folding it.
pub(super) fn examine(data: &Path, looked: &Looked<'_>, own: &Own, sheet: &mut Sheet) {
    outside(looked, sheet);
    let (store, head) = (looked.store, looked.store.head());
    let genesis = fact(store, 0);
    let taken = snapshots(data, store, head, sheet);
    match genesis.map(|fact| fact.event) {
        Some(Event::LedgerCreated(body)) => {
            let (origin, zone) = (own.origin(), body.zone);
            let what = said!("{origin}, zone {zone}", "{origin}, zona {zone}");
            sheet.ok("identity", what);
            record_of_signing(data, own.origin(), head, sheet);
            files::keys(data, taken.as_deref().or(Some(&body.checkpoint_keys)), sheet);
        }
        _ if head.size == 0 => sheet.warn(
            "identity",
            said!(
                "the ledger has no event: creating it was interrupted",
                "buku tidak berisi kejadian: pembuatannya terputus",
            ),
            said!(
                "remove the folder and run `jejak init` again",
                "hapus folder dan jalankan `jejak init` lagi",
            ),
        ),
        _ => {
            let what =
                said!("the first event cannot be read", "kejadian pertama tidak dapat dibaca",);
            sheet.fail("identity", what, restore());
        }
    }
    clock(store, head, sheet);
}

/// How the entries are packed, and what the engine makes of it on the disk.
fn frames(store: &dyn EventStore, sheet: &mut Sheet) {
    let on_disk = bytes(store.disk_bytes());
    match store.frames() {
        Ok(Frames { count, small, bytes: packed }) => {
            let packed = bytes(packed);
            let what = said!(
                "{count} frames of {packed}, {small} small; {on_disk} on disk",
                "{count} bingkai sebesar {packed}, {small} kecil; {on_disk} di cakram",
            );
            sheet.ok("frames", what);
        }
        Err(error) => sheet.fail("frames", damaged_frame(&error), restore()),
    }
}

fn high_water(looked: &Looked<'_>, head: Head, sheet: &mut Sheet) {
    match &looked.high_water {
        Err(why) => sheet.fail("highwater", why.clone(), restore()),
        Ok(mark) if mark.size > head.size => {
            let (acknowledged, missing) = (mark.size, mark.size - head.size);
            let what = said!(
                "{acknowledged} events were acknowledged, {missing} are missing",
                "{acknowledged} kejadian sudah dijawab tercatat, {missing} hilang",
            );
            sheet.fail("highwater", what, restore());
        }
        Ok(mark) if mark.size == head.size && mark.hash != head.hash => {
            let what = said!(
                "it was written for another store, or the last event was altered",
                "ditulis untuk penyimpanan lain, atau kejadian terakhir diubah",
            );
            sheet.fail("highwater", what, restore());
        }
        Ok(mark) if mark.size < head.size => {
            let more = head.size - mark.size;
            let what = said!(
                "{more} events beyond it: the last stop was no clean one",
                "{more} kejadian melewatinya: terakhir kali tidak berhenti dengan rapi",
            );
            let advice = said!(
                "nothing to do: the next start looks at them and settles",
                "tidak perlu apa-apa: pembukaan berikutnya memeriksa dan menetapkannya",
            );
            sheet.warn("highwater", what, advice);
        }
        Ok(mark) => {
            let size = mark.size;
            sheet.ok("highwater", said!("agrees, {size} events", "cocok, {size} kejadian"));
        }
    }
}

fn tail(store: &dyn EventStore, head: Head, sheet: &mut Sheet) {
    let Some(last) = head.size.checked_sub(1) else { return };
    let Some(fact) = fact(store, last) else {
        let what = said!("the last event cannot be read", "kejadian terakhir tidak dapat dibaca");
        return sheet.fail("last batch", what, restore());
    };
    let (index, len) = (fact.envelope.batch_index, fact.envelope.batch_len);
    if index.checked_add(1) == Some(len) {
        let at = fact.recorded_at;
        let what =
            said!("whole, {len} events, recorded {at}", "utuh, {len} kejadian, dicatat {at}",);
        return sheet.ok("last batch", what);
    }
    let ends = u64::from(index) + 1;
    let what = said!("ends at event {ends} of {len}", "berakhir pada kejadian {ends} dari {len}",);
    let advice = said!(
        "nothing to do: nobody was told that it was recorded, the next start cuts it",
        "tidak perlu apa-apa: tidak ada yang diberi tahu bahwa itu tercatat, pembukaan berikutnya memotongnya",
    );
    sheet.warn("last batch", what, advice);
}

/// Snapshots; gives the checkpoint keys in force as the newest trusted one knows them.
fn snapshots(
    data: &Path,
    store: &dyn EventStore,
    head: Head,
    sheet: &mut Sheet,
) -> Option<Vec<jejak_events::ids::Bytes32>> {
    let folder = data.join("snapshots");
    let mut newest = 0;
    for (path, size) in snapshot::inspect(&folder, store) {
        let shown = path.display();
        match size {
            Some(size) => {
                newest = size;
                let what = said!(
                    "{shown} is trusted, {size} events",
                    "{shown} dipercaya, {size} kejadian",
                );
                sheet.ok("snapshots", what);
            }
            None => sheet.warn(
                "snapshots",
                said!(
                    "{shown} is not trusted: damaged, of another version, or of another ledger",
                    "{shown} tidak dipercaya: rusak, dari versi lain, atau dari buku lain",
                ),
                said!(
                    "nothing to do: starts pass it by; `jejak rebuild` writes a new one",
                    "tidak perlu apa-apa: dilewati saat dibuka; `jejak rebuild` menulis yang baru",
                ),
            ),
        }
    }
    let behind = head.size.saturating_sub(newest);
    let what =
        said!("a start folds {behind} events", "pembukaan menghitung ulang {behind} kejadian",);
    if behind > 2 * SNAPSHOT_EVERY {
        let advice = said!(
            "run `jejak rebuild` to write a new snapshot",
            "jalankan `jejak rebuild` untuk menulis potret baru",
        );
        sheet.warn("start", what, advice);
    } else {
        sheet.ok("start", what);
    }
    let folded = snapshot::newest(&folder, store);
    let keys = folded.reading.state.integrity.meta().checkpoint_keys.clone();
    (folded.head.size > 0).then_some(keys)
}

fn record_of_signing(data: &Path, origin: &str, head: Head, sheet: &mut Sheet) {
    match signed::read(&data.join("SIGNED"), origin) {
        Ok(known) => signed_so_far(known.len(), known.last().map(|last| last.size), head, sheet),
        Err(error @ SignedError::Missing { .. }) => {
            let advice = said!(
                "it is kept apart from the backups of the ledger: put it back before signing",
                "disimpan terpisah dari cadangan buku: kembalikan sebelum menandatangani",
            );
            sheet.warn("signed", errors::said(&error), advice);
        }
        Err(error) => {
            let advice = said!(
                "put a good copy back before signing",
                "kembalikan salinan yang baik sebelum menandatangani",
            );
            sheet.fail("signed", errors::said(&error), advice);
        }
    }
}

/// What was signed, compared with what is stored.
fn signed_so_far(count: usize, last: Option<u64>, head: Head, sheet: &mut Sheet) {
    let size = head.size;
    let Some(last) = last else {
        let what =
            said!("no checkpoint was signed yet", "belum ada titik periksa yang ditandatangani",);
        let advice = said!(
            "run `jejak checkpoint` and hand the note to others: only that shows later that history was not rewritten",
            "jalankan `jejak checkpoint` dan serahkan catatannya kepada orang lain: hanya itu yang kelak menunjukkan bahwa riwayat tidak ditulis ulang",
        );
        return sheet.warn("signed", what, advice);
    };
    if last > size {
        let what = said!(
            "{last} events were signed, the store has {size}",
            "{last} kejadian sudah ditandatangani, penyimpanan berisi {size}",
        );
        let advice = said!(
            "an old backup was restored: restore a newer one",
            "cadangan lama telah dipulihkan: pulihkan yang lebih baru",
        );
        return sheet.fail("signed", what, advice);
    }
    let since = size - last;
    let what = said!(
        "{count} checkpoints, the last at {last} events, {since} ago",
        "{count} titik periksa, yang terakhir pada {last} kejadian, {since} kejadian yang lalu",
    );
    sheet.ok("signed", what);
}

fn clock(store: &dyn EventStore, head: Head, sheet: &mut Sheet) {
    let Some(fact) = head.size.checked_sub(1).and_then(|last| fact(store, last)) else { return };
    let (now, last) = (SystemClock::default().now(), fact.recorded_at);
    let since = now.micros().saturating_sub(last.micros());
    let what =
        said!("now {now}, the last event {last}", "sekarang {now}, kejadian terakhir {last}",);
    if since < -CLOCK_BEHIND_MAX_MICROS {
        let advice = said!(
            "set the clock right: nothing is accepted before the last event",
            "betulkan jam: tidak ada yang diterima sebelum kejadian terakhir",
        );
        let what = said!(with what; "{what}: it runs behind", "{what}: jamnya tertinggal");
        sheet.fail("clock", what, advice);
    } else if since > CLOCK_GAP_MAX_MICROS {
        let advice = said!(
            "if the clock is right, write once with --accept-clock",
            "bila jam benar, tulis sekali dengan --accept-clock",
        );
        let what = said!(with what; "{what}: more than 30 days", "{what}: lebih dari 30 hari");
        sheet.warn("clock", what, advice);
    } else {
        sheet.ok("clock", what);
    }
}

/// An event, if it can be read.
pub(super) fn fact(store: &dyn EventStore, seq: u64) -> Option<Recorded> {
    let mut fact = None;
    let read = store.read(seq..seq.saturating_add(1), &mut |block| {
        let entry = block.iter().find(|(at, _)| *at == seq).map(|(_, entry)| entry);
        fact = entry.and_then(|entry| Recorded::parse(entry).ok());
        false
    });
    read.ok().and(fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame is named by the event that it begins with; a store that does not open names none.
    #[test]
    fn the_place_of_damage_is_the_true_one() {
        let corrupt = |seq| ReadError::Corrupt { seq, what: "checksum".to_owned() };
        let told = damaged_frame(&corrupt(250));
        assert_eq!(&*told, "the frame that begins with event 250 is damaged: checksum");
        assert_eq!(&*unopened(&corrupt(0)), "the store cannot be opened: checksum");
    }
}
