//! `append` at a service: the file is read here, so that what is told names its lines.

use std::path::{Path, PathBuf};

use form_urlencoded::Serializer;

use super::answer::{self, Problem};
use super::client::{Client, ToSend};
use super::typed::{TypedCommand, stays_here};
use crate::commands::append::told::{Refused, Told};
use crate::commands::append::{drafts_of, read};
use crate::commands::{Context, Failure};
use crate::ledger::rules::Language;
use crate::said::said;

/// What `append` takes beside what only makes sense at the machine of the ledger.
const TAKEN: &[&str] = &["file", "dry_run", "request_id", "if_head"];

/// Proposes the events of a file.
pub fn run(
    context: &Context,
    typed: &TypedCommand<'_>,
    connect: impl FnOnce() -> Result<Client, Failure>,
) -> Result<(), Failure> {
    if let Some(arg) = typed.given().find(|arg| !TAKEN.contains(&arg.get_id().as_str())) {
        return Err(stays_here(arg));
    }
    let file = typed.matches.get_one::<PathBuf>("file").map_or(Path::new("-"), PathBuf::as_path);
    let text = read(file)?;
    let lines = drafts_of(context, file, &text)?.lines;
    let to_send = ToSend { body: Some(text), ..proposal(context, typed)? };
    match connect()?.send(&to_send)?.or_problem(&["application/json"])? {
        Ok(answer) => answer.json::<Told>()?.print(context, &lines),
        Err((status, problem)) => Err(refused(context, status, problem, &lines)),
    }
}

/// The request without its body.
fn proposal(context: &Context, typed: &TypedCommand<'_>) -> Result<ToSend, Failure> {
    let raw = |id| {
        let value = typed.matches.get_raw(id).and_then(|mut values| values.next());
        value.map(|value| value.to_string_lossy().into_owned())
    };
    let mut query = Serializer::new(String::new());
    if typed.matches.get_flag("dry_run") {
        query.append_pair("dry_run", "true");
    }
    if let Some(head) = raw("if_head") {
        query.append_pair("if_head", &head);
    }
    let query = query.finish();
    let path = if query.is_empty() { query } else { format!("?{query}") };
    let path = format!("/v1/events{path}");
    let mut to_send = ToSend::new(context, "POST", path, "application/json");
    to_send.headers.push(("content-type", "application/x-ndjson".to_owned()));
    if let Some(key) = raw("request_id") {
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Failure::Usage(said!(
                "--request-id: expected visible ASCII beside --server, found something else",
                "--request-id: seharusnya ASCII yang terlihat di samping --server, ditemukan lain"
            )));
        }
        to_send.headers.push(("idempotency-key", key));
    }
    Ok(to_send)
}

/// What a rule refused is told with its line; every other problem by its sentence.
fn refused(context: &Context, status: u16, problem: Problem, lines: &[usize]) -> Failure {
    let what = problem.said();
    match (status, problem.code) {
        (422, Some(rule)) => {
            let sentence = match context.language {
                Language::En => what.en,
                Language::Id => what.id,
            };
            let figures = problem.figures.into();
            Refused { rule, draft: problem.draft, figures, sentence }.failure(context, lines)
        }
        _ => answer::failure(status, what),
    }
}
