//! What is counted and measured, for Prometheus (OpenMetrics text).
//!
//! Counters and histograms are told as things happen; gauges are looked up when somebody asks.
//! `docs/OPERATIONS.md` says at which level of each to act.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jejak_projections::finding::FindingStage;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::state::Service;
use crate::ledger::{Committed, Observer, Receipt, WriteError};
use crate::store::free_bytes;

/// Bounds of durations, in seconds: from an fsync of a good disk to what nobody waits for.
const SECONDS: [f64; 15] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0];
/// Bounds of the events of a commit.
const EVENTS: [f64; 12] =
    [1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 1_000.0, 10_000.0, 100_000.0, 500_000.0];

/// The labels of a request: all of them are words of this program.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByRequest {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByRoute {
    method: &'static str,
    route: String,
}

/// Refusals by the code of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByCode {
    code: &'static str,
}

#[derive(Debug, Clone)]
struct InSeconds;

impl MetricConstructor<Histogram> for InSeconds {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

type Fraction = Gauge<f64, AtomicU64>;

/// What is counted for those who watch the service.
pub struct Metrics {
    registry: Registry,
    recorded: Counter,
    proposals: Counter,
    refused: Family<ByCode, Counter>,
    requests: Family<ByRequest, Counter>,
    durations: Family<ByRoute, Histogram, InSeconds>,
    commits: Histogram,
    stores: Histogram,
    batches: Histogram,
    gauges: Gauges,
    /// Clients that hear the feed.
    pub feed_clients: Gauge,
    /// When the certificate ends, in seconds since 1970; 0 without TLS.
    pub certificate_ends: Gauge,
}

/// What is looked up when somebody asks.
#[derive(Default)]
struct Gauges {
    events: Gauge,
    waiting: Gauge,
    lag: Gauge,
    takes_writes: Gauge,
    findings: Gauge,
    sessions: Gauge,
    jobs: Gauge,
    disk_free: Gauge,
    store_bytes: Gauge,
    snapshot: Fraction,
    backup_finished: Gauge,
    backup_events: Gauge,
    backup_failures: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut metrics = Metrics {
            registry: Registry::with_prefix("jejak"),
            recorded: Counter::default(),
            proposals: Counter::default(),
            refused: Family::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(InSeconds),
            commits: Histogram::new(SECONDS),
            stores: Histogram::new(SECONDS),
            batches: Histogram::new(EVENTS),
            gauges: Gauges::default(),
            feed_clients: Gauge::default(),
            certificate_ends: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let Metrics { registry: of, gauges, .. } = self;
        of.register("recorded_events", "Events recorded over HTTP", self.recorded.clone());
        of.register("proposals", "Proposals answered over HTTP", self.proposals.clone());
        of.register("refusals", "Proposals refused, by code", self.refused.clone());
        of.register("requests", "Requests by route and status", self.requests.clone());
        of.register("request_seconds", "Time to the head of an answer", self.durations.clone());
        of.register(
            "commit_seconds",
            "Time to judge, seal and store a commit",
            self.commits.clone(),
        );
        of.register("store_seconds", "Time to write and flush a commit", self.stores.clone());
        of.register("commit_events", "Events stored in one commit", self.batches.clone());
        of.register("events", "Events in the ledger", gauges.events.clone());
        of.register("writer_queue", "Proposals that wait for the writer", gauges.waiting.clone());
        of.register(
            "read_lag_events",
            "Durable events not yet seen by readers",
            gauges.lag.clone(),
        );
        of.register("takes_writes", "1 while the ledger takes writes", gauges.takes_writes.clone());
        of.register("open_findings", "Findings that are not closed", gauges.findings.clone());
        of.register("sessions", "Sessions that have not ended", gauges.sessions.clone());
        of.register("jobs_running", "Jobs that have not ended", gauges.jobs.clone());
        of.register("feed_clients", "Clients that hear the feed", self.feed_clients.clone());
        of.register(
            "disk_free_bytes",
            "Free space where the ledger lies",
            gauges.disk_free.clone(),
        );
        of.register("store_bytes", "Space that the store takes", gauges.store_bytes.clone());
        of.register(
            "snapshot_taken_seconds",
            "When the newest snapshot was taken, in seconds since 1970; 0 where there is none",
            gauges.snapshot.clone(),
        );
        of.register(
            "backup_finished_timestamp_seconds",
            "When the last good backup was finished, in seconds since 1970; 0 where there is none",
            gauges.backup_finished.clone(),
        );
        of.register(
            "backup_events",
            "Events in the last good backup",
            gauges.backup_events.clone(),
        );
        of.register(
            "backup_failures",
            "Backups that failed since the service began",
            gauges.backup_failures.clone(),
        );
        of.register(
            "certificate_ends_seconds",
            "When the TLS certificate ends, in seconds since 1970; 0 without TLS",
            self.certificate_ends.clone(),
        );
    }

    /// Counts a proposal and what became of it.
    pub fn proposed(&self, outcome: &Result<Receipt, WriteError>) {
        self.proposals.inc();
        let code = match outcome {
            Ok(receipt) if receipt.repeated => return,
            Ok(receipt) => {
                self.recorded.inc_by(receipt.count);
                return;
            }
            Err(WriteError::Refused(refusal)) => refusal.rule.code,
            Err(WriteError::Unwarranted(unwarranted)) => unwarranted.code,
            Err(_) => "not-stored",
        };
        self.refused.get_or_create(&ByCode { code }).inc();
    }

    /// Counts a request that was answered.
    pub fn requested(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        let by = ByRequest { method, route: route.clone(), status };
        self.requests.get_or_create(&by).inc();
        self.durations.get_or_create(&ByRoute { method, route }).observe(took.as_secs_f64());
    }

    fn look(&self, service: &Service) {
        let set = |gauge: &Gauge, value: u64| {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        };
        let (gauges, ledger) = (&self.gauges, &service.house.ledger);
        if let Some(place) = &service.house.backups {
            let standing = place.standing();
            let (at, events) = standing.finished.map_or((0, 0), |(at, size)| (at.micros(), size));
            gauges.backup_finished.set(at / 1_000_000);
            set(&gauges.backup_events, events);
            set(&gauges.backup_failures, standing.failures);
        }
        set(&gauges.events, ledger.head().size);
        set(&gauges.waiting, ledger.waiting() as u64);
        set(&gauges.lag, ledger.read_lag());
        set(&gauges.takes_writes, u64::from(ledger.check_running().is_ok()));
        let open = ledger.read_as_is(|it| {
            let findings = it.reading.state.finding.findings.iter();
            findings.filter(|(_, finding)| finding.stage != FindingStage::Closed).count()
        });
        set(&gauges.findings, open as u64);
        set(&gauges.sessions, service.access.sessions(service.now()) as u64);
        set(&gauges.jobs, service.jobs.running() as u64);
        set(&gauges.disk_free, free_bytes(service.house.folder.path()).unwrap_or(0));
        set(&gauges.store_bytes, ledger.store().disk_bytes());
        let taken =
            ledger.snapshot_taken().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        gauges.snapshot.set(taken.map_or(0.0, |taken| taken.as_secs_f64()));
    }

    /// All of it as text.
    pub fn answer(&self, service: &Service) -> Response {
        self.look(service);
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        let mut response = text.into_response();
        let open =
            HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, open);
        response
    }
}

/// Hears of the writer's commits: counts them, and logs what is slow.
pub struct Watching {
    commits: Histogram,
    stores: Histogram,
    batches: Histogram,
    slow: Duration,
}

impl Metrics {
    /// What the ledger's writer tells; a commit beyond `slow` is logged.
    pub fn watching(&self, slow: Duration) -> Watching {
        let Metrics { commits, stores, batches, .. } = self;
        let (commits, stores, batches) = (commits.clone(), stores.clone(), batches.clone());
        Watching { commits, stores, batches, slow }
    }
}

impl Observer for Watching {
    fn committed(&self, committed: &Committed) {
        let Committed { events, requests, whole, store } = *committed;
        self.commits.observe(whole.as_secs_f64());
        self.stores.observe(store.as_secs_f64());
        self.batches.observe(f64::from(u32::try_from(events).unwrap_or(u32::MAX)));
        if whole > self.slow {
            let ms = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
            let (ms, store_ms) = (ms(whole), ms(store));
            tracing::warn!(events, requests, ms, store_ms, "slow commit");
        }
    }

    fn not_stored(&self, why: &WriteError) {
        tracing::error!(%why, "commit not stored");
    }
}
