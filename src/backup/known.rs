//! What is known of a ledger beyond its backup, and what the backup lacks of it.

use std::path::Path;

use jejak_events::Timestamp;

use super::{BackupError, Progress};
use crate::proof::manifest::Manifest;
use crate::proof::signed;
use crate::proof::verify::{Against, KnownCheckpoint, Options, known_checkpoints};
use crate::proof::vkey::VerifierKey;
use crate::said::Said;
use crate::store::EventStore;

/// Events that a checkpoint covers and the backup does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Sequence number of the first.
    pub from: u64,
    /// Sequence number of the last, as far as is known: there may have been more.
    pub until: u64,
    /// Time of the last event before them.
    pub after: Timestamp,
    /// When the checkpoint that covers them was signed, if that is known.
    pub signed_at: Option<Timestamp>,
    /// Where the checkpoint comes from, in words.
    pub known: Said,
}

/// Where checkpoints are known from.
#[derive(Debug, Clone, Default)]
pub struct Witnesses<'a> {
    /// Checkpoints in the hands of others.
    pub against: Vec<Against>,
    /// Keys to open them with; those that the ledger names when there are none.
    pub keys: Vec<VerifierKey>,
    /// The file `SIGNED` of the ledger that was lost.
    pub signed: Option<&'a Path>,
}

/// Every checkpoint that is known, smallest first, compared with what is in the store.
pub(super) fn compared(
    store: &dyn EventStore,
    witnesses: &Witnesses<'_>,
    progress: Progress<'_>,
) -> Result<Vec<KnownCheckpoint>, BackupError> {
    let Witnesses { against, keys, signed } = witnesses.clone();
    let options = Options { against, keys, ..Options::default() };
    let known = known_checkpoints(store, signed, &options, &|step| progress(step.done, step.of));
    known.map_err(BackupError::Known)
}

/// The first checkpoint that says another history than the backup.
pub(super) fn contradicting(known: &[KnownCheckpoint]) -> Option<&KnownCheckpoint> {
    known.iter().find(|known| known.found.is_some_and(|found| found != known.root))
}

/// What the backup lacks of the largest checkpoint.
pub(super) fn lost(
    known: &[KnownCheckpoint],
    manifest: &Manifest,
    signed: Option<&Path>,
) -> Option<Lost> {
    let size = manifest.main.size;
    let last = known.last().filter(|last| last.size > size)?;
    let record = signed.and_then(|path| signed::read(path, &manifest.origin).ok());
    let record = record.unwrap_or_default().into_iter().find(|one| one.size == last.size);
    Some(Lost {
        from: size,
        until: last.size.saturating_sub(1),
        after: manifest.main.recorded_at,
        signed_at: record.and_then(|one| Timestamp::from_micros(one.at_micros)),
        known: last.from.clone(),
    })
}
