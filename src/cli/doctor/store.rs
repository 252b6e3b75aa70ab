//! The store, its high-water mark, snapshots, signing record and clock.

use std::path::Path;

use jejak_events::{Event, Head, Recorded};

use super::files;
use super::sheet::{Sheet, bytes, chain};
use crate::ledger::limits::{CLOCK_BEHIND_MAX_MICROS, CLOCK_GAP_MAX_MICROS, SNAPSHOT_EVERY};
use crate::ledger::{Clock, SystemClock, snapshot};
use crate::proof::signed::{self, SignedError};
use crate::store::{EventStore, Found, Frames};

const RESTORE: &str = "run `jejak verify` to see what is left, then restore a backup";

/// Everything that can be asked of a store without folding it.
pub(super) fn examine(data: &Path, found: &Found, sheet: &mut Sheet) {
    let store = &*found.store;
    let head = store.head();
    for wrong in &found.wrong {
        sheet.fail("store", chain(wrong), RESTORE);
    }
    let size = bytes(store.disk_bytes());
    sheet.ok("store", format!("{} events in {size}, head {}", head.size, head.hash));
    frames(store, sheet);
    high_water(found, head, sheet);
    tail(store, head, sheet);
    let genesis = fact(store, 0);
    let taken = snapshots(data, store, head, sheet);
    match genesis.map(|fact| fact.event) {
        Some(Event::LedgerCreated(body)) => {
            sheet.ok("identity", format!("{}, zone {}", body.origin, body.zone));
            record_of_signing(data, body.origin.as_str(), head, sheet);
            files::keys(data, taken.as_deref().or(Some(&body.checkpoint_keys)), sheet);
        }
        _ if head.size == 0 => sheet.warn(
            "identity",
            "the ledger has no event: creating it was interrupted",
            "remove the folder and run `jejak init` again",
        ),
        _ => sheet.fail("identity", "the first event cannot be read", RESTORE),
    }
    clock(store, head, sheet);
}

/// How the entries are packed, and what the engine makes of it on the disk.
fn frames(store: &dyn EventStore, sheet: &mut Sheet) {
    let on_disk = bytes(store.disk_bytes());
    match store.frames() {
        Ok(Frames { count, small, bytes: packed }) => {
            let packed = bytes(packed);
            let what = format!("{count} frames of {packed}, {small} small; {on_disk} on disk");
            sheet.ok("frames", what);
        }
        Err(error) => sheet.fail("frames", chain(&error), RESTORE),
    }
}

fn high_water(found: &Found, head: Head, sheet: &mut Sheet) {
    match &found.high_water {
        Err(error) => sheet.fail("highwater", chain(error), RESTORE),
        Ok(mark) if mark.size > head.size => {
            let missing = mark.size - head.size;
            let what = format!("{} events were acknowledged, {missing} are missing", mark.size);
            sheet.fail("highwater", what, RESTORE);
        }
        Ok(mark) if mark.size == head.size && mark.hash != head.hash => {
            let what = "it was written for another store, or the last event was altered";
            sheet.fail("highwater", what, RESTORE);
        }
        Ok(mark) if mark.size < head.size => {
            let more = head.size - mark.size;
            let what = format!("{more} events beyond it: the last stop was no clean one");
            sheet.warn(
                "highwater",
                what,
                "nothing to do: the next start looks at them and settles",
            );
        }
        Ok(mark) => sheet.ok("highwater", format!("agrees, {} events", mark.size)),
    }
}

fn tail(store: &dyn EventStore, head: Head, sheet: &mut Sheet) {
    let Some(last) = head.size.checked_sub(1) else { return };
    let Some(fact) = fact(store, last) else {
        return sheet.fail("last batch", "the last event cannot be read", RESTORE);
    };
    let (index, len) = (fact.envelope.batch_index, fact.envelope.batch_len);
    if index.checked_add(1) == Some(len) {
        return sheet
            .ok("last batch", format!("whole, {len} events, recorded {}", fact.recorded_at));
    }
    let what = format!("ends at event {} of {len}", u64::from(index) + 1);
    let advice = "nothing to do: nobody was told that it was recorded, the next start cuts it";
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
                sheet.ok("snapshots", format!("{shown} is trusted, {size} events"));
            }
            None => sheet.warn(
                "snapshots",
                format!(
                    "{shown} is not trusted: damaged, of another version, or of another ledger"
                ),
                "nothing to do: starts pass it by; `jejak rebuild` writes a new one",
            ),
        }
    }
    let behind = head.size.saturating_sub(newest);
    if behind > 2 * SNAPSHOT_EVERY {
        let what = format!("a start folds {behind} events");
        sheet.warn("start", what, "run `jejak rebuild` to write a new snapshot");
    } else {
        sheet.ok("start", format!("a start folds {behind} events"));
    }
    let folded = snapshot::newest(&folder, store);
    let keys = folded.reading.state.integrity.meta().checkpoint_keys.clone();
    (folded.head.size > 0).then_some(keys)
}

fn record_of_signing(data: &Path, origin: &str, head: Head, sheet: &mut Sheet) {
    match signed::read(&data.join("SIGNED"), origin) {
        Ok(known) => match known.last() {
            None => sheet.warn(
                "signed",
                "no checkpoint was signed yet",
                "run `jejak checkpoint` and hand the note to others: only that shows later that \
                 history was not rewritten",
            ),
            Some(last) if last.size > head.size => {
                let what = format!("{} events were signed, the store has {}", last.size, head.size);
                sheet.fail("signed", what, "an old backup was restored: restore a newer one");
            }
            Some(last) => {
                let since = head.size - last.size;
                let what = format!(
                    "{} checkpoints, the last at {} events, {since} ago",
                    known.len(),
                    last.size
                );
                sheet.ok("signed", what);
            }
        },
        Err(error @ SignedError::Missing { .. }) => sheet.warn(
            "signed",
            chain(&error),
            "it is kept apart from the backups of the ledger: put it back before signing",
        ),
        Err(error) => sheet.fail("signed", chain(&error), "put a good copy back before signing"),
    }
}

fn clock(store: &dyn EventStore, head: Head, sheet: &mut Sheet) {
    let Some(fact) = head.size.checked_sub(1).and_then(|last| fact(store, last)) else { return };
    let now = SystemClock::default().now();
    let since = now.micros().saturating_sub(fact.recorded_at.micros());
    let what = format!("now {now}, the last event {}", fact.recorded_at);
    if since < -CLOCK_BEHIND_MAX_MICROS {
        let advice = "set the clock right: nothing is accepted before the last event";
        sheet.fail("clock", format!("{what}: it runs behind"), advice);
    } else if since > CLOCK_GAP_MAX_MICROS {
        let advice = "if the clock is right, write once with --accept-clock";
        sheet.warn("clock", format!("{what}: more than 30 days"), advice);
    } else {
        sheet.ok("clock", what);
    }
}

/// An event, if it can be read.
fn fact(store: &dyn EventStore, seq: u64) -> Option<Recorded> {
    let mut fact = None;
    let read = store.read(seq..seq.saturating_add(1), &mut |block| {
        let entry = block.iter().find(|(at, _)| *at == seq).map(|(_, entry)| entry);
        fact = entry.and_then(|entry| Recorded::parse(entry).ok());
        false
    });
    read.ok().and(fact)
}
