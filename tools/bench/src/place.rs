//! Where a bench keeps its ledgers, and how it opens them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jejak::ledger::identity::random_bytes;
use jejak::ledger::{Clock, Draft, Ledger, Receipt, Request, RequestSecret, Setup};
use jejak::store::{Engine, Folder};
use jejak_events::Timestamp;
use tempfile::TempDir;

use crate::stream::{self, Stream};

/// What every command that writes ledgers asks.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder for the ledgers, on the disk to be measured; emptied afterwards.
    #[arg(long, default_value = ".", value_name = "FOLDER")]
    dir: PathBuf,
    /// Engine that keeps the entries.
    #[arg(long, default_value = "sled", value_parser = engine)]
    pub store: Engine,
}

/// Reads the name of an engine.
pub fn engine(name: &str) -> Result<Engine, String> {
    Engine::named(name).ok_or_else(|| format!("expected `sled` or `redb`, found `{name}`"))
}

impl Place {
    /// A new folder that goes when dropped.
    pub fn scratch(&self) -> anyhow::Result<TempDir> {
        let name = tempfile::Builder::new().prefix("jejak-bench-").tempdir_in(&self.dir);
        name.with_context(|| format!("cannot make a folder in {}", self.dir.display()))
    }

    /// A new ledger folder inside a scratch folder.
    pub fn folder(&self, scratch: &TempDir, name: &str) -> anyhow::Result<Folder> {
        Ok(Folder::create(&scratch.path().join(name), self.store)?)
    }
}

/// A clock that begins on the stream's day and runs with the machine's.
struct Evening {
    from: Timestamp,
    started: Instant,
}

impl Clock for Evening {
    fn now(&self) -> Timestamp {
        let micros = i64::try_from(self.started.elapsed().as_micros()).unwrap_or(0);
        Timestamp::from_micros(self.from.micros().saturating_add(micros)).unwrap_or(self.from)
    }
    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Opens the ledger of a folder on the stream's day.
pub fn open(folder: &Folder) -> anyhow::Result<Ledger> {
    let clock = Evening { from: stream::evening()?, started: Instant::now() };
    let setup = Setup {
        clock: Arc::new(clock),
        secret: RequestSecret::new(random_bytes()),
        accept_clock: false,
    };
    Ok(Ledger::open(folder, setup, &mut |_, _| {})?)
}

/// Opens the ledger of an existing folder.
pub fn open_at(path: &Path) -> anyhow::Result<Ledger> {
    open(&Folder::open(path)?)
}

/// Founds a ledger with the stream's reference data.
pub fn found(ledger: &Ledger, stream: &mut Stream) -> anyhow::Result<()> {
    propose(ledger, stream.founding())?;
    let reference = stream.reference();
    propose(ledger, reference)?;
    Ok(())
}

/// Founds a ledger, and records everything up to the credits; readers have seen it when this returns.
pub fn found_until_credits(ledger: &Ledger, stream: &mut Stream) -> anyhow::Result<()> {
    found(ledger, stream)?;
    let mut before = stream.until_credits()?;
    while !before.is_empty() {
        let rest = before.split_off(before.len().min(10_000));
        propose(ledger, std::mem::replace(&mut before, rest))?;
    }
    ledger.read(|_| ());
    Ok(())
}

/// Proposes drafts; a refusal or a flag is a mistake of the bench.
pub fn propose(ledger: &Ledger, drafts: Vec<Draft>) -> anyhow::Result<Receipt> {
    let receipt = ledger.propose(Request::new(stream::actor(), drafts))?;
    if let Some(flag) = receipt.flags.first() {
        anyhow::bail!("event {} of the stream is flagged: {}", flag.seq, flag.rule.code);
    }
    Ok(receipt)
}
