//! Imports that were opened and never completed: what there is of them, and how one is given up.
//!
//! Most need nothing but the same file once more ([`super::take`]). One whose file is lost, or whose
//! rows a rule will always refuse, is abandoned: nothing of it ever counts.

use jejak_events::Head;
use jejak_events::ids::ExternalDataRef;
use jejak_events::reference::ImportAbandoned;
use jejak_events::vocabulary::Dataset;
use jejak_projections::State;

use super::desk::Desk;
use super::error::InboundError;
use super::record::failed;
use crate::ledger::Request;

/// An import that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The event that opened it.
    pub import: u64,
    /// What its file is.
    pub dataset: Dataset,
    /// Rows that were announced; none for a file whose rows name something else.
    pub announced: u64,
    /// Rows that are there.
    pub rows: u64,
}

/// All imports that are open, the oldest first.
pub fn unfinished(state: &State) -> Vec<Unfinished> {
    let imports = state.reference.imports.iter();
    let open = imports.filter(|(_, import)| import.is_open()).map(|(import, it)| Unfinished {
        import,
        dataset: it.dataset,
        announced: it.stated_count,
        rows: it.count,
    });
    open.collect()
}

/// An import that was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abandoned {
    /// The event that gave it up; the one that would in a trial.
    pub seq: u64,
    /// The head after it.
    pub head: Head,
    /// Rows of it, none of which counts.
    pub rows: u64,
    /// Whether its file may be taken over again.
    pub again: bool,
}

/// Gives an import up. The rules refuse one that is not open.
pub fn abandon(desk: &Desk<'_>, import: u64, dry_run: bool) -> Result<Abandoned, InboundError> {
    let known = desk.state(unfinished).into_iter().find(|it| it.import == import);
    let draft = desk.draft(ImportAbandoned { data: ExternalDataRef(import) });
    let request = Request { dry_run, ..Request::new(desk.actor, vec![draft]) };
    let receipt = desk.ledger.propose(request).map_err(|error| failed(error, &[None], 0))?;
    Ok(Abandoned {
        seq: receipt.first_seq,
        head: receipt.head,
        rows: known.as_ref().map_or(0, |it| it.rows),
        again: known.is_some_and(|it| it.announced > 0),
    })
}
