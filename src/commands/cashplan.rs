//! `jejak cashplan`: anggaran kas beside what was paid, month by month.

use jejak_events::codes::SourceCode;
use jejak_events::date::FiscalYear;
use jejak_events::text::Code;
use jejak_projections::report::{Ask, PlanBy, cash_plan};

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer};

/// Options of `cashplan`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Fiscal year.
    #[arg(long)]
    year: FiscalYear,
    /// One table per line, organisation or source instead of one for all.
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<By>,
    /// Organisation (SKPD) by its code.
    #[arg(long, value_name = "CODE")]
    organisation: Option<Code>,
    /// Funding source, with everything below it.
    #[arg(long, value_name = "CODE")]
    source: Option<SourceCode>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// What a cash plan is shown by.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum By {
    /// Each budget line.
    Line,
    /// Each organisation.
    Organisation,
    /// Each funding source.
    Source,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let by = match args.by {
        None => PlanBy::All,
        Some(By::Line) => PlanBy::Line,
        Some(By::Organisation) => PlanBy::Organisation,
        Some(By::Source) => PlanBy::Source,
    };
    let ask = Ask {
        year: Some(args.year),
        organisation: args.organisation,
        source: args.source,
        ..Ask::default()
    };
    answer::table(context, &args.out, args.when.asked(), |view| cash_plan(view, &ask, by))
}
