//! Which events cite documents: a look at every event, because no index tells hashes from one another.

use jejak_events::Recorded;
use jejak_events::document::{Binding, Document};

use super::super::{Context, Failure};
use crate::ledger::Ledger;
use crate::store::ReadError;

/// An event that cites a document.
#[derive(Debug, Clone, Copy)]
pub struct Citing {
    /// Its number.
    pub seq: u64,
    /// Index of the document within it.
    pub index: usize,
}

/// Calls `visit` for each binding of each event of the ledger, in order.
pub fn each(
    context: &Context,
    ledger: &Ledger,
    mut visit: impl FnMut(&Binding, Citing) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let size = ledger.head().size;
    let looking = context.pick("looking", "mencari");
    context.watched(looking, |progress| {
        let mut failed = None;
        let read = ledger.store().read(0..size, &mut |block| {
            for (seq, entry) in block.iter() {
                let looked = match Recorded::parse(entry) {
                    Ok(fact) => look(&fact, &mut visit),
                    Err(error) => {
                        let what = error.to_string();
                        Err(Failure::io(ReadError::Corrupt { seq, what }))
                    }
                };
                if let Err(failure) = looked {
                    failed = Some(failure);
                    return false;
                }
                if seq % 4_096 == 0 {
                    progress(seq, size);
                }
            }
            true
        });
        read.map_err(Failure::io)?;
        failed.map_or(Ok(()), Err)
    })
}

fn look(
    fact: &Recorded,
    visit: &mut impl FnMut(&Binding, Citing) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for (index, document) in fact.envelope.documents.iter().enumerate() {
        let Document { proof, .. } = document;
        if let Some(proof) = proof {
            visit(proof, Citing { seq: fact.seq, index })?;
        }
    }
    Ok(())
}

/// Whether two bindings bind the same: of a published file the hash alone, whatever was found of its
/// signature.
pub fn same(one: &Binding, other: &Binding) -> bool {
    match (one, other) {
        (Binding::PublicHash(one), Binding::PublicHash(other)) => one.sha256 == other.sha256,
        _ => one == other,
    }
}
