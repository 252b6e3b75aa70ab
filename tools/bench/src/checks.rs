//! All checks in one pass over a stored ledger, beside the fold that they ride on. A stream of lawful
//! events must give the deterministic checks nothing to find: anything else fails the bench.

use std::path::PathBuf;

use jejak::ledger::replay::{Folded, Options};
use jejak::ledger::{Ledger, When};
use jejak::store::Folder;
use jejak_projections::check::{self, Known, findings};

use crate::figures::{Figure, Stopwatch, count};
use crate::place;

const GROUP: &str = "checks";

/// Options of `checks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger.
    folder: PathBuf,
    /// Runs of each.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let ledger = place::open(&Folder::open(&args.folder)?)?;
    let case = format!("{} events", ledger.head().size);
    let (mut folds, mut passes, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..args.runs {
        let (fold, pass) = (rebuild(&ledger)?, pass(&ledger)?);
        folds.push(fold);
        passes.push(pass);
        ratios.push(pass / fold);
    }
    Figure::of(GROUP, &*case, "jejak, plain rebuild", "events/cpu s", &folds).print()?;
    Figure::of(GROUP, &*case, "jejak, all checks in one pass", "events/cpu s", &passes).print()?;
    Figure::of(GROUP, &*case, "all checks / plain rebuild", "ratio", &ratios).print()?;
    let (id, seconds) = slowest(&ledger)?;
    let subject = format!("{id}, the slowest from live state");
    Figure::of(GROUP, &*case, subject, "s", &[seconds]).print()?;
    Ok(ledger.close()?)
}

/// Events per processor second of a fold of everything that a live ledger holds.
fn rebuild(ledger: &Ledger) -> anyhow::Result<f64> {
    let size = ledger.head().size;
    let watch = Stopwatch::start();
    Folded::default().replay(ledger.store(), 0..size, Options::LIVE, &mut |_| {})?;
    Ok(count(usize::try_from(size)?) / watch.cpu_seconds())
}

/// Events per processor second of all checks. A finding of a deterministic check is an error.
fn pass(ledger: &Ledger) -> anyhow::Result<f64> {
    let size = ledger.head().size;
    let watch = Stopwatch::start();
    let specs = check::all();
    let (checked, _) = ledger.check(&specs, When::default(), &[Known::Then], &mut |_, _| {})?;
    let rate = count(usize::try_from(size)?) / watch.cpu_seconds();
    for (spec, outcomes) in checked.iter().filter(|(spec, _)| spec.deterministic) {
        let found = outcomes.iter().flat_map(|(_, outcome)| findings(outcome));
        let found: Vec<_> = found.take(3).collect();
        anyhow::ensure!(found.is_empty(), "{} on lawful events: {found:#?}", spec.id);
    }
    Ok(rate)
}

/// Of the checks that need no pass, the one that takes longest from the live state, in wall seconds.
fn slowest(ledger: &Ledger) -> anyhow::Result<(&'static str, f64)> {
    let mut slowest = ("none", 0.0);
    for spec in check::all().into_iter().filter(|spec| !spec.watches) {
        let watch = Stopwatch::start();
        ledger.check(&[spec], When::default(), &[Known::Then], &mut |_, _| {})?;
        let seconds = watch.seconds();
        eprintln!("{seconds:>9.4} s  {}", spec.id);
        if seconds > slowest.1 {
            slowest = (spec.id, seconds);
        }
    }
    Ok(slowest)
}
