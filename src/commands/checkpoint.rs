//! `jejak checkpoint`: sign the durable head, print the note, record that it was signed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jejak_events::ids::Bytes32;
use jejak_events::integrity::CheckpointIssued;
use jejak_events::{Head, ZoneId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Context, Failure, Place, errors, open};
use crate::ledger::{
    Actor, Clock, Draft, Ledger, Request, Seal, SecondError, SystemClock, WriteError,
};
use crate::proof::hash::TreeHash;
use crate::proof::key::{self, KeyFile};
use crate::proof::signed::check_prefix;
use crate::proof::verify::{Step, roots};
use crate::proof::{Checkpoint, SignedFile, Signer};
use crate::said::said;

/// Options of `checkpoint`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Sign only; do not record the checkpoint as an event.
    #[arg(long)]
    no_record: bool,
    /// Key file; the one in `keys/` that the ledger names when absent.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
}

/// A checkpoint that was signed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Checkpoint)]
pub struct CheckpointShown {
    /// The ledger that it is of.
    origin: String,
    /// Events that it covers.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// Root of the Merkle tree over them.
    tree_root: String,
    /// Root over balances and states after them.
    state_root: String,
    /// The event that records it; null where none does.
    recorded: Option<u64>,
    /// The signed note, to be handed to others.
    note: String,
}

/// What is signed, and what is recorded of it.
struct Subject {
    origin: String,
    zone: ZoneId,
    keys: Vec<Bytes32>,
    head: Head,
    tree_root: TreeHash,
    state_root: Bytes32,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let clock = Arc::new(SystemClock::default());
    let ledger =
        open::to_write(context, &folder, Arc::<SystemClock>::clone(&clock), args.accept_clock)?;
    let subject = subject(&ledger)?;
    let signer = signer(context, args.key.as_deref(), &folder.keys(), &subject)?;
    let mut signed = SignedFile::open(&folder.signed(), &subject.origin).map_err(refused)?;
    if signed.cut_bytes() > 0 {
        context.note(&said!(
            "note: an incomplete last line of SIGNED was cut off; its checkpoint never left",
            "catatan: baris terakhir SIGNED yang tidak lengkap dipotong; titik periksanya tidak \
             pernah keluar"
        ));
    }
    continues_what_was_signed(context, &ledger, &signed, subject.head.size)?;
    let subject = if args.no_record { subject } else { with_second(context, &ledger, &args)? };
    let origin = subject.origin.clone();
    let checkpoint = Checkpoint { origin, size: subject.head.size, root: subject.tree_root };
    let note = signed.issue(&checkpoint, &signer, clock.now().micros()).map_err(refused)?;
    let recorded = if args.no_record {
        Ok(None)
    } else {
        record(&ledger, context.actor(args.account), &subject, &signer)
    };
    ledger.close().map_err(Failure::io)?;
    let note = note.to_string();
    let printed = if context.json {
        context.print_answer(&CheckpointShown {
            origin: subject.origin,
            size: subject.head.size,
            chain_head: subject.head.hash.to_string(),
            tree_root: subject.tree_root.to_string(),
            state_root: subject.state_root.to_string(),
            recorded: recorded.as_ref().ok().copied().flatten(),
            note,
        })
    } else {
        context.print_line(note.trim_end_matches('\n'))
    };
    // It is signed and may leave, recorded or not.
    recorded.and(printed)
}

/// What is signed, after the head of the second ledger: so the checkpoint vouches for that as well.
fn with_second(context: &Context, ledger: &Ledger, args: &Args) -> Result<Subject, Failure> {
    // Through a service the program records it of itself, whoever signs.
    let actor = match context.place {
        Place::Folder(_) => context.actor(args.account),
        Place::Open(_) => open::operator(None),
    };
    match ledger.seal_second(actor, Seal::Closing) {
        Ok(_) => {}
        // Whoever may not record anything may still sign.
        Err(error @ SecondError::Main(WriteError::Refused(_))) => {
            let why = errors::said(&error);
            context.note(&said!(with why; "note: {why}", "catatan: {why}"));
        }
        Err(error) => return Err(Failure::io(error)),
    }
    subject(ledger)
}

fn subject(ledger: &Ledger) -> Result<Subject, Failure> {
    let subject = ledger.read(|folded| {
        let meta = folded.reading.state.integrity.meta();
        Subject {
            origin: meta.origin.clone(),
            zone: meta.zone,
            keys: meta.checkpoint_keys.clone(),
            head: folded.head,
            tree_root: folded.tree.root(),
            state_root: folded.reading.state.root(),
        }
    });
    if subject.head.size == 0 {
        return Err(Failure::Refused(said!(
            "the ledger is empty: there is nothing to sign",
            "buku kosong: tidak ada yang ditandatangani"
        )));
    }
    Ok(subject)
}

/// The key file asked for, or the one in the folder that the ledger names last.
fn signer(
    context: &Context,
    asked: Option<&Path>,
    keys: &Path,
    subject: &Subject,
) -> Result<Signer, Failure> {
    let found = match asked {
        Some(path) => vec![(path.to_owned(), key::load(path).map_err(refused)?)],
        None => key_files(keys)?,
    };
    let place = |file: &KeyFile| {
        let public = file.signer.verifier_key().public_bytes();
        subject.keys.iter().position(|key| key.0 == public)
    };
    let usable = found.into_iter().filter_map(|(path, file)| Some((place(&file)?, path, file)));
    let Some((_, path, file)) = usable.max_by_key(|(place, ..)| *place) else {
        return Err(Failure::Refused(said!(
            "no key in {} is one that the ledger names for its checkpoints; put it back, or name \
             it with --key",
            "tidak ada kunci di {} yang disebut buku untuk titik periksanya; kembalikan, atau \
             sebutkan dengan --key",
            asked.unwrap_or(keys).display()
        )));
    };
    if file.exposed {
        let shown = path.display();
        context.note(&said!(
            "warning: others can read {shown}: run `chmod 600 {shown}`",
            "peringatan: orang lain dapat membaca {shown}: jalankan `chmod 600 {shown}`"
        ));
    }
    Ok(file.signer)
}

/// All key files of a folder that can be read.
pub(super) fn key_files(keys: &Path) -> Result<Vec<(PathBuf, KeyFile)>, Failure> {
    let mut found = Vec::new();
    let entries = fs::read_dir(keys)
        .map_err(|error| Failure::Io(errors::said(&error).after(keys.display())))?;
    for entry in entries {
        let path = entry.map_err(Failure::io)?.path();
        if path.extension().is_some_and(|extension| extension == "key") {
            let file = key::load(&path).map_err(refused)?;
            found.push((path, file));
        }
    }
    Ok(found)
}

/// Everything that was ever signed must be a prefix of what is signed now.
fn continues_what_was_signed(
    context: &Context,
    ledger: &Ledger,
    signed: &SignedFile,
    size: u64,
) -> Result<(), Failure> {
    let sizes: Vec<u64> = signed.known().iter().map(|known| known.size).collect();
    if sizes.is_empty() {
        return Ok(());
    }
    let bar = context.progress(
        size,
        context.pick("comparing with what was signed", "membandingkan dengan yang ditandatangani"),
    );
    let found = roots(ledger.store(), &sizes, &|step: Step| bar.set_position(step.done));
    bar.finish_and_clear();
    let found = found.map_err(Failure::io)?;
    check_prefix(signed.known(), size, &found).map_err(refused)
}

fn record(
    ledger: &Ledger,
    actor: Actor,
    subject: &Subject,
    signer: &Signer,
) -> Result<Option<u64>, Failure> {
    let event = CheckpointIssued {
        size: subject.head.size,
        chain_head: Bytes32(subject.head.hash.0),
        tree_root: Bytes32(subject.tree_root.0),
        state_root: subject.state_root,
        key: Bytes32(signer.verifier_key().public_bytes()),
    };
    let today = SystemClock::default().now().date_in(subject.zone);
    let request = Request::new(actor, vec![Draft::new(today, event)]);
    let receipt = ledger.propose(request).map_err(|error| {
        let why = errors::said(&error);
        Failure::Refused(said!(
            with why;
            "the checkpoint is signed, but was not recorded: {why}",
            "titik periksa sudah ditandatangani, tetapi tidak tercatat: {why}"
        ))
    })?;
    Ok(Some(receipt.first_seq))
}

/// An error with its causes; a signature that must not be given is a refusal.
fn refused(error: impl std::error::Error + 'static) -> Failure {
    Failure::Refused(errors::said(&error))
}
