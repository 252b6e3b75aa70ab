//! Proposing events, and reading them in order.

use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jejak_events::{ChainHash, Head, Kind as EventKind, Recorded};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::sync::oneshot;
use utoipa::{IntoParams, ToSchema};

use super::negotiate;
use super::problem::{Kind, Problem};
use super::received;
use super::sent::{is_known, tagged, unchanged};
use super::state::{Service, Shared};
use super::who::{Asker, who};
use crate::access::{Act, Reach};
use crate::commands::errors;
use crate::exchange::drafts::{self, Drafts};
use crate::exchange::events::{self as exchange, EventShown};
use crate::ledger::rules::Language;
use crate::ledger::{Busy, Condition, Flag, Receipt, Request as Proposal, WriteError};
use crate::said::said;

/// Most events on one page.
const PAGE_MAX: u64 = 1_000;

/// How events are proposed.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Proposing {
    /// Judge only, record nothing.
    #[serde(default)]
    dry_run: bool,
    /// Only if the head is still this one, as `SIZE:HASH`.
    if_head: Option<String>,
}

/// What was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recording {
    /// Whether the events are in the ledger.
    recorded: bool,
    /// Whether they had been recorded before, under the same `Idempotency-Key`.
    repeated: bool,
    /// Sequence number of the first event.
    first_seq: u64,
    /// How many events.
    count: u64,
    /// The head after them, as `SIZE:HASH`.
    head: String,
    /// When they were recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: jejak_events::Timestamp,
    /// What rules have to say of events that are recorded all the same.
    flags: Vec<Flagged>,
}

/// What a rule says of a recorded event.
#[derive(Debug, Serialize, ToSchema)]
pub struct Flagged {
    /// The event.
    seq: u64,
    /// The rule, by its code.
    rule: &'static str,
    /// The figures that decided.
    #[schema(value_type = Object)]
    figures: Value,
    /// The sentence for people, in the language asked for.
    sentence: String,
}

/// Proposes events: all are recorded or none.
pub async fn propose(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let proposed = proposed(&service, request, language).await;
    proposed.unwrap_or_else(Problem::into_response)
}

async fn proposed(
    service: &Shared,
    request: Request,
    language: Language,
) -> Result<Response, Problem> {
    let asker = who(service, &Method::POST, request.headers(), language)?;
    let wrong = |what| Problem::new(Kind::Wrong, language, &what);
    let how = Query::<Proposing>::try_from_uri(request.uri());
    let Query(how) = how.map_err(|error| wrong(query_is_wrong(&error)))?;
    let key = key_of(request.headers(), language)?;
    let condition = match &how.if_head {
        None => Condition::Always,
        Some(text) => Condition::HeadIs(head_of(text).ok_or_else(|| {
            wrong(said!(
                "if_head: expected SIZE:HASH as a receipt has it, found something else",
                "if_head: seharusnya UKURAN:HASH seperti pada tanda terima, ditemukan lain"
            ))
            .about("if_head")
        })?),
    };
    let is_list = is_json(request.headers());
    let most = service.body_max;
    let body = received::whole(request, most, language).await?;
    let drafts = read(&body, is_list, language)?;
    let proposal = Proposal { actor: asker.actor(), key, drafts, condition, dry_run: how.dry_run };
    let receipt = submit(service, &asker, proposal).await;
    let receipt =
        receipt.map_err(|busy| Problem::new(Kind::NotNow, language, &errors::said(&busy)))?;
    service.metrics.proposed(&receipt);
    let receipt = receipt.map_err(|error| Problem::of_write(&error, language))?;
    Ok(recorded(&receipt, how.dry_run, language))
}

/// Hands a proposal to the writer and waits for its answer without holding a thread.
async fn submit(
    service: &Service,
    asker: &Asker,
    proposal: Proposal,
) -> Result<Result<Receipt, WriteError>, Busy> {
    let (answer, answered) = oneshot::channel();
    let ledger = asker.hand(&service.house.ledger);
    ledger.submit(proposal, move |outcome| drop(answer.send(outcome)))?;
    let gone = |_| Err(WriteError::Stopped("the writer is gone".to_owned()));
    Ok(answered.await.unwrap_or_else(gone))
}

fn recorded(receipt: &Receipt, dry_run: bool, language: Language) -> Response {
    let flagged = |flag: &Flag| Flagged {
        seq: flag.seq,
        rule: flag.rule.code,
        figures: serde_json::to_value(&flag.figures).unwrap_or_default(),
        sentence: flag.sentence(language),
    };
    let told = Recording {
        recorded: !dry_run || receipt.repeated,
        repeated: receipt.repeated,
        first_seq: receipt.first_seq,
        count: receipt.count,
        head: receipt.head.to_string(),
        recorded_at: receipt.recorded_at,
        flags: receipt.flags.iter().map(flagged).collect(),
    };
    let new = told.recorded && !told.repeated;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = (status, axum::Json(told)).into_response();
    if let Ok(place) = HeaderValue::from_str(&format!("/v1/events/{}", receipt.first_seq))
        && new
    {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// The key under which a proposal may be sent again.
fn key_of(headers: &HeaderMap, language: Language) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let readable = value.to_str().ok().filter(|key| !key.trim().is_empty());
    let wrong = || {
        let what = said!(
            "Idempotency-Key: expected visible ASCII, found something else",
            "Idempotency-Key: seharusnya ASCII yang terlihat, ditemukan lain"
        );
        Problem::new(Kind::Wrong, language, &what).about("Idempotency-Key")
    };
    readable.map(|key| Some(key.to_owned())).ok_or_else(wrong)
}

/// `SIZE:HASH`.
fn head_of(text: &str) -> Option<Head> {
    let (size, hash) = text.split_once(':')?;
    let hash = jejak_events::chain::parse_hex(hash).map(ChainHash)?;
    Some(Head { size: size.parse().ok()?, hash })
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given.trim_start().to_ascii_lowercase().starts_with("application/json")
    })
}

/// The drafts of a body: one event, a list of events, or an event per line.
fn read(
    body: &[u8],
    is_list: bool,
    language: Language,
) -> Result<Vec<crate::ledger::Draft>, Problem> {
    let lines = if is_list { lines_of(body) } else { None };
    let text = lines.as_deref().unwrap_or(body);
    let read = drafts::read(text).map_err(|bad| Problem::of_bad_lines(&bad, language))?;
    let Drafts { drafts, .. } = read;
    if drafts.is_empty() {
        let what = said!(
            "expected one event at least, found none",
            "seharusnya paling sedikit satu kejadian, ditemukan tidak ada"
        );
        return Err(Problem::new(Kind::Wrong, language, &what));
    }
    Ok(drafts)
}

/// A JSON list, or one object over many lines, as an event per line; none where it is neither.
fn lines_of(body: &[u8]) -> Option<Vec<u8>> {
    let one_line = |raw: &RawValue| raw.get().replace(['\n', '\r'], " ");
    let many: Result<Vec<Box<RawValue>>, _> = serde_json::from_slice(body);
    if let Ok(many) = many {
        let lines: Vec<String> = many.iter().map(|raw| one_line(raw)).collect();
        return Some(lines.join("\n").into_bytes());
    }
    let one: Box<RawValue> = serde_json::from_slice(body).ok()?;
    Some(one_line(&one).into_bytes())
}

fn query_is_wrong(error: &axum::extract::rejection::QueryRejection) -> crate::said::Said {
    let why = error.body_text();
    said!("{why}", "{why}")
}

/// A page of events.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The first event of the page.
    #[serde(default)]
    from: u64,
    /// Most events on the page, 1 to 1,000; 100 when absent.
    limit: Option<u64>,
    /// Only events of this kind.
    kind: Option<String>,
}

/// A page of events, in the order in which they were recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page {
    /// The events.
    events: Vec<EventShown>,
    /// The `from` of the next page. Events that arrive meanwhile are on later pages; none is missed or
    /// comes twice.
    next: u64,
    /// Whether there was more when this page was read.
    more: bool,
    /// The head at that time, as `SIZE:HASH`.
    head: String,
}

/// Events in their order.
pub async fn list(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    // Without the body: it cannot be looked at from two threads, and nobody reads it.
    let (parts, _) = request.into_parts();
    let listed = listed(&service, &parts, language).await;
    listed.unwrap_or_else(Problem::into_response)
}

async fn listed(
    service: &Shared,
    request: &Parts,
    language: Language,
) -> Result<Response, Problem> {
    let asker = who(service, &request.method, &request.headers, language)?;
    let reach = asker.may(Act::ReadAll, language)?;
    let wrong = |what| Problem::new(Kind::Wrong, language, &what);
    let query = Query::<Paging>::try_from_uri(&request.uri);
    let Query(query) = query.map_err(|error| wrong(query_is_wrong(&error)))?;
    let limit = query.limit.unwrap_or(100);
    if limit == 0 || limit > PAGE_MAX {
        let what = said!(
            "limit: expected 1 to {PAGE_MAX}, found {limit}",
            "limit: seharusnya 1 sampai {PAGE_MAX}, ditemukan {limit}"
        );
        return Err(wrong(what).about("limit"));
    }
    let kind = query.kind.as_deref().map(|name| {
        EventKind::from_name(name).ok_or_else(|| {
            let what = said!(
                "kind: expected a name of /v1/kinds, found another",
                "kind: seharusnya nama dari /v1/kinds, ditemukan lain"
            );
            wrong(what).about("kind")
        })
    });
    let kind = kind.transpose()?;
    let tag = service.tag();
    if is_known(&request.headers, &tag) {
        return Ok(unchanged(&tag));
    }
    let head = service.house.ledger.read(|it| it.head);
    let (house, from) = (service.house.clone(), query.from);
    let turn = service.turns.clone().acquire_owned().await;
    let page = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        page_of(&house.ledger, from, limit, kind, &reach, head)
    });
    let unread = |what: String| {
        let what = crate::said::Said::same(what);
        Problem::new(Kind::Broken, language, &what)
    };
    let page = page.await.map_err(|error| unread(error.to_string()))?;
    let page = page.map_err(|error| unread(error.to_string()))?;
    let mut response = axum::Json(page).into_response();
    tagged(response.headers_mut(), &tag);
    Ok(response)
}

/// Events looked at for one page: a page of a rare kind may be short, or empty, with more behind it.
const LOOKED_AT_MAX: u64 = 100_000;

fn page_of(
    ledger: &crate::ledger::Ledger,
    from: u64,
    limit: u64,
    kind: Option<EventKind>,
    reach: &Reach,
    head: Head,
) -> Result<Page, crate::store::ReadError> {
    let end = head.size.min(from.saturating_add(LOOKED_AT_MAX));
    let mut page = Page { events: Vec::new(), next: from, more: false, head: head.to_string() };
    let mut failed = None;
    ledger.store().read(from.min(end)..end, &mut |block| {
        for (seq, entry) in block.iter() {
            if page.events.len() as u64 == limit {
                return false;
            }
            page.next = seq + 1;
            let fact = match Recorded::parse(entry) {
                Ok(fact) => fact,
                Err(error) => {
                    failed = Some((seq, error.to_string()));
                    return false;
                }
            };
            let of_kind = kind.is_none_or(|kind| fact.event.kind() == kind);
            if of_kind && ledger.read(|it| lies_within(&it.reading.state, &fact, reach)) {
                page.events.push(exchange::shown(&fact));
            }
        }
        true
    })?;
    if let Some((seq, what)) = failed {
        return Err(crate::store::ReadError::Corrupt { seq, what });
    }
    page.more = page.next < head.size;
    Ok(page)
}

/// Whether somebody with such a reach may see an event: all of its regions, and it has some.
pub fn lies_within(state: &jejak_projections::State, fact: &Recorded, reach: &Reach) -> bool {
    let Reach::Within(regions) = reach else { return true };
    let place = state.place_of(&fact.event);
    !place.regions.is_empty()
        && place.regions.iter().all(|inner| regions.iter().any(|region| region.contains(*inner)))
}
