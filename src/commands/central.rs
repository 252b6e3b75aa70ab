//! `jejak central`: what a ministry pays and this ledger observes, by period and region. In every
//! row, credited is used, left and returned together.

use jejak_events::Region;
use jejak_projections::State;
use jejak_projections::central::CentralRow;
use jejak_projections::report::central_list;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, answer, output};
use crate::ledger::replay::Folded;
use crate::said::said;

/// Options of `central`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One period, by the sequence number of the event that opened it; all when absent.
    #[arg(long, value_name = "SEQ")]
    period: Option<u64>,
    /// This region and every region below it; kabupaten and kota when absent.
    #[arg(long, value_name = "REGION")]
    region: Option<Region>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let print = |folded: &Folded| print(context, &args, folded);
    answer::table_or(context, &args.out, args.when.asked(), print, |view| {
        let state = &view.reading.state;
        checked(&args, state)?;
        Ok(central_list(state, &state.central_rows(args.period, args.region)))
    })
}

/// Whether there are such a period and region.
fn checked(args: &Args, state: &State) -> Result<(), Failure> {
    if let Some(seq) = args.period.filter(|seq| !state.central.periods.contains(seq)) {
        return Err(Failure::Usage(said!(
            "--period: expected the number of a CentralPeriodOpened, found {seq}; see `jejak \
             central` without it",
            "--period: seharusnya nomor sebuah CentralPeriodOpened, ditemukan {seq}; lihat `jejak \
             central` tanpa pilihan itu"
        )));
    }
    when::registered(state, args.region)
}

const HEADER: [&str; 11] = [
    "period",
    "programme",
    "months",
    "region",
    "status",
    "KPM",
    "kredit",
    "dikreditkan",
    "ditransaksikan",
    "sisa",
    "dikembalikan",
];
const HEADER_ID: [&str; 11] = [
    "periode",
    "program",
    "bulan",
    "wilayah",
    "status",
    "KPM",
    "kredit",
    "dikreditkan",
    "ditransaksikan",
    "sisa",
    "dikembalikan",
];

fn print(context: &Context, args: &Args, folded: &Folded) -> Result<(), Failure> {
    let state = &folded.reading.state;
    checked(args, state)?;
    let rows = state.central_rows(args.period, args.region);
    if context.json {
        return context.print_answer(&CentralShown {
            size: folded.head.size,
            chain_head: folded.head.hash.to_string(),
            rows: rows.iter().map(|row| shown(folded, row)).collect(),
        });
    }
    let header = context.pick(HEADER, HEADER_ID);
    let mut table = context.table(&header, 5);
    for row in &rows {
        let Some(period) = state.central.periods.get(&row.period) else { continue };
        let sums = row.sums;
        table.add_row([
            row.period.to_string(),
            period.code.to_string(),
            format!("{} - {}", period.first, period.last),
            row.region.to_string(),
            row.status.map_or_else(|| "-".to_owned(), |(status, _)| status.to_string()),
            row.status.map_or_else(|| "-".to_owned(), |(_, kpm)| kpm.to_string()),
            sums.count.to_string(),
            output::money(sums.credited.into()),
            output::money(sums.transacted.into()),
            output::money(sums.balance().into()),
            output::money(sums.returned.into()),
        ]);
    }
    context.print_line(&table.to_string())?;
    context.tell(&said!(
        "at {} events, head {}",
        "pada {} kejadian, kepala {}",
        folded.head.size,
        folded.head.hash
    ))
}

/// What a ministry pays.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Central)]
pub struct CentralShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// A row for each period and region.
    rows: Vec<CentralRowShown>,
}

/// A period in a region. Amounts are rupiah; credited is used, left and returned together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CentralRow)]
pub struct CentralRowShown {
    /// The event that opened the period.
    period: u64,
    /// The programme.
    #[schema(value_type = Option<String>)]
    programme: Value,
    /// The first month.
    #[schema(value_type = Option<String>)]
    first: Value,
    /// The last month.
    #[schema(value_type = Option<String>)]
    last: Value,
    /// When the period was closed.
    #[schema(value_type = Option<serde_json::Value>)]
    closed: Value,
    /// The region.
    #[schema(value_type = String)]
    region: Value,
    /// The last status, of the pipeline: SP2D and others; null: nobody has told one.
    #[schema(value_type = Option<String>)]
    status: Value,
    /// Families (KPM) by that status.
    #[schema(value_type = Option<u64>)]
    kpm: Value,
    /// How many credits.
    #[schema(value_type = u64)]
    credits: Value,
    /// What was credited.
    credited: String,
    /// What was used.
    transacted: String,
    /// What is left.
    left: String,
    /// What was returned.
    returned: String,
}

fn shown(folded: &Folded, row: &CentralRow) -> CentralRowShown {
    let period = folded.reading.state.central.periods.get(&row.period);
    let sums = row.sums;
    CentralRowShown {
        period: row.period,
        programme: json!(period.map(|period| &period.code)),
        first: json!(period.map(|period| period.first)),
        last: json!(period.map(|period| period.last)),
        closed: json!(period.and_then(|period| period.closed)),
        region: json!(row.region),
        status: json!(row.status.map(|(status, _)| status)),
        kpm: json!(row.status.map(|(_, kpm)| kpm)),
        credits: json!(sums.count),
        credited: output::decimal(sums.credited.into()),
        transacted: output::decimal(sums.transacted.into()),
        left: output::decimal(sums.balance().into()),
        returned: output::decimal(sums.returned.into()),
    }
}
