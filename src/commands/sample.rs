//! `jejak sample`: draw a sample that the auditee cannot steer, and say what its results mean. They
//! come in by `jejak import sample-results`.

pub mod draw;

use clap::Subcommand;
use jejak_projections::sampling::{Confidence, tables as sampling};

use super::tables::OutArgs;
use super::{Context, Failure, open};
use crate::ledger::When;
use crate::ledger::samples::SampleError;

/// Options of `sample`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Draw from what stood at the last checkpoint, and record the draw.
    Draw(draw::Args),
    /// The worksheet of a drawn sample, for the field.
    Worksheet(Worksheet),
    /// Projected error and its upper bound.
    Evaluate(Evaluate),
}

#[derive(Debug, clap::Args)]
struct Of {
    /// Number of the event that drew the sample.
    #[arg(value_name = "SEQ")]
    sample: u64,
}

#[derive(Debug, clap::Args)]
struct Worksheet {
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    out: OutArgs,
}

#[derive(Debug, clap::Args)]
struct Evaluate {
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    out: OutArgs,
    /// How sure the upper bound is, in percent.
    #[arg(long, default_value = "95", value_name = "90|95|99", value_parser = confidence)]
    confidence: Confidence,
}

fn confidence(text: &str) -> Result<Confidence, String> {
    match text.trim_end_matches('%') {
        "90" => Ok(Confidence::Ninety),
        "95" => Ok(Confidence::NinetyFive),
        "99" => Ok(Confidence::NinetyNine),
        _ => Err(format!("expected 90, 95 or 99, found `{text}`")),
    }
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    match args.what {
        What::Draw(args) => draw::run(context, args),
        What::Worksheet(args) => worksheet(context, &args),
        What::Evaluate(args) => evaluate(context, &args),
    }
}

fn worksheet(context: &Context, args: &Worksheet) -> Result<(), Failure> {
    let (ledger, seq) = (open::ledger(context)?, args.of.sample);
    let sample = draw_again(context, |progress| ledger.sample(seq, progress))?;
    let (table, stamp) = ledger.read(|folded| {
        let table = sampling::worksheet(&folded.reading, &sample.drawn, seq);
        (table, crate::ledger::seen::stamp(folded, None))
    });
    args.out.give(context, &ledger, When::default(), &table, &stamp)
}

fn evaluate(context: &Context, args: &Evaluate) -> Result<(), Failure> {
    let (ledger, seq) = (open::ledger(context)?, args.of.sample);
    let (_, evaluation) =
        draw_again(context, |progress| ledger.evaluate_sample(seq, args.confidence, progress))?;
    let (table, stamp) = ledger.read(|folded| {
        let table = sampling::evaluation(&folded.reading, &evaluation, seq);
        (table, crate::ledger::seen::stamp(folded, None))
    });
    args.out.give(context, &ledger, When::default(), &table, &stamp)
}

/// Does something that folds up to a checkpoint, with a progress bar.
fn draw_again<T>(
    context: &Context,
    work: impl FnOnce(&mut dyn FnMut(u64, u64)) -> Result<T, SampleError>,
) -> Result<T, Failure> {
    context.watched(context.pick("folding", "memutar ulang"), work).map_err(|error| match error {
        SampleError::Wrong(what) => Failure::Usage(what),
        SampleError::See(error) => Failure::io(error),
        SampleError::Read(error) => Failure::io(error),
    })
}
