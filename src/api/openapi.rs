//! The description of the service (OpenAPI), made from the operations and the definitions of commands.

use std::any::TypeId;
use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use clap::ArgAction;
use jejak_events::Date;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;

use self::shapes::{Shapes, add, shape};
use super::events::{Page, Recording};
use super::jobs::JobsShown;
use super::operation::{ASKABLE, Operation, Takes};
use super::plain::HeadShown;
use super::problem::Problem;
use super::sent::A_FILE;
use super::session::{Claiming, SignedIn, SigningIn, Whoami};
use crate::commands::asked::{Askable, name_of};

mod answers;
mod examples;
pub mod groups;
mod native;
mod shapes;
mod words;

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
    let mut all = of_service();
    for (path, verb, operation) in native::native() {
        put(&mut paths, path, verb, operation);
    }
    for (operation, askable) in ASKABLE.iter() {
        let verb = operation.verb.word().to_ascii_lowercase();
        put(&mut paths, operation.path, &verb, of_command(operation, askable, &mut all));
    }
    shapes::close(&mut all);
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
        "tags": groups::tags(),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": super::who::COOKIE },
                "csrf": { "type": "apiKey", "in": "header", "name": "X-CSRF-Token" },
            },
            "schemas": all,
        },
    })
}

/// Adds an operation, with how whoever asks proves who they are, and its example.
fn put(paths: &mut Map<String, Value>, path: &str, verb: &str, mut operation: Value) {
    if verb != "get" && operation.get("security").is_none() {
        operation["security"] = json!([{ "token": [] }, { "session": [], "csrf": [] }]);
    }
    operation["tags"] = json!([groups::of(path)]);
    examples::put(&mut operation, verb);
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[verb] = operation;
}

/// The shapes of what was written for the service.
fn of_service() -> Shapes {
    let mut all = Map::new();
    add::<Problem>(&mut all);
    add::<Recording>(&mut all);
    add::<Page>(&mut all);
    add::<HeadShown>(&mut all);
    add::<JobsShown>(&mut all);
    add::<SigningIn>(&mut all);
    add::<SignedIn>(&mut all);
    add::<Claiming>(&mut all);
    add::<Whoami>(&mut all);
    all
}

fn content(media: &str, schema: Value) -> Value {
    json!({ media: { "schema": schema } })
}

fn problem(what: &str) -> Value {
    json!({ "description": what, "content": content("application/problem+json", shape("Problem")) })
}

/// What anything may be answered with; a fault of ours is among it.
fn problems(statuses: &[&str]) -> Map<String, Value> {
    let told = |status: &str| match status {
        "400" => "The request is wrong",
        "401" => "Nobody is signed in",
        "403" => "They may not",
        "404" => "There is no such thing",
        "406" => "The answer cannot be had in that form",
        "409" => "It is no longer so",
        "410" => "The work was cancelled, or its answer was fetched",
        "413" => "The body is too large",
        "422" => "A rule of the ledger refused",
        "429" => "Too often",
        "500" => "A fault of the service",
        _ => "Nothing can be stored now",
    };
    let all = statuses.iter().chain(&["500"]);
    all.map(|status| ((*status).to_owned(), problem(told(status)))).collect()
}

fn params<T: IntoParams>() -> Value {
    let all = T::into_params(|| Some(utoipa::openapi::path::ParameterIn::Query));
    serde_json::to_value(all).unwrap_or_default()
}

fn answer(what: &str, media: &str, schema: Value) -> Value {
    json!({ "description": what, "content": content(media, schema) })
}

/// An operation that is a command.
fn of_command(operation: &Operation, askable: &Askable, all: &mut Shapes) -> Value {
    let in_path: Vec<&str> = operation.in_path().collect();
    let parameters: Vec<Value> = askable
        .parameters()
        .filter(|arg| {
            let name = name_of(arg);
            in_path.contains(&&*name) || operation.takes_in_query(&name)
        })
        .map(|arg| parameter(arg, in_path.contains(&&*name_of(arg))))
        .collect();
    let mut described = json!({
        "operationId": operation.id(), "summary": askable.about(),
        "description": format!("`jejak {}`; needs the act `{}`.", operation.words.join(" "), operation.act.word()),
        "x-act": operation.act.word(), "parameters": parameters,
        "responses": responses(operation, askable, all),
    });
    if let Takes::Fields(names) = operation.takes {
        described["requestBody"] = fields(askable, names);
    }
    if let Takes::File(_) = operation.takes {
        let file = json!({ "schema": { "type": "string", "format": "binary" } });
        described["requestBody"] =
            json!({ "required": true, "content": { "application/octet-stream": file } });
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

/// Everything that the operation of a command may be answered with.
fn responses(operation: &Operation, askable: &Askable, all: &mut Shapes) -> Map<String, Value> {
    let mut statuses = vec!["400", "401", "403", "406", "422", "503"];
    // What a path or a query names may not be there.
    let named = |arg: &clap::Arg| arg.is_positional() && operation.takes_in_query(&name_of(arg));
    if operation.in_path().next().is_some() || askable.parameters().any(named) {
        statuses.push("404");
    }
    if operation.takes != Takes::Nothing {
        statuses.extend(["408", "413", "415"]);
    }
    if operation.is_private() || operation.reveals() {
        statuses.extend(["404", "409", "429"]);
        statuses.sort_unstable();
        statuses.dedup();
    }
    let mut responses = problems(&statuses);
    let text = json!({ "type": "string" });
    let mut done = json!({
        "description": "What the command tells",
        "content": forms(operation, askable, all),
        "headers": { "Jejak-Note": {
            "description": "What the command notes beside its answer, percent-encoded UTF-8.",
            "schema": text,
        } },
    });
    if operation.lasts() {
        done["headers"]["ETag"] = json!({ "description": "Head and day.", "schema": text });
        let same = json!({ "description": "Nothing changed since the answer with that tag" });
        responses.insert("304".to_owned(), same);
    }
    responses.insert("200".to_owned(), done);
    let begun = json!({
        "description": "A job was begun (Prefer: respond-async)",
        "headers": { "Location": { "description": "Where the job is.", "schema": text } },
    });
    responses.insert("202".to_owned(), begun);
    responses
}

/// The forms in which an answer can be had.
fn forms(operation: &Operation, askable: &Askable, all: &mut Shapes) -> Map<String, Value> {
    let text = json!({ "schema": { "type": "string" } });
    let mut forms = Map::new();
    if operation.gives_a_file() {
        forms.insert(A_FILE.to_owned(), text);
        return forms;
    }
    let json = answers::of(operation, askable, all);
    if operation.is_file() {
        forms.insert(operation.media().to_owned(), text);
        return forms;
    }
    if operation.is_lines() {
        // A schema of one line: JSON Schema has no word for lines.
        let lines = json!({ "schema": { "type": "string" }, "x-line": json });
        forms.insert("application/x-ndjson".to_owned(), lines);
    } else {
        forms.insert("application/json".to_owned(), json!({ "schema": json }));
    }
    if operation.words[0] != "export" {
        forms.insert("text/plain".to_owned(), text.clone());
    }
    if askable.knows("format") {
        let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        for media in ["text/csv", "text/html", xlsx] {
            forms.insert(media.to_owned(), text.clone());
        }
    }
    forms
}

fn parameter(arg: &clap::Arg, in_path: bool) -> Value {
    let switch = matches!(arg.get_action(), ArgAction::SetTrue);
    let mut schema = if switch { json!({ "type": "boolean" }) } else { value_of(arg) };
    let words: Vec<String> =
        arg.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect();
    if !words.is_empty() && !switch {
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

/// What one value of a parameter is.
fn value_of(arg: &clap::Arg) -> Value {
    let of = arg.get_value_parser().type_id();
    let whole = |most: u64| json!({ "type": "integer", "minimum": 0, "maximum": most });
    if of == TypeId::of::<u64>() || of == TypeId::of::<usize>() {
        return whole(u64::MAX);
    }
    if of == TypeId::of::<u32>() {
        return whole(u32::MAX.into());
    }
    if of == TypeId::of::<u16>() {
        return whole(u16::MAX.into());
    }
    if of == TypeId::of::<u8>() {
        return whole(u8::MAX.into());
    }
    if of == TypeId::of::<Date>() {
        return json!({ "type": "string", "format": "date" });
    }
    match words::of(arg) {
        Some(words) => json!({ "type": "string", "enum": words }),
        None => json!({ "type": "string" }),
    }
}
