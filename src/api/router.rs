//! The whole surface of the service.

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, MethodRouter, any, delete, get, on, post};

use super::operation::{ASKABLE, Operation, Verb};
use super::state::Shared;
use super::{answer, docs, events, feed, jobs, openapi, plain, session};
use crate::access::Act;

/// Operations that are commands: the parameters of each are the options of the command.
pub static OPERATIONS: &[Operation] = &[
    // What there is to know without asking the ledger much.
    Operation::get("/v1/kinds", &["kinds"], Act::ReadAggregates).without(&["name"]),
    Operation::get("/v1/kinds/{name}", &["kinds"], Act::ReadAggregates),
    Operation::get("/v1/codes/accounts", &["codes", "accounts"], Act::ReadAggregates),
    Operation::get("/v1/codes/activities", &["codes", "activities"], Act::ReadAggregates),
    // Lines to be recorded are for whoever begins a ledger, at the machine.
    Operation::get("/v1/codes/sources", &["codes", "sources"], Act::ReadAggregates)
        .without(&["register", "on"]),
    Operation::get("/v1/refusals", &["refusals"], Act::ReadRefusals),
    // Money and people, in sums.
    Operation::get("/v1/balances", &["balances"], Act::ReadAggregates),
    // Without a name it lists them; with one it needs more.
    Operation::get("/v1/reports", &["report"], Act::ReadAggregates).without(&["name", "public"]),
    Operation::get("/v1/reports/{name}", &["report"], Act::ReadAll),
    Operation::get("/v1/public/reports/{name}", &["report"], Act::ReadAggregates)
        .with(&[("public", "true")]),
    Operation::get("/v1/cashplan", &["cashplan"], Act::ReadAggregates),
    Operation::get("/v1/central", &["central"], Act::ReadAggregates),
    Operation::get("/v1/fill-rate", &["fill-rate"], Act::ReadAggregates),
    Operation::get("/v1/services", &["services"], Act::ReadAggregates),
    Operation::get("/v1/stock", &["stock"], Act::ReadAll),
    Operation::get("/v1/count/{kinds}", &["count"], Act::ReadAll),
    // Single events and what they mean.
    Operation::get("/v1/events/{seq}", &["show"], Act::ReadAll),
    Operation::get("/v1/trails", &["trail"], Act::ReadAll),
    Operation::get("/v1/replay", &["replay"], Act::ReadAll),
    Operation::get("/v1/diff", &["diff"], Act::ReadAll),
    Operation::get("/v1/compare/{day}", &["compare"], Act::ReadAll),
    Operation::get("/v1/what-if", &["what-if"], Act::ReadAll),
    Operation::get("/v1/links/{of}", &["links"], Act::ReadAll),
    Operation::get("/v1/hubs", &["hubs"], Act::ReadAll),
    Operation::get("/v1/search", &["search"], Act::ReadAll),
    // Controls.
    Operation::get("/v1/rules", &["rules"], Act::ReadAggregates),
    Operation::get("/v1/findings", &["findings"], Act::ReadAll).without(&["seq"]),
    Operation::get("/v1/findings/{seq}", &["findings"], Act::ReadAll),
    Operation::get("/v1/due", &["due"], Act::ReadAll),
    Operation::get("/v1/checks", &["check"], Act::ReadAll).without(&["ids", "open", "dry-run"]),
    Operation::get("/v1/checks/{ids}", &["check"], Act::ReadAll).without(&["open", "dry-run"]),
    Operation::post("/v1/checks/{ids}", &["check"], Act::OpenCases).with(&[("open", "true")]),
    Operation::get("/v1/reconciliations/{register}", &["reconcile"], Act::ReadAll)
        .without(&["record", "on"]),
    Operation::post("/v1/reconciliations/{register}", &["reconcile"], Act::Import)
        .with(&[("record", "true")]),
    Operation::post("/v1/samples", &["sample", "draw"], Act::OpenCases),
    Operation::get("/v1/samples/{sample}/worksheet", &["sample", "worksheet"], Act::ReadAll),
    Operation::get("/v1/samples/{sample}/evaluation", &["sample", "evaluate"], Act::ReadAll),
    // Files in and out.
    Operation::post("/v1/imports/{profile}", &["import"], Act::Import).taking("file").without(&[
        "profiles",
        "unfinished",
        "abandon",
    ]),
    Operation::post("/v1/regions", &["regions", "import"], Act::Import).taking("file"),
    Operation::get("/v1/export/events", &["export", "jsonl"], Act::Export).without(&["table"]),
    Operation::get("/v1/export/tables/{table}", &["export", "jsonl"], Act::Export)
        .without(&["from", "until"]),
    #[cfg(feature = "parquet")]
    Operation::get("/v1/export/parquet/{table}", &["export", "parquet"], Act::Export),
    Operation::get("/v1/export/journal", &["export", "journal"], Act::Export),
    // Proof.
    Operation::get("/v1/verify", &["verify"], Act::Verify),
    Operation::post("/v1/checkpoints", &["checkpoint"], Act::Sign),
];

/// Every path of the service.
pub fn router(service: Shared) -> Router {
    let mut routes = Router::new()
        .route("/healthz", get(plain::healthz))
        .route("/readyz", get(plain::readyz))
        .route("/metrics", get(plain::metrics))
        .route("/v1/openapi.json", get(openapi::document))
        .route("/v1/docs", get(docs::page))
        .route("/v1/docs/style.css", get(docs::style))
        .route("/v1/head", get(plain::head))
        .route("/v1/events", get(events::list).post(events::propose))
        .route("/v1/feed", get(feed::feed))
        .route("/v1/session", get(session::whoami).post(session::sign_in).delete(session::sign_out))
        .route("/v1/claim", post(session::claim))
        .route("/v1/jobs", get(jobs::list))
        .route("/v1/jobs/{job}", get(jobs::show).merge(delete(jobs::cancel)))
        .route("/v1/jobs/{job}/answer", get(jobs::answer));
    for (index, (operation, _)) in ASKABLE.iter().enumerate() {
        routes = routes.route(operation.path, asking(operation.verb, index));
    }
    routes
        .fallback(any(plain::nowhere))
        .method_not_allowed_fallback(plain::not_so)
        .with_state(service)
}

fn asking(verb: Verb, index: usize) -> MethodRouter<Shared> {
    let filter = match verb {
        Verb::Get => MethodFilter::GET,
        Verb::Post => MethodFilter::POST,
    };
    on(filter, move |State(service): State<Shared>, request: Request| {
        answer::answer(service, index, request)
    })
}
