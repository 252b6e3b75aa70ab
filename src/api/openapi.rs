//! The description of the service (OpenAPI), made from the operations and the definitions of commands.

use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use clap::ArgAction;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::events::{Flagged, Page, Recording};
use super::jobs::JobShown;
use super::operation::{ASKABLE, Operation, Takes};
use super::plain::HeadShown;
use super::problem::Problem;
use super::session::{Claiming, SignedIn, SigningIn, Whoami};
use crate::commands::asked::{Askable, name_of};

mod native;

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
    for (path, verb, operation) in native::native() {
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

fn params<T: IntoParams>() -> Value {
    let all = T::into_params(|| Some(utoipa::openapi::path::ParameterIn::Query));
    serde_json::to_value(all).unwrap_or_default()
}

fn answer(what: &str, media: &str, schema: Value) -> Value {
    json!({ "description": what, "content": content(media, schema) })
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
    let mut responses =
        problems(&["400", "401", "403", "404", "406", "409", "413", "422", "429", "503"]);
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
    if let Takes::Fields(names) = operation.takes {
        described["requestBody"] = fields(askable, names);
    }
    if let Takes::File(_) = operation.takes {
        described["requestBody"] = json!({
            "required": true,
            "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } },
        });
    }
    described
}

/// A body that is an object of options.
fn fields(askable: &Askable, names: &[&str]) -> Value {
    let named = |name: &&str| askable.parameters().find(|arg| name_of(arg) == **name);
    let field = |name: &&str| {
        let help = named(name).and_then(|arg| arg.get_help().map(ToString::to_string));
        let described = json!({ "type": "string", "description": help.unwrap_or_default() });
        ((*name).to_owned(), described)
    };
    let properties: Map<String, Value> = names.iter().map(field).collect();
    let schema = json!({
        "type": "object", "additionalProperties": false, "properties": properties,
    });
    json!({ "required": true, "content": content("application/json", schema) })
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
