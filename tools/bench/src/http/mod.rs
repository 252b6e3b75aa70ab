//! The service as its clients meet it: proposals beside the group commit of the same run in process,
//! balances beside an answer that asks the ledger nothing, and clients that only listen.
//!
//! Service and clients share the machine, as the threads in process do.

mod client;
mod service;

use std::path::{Path, PathBuf};

use jejak::ledger::Draft;
use jejak_events::access::RoleGranted;
use jejak_events::vocabulary::Role;

use crate::clients::together;
use crate::figures::{Figure, Stopwatch, count, percentile_of};
use crate::place::{self, Place};
use crate::stream::{self, Shape, Stream};
use client::Client;
use service::Service;

const GROUP: &str = "http";

/// Options of `http`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// The binary of `jejak`.
    #[arg(long, default_value = "target/release/jejak")]
    jejak: PathBuf,
    /// Clients at once.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Events per client.
    #[arg(long, default_value_t = 500)]
    events: usize,
    /// Questions per client.
    #[arg(long, default_value_t = 200)]
    questions: usize,
    /// Clients that only listen to the feed.
    #[arg(long, default_value_t = 1_000)]
    idle: usize,
    /// Seconds of questions that are asked again and again, to see what memory does.
    #[arg(long, default_value_t = 0)]
    soak: u32,
    /// Runs.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// What one run gave.
struct Run {
    in_process: f64,
    proposed: Measured,
    nothing: Measured,
    balances: Measured,
    listened: Measured,
    resident: Resident,
}

/// Answers per second, and milliseconds of each.
struct Measured {
    rate: f64,
    latencies: Vec<f64>,
}

/// Resident memory of the service, in MB.
struct Resident {
    before: f64,
    idle: f64,
    after: f64,
    /// After the first round of a soak, and after the last.
    soaked: Option<(f64, f64)>,
}

/// What is asked in a soak: what is found again, what is made anew, what is refused.
const SOAK: &[&str] = &[
    "/v1/balances?by=source",
    "/v1/balances?by=month,district",
    "/v1/events?from=3&limit=50",
    "/v1/kinds",
    "/v1/head",
];

pub fn run(args: &Args) -> anyhow::Result<()> {
    let runs: Vec<Run> = (0..args.runs).map(|_| measure(args)).collect::<anyhow::Result<_>>()?;
    let case = format!("{} clients, {}", args.clients, args.place.store.name());
    let of = |subject: &str, unit: &str, value: &dyn Fn(&Run) -> f64| {
        let values: Vec<f64> = runs.iter().map(value).collect();
        Figure::of(GROUP, &*case, subject, unit, &values).print()
    };
    let p99 = |measured: &Measured| percentile_of(&measured.latencies, 99);
    of("single events in process", "events/s", &|run| run.in_process)?;
    of("single events over HTTP", "events/s", &|run| run.proposed.rate)?;
    of("over HTTP / in process", "ratio", &|run| run.proposed.rate / run.in_process)?;
    of("over HTTP, p50", "ms", &|run| percentile_of(&run.proposed.latencies, 50))?;
    of("over HTTP, p99", "ms", &|run| p99(&run.proposed))?;
    of("health, which asks the ledger nothing", "answers/s", &|run| run.nothing.rate)?;
    of("balances by source", "answers/s", &|run| run.balances.rate)?;
    of("balances / health", "ratio", &|run| run.balances.rate / run.nothing.rate)?;
    of("balances by source, p99", "ms", &|run| p99(&run.balances))?;
    let idle = args.idle;
    let beside = format!("single events beside {idle} idle feeds");
    of(&beside, "events/s", &|run| run.listened.rate)?;
    of("beside them / without", "ratio", &|run| run.listened.rate / run.proposed.rate)?;
    of("resident before", "MB", &|run| run.resident.before)?;
    of(&format!("resident with {idle} idle feeds"), "MB", &|run| run.resident.idle)?;
    of("resident after all", "MB", &|run| run.resident.after)?;
    if args.soak > 0 {
        let subject = format!("resident after {} s of questions / after the first", args.soak);
        let grown = |run: &Run| run.resident.soaked.map_or(1.0, |(first, last)| last / first);
        of(&subject, "ratio", &grown)?;
    }
    Ok(())
}

/// Asks for as long as is wanted.
fn soaked(args: &Args, service: &Service) -> anyhow::Result<Option<(f64, f64)>> {
    let watch = Stopwatch::start();
    let mut first = None;
    while watch.seconds() < f64::from(args.soak) {
        for target in SOAK {
            service.client().gets(target, args.clients, args.questions)?;
        }
        let now = service.resident()?;
        first = first.or(Some(now));
    }
    let last = service.resident()?;
    Ok(first.map(|first| (first, last)))
}

fn measure(args: &Args) -> anyhow::Result<Run> {
    let scratch = args.place.scratch()?;
    let (in_process, _) = prepared(args, &scratch.path().join("process"), |ledger, shares| {
        let watch = Stopwatch::start();
        together(ledger, shares)?;
        Ok(count(args.clients * args.events) / watch.seconds())
    })?;
    let folder = scratch.path().join("service");
    let ((), rest) = prepared(args, &folder, |_, _| Ok(()))?;
    let service = Service::start(&args.jejak, &folder)?;
    let (first, second) = halves(rest, args);
    let before = service.resident()?;
    let proposed = ask(&service, |client| client.proposals(&first))?;
    let get =
        |target: &str| ask(&service, |client| client.gets(target, args.clients, args.questions));
    let (nothing, balances) = (get("/healthz")?, get("/v1/balances?by=source")?);
    let feeds = service.listen(args.idle)?;
    let idle = service.resident()?;
    let listened = ask(&service, |client| client.proposals(&second))?;
    drop(feeds);
    let after = service.resident()?;
    let resident = Resident { before, idle, after, soaked: soaked(args, &service)? };
    service.end()?;
    Ok(Run { in_process, proposed, nothing, balances, listened, resident })
}

/// A ledger in which everything is recorded up to the credits, the credits of every client, and
/// what is done with them; after it, those of a second round.
fn prepared<T>(
    args: &Args,
    folder: &Path,
    then: impl FnOnce(&jejak::ledger::Ledger, Vec<Vec<Draft>>) -> anyhow::Result<T>,
) -> anyhow::Result<(T, Vec<Vec<Draft>>)> {
    let ledger = place::open(&jejak::store::Folder::create(folder, args.place.store)?)?;
    let rows = u32::try_from(2 * args.clients * args.events)?;
    let mut stream = Stream::new(Shape { rows, ..Shape::default() })?;
    place::found_until_credits(&ledger, &mut stream)?;
    let mut shares = Vec::new();
    for _ in 0..2 * args.clients {
        shares.push(stream.take(args.events)?);
    }
    let account = stream::actor().account;
    let grant = |role| {
        let (from, until, organisation, region) = (stream::day()?, None, None, None);
        anyhow::Ok(Draft::new(
            from,
            RoleGranted { account, role, organisation, region, from, until },
        ))
    };
    place::propose(&ledger, vec![grant(Role::Channel)?, grant(Role::Auditor)?])?;
    let given = then(&ledger, shares.iter().take(args.clients).cloned().collect())?;
    ledger.close()?;
    Ok((given, shares))
}

/// The shares of the first round, and of the second.
fn halves(mut shares: Vec<Vec<Draft>>, args: &Args) -> (Vec<Vec<Draft>>, Vec<Vec<Draft>>) {
    let second = shares.split_off(args.clients.min(shares.len()));
    (shares, second)
}

fn ask(
    service: &Service,
    all: impl FnOnce(&Client) -> anyhow::Result<Vec<f64>>,
) -> anyhow::Result<Measured> {
    let client = service.client();
    let watch = Stopwatch::start();
    let latencies = all(&client)?;
    Ok(Measured { rate: count(latencies.len()) / watch.seconds(), latencies })
}
