//! Answering an operation that is a command.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts as _, RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use serde_json::{Map, Value};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;

use super::needs::Needs;
use super::negotiate;
use super::operation::{ASKABLE, Operation, Takes};
use super::problem::{Kind, Problem};
use super::state::Shared;
use super::who::{Asker, who};
use super::{body, received};
use crate::access::Reach;
use crate::commands::asked::{Askable, Wrong};
use crate::commands::{self, Cancelled, Command, Context, Failure, House, Printed};
use crate::exchange::render::Format;
use crate::ledger::rules::Language;
use crate::said::said;

/// A command that is to be run for somebody.
pub struct Work {
    /// What it prints goes here.
    pub context: Context,
    command: Command,
    /// The body, where it is a file; gone with the work.
    _file: Option<NamedTempFile>,
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
    let asked = Asked { operation, askable, given, language, headers: &parts.headers, tag };
    let work = asked.work(&service, &asker, &reach, file)?;
    // What is kept for later is no place for personal data.
    if wants_job(&parts.headers) && !operation.is_private() && !operation.reveals() {
        return Ok(service.jobs.begin(&service, asker.known.account, operation.id(), work));
    }
    let (media, tag) = (work.media, work.tag.clone());
    let turn = service.turns.clone().acquire_owned().await;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work.run()
    });
    let outcome = done.await.unwrap_or(Outcome::Broken);
    respond(outcome, media, tag.as_deref(), language)
}

/// What is asked.
struct Asked<'a> {
    operation: &'static Operation,
    askable: &'static Askable,
    given: Vec<(String, String)>,
    language: Language,
    headers: &'a HeaderMap,
    tag: Option<String>,
}

impl Asked<'_> {
    /// The command, made ready.
    fn work(
        mut self,
        service: &Shared,
        asker: &Asker,
        reach: &Reach,
        file: Option<(&'static str, NamedTempFile)>,
    ) -> Result<Work, Problem> {
        let needs = self.within(reach)?;
        let format = self.format()?;
        let place = file.as_ref().map(|(argument, file)| (*argument, file.path()));
        let command = self.askable.ask(&self.given, place).map_err(|wrong| self.wrong(wrong))?;
        let house = House {
            folder: Arc::clone(&service.house.folder),
            ledger: Arc::new(asker.hand(&service.house.ledger)),
            backups: service.house.backups.clone(),
            vault: service.house.vault.clone(),
            access: Arc::clone(&service.house.access),
            reveals: Arc::clone(&service.house.reveals),
        };
        let json = format == Format::Json;
        let context = Context::of_server(Arc::new(house), asker.actor(), json, self.language);
        let context = context.within(reach.clone());
        let file = file.map(|(_, file)| file);
        Ok(Work {
            context,
            command,
            _file: file,
            media: media_of(self.operation, format),
            tag: self.tag,
            needs,
        })
    }

    /// Whoever may see some regions alone names one of them.
    fn within(&self, reach: &Reach) -> Result<Needs, Problem> {
        if self.operation.by_person {
            // The command looks where each of them lives.
            return Ok(Needs { act: self.operation.act, regions: Vec::new() });
        }
        let named = self.given.iter().filter(|(name, _)| name == "region");
        let regions = named.map(|(_, value)| value.parse().ok()).collect();
        let needs = Needs { act: self.operation.act, regions };
        let Reach::Within(regions) = reach else { return Ok(needs) };
        if needs.lie_within(reach) {
            return Ok(needs);
        }
        let own: Vec<String> = regions.iter().map(ToString::to_string).collect();
        let own = own.join(", ");
        let what = if self.askable.knows("region") {
            said!(
                "your roles are for {own}; expected `region` to be one of these or within",
                "peran Anda untuk {own}; `region` seharusnya salah satunya atau di dalamnya"
            )
        } else {
            said!(
                "your roles are for {own}, and this cannot be asked of one region alone",
                "peran Anda untuk {own}, dan ini tidak dapat ditanyakan untuk satu wilayah saja"
            )
        };
        Err(Problem::new(Kind::Denied, self.language, &what).coded("DENY-05").about("region"))
    }

    /// The form of the answer: by the parameter `format`, else by `Accept`.
    fn format(&mut self) -> Result<Format, Problem> {
        if self.operation.gives_a_file() {
            return Ok(Format::Json);
        }
        let any = self.askable.knows("format");
        let named = self.given.iter().position(|(name, _)| name == "format");
        let format = match named.filter(|_| any) {
            Some(at) => {
                let (_, word) = self.given.remove(at);
                let wrong = |what| Wrong { parameter: Some("format".to_owned()), what };
                let parsed = word.parse::<Format>().map_err(|en| {
                    let id = en.clone();
                    self.wrong(wrong(crate::said::Said { en, id }))
                });
                Some(parsed?)
            }
            None if negotiate::takes(self.headers, self.operation.own_media()) => {
                Some(Format::Json)
            }
            None => negotiate::format(self.headers),
        };
        match format {
            // Named, it asks for the table alone, as on the command line.
            Some(Format::Json) if any && named.is_some() => {
                self.given.push(("format".to_owned(), Format::Json.word().to_owned()));
                Ok(Format::Json)
            }
            Some(Format::Json) => Ok(Format::Json),
            Some(Format::Terminal) => Ok(Format::Terminal),
            Some(format) if any => {
                self.given.push(("format".to_owned(), format.word().to_owned()));
                Ok(format)
            }
            _ => Err(Problem::new(
                Kind::Form,
                self.language,
                &said!(
                    "Accept: expected application/json or text/plain, or for tables text/csv, \
                     text/html or XLSX, found none of them",
                    "Accept: seharusnya application/json atau text/plain, atau untuk tabel text/csv, \
                     text/html atau XLSX, ditemukan selain itu"
                ),
            )
            .about("Accept")),
        }
    }

    fn wrong(&self, wrong: Wrong) -> Problem {
        let problem = Problem::new(Kind::Wrong, self.language, &wrong.what);
        match wrong.parameter {
            Some(parameter) => problem.about(parameter),
            None => problem,
        }
    }
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

/// What is given by name: in the path, in the query, by the operation itself.
fn given(
    operation: &Operation,
    path: Option<RawPathParams>,
    query: Option<&str>,
    language: Language,
) -> Result<Vec<(String, String)>, Problem> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut given: Vec<(String, String)> =
        path.iter().flat_map(|path| path.iter().map(owned)).collect();
    let named = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    for (name, value) in named {
        if !operation.takes_in_query(&name.replace('_', "-")) {
            let name = name.into_owned();
            let what = said!(
                "{name}: expected none in this query, found one; GET /v1/openapi.json has the \
                 parameters of each operation",
                "{name}: seharusnya tidak ada di kueri ini, ditemukan ada; GET /v1/openapi.json \
                 memuat parameter setiap operasi"
            );
            return Err(Problem::new(Kind::Wrong, language, &what).about(name));
        }
        given.push((name.into_owned(), value.into_owned()));
    }
    given.extend(operation.fixed.iter().map(|pair| owned(*pair)));
    Ok(given)
}

/// Most bytes of a body of options.
const FIELDS_MAX: usize = 16_384;

/// Options that come as a JSON object of texts.
async fn fields(
    (headers, body): (&HeaderMap, Body),
    names: &[&str],
    language: Language,
) -> Result<Vec<(String, String)>, Problem> {
    received::announced(headers, FIELDS_MAX, language)?;
    let body = axum::body::to_bytes(body, FIELDS_MAX).await;
    let body = body.map_err(|error| received::unreceived(&error, FIELDS_MAX, language))?;
    let body: &[u8] = if body.is_empty() { b"{}" } else { &body };
    // The parser's own words could repeat what was sent.
    let given: Option<std::collections::BTreeMap<String, String>> =
        serde_json::from_slice(body).ok();
    let known = given.filter(|given| given.keys().all(|name| names.contains(&name.as_str())));
    let known = known.ok_or_else(|| {
        let names = names.join(", ");
        let what = said!(
            "the body: expected a JSON object with texts among {names}, found something else",
            "isi: seharusnya objek JSON berisi teks dari {names}, ditemukan lain"
        );
        Problem::new(Kind::Wrong, language, &what)
    })?;
    Ok(known.into_iter().collect())
}

/// Receives a body into a file, at most so many bytes.
async fn receive(
    (headers, body): (&HeaderMap, Body),
    (operation, service): (&Operation, &Shared),
    language: Language,
) -> Result<NamedTempFile, Problem> {
    let most = service.body_max;
    received::announced(headers, most, language)?;
    let broken = |error: std::io::Error| Problem::not_now(&error, language);
    let file = service.incoming.file_for(operation).map_err(broken)?;
    let mut out = tokio::fs::File::from_std(file.reopen().map_err(broken)?);
    let (mut chunks, mut size) = (body.into_data_stream(), 0_usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| received::unreceived(&error, most, language))?;
        size = size.saturating_add(chunk.len());
        if size > most {
            return Err(received::too_large(most, language));
        }
        out.write_all(&chunk).await.map_err(broken)?;
    }
    out.flush().await.map_err(broken)?;
    Ok(file)
}

/// What the bytes of a file are called, whatever they are: nobody who gets them guesses.
const A_FILE: &str = "application/octet-stream";

/// What the answer to an operation is called.
fn media_of(operation: &Operation, format: Format) -> &'static str {
    if operation.gives_a_file() {
        return A_FILE;
    }
    match (operation.words, format) {
        (["export", "jsonl"], _) | (["replay"], Format::Json) => "application/x-ndjson",
        _ if operation.is_file() => operation.media(),
        _ => format.media_type(),
    }
}

/// Whether whoever asks wants a job instead of an answer (RFC 7240).
fn wants_job(headers: &HeaderMap) -> bool {
    let prefer = headers.get("prefer").and_then(|value| value.to_str().ok());
    prefer.is_some_and(|prefer| prefer.split([',', ';']).any(|one| one.trim() == "respond-async"))
}

/// Whether whoever asks has the answer with this tag already.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag))
}

/// Nothing changed.
pub fn unchanged(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    tagged(response.headers_mut(), tag);
    response
}

/// What a cache may do with an answer: ask again whether it still holds.
pub fn tagged(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept, accept-language, authorization, cookie"),
    );
}

/// The header that has a note: what the command line prints beside its answer.
const NOTE: &str = "jejak-note";

/// Most notes of one answer, and most bytes of one: clients bound the head of an answer.
const NOTES_MAX: usize = 16;
const NOTE_BYTES_MAX: usize = 400;

/// A note as it may stand in a header: UTF-8, percent-encoded where it is not visible ASCII.
fn encoded(note: &str) -> String {
    let mut text = String::new();
    for byte in note.bytes() {
        if text.len() >= NOTE_BYTES_MAX {
            break;
        }
        match byte {
            b'%' | 0..=0x1f | 0x7f..=0xff => drop(write!(text, "%{byte:02X}")),
            _ => text.push(char::from(byte)),
        }
    }
    text
}

/// What became of a command, as an answer.
pub fn respond(
    outcome: Outcome,
    media: &'static str,
    tag: Option<&str>,
    language: Language,
) -> Result<Response, Problem> {
    match outcome {
        Outcome::Printed(printed, notes) => {
            let (body, length) = body::of_printed(printed).map_err(|error| {
                Problem::new(Kind::Broken, language, &commands::errors::said(&error))
            })?;
            let mut response = body.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            for note in notes.iter().take(NOTES_MAX) {
                if let Ok(note) = HeaderValue::from_str(&encoded(note)) {
                    headers.append(NOTE, note);
                }
            }
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
            if media == A_FILE {
                let kept = HeaderValue::from_static("attachment");
                headers.insert(header::CONTENT_DISPOSITION, kept);
            }
            match tag {
                Some(tag) => tagged(headers, tag),
                None => {
                    let never = HeaderValue::from_static("no-store");
                    headers.insert(header::CACHE_CONTROL, never);
                }
            }
            Ok(response)
        }
        Outcome::Failed(failure, told) => Err(Problem::of_failure(failure, language).telling(told)),
        Outcome::Cancelled => {
            Err(Problem::new(Kind::Gone, language, &said!("cancelled", "dibatalkan")))
        }
        Outcome::Broken => Err(Problem::new(
            Kind::Broken,
            language,
            &said!(
                "a fault of the service; nothing was recorded by it. Tell its operator the time",
                "kesalahan layanan; tidak ada yang dicatat karenanya. Beri tahu operator waktunya"
            ),
        )),
    }
}
