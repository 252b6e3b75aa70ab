//! `jejak append`: propose the events of a file.

pub mod told;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use jejak_events::vocabulary::Authentication;
use jejak_events::{ChainHash, Head};

use super::{Context, Failure, bad_lines, errors, open};
use crate::exchange::drafts::{self, BadLine, Drafts};
use crate::ledger::{Actor, Condition, Draft, Ledger, Request, WriteError};
use crate::proof::signed::{self, SignedError};
use crate::said::{Said, said};
use crate::store::Folder;

/// Options of `append`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File of JSON lines, one event each; `-` for standard input. See `jejak kinds`.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    /// Judge only: say what would happen, record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Idempotency key of 1 to 200 bytes: the same key with the same events is answered with the
    /// first receipt.
    #[arg(long, value_name = "KEY")]
    request_id: Option<String>,
    /// Record only if the head is still SIZE:HASH.
    #[arg(long, value_name = "SIZE:HASH", value_parser = head)]
    if_head: Option<Head>,
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
}

/// Reads `SIZE:HASH`.
fn head(text: &str) -> Result<Head, String> {
    let wrong = || format!("expected SIZE:HASH as `jejak append` prints it, found `{text}`");
    let (size, hash) = text.split_once(':').ok_or_else(wrong)?;
    let hash = jejak_events::chain::parse_hex(hash).map(ChainHash).ok_or_else(wrong)?;
    Ok(Head { size: u64::from_str(size).map_err(|_| wrong())?, hash })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let Drafts { drafts, lines } = drafts_of(context, &args.file, &read(&args.file)?)?;
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::to_write(context, &folder, clock, args.accept_clock)?;
    continues_what_was_signed(&folder, &ledger)?;
    if !args.dry_run {
        open::seal_daily(context, &ledger, args.account)?;
    }
    let request = Request {
        actor: actor(context.actor(args.account), &drafts),
        key: args.request_id,
        drafts,
        condition: args.if_head.map_or(Condition::Always, Condition::HeadIs),
        dry_run: args.dry_run,
    };
    let outcome = ledger.propose(request);
    ledger.close().map_err(Failure::io)?;
    match outcome {
        Ok(receipt) => {
            told::of_receipt(&receipt, args.dry_run, context.language).print(context, &lines)
        }
        Err(WriteError::Refused(refusal)) => {
            Err(told::of_refusal(&refusal, context.language).failure(context, &lines))
        }
        Err(WriteError::Unwarranted(unwarranted)) => Err(Failure::Denied(unwarranted)),
        Err(error) => Err(Failure::io(error)),
    }
}

/// A ledger that is shorter than what it signed, or differs from it at its end, is an old backup in
/// the place of a newer ledger: whatever is added to it makes a second history.
pub fn continues_what_was_signed(folder: &Folder, ledger: &Ledger) -> Result<(), Failure> {
    let (head, root, origin) = ledger.read(|folded| {
        let origin = folded.reading.state.integrity.meta().origin.clone();
        (folded.head, folded.tree.root(), origin)
    });
    let known = match signed::read(&folder.signed(), &origin) {
        Ok(known) => known,
        Err(SignedError::Missing { .. }) => return Ok(()),
        Err(error) => return Err(Failure::io(error)),
    };
    let newer = known.iter().find(|signed| {
        signed.size > head.size || (signed.size == head.size && signed.root != root)
    });
    newer.map_or(Ok(()), |signed| {
        Err(Failure::Refused(said!(
            "SIGNED: expected a ledger that continues the checkpoint signed at {} events, found \
             one of {} events that does not: an old backup lies in its place, and going on would \
             make a second history. Put the newer store back",
            "SIGNED: seharusnya buku yang melanjutkan titik periksa pada {} kejadian, ditemukan \
             buku {} kejadian yang tidak melanjutkannya: cadangan lama ada di tempatnya, dan \
             meneruskannya membuat riwayat kedua. Kembalikan penyimpanan yang lebih baru",
            signed.size,
            head.size
        )))
    })
}

/// The drafts of a file and their lines. Bad lines are listed; a file without any line is none.
pub fn drafts_of(context: &Context, file: &Path, text: &[u8]) -> Result<Drafts, Failure> {
    let read = drafts::read(text).map_err(|bad| list_bad_lines(context, &bad))?;
    if read.drafts.is_empty() {
        return Err(Failure::Usage(no_event(file)));
    }
    Ok(read)
}

/// A file that brings in what others recorded says so: its events carry `import`.
fn actor(operator: Actor, drafts: &[Draft]) -> Actor {
    let import = drafts.iter().any(|draft| draft.recorder.is_some());
    let authentication = if import { Authentication::Import } else { operator.authentication };
    Actor { authentication, ..operator }
}

/// What is told of a file without any line.
pub(super) fn no_event(file: &Path) -> Said {
    said!("{}: no event in it", "{}: tidak ada kejadian di dalamnya", file.display())
}

/// The bytes of a file, or of standard input for `-`.
pub fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let named = |error: std::io::Error| Failure::Io(errors::said(&error).after(file.display()));
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(named)?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(named)
}

/// Lists lines that cannot be drafts.
pub(super) fn list_bad_lines(context: &Context, bad: &[BadLine]) -> Failure {
    // Whether anybody reads it or not, they are bad.
    let _ = bad_lines::list(context, bad);
    let lines = bad.iter().map(|line| line.line).collect::<std::collections::BTreeSet<_>>().len();
    Failure::Refused(said!(
        "{lines} bad lines; nothing was recorded. Mend them and send the whole file again",
        "{lines} baris salah; tidak ada yang dicatat. Perbaiki dan kirim lagi seluruh berkas"
    ))
}
