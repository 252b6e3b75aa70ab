//! From what was typed to a request, by the table of operations; and what is done with the answer.

use std::path::PathBuf;

use form_urlencoded::Serializer;
use serde_json::{Map, Value};

use super::answer::{self, Answer};
use super::client::ToSend;
use super::typed::{TypedCommand, stays_here};
use crate::api::router::OPERATIONS;
use crate::api::{Operation, Takes, Verb};
use crate::commands::asked::{is_parameter, name_of};
use crate::commands::{Context, Failure, append, tables, whole};
use crate::exchange::render::Format;
use crate::said::said;

/// Commands whose answer takes long: they are begun as jobs and looked at.
const LONG: &[&str] = &[
    "check",
    "compare",
    "diff",
    "export",
    "import",
    "reconcile",
    "replay",
    "sample",
    "verify",
    "what-if",
];

/// The media type of a file that is kept: nobody guesses what it is.
const A_FILE: &str = "application/octet-stream";

/// A command as a request.
#[derive(Debug)]
pub struct Request {
    verb: Verb,
    path: String,
    accept: &'static str,
    file: Option<PathBuf>,
    fields: Option<Map<String, Value>>,
    output: Option<PathBuf>,
    force: bool,
    /// Whether what is written is for its owner alone.
    confidential: bool,
    long: bool,
}

impl Request {
    /// The request that was typed. Nothing is asked or read yet.
    pub fn of(context: &Context, typed: &TypedCommand<'_>) -> Result<Request, Failure> {
        let mut given = typed.parameters();
        let operation = operation(typed, &given)?;
        if let Some(arg) = typed.given().find(|arg| !is_sent(operation, arg)) {
            return Err(stays_here(arg));
        }
        let path = |id| typed.knows(id).then(|| typed.matches.get_one::<PathBuf>(id)).flatten();
        let output = path("output").cloned();
        let gives_a_file = operation.gives_a_file();
        let format =
            if gives_a_file { Format::Json } else { format(context, typed, output.as_deref())? };
        if let Some(path) = output.as_deref().filter(|path| path.exists() && !forces(typed)) {
            return Err(whole::exists(path));
        }
        if output.is_some() && !gives_a_file && !given.iter().any(|(name, _)| name == "format") {
            given.push(("format".to_owned(), format.word().to_owned()));
        }
        let file = match operation.takes {
            Takes::File(argument) => path(argument).cloned(),
            Takes::Nothing | Takes::Fields(_) => None,
        };
        Ok(Request {
            verb: operation.verb,
            fields: fields(operation, &mut given),
            path: placed(operation, given),
            accept: if gives_a_file { A_FILE } else { essence(format) },
            file,
            output,
            force: forces(typed),
            confidential: gives_a_file || operation.words.first() == Some(&"investigation"),
            long: typed.words.first().is_some_and(|word| LONG.contains(word)),
        })
    }

    /// Whether its answer takes long.
    pub fn is_long(&self) -> bool {
        self.long
    }

    /// The request with the bytes of its file.
    pub fn to_send(&self, context: &Context) -> Result<ToSend, Failure> {
        let file = self.file.as_deref().map(append::read).transpose()?;
        let fields =
            self.fields.clone().map(|fields| Value::Object(fields).to_string().into_bytes());
        let body = file.or(fields);
        Ok(ToSend {
            body: body.or_else(|| (self.verb == Verb::Post).then(Vec::new)),
            ..ToSend::new(context, self.verb.word(), self.path.clone(), self.accept)
        })
    }

    /// Prints the answer as it is, or writes it whole to the file that was named.
    pub fn give(&self, context: &Context, answer: Answer) -> Result<(), Failure> {
        let answer = answer.good(context, &[self.accept, "application/x-ndjson"])?;
        match &self.output {
            None => answer::print(context, answer),
            Some(path) => {
                whole::write(path, self.force, self.confidential, |file| answer.copy_to(file))
            }
        }
    }
}

/// The operation that a command is: the one that sets what was asked for itself, else the one that has
/// most of it in its path.
fn operation(
    typed: &TypedCommand<'_>,
    given: &[(String, String)],
) -> Result<&'static Operation, Failure> {
    let fits = |operation: &&Operation| {
        let placed = operation.in_path().all(|name| one(given, name).is_some());
        let fixed = operation.fixed.iter().all(|(name, value)| one(given, name) == Some(value));
        let filed = match operation.takes {
            Takes::Nothing | Takes::Fields(_) => true,
            Takes::File(argument) => typed.given().any(|arg| arg.get_id() == argument),
        };
        operation.words == typed.words && placed && fixed && filed
    };
    let fitting = OPERATIONS.iter().filter(fits);
    let best = fitting.max_by_key(|it| (it.fixed.len(), it.in_path().count()));
    best.ok_or_else(|| no_operation(typed))
}

/// The only value of a name, where it is one that can stand in a path.
fn one<'a>(given: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = given.iter().filter(|(known, _)| dashed(known) == dashed(name));
    let (_, value) = values.next().filter(|_| values.next().is_none())?;
    (!matches!(value.as_str(), "" | "." | "..")).then_some(value)
}

fn no_operation(typed: &TypedCommand<'_>) -> Failure {
    let name = typed.name();
    Failure::Usage(said!(
        "`jejak {name}` as it was typed is no operation of the service: run it at the machine of the \
         ledger, with --data",
        "`jejak {name}` seperti yang diketik bukan operasi layanan: jalankan di mesin buku, dengan \
         --data"
    ))
}

/// Whether an argument is sent, or means something here: `-o` and the file that is the body.
fn is_sent(operation: &Operation, arg: &clap::Arg) -> bool {
    let is_body = |argument: &str| arg.get_id() == argument;
    let name = name_of(arg);
    let is_set = operation.fixed.iter().any(|(fixed, _)| dashed(fixed) == name);
    let in_path = operation.in_path().any(|part| dashed(part) == name);
    let is_taken =
        is_set || in_path || operation.in_fields(&name) || operation.takes_in_query(&name);
    (is_parameter(arg) && is_taken)
        || matches!(arg.get_id().as_str(), "output" | "force")
        || matches!(operation.takes, Takes::File(argument) if is_body(argument))
}

fn forces(typed: &TypedCommand<'_>) -> bool {
    typed.knows("force") && typed.matches.get_flag("force")
}

/// The form of the answer, as the command at hand would choose it.
fn format(
    context: &Context,
    typed: &TypedCommand<'_>,
    output: Option<&std::path::Path>,
) -> Result<Format, Failure> {
    let named = typed.knows("format").then(|| typed.matches.get_one::<Format>("format")).flatten();
    let format = tables::format_of(context.json, named.copied(), output)?;
    if output.is_none() {
        tables::for_a_window(context, format)?;
    }
    Ok(format)
}

/// A media type without its parameters.
fn essence(format: Format) -> &'static str {
    let media = format.media_type();
    media.split(';').next().unwrap_or(media)
}

/// Path and query: what stands in the path is taken out of what is given.
fn placed(operation: &Operation, given: Vec<(String, String)>) -> String {
    let mut path = operation.path.to_owned();
    for name in operation.in_path() {
        let value = escaped(one(&given, name).unwrap_or_default());
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let fixed = operation.fixed.iter().map(|(name, _)| *name);
    let taken: Vec<&str> = operation.in_path().chain(fixed).collect();
    let mut query = Serializer::new(String::new());
    let is_taken = |name: &str| taken.iter().any(|taken| dashed(taken) == dashed(name));
    let rest = given.iter().filter(|(name, _)| !is_taken(name));
    query.extend_pairs(rest);
    let query = query.finish();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// What comes in the body by name; it is taken out of what is given.
fn fields(operation: &Operation, given: &mut Vec<(String, String)>) -> Option<Map<String, Value>> {
    let Takes::Fields(_) = operation.takes else { return None };
    let fields = given.extract_if(.., |(name, _)| operation.in_fields(name));
    Some(fields.map(|(name, value)| (name, Value::String(value))).collect())
}

/// A name as the command line has it: paths have the same with underscores.
fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// A value as one part of a path.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(byte.into());
            }
            _ => escaped.extend(format!("%{byte:02X}").chars()),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::rules::Language;

    /// What is typed, and the request that it is; or the beginning of why it is none.
    const CASES: &[(&str, &str)] = &[
        ("kinds", "GET /v1/kinds text/plain"),
        ("kinds --json", "GET /v1/kinds application/json"),
        ("report", "GET /v1/reports text/plain"),
        ("report lra --year 2026", "GET /v1/reports/lra?year=2026 text/plain"),
        ("report lra --public", "GET /v1/public/reports/lra text/plain"),
        ("report lra --format csv", "GET /v1/reports/lra?format=csv text/csv"),
        ("report lra -o /nowhere/a.html", "GET /v1/reports/lra?format=html text/html"),
        ("report lra -o /nowhere/a.doc", "--output: expected a file ending in"),
        ("report lra --format csv --json", "--format: expected json beside --json"),
        (
            "trail payment:7 region:36.02",
            "GET /v1/trails?tags=payment%3A7&tags=region%3A36.02 text/plain",
        ),
        ("check A01", "GET /v1/checks/A01 text/plain"),
        ("check A01 A02", "GET /v1/checks?ids=A01&ids=A02 text/plain"),
        ("report a/b --year 2026", "GET /v1/reports/a%2Fb?year=2026 text/plain"),
        (
            "sample evaluate 7 --confidence 90",
            "GET /v1/samples/7/evaluation?confidence=90 text/plain",
        ),
        ("import sp2d a.csv --dry-run", "POST /v1/imports/sp2d?dry-run=true text/plain"),
        (
            "import sp2d a.csv --as 4",
            "--as: expected without --server, found beside it: it is whoever",
        ),
        ("import sp2d a.csv --accept-clock", "--accept-clock: expected without --server"),
        (
            "import sp2d a.csv --reasons b.xlsx",
            "--reasons: expected without --server, found beside it: the service reads",
        ),
        ("import --profiles", "`jejak import` as it was typed is no operation"),
        ("init --origin a.example/b", "`jejak init` as it was typed is no operation"),
        ("person show 0a1b --json", "GET /v1/people/0a1b application/json"),
        (
            "person show 0a1b --reveal --purpose uji --case S/1",
            "POST /v1/people/0a1b/reveal text/plain",
        ),
        ("person hold 0a1b --case S/1 --lift", "POST /v1/people/0a1b/holds/lift text/plain"),
        ("report calk --reveal --purpose uji --case S/1", "POST /v1/reports/calk/named text/plain"),
        ("check A01 --reveal --purpose uji --case S/1", "--reveal: expected without --server"),
        ("person init", "`jejak person init` as it was typed is no operation"),
        ("person backup", "POST /v1/people/backups text/plain"),
        ("person backup vaults", "folder: expected without --server, found beside it: the service"),
        ("doctor", "GET /v1/doctor text/plain"),
        ("rebuild", "`jejak rebuild` as it was typed is no operation"),
        ("serve", "`jejak serve` as it was typed is no operation"),
    ];

    #[test]
    fn what_is_typed_is_what_is_asked() {
        let mut wrong = Vec::new();
        for (line, expected) in CASES {
            let words = ["jejak"].into_iter().chain(line.split(' '));
            let matches = crate::cli::definition().try_get_matches_from(words).expect(line);
            let json = matches.get_flag("json");
            let context = Context::of_person("nowhere".into(), json, Language::En);
            let found = match Request::of(&context, &TypedCommand::of(&matches)) {
                Ok(it) => format!("{} {} {}", it.verb.word(), it.path, it.accept),
                Err(Failure::Usage(what)) => what.en,
                Err(other) => format!("{other:?}"),
            };
            if !found.starts_with(expected) {
                wrong.push(format!("{line}: {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
