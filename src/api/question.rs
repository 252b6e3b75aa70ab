//! What a request asks: the command that it is, and the form of the answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::RawPathParams;
use axum::http::HeaderMap;
use futures_util::StreamExt as _;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;

use super::answer::Work;
use super::needs::Needs;
use super::negotiate;
use super::operation::Operation;
use super::problem::{Kind, Problem};
use super::received;
use super::sent::A_FILE;
use super::state::Shared;
use super::who::Asker;
use crate::access::Reach;
use crate::commands::asked::{Askable, Wrong};
use crate::commands::{Context, House};
use crate::exchange::render::{Format, Here};
use crate::ledger::rules::Language;
use crate::said::said;

/// What is asked.
pub struct Asked<'a> {
    pub operation: &'static Operation,
    pub askable: &'static Askable,
    pub given: Vec<(String, String)>,
    pub language: Language,
    pub headers: &'a HeaderMap,
    pub tag: Option<String>,
    /// The page that the answer is to be a piece of.
    pub here: Option<Here>,
}

impl Asked<'_> {
    /// The command, made ready.
    pub fn work(
        mut self,
        service: &Shared,
        asker: &Asker,
        reach: &Reach,
        file: Option<(&'static str, NamedTempFile)>,
    ) -> Result<Work, Problem> {
        let needs = self.within(reach)?;
        let format = match self.here {
            Some(_) => Format::Terminal,
            None => self.format()?,
        };
        let place = file.as_ref().map(|(argument, file)| (*argument, file.path()));
        let command = self.askable.ask(&self.given, place).map_err(|wrong| self.wrong(wrong))?;
        let ledger = Arc::new(asker.hand(&service.house.ledger));
        let house = House { ledger, ..House::clone(&service.house) };
        let json = format == Format::Json;
        let context = Context::of_server(Arc::new(house), asker.actor(), json, self.language);
        let context = context.within(reach.clone());
        let context = match self.here.take() {
            Some(here) => context.on_page(here),
            None => context,
        };
        let file = file.map(|(_, file)| file);
        Ok(Work {
            context,
            command,
            file,
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

/// What is given by name: in the path, in the query, by the operation itself.
pub fn given(
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
pub async fn fields(
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
pub async fn receive(
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
pub fn wants_job(headers: &HeaderMap) -> bool {
    let prefer = headers.get("prefer").and_then(|value| value.to_str().ok());
    prefer.is_some_and(|prefer| prefer.split([',', ';']).any(|one| one.trim() == "respond-async"))
}
