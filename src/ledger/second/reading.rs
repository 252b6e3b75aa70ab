//! Reading the second ledger of a folder.

use std::sync::Arc;

use jejak_events::Recorded;
use jejak_events::oversight::AttemptRefused;
use jejak_projections::oversight::{Act, act};

use super::{Ledger, SecondError, Setup};
use crate::ledger::Clock;
use crate::store::{Folder, ReadError};

/// An act as it stands in the second ledger.
#[derive(Debug)]
pub struct Done {
    /// The event.
    pub fact: Recorded,
    /// Who did it, and to whom.
    pub act: Act,
}

/// Opens the second ledger of a main folder, which this process holds, to be read. None where
/// nothing was ever done that it tells of.
pub fn open(main: &Folder, clock: Arc<dyn Clock>) -> Result<Option<Ledger>, SecondError> {
    let path = main.second();
    if !path.exists() {
        return Ok(None);
    }
    let folder = Folder::open(&path)?;
    Ok(Some(Ledger::alone_in(&folder, Setup { clock, ..Setup::plain() })?))
}

/// Calls `visit` for every act in a second ledger, oldest first.
pub fn each(second: &Ledger, mut visit: impl FnMut(Done)) -> Result<(), SecondError> {
    let mut failed = None;
    second.store().read(0..second.head().size, &mut |block| {
        for (seq, entry) in block.iter() {
            match Recorded::parse(entry) {
                Ok(fact) => {
                    if let Some(act) = act(&fact.event) {
                        visit(Done { fact, act });
                    }
                }
                Err(error) => {
                    failed = Some(ReadError::Corrupt { seq, what: error.to_string() });
                    return false;
                }
            }
        }
        true
    })?;
    failed.map_or(Ok(()), |error| Err(SecondError::Read(error)))
}

/// Figures of a refusal as JSON, by the names that a refusal has when it is told; absent ones are
/// left out.
pub fn figures(body: &AttemptRefused) -> serde_json::Value {
    let AttemptRefused { field, expected, found, asked, available, line, event, .. } = body;
    let all = serde_json::json!({
        "field": field, "expected": expected, "found": found, "asked": asked,
        "available": available, "line": line, "event": event,
    });
    let told = all.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| (name.clone(), value.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
