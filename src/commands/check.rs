//! `jejak check`: what auditors look for.

use jejak_events::Tag;
use jejak_projections::Stamp;
use jejak_projections::check::{self, By, Checked, Known, Spec};

use super::recording::RecordArgs;
use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, open};
use crate::ledger::{Ledger, When};
use crate::said::said;

pub mod opening;
pub mod shown;

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Checks, A01 to A51; all of them when absent.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Under which knowledge of the rules: as they were enacted when a fact was recorded, as they
    /// are enacted now, or both.
    #[arg(long, value_enum, default_value = "both")]
    known: KnownArg,
    /// Findings and amounts at risk, summed by this.
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<ByArg>,
    /// Findings shown of each check, or opened of all together; JSON has all.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Open the findings of the checks named that nobody opened before, as events; of these subjects
    /// alone, such as designation:57, where some are named.
    #[arg(long, value_name = "SUBJECT", num_args = 0.., requires = "ids")]
    open: Option<Vec<Tag>>,
    /// With --open: judge only, record nothing.
    #[arg(long, requires = "open")]
    dry_run: bool,
    #[command(flatten)]
    record: RecordArgs,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// Knowledge of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum KnownArg {
    /// When the fact was recorded.
    Then,
    /// Now.
    Now,
    /// Both, side by side.
    Both,
}

impl KnownArg {
    fn asked(self) -> &'static [Known] {
        match self {
            KnownArg::Then => &[Known::Then],
            KnownArg::Now => &[Known::Now],
            KnownArg::Both => &[Known::Then, Known::Now],
        }
    }
}

/// What findings are summed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ByArg {
    /// Kabupaten or kota.
    Region,
    /// Programme.
    Programme,
    /// Funding source.
    Source,
    /// How grave.
    Severity,
    /// The check.
    Check,
}

impl ByArg {
    fn asked(self) -> By {
        match self {
            ByArg::Region => By::Region,
            ByArg::Programme => By::Programme,
            ByArg::Source => By::Source,
            ByArg::Severity => By::Severity,
            ByArg::Check => By::Check,
        }
    }
}

/// Findings shown of each check.
const SHOWN: usize = 20;

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let specs = specs(&args.ids)?;
    if args.open.is_some() {
        return opening::run(context, &args, &specs);
    }
    let ledger = open::ledger(context)?;
    let asked = (args.when.asked(), args.known.asked());
    let (checked, stamp) = made(context, &ledger, &specs, asked)?;
    if context.json && !args.out.is_file(context) {
        return context.print_answer(&shown::checks(&checked, &stamp));
    }
    let give = |table| args.out.give(context, &ledger, args.when.asked(), &table, &stamp);
    if let Some(by) = args.by {
        return give(check::totals(&checked, by.asked()));
    }
    if let ([one], true) = (checked.as_slice(), args.out.is_file(context)) {
        // A file has all of them: nobody scrolls past it.
        return give(check::listing(one, args.limit.unwrap_or(usize::MAX)));
    }
    if !args.ids.is_empty() && !args.out.is_file(context) {
        for one in &checked {
            give(check::listing(one, args.limit.unwrap_or(SHOWN)))?;
            context.print_line("")?;
        }
    }
    give(check::summary(&checked))
}

/// The checks named, each once; all where none is.
fn specs(ids: &[String]) -> Result<Vec<&'static Spec>, Failure> {
    if ids.is_empty() {
        return Ok(check::all());
    }
    let mut specs: Vec<&'static Spec> = Vec::new();
    for id in ids {
        let known = check::by_id(id).ok_or_else(|| {
            let all: Vec<&str> = check::all().iter().map(|spec| spec.id).collect();
            let all = all.join(", ");
            Failure::Absent(said!(
                "expected one of {all}, found `{id}`",
                "seharusnya salah satu dari {all}, ditemukan `{id}`"
            ))
        })?;
        if !specs.iter().any(|spec| spec.id == known.id) {
            specs.push(known);
        }
    }
    Ok(specs)
}

/// Makes the checks, with a progress bar where events have to be folded.
fn made(
    context: &Context,
    ledger: &Ledger,
    specs: &[&'static Spec],
    (when, known): (When, &[Known]),
) -> Result<(Vec<Checked>, Stamp), Failure> {
    let checking = context.pick("checking", "memeriksa");
    let made = context.watched(checking, |progress| ledger.check(specs, when, known, progress));
    made.map_err(when::of_ask)
}

/// Only what the ledger holds now can be opened.
fn only_now(when: When) -> Result<(), Failure> {
    if when.is_now() {
        return Ok(());
    }
    Err(Failure::Usage(said!(
        "--open: expected the ledger as it is, found --as-of or --as-recorded; findings of another \
         time are looked at, and not opened",
        "--open: seharusnya buku sebagaimana kini, ditemukan --as-of atau --as-recorded; temuan \
         waktu lain dilihat saja, tidak dibuka"
    )))
}
