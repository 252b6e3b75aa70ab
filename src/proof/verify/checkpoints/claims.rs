//! The checkpoints that are known of a ledger, one by one, for whoever decides something by them:
//! restoring a backup needs more than a verdict.

use std::path::Path;

use super::{gather, root_at};
use crate::proof::hash::TreeHash;
use crate::proof::verify::{Options, Progress, pass};
use crate::said::Said;
use crate::store::EventStore;

/// A checkpoint that is known of a ledger, and what the ledger has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCheckpoint {
    /// Where it comes from, in words.
    pub from: Said,
    /// Number of entries that it covers.
    pub size: u64,
    /// Root over them, as it says.
    pub root: TreeHash,
    /// Root that the ledger has at that size; nothing where it is shorter.
    pub found: Option<TreeHash>,
}

/// Every checkpoint that is known of the ledger in a store: those that it recorded, those in the file
/// `signed`, those handed in with `options`, and the claim of a manifest there.
///
/// # Errors
///
/// The first of them that cannot be read, or is none of this ledger's.
pub fn known_checkpoints(
    store: &dyn EventStore,
    signed: Option<&Path>,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Vec<KnownCheckpoint>, Said> {
    let size = store.head().size;
    let pass = pass::run(store, size, options.threads(), progress);
    let gathered = gather(&pass, signed, options);
    if let Some(problem) = gathered.problems.into_listed().into_iter().next() {
        return Err(problem.what);
    }
    let told = gathered.known.into_iter().map(|known| KnownCheckpoint {
        found: (known.size <= size).then(|| root_at(store, &pass.subtrees, known.size)).flatten(),
        from: known.from,
        size: known.size,
        root: known.root,
    });
    let mut told: Vec<KnownCheckpoint> = told.collect();
    told.sort_by_key(|known| known.size);
    Ok(told)
}
