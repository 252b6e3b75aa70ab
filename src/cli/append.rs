//! `jejak append`: propose the events of a file.

use std::io::Read;
use std::path::PathBuf;
use std::str::FromStr;

use jejak_events::vocabulary::Authentication;
use jejak_events::{ChainHash, Head};

use super::{Context, Failure, open, output};
use crate::exchange::drafts::{self, BadLine, Drafts};
use crate::ledger::{Actor, Condition, Draft, Flag, Ledger, Receipt, Refusal, Request, WriteError};
use crate::proof::signed::{self, SignedError};
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

/// Flags printed for people; JSON has all.
const SHOWN: usize = 20;

/// Reads `SIZE:HASH`.
fn head(text: &str) -> Result<Head, String> {
    let wrong = || format!("expected SIZE:HASH as `jejak append` prints it, found `{text}`");
    let (size, hash) = text.split_once(':').ok_or_else(wrong)?;
    let hash = jejak_events::chain::parse_hex(hash).map(ChainHash).ok_or_else(wrong)?;
    Ok(Head { size: u64::from_str(size).map_err(|_| wrong())?, hash })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let text = read(&args.file)?;
    let Drafts { drafts, lines } =
        drafts::read(&text).map_err(|bad| list_bad_lines(context, &bad))?;
    if drafts.is_empty() {
        return Err(Failure::Usage(format!("{}: no event in it", args.file.display())));
    }
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::with_clock(&folder, clock, args.accept_clock)?;
    continues_what_was_signed(&folder, &ledger)?;
    let request = Request {
        actor: actor(args.account, &drafts),
        key: args.request_id,
        drafts,
        condition: args.if_head.map_or(Condition::Always, Condition::HeadIs),
        dry_run: args.dry_run,
    };
    let outcome = ledger.propose(request);
    ledger.close().map_err(Failure::io)?;
    match outcome {
        Ok(receipt) => print(context, &receipt, &lines, args.dry_run),
        Err(WriteError::Refused(refusal)) => Err(refused(context, &refusal, &lines)),
        Err(error) => Err(Failure::io(error)),
    }
}

/// A ledger that is shorter than what it signed, or differs from it at its end, is an old backup in
/// the place of a newer ledger: whatever is added to it makes a second history.
pub(super) fn continues_what_was_signed(folder: &Folder, ledger: &Ledger) -> Result<(), Failure> {
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
        Err(Failure::Refused(format!(
            "SIGNED: expected a ledger that continues the checkpoint signed at {} events, found \
             one of {} events that does not: an old backup lies in its place, and going on would \
             make a second history. Put the newer store back",
            signed.size, head.size
        )))
    })
}

/// Says which line was refused, if it was one, by which rule and with which figures.
fn refused(context: &Context, refusal: &Refusal, lines: &[usize]) -> Failure {
    let sentence = refusal.sentence(context.language);
    let line = refusal.concerned().and_then(|draft| lines.get(draft)).copied();
    if context.json {
        let printed = output::json(&serde_json::json!({
            "refused": { "rule": refusal.rule.code, "line": line,
                "figures": refusal.figures, "sentence": sentence },
        }));
        if let Err(failure) = printed {
            return failure;
        }
    }
    let place = line.map_or_else(String::new, |line| format!("line {line}: "));
    Failure::Refused(format!("refused, nothing was recorded: {place}{sentence}"))
}

/// A file that brings in what others recorded says so: its events carry `import`.
fn actor(account: Option<u64>, drafts: &[Draft]) -> Actor {
    let operator = open::operator(account);
    let import = drafts.iter().any(|draft| draft.recorder.is_some());
    let authentication = if import { Authentication::Import } else { operator.authentication };
    Actor { authentication, ..operator }
}

fn read(file: &std::path::Path) -> Result<Vec<u8>, Failure> {
    let named = |error: std::io::Error| Failure::Io(format!("{}: {error}", file.display()));
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(named)?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(named)
}

fn list_bad_lines(context: &Context, bad: &[BadLine]) -> Failure {
    let listed = if context.json {
        output::json(&serde_json::json!({ "bad_lines": bad }))
    } else {
        let mut table = output::table(&["line", "field", "expected", "found"], 9);
        for line in bad {
            table.add_row([&line.line.to_string(), &line.field, &line.expected, &line.found]);
        }
        output::note(&table.to_string());
        Ok(())
    };
    let lines = bad.iter().map(|line| line.line).collect::<std::collections::BTreeSet<_>>().len();
    listed.err().unwrap_or_else(|| {
        Failure::Refused(format!(
            "{lines} bad lines; nothing was recorded. Mend them and send the whole file again"
        ))
    })
}

fn print(
    context: &Context,
    receipt: &Receipt,
    lines: &[usize],
    dry_run: bool,
) -> Result<(), Failure> {
    let line = |flag: &Flag| {
        let index = usize::try_from(flag.seq.saturating_sub(receipt.first_seq)).ok()?;
        lines.get(index).copied()
    };
    let flags: Vec<_> = receipt
        .flags
        .iter()
        .map(|flag| {
            serde_json::json!({ "seq": flag.seq, "line": line(flag), "rule": flag.rule.code, "figures": flag.figures,
                "sentence": flag.sentence(context.language) })
        })
        .collect();
    if context.json {
        return output::json(&serde_json::json!({
            "recorded": !dry_run || receipt.repeated, "repeated": receipt.repeated, "first_seq": receipt.first_seq,
            "count": receipt.count, "head": receipt.head.to_string(),
            "recorded_at": receipt.recorded_at, "flags": flags,
        }));
    }
    let what = match (dry_run, receipt.repeated) {
        (_, true) => "had recorded before",
        (true, false) => "would record",
        (false, false) => "recorded",
    };
    output::line(&format!("{what} {} events from {}", receipt.count, receipt.first_seq))?;
    output::line(&format!("head {}", receipt.head))?;
    for flag in receipt.flags.iter().take(SHOWN) {
        let place = line(flag).map_or_else(String::new, |line| format!(", line {line}"));
        let sentence = flag.sentence(context.language);
        output::line(&format!("flag at {}{place}: {sentence}", flag.seq))?;
    }
    if receipt.flags.len() > SHOWN {
        output::line(&format!("and {} more flags", receipt.flags.len() - SHOWN))?;
    }
    Ok(())
}
