//! The description of the service (OpenAPI), made from the operations and the definitions of commands.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use clap::ArgAction;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::events::{Flagged, Page, Paging, Proposing, Recording};
use super::feed::Feeding;
use super::jobs::JobShown;
use super::operation::{ASKABLE, Operation, Takes};
use super::plain::HeadShown;
use super::problem::Problem;
use super::session::{Claiming, SignedIn, SigningIn, Whoami};
use crate::access::Act;
use crate::commands::asked::{Askable, name_of};

static DOCUMENT: LazyLock<Value> = LazyLock::new(make);

/// The description; the same for everybody, and no secret.
pub async fn document() -> Response {
    let mut response = DOCUMENT.to_string().into_response();
    let json = HeaderValue::from_static("application/vnd.oai.openapi+json;version=3.1");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// The description, for the snapshot.
pub fn description() -> &'static Value {
    &DOCUMENT
}

fn make() -> Value {
    let mut paths = Map::new();
    for (path, verb, operation) in native() {
        put(&mut paths, path, verb, operation);
    }
    for (operation, askable) in ASKABLE.iter() {
        let verb = operation.verb.word().to_ascii_lowercase();
        put(&mut paths, operation.path, &verb, of_command(operation, askable));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "jejak",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A ledger of social assistance that anyone can check. Every operation under \
                            a command of the command line takes its options as parameters and answers \
                            what it prints with --json.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }, { "session": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": super::who::COOKIE },
            },
            "schemas": schemas(),
        },
    })
}

fn put(paths: &mut Map<String, Value>, path: &str, verb: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[verb] = operation;
}

/// The shapes of what was written for the service.
fn schemas() -> Value {
    fn of<T: ToSchema + PartialSchema>(all: &mut Map<String, Value>) {
        let schema: RefOr<Schema> = T::schema();
        all.insert(T::name().into_owned(), serde_json::to_value(schema).unwrap_or_default());
    }
    let mut all = Map::new();
    of::<Problem>(&mut all);
    of::<Recording>(&mut all);
    of::<Flagged>(&mut all);
    of::<Page>(&mut all);
    of::<HeadShown>(&mut all);
    of::<JobShown>(&mut all);
    of::<SigningIn>(&mut all);
    of::<SignedIn>(&mut all);
    of::<Claiming>(&mut all);
    of::<Whoami>(&mut all);
    Value::Object(all)
}

fn shape(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn content(media: &str, schema: Value) -> Value {
    json!({ media: { "schema": schema } })
}

fn problem(what: &str) -> Value {
    json!({ "description": what, "content": content("application/problem+json", shape("Problem")) })
}

/// What anything may be answered with.
fn problems(statuses: &[&str]) -> Map<String, Value> {
    let told = |status: &str| match status {
        "400" => "The request is wrong",
        "401" => "Nobody is signed in",
        "403" => "They may not",
        "404" => "There is no such thing",
        "406" => "The answer cannot be had in that form",
        "409" => "It is no longer so",
        "410" => "The work was cancelled",
        "413" => "The body is too large",
        "422" => "A rule of the ledger refused",
        "429" => "Too often",
        _ => "Nothing can be stored now",
    };
    statuses.iter().map(|status| ((*status).to_owned(), problem(told(status)))).collect()
}

/// An operation that was written for the service.
struct Native {
    id: &'static str,
    summary: &'static str,
    parameters: Value,
    body: Option<Value>,
    done: (&'static str, Value),
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
            "operationId": self.id, "summary": self.summary, "tags": ["service"],
            "parameters": self.parameters, "responses": responses,
        });
        if let Some(body) = self.body {
            operation["requestBody"] = body;
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

fn params<T: IntoParams>() -> Value {
    let all = T::into_params(|| Some(utoipa::openapi::path::ParameterIn::Query));
    serde_json::to_value(all).unwrap_or_default()
}

fn answer(what: &str, media: &str, schema: Value) -> Value {
    json!({ "description": what, "content": content(media, schema) })
}

fn job() -> Value {
    json!([{ "name": "job", "in": "path", "required": true, "schema": { "type": "string" } }])
}

#[expect(clippy::too_many_lines, reason = "a table: one operation after the other")]
fn native() -> Vec<(&'static str, &'static str, Value)> {
    let text = json!({ "type": "string" });
    let read: &[&str] = &["400", "401", "403"];
    let plain = |id, summary, done, problems, open| Native {
        id,
        summary,
        parameters: json!([]),
        body: None,
        done,
        problems,
        open,
        act: None,
    };
    let needing = |act, native| Native { act: Some(act), ..native };
    let events = json!({
        "required": true,
        "content": {
            "application/json": { "schema": { "type": ["array", "object"] } },
            "application/x-ndjson": { "schema": { "type": "string" } },
        },
    });
    let sent =
        |name| json!({ "required": true, "content": content("application/json", shape(name)) });
    let mut proposing = params::<Proposing>();
    if let Value::Array(all) = &mut proposing {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The same key and events again: the first receipt again.",
            "schema": { "type": "string", "maxLength": crate::ledger::limits::KEY_BYTES_MAX },
        }));
    }
    let ok = |what, name| ("200", answer(what, "application/json", shape(name)));
    let all = [
        (
            "/healthz",
            "get",
            plain(
                "health",
                "Whether the process answers",
                ("200", answer("It does", "text/plain", text.clone())),
                &[][..],
                true,
            ),
        ),
        (
            "/readyz",
            "get",
            plain(
                "ready",
                "Whether the ledger takes writes",
                ("200", answer("It does", "text/plain", text.clone())),
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
                    (
                        "200",
                        answer("OpenMetrics text", "application/openmetrics-text", text.clone()),
                    ),
                    read,
                    false,
                ),
            ),
        ),
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
            "/v1/head",
            "get",
            needing(
                Act::ReadAggregates,
                plain("head", "The durable head", ok("The head", "HeadShown"), read, false),
            ),
        ),
        (
            "/v1/events",
            "get",
            Native {
                parameters: params::<Paging>(),
                act: Some(Act::ReadAll),
                ..plain("listEvents", "Events in their order", ok("A page", "Page"), read, false)
            },
        ),
        (
            "/v1/events",
            "post",
            Native {
                parameters: proposing,
                body: Some(events),
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
                        answer("Events; the id of each is its number", "text/event-stream", text),
                    ),
                    read,
                    false,
                )
            },
        ),
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
        (
            "/v1/jobs",
            "get",
            plain(
                "listJobs",
                "One's jobs",
                ("200", answer("Jobs", "application/json", json!({ "type": "object" }))),
                &["401"],
                false,
            ),
        ),
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
    ];
    all.into_iter().map(|(path, verb, native)| (path, verb, native.json())).collect()
}

/// An operation that is a command.
fn of_command(operation: &Operation, askable: &Askable) -> Value {
    let in_path: Vec<&str> = operation.in_path().collect();
    let parameters: Vec<Value> = askable
        .parameters()
        .filter(|arg| {
            let name = name_of(arg);
            in_path.contains(&&*name) || operation.takes_in_query(&name)
        })
        .map(|arg| parameter(arg, in_path.contains(&&*name_of(arg))))
        .collect();
    let any = json!({});
    let mut forms = Map::from_iter([
        ("application/json".to_owned(), json!({ "schema": any })),
        ("text/plain".to_owned(), json!({ "schema": { "type": "string" } })),
    ]);
    if askable.knows("format") {
        let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        for media in ["text/csv", "text/html", xlsx] {
            forms.insert(media.to_owned(), json!({ "schema": { "type": "string" } }));
        }
    }
    let lines = json!({ "schema": { "type": "string" } });
    if operation.words == ["export", "jsonl"] {
        forms = Map::from_iter([("application/x-ndjson".to_owned(), lines)]);
    } else if operation.words == ["replay"] {
        forms.remove("application/json");
        forms.insert("application/x-ndjson".to_owned(), lines);
    }
    let mut responses = problems(&["400", "401", "403", "404", "406", "409", "413", "422", "503"]);
    responses.insert(
        "200".to_owned(),
        json!({ "description": "What the command tells", "content": forms }),
    );
    responses.insert(
        "202".to_owned(),
        json!({
        "description": "A job was begun (Prefer: respond-async); Location says where it is" }),
    );
    let mut described = json!({
        "operationId": operation.id(), "summary": askable.about(), "tags": [operation.words[0]],
        "description": format!("`jejak {}`; needs the act `{}`.", operation.words.join(" "), operation.act.word()),
        "x-act": operation.act.word(), "parameters": parameters, "responses": responses,
    });
    if let Takes::File(_) = operation.takes {
        described["requestBody"] = json!({
            "required": true,
            "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } },
        });
    }
    described
}

fn parameter(arg: &clap::Arg, in_path: bool) -> Value {
    let mut schema = if matches!(arg.get_action(), ArgAction::SetTrue) {
        json!({ "type": "boolean" })
    } else {
        json!({ "type": "string" })
    };
    let words: Vec<String> =
        arg.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect();
    if !words.is_empty() && !matches!(arg.get_action(), ArgAction::SetTrue) {
        schema["enum"] = words.into();
    }
    let many = matches!(arg.get_action(), ArgAction::Append)
        || arg.get_num_args().is_some_and(|range| range.max_values() > 1);
    if many && !in_path {
        schema = json!({ "type": "array", "items": schema });
    }
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    json!({
        "name": name_of(arg), "in": if in_path { "path" } else { "query" },
        "required": in_path || arg.is_required_set(), "description": help, "schema": schema,
    })
}
