//! What is counted and measured, for Prometheus (OpenMetrics text).
//!
//! Counters and histograms are told as things happen; [`gauges`] are looked up when somebody asks.
//! `docs/OPERATIONS.md` says at which level of each to act.

mod gauges;

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry};

use self::gauges::Gauges;
use super::state::Service;
use crate::ledger::{Committed, Observer, Receipt, WriteError};

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

/// What is counted for those who watch the service.
pub struct Metrics {
    registry: Registry,
    recorded: Counter,
    proposals: Counter,
    refused: Family<ByCode, Counter>,
    requests: Family<ByRequest, Counter>,
    durations: Family<ByRoute, Histogram, fn() -> Histogram>,
    commits: Histogram,
    stores: Histogram,
    batches: Histogram,
    gauges: Gauges,
    /// Answers that were found, not made.
    pub remembered: Counter,
    /// Clients that hear the feed.
    pub feed_clients: Gauge,
    /// When the certificate ends, in seconds since 1970; 0 without TLS.
    pub certificate_ends: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("jejak");
        let of = &mut registry;
        let by_route = Family::new_with_constructor(in_seconds as fn() -> Histogram);
        Metrics {
            recorded: kept(of, "recorded_events", "Events recorded over HTTP", Counter::default()),
            proposals: kept(of, "proposals", "Proposals answered over HTTP", Counter::default()),
            refused: kept(of, "refusals", "Proposals refused, by code", Family::default()),
            requests: kept(of, "requests", "Requests by route and status", Family::default()),
            durations: kept(of, "request_seconds", "Time to the head of an answer", by_route),
            commits: kept(
                of,
                "commit_seconds",
                "Time to judge, seal and store a commit",
                in_seconds(),
            ),
            stores: kept(of, "store_seconds", "Time to write and flush a commit", in_seconds()),
            batches: kept(
                of,
                "commit_events",
                "Events stored in one commit",
                Histogram::new(EVENTS),
            ),
            remembered: kept(
                of,
                "remembered_answers",
                "Answers that still held when they were asked for again",
                Counter::default(),
            ),
            feed_clients: kept(of, "feed_clients", "Clients that hear the feed", Gauge::default()),
            certificate_ends: kept(
                of,
                "certificate_ends_seconds",
                "When the TLS certificate ends, in seconds since 1970; 0 without TLS",
                Gauge::default(),
            ),
            gauges: Gauges::within(of),
            registry,
        }
    }
}

fn in_seconds() -> Histogram {
    Histogram::new(SECONDS)
}

/// A metric with its place in the registry.
fn kept<M: Metric + Clone>(of: &mut Registry, name: &str, help: &str, metric: M) -> M {
    of.register(name, help, metric.clone());
    metric
}

impl Metrics {
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

    /// All of it as text.
    pub fn answer(&self, service: &Service) -> Response {
        self.gauges.look(service);
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
