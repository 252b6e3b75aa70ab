//! `jejak sample results`.

use std::path::PathBuf;

use jejak_events::date::Date;
use jejak_events::finding::SampleResultRecorded;
use jejak_events::ids::{EventRef, SampleDrawRef};
use jejak_events::vocabulary::SampleVerdict;
use jejak_events::{Event, Rupiah};

use super::draw_again;
use crate::cli::recording::{RecordArgs, Recording};
use crate::cli::{Context, Failure, append, output};
use crate::exchange::sample::{self, Row};
use crate::ledger::{Draft, Request};
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
    /// Day of the visit; today where absent.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Judge only, record nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    record: RecordArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let text = append::read(&args.file)?;
    let rows = sample::read(&text).map_err(|bad| append::list_bad_lines(context, &bad))?;
    let recording = Recording::open(context, args.record)?;
    let drawn =
        draw_again(context, |progress| recording.ledger.sample(args.sample, progress))?.drawn;
    let known = |row: &Row| drawn.iter().any(|drawn| drawn.item.seq == row.item);
    let strangers = sample::strangers(&rows, known);
    if !strangers.is_empty() {
        return Err(append::list_bad_lines(context, &strangers));
    }
    let day = args.on.unwrap_or(recording.today);
    let drafts: Vec<Draft> = rows.iter().map(|row| draft(row, args.sample, day)).collect();
    let count = drafts.len();
    let request = Request { dry_run: args.dry_run, ..recording.request(drafts) };
    let nothing = said!("nothing was recorded", "tidak ada yang dicatat");
    let receipt = recording.conclude(context, request, &nothing)?;
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
