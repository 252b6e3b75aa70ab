//! `jejak document add`: a file into the vault.

use std::fs::File;
use std::path::{Path, PathBuf};

use jejak_events::document::Document;
use jejak_events::ids::Token;
use jejak_events::vocabulary::DocumentKind;
use jejak_events::{Date, DocumentNumber};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::person::{IdArg, KeyArgs, TextArg, open_vault, vault};
use super::super::{Context, Failure, Place, errors, open};
use crate::ledger::{Clock as _, SystemClock};
use crate::said::said;
use crate::vault::{Bound, DOCUMENT_BYTES_MAX, NewDocument, Stored};

/// Options of `document add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file: PDF, JPEG, PNG, XLSX, DOCX, CSV or P7M, by its bytes.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What kind of paper it is, one of the words of `DocumentKind`.
    #[arg(long = "type", value_name = "WORD", value_parser = kind)]
    kind: DocumentKind,
    /// It is published: cited by its plain SHA-256, which anyone can compute.
    #[arg(long, conflicts_with_all = ["token", "recipient"])]
    public: bool,
    /// Cited by a random id that equal files share, so that a paper that comes twice is seen.
    #[arg(long)]
    token: bool,
    /// Person whom it is about: sealed under their key, and destroyed with their data.
    #[arg(long, value_name = "ID")]
    recipient: Option<IdArg>,
    /// Number as printed on it; public.
    #[arg(long, value_name = "TEXT")]
    number: Option<TextArg>,
    /// The date that it bears.
    #[arg(long, value_name = "DATE")]
    dated: Option<Date>,
    /// Account that brings it, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
}

/// A document that is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DocumentKept)]
pub struct KeptShown {
    /// Its random id.
    #[schema(value_type = String)]
    document: Token,
    /// Whether it was not kept before.
    new: bool,
    /// What the file is, by its bytes.
    media: &'static str,
    /// Bytes of the file.
    bytes: u64,
    /// What an event cites it by: an entry of a draft's `documents`.
    #[schema(value_type = Object)]
    reference: Document,
}

/// Reads a kind of paper.
fn kind(text: &str) -> Result<DocumentKind, String> {
    DocumentKind::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = DocumentKind::ALL.iter().map(|kind| kind.word()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

/// A number as printed on a paper.
fn numbered(text: &TextArg) -> Result<DocumentNumber, Failure> {
    let number = text.read("--number")?;
    number.as_str().parse().map_err(|error: jejak_events::ParseError| {
        Failure::Usage(errors::said(&error).after("--number"))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let owner = args.recipient.as_ref().map(IdArg::read).transpose()?;
    let number = args.number.as_ref().map(numbered).transpose()?;
    let unread =
        |error: std::io::Error| Failure::Io(errors::said(&error).after(args.file.display()));
    let mut file = File::open(&args.file).map_err(unread)?;
    let folder = open::folder(context)?;
    let ledger = open::ledger_of(context, &folder)?;
    let zone = ledger.read(|folded| folded.reading.state.integrity.meta().zone);
    let kept = open_vault(context, &folder, &args.key)?;
    let new = NewDocument {
        kind: args.kind,
        bound: match (args.public, args.token) {
            (true, _) => Bound::Public,
            (false, true) => Bound::Token,
            (false, false) => Bound::Commitment,
        },
        owner,
        name: name(context, &args.file),
        account: context.actor(args.account).account.0,
        on: SystemClock::default().now().date_in(zone),
        bytes_max: bytes_max(context),
    };
    let (stored, is_new) = kept.write().keep_document(&mut file, &new).map_err(vault)?;
    ledger.close().map_err(Failure::io)?;
    print(context, &stored, is_new, (number, args.dated))
}

/// Most bytes of a document: as the service is set, the usual limit at the machine.
fn bytes_max(context: &Context) -> u64 {
    match &context.place {
        Place::Open(house) => house.document_max,
        Place::Folder(_) => DOCUMENT_BYTES_MAX,
    }
}

/// The name of a file; a body that a server received has none.
fn name<'a>(context: &Context, file: &'a Path) -> Option<&'a str> {
    let is_body = matches!(context.place, Place::Open(_));
    file.file_name().and_then(|name| name.to_str()).filter(|_| !is_body)
}

fn print(
    context: &Context,
    stored: &Stored,
    is_new: bool,
    (number, dated): (Option<DocumentNumber>, Option<Date>),
) -> Result<(), Failure> {
    let proof = Some(stored.proof.clone());
    let reference = Document { kind: stored.kind, number, dated, proof };
    let (id, bytes, media) = (stored.id, stored.bytes, stored.media.word());
    if context.json {
        let kept = KeptShown { document: id, new: is_new, media, bytes, reference };
        return context.print_answer(&kept);
    }
    let reference = serde_json::to_string(&reference).map_err(Failure::io)?;
    let told = if is_new {
        said!(
            "document {id} kept: {bytes} bytes, {media}",
            "dokumen {id} disimpan: {bytes} bita, {media}"
        )
    } else {
        said!(
            "document {id} was kept before: {bytes} bytes, {media}",
            "dokumen {id} sudah disimpan: {bytes} bita, {media}"
        )
    };
    context.tell(&told)?;
    context.tell(&said!(
        "an event cites it by this entry of `documents`: {reference}",
        "kejadian merujuknya dengan isian `documents` ini: {reference}"
    ))
}
