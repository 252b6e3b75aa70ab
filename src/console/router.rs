//! Every path of the console.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use super::asked::Asked;
use super::views::{VIEWS, View};
use super::{door, event, overview, reports, view};
use crate::api::pages::Shared;

/// The style of every page.
const STYLE: &str = include_str!("style.css");

/// The pages.
pub fn router() -> Router<Shared> {
    let mut routes = Router::new()
        .route("/", get(overview::page))
        .route("/gaya.css", get(style))
        .route("/masuk", get(door::door).post(door::sign_in))
        .route("/mulai", get(door::claim_page).post(door::claim))
        .route("/keluar", post(door::sign_out))
        .route("/kejadian/{seq}", get(event::page))
        .route("/laporan", get(reports::index))
        .route("/laporan/{name}", get(reports::report));
    for view in VIEWS.iter().filter(|view| view.path != "/laporan") {
        routes = routes.route(view.path, get(move |state, request| ask(state, request, view)));
    }
    routes
}

/// The path of every page that is asked for by whoever is signed in, without what stands in a path.
pub fn pages() -> impl Iterator<Item = &'static str> {
    std::iter::once("/").chain(VIEWS.iter().map(|view| view.path))
}

async fn ask(State(service): State<Shared>, request: Request, view: &'static View) -> Response {
    match Asked::of(service, request).await {
        Ok(asked) => view::page(asked, view).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn style() -> Response {
    let mut response = STYLE.into_response();
    let headers = response.headers_mut();
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, css);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    response
}
