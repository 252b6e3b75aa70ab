//! Answering an operation that is a command.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::extract::{FromRequestParts as _, RawPathParams, Request};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

use super::needs::Needs;
use super::negotiate;
use super::operation::{ASKABLE, Takes};
use super::problem::{Kind, Problem};
use super::question::{Asked, fields, given, receive, wants_job};
use super::remembered::Question;
use super::sent::{Answer, is_known, unchanged};
use super::state::Shared;
use super::who::{Asker, who};
use crate::access::Reach;
use crate::commands::{self, Cancelled, Command, Context, Failure, Printed};
use crate::ledger::rules::Language;
use crate::said::said;

/// A command that is to be run for somebody.
pub struct Work {
    /// What it prints goes here.
    pub context: Context,
    pub command: Command,
    /// The body, where it is a file; gone with the work.
    pub file: Option<NamedTempFile>,
    /// What the answer is.
    pub media: &'static str,
    /// The tag of the answer; none where it may be another at the same head.
    pub tag: Option<String>,
    /// What whoever fetches the answer must still be allowed.
    pub needs: Needs,
}

/// What became of a command.
pub enum Outcome {
    /// What it printed, and what it noted beside it.
    Printed(Printed, Vec<String>),
    /// Why it did not, and what it told before.
    Failed(Failure, Value),
    /// Nobody waits for it any more.
    Cancelled,
    /// It is our fault.
    Broken,
}

/// Answers an operation.
pub async fn answer(service: Shared, index: usize, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let answered = answered(service, index, request, language).await;
    answered.unwrap_or_else(Problem::into_response)
}

async fn answered(
    service: Shared,
    index: usize,
    request: Request,
    language: Language,
) -> Result<Response, Problem> {
    let Some((operation, askable)) = ASKABLE.get(index) else {
        return Err(Problem::new(Kind::Nowhere, language, &said!("not here", "tidak di sini")));
    };
    let asker = who(&service, request.method(), request.headers(), language)?;
    let reach = asker.may(operation.act, language)?;
    let (mut parts, body) = request.into_parts();
    let raw = RawPathParams::from_request_parts(&mut parts, &service).await;
    let raw = raw.ok();
    if raw.is_none() && operation.in_path().next().is_some() {
        let what = said!(
            "the path: expected UTF-8, found other bytes",
            "jalur: seharusnya UTF-8, ditemukan bita lain"
        );
        return Err(Problem::new(Kind::Nowhere, language, &what));
    }
    let mut given = given(operation, raw, parts.uri.query(), language)?;
    let tag = operation.lasts().then(|| service.tag());
    if let Some(tag) = tag.as_deref().filter(|tag| is_known(&parts.headers, tag)) {
        return Ok(unchanged(tag));
    }
    let file = match operation.takes {
        Takes::Nothing => None,
        Takes::File(argument) => {
            let to = (*operation, &service);
            Some((argument, receive((&parts.headers, body), to, language).await?))
        }
        Takes::Fields(names) => {
            given.extend(fields((&parts.headers, body), names, language).await?);
            None
        }
    };
    // What is kept for later is no place for personal data.
    let job = wants_job(&parts.headers) && !operation.is_private() && !operation.reveals();
    let of = |tag: &String| Question::of(index, &given, &parts.headers, &reach, tag);
    let question = tag.as_ref().filter(|_| !job).map(of);
    let headers = &parts.headers;
    let asked = Asked { operation, askable, given, language, headers, tag, here: None };
    if job {
        let work = asked.work(&service, &asker, &reach, file)?;
        return Ok(service.jobs.begin(&service, asker.known.account, operation.id(), work));
    }
    let answer = found(&service, asked, (&asker, &reach), file, question).await?;
    Ok(answer.into_response())
}

/// The answer: the one that still holds, or by running the command.
pub async fn found(
    service: &Shared,
    asked: Asked<'_>,
    (asker, reach): (&Asker, &Reach),
    file: Option<(&'static str, NamedTempFile)>,
    question: Option<Question>,
) -> Result<Answer, Problem> {
    if let Some(answer) = question.as_ref().and_then(|it| service.remembered.find(it)) {
        service.metrics.remembered.inc();
        return Ok(answer);
    }
    let language = asked.language;
    let work = asked.work(service, asker, reach, file)?;
    let (media, tag) = (work.media, work.tag.clone());
    let turn = service.turns.clone().acquire_owned().await;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work.run()
    });
    let outcome = done.await.unwrap_or(Outcome::Broken);
    let answer = Answer::of(outcome, media, tag.as_deref(), language)?;
    if let Some(question) = question {
        service.remembered.keep(question, &answer);
    }
    Ok(answer)
}

impl Work {
    /// Runs the command.
    pub fn run(self) -> Outcome {
        let Work { context, command, .. } = self;
        let (kept, json) = (context.kept().cloned(), context.json);
        let done = catch_unwind(AssertUnwindSafe(|| commands::run(&context, command)));
        let notes = kept.as_ref().map(|kept| kept.notes()).unwrap_or_default();
        let printed = kept.map_or(Ok(Printed::Memory(Vec::new())), |kept| kept.take_printed());
        let printed = match printed {
            Ok(printed) => printed,
            Err(error) => return Outcome::Failed(Failure::io(error), Value::Null),
        };
        match done {
            Ok(Ok(())) => Outcome::Printed(printed, notes),
            Ok(Err(failure)) => Outcome::Failed(failure, told(&printed.beginning(), json, notes)),
            Err(panic) if panic.is::<Cancelled>() => Outcome::Cancelled,
            Err(_) => Outcome::Broken,
        }
    }
}

/// What a command told before it failed: its JSON, or else its lines as `answer`, with the notes beside
/// them.
fn told(printed: &[u8], json: bool, notes: Vec<String>) -> Value {
    if json {
        return serde_json::from_slice(printed).unwrap_or_default();
    }
    let mut told = Map::new();
    if !printed.is_empty() {
        told.insert("answer".to_owned(), String::from_utf8_lossy(printed).into());
    }
    if !notes.is_empty() {
        told.insert("notes".to_owned(), notes.into());
    }
    Value::Object(told)
}
