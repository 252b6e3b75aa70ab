//! Completeness: nothing that was acknowledged is missing at the end, and batches are whole.
//!
//! The high-water mark stands outside the engine, so it notices an engine that opens shorter than
//! it was. Whoever rewrites the mark too is only found by a checkpoint kept elsewhere.

use jejak_events::{ChainHash, Head};

use super::pass::Pass;
use super::report::{Name, Problems, Verdict};
use crate::said::{Said, said};
use crate::store::EventStore;

/// The verdict over a store that was read.
pub(super) fn verdict(
    store: &dyn EventStore,
    size: u64,
    mark: &Result<Head, Said>,
    pass: &Pass,
) -> Verdict {
    let (mut problems, mut notes) = (Problems::default(), Vec::new());
    match mark {
        Ok(mark) => compare(store, size, *mark, pass, &mut problems),
        Err(error) => problems.add(None, error.clone()),
    }
    if let (Some(head), Some(stated)) = (pass.head, stated(store, size))
        && head != stated
    {
        let what = said!(
            "the store states the head {stated}, its entries give {head}",
            "penyimpanan menyatakan kepala {stated}, entrinya memberi {head}"
        );
        problems.add(size.checked_sub(1), what);
    }
    problems.absorb(pass.batches.clone());
    let acknowledged = mark.as_ref().map_or(0, |mark| mark.size);
    if let Some(last) = pass.last.filter(|last| !last.is_last()) {
        let what = said!(
            "the last batch is not whole: it ends at event {} of {}",
            "kelompok terakhir tidak utuh: berakhir pada kejadian {} dari {}",
            u64::from(last.index) + 1,
            last.len
        );
        let first = size.saturating_sub(u64::from(last.index) + 1);
        if size > acknowledged && first >= acknowledged {
            notes.push(said!(
                with what;
                "{what}; nobody was told that it was recorded, opening cuts it",
                "{what}; tidak ada yang diberi tahu bahwa ia tercatat, pembukaan memotongnya"
            ));
        } else {
            problems.add(size.checked_sub(1), what);
        }
    }
    if problems.is_empty() && pass.unreadable.is_some() {
        let why = said!(
            "integrity: not all entries could be read, so nobody knows whether all batches are \
             whole",
            "keutuhan: tidak semua entri terbaca, sehingga tidak diketahui apakah semua kelompok \
             utuh"
        );
        return Verdict::skipped(Name::Completeness, why).with_notes(notes);
    }
    problems.sort();
    // It comes out of the same pass as integrity, and states its time.
    Verdict::judged(Name::Completeness, pass.read, pass.took, problems).with_notes(notes)
}

/// The head that the store states, if nothing was appended since its size was asked.
fn stated(store: &dyn EventStore, size: u64) -> Option<Head> {
    Some(store.head()).filter(|head| head.size == size)
}

fn compare(store: &dyn EventStore, size: u64, mark: Head, pass: &Pass, problems: &mut Problems) {
    if size < mark.size {
        let missing = mark.size - size;
        return problems.add(
            size,
            said!(
                "{} entries were acknowledged (HIGHWATER), the store has {size}: {missing} are \
                 missing at the end; restore the store from a backup",
                "{} entri telah diakui (HIGHWATER), penyimpanan berisi {size}: {missing} hilang di \
                 akhir; pulihkan penyimpanan dari cadangan",
                mark.size
            ),
        );
    }
    let Some(last) = mark.size.checked_sub(1) else { return };
    let found = match pass.head {
        Some(head) if head.size == mark.size => Some(head.hash),
        _ => hash_of(store, last),
    };
    match found {
        Some(found) if found == mark.hash => {}
        Some(found) => problems.add(
            last,
            said!(
                "the entry that was acknowledged as number {last} had the hash {} (HIGHWATER), \
                 this one has {found}: it, or what came before it, was altered or exchanged",
                "entri yang diakui sebagai nomor {last} ber-hash {} (HIGHWATER), yang ini \
                 {found}: entri itu, atau yang sebelumnya, diubah atau ditukar",
                mark.hash
            ),
        ),
        None => problems.add(
            last,
            said!(
                "this entry was acknowledged (HIGHWATER) and cannot be read",
                "entri ini telah diakui (HIGHWATER) dan tidak terbaca"
            ),
        ),
    }
}

/// Chain hash of a stored entry; nothing when it cannot be read.
pub(super) fn hash_of(store: &dyn EventStore, seq: u64) -> Option<ChainHash> {
    let mut hash = None;
    let read = store.read(seq..seq.saturating_add(1), &mut |block| {
        hash = block.iter().find(|(at, _)| *at == seq).map(|(_, entry)| ChainHash::of(entry));
        false
    });
    // Why it cannot be read is a matter of integrity.
    read.ok().and(hash)
}
