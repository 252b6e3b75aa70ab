//! The feed: every event as it is recorded, from any event on, without a gap (server-sent events).
//!
//! The id of a message is the event's number: whoever comes back with `Last-Event-ID` gets the next.
//! Each client reads the store by itself, a page at a time, when it has taken the page before: a slow
//! one holds nothing up, and an idle one costs a waiting task.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};
use jejak_events::Recorded;
use prometheus_client::metrics::gauge::Gauge;
use serde::Deserialize;
use tokio::sync::watch;
use utoipa::IntoParams;

use super::events::lies_within;
use super::negotiate;
use super::problem::{Kind, Problem};
use super::state::Shared;
use super::who::who;
use crate::access::Act;
use crate::exchange::events;
use crate::ledger::rules::Language;
use crate::said::said;

/// Events read at once for a client.
const AHEAD: u64 = 250;

/// Where the feed begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Feeding {
    /// The first event; what comes next when absent. `Last-Event-ID` goes before.
    from: Option<u64>,
}

/// The feed of events.
pub async fn feed(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    match begun(&service, &request, language) {
        Ok(from) => {
            let head = service.head.clone();
            let proof = request.into_parts().0.headers;
            let heard = Heard::begun(&service.metrics.feed_clients);
            let page = Vec::new();
            let stream = messages(Client { service, head, next: from, proof, page, _heard: heard });
            let alive = KeepAlive::new().interval(Duration::from_secs(15));
            Sse::new(stream).keep_alive(alive).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

fn begun(service: &Shared, request: &Request, language: Language) -> Result<u64, Problem> {
    let asker = who(service, request.method(), request.headers(), language)?;
    asker.may(Act::ReadAll, language)?;
    let wrong = |name: &'static str| {
        let what = said!(
            "{name}: expected the number of an event, found something else",
            "{name}: seharusnya nomor kejadian, ditemukan lain"
        );
        Problem::new(Kind::Wrong, language, &what).about(name)
    };
    if let Some(last) = request.headers().get("last-event-id") {
        let last = last.to_str().ok().and_then(|last| last.parse::<u64>().ok());
        let last = last.ok_or_else(|| wrong("Last-Event-ID"))?;
        return Ok(last.saturating_add(1));
    }
    let query = Query::<Feeding>::try_from_uri(request.uri()).map_err(|_| wrong("from"))?;
    Ok(query.0.from.unwrap_or_else(|| service.house.ledger.head().size))
}

/// A client of the feed.
struct Client {
    service: Shared,
    head: watch::Receiver<jejak_events::Head>,
    /// The next event to be read.
    next: u64,
    /// What proved who asks; it is asked again at each page, so that who signed out, or lost a role,
    /// hears no more.
    proof: HeaderMap,
    /// Events that were read and not sent yet, the last first.
    page: Vec<Event>,
    _heard: Heard,
}

/// A client that is counted for as long as it hears.
struct Heard(Gauge);

impl Heard {
    fn begun(clients: &Gauge) -> Heard {
        clients.inc();
        Heard(clients.clone())
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn messages(client: Client) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(client, |mut client| async move {
        loop {
            if let Some(event) = client.page.pop() {
                return Some((Ok(event), client));
            }
            let size = client.head.borrow_and_update().size;
            if client.next < size {
                client = read_page(client, size).await?;
            } else {
                // The service ends: so does the feed.
                client.head.changed().await.ok()?;
            }
        }
    })
}

/// Reads the next page; nothing where the store cannot be read, which ends the feed.
async fn read_page(mut client: Client, size: u64) -> Option<Client> {
    let turn = client.service.turns.clone().acquire_owned().await.ok()?;
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let end = size.min(client.next.saturating_add(AHEAD));
        let (ledger, from) = (&client.service.house.ledger, client.next);
        let asker = who(&client.service, &Method::GET, &client.proof, Language::Id).ok()?;
        let (reach, page) = (asker.standing.reach(Act::ReadAll).ok()?, &mut client.page);
        let mut unread = false;
        let read = ledger.store().read(from..end, &mut |block| {
            for (seq, entry) in block.iter().filter(|(seq, _)| (from..end).contains(seq)) {
                let Ok(fact) = Recorded::parse(entry) else {
                    unread = true;
                    return false;
                };
                if ledger.read(|it| lies_within(&it.reading.state, &fact, &reach)) {
                    page.push(message(seq, &fact));
                }
            }
            true
        });
        page.reverse();
        client.next = end;
        (read.is_ok() && !unread).then_some(client)
    })
    .await
    .ok()?
}

fn message(seq: u64, fact: &Recorded) -> Event {
    let json = events::to_json(fact).to_string();
    Event::default().id(seq.to_string()).event(fact.event.kind().name()).data(json)
}
