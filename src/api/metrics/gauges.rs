//! What is looked up when somebody asks.

use jejak_projections::finding::FindingStage;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::api::state::Service;
use crate::backup::Standing;
use crate::store::free_bytes;

/// A figure: its name, what it is, and where it is found.
type Figure = (&'static str, &'static str, Found);
/// Where a figure is found.
type Found = fn(&Service) -> u64;

/// Every figure. What there is none of is 0.
const FIGURES: &[Figure] = &[
    ("events", "Events in the ledger", |it| it.house.ledger.head().size),
    ("writer_queue", "Proposals that wait for the writer", |it| it.house.ledger.waiting() as u64),
    ("read_lag_events", "Durable events not yet seen by readers", |it| it.house.ledger.read_lag()),
    ("takes_writes", "1 while the ledger takes writes", |it| {
        u64::from(it.house.ledger.check_running().is_ok())
    }),
    ("open_findings", "Findings that are not closed", open_findings),
    ("sessions", "Sessions that have not ended", |it| it.access.sessions(it.now()) as u64),
    ("jobs_running", "Jobs that have not ended", |it| it.jobs.running() as u64),
    ("remembered_bytes", "Memory of answers that still hold", |it| it.remembered.bytes()),
    ("disk_free_bytes", "Free space where the ledger lies", |it| {
        free_bytes(it.house.folder.path()).unwrap_or(0)
    }),
    ("store_bytes", "Space that the store takes", |it| it.house.ledger.store().disk_bytes()),
    (
        "snapshot_taken_seconds",
        "When the newest snapshot was taken, in seconds since 1970; 0 where there is none",
        snapshot_taken,
    ),
    ("vault_open", "1 while personal data can be read", |it| u64::from(it.house.vault.is_some())),
    (
        "vault_backup_finished_timestamp_seconds",
        "When the last good backup of the vault was begun, in seconds since 1970; 0 where there is none",
        |it| {
            let last = it.house.vault_backups.as_ref().and_then(|place| place.last());
            last.map_or(0, |at| seconds(at.micros()))
        },
    ),
    (
        "backup_finished_timestamp_seconds",
        "When the last good backup was finished, in seconds since 1970; 0 where there is none",
        |it| backup(it, |last| last.finished.map(|(at, _)| seconds(at.micros()))),
    ),
    ("backup_events", "Events in the last good backup", |it| {
        backup(it, |last| last.finished.map(|(_, size)| size))
    }),
    ("backup_failures", "Backups that failed since the service began", |it| {
        backup(it, |last| Some(last.failures))
    }),
];

/// All figures with their places in the registry.
#[derive(Debug)]
pub struct Gauges(Vec<(Gauge, Found)>);

impl Gauges {
    /// Puts them into a registry.
    pub fn within(registry: &mut Registry) -> Gauges {
        let gauge = |(name, help, found): &Figure| {
            let gauge = Gauge::default();
            registry.register(*name, *help, gauge.clone());
            (gauge, *found)
        };
        Gauges(FIGURES.iter().map(gauge).collect())
    }

    /// Looks each of them up.
    pub fn look(&self, service: &Service) {
        for (gauge, found) in &self.0 {
            gauge.set(i64::try_from(found(service)).unwrap_or(i64::MAX));
        }
    }
}

fn open_findings(service: &Service) -> u64 {
    let open = service.house.ledger.read_as_is(|it| {
        let findings = it.reading.state.finding.findings.iter();
        findings.filter(|(_, finding)| finding.stage != FindingStage::Closed).count()
    });
    open as u64
}

fn snapshot_taken(service: &Service) -> u64 {
    let taken = service.house.ledger.snapshot_taken();
    let since = taken.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_secs())
}

fn backup(service: &Service, figure: impl FnOnce(Standing) -> Option<u64>) -> u64 {
    let standing = service.house.backups.as_ref().map(|place| place.standing());
    standing.and_then(figure).unwrap_or(0)
}

fn seconds(micros: i64) -> u64 {
    u64::try_from(micros / 1_000_000).unwrap_or(0)
}
