//! All checks in one pass over a stored ledger, beside the fold that they ride on. A stream of lawful
//! events must give the deterministic checks nothing to find: anything else fails the bench.

use std::path::PathBuf;

use jejak::ledger::When;
use jejak::ledger::replay::{Folded, Options};
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
    let size = ledger.head().size;
    let events = count(usize::try_from(size)?);
    let case = format!("{events} events");
    let specs = check::all();
    let (mut folds, mut passes) = (Vec::new(), Vec::new());
    for _ in 0..args.runs {
        let watch = Stopwatch::start();
        let mut folded = Folded::default();
        folded.replay(ledger.store(), 0..size, Options::LIVE, &mut |_| {})?;
        folds.push(events / watch.cpu_seconds());
        drop(folded);
        let watch = Stopwatch::start();
        let (checked, _) = ledger.check(&specs, When::default(), &[Known::Then], &mut |_, _| {})?;
        passes.push(events / watch.cpu_seconds());
        for (spec, outcomes) in checked.iter().filter(|(spec, _)| spec.deterministic) {
            let found = outcomes.iter().flat_map(|(_, outcome)| findings(outcome));
            let found: Vec<_> = found.take(3).collect();
            anyhow::ensure!(found.is_empty(), "{} on lawful events: {found:#?}", spec.id);
        }
    }
    Figure::of(GROUP, &*case, "jejak, rebuild", "events/cpu s", &folds).print()?;
    Figure::of(GROUP, &*case, "jejak, all checks", "events/cpu s", &passes).print()
}
