//! What is told of a request: one line of the log, figures, and a number to ask about it.
//!
//! Invariants: nothing that whoever asks wrote is in the log. The route is the one of the router, with
//! the names of its parameters and not their values; a query, header or body is never in it; a method
//! that no operation has is told as `OTHER`.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;

use super::negotiate;
use super::origin::{Origin, origin};
use super::problem::Problem;
use super::state::Shared;
use crate::ledger::rules::Language;

/// The header that an answer has its number in.
const REQUEST_ID: &str = "x-request-id";

tokio::task_local! {
    /// The request that this task answers.
    static ANSWERED: Arc<Noted>;
}

/// What is noted of a request while it is answered.
#[derive(Debug)]
struct Noted {
    id: String,
    account: OnceLock<u64>,
    code: OnceLock<String>,
}

/// Whoever connected.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Notes whose request this is.
pub fn is_of(account: u64) {
    let _ = ANSWERED.try_with(|noted| noted.account.set(account));
}

/// Notes the code of what was refused or denied.
pub fn refused_by(code: &str) {
    let _ = ANSWERED.try_with(|noted| noted.code.set(code.to_owned()));
}

/// The number of the request that is answered; none outside of one.
pub fn request_id() -> Option<String> {
    ANSWERED.try_with(|noted| noted.id.clone()).ok()
}

/// 128 random bits. What the client names a request by is its own business, and may be anything.
fn new_id() -> String {
    let mut bytes = [0; 16];
    // Without randomness a number that stands for none is better than no service.
    let _ = getrandom::fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes))
}

/// Answers a request and tells of it.
pub async fn seen(State(service): State<Shared>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let peer = request.extensions().get::<ConnectInfo<Peer>>().map(|it| it.0.0.ip());
    let origin = peer.map(|peer| origin(peer, request.headers(), &service.proxies));
    request.extensions_mut().insert(Origin(origin));
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = known(request.method());
    let language = negotiate::language(request.headers());
    let noted = Arc::new(Noted { id: new_id(), account: OnceLock::new(), code: OnceLock::new() });
    let response = answered(&noted, language, next.run(request)).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let status = response.status().as_u16();
    service.metrics.requested(method, route, status, begun.elapsed());
    log(&noted, method, route, status, begun.elapsed());
    response
}

/// The answer with its number; a panic is answered, too.
async fn answered(
    noted: &Arc<Noted>,
    language: Language,
    answering: impl Future<Output = Response>,
) -> Response {
    let whole = async {
        let answered = AssertUnwindSafe(answering).catch_unwind().await;
        answered.unwrap_or_else(|_| Problem::fault(language).into_response())
    };
    let mut response = ANSWERED.scope(Arc::clone(noted), whole).await;
    if let Ok(id) = HeaderValue::from_str(&noted.id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

fn log(noted: &Noted, method: &str, route: &str, status: u16, took: Duration) {
    let (request_id, account) = (&*noted.id, noted.account.get());
    let (code, ms) = (noted.code.get(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
    if status >= 500 {
        tracing::error!(method, route, status, ms, account, code, request_id, "request");
    } else {
        tracing::info!(method, route, status, ms, account, code, request_id, "request");
    }
}

/// The methods that there are; others are somebody's words.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use axum::body::to_bytes;
    use axum::http::StatusCode;
    use serde_json::Value;

    use super::super::problem::Kind;
    use super::*;
    use crate::said::said;

    async fn told(
        answering: impl Future<Output = Response>,
    ) -> (StatusCode, String, String, Value) {
        let noted = Noted { id: new_id(), account: OnceLock::new(), code: OnceLock::new() };
        let response = answered(&Arc::new(noted), Language::En, answering).await;
        let header = |name| response.headers().get(name).unwrap().to_str().unwrap().to_owned();
        let (id, media) = (header(REQUEST_ID), header("content-type"));
        let status = response.status();
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        (status, id, media, serde_json::from_slice(&body).unwrap())
    }

    /// Panics as a fault would; that it is told on stderr is as it should be.
    fn broken() -> impl Future<Output = Response> {
        poll_fn(|_| {
            let text = String::from("said by somebody");
            assert!(text.is_empty(), "{text}");
            Poll::Pending
        })
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_with_the_number_of_the_request() {
        let (status, id, media, problem) = told(broken()).await;
        assert_eq!((status.as_u16(), &*media), (500, "application/problem+json"));
        assert_eq!(problem["type"], "urn:jejak:problem:broken");
        assert_eq!(problem["request_id"], Value::from(id.clone()));
        assert_eq!(id.len(), 32);
        assert!(!problem.to_string().contains("said by somebody"), "{problem}");
    }

    #[tokio::test]
    async fn what_is_no_fault_of_ours_has_its_number_in_the_header_alone() {
        let what = said!("not so", "tidak begitu");
        let wrong = async { Problem::new(Kind::Wrong, Language::En, &what).into_response() };
        let (status, id, _, problem) = told(wrong).await;
        assert_eq!((status.as_u16(), id.len()), (400, 32));
        assert_eq!(problem.get("request_id"), None);
    }
}
