//! `jejak document list`, `show` and `check`: nothing of the file itself is shown.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Seek as _;
use std::path::PathBuf;

use jejak_events::Date;
use jejak_events::document::Binding;
use jejak_events::ids::{Bytes32, RecipientId, Token};
use jejak_events::vocabulary::DocumentKind;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use super::super::person::{DocumentArg, KeyArgs, open_vault, vault};
use super::super::{AtHand, Context, Failure, VaultAtHand, errors, open};
use super::cited::{Citing, each, same};
use crate::exchange::investigation::proof;
use crate::ledger::Ledger;
use crate::said::said;
use crate::store::Folder;
use crate::vault::{Stored, Vault};

/// Options of `document list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `document show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Random id of the document.
    #[arg(value_name = "DOCUMENT")]
    document: DocumentArg,
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `document check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The file to be checked.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    key: KeyArgs,
}

/// Documents of the vault.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Documents)]
pub struct DocumentsShown {
    /// The documents.
    documents: Vec<DocumentShown>,
}

/// What is told of a document; its name is personal, and left out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Document)]
pub struct DocumentShown {
    /// Its random id.
    #[schema(value_type = String)]
    document: Token,
    /// What kind of paper it is, one of the words of `DocumentKind`.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    kind: DocumentKind,
    /// What the file is, by its bytes.
    media: &'static str,
    /// Bytes of the file.
    bytes: u64,
    /// The day on which it came.
    #[schema(value_type = String, format = Date)]
    kept_on: Date,
    /// The account that brought it, by the event that opened it.
    account: u64,
    /// Random id of the person whom it is about; null: it is about nobody.
    #[schema(value_type = Option<String>)]
    recipient: Option<RecipientId>,
    /// What an event cites it by: `public_hash`, `token` or `commitment`.
    #[schema(value_type = Object)]
    proof: Binding,
}

/// A document, and the events that cite it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentCited)]
pub struct CitedShown {
    /// The document.
    #[serde(flatten)]
    document: DocumentShown,
    /// The events that cite it, by number.
    cited_by: Vec<u64>,
}

/// A file, and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentChecked)]
pub struct CheckedShown {
    /// SHA-256 of its bytes.
    #[schema(value_type = String)]
    sha256: Bytes32,
    /// The documents of the vault with the same bytes, by their random ids.
    #[schema(value_type = Vec<String>)]
    documents: Vec<Token>,
    /// The events that cite it, by number.
    cited_by: Vec<u64>,
}

fn facts(stored: &Stored) -> DocumentShown {
    DocumentShown {
        document: stored.id,
        kind: stored.kind,
        media: stored.media.word(),
        bytes: stored.bytes,
        kept_on: stored.on,
        account: stored.account,
        recipient: stored.owner,
        proof: stored.proof.clone(),
    }
}

fn header(context: &Context) -> [&'static str; 7] {
    context.pick(
        ["document", "type", "file", "kept on", "account", "about", "bytes"],
        ["dokumen", "jenis", "berkas", "disimpan", "akun", "tentang", "bita"],
    )
}

fn row(stored: &Stored) -> [String; 7] {
    [
        stored.id.to_string(),
        stored.kind.word().to_owned(),
        stored.media.word().to_owned(),
        stored.on.to_string(),
        stored.account.to_string(),
        stored.owner.map_or_else(|| "-".to_owned(), |owner| owner.to_string()),
        stored.bytes.to_string(),
    ]
}

/// The folder, and the vault in it.
fn kept(context: &Context, key: &KeyArgs) -> Result<(AtHand<Folder>, VaultAtHand), Failure> {
    let folder = open::folder(context)?;
    let kept = open_vault(context, &folder, key)?;
    Ok((folder, kept))
}

pub(super) fn list(context: &Context, args: ListArgs) -> Result<(), Failure> {
    let (_, kept) = kept(context, &args.key)?;
    let all = kept.read().documents().map_err(vault)?;
    if context.json {
        let documents = all.iter().map(facts).collect();
        return context.print_answer(&DocumentsShown { documents });
    }
    let mut table = context.table(&header(context), 6);
    for stored in &all {
        table.add_row(row(stored));
    }
    context.print_line(&table.to_string())?;
    context.tell(&said!("{} documents", "{} dokumen", all.len()))
}

pub(super) fn show(context: &Context, args: ShowArgs) -> Result<(), Failure> {
    let id = args.document.read()?;
    let (folder, kept) = kept(context, &args.key)?;
    let stored = kept.read().document(id).map_err(vault)?;
    let ledger = open::ledger_of(context, &folder)?;
    let mut citing = Vec::new();
    each(context, &ledger, |found, by| {
        if same(found, &stored.proof) {
            citing.push(by);
        }
        Ok(())
    })?;
    ledger.close().map_err(Failure::io)?;
    if context.json {
        let cited_by = citing.iter().map(|by| by.seq).collect();
        return context.print_answer(&CitedShown { document: facts(&stored), cited_by });
    }
    let mut table = context.table(&header(context), 6);
    table.add_row(row(&stored));
    context.print_line(&table.to_string())?;
    context.print_line(&proof(&stored.proof))?;
    tell_citing(context, &citing)
}

fn tell_citing(context: &Context, citing: &[Citing]) -> Result<(), Failure> {
    if citing.is_empty() {
        return context.tell(&said!("no event cites it", "tidak ada kejadian yang merujuknya"));
    }
    for Citing { seq, index } in citing {
        context.tell(&said!(
            "cited by event {seq}, as its document {index}",
            "dirujuk kejadian {seq}, sebagai dokumennya nomor {index}"
        ))?;
    }
    Ok(())
}

/// What a file is to the vault: its hash, and the documents with the same bytes.
struct Known {
    sha256: [u8; 32],
    documents: Vec<Stored>,
}

pub(super) fn check(context: &Context, args: CheckArgs) -> Result<(), Failure> {
    let unread =
        |error: std::io::Error| Failure::Io(errors::said(&error).after(args.file.display()));
    let mut file = File::open(&args.file).map_err(unread)?;
    let mut hasher = Sha256::new();
    std::io::copy(&mut file, &mut hasher).map_err(unread)?;
    let sha256: [u8; 32] = hasher.finalize().into();
    let (folder, kept) = kept(context, &args.key)?;
    let kept = kept.read();
    let documents = kept.documents_of_file(&sha256).map_err(vault)?;
    let ledger = open::ledger_of(context, &folder)?;
    let known = Known { sha256, documents };
    let citing = citing(context, &ledger, &kept, &mut file, &known)?;
    drop(kept);
    ledger.close().map_err(Failure::io)?;
    let sha256 = Bytes32(known.sha256);
    if context.json {
        return context.print_answer(&CheckedShown {
            sha256,
            documents: known.documents.iter().map(|it| it.id).collect(),
            cited_by: citing.iter().map(|by| by.seq).collect(),
        });
    }
    context.print_line(&format!("sha256:{sha256}"))?;
    for stored in &known.documents {
        let (id, on) = (stored.id, stored.on);
        context.tell(&said!(
            "kept as document {id} on {on}",
            "disimpan sebagai dokumen {id} pada {on}"
        ))?;
    }
    tell_citing(context, &citing)
}

/// The events that cite a file: by its plain hash, as a document with these bytes, or by a commitment
/// whose salt is here and opens to them. Each commitment is tried once.
fn citing(
    context: &Context,
    ledger: &Ledger,
    kept: &Vault,
    file: &mut File,
    known: &Known,
) -> Result<Vec<Citing>, Failure> {
    let (mut citing, mut tried) = (Vec::new(), BTreeSet::new());
    let mut opened = BTreeSet::new();
    each(context, ledger, |found, by| {
        let is_it = match found {
            Binding::PublicHash(hash) => hash.sha256.0 == known.sha256,
            Binding::Token(_) => known.documents.iter().any(|it| same(&it.proof, found)),
            Binding::Commitment(made) => {
                if tried.insert(made.0) {
                    file.rewind().map_err(Failure::io)?;
                    if kept.proves_file(*made, file).map_err(vault)? == Some(true) {
                        opened.insert(made.0);
                    }
                }
                opened.contains(&made.0)
            }
        };
        if is_it {
            citing.push(by);
        }
        Ok(())
    })?;
    Ok(citing)
}
