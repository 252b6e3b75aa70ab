//! `jejak rebuild`: fold everything from the first event, compare with the live state, and write
//! the snapshot anew.

use std::time::Instant;

use super::{Context, Failure, open, output};
use crate::ledger::replay::Options;
use crate::ledger::{Folded, snapshot};

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
    let ledger = open::with_clock(&folder, clock, true)?;
    let size = ledger.head().size;
    let started = Instant::now();
    let (bar, mut done) = (output::progress(size, "rebuilding"), 0);
    let mut rebuilt = Folded::default();
    let replayed = rebuilt.replay(ledger.store(), 0..size, Options::LIVE, &mut |more| {
        done += more;
        bar.set_position(done);
    });
    bar.finish_and_clear();
    replayed.map_err(|error| Failure::Io(format!("{error}; run `jejak verify`")))?;
    let took = started.elapsed();
    let fingerprint = rebuilt.reading.fingerprint();
    let mut differences = ledger.read(|live| {
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
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = size.saturating_mul(1_000) / millis;
    if context.json {
        output::json(&serde_json::json!({
            "size": size, "chain_head": rebuilt.head.hash.to_string(),
            "tree_root": rebuilt.tree.root().to_string(), "state_root": fingerprint.state_root,
            "same": differences.is_empty(), "differences": differences,
            "snapshot_written": !args.dry_run, "milliseconds": millis, "events_per_second": rate,
        }))?;
    } else {
        output::line(&format!("rebuilt {size} events in {millis} ms, {rate} per second"))?;
        output::line(&format!("state root {}", fingerprint.state_root))?;
        if differences.is_empty() {
            output::line("the live state is the same")?;
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    let last = if args.dry_run { "nothing was written" } else { "the snapshots were replaced" };
    differences.push(last.to_owned());
    Err(Failure::Refused(format!(
        "the live state is not the rebuilt one: {}",
        differences.join("; ")
    )))
}
