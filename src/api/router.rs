//! The whole surface of the service.

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, MethodRouter, any, delete, get, on, post};

use super::operation::{ASKABLE, Operation, Verb};
use super::state::Shared;
use super::{answer, docs, events, feed, jobs, oidc, openapi, plain, session};
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
    Operation::get("/v1/oversight", &["oversight"], Act::ReadReveals),
    // Accounts, roles and what they are proved by.
    Operation::get("/v1/accounts", &["account", "list"], Act::Administer),
    Operation::post("/v1/accounts", &["account", "open"], Act::Administer),
    Operation::post("/v1/accounts/{of}/close", &["account", "close"], Act::Administer),
    Operation::post("/v1/accounts/{of}/grants/{role}", &["account", "grant"], Act::Administer),
    Operation::post("/v1/grants/{grant}/withdraw", &["account", "withdraw"], Act::Administer),
    Operation::post("/v1/accounts/{of}/code", &["account", "code"], Act::Administer),
    Operation::post(
        "/v1/accounts/{of}/second-factor/remove",
        &["account", "totp"],
        Act::Administer,
    )
    .with(&[("remove", "true")])
    .without(&["confirm"]),
    Operation::get("/v1/tokens", &["account", "token", "list"], Act::Administer),
    Operation::post("/v1/accounts/{of}/tokens", &["account", "token", "issue"], Act::Administer),
    Operation::post("/v1/tokens/{token}/revoke", &["account", "token", "revoke"], Act::Administer),
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
    // People, out of the vault and into it.
    Operation::get("/v1/people/{id}", &["person", "show"], Act::ReadAll).by_person(),
    Operation::post("/v1/people/{id}/reveal", &["person", "show"], Act::Reveal)
        .with(&[("reveal", "true")])
        .telling(&["purpose", "case"])
        .by_person(),
    Operation::get("/v1/people/due", &["person", "due"], Act::ReadAll).by_person(),
    Operation::post("/v1/people", &["person", "add"], Act::KeepPeople).taking("file").by_person(),
    Operation::post("/v1/people/find", &["person", "find"], Act::KeepPeople)
        .taking("file")
        .by_person(),
    Operation::post("/v1/people/{id}/corrections", &["person", "correct"], Act::KeepPeople)
        .taking("file")
        .by_person(),
    Operation::post("/v1/people/{id}/links/{other}", &["person", "link"], Act::KeepPeople)
        .by_person(),
    Operation::post(
        "/v1/people/{id}/separations/{other}",
        &["person", "separate"],
        Act::KeepPeople,
    )
    .by_person(),
    Operation::post("/v1/people/{id}/restrictions", &["person", "restrict"], Act::Forget)
        .telling(&["case"])
        .without(&["lift"])
        .by_person(),
    Operation::post("/v1/people/{id}/restrictions/lift", &["person", "restrict"], Act::Forget)
        .with(&[("lift", "true")])
        .telling(&["case"])
        .by_person(),
    Operation::post("/v1/people/{id}/holds", &["person", "hold"], Act::Forget)
        .telling(&["case"])
        .without(&["lift"])
        .by_person(),
    Operation::post("/v1/people/{id}/holds/lift", &["person", "hold"], Act::Forget)
        .with(&[("lift", "true")])
        .telling(&["case"])
        .by_person(),
    Operation::get("/v1/people/erasure-requests", &["person", "erase"], Act::ReadAll)
        .with(&[("pending", "true")])
        .without(&["ids", "request", "withdraw", "ground"])
        .by_person(),
    Operation::post("/v1/people/erasure-requests", &["person", "erase"], Act::KeepPeople)
        .with(&[("request", "true")])
        .telling(&["basis"])
        .without(&["pending", "withdraw"])
        .by_person(),
    Operation::post("/v1/people/erasure-requests/withdraw", &["person", "erase"], Act::KeepPeople)
        .with(&[("withdraw", "true")])
        .without(&["pending", "request", "ground"])
        .by_person(),
    Operation::post("/v1/people/erasures", &["person", "erase"], Act::Forget)
        .telling(&["basis"])
        .without(&["pending", "request", "withdraw"])
        .by_person(),
    Operation::post("/v1/people/retained", &["person", "retain"], Act::Forget).by_person(),
    // Of everybody, and shown to nobody: a role for some regions may not.
    Operation::post("/v1/people/backups", &["person", "backup"], Act::Operate),
    Operation::post("/v1/reports/{name}/named", &["report"], Act::Reveal)
        .with(&[("reveal", "true")])
        .telling(&["purpose", "case"])
        .without(&["public"]),
    Operation::get("/v1/search", &["search"], Act::ReadAll),
    // Controls.
    Operation::get("/v1/rules", &["rules"], Act::ReadAggregates),
    Operation::get("/v1/findings", &["findings"], Act::ReadAll).without(&["seq"]),
    Operation::get("/v1/findings/{seq}", &["findings"], Act::ReadAll),
    Operation::get("/v1/due", &["due"], Act::ReadAll),
    Operation::get("/v1/checks", &["check"], Act::ReadAll).without(&["open", "dry-run"]),
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
    Operation::post("/v1/documents", &["document", "add"], Act::KeepDocuments).taking("file"),
    Operation::get("/v1/documents", &["document", "list"], Act::ReadAll),
    Operation::get("/v1/documents/{document}", &["document", "show"], Act::ReadAll),
    Operation::get("/v1/documents/{document}/content", &["document", "get"], Act::Reveal)
        .by_person(),
    Operation::post("/v1/documents/{document}/content", &["document", "get"], Act::Reveal)
        .telling(&["purpose", "case"])
        .by_person(),
    Operation::post("/v1/document-checks", &["document", "check"], Act::ReadAll).taking("file"),
    // Investigations: an inspector's own, then everybody's for their head.
    Operation::post("/v1/investigations", &["investigation", "open"], Act::Investigate),
    Operation::get("/v1/investigations", &["investigation", "list"], Act::Investigate)
        .without(&["as-head"]),
    Operation::get(
        "/v1/investigations/{investigation}",
        &["investigation", "show"],
        Act::Investigate,
    )
    .without(&["as-head"]),
    Operation::get(
        "/v1/investigations/{investigation}/custody",
        &["investigation", "custody"],
        Act::Investigate,
    )
    .without(&["as-head"]),
    Operation::get(
        "/v1/investigations/{investigation}/export",
        &["investigation", "export"],
        Act::Investigate,
    )
    .without(&["as-head"]),
    Operation::post(
        "/v1/investigations/{investigation}/events",
        &["investigation", "add"],
        Act::Investigate,
    ),
    Operation::post(
        "/v1/investigations/{investigation}/removed-events",
        &["investigation", "remove"],
        Act::Investigate,
    ),
    Operation::post(
        "/v1/investigations/{investigation}/notes",
        &["investigation", "note"],
        Act::Investigate,
    )
    .taking("text"),
    Operation::post(
        "/v1/investigations/{investigation}/holds",
        &["investigation", "hold"],
        Act::Investigate,
    ),
    Operation::post(
        "/v1/investigations/{investigation}/documents",
        &["investigation", "document"],
        Act::Investigate,
    ),
    Operation::post(
        "/v1/investigations/{investigation}/hand-over",
        &["investigation", "hand-over"],
        Act::Investigate,
    )
    .without(&["as-head"]),
    Operation::post(
        "/v1/investigations/{investigation}/close",
        &["investigation", "close"],
        Act::Investigate,
    ),
    Operation::post(
        "/v1/investigations/{investigation}/reopen",
        &["investigation", "reopen"],
        Act::Investigate,
    ),
    Operation::get("/v1/inspection", &["investigation", "list"], Act::HeadInvestigations)
        .with(&[("as-head", "true")]),
    Operation::get(
        "/v1/inspection/{investigation}",
        &["investigation", "show"],
        Act::HeadInvestigations,
    )
    .with(&[("as-head", "true")]),
    Operation::get(
        "/v1/inspection/{investigation}/custody",
        &["investigation", "custody"],
        Act::HeadInvestigations,
    )
    .with(&[("as-head", "true")]),
    Operation::get(
        "/v1/inspection/{investigation}/export",
        &["investigation", "export"],
        Act::HeadInvestigations,
    )
    .with(&[("as-head", "true")]),
    Operation::post(
        "/v1/inspection/{investigation}/hand-over",
        &["investigation", "hand-over"],
        Act::HeadInvestigations,
    )
    .with(&[("as-head", "true")]),
    // Proof.
    Operation::get("/v1/verify", &["verify"], Act::Verify),
    Operation::post("/v1/checkpoints", &["checkpoint"], Act::Sign),
    // Upkeep.
    Operation::post("/v1/backups", &["backup"], Act::Operate).without(&["store"]),
    Operation::get("/v1/doctor", &["doctor"], Act::Operate),
];

/// Every path of the service, with those of the pages beside it.
pub fn router(service: Shared, pages: Router<Shared>) -> Router {
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
        .route("/v1/oidc", get(oidc::begin))
        .route("/v1/oidc/callback", get(oidc::finish))
        .route("/v1/jobs", get(jobs::list))
        .route("/v1/jobs/{job}", get(jobs::show).merge(delete(jobs::cancel)))
        .route("/v1/jobs/{job}/answer", get(jobs::answer));
    for (index, (operation, _)) in ASKABLE.iter().enumerate() {
        routes = routes.route(operation.path, asking(operation.verb, index));
    }
    routes
        .merge(pages)
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
