//! Verification: five separate verdicts on a ledger, however damaged it is.
//!
//! - *integrity*: every entry is one, in its place, and carries the hash of the one before;
//! - *completeness*: nothing acknowledged is missing at the end, batches are whole;
//! - *checkpoints*: every known checkpoint is a prefix of this ledger;
//! - *lawfulness*: each event would be accepted on the state before it, and has its one form;
//! - *rebuilt*: what the live ledger answers from is what its entries fold to.
//!
//! Integrity needs nobody's word; only a checkpoint that somebody else holds finds a history that
//! was rewritten whole. A verdict that rests on a broken one is not given: it is `null`, with the
//! reason, never `true`.
//!
//! Nothing here panics on damaged data or changes a ledger: a folder is verified in a copy.
//!
//! Not here: proofs to outsiders, who trust none of this program ([`super::inclusion`],
//! `tools/verify.py`), and what to do about damage.

mod checkpoints;
mod completeness;
mod fold;
mod integrity;
mod pass;
mod rebuilt;
mod report;
mod second;
mod subtrees;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jejak_events::Head;

pub use self::checkpoints::{KnownCheckpoint, known_checkpoints};
use self::pass::Pass;
pub use self::rebuilt::Live;
pub use self::report::{LISTED, Name, Problem, Report, Verdict, not_asked};
pub use self::second::RecordedHead;
use super::errors;
use super::hash::TreeHash;
use super::manifest::{Manifest, ManifestError, Part};
use super::vkey::VerifierKey;
use crate::ledger::Ledger;
pub use crate::said::Said;
use crate::said::said;
use crate::store::{EventStore, Folder, FolderError, ReadError, open_store_as_found};

/// State roots recomputed unless told otherwise: each one sorts all balances and objects.
pub const STATE_ROOTS: usize = 16;

/// A signed checkpoint that somebody handed in.
#[derive(Debug, Clone)]
pub struct Against {
    /// What to call it: its file.
    pub name: String,
    /// The signed note.
    pub note: Vec<u8>,
}

/// What to verify, and with what.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Checkpoints held outside.
    pub against: Vec<Against>,
    /// Keys to open them with; the ledger's own when there are none.
    pub keys: Vec<VerifierKey>,
    /// This verdict alone.
    pub only: Option<Name>,
    /// Threads; as many as there are cores when absent.
    pub threads: Option<usize>,
    /// How many recorded state roots to recompute, newest first; [`STATE_ROOTS`] when absent.
    pub state_roots: Option<usize>,
    /// Heads that the main ledger recorded, where a second one is verified.
    pub heads: Vec<RecordedHead>,
    /// What the manifest of a backup says of the ledger, or why it says nothing.
    pub claimed: Option<Result<Part, Said>>,
}

impl Options {
    fn asks(&self, name: Name) -> bool {
        self.only.is_none_or(|only| only == name)
    }

    fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores).max(1)
    }
}

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being worked on.
    pub name: Name,
    /// Entries done.
    pub done: u64,
    /// Entries in all.
    pub of: u64,
}

/// Told how far a verification is, from several threads.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);

/// What is verified.
pub struct Target<'a> {
    store: &'a dyn EventStore,
    high_water: Result<Head, Said>,
    /// What opening the store found wrong.
    opening: Vec<Problem>,
    signed: Option<PathBuf>,
    live: Live<'a>,
}

impl<'a> Target<'a> {
    /// A store alone.
    pub fn store(store: &'a dyn EventStore) -> Target<'a> {
        let high_water = Ok(store.high_water());
        Target { store, high_water, opening: Vec::new(), signed: None, live: Live::Nothing }
    }

    /// A running ledger, with the file of what it has signed. It goes on meanwhile: what is
    /// appended after this moment is not looked at.
    pub fn ledger(ledger: &'a Ledger, signed: Option<PathBuf>) -> Target<'a> {
        let live = Live::Ledger(ledger);
        Target { signed, live, ..Target::store(ledger.store()) }
    }

    /// The same with what opening the store found wrong.
    #[must_use]
    pub fn with_problems(self, wrong: &[ReadError]) -> Target<'a> {
        let opening = wrong.iter().map(opening_problem).collect();
        Target { opening, ..self }
    }
}

/// Verifies a target; a second ledger is another.
pub fn verify(target: &Target<'_>, options: &Options, progress: Progress<'_>) -> Report {
    verify_target(target, options, progress).0
}

/// The same, with the heads of a second ledger that are recorded in it.
fn verify_target(
    target: &Target<'_>,
    options: &Options,
    progress: Progress<'_>,
) -> (Report, Vec<RecordedHead>) {
    // The mark first: it never runs ahead of a head that is read after it.
    let size = target.store.head().size;
    let pass = pass::run(target.store, size, options.threads(), progress);
    let mark = target.high_water.as_ref().ok().copied();
    let integrity = integrity::verdict(&pass, &target.opening, mark);
    let broken = integrity.failed();
    let mut report = Report {
        ok: false,
        size,
        chain_head: pass.head.map(|head| head.hash),
        tree_root: pass.root,
        state_root: None,
        verdicts: Vec::new(),
        second: None,
    };
    let completeness = completeness::verdict(target.store, size, &target.high_water, &pass);
    let known = checkpoints::gather(&pass, target.signed.as_deref(), options);
    let (folded, seen) = fold(target, size, &known, options, broken, progress);
    let states = folded.as_ref().map(|folded| &folded.state_roots);
    let checkpoints = known.verdict(target.store, size, &pass, states);
    let not_folded = || {
        said!(
            "integrity: events that were altered are not worth judging",
            "keutuhan: kejadian yang telah diubah tidak layak dinilai"
        )
    };
    let (lawfulness, rebuilt) = match &folded {
        Some(folded) => {
            report.state_root = folded.state_root;
            (folded.verdict(), rebuilt::verdict(seen, folded))
        }
        None => (
            Verdict::skipped(Name::Lawfulness, not_folded()),
            Verdict::skipped(Name::Rebuilt, not_folded()),
        ),
    };
    let all = [integrity, completeness, checkpoints, lawfulness, rebuilt];
    report.verdicts = all.into_iter().map(|verdict| asked(verdict, options)).collect();
    report.ok = !report.verdicts.iter().any(Verdict::failed);
    (report, second::recorded(&pass))
}

/// What was not asked for is not told, even where it came out by the way; but for broken hashes,
/// on which every other verdict rests.
fn asked(verdict: Verdict, options: &Options) -> Verdict {
    if options.asks(verdict.name) || (verdict.name == Name::Integrity && verdict.failed()) {
        return verdict;
    }
    Verdict::skipped(verdict.name, not_asked())
}

/// Folds the entries, unless they are not worth it or nobody asked.
fn fold(
    target: &Target<'_>,
    size: u64,
    known: &checkpoints::Gathered,
    options: &Options,
    broken: bool,
    progress: Progress<'_>,
) -> (Option<fold::Folded>, Result<rebuilt::Seen, Said>) {
    let states = known.known.iter().filter(|known| known.state_root.is_some());
    let mut sizes: Vec<u64> = states.map(|known| known.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let newest = options.state_roots.unwrap_or(STATE_ROOTS);
    let state_roots = sizes.split_off(sizes.len().saturating_sub(newest));
    let for_states = options.asks(Name::Checkpoints) && !state_roots.is_empty();
    let asked = options.asks(Name::Lawfulness) || options.asks(Name::Rebuilt) || for_states;
    if broken || !asked {
        return (None, Err(not_asked()));
    }
    let seen = if options.asks(Name::Rebuilt) {
        target.live.look(target.store, size, progress)
    } else {
        Err(not_asked())
    };
    let wanted = fold::Wanted {
        state_roots: state_roots.into_iter().collect(),
        fingerprint_at: seen.as_ref().ok().map(|seen| seen.size),
    };
    (Some(fold::run(target.store, size, &wanted, progress)), seen)
}

/// Verifies the ledger of a folder, which nobody may have open, in a copy under `scratch`, a new
/// or empty folder that the caller removes; and its second ledger, apart.
pub fn verify_folder(
    path: &Path,
    scratch: &Path,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Report, FolderError> {
    let manifest = match Manifest::read(path) {
        Ok(manifest) => Some(Ok(manifest)),
        Err(ManifestError::Missing(_)) => None,
        Err(error) => Some(Err(errors::said(&error))),
    };
    let claimed = |of: fn(&Manifest) -> Option<Part>| match &manifest {
        Some(Ok(manifest)) => of(manifest).map(Ok),
        Some(Err(error)) => Some(Err(error.clone())),
        None => None,
    };
    let main = Options { claimed: claimed(|it| Some(it.main)), ..options.clone() };
    let beside = Options { claimed: claimed(|it| it.second), ..options.clone() };
    let (mut report, heads) = verify_one(path, scratch, &main, progress)?;
    report.second = second::verify(path, scratch, heads, &beside, progress).map(Box::new);
    report.ok &= report.second.as_ref().is_none_or(|second| second.ok);
    Ok(report)
}

/// Verifies a running ledger and the second one beside it, through the engine that holds them: what
/// opening the files anew would find is for [`verify_folder`].
pub fn verify_running(
    ledger: &Ledger,
    signed: PathBuf,
    options: &Options,
    progress: Progress<'_>,
) -> Report {
    let target = Target::ledger(ledger, Some(signed));
    let (mut report, heads) = verify_target(&target, options, progress);
    report.second = second::verify_beside(ledger, heads, options, progress).map(Box::new);
    report.ok &= report.second.as_ref().is_none_or(|second| second.ok);
    report
}

/// Verifies two stores that lie in no folder of their own: a ledger, and its second one where there
/// is one.
pub fn verify_stores(
    main: &dyn EventStore,
    second: Option<&dyn EventStore>,
    options: &Options,
    progress: Progress<'_>,
) -> Report {
    let (mut report, heads) = verify_target(&Target::store(main), options, progress);
    let beside = Options { claimed: None, ..options.clone() };
    report.second = second::verify_store(second, heads, &beside, progress).map(Box::new);
    report.ok &= report.second.as_ref().is_none_or(|second| second.ok);
    report
}

fn verify_one(
    path: &Path,
    scratch: &Path,
    options: &Options,
    progress: Progress<'_>,
) -> Result<(Report, Vec<RecordedHead>), FolderError> {
    let copy = Folder::open_copy(path, scratch)?;
    // Whoever reads the report knows the folder, and not its copy.
    let told = |report: Report| {
        let [copy, original] = [scratch, path].map(|path| path.display().to_string());
        report.renamed(&copy, &original)
    };
    let found = match open_store_as_found(&copy) {
        Ok(found) => found,
        Err(error) => return Ok((told(unopened(&error, options)), Vec::new())),
    };
    let target = Target {
        store: &*found.store,
        high_water: found.high_water.map_err(|error| errors::said(&error)),
        opening: found.wrong.iter().map(opening_problem).collect(),
        signed: Some(path.join("SIGNED")),
        live: Live::Snapshots(path.join("snapshots")),
    };
    let (report, heads) = verify_target(&target, options, progress);
    Ok((told(report), heads))
}

fn opening_problem(error: &ReadError) -> Problem {
    match error {
        ReadError::Corrupt { seq, what } => {
            let what = said!(
                "it and what follows it cannot be read: {what}",
                "entri ini dan yang sesudahnya tidak terbaca: {what}"
            );
            Problem { seq: Some(*seq), rule: None, what }
        }
        error @ ReadError::Io(_) => Problem { seq: None, rule: None, what: errors::said(error) },
    }
}

/// The report on a store that does not even open.
fn unopened(error: &ReadError, options: &Options) -> Report {
    let why = || {
        said!("integrity: the store cannot be opened", "keutuhan: penyimpanan tidak dapat dibuka")
    };
    let mut problems = report::Problems::default();
    problems.push(match error {
        // The engine names no entry: none can be read.
        ReadError::Corrupt { what, .. } => {
            let what = said!(
                "the store cannot be opened: {what}",
                "penyimpanan tidak dapat dibuka: {what}"
            );
            Problem { seq: None, rule: None, what }
        }
        error @ ReadError::Io(_) => opening_problem(error),
    });
    let first = Verdict::judged(Name::Integrity, 0, std::time::Duration::ZERO, problems);
    let others = Name::ALL.into_iter().skip(1).map(|name| Verdict::skipped(name, why()));
    // Whatever was asked for: that it cannot be opened is always told.
    let verdicts: Vec<Verdict> =
        std::iter::once(first).chain(others.map(|verdict| asked(verdict, options))).collect();
    let (chain_head, tree_root, state_root) = (None, None, None);
    Report { ok: false, size: 0, chain_head, tree_root, state_root, verdicts, second: None }
}

/// The roots at some sizes, for whoever is about to sign: what was signed before must be a prefix.
/// Sizes beyond the store are left out.
pub fn roots(
    store: &dyn EventStore,
    sizes: &[u64],
    progress: Progress<'_>,
) -> Result<BTreeMap<u64, TreeHash>, ReadError> {
    let size = store.head().size;
    let pass: Pass = pass::run(store, size, Options::default().threads(), progress);
    let mut found = BTreeMap::new();
    for &at in sizes.iter().filter(|at| **at <= size) {
        let missing = || ReadError::Corrupt {
            seq: pass.unreadable.unwrap_or(at),
            what: format!("the root at {at} entries cannot be computed; run verify"),
        };
        let root = checkpoints::root_at(store, &pass.subtrees, at).ok_or_else(missing)?;
        found.insert(at, root);
    }
    Ok(found)
}
