//! `jejak document get`: the bytes of a document, after it was recorded who takes them.

use std::io::BufWriter;
use std::io::Write as _;
use std::path::PathBuf;

use jejak_events::document::Binding;
use jejak_events::vocabulary::RevealedField;
use jejak_events::{Code, Text};

use super::super::person::{DocumentArg, KeyArgs, TextArg, open_vault, purpose, reach, vault};
use super::super::{Context, Failure, open, reveals, whole};
use crate::exchange::render::Looker;
use crate::ledger::Ledger;
use crate::said::said;
use crate::vault::Stored;

/// Options of `document get`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Random id of the document.
    #[arg(value_name = "DOCUMENT")]
    document: DocumentArg,
    /// File to write, whole or not at all; else standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    force: bool,
    /// What for, in one word of a-z and dashes; needed where it is about a person.
    #[arg(long, value_name = "WORD", value_parser = purpose)]
    purpose: Option<Code>,
    /// Number of the case or letter; needed where it is about a person. Public, never a name.
    #[arg(long, value_name = "REF")]
    case: Option<TextArg>,
    /// Account that takes it, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let id = args.document.read()?;
    let case = args.case.as_ref().map(|case| case.read("--case")).transpose()?;
    if args.output.is_none() && context.is_watched() {
        return Err(Failure::Usage(said!(
            "-o: expected a file to write, found none: a document is not for a terminal",
            "-o: seharusnya ada berkas tujuan, ditemukan tidak ada: dokumen bukan untuk terminal"
        )));
    }
    if let Some(path) = args.output.as_deref().filter(|path| path.exists() && !args.force) {
        return Err(whole::exists(path));
    }
    let folder = open::folder(context)?;
    let opened = open_vault(context, &folder, &args.key)?;
    let stored = opened.read().document(id).map_err(vault)?;
    match stored.owner {
        Some(owner) => reach::of(context, &folder, &[owner])?,
        None => reach::everything(context)?,
    }
    let ledger = open::ledger_of(context, &folder)?;
    let account = context.actor(args.account).account.0;
    // Held until it is recorded: what was counted holds.
    let people = usize::from(stored.owner.is_some());
    let leave = reveals::leave(context, &ledger, account, people)?;
    tell_first(context, &ledger, &stored, (account, args.purpose, case))?;
    drop(leave);
    ledger.close().map_err(Failure::io)?;
    let kept = opened.read();
    let Some(path) = &args.output else {
        let mut out = BufWriter::new(context.writer());
        kept.read_document(id, &mut out).map_err(vault)?;
        return out.flush().map_err(Failure::io);
    };
    whole::write(path, args.force, true, |file| kept.read_document(id, file).map_err(vault))?;
    if context.json {
        let told =
            serde_json::json!({ "document": id, "bytes": stored.bytes, "name": stored.name });
        return context.print_json(&told);
    }
    context.note(&said!("{} bytes written", "{} bita ditulis", stored.bytes));
    Ok(())
}

/// Tells the second ledger who takes what: of a person's as a reveal, of anything else that is not
/// published as an export.
fn tell_first(
    context: &Context,
    ledger: &Ledger,
    stored: &Stored,
    (account, purpose, case): (u64, Option<Code>, Option<Text>),
) -> Result<(), Failure> {
    match (stored.owner, purpose, case) {
        (Some(owner), Some(purpose), Some(case)) => {
            let looker = Looker { account, purpose, case };
            open::oversee(ledger, vec![looker.sees(owner, vec![RevealedField::Document])])
        }
        (Some(_), ..) => Err(Failure::Usage(said!(
            "the document is about a person: expected --purpose and --case, found at most one of them",
            "dokumen ini tentang seseorang: seharusnya ada --purpose dan --case, ditemukan paling \
             banyak satu"
        ))),
        (None, ..) if matches!(stored.proof, Binding::PublicHash(_)) => Ok(()),
        (None, ..) => {
            let (what, format) = (format!("document {}", stored.id), stored.media.word());
            let format = format.to_uppercase();
            open::oversee_export(context, ledger, Some(account), (&what, &format), 1, false)
        }
    }
}
