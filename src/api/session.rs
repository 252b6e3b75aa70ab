//! Signing in and out, and who one is.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::negotiate;
use super::origin::Origin;
use super::overseen::{self, Unadmitted};
use super::problem::{Kind, Problem};
use super::state::Shared;
use super::who::{self, who};
use crate::access::{Act, Session, SignInError};
use crate::ledger::rules::Language;
use crate::said::{Said, said};

/// Most bytes of what signs in.
const SIGN_IN_MAX: usize = 4_096;

/// What somebody signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SigningIn {
    /// Login name.
    login: String,
    /// Password.
    password: String,
    /// One-time code of the second factor, where the account has one.
    totp: Option<String>,
}

/// What the administrator claims the service with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Claiming {
    /// The code that the service printed on its terminal at its first start.
    code: String,
    /// Login name from here on.
    login: String,
    /// Password from here on.
    password: String,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    /// The account, by the event that opened it.
    account: u64,
    /// The value that what changes something must carry in `X-CSRF-Token`.
    csrf: String,
    /// When the session ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    expires: jejak_events::Timestamp,
}

/// Who one is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whoami {
    /// The account, by the event that opened it.
    account: u64,
    /// How it was proved.
    authentication: &'static str,
    /// The roles that hold today.
    roles: Vec<&'static str>,
    /// What may be done beside recording events.
    acts: Vec<&'static str>,
    /// Whether a role waits for a second factor.
    wants_second_factor: bool,
}

async fn read<T: DeserializeOwned>(request: Request, language: Language) -> Result<T, Problem> {
    let wrong = |what: &Said| Problem::new(Kind::Wrong, language, what);
    let body = super::received::whole(request, SIGN_IN_MAX, language).await?;
    let body = Zeroizing::new(body.to_vec());
    // The parser's own words could repeat what was typed.
    serde_json::from_slice(&body).map_err(|_| {
        wrong(&said!(
            "expected a JSON object with the fields that the description of the service names, found \
             something else",
            "seharusnya objek JSON dengan isian yang disebut uraian layanan, ditemukan lain"
        ))
    })
}

/// Signs in.
pub async fn sign_in(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let origin = origin_of(&request);
    let signing: SigningIn = match read(request, language).await {
        Ok(signing) => signing,
        Err(problem) => return problem.into_response(),
    };
    let task = tokio::task::spawn_blocking(move || {
        let password = Zeroizing::new(signing.password);
        let (name, totp) = (&*signing.login, signing.totp.as_deref());
        overseen::sign_in(&service, (name, &password), totp, &origin)
    });
    match task.await {
        Ok(Ok(session)) => {
            let told = SignedIn {
                account: session.account.0,
                csrf: session.csrf.clone(),
                expires: session.expires,
            };
            let answer = (StatusCode::CREATED, axum::Json(told)).into_response();
            with_cookie(answer, &cookie_of_session(&session))
        }
        Ok(Err(error)) => unadmitted(&error, language).into_response(),
        Err(_) => Problem::fault(language).into_response(),
    }
}

/// Why nobody was signed in or out, as an answer.
pub fn unadmitted(error: &Unadmitted, language: Language) -> Problem {
    match error {
        Unadmitted::Proofs(SignInError::Failed(error)) if error.full().is_some() => {
            Problem::not_now(error, language)
        }
        Unadmitted::Proofs(error) => {
            let often = matches!(error, SignInError::TooSoon { .. } | SignInError::Locked { .. });
            let kind = if often { Kind::TooOften } else { Kind::Unknown };
            Problem::new(kind, language, &error.said()).coded(error.code())
        }
        Unadmitted::Access(error) => match error.full() {
            Some(_) => Problem::not_now(error, language),
            None => Problem::new(Kind::NotNow, language, &error.said()),
        },
        Unadmitted::Second(error) => Problem::not_now(error, language),
    }
}

/// Where a request comes from, for throttling.
pub fn origin_of(request: &Request) -> String {
    let origin = request.extensions().get::<Origin>().and_then(|origin| origin.0);
    origin.map_or_else(|| "-".to_owned(), |address| address.to_string())
}

/// The cookie of a session, which goes nowhere but here.
pub fn cookie_of_session(session: &Session) -> String {
    format!("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict", who::COOKIE, session.secret)
}

/// An answer that sets a cookie, and that nobody keeps.
pub fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Signs out; whoever was not signed in is not either afterwards.
pub async fn sign_out(State(service): State<Shared>, request: Request) -> Response {
    if let Some(secret) = who::session_of(request.headers()) {
        let secret = secret.to_owned();
        let language = negotiate::language(request.headers());
        let ended = tokio::task::spawn_blocking(move || overseen::sign_out(&service, &secret));
        if let Ok(Err(error)) = ended.await {
            return unadmitted(&error, language).into_response();
        }
    }
    with_cookie(StatusCode::NO_CONTENT.into_response(), &gone_cookie())
}

/// The cookie that takes the place of that of a session which ended.
pub fn gone_cookie() -> String {
    format!("{}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0", who::COOKIE)
}

/// Who one is, and what one may.
pub async fn whoami(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let asker = match who(&service, request.method(), request.headers(), language) {
        Ok(asker) => asker,
        Err(problem) => return problem.into_response(),
    };
    let standing = &asker.standing;
    let may = |act: &&Act| standing.may(**act).is_ok();
    axum::Json(Whoami {
        account: asker.known.account.0,
        authentication: asker.known.means.word(),
        roles: standing.roles().iter().map(|role| role.word()).collect(),
        acts: Act::ALL.iter().filter(may).map(|act| act.word()).collect(),
        wants_second_factor: standing.wants_second_factor(),
    })
    .into_response()
}

/// Gives the founding account its login, for the code printed at the first start.
pub async fn claim(State(service): State<Shared>, request: Request) -> Response {
    let language = negotiate::language(request.headers());
    let claiming: Claiming = match read(request, language).await {
        Ok(claiming) => claiming,
        Err(problem) => return problem.into_response(),
    };
    let task = tokio::task::spawn_blocking(move || {
        let password = Zeroizing::new(claiming.password);
        overseen::claim(&service, &claiming.code, (&claiming.login, &password))
    });
    match task.await {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(Unadmitted::Access(error))) => {
            Problem::new(Kind::Wrong, language, &error.said()).into_response()
        }
        Ok(Err(error)) => unadmitted(&error, language).into_response(),
        Err(_) => Problem::fault(language).into_response(),
    }
}
