//! `jejak fill-rate`: how far the places of a programme's quota are held, month by month. Places
//! that stay empty are shown as plainly as those in excess.

use jejak_events::{Code, Month, Region};
use jejak_projections::State;
use jejak_projections::report::fill_rate_list;
use jejak_projections::sembako::FillRate;
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, answer};
use crate::ledger::replay::Folded;
use crate::said::said;

/// Options of `fill-rate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Programme whose places are kept here.
    #[arg(long, value_name = "CODE", default_value = "SEMBAKO")]
    programme: Code,
    /// This region and every region below it; kabupaten and kota when absent.
    #[arg(long, value_name = "REGION")]
    region: Option<Region>,
    /// Month, as 2026-03; that of `--as-of`, else of the last event, when absent.
    #[arg(long, value_name = "MONTH")]
    month: Option<Month>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let print = |folded: &Folded| print(context, &args, folded);
    answer::table_or(context, &args.out, args.when.asked(), print, |view| {
        let state = &view.reading.state;
        let (month, rates) = rates(&args, state)?;
        Ok(fill_rate_list(state, &args.programme, month, &rates))
    })
}

/// The month asked for, and how far places are held in it.
fn rates(args: &Args, state: &State) -> Result<(Month, Vec<FillRate>), Failure> {
    if !state.reference.programmes.contains(&args.programme) {
        let code = &args.programme;
        return Err(Failure::Usage(said!(
            "--programme: expected a registered programme, found `{code}`",
            "--programme: seharusnya program yang terdaftar, ditemukan `{code}`"
        )));
    }
    when::registered(state, args.region)?;
    let month = args.month.unwrap_or_else(|| args.when.today(state).month_key());
    Ok((month, state.fill_rates(&args.programme, month, args.region)))
}

fn print(context: &Context, args: &Args, folded: &Folded) -> Result<(), Failure> {
    let state = &folded.reading.state;
    let (month, rates) = rates(args, state)?;
    if context.json {
        return context.print_answer(&FillRatesShown {
            size: folded.head.size,
            chain_head: folded.head.hash.to_string(),
            programme: args.programme.to_string(),
            month: month.to_string(),
            rows: rates.iter().map(shown).collect(),
        });
    }
    let header = context.pick(
        ["region", "name", "kuota", "aktif", "tidak terisi", "kelebihan", "terisi"],
        ["wilayah", "nama", "kuota", "aktif", "tidak terisi", "kelebihan", "terisi"],
    );
    let mut table = context.table(&header, 2);
    for rate in &rates {
        let name = state.reference.region_name_on(rate.region, month.last_day());
        table.add_row([
            rate.region.to_string(),
            name.unwrap_or_default().to_owned(),
            known(rate.quota),
            rate.active.to_string(),
            known(rate.unfilled()),
            known(rate.excess()),
            share(rate),
        ]);
    }
    context.print_line(&table.to_string())?;
    let (code, size, hash) = (&args.programme, folded.head.size, folded.head.hash);
    context.tell(&said!(
        "{code} in {month}, at {size} events, head {hash}",
        "{code} pada {month}, pada {size} kejadian, kepala {hash}"
    ))
}

/// A count, or `-` where no quota decides it.
fn known(count: Option<u32>) -> String {
    count.map_or_else(|| "-".to_owned(), |count| count.to_string())
}

/// The share that is held, `94,00%`.
fn share(rate: &FillRate) -> String {
    rate.basis_points()
        .map_or_else(|| "-".to_owned(), |share| format!("{},{:02}%", share / 100, share % 100))
}

/// How far quotas are filled in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FillRates)]
pub struct FillRatesShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The programme.
    programme: String,
    /// The month.
    month: String,
    /// A row for each region.
    rows: Vec<FillRateShown>,
}

/// How far a quota is filled. Nulls: no quota decides it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FillRate)]
pub struct FillRateShown {
    /// The region.
    region: String,
    /// Places that there are.
    quota: Option<u32>,
    /// Places that are held.
    active: u32,
    /// Places that nobody holds.
    unfilled: Option<u32>,
    /// Holders beyond the quota.
    excess: Option<u32>,
    /// The share that is held, in hundredths of a percent.
    basis_points: Option<u64>,
}

fn shown(rate: &FillRate) -> FillRateShown {
    FillRateShown {
        region: rate.region.to_string(),
        quota: rate.quota,
        active: rate.active,
        unfilled: rate.unfilled(),
        excess: rate.excess(),
        basis_points: rate.basis_points(),
    }
}
