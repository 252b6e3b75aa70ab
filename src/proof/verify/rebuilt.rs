//! Rebuilt = live: what the ledger answers from is what its entries fold to.
//!
//! The live side is the read state of a running ledger, or what a start would make: the newest
//! trusted snapshot and the entries after it. Without a snapshot a start folds from the first
//! event, which is the rebuild itself: then there is nothing to compare, and that is said.

use std::path::PathBuf;

use jejak_projections::Fingerprint;

use super::fold::Folded;
use super::report::{Name, Problems, Verdict};
use super::{Progress, Step};
use crate::ledger::{Ledger, replay, snapshot};
use crate::said::{Said, said};
use crate::store::EventStore;

/// Where the live state is.
pub enum Live<'a> {
    /// Nowhere.
    Nothing,
    /// In a running ledger.
    Ledger(&'a Ledger),
    /// In the newest trusted snapshot of a folder, continued with the entries after it.
    Snapshots(PathBuf),
}

/// The live state at a size.
#[derive(Debug)]
pub(super) struct Seen {
    pub size: u64,
    fingerprint: Fingerprint,
    from: Said,
}

impl Live<'_> {
    /// Looks at the live state, no larger than `size`; or says why there is none.
    pub(super) fn look(
        &self,
        store: &dyn EventStore,
        size: u64,
        progress: Progress<'_>,
    ) -> Result<Seen, Said> {
        match self {
            Live::Nothing => Err(said!(
                "no live state was given to compare with",
                "tidak ada keadaan hidup yang diberikan untuk dibandingkan"
            )),
            Live::Ledger(ledger) => Ok(ledger.read(|folded| Seen {
                size: folded.head.size,
                fingerprint: folded.reading.fingerprint(),
                from: said!("in the running ledger", "dalam buku yang berjalan"),
            })),
            Live::Snapshots(folder) => {
                let mut folded = snapshot::newest(folder, store);
                let begin = folded.head.size;
                if begin == 0 {
                    return Err(said!(
                        "there is no trusted snapshot: a start folds from the first event, which \
                         is the rebuild itself",
                        "tidak ada potret keadaan tepercaya: pembukaan menghitung dari kejadian \
                         pertama, dan itulah putar ulangnya"
                    ));
                }
                let mut done = begin;
                let options = replay::Options { tree: false, ..replay::Options::LIVE };
                let replayed = folded.replay(store, begin..size, options, &mut |more| {
                    done += more;
                    progress(Step { name: Name::Rebuilt, done, of: size });
                });
                replayed.map_err(|error| {
                    said!(
                        "the live state does not fold: {error}",
                        "keadaan hidup tidak dapat dihitung: {error}"
                    )
                })?;
                let from = said!(
                    "from the snapshot at {begin} events",
                    "dari potret keadaan pada {begin} kejadian"
                );
                Ok(Seen { size, fingerprint: folded.reading.fingerprint(), from })
            }
        }
    }
}

/// The verdict over a live state and the fold.
pub(super) fn verdict(seen: Result<Seen, Said>, folded: &Folded) -> Verdict {
    let seen = match seen {
        Ok(seen) => seen,
        Err(why) => return Verdict::skipped(Name::Rebuilt, why),
    };
    let Some(rebuilt) = &folded.fingerprint else {
        let why = said!(
            "lawfulness: not every entry could be applied, so there is no rebuilt state",
            "kepatuhan: tidak semua entri dapat diterapkan, sehingga tidak ada keadaan hasil \
             putar ulang"
        );
        return Verdict::skipped(Name::Rebuilt, why);
    };
    let mut problems = Problems::default();
    let en = seen.fingerprint.differences(rebuilt, [&seen.from.en, "rebuilt"]);
    let id = seen.fingerprint.differences(rebuilt, [&seen.from.id, "hasil putar ulang"]);
    for (en, id) in en.into_iter().zip(id) {
        let difference = Said { id, en };
        let what = said!(
            with difference;
            "{difference}; rebuild the live state and report this",
            "{difference}; putar ulang keadaan hidup dan laporkan hal ini"
        );
        problems.add(None, what);
    }
    // It comes out of the same fold as lawfulness, and states its time.
    Verdict::judged(Name::Rebuilt, seen.size, folded.took, problems)
}
