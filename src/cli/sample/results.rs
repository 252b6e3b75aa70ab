//! `jejak sample results`.

use std::path::PathBuf;

use jejak_events::date::Date;
use jejak_events::finding::SampleResultRecorded;
use jejak_events::ids::{EventRef, SampleDrawRef};
use jejak_events::vocabulary::SampleVerdict;
use jejak_events::{Event, Rupiah};

use super::{draw_again, refused};
use crate::cli::{Context, Failure, append, open, output};
use crate::exchange::sample::{self, Row};
use crate::ledger::{Condition, Draft, Request};
use crate::said::said;

/// Options of `sample results`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the event that drew the sample.
    #[arg(value_name = "SEQ")]
    sample: u64,
    /// The filled-in worksheet as CSV; columns item, verdict and confirmed are read.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Day of the visit; that of the last event where absent.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Judge only, record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let text = append::read(&args.file)?;
    let rows = sample::read(&text).map_err(|bad| append::list_bad_lines(context, &bad))?;
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::with_clock(context, &folder, clock, args.accept_clock)?;
    append::continues_what_was_signed(&folder, &ledger)?;
    let drawn = draw_again(context, |progress| ledger.sample(args.sample, progress))?.drawn;
    let known = |row: &Row| drawn.iter().any(|drawn| drawn.item.seq == row.item);
    let strangers = sample::strangers(&rows, known);
    if !strangers.is_empty() {
        return Err(append::list_bad_lines(context, &strangers));
    }
    let day = args
        .on
        .unwrap_or_else(|| ledger.read(|folded| crate::ledger::seen::stamp(folded, None).today()));
    let drafts: Vec<Draft> = rows.iter().map(|row| draft(row, args.sample, day)).collect();
    let count = drafts.len();
    let (actor, condition) = (open::operator(args.account), Condition::Always);
    let request = Request { actor, key: None, drafts, condition, dry_run: args.dry_run };
    let receipt = ledger.propose(request).map_err(|error| refused(context, error));
    ledger.close().map_err(Failure::io)?;
    let receipt = receipt?;
    if context.json {
        return output::json(&serde_json::json!({
            "recorded": !args.dry_run, "first_seq": receipt.first_seq, "count": count,
        }));
    }
    context.tell(&if args.dry_run {
        said!("would record {count} results", "akan mencatat {count} hasil")
    } else {
        said!("recorded {count} results", "mencatat {count} hasil")
    })
}

fn draft(row: &Row, sample: u64, day: Date) -> Draft {
    let confirmed = match row.verdict {
        SampleVerdict::Confirmed | SampleVerdict::Differs => row.confirmed,
        SampleVerdict::NotFound | SampleVerdict::NotVisited => Rupiah::from_sen(0),
    };
    Draft::new(
        day,
        Event::from(SampleResultRecorded {
            sample: SampleDrawRef(sample),
            item: EventRef(row.item),
            verdict: row.verdict,
            confirmed,
        }),
    )
}
