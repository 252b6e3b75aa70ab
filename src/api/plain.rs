//! What is asked without a command: health, readiness, metrics, the head.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{is_known, tagged, unchanged};
use super::negotiate;
use super::problem::{Kind, Problem};
use super::state::Shared;
use super::who::who;
use crate::access::Act;
use crate::backup::Standing;
use crate::commands::errors;
use crate::ledger::{Receipt, WriteError};
use crate::said::said;
use crate::store::{RESERVE, free_bytes};

/// What is counted for those who watch the service.
pub struct Metrics {
    registry: Registry,
    recorded: Counter,
    requests: Counter,
    refused: Family<ByCode, Counter>,
    size: Gauge,
    waiting: Gauge,
    backup_finished: Gauge,
    backup_size: Gauge,
    backup_failures: Gauge,
}

/// Refusals by the code of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByCode {
    code: &'static str,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut metrics = Metrics {
            registry: Registry::with_prefix("jejak"),
            recorded: Counter::default(),
            requests: Counter::default(),
            refused: Family::default(),
            size: Gauge::default(),
            waiting: Gauge::default(),
            backup_finished: Gauge::default(),
            backup_size: Gauge::default(),
            backup_failures: Gauge::default(),
        };
        metrics.register_backups();
        let Metrics { registry, recorded, requests, refused, size, waiting, .. } = &mut metrics;
        registry.register("recorded_events", "Events recorded over HTTP", recorded.clone());
        registry.register("proposals", "Proposals answered over HTTP", requests.clone());
        registry.register("refusals", "Proposals refused, by code", refused.clone());
        registry.register("events", "Events in the ledger", size.clone());
        registry.register("writer_queue", "Proposals that wait for the writer", waiting.clone());
        metrics
    }
}

impl Metrics {
    fn register_backups(&mut self) {
        let Metrics { registry, backup_finished, backup_size, backup_failures, .. } = self;
        registry.register(
            "backup_finished_timestamp_seconds",
            "When the last good backup was finished; 0 where there is none",
            backup_finished.clone(),
        );
        registry.register("backup_events", "Events in the last good backup", backup_size.clone());
        registry.register(
            "backup_failures",
            "Backups that failed since the service began",
            backup_failures.clone(),
        );
    }

    /// Says how backups have gone.
    fn backups(&self, standing: &Standing) {
        let (at, size) = standing.finished.map_or((0, 0), |(at, size)| (at.micros(), size));
        self.backup_finished.set(at / 1_000_000);
        self.backup_size.set(i64::try_from(size).unwrap_or(i64::MAX));
        self.backup_failures.set(i64::try_from(standing.failures).unwrap_or(i64::MAX));
    }

    /// Counts a proposal and what became of it.
    pub fn proposed(&self, outcome: &Result<Receipt, WriteError>) {
        self.requests.inc();
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
}

/// Whether the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the ledger takes writes.
pub async fn readyz(State(service): State<Shared>, request: Request) -> Response {
    match service.house.ledger.check_running() {
        Ok(()) => ready(&service).into_response(),
        Err(error) => {
            let language = negotiate::language(request.headers());
            Problem::new(Kind::NotNow, language, &errors::said(&error)).into_response()
        }
    }
}

/// It answers: that backups fail, or that a full disk lets nothing be recorded, is told besides, as
/// nobody who reads is to be turned away for it.
fn ready(service: &Shared) -> String {
    let mut told = "ready\n".to_owned();
    if let Ok(free) = free_bytes(service.house.folder.path())
        && free <= RESERVE
    {
        let full = format!("disk full: {free} bytes free, {RESERVE} needed; nothing is recorded\n");
        told.push_str(&full);
    }
    let standing = service.house.backups.as_ref().map(|place| place.standing());
    match standing.and_then(|standing| standing.failed) {
        Some((at, _)) => told + &format!("backups fail: the last attempt was at {at}\n"),
        None => told,
    }
}

/// Figures for Prometheus, in the OpenMetrics text format.
pub async fn metrics(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let asker = who(&service, request.method(), request.headers(), language);
    if let Err(problem) = asker.and_then(|asker| asker.may(Act::ReadAggregates, language)) {
        return problem.into_response();
    }
    let gauge = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let metrics = &service.metrics;
    metrics.size.set(gauge(service.house.ledger.head().size));
    metrics.waiting.set(gauge(service.house.ledger.waiting() as u64));
    if let Some(place) = &service.house.backups {
        metrics.backups(&place.standing());
    }
    let mut text = String::new();
    if encode(&mut text, &metrics.registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let mut response = text.into_response();
    let open =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, open);
    response
}

/// The head.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeadShown {
    /// How many events there are.
    size: u64,
    /// Hash of the chain.
    chain_head: String,
    /// Root of the Merkle tree.
    tree_root: String,
    /// When the last event was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: jejak_events::Timestamp,
}

/// The durable head that readers see.
pub async fn head(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let asker = who(&service, request.method(), request.headers(), language);
    if let Err(problem) = asker.and_then(|asker| asker.may(Act::ReadAggregates, language)) {
        return problem.into_response();
    }
    // Before the figures: a tag that is too old asks once more, one too new would never.
    let tag = service.tag();
    let (head, root, recorded_at) = service
        .house
        .ledger
        .read(|it| (it.head, it.tree.root(), it.reading.state.integrity.meta().recorded_at));
    if is_known(request.headers(), &tag) {
        return unchanged(&tag);
    }
    let mut response = axum::Json(HeadShown {
        size: head.size,
        chain_head: head.hash.to_string(),
        tree_root: root.to_string(),
        recorded_at,
    })
    .into_response();
    tagged(response.headers_mut(), &tag);
    response
}

/// There is nothing at that path.
pub async fn nowhere(request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let what = said!(
        "there is nothing at this path; GET /v1/openapi.json describes what there is",
        "tidak ada apa-apa di jalur ini; GET /v1/openapi.json menguraikan yang ada"
    );
    Problem::new(Kind::Nowhere, language, &what).into_response()
}

/// That path takes other methods.
pub async fn not_so(request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let what = said!(
        "this path takes other methods, see the header Allow",
        "jalur ini menerima metode lain, lihat kepala Allow"
    );
    Problem::new(Kind::Method, language, &what).into_response()
}
