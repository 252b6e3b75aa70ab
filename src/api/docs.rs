//! The description of the service as a page to read: made here, from the same document, with nothing
//! from outside and no script.

use axum::extract::{Query, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::negotiate;
use super::openapi::description;
use super::problem::{Kind, Problem};
use crate::ledger::rules::Language;
use crate::said::said;

mod html;
mod operation;
mod page;
mod shape;

/// The style sheet.
const STYLE: &str = include_str!("docs/style.css");

/// Only its own style sheet; nothing else is loaded, and nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How the page is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The language, `id` or `en`; that of `Accept-Language` when absent.
    #[param(pattern = "^(id|en)$")]
    lang: Option<String>,
}

/// The page.
pub async fn page(request: Request) -> Response {
    let preferred = negotiate::language(request.headers());
    match language(&request, preferred) {
        Ok(language) => {
            let mut response = page::page(description(), language).into_response();
            let headers = response.headers_mut();
            set(headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
            set(headers, header::CONTENT_SECURITY_POLICY, POLICY);
            set(headers, header::CACHE_CONTROL, "public, max-age=300");
            set(headers, header::VARY, "accept-language");
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// The language that is asked for.
fn language(request: &Request, preferred: Language) -> Result<Language, Problem> {
    let asked = Query::<Asked>::try_from_uri(request.uri()).ok();
    match asked.as_ref().map(|asked| asked.0.lang.as_deref()) {
        Some(None) => Ok(preferred),
        Some(Some("id")) => Ok(Language::Id),
        Some(Some("en")) => Ok(Language::En),
        _ => {
            let what = said!(
                "lang: expected id or en and no other parameter, found something else",
                "lang: seharusnya id atau en tanpa parameter lain, ditemukan lain"
            );
            Err(Problem::new(Kind::Wrong, preferred, &what).about("lang"))
        }
    }
}

/// The style sheet of the page.
pub async fn style() -> Response {
    let mut response = STYLE.into_response();
    set(response.headers_mut(), header::CONTENT_TYPE, "text/css; charset=utf-8");
    set(response.headers_mut(), header::CACHE_CONTROL, "public, max-age=300");
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
