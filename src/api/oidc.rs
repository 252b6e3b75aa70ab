//! Signing in through an issuer of OpenID Connect, where an agency has one: authorization code with
//! PKCE. Who may do what stays with the ledger; the issuer only says who somebody is.
//!
//! A sign-in belongs to the browser that began it: a cookie of its own carries what the state must
//! fit, so that nobody is signed in by a link of somebody else's.

#[cfg(feature = "oidc")]
mod issuer;
#[cfg(not(feature = "oidc"))]
#[path = "oidc/absent.rs"]
mod issuer;
mod pending;

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jejak_events::vocabulary::SignInFault;
use serde::Deserialize;
use utoipa::IntoParams;

use super::negotiate;
use super::overseen::{self, Unadmitted};
use super::problem::{Kind, Problem};
use super::session::{cookie_of_session, unadmitted, with_cookie};
use super::state::{Service, Shared};
use crate::ledger::rules::Language;
use crate::said::said;
use crate::settings::OidcIssuer;

pub use issuer::Issuer;
pub use issuer::IssuerError;
use pending::Pending;

/// The cookie of a sign-in that has begun. It must come back from another site, so it is not strict.
const COOKIE: &str = "__Host-jejak-oidc";

/// What an issuer says of somebody, verified.
pub struct Vouched {
    /// Its name for them (`sub`).
    pub subject: String,
    /// Whether it asked for a second factor (`amr`, RFC 8176).
    pub proven: bool,
}

/// An issuer, and the sign-ins that wait for it.
pub struct Oidc {
    issuer: Issuer,
    pending: Pending,
}

impl Oidc {
    /// Makes ready; the issuer is asked at the first sign-in.
    pub fn of(settings: &OidcIssuer) -> Result<Oidc, IssuerError> {
        Ok(Oidc { issuer: Issuer::of(settings)?, pending: Pending::default() })
    }
}

/// What the issuer sends people back with (OpenID Connect Core 1.0, 3.1.2.5 and 3.1.2.6).
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Returning {
    /// What was sent there.
    state: Option<String>,
    /// What the service gets the token for.
    code: Option<String>,
    /// Why there is none.
    error: Option<String>,
}

/// Sends somebody to the issuer.
pub async fn begin(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let sent = tokio::task::spawn_blocking(move || sent(&service, language)).await;
    sent.unwrap_or_else(|_| Err(Problem::fault(language))).unwrap_or_else(Problem::into_response)
}

fn sent(service: &Service, language: Language) -> Result<Response, Problem> {
    let oidc = oidc(service, language)?;
    let begun = oidc.issuer.begin().map_err(|error| unusable(&error, language))?;
    let cookie = oidc.pending.keep(&begun.state, begun.secrets, service.now());
    let cookie = format!("{COOKIE}={cookie}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    let mut response = with_cookie(StatusCode::SEE_OTHER.into_response(), &cookie);
    let place = HeaderValue::from_str(&begun.url).map_err(|_| Problem::fault(language))?;
    response.headers_mut().insert(header::LOCATION, place);
    Ok(response)
}

/// Takes somebody back from the issuer, and begins their session.
pub async fn finish(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let returning = Query::<Returning>::try_from_uri(request.uri());
    let Ok(Query(returning)) = returning else { return wrong(language).into_response() };
    let cookie = cookie_of(request.headers());
    let back =
        tokio::task::spawn_blocking(move || back(&service, returning, cookie.as_deref(), language));
    back.await
        .unwrap_or_else(|_| Err(Problem::fault(language)))
        .unwrap_or_else(Problem::into_response)
}

fn back(
    service: &Service,
    returning: Returning,
    cookie: Option<&str>,
    language: Language,
) -> Result<Response, Problem> {
    let oidc = oidc(service, language)?;
    let begun = returning.state.as_deref().zip(cookie);
    let secrets = begun.and_then(|(state, cookie)| oidc.pending.take(state, cookie, service.now()));
    let secrets = secrets.ok_or_else(|| wrong(language))?;
    let failed = |fault| match overseen::failed_at_issuer(service, fault) {
        Ok(()) => None,
        Err(error) => Some(unadmitted(&error, language)),
    };
    let Some(code) = returning.code.filter(|_| returning.error.is_none()) else {
        return Err(failed(SignInFault::Other).unwrap_or_else(|| not_vouched(language)));
    };
    let vouched = oidc.issuer.vouched(code, secrets).map_err(|error| match error {
        IssuerError::Unverified(_) => {
            failed(SignInFault::WrongSecret).unwrap_or_else(|| unusable(&error, language))
        }
        error => unusable(&error, language),
    })?;
    let (name, subject) = (oidc.issuer.name(), &vouched.subject);
    let session = overseen::sign_in_by_issuer(service, name, subject, vouched.proven);
    let session = session.map_err(|error: Unadmitted| unadmitted(&error, language))?;
    Ok(with_cookie(arrived().into_response(), &cookie_of_session(&session)))
}

/// A page that goes on by itself. A redirect would still count as coming from the issuer's site, and
/// browsers would not send the session's cookie with it.
fn arrived() -> impl axum::response::IntoResponse {
    let page = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=\"0;url=/\">\
                <title>jejak</title><p><a href=\"/\">jejak</a>\n";
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    ([(header::CONTENT_TYPE, html)], page)
}

fn cookie_of(headers: &HeaderMap) -> Option<String> {
    super::who::cookie(headers, COOKIE).map(str::to_owned)
}

fn oidc(service: &Service, language: Language) -> Result<&Oidc, Problem> {
    service.oidc.as_ref().ok_or_else(|| {
        let what = said!(
            "this service knows no issuer; sign in with POST /v1/session",
            "layanan ini tidak mengenal penerbit; masuk dengan POST /v1/session"
        );
        Problem::new(Kind::Nowhere, language, &what)
    })
}

fn wrong(language: Language) -> Problem {
    let what = said!(
        "this sign-in was not begun by this browser, or more than ten minutes ago; begin again at \
         /v1/oidc",
        "proses masuk ini tidak dimulai oleh peramban ini, atau lebih dari sepuluh menit lalu; \
         mulai lagi di /v1/oidc"
    );
    Problem::new(Kind::Unknown, language, &what).coded("SIGN-07")
}

fn not_vouched(language: Language) -> Problem {
    let what = said!(
        "the issuer did not sign you in; begin again at /v1/oidc, or ask the issuer",
        "penerbit tidak meloloskan Anda; mulai lagi di /v1/oidc, atau tanyakan kepada penerbit"
    );
    Problem::new(Kind::Unknown, language, &what).coded("SIGN-08")
}

fn unusable(error: &IssuerError, language: Language) -> Problem {
    match error {
        IssuerError::Unverified(_) => not_vouched(language),
        _ => Problem::new(Kind::NotNow, language, &crate::commands::errors::said(error)),
    }
}
