//! Signing in and out.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use zeroize::Zeroizing;

use super::asked::{dressed, language};
use super::frame::{Frame, sent};
use crate::api::pages::{
    CSRF, Kind, Problem, Shared, Unadmitted, claim as make_own, cookie_of_session, gone_cookie,
    origin_of, session_of, sign_in as admit, sign_out as dismiss, unadmitted, who, whole,
    with_cookie,
};
use crate::ledger::rules::Language;

/// Most bytes of a form of the door.
const FORM_MAX: usize = 8_192;

#[derive(Template)]
#[template(path = "door.html")]
struct Door {
    f: Frame,
    /// Where one comes back to.
    back: String,
    login: String,
    wrong: Option<String>,
}

fn door_with(language: Language, back: &str, login: String, wrong: Option<String>) -> Door {
    let title = match language {
        Language::Id => "Masuk",
        Language::En => "Sign in",
    };
    Door { f: Frame::plain(language, "/masuk", title), back: back.to_owned(), login, wrong }
}

/// A path of this service to come back to; nothing that leads elsewhere.
fn back_of(wanted: Option<&str>) -> String {
    let own = wanted.filter(|path| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
    });
    own.unwrap_or("/").to_owned()
}

fn field(form: &[(String, Zeroizing<String>)], name: &str) -> Option<Zeroizing<String>> {
    form.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

async fn read(
    request: Request,
    language: Language,
) -> Result<Vec<(String, Zeroizing<String>)>, Problem> {
    let body = whole(request, FORM_MAX, language).await?;
    let fields = form_urlencoded::parse(&body);
    Ok(fields
        .map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned())))
        .collect())
}

/// The door, for whoever is not signed in.
pub async fn door(State(service): State<Shared>, request: Request) -> Response {
    let language = language(request.headers(), request.uri());
    let back = back_of(asked_back(request.uri()).as_deref());
    if who(&service, request.method(), request.headers(), language).is_ok() {
        return Redirect::to(&back).into_response();
    }
    let page = door_with(language, &back, String::new(), None);
    let response = sent(StatusCode::OK, &page);
    remembering(response, language)
}

fn asked_back(uri: &Uri) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ke");
    found.map(|(_, value)| value.into_owned())
}

/// The language stays as it was chosen.
pub fn remembering(mut response: Response, language: Language) -> Response {
    let word = match language {
        Language::Id => "id",
        Language::En => "en",
    };
    let cookie =
        format!("{}={word}; Path=/; SameSite=Lax; Max-Age=31536000", super::asked::LANGUAGE);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    response
}

/// Signs in, and goes back to where one wanted to be.
pub async fn sign_in(State(service): State<Shared>, request: Request) -> Response {
    let language = language(request.headers(), request.uri());
    let origin = origin_of(&request);
    let form = match read(request, language).await {
        Ok(form) => form,
        Err(problem) => return dressed(problem.into_response()),
    };
    let back = back_of(field(&form, "ke").as_ref().map(|it| it.as_str()));
    let (login, password) = (field(&form, "login"), field(&form, "password"));
    let (login, password) = (login.unwrap_or_default(), password.unwrap_or_default());
    let totp = field(&form, "totp").filter(|code| !code.trim().is_empty());
    let name = login.to_string();
    let task = tokio::task::spawn_blocking(move || {
        admit(&service, (&name, &password), totp.as_ref().map(|it| it.trim()), &origin)
    });
    let wrong = match task.await {
        Ok(Ok(session)) => {
            return with_cookie(Redirect::to(&back).into_response(), &cookie_of_session(&session));
        }
        Ok(Err(error)) => unadmitted(&error, language),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let page = door_with(language, &back, login.to_string(), Some(wrong.detail().to_owned()));
    sent(wrong.status(), &page)
}

#[derive(Template)]
#[template(path = "claim.html")]
struct Claim {
    f: Frame,
    login: String,
    wrong: Option<String>,
}

fn claim_with(language: Language, login: String, wrong: Option<String>) -> Claim {
    let title = match language {
        Language::Id => "Memakai kode",
        Language::En => "Use a code",
    };
    Claim { f: Frame::plain(language, "/mulai", title), login, wrong }
}

/// Where a code is used, that gives an account its login.
pub async fn claim_page(request: Request) -> Response {
    let language = language(request.headers(), request.uri());
    sent(StatusCode::OK, &claim_with(language, String::new(), None))
}

/// Gives an account its login, for a code.
pub async fn claim(State(service): State<Shared>, request: Request) -> Response {
    let language = language(request.headers(), request.uri());
    let form = match read(request, language).await {
        Ok(form) => form,
        Err(problem) => return dressed(problem.into_response()),
    };
    let [code, login, password] =
        ["code", "login", "password"].map(|name| field(&form, name).unwrap_or_default());
    let name = login.to_string();
    let task = tokio::task::spawn_blocking(move || make_own(&service, &code, (&name, &password)));
    let wrong = match task.await {
        Ok(Ok(())) => return Redirect::to("/masuk").into_response(),
        Ok(Err(Unadmitted::Access(error))) => Problem::new(Kind::Wrong, language, &error.said()),
        Ok(Err(error)) => unadmitted(&error, language),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let page = claim_with(language, login.to_string(), Some(wrong.detail().to_owned()));
    sent(wrong.status(), &page)
}

/// Signs out. What comes from elsewhere is refused.
pub async fn sign_out(State(service): State<Shared>, request: Request) -> Response {
    let language = language(request.headers(), request.uri());
    let (method, mut headers) = (request.method().clone(), request.headers().clone());
    let form = match read(request, language).await {
        Ok(form) => form,
        Err(problem) => return dressed(problem.into_response()),
    };
    carrying(&mut headers, field(&form, "csrf").as_ref().map(|it| it.as_str()));
    let gone = Redirect::to("/masuk").into_response();
    match who(&service, &method, &headers, language) {
        // Whoever is not signed in is not either afterwards.
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => {
            return with_cookie(gone, &gone_cookie());
        }
        Err(problem) => return dressed(problem.into_response()),
        Ok(_) => {}
    }
    let Some(secret) = session_of(&headers).map(str::to_owned) else { return gone };
    match tokio::task::spawn_blocking(move || dismiss(&service, &secret)).await {
        Ok(Ok(())) => with_cookie(gone, &gone_cookie()),
        Ok(Err(error)) => dressed(unadmitted(&error, language).into_response()),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A form carries in a field what scripts carry in a header.
pub fn carrying(headers: &mut HeaderMap, value: Option<&str>) {
    headers.remove(CSRF);
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(CSRF, value);
    }
}
