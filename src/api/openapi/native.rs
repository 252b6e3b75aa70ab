//! The operations that were written for the service, as its description tells them.

use serde_json::{Value, json};

use super::super::events::{Paging, Proposing};
use super::super::feed::Feeding;
use super::super::oidc::Returning;
use super::shapes::shape;
use super::{answer, content, params, problems};
use crate::access::Act;

/// Path, method, operation.
type Entry = (&'static str, &'static str, Native);

/// An operation that was written for the service.
struct Native {
    id: &'static str,
    summary: &'static str,
    parameters: Value,
    body: Option<Value>,
    done: (&'static str, Value),
    /// The answer where nothing new was done.
    again: Option<Value>,
    problems: &'static [&'static str],
    /// Whether anybody may ask.
    open: bool,
    /// What whoever asks must be allowed to do; events have a table of their own.
    act: Option<Act>,
}

impl Native {
    fn json(self) -> Value {
        let mut responses = problems(self.problems);
        let (status, done) = self.done;
        responses.insert(status.to_owned(), done);
        let mut operation = json!({
            "operationId": self.id, "summary": self.summary,
            "parameters": self.parameters, "responses": responses,
        });
        if let Some(body) = self.body {
            operation["requestBody"] = body;
        }
        if let Some(again) = self.again {
            operation["responses"]["200"] = again;
        }
        if self.open {
            operation["security"] = json!([]);
        }
        if let Some(act) = self.act {
            operation["x-act"] = act.word().into();
        }
        operation
    }
}

fn job() -> Value {
    json!([{ "name": "job", "in": "path", "required": true, "schema": { "type": "string" } }])
}

/// What most that reads may be answered with.
const READ: &[&str] = &["400", "401", "403"];

fn text() -> Value {
    json!({ "type": "string" })
}

fn ok(what: &str, name: &str) -> (&'static str, Value) {
    ("200", answer(what, "application/json", shape(name)))
}

fn sent(name: &str) -> Value {
    json!({ "required": true, "content": content("application/json", shape(name)) })
}

fn plain(
    id: &'static str,
    summary: &'static str,
    done: (&'static str, Value),
    problems: &'static [&'static str],
    open: bool,
) -> Native {
    Native {
        id,
        summary,
        parameters: json!([]),
        body: None,
        done,
        again: None,
        problems,
        open,
        act: None,
    }
}

fn needing(act: Act, native: Native) -> Native {
    Native { act: Some(act), ..native }
}

fn proposing() -> Value {
    let mut proposing = params::<Proposing>();
    if let Value::Array(all) = &mut proposing {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same key and events again: the first receipt again.",
            "schema": { "type": "string", "maxLength": crate::ledger::limits::KEY_BYTES_MAX },
        }));
    }
    proposing
}

fn drafts() -> Value {
    json!({
        "required": true,
        "content": {
            "application/json": { "schema": { "type": ["array", "object"] } },
            "application/x-ndjson": { "schema": { "type": "string" } },
        },
    })
}

/// All of them.
pub(super) fn native() -> Vec<(&'static str, &'static str, Value)> {
    let all = of_machine()
        .into_iter()
        .chain(of_description())
        .chain(of_events())
        .chain(of_session())
        .chain(of_issuer())
        .chain(of_jobs());
    all.map(|(path, verb, native)| (path, verb, native.json())).collect()
}

/// What is asked without a command.
fn of_machine() -> Vec<Entry> {
    vec![
        (
            "/healthz",
            "get",
            plain(
                "health",
                "Whether the process answers",
                ("200", answer("It does", "text/plain", text())),
                &[],
                true,
            ),
        ),
        (
            "/readyz",
            "get",
            plain(
                "ready",
                "Whether the ledger takes writes",
                ("200", answer("It does", "text/plain", text())),
                &["503"],
                true,
            ),
        ),
        (
            "/metrics",
            "get",
            needing(
                Act::ReadAggregates,
                plain(
                    "metrics",
                    "Figures for Prometheus",
                    ("200", answer("OpenMetrics text", "application/openmetrics-text", text())),
                    READ,
                    false,
                ),
            ),
        ),
        (
            "/v1/head",
            "get",
            needing(
                Act::ReadAggregates,
                plain("head", "The durable head", ok("The head", "HeadShown"), READ, false),
            ),
        ),
    ]
}

/// The description, in its forms.
fn of_description() -> Vec<Entry> {
    vec![
        (
            "/v1/openapi.json",
            "get",
            plain(
                "description",
                "This description",
                (
                    "200",
                    answer(
                        "OpenAPI",
                        "application/vnd.oai.openapi+json",
                        json!({ "type": "object" }),
                    ),
                ),
                &[],
                true,
            ),
        ),
        (
            "/v1/docs",
            "get",
            Native {
                parameters: params::<super::super::docs::Asked>(),
                ..plain(
                    "docs",
                    "This description, as a page to read",
                    ("200", answer("A page", "text/html", text())),
                    &["400"],
                    true,
                )
            },
        ),
        (
            "/v1/docs/style.css",
            "get",
            plain(
                "docsStyle",
                "How that page looks",
                ("200", answer("A style sheet", "text/css", text())),
                &[],
                true,
            ),
        ),
    ]
}

/// Proposing and reading events.
fn of_events() -> Vec<Entry> {
    vec![
        (
            "/v1/events",
            "get",
            Native {
                parameters: params::<Paging>(),
                act: Some(Act::ReadAll),
                ..plain("listEvents", "Events in their order", ok("A page", "Page"), READ, false)
            },
        ),
        (
            "/v1/events",
            "post",
            Native {
                parameters: proposing(),
                body: Some(drafts()),
                again: Some(answer(
                    "Judged only, or recorded before under the same key",
                    "application/json",
                    shape("Recording"),
                )),
                ..plain(
                    "propose",
                    "Propose events: all are recorded or none",
                    ("201", answer("Recorded", "application/json", shape("Recording"))),
                    &["400", "401", "403", "413", "422", "503"],
                    false,
                )
            },
        ),
        (
            "/v1/feed",
            "get",
            Native {
                parameters: params::<Feeding>(),
                act: Some(Act::ReadAll),
                ..plain(
                    "feed",
                    "Every event as it is recorded (server-sent events)",
                    (
                        "200",
                        answer("Events; the id of each is its number", "text/event-stream", text()),
                    ),
                    READ,
                    false,
                )
            },
        ),
    ]
}

/// Who one is.
fn of_session() -> Vec<Entry> {
    vec![
        (
            "/v1/session",
            "get",
            plain(
                "whoami",
                "Who one is, and what one may",
                ok("The account", "Whoami"),
                &["401"],
                false,
            ),
        ),
        (
            "/v1/session",
            "post",
            Native {
                body: Some(sent("SigningIn")),
                ..plain(
                    "signIn",
                    "Sign in",
                    (
                        "201",
                        answer(
                            "Signed in; the cookie is the session",
                            "application/json",
                            shape("SignedIn"),
                        ),
                    ),
                    &["400", "401", "413", "429"],
                    true,
                )
            },
        ),
        (
            "/v1/session",
            "delete",
            plain(
                "signOut",
                "Sign out",
                ("204", json!({ "description": "Signed out" })),
                &["503"],
                true,
            ),
        ),
        (
            "/v1/claim",
            "post",
            Native {
                body: Some(sent("Claiming")),
                ..plain(
                    "claim",
                    "Set login and password for a one-time code",
                    ("204", json!({ "description": "Set" })),
                    &["400", "413"],
                    true,
                )
            },
        ),
    ]
}

/// Signing in through an issuer.
fn of_issuer() -> Vec<Entry> {
    vec![
        (
            "/v1/oidc",
            "get",
            plain(
                "beginAtIssuer",
                "Sign in through the issuer of OpenID Connect, where the service knows one",
                ("303", json!({ "description": "To the issuer" })),
                &["404", "503"],
                true,
            ),
        ),
        (
            "/v1/oidc/callback",
            "get",
            Native {
                parameters: params::<Returning>(),
                ..plain(
                    "returnFromIssuer",
                    "Where the issuer sends people back to",
                    (
                        "200",
                        answer(
                            "Signed in; the cookie is the session, the page goes on by itself",
                            "text/html",
                            text(),
                        ),
                    ),
                    &["401", "404", "503"],
                    true,
                )
            },
        ),
    ]
}

/// Long work.
fn of_jobs() -> Vec<Entry> {
    vec![
        ("/v1/jobs", "get", plain("listJobs", "One's jobs", ok("Jobs", "Jobs"), &["401"], false)),
        (
            "/v1/jobs/{job}",
            "get",
            Native {
                parameters: job(),
                ..plain(
                    "showJob",
                    "How far a job has come",
                    ok("The job", "JobShown"),
                    &["401", "404"],
                    false,
                )
            },
        ),
        (
            "/v1/jobs/{job}",
            "delete",
            Native {
                parameters: job(),
                ..plain(
                    "cancelJob",
                    "Cancel a job",
                    ("204", json!({ "description": "It stops at the next point" })),
                    &["401", "403", "404"],
                    false,
                )
            },
        ),
        (
            "/v1/jobs/{job}/answer",
            "get",
            Native {
                parameters: job(),
                ..plain(
                    "answerOfJob",
                    "The answer of a job, once",
                    ("200", json!({ "description": "As the operation answers" })),
                    &["400", "401", "403", "404", "409", "410", "422"],
                    false,
                )
            },
        ),
    ]
}
