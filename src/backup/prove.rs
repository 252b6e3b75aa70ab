//! Reading again what was written, from the disk, and comparing it with what it should be.

use super::errors::{Difference, Which};
use super::{BackupError, Progress, files};
use crate::proof::FileError;
use crate::proof::manifest::Part;
use crate::proof::verify::{Name, Options, Report, verify_stores};
use crate::said::Said;
use crate::store::{EventStore, Folder, open_store};
use jejak_events::ids::Bytes32;

/// What the ledgers of a folder should be.
pub(super) struct Expected {
    pub main: Part,
    pub second: Option<Part>,
}

/// Reads both ledgers of a folder from the disk: chain, tree, rules, and the state that they fold to.
/// Gives what they tell against the original, which is no fault of the copy: rules that it breaks,
/// checkpoints that contradict each other.
pub(super) fn prove(
    folder: &Folder,
    expected: &Expected,
    progress: Progress<'_>,
) -> Result<Vec<Said>, BackupError> {
    let path = folder.path();
    files::forget_folder(path).map_err(|source| FileError::new("read", path, source))?;
    let main = open_store(folder)?;
    let second = match expected.second {
        Some(_) => Some(open_store(&Folder::open(&folder.second())?)?),
        None => None,
    };
    let report = read_both(&*main, second.as_deref(), progress);
    second.iter().try_for_each(|second| second.close()).map_err(BackupError::Write)?;
    main.close().map_err(BackupError::Write)?;
    agrees(Which::Main, &report, &expected.main)?;
    let mut doubts = sound(&report)?;
    if let (Some(expected), Some(report)) = (&expected.second, &report.second) {
        agrees(Which::Second, report, expected)?;
        doubts.extend(sound(report)?);
    }
    Ok(doubts)
}

fn read_both(
    main: &dyn EventStore,
    second: Option<&dyn EventStore>,
    progress: Progress<'_>,
) -> Report {
    let options = Options::default();
    verify_stores(main, second, &options, &|step| progress(step.done, step.of))
}

/// Compares what was read with what it should be.
fn agrees(which: Which, report: &Report, expected: &Part) -> Result<(), BackupError> {
    let shown = |hash: Option<[u8; 32]>| {
        hash.map_or_else(|| "-".to_owned(), |hash| Bytes32(hash).to_string())
    };
    let figures = [
        ("size", expected.size.to_string(), report.size.to_string()),
        (
            "chain_head",
            expected.chain_head.to_string(),
            shown(report.chain_head.map(|hash| hash.0)),
        ),
        ("tree_root", expected.tree_root.to_string(), shown(report.tree_root.map(|root| root.0))),
        (
            "state_root",
            expected.state_root.to_string(),
            shown(report.state_root.map(|root| root.0)),
        ),
    ];
    for (field, expected, found) in figures {
        if expected != found {
            return Err(BackupError::Differs(Difference { which, field, expected, found }));
        }
    }
    Ok(())
}

/// Hashes that do not hold and entries that are missing are faults of the copy; the rest is as it was in
/// the original, and told.
fn sound(report: &Report) -> Result<Vec<Said>, BackupError> {
    let mut doubts = Vec::new();
    for verdict in report.verdicts.iter().filter(|verdict| verdict.failed()) {
        let told = verdict.problems.iter().map(|problem| problem.what.clone());
        match verdict.name {
            Name::Integrity | Name::Completeness => {
                return Err(BackupError::Damaged(told.take(1).collect()));
            }
            Name::Checkpoints | Name::Lawfulness | Name::Rebuilt => doubts.extend(told.take(1)),
        }
    }
    Ok(doubts)
}
