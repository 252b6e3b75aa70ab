//! `jejak show`: one event, with its envelope, hashes and flags.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Context, Failure, open};
use crate::exchange::events::{self, WithEntry};
use crate::ledger::rules;
use crate::said::said;

/// Options of `show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Sequence number.
    #[arg(value_name = "SEQ")]
    seq: u64,
}

/// One event, everything that there is of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventWhole)]
pub struct Shown {
    #[serde(flatten)]
    event: WithEntry,
    /// Codes of the rules that flagged it.
    flags: Vec<String>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let size = ledger.head().size;
    let (Some(entry), Some(fact)) = (
        ledger.entry(args.seq).map_err(Failure::io)?,
        ledger.event(args.seq).map_err(Failure::io)?,
    ) else {
        let last = size.saturating_sub(1);
        return Err(Failure::Absent(said!(
            "there is no event {}; the last is {last}",
            "tidak ada kejadian {}; yang terakhir {last}",
            args.seq
        )));
    };
    let flags: Vec<String> = ledger.read(|folded| {
        let all = folded.reading.flags.iter();
        all.filter(|(seq, _)| *seq == args.seq)
            .map(|(_, code)| String::from_utf8_lossy(code).into_owned())
            .collect()
    });
    let event = events::with_entry(&fact, &entry).map_err(Failure::io)?;
    let value = serde_json::to_value(Shown { event, flags: flags.clone() }).map_err(Failure::io)?;
    if context.json {
        return context.print_json(&value);
    }
    let kind = fact.event.kind();
    context.print_line(&format!(
        "{} {} ({} / {})",
        fact.seq,
        kind.name(),
        kind.label_en(),
        kind.label_id()
    ))?;
    let text = serde_json::to_string_pretty(&value).map_err(Failure::io)?;
    context.print_line(&text)?;
    for code in &flags {
        let title = rules::by_code(code).map_or("", |rule| rule.title(context.language));
        context.tell(&said!("flag {code}: {title}", "tanda {code}: {title}"))?;
    }
    Ok(())
}
