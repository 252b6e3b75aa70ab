//! The second ledger, verified as any other, and apart. Each head of it that the main one recorded
//! is a checkpoint that it must continue: whoever cuts or replaces it would have to rewrite the main
//! ledger, too.

use std::path::Path;

use jejak_events::Event;
use jejak_events::integrity::SecondLedgerHead;

use super::pass::Pass;
use super::report::{Name, Problems, Verdict};
use super::{Options, Progress, Report, Target, asked, verify_one};
use crate::ledger::Ledger;
use crate::proof::errors;
use crate::said::{Said, said};
use crate::store::{EventStore, SECOND as FOLDER};

/// A head of the second ledger that an event of the main one recorded.
#[derive(Debug, Clone)]
pub struct RecordedHead {
    /// The event.
    pub seq: u64,
    /// What it says.
    pub head: SecondLedgerHead,
}

/// The heads that a main ledger recorded.
pub(super) fn recorded(pass: &Pass) -> Vec<RecordedHead> {
    let heads = pass.own.iter().filter_map(|(seq, event)| match event {
        Event::SecondLedgerHead(head) => Some(RecordedHead { seq: *seq, head: head.clone() }),
        _ => None,
    });
    heads.collect()
}

/// Verifies the second ledger in the folder of a main one; nothing where there is none and the main
/// one tells of none. What handed-in checkpoints and keys are for is the main one.
pub(super) fn verify(
    main: &Path,
    scratch: &Path,
    heads: Vec<RecordedHead>,
    options: &Options,
    progress: Progress<'_>,
) -> Option<Report> {
    let path = main.join(FOLDER);
    if !path.exists() {
        return removed(&heads, options);
    }
    let own = own(options, heads);
    let report = verify_one(&path, &scratch.join(FOLDER), &own, progress);
    Some(report.map_or_else(|error| absent(errors::said(&error), options), |(report, _)| report))
}

/// The same beside a running ledger, which holds it.
pub(super) fn verify_beside(
    main: &Ledger,
    heads: Vec<RecordedHead>,
    options: &Options,
    progress: Progress<'_>,
) -> Option<Report> {
    match main.beside() {
        Ok(None) => removed(&heads, options),
        Ok(Some(second)) => {
            Some(super::verify(&Target::ledger(&second, None), &own(options, heads), progress))
        }
        Err(error) => Some(absent(errors::said(&error), options)),
    }
}

/// The same of a store that lies in no folder.
pub(super) fn verify_store(
    store: Option<&dyn EventStore>,
    heads: Vec<RecordedHead>,
    options: &Options,
    progress: Progress<'_>,
) -> Option<Report> {
    let Some(store) = store else { return removed(&heads, options) };
    Some(super::verify(&Target::store(store), &own(options, heads), progress))
}

/// What is asked of the second ledger.
fn own(options: &Options, heads: Vec<RecordedHead>) -> Options {
    let Options { only, threads, state_roots, .. } = *options;
    let claimed = options.claimed.clone();
    Options { only, threads, state_roots, heads, claimed, ..Options::default() }
}

/// The report where there is no second ledger; none where the main one tells of none.
fn removed(heads: &[RecordedHead], options: &Options) -> Option<Report> {
    let newest = heads.last()?;
    let (seq, size) = (newest.seq, newest.head.size);
    let what = said!(
        "event {seq} of the main ledger tells of a second one of {size} events, there is none: \
         its folder was removed",
        "kejadian {seq} buku utama menyebut buku kedua berisi {size} kejadian, padahal tidak \
         ada: foldernya dihapus"
    );
    Some(absent(what, options))
}

/// The report on a second ledger that is not there, or is none.
fn absent(what: Said, options: &Options) -> Report {
    let mut problems = Problems::default();
    problems.add(None, what);
    let why = || said!("there is no second ledger to read", "tidak ada buku kedua untuk dibaca");
    let verdicts = Name::ALL.into_iter().map(|name| match name {
        // Whatever was asked for: that it is not there is always told.
        Name::Completeness => {
            let found = std::mem::take(&mut problems);
            Verdict::judged(name, 0, std::time::Duration::ZERO, found)
        }
        name => asked(Verdict::skipped(name, why()), options),
    });
    let verdicts = verdicts.collect();
    let (chain_head, tree_root, state_root) = (None, None, None);
    Report { ok: false, size: 0, chain_head, tree_root, state_root, verdicts, second: None }
}
