//! Durable append of single events by many clients at once: group commit.

use jejak::ledger::{Draft, Ledger};

use crate::figures::{Figure, Stopwatch, count, percentile_of};
use crate::place::{self, Place};
use crate::stream::{Shape, Stream};

const GROUP: &str = "clients";

/// Options of `clients`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Clients at once.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Events per client.
    #[arg(long, default_value_t = 500)]
    events: usize,
    /// Events of the single client that they are compared with.
    #[arg(long, default_value_t = 2_000)]
    alone: usize,
    /// Runs.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// What one run gave.
struct Run {
    alone: f64,
    rate: f64,
    latencies: Vec<f64>,
}

pub fn run(args: &Args) -> anyhow::Result<()> {
    let runs: Vec<Run> = (0..args.runs).map(|_| measure(args)).collect::<anyhow::Result<_>>()?;
    let case = format!("{} clients, single events", args.clients);
    let engine = args.place.store.name();
    let of = |subject: String, unit: &str, value: &dyn Fn(&Run) -> f64| {
        let values: Vec<f64> = runs.iter().map(value).collect();
        Figure::of(GROUP, &*case, subject, unit, &values).print()
    };
    of(format!("ledger on {engine}"), "events/s", &|run| run.rate)?;
    of(format!("one client on {engine}"), "events/s", &|run| run.alone)?;
    of(format!("many / one on {engine}"), "ratio", &|run| run.rate / run.alone)?;
    of(format!("p50 on {engine}"), "ms", &|run| percentile_of(&run.latencies, 50))?;
    of(format!("p99 on {engine}"), "ms", &|run| percentile_of(&run.latencies, 99))
}

fn measure(args: &Args) -> anyhow::Result<Run> {
    let scratch = args.place.scratch()?;
    let ledger = place::open(&args.place.folder(&scratch, "ledger")?)?;
    let many = args.clients * args.events;
    let rows = u32::try_from(many + args.alone)?;
    let mut stream = Stream::new(Shape { rows, ..Shape::default() })?;
    place::found_until_credits(&ledger, &mut stream)?;
    let watch = Stopwatch::start();
    for draft in stream.take(args.alone)? {
        place::propose(&ledger, vec![draft])?;
    }
    let alone = count(args.alone) / watch.seconds();
    let mut shares = Vec::new();
    for _ in 0..args.clients {
        shares.push(stream.take(args.events)?);
    }
    let watch = Stopwatch::start();
    let latencies = together(&ledger, shares)?;
    let rate = count(many) / watch.seconds();
    ledger.close()?;
    Ok(Run { alone, rate, latencies })
}

/// Each share by a client of its own; milliseconds per event.
pub fn together(ledger: &Ledger, shares: Vec<Vec<Draft>>) -> anyhow::Result<Vec<f64>> {
    std::thread::scope(|scope| {
        let client = |share: Vec<Draft>| {
            scope.spawn(move || -> anyhow::Result<Vec<f64>> {
                let mut latencies = Vec::with_capacity(share.len());
                for draft in share {
                    let watch = Stopwatch::start();
                    place::propose(ledger, vec![draft])?;
                    latencies.push(watch.seconds() * 1e3);
                }
                Ok(latencies)
            })
        };
        let clients: Vec<_> = shares.into_iter().map(client).collect();
        let mut all = Vec::new();
        for client in clients {
            all.extend(client.join().map_err(|_| anyhow::anyhow!("a client panicked"))??);
        }
        Ok(all)
    })
}
