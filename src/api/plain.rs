//! What is asked without a command: health, readiness, metrics, the head.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::negotiate;
use super::problem::{Kind, Problem};
use super::sent::{is_known, tagged, unchanged};
use super::state::Shared;
use super::who::who;
use crate::access::Act;
use crate::commands::errors;
use crate::said::said;
use crate::store::{RESERVE, free_bytes};

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
    figures(State(service)).await
}

/// The same for whoever reaches the address of those who watch.
pub async fn figures(State(service): State<Shared>) -> Response {
    let looked = tokio::task::spawn_blocking(move || service.metrics.answer(&service));
    looked.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
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
