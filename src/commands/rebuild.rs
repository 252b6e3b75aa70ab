//! `jejak rebuild`: fold everything from the first event, compare with the live state, and write
//! the snapshot anew.

use std::time::{Duration, Instant};

use jejak_projections::Fingerprint;

use super::{Context, Failure, errors, open};
use crate::ledger::replay::Options;
use crate::ledger::{Folded, snapshot};
use crate::said::said;

/// Options of `rebuild`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Compare only; leave the snapshots as they are.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let clock = std::sync::Arc::new(crate::ledger::SystemClock::default());
    let ledger = open::to_write(context, &folder, clock, true)?;
    let size = ledger.head().size;
    let started = Instant::now();
    let (bar, mut done) = (context.progress(size, context.pick("rebuilding", "memutar ulang")), 0);
    let mut rebuilt = Folded::default();
    let replayed = rebuilt.replay(ledger.store(), 0..size, Options::LIVE, &mut |more| {
        done += more;
        bar.set_position(done);
    });
    bar.finish_and_clear();
    replayed.map_err(|error| {
        let why = errors::said(&error);
        Failure::Io(said!(with why; "{why}; run `jejak verify`", "{why}; jalankan `jejak verify`"))
    })?;
    let took = started.elapsed();
    let fingerprint = rebuilt.reading.fingerprint();
    let differences = ledger.read(|live| {
        let mut found = live.reading.fingerprint().differences(&fingerprint, ["live", "rebuilt"]);
        if live.tree != rebuilt.tree {
            found.push("the Merkle tree is another".to_owned());
        }
        found
    });
    // Closing the ledger itself could write the live state, which may be the wrong one.
    ledger.store().close().map_err(Failure::io)?;
    drop(ledger);
    if !args.dry_run {
        if !differences.is_empty() {
            snapshot::remove_all(&folder.snapshots()).map_err(Failure::io)?;
        }
        snapshot::write(&folder.snapshots(), &rebuilt).map_err(Failure::io)?;
    }
    let done = Done { rebuilt, fingerprint, took, differences, written: !args.dry_run };
    let printed = print(context, &done);
    // A reader that went away makes no difference.
    outcome(&done).and(printed)
}

/// What was found, and whether the snapshot was written.
struct Done {
    rebuilt: Folded,
    fingerprint: Fingerprint,
    took: Duration,
    differences: Vec<String>,
    written: bool,
}

fn print(context: &Context, done: &Done) -> Result<(), Failure> {
    let Done { rebuilt, fingerprint, differences, .. } = done;
    let size = rebuilt.head.size;
    let millis = u64::try_from(done.took.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = size.saturating_mul(1_000) / millis;
    if context.json {
        return context.print_json(&serde_json::json!({
            "size": size, "chain_head": rebuilt.head.hash.to_string(),
            "tree_root": rebuilt.tree.root().to_string(), "state_root": fingerprint.state_root,
            "same": differences.is_empty(), "differences": differences,
            "snapshot_written": done.written, "milliseconds": millis, "events_per_second": rate,
        }));
    }
    context.tell(&said!(
        "rebuilt {size} events in {millis} ms, {rate} per second",
        "{size} kejadian diputar ulang dalam {millis} ms, {rate} per detik"
    ))?;
    context.tell(&said!("state root {}", "akar keadaan {}", fingerprint.state_root))?;
    if differences.is_empty() {
        context.tell(&said!("the live state is the same", "keadaan hidup sama"))?;
    }
    Ok(())
}

fn outcome(done: &Done) -> Result<(), Failure> {
    if done.differences.is_empty() {
        return Ok(());
    }
    let last = if done.written {
        said!("the snapshots were replaced", "potret keadaan diganti")
    } else {
        said!("nothing was written", "tidak ada yang ditulis")
    };
    let found = done.differences.join("; ");
    Err(Failure::Refused(said!(
        with last;
        "the live state is not the rebuilt one: {found}; {last}",
        "keadaan hidup bukan hasil putar ulang: {found}; {last}"
    )))
}
