//! `jejak report`: reports with their official columns.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;
use jejak_events::{Date, Tag};
use jejak_projections::report::{self, Ask};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer};
use crate::said::said;

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which report; without one, all of them are listed.
    name: Option<String>,
    /// Fiscal year.
    #[arg(long)]
    year: Option<FiscalYear>,
    /// Month, such as 2026-06.
    #[arg(long)]
    month: Option<Month>,
    /// First day.
    #[arg(long, requires = "until", value_name = "DATE")]
    from: Option<Date>,
    /// Last day.
    #[arg(long, requires = "from", value_name = "DATE")]
    until: Option<Date>,
    /// Organisation (SKPD) by its code.
    #[arg(long, value_name = "CODE")]
    organisation: Option<Code>,
    /// Programme by its code.
    #[arg(long, value_name = "CODE")]
    programme: Option<Code>,
    /// Funding source, with everything below it.
    #[arg(long, value_name = "CODE")]
    source: Option<SourceCode>,
    /// Region, with everything below it.
    #[arg(long, value_name = "CODE")]
    region: Option<Region>,
    /// One thing: decree:57, spp:204, kube:57, warehouse:9, cash-account:5.
    #[arg(long, value_name = "TAG")]
    of: Option<Tag>,
    /// For the public: figures of fewer than ten people are left out.
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let Some(name) = &args.name else { return list(context) };
    let Some(report) = report::by_name(name) else {
        let names: Vec<&str> = report::all().map(|report| report.name).collect();
        let names = names.join(", ");
        return Err(Failure::Absent(said!(
            "expected one of {names}, found `{name}`",
            "seharusnya salah satu dari {names}, ditemukan `{name}`"
        )));
    };
    let ask = Ask {
        year: args.year,
        month: args.month,
        days: args.from.zip(args.until),
        organisation: args.organisation,
        programme: args.programme,
        source: args.source,
        region: args.region,
        of: args.of,
        public: args.public,
    };
    answer::table(context, &args.out, args.when.asked(), |view| report.answer(view, &ask))
}

/// Every report that there is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reports)]
pub struct ReportsShown {
    /// The reports.
    reports: Vec<ReportShown>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Report)]
pub struct ReportShown {
    /// The name to ask for it.
    name: &'static str,
    /// What it is, in English.
    en: &'static str,
    /// What it is, in Indonesian.
    id: &'static str,
}

fn list(context: &Context) -> Result<(), Failure> {
    if context.json {
        let known = |report: &report::Report| ReportShown {
            name: report.name,
            en: report.en,
            id: report.id,
        };
        return context.print_answer(&ReportsShown { reports: report::all().map(known).collect() });
    }
    for report in report::all() {
        context.print_line(&format!(
            "{:<28} {}",
            report.name,
            context.pick(report.en, report.id)
        ))?;
    }
    Ok(())
}
