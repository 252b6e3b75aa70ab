//! Rebuilding the balances by source, programme and region from the entries, and asking the live
//! state for them.

use std::path::PathBuf;

use jejak::ledger::replay::{Folded, Options};
use jejak::store::{EventStore, Folder, open_store};
use jejak_events::Recorded;
use jejak_projections::balances::{Dimension, Query, balances};
use jejak_projections::{Postings, Reading, Scope, Scratch, State};

use crate::figures::{Figure, Stopwatch, count};

const GROUP: &str = "rebuild";

/// Options of `rebuild`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the ledger.
    folder: PathBuf,
    /// Runs of each.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

const BALANCES_ONLY: Scope = Scope { as_of: None, balances_only: true };

/// One run: wall and processor seconds.
type Taken = (f64, f64);

pub fn run(args: &Args) -> anyhow::Result<()> {
    let folder = Folder::open(&args.folder)?;
    let store = open_store(&folder)?;
    let size = count(usize::try_from(store.head().size)?);
    let moved = count(transactions(&*store)?);
    let case = format!("{size} events, {moved} transactions on {}", folder.engine().name());
    let mut ways: [(&str, Vec<Taken>); 3] = [
        ("jejak, both hashes verified", Vec::new()),
        ("jejak, chain verified", Vec::new()),
        ("jejak, fold alone", Vec::new()),
    ];
    let mut folded = Folded::default();
    for _ in 0..args.runs {
        for (tree, (_, taken)) in [true, false].into_iter().zip(&mut ways) {
            let watch = Stopwatch::start();
            folded = Folded::default();
            let options = Options { scope: BALANCES_ONLY, judge: false, tree };
            folded.replay(&*store, 0..store.head().size, options, &mut |_| {})?;
            taken.push((watch.seconds(), watch.cpu_seconds()));
        }
        let watch = Stopwatch::start();
        fold_alone(&*store)?;
        ways[2].1.push((watch.seconds(), watch.cpu_seconds()));
    }
    for (way, taken) in ways {
        let wall: Vec<f64> = taken.iter().map(|(wall, _)| *wall).collect();
        let events: Vec<f64> = taken.iter().map(|(_, cpu)| size / cpu).collect();
        let transactions: Vec<f64> = taken.iter().map(|(_, cpu)| moved / cpu).collect();
        Figure::of(GROUP, &*case, way, "s", &wall).print()?;
        Figure::of(GROUP, &*case, way, "events/cpu s", &events).print()?;
        Figure::of(GROUP, &*case, way, "transactions/cpu s", &transactions).print()?;
    }
    ask(&case, &folded.reading)
}

/// What is asked of everybody.
pub fn query() -> Query {
    let by = vec![Dimension::Source, Dimension::Programme, Dimension::Regency];
    Query { by, only: Vec::new() }
}

/// From live state.
fn ask(case: &str, reading: &Reading) -> anyhow::Result<()> {
    let mut taken = Vec::new();
    for _ in 0..20 {
        let watch = Stopwatch::start();
        let rows = balances(&reading.state, &reading.cells, &query());
        taken.push(watch.seconds());
        anyhow::ensure!(!rows.is_empty(), "no balance");
    }
    Figure::of(GROUP, case, "jejak, live state", "s", &taken).print()
}

/// Events that move money: what a journal has as transactions.
fn transactions(store: &dyn EventStore) -> anyhow::Result<usize> {
    let (mut state, mut post, mut moved) = (State::default(), Postings::default(), 0);
    each_fact(store, |fact| {
        post.clear();
        state.apply(fact, &mut post);
        moved += usize::from(!post.legs.is_empty());
        Ok(())
    })?;
    Ok(moved)
}

fn fold_alone(store: &dyn EventStore) -> anyhow::Result<()> {
    let (mut reading, mut scratch) = (Reading::default(), Scratch::default());
    each_fact(store, |fact| {
        reading.apply(fact, BALANCES_ONLY, &mut scratch);
        Ok(())
    })
}

/// Every event of a store, understood but not verified.
pub fn each_fact(
    store: &dyn EventStore,
    mut visit: impl FnMut(&Recorded) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut failed = Ok(());
    store.read(0..store.head().size, &mut |block| {
        failed = block.iter().try_for_each(|(_, entry)| visit(&Recorded::parse(entry)?));
        failed.is_ok()
    })?;
    failed
}
