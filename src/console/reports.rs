//! The reports: all of them, and each with its form.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jejak_projections::report;

use super::asked::Asked;
use super::frame::{Frame, sent};
use super::trouble;
use super::view;
use super::views::{Section, View};
use super::words::Words;
use crate::api::pages::Shared;
use crate::said::Language;

struct Known {
    name: &'static str,
    title: &'static str,
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Index {
    f: Frame,
    reports: Vec<Known>,
}

/// Every report.
pub async fn index(State(service): State<Shared>, request: Request) -> Response {
    let asked = match Asked::of(service, request).await {
        Ok(asked) => asked,
        Err(elsewhere) => return elsewhere,
    };
    let title = Words("Laporan", "Reports").of(asked.language);
    let known = |report: &'static report::Report| Known {
        name: report.name,
        title: match asked.language {
            Language::Id => report.id,
            Language::En => report.en,
        },
    };
    let reports = report::all().map(known).collect();
    sent(StatusCode::OK, &Index { f: asked.frame(Section::Reports, title), reports })
}

/// A page for each report.
static PAGES: std::sync::LazyLock<Vec<View>> = std::sync::LazyLock::new(|| {
    let page = |report: &'static report::Report| View {
        path: String::leak(format!("/laporan/{}", report.name)),
        section: Section::Reports,
        label: Words(report.id, report.en),
        about: Words("Laporan dengan kolom resminya.", "A report with its official columns."),
        operation: "/v1/reports/{name}",
        fixed: Vec::leak(vec![("name", report.name)]),
        usual: &[],
        waits: false,
    };
    report::all().map(page).collect()
});

/// One report.
pub async fn report(State(service): State<Shared>, request: Request) -> Response {
    let mut asked = match Asked::of(service, request).await {
        Ok(asked) => asked,
        Err(elsewhere) => return elsewhere,
    };
    // It stands in the path.
    asked.given.retain(|(name, _)| name != "name");
    match PAGES.iter().find(|page| page.path == asked.path) {
        Some(page) => view::page(asked, page).await,
        None => trouble::nowhere(&asked),
    }
}
