//! `jejak investigation note` and `document`: what lies in the vault, and its commitment in the second
//! ledger.

use std::path::PathBuf;

use jejak_events::ids::{Bytes32, EventRef, InvestigationRef};
use jejak_events::investigation::{InvestigationDocumentAdded, InvestigationNoted};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::person::{DocumentArg, IdArg, KeyArgs, open_vault, read, vault};
use super::super::{Context, Failure};
use super::bench::{Bench, OneArgs, ask, done, find, judge, record};
use crate::said::said;

/// Options of `investigation note`.
#[derive(Debug, clap::Args)]
pub struct NoteArgs {
    #[command(flatten)]
    one: OneArgs,
    /// File with the text; `-` for standard input.
    #[arg(value_name = "FILE")]
    text: PathBuf,
    /// Earlier note that it follows, by the number of the event that added it.
    #[arg(long, value_name = "SEQ")]
    follows: Option<u64>,
    /// Person whom it is about: it is destroyed with their data.
    #[arg(long, value_name = "ID")]
    recipient: Option<IdArg>,
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `investigation document`.
#[derive(Debug, clap::Args)]
pub struct DocumentArgs {
    #[command(flatten)]
    one: OneArgs,
    /// The document, by its random id in the vault.
    #[arg(value_name = "DOCUMENT")]
    document: DocumentArg,
    #[command(flatten)]
    key: KeyArgs,
}

/// A note that was added.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvestigationNoteAdded)]
pub struct NotedShown {
    /// The investigation, by the event of the second ledger that opened it.
    investigation: u64,
    /// The event of the second ledger that added the note.
    seq: u64,
    /// Commitment to its text, which the vault has.
    #[schema(value_type = String)]
    note: Bytes32,
}

pub(super) fn note(context: &Context, args: NoteArgs) -> Result<(), Failure> {
    let owner = args.recipient.as_ref().map(IdArg::read).transpose()?;
    let text = read(&args.text)?;
    let text = std::str::from_utf8(&text).map_err(|_| {
        Failure::Usage(said!(
            "{}: expected a text in UTF-8, found other bytes",
            "{}: seharusnya teks UTF-8, ditemukan bita lain",
            args.text.display()
        ))
    })?;
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let kept = open_vault(context, &bench.folder, &args.key)?;
    let noted = |note| InvestigationNoted {
        account: bench.account,
        investigation: InvestigationRef(seq),
        note,
        follows: args.follows.map(EventRef),
    };
    // A note that no event names would be nobody's: what is refused is refused before it is kept.
    judge(context, &bench.ledger, noted(Bytes32([0; 32])))?;
    let note = kept.write().keep_note(owner, text).map_err(vault)?;
    record(context, &bench.ledger, noted(note))?;
    let notes = ask(&bench.ledger, |all| all.investigations.get(&seq).map(|it| it.notes.clone()))?;
    let added = notes.unwrap_or_default().into_iter().find(|known| known.note == note);
    let added = added.map_or(0, |added| added.seq);
    bench.close()?;
    if context.json {
        return context.print_answer(&NotedShown { investigation: seq, seq: added, note });
    }
    context.tell(&said!(
        "investigation {seq}: note {added}, {note}",
        "pemeriksaan {seq}: catatan {added}, {note}"
    ))
}

pub(super) fn document(context: &Context, args: DocumentArgs) -> Result<(), Failure> {
    let document = args.document.read()?;
    let (seq, bench) = (args.one.investigation, Bench::open(context, args.one.by)?);
    find(&bench.ledger, seq, bench.account, false)?;
    let kept = open_vault(context, &bench.folder, &args.key)?;
    let stored = kept.read().document(document).map_err(vault)?;
    let added = InvestigationDocumentAdded {
        account: bench.account,
        investigation: InvestigationRef(seq),
        document,
        kind: stored.kind,
        proof: stored.proof,
    };
    record(context, &bench.ledger, added)?;
    bench.close()?;
    done(context, seq, "document added")
}
