//! Who asks for a page, in which language, at which two times, and what of.

use std::fmt::Write as _;

use axum::extract::{FromRequestParts as _, RawPathParams, Request};
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::frame::{Frame, Time};
use super::views::Section;
use crate::access::{Access, Act, Reach};
use crate::api::pages::{
    Asker, Piece, Problem, Shared, browser_language, cookie, piece, session_of, who,
};
use crate::exchange::render::Here;
use crate::exchange::render::fragment::encoded;
use crate::ledger::rules::Language;

/// The cookie that remembers the language.
pub const LANGUAGE: &str = "jejak-lang";

/// Parameters that every page has, and that are no question of its own.
const OF_EVERY_PAGE: &[&str] = &["lang", "part", "as-of", "as-recorded"];

/// A request for a page by somebody who is signed in.
pub struct Asked {
    /// The service.
    pub service: Shared,
    /// Who.
    pub asker: Asker,
    /// In which language.
    pub language: Language,
    /// The path as it was asked for.
    pub path: String,
    /// What stands in the path and in the query, but for what every page has.
    pub given: Vec<(String, String)>,
    /// The two times.
    pub time: Time,
    /// The part of a long table, from 0.
    pub part: usize,
    /// What forms of the session carry.
    pub csrf: String,
}

/// The language of a request: chosen now, chosen before, or the browser's.
pub fn language(headers: &HeaderMap, uri: &Uri) -> Language {
    let query = uri.query().unwrap_or_default();
    let chosen = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let word = chosen.map(|(_, word)| word.into_owned());
    let word = word.or_else(|| cookie(headers, LANGUAGE).map(str::to_owned));
    match word.as_deref() {
        Some("en") => Language::En,
        Some("id") => Language::Id,
        _ => browser_language(headers),
    }
}

impl Asked {
    /// What is asked; whoever is not signed in is sent to where they can, and comes back.
    pub async fn of(service: Shared, request: Request) -> Result<Asked, Response> {
        let (mut parts, _) = request.into_parts();
        let raw = RawPathParams::from_request_parts(&mut parts, &service).await;
        let language = language(&parts.headers, &parts.uri);
        let Ok(asker) = who(&service, &parts.method, &parts.headers, language) else {
            return Err(to_door(&parts.uri).into_response());
        };
        let mut given: Vec<(String, String)> = Vec::new();
        if let Ok(raw) = &raw {
            given.extend(raw.iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        let (mut time, mut part) = (Time::default(), 0);
        let query = parts.uri.query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "as-of" => value.trim().clone_into(&mut time.as_of),
                "as-recorded" => value.trim().clone_into(&mut time.as_recorded),
                "part" => part = value.parse().unwrap_or(0).min(1_000_000),
                // A field that was left empty asks nothing.
                name if OF_EVERY_PAGE.contains(&name) || value.trim().is_empty() => {}
                _ => given.push((name.into_owned(), value.into_owned())),
            }
        }
        let csrf = session_of(&parts.headers).map(Access::csrf).unwrap_or_default();
        let path = parts.uri.path().to_owned();
        Ok(Asked { service, asker, language, path, given, time, part, csrf })
    }

    /// Whether whoever asks may do something anywhere.
    pub fn may(&self, act: Act) -> bool {
        self.asker.standing.may(act).is_ok()
    }

    /// Whether whoever asks may see every event.
    pub fn sees_all(&self) -> bool {
        self.asker.standing.reach(Act::ReadAll) == Ok(Reach::Everywhere)
    }

    /// What was given under a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| &**value)
    }

    /// The query of this page without some parameters, to go on with: `?year=2022&`.
    pub fn query_without(&self, path: &[&str], without: &[&str]) -> String {
        let given = self.given.iter().map(|(name, value)| (&**name, &**value));
        let times = [("as-of", &*self.time.as_of), ("as-recorded", &*self.time.as_recorded)];
        let times = times.into_iter().filter(|(_, value)| !value.is_empty());
        let kept = given.chain(times);
        let kept = kept.filter(|(name, _)| !path.contains(name) && !without.contains(name));
        let mut query = String::from("?");
        for (name, value) in kept {
            put(&mut query, name, value);
        }
        query
    }

    /// Asks an operation of the service at the page's two times, where it knows them.
    pub async fn piece(
        &self,
        operation: &str,
        mut given: Vec<(String, String)>,
        here: Here,
    ) -> Result<Piece, Problem> {
        let known = crate::api::pages::operation(operation).map(|(_, _, askable)| askable);
        for (name, value) in [("as-of", &self.time.as_of), ("as-recorded", &self.time.as_recorded)]
        {
            if !value.is_empty() && known.is_some_and(|askable| askable.knows(name)) {
                given.push((name.to_owned(), value.clone()));
            }
        }
        piece(&self.service, &self.asker, operation, given, (here, self.language)).await
    }

    /// What the page has around it.
    pub fn frame(&self, section: Section, title: &str) -> Frame {
        Frame::of(self, section, title)
    }
}

/// Adds a parameter to a query.
pub fn put(query: &mut String, name: &str, value: &str) {
    // Writing to a text does not fail.
    let _ = write!(query, "{}={}&", encoded(name), encoded(value));
}

/// Where one signs in, and comes back from.
fn to_door(uri: &Uri) -> Redirect {
    let back = uri.path_and_query().map_or("/", |it| it.as_str());
    Redirect::to(&format!("/masuk?ke={}", encoded(back)))
}

/// Headers of every page: nothing from outside, no frames, nobody keeps it.
pub fn dressed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}
