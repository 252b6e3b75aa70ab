//! Every report of one fiscal year, from the live state: which one is slowest, and how slow.
//!
//! Each report is asked whatever it needs: the year, each of its months, and of every kind of thing
//! the one with most events under it; where that has no answer, each organisation that keeps cash.
//! A report about a thing that the ledger has none of is named on standard error and left out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Context as _;
use jejak::ledger::Ledger;
use jejak::store::Folder;
use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;
use jejak_events::{Object, Tag};
use jejak_projections::report::{self, Ask, Asked, Report};

use crate::figures::{Figure, Stopwatch, count, percentile_of};
use crate::place;

const GROUP: &str = "reports";

/// Reports that stand in the table: the slowest.
const SHOWN: usize = 5;

/// Kinds of things that reports are about.
const KINDS: [Object; 9] = [
    Object::Decree,
    Object::PaymentList,
    Object::KubeGroup,
    Object::House,
    Object::Work,
    Object::Line,
    Object::Spp,
    Object::Warehouse,
    Object::CashAccount,
];

/// Options of `reports`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger.
    folder: PathBuf,
    /// Fiscal year that is asked for.
    #[arg(long, default_value = "2026")]
    year: FiscalYear,
    /// Runs of each question.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Words for the ledger in the tables; the number of its events when absent.
    #[arg(long)]
    case: Option<String>,
}

/// The slowest question to one report.
struct Slowest {
    report: &'static Report,
    /// Wall seconds of its runs.
    seconds: Vec<f64>,
}

impl Slowest {
    fn median(&self) -> f64 {
        percentile_of(&self.seconds, 50)
    }
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let ledger = place::open(&Folder::open(&args.folder)?)?;
    let case = args.case.clone().unwrap_or_else(|| format!("{} events", ledger.head().size));
    let (things, organisations) = (things(&ledger), organisations(&ledger));
    let mut all = Vec::new();
    for report in report::all() {
        let asks = asks(report, args.year, &things)?;
        let asked = slowest(&ledger, report, &asks, args.runs);
        let asked = asked.or_else(|| {
            slowest(&ledger, report, &of_each(report, &asks, &organisations), args.runs)
        });
        match asked {
            Some(slowest) => {
                eprintln!("{:>9.4} s  {}", slowest.median(), report.name);
                all.push(slowest);
            }
            None => eprintln!("  nothing    {}", report.name),
        }
    }
    all.sort_by(|one, other| other.median().total_cmp(&one.median()));
    let answered = count(all.len());
    Figure::of(GROUP, &*case, "reports that answered", "reports", &[answered]).print()?;
    for Slowest { report, seconds } in all.iter().take(SHOWN) {
        Figure::of(GROUP, &*case, report.name, "s", seconds).print()?;
    }
    Ok(ledger.close()?)
}

/// Of every kind, the thing with most events under it.
fn things(ledger: &Ledger) -> Vec<Tag> {
    let largest = |kind: Object| {
        ledger.read(|folded| {
            let tags = (0..folded.head.size)
                .filter(|seq| folded.reading.state.exists(kind, *seq))
                .map(|seq| Tag::Object(kind, seq));
            tags.max_by_key(|tag| folded.reading.under(tag).len())
        })
    };
    KINDS.into_iter().filter_map(largest).collect()
}

/// Organisations that keep cash.
fn organisations(ledger: &Ledger) -> BTreeSet<Code> {
    ledger.read(|folded| {
        let state = &folded.reading.state;
        let owners = state.cash.accounts.iter().map(|(_, account)| account.organisation);
        let known = owners.filter_map(|seq| state.reference.organisations.get(&seq));
        known.map(|organisation| organisation.code.clone()).collect()
    })
}

/// The questions again, for each organisation alone.
fn of_each(report: &Report, asks: &[Ask], organisations: &BTreeSet<Code>) -> Vec<Ask> {
    let known = organisations.iter().filter(|_| report.takes.contains(&Asked::Organisation));
    let of = |code: &Code| {
        let code = code.clone();
        asks.iter().map(move |ask| Ask { organisation: Some(code.clone()), ..ask.clone() })
    };
    known.flat_map(of).collect()
}

/// What a report is asked: all it needs, and for the public too where it knows of that.
fn asks(report: &Report, year: FiscalYear, things: &[Tag]) -> anyhow::Result<Vec<Ask>> {
    let mut asks = vec![Ask::default()];
    if report.takes.contains(&Asked::Public) {
        asks.push(Ask { public: true, ..Ask::default() });
    }
    for need in report.needs {
        asks = asks
            .into_iter()
            .map(|ask| with(ask, *need, year, things))
            .collect::<Result<Vec<_>, _>>()?
            .concat();
    }
    if !report.needs.contains(&Asked::Year) && report.takes.contains(&Asked::Year) {
        asks.iter_mut().for_each(|ask| ask.year = Some(year));
    }
    Ok(asks)
}

/// A question with each answer to one more need.
fn with(ask: Ask, need: Asked, year: FiscalYear, things: &[Tag]) -> anyhow::Result<Vec<Ask>> {
    let month = |number| Month::from_ym(i32::from(year.year()), number);
    Ok(match need {
        Asked::Year => vec![Ask { year: Some(year), ..ask }],
        Asked::Month => {
            (1..=12).map(|number| Ask { month: month(number), ..ask.clone() }).collect()
        }
        Asked::Days => {
            let last = month(12).context("December")?.last_day();
            vec![Ask { days: Some((year.first_day(), last)), ..ask }]
        }
        Asked::Of => {
            things.iter().map(|tag| Ask { of: Some(tag.clone()), ..ask.clone() }).collect()
        }
        other => anyhow::bail!("no question with {}: teach this bench one", other.option()),
    })
}

/// Asks a report everything; nothing where it answers none of it.
fn slowest(ledger: &Ledger, report: &'static Report, asks: &[Ask], runs: usize) -> Option<Slowest> {
    let each = asks.iter().filter_map(|ask| {
        let taken = (0..runs).map(|_| seconds(ledger, report, ask)).collect::<Option<Vec<_>>>()?;
        Some(Slowest { report, seconds: taken })
    });
    each.max_by(|one, other| one.median().total_cmp(&other.median()))
}

/// Wall seconds of one answer; nothing where there is none.
fn seconds(ledger: &Ledger, report: &Report, ask: &Ask) -> Option<f64> {
    let watch = Stopwatch::start();
    let table = ledger.read(|folded| ledger.view(folded, None, |view| report.answer(view, ask)));
    let taken = watch.seconds();
    table.is_ok().then_some(taken)
}
