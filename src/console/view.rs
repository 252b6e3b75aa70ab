//! A page that is a question to the ledger: its form, and the answer.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::asked::{Asked, put};
use super::form::{self, Field};
use super::frame::{Frame, sent};
use super::trouble;
use super::views::{View, of_section};
use crate::api::pages::{Piece, Problem, explains, operation};
use crate::exchange::render::fragment::encoded;
use crate::exchange::render::{Format, Here};

/// A page of a section beside this one.
struct Tab {
    href: String,
    label: &'static str,
    here: bool,
}

/// The answer as a file.
struct File {
    href: String,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "view.html")]
struct Page {
    f: Frame,
    about: &'static str,
    tabs: Vec<Tab>,
    fields: Vec<Field>,
    files: Vec<File>,
    /// The answer: HTML that is made with everything in it escaped.
    table: Option<String>,
    lines: Option<String>,
    /// Why there is none.
    wrong: Option<String>,
    waits: bool,
    /// The page without the events of one figure.
    back: Option<String>,
}

/// Answers the page.
pub async fn page(asked: Asked, view: &'static View) -> Response {
    let language = asked.language;
    let Some((_, operation, askable)) = operation(view.operation) else {
        return trouble::nowhere(&asked);
    };
    let mut fields = form::fields(&asked, view, askable, |name| {
        operation.takes_in_query(name) || operation.in_path().any(|part| part == name)
    });
    let given = given(view, &fields, &asked);
    let waits = view.waits && asked.given.is_empty()
        || fields.iter().any(|field| field.needed && field.value.is_empty());
    let answer = if waits { None } else { Some(answer(&asked, view, given.clone()).await) };
    let (mut table, mut lines, mut wrong, mut status) = (None, None, None, StatusCode::OK);
    match answer {
        None => {}
        Some(Ok(Piece::Table(html))) => table = Some(html),
        Some(Ok(Piece::Lines(text))) => lines = Some(text),
        Some(Err(problem)) => {
            status = problem.status();
            wrong = told(problem, &mut fields);
        }
    }
    let title = view.label.of(language);
    let page = Page {
        f: asked.frame(view.section, title),
        about: view.about.of(language),
        tabs: tabs(&asked, view),
        files: if table.is_some() { files(&asked, view, &given) } else { Vec::new() },
        back: asked
            .value("explain")
            .map(|_| asked.path.clone() + &asked.query_without(&[], &["explain"])),
        fields,
        table,
        lines,
        wrong,
        waits,
    };
    sent(status, &page)
}

/// What the operation is asked.
fn given(view: &View, fields: &[Field], asked: &Asked) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let mut given: Vec<(String, String)> = view.fixed.iter().map(owned).collect();
    for field in fields.iter().filter(|field| !field.value.is_empty()) {
        // What may be said again is divided by spaces.
        given.push((field.name.clone(), field.value.clone()));
    }
    let explain = asked.value("explain").map(|spot| ("explain".to_owned(), spot.to_owned()));
    given.extend(explain);
    given
}

async fn answer(
    asked: &Asked,
    view: &View,
    given: Vec<(String, String)>,
) -> Result<Piece, Problem> {
    let known = operation(view.operation);
    let explains = known.is_some_and(|(_, known, _)| explains(known, &asked.asker));
    let query = asked.query_without(&[], &["explain"]);
    asked.piece(view.operation, given, Here { query, part: asked.part, explains }).await
}

/// Puts what is wrong at its field; what is of none is said above the form.
fn told(problem: Problem, fields: &mut [Field]) -> Option<String> {
    let detail = match problem.code() {
        Some(code) => format!("{}: {}", code, problem.detail()),
        None => problem.detail().to_owned(),
    };
    let name = problem.parameter().unwrap_or_default();
    match fields.iter_mut().find(|field| field.name == name) {
        Some(field) => {
            field.wrong = Some(detail);
            None
        }
        None => Some(detail),
    }
}

fn tabs(asked: &Asked, view: &View) -> Vec<Tab> {
    let times = asked.query_without(&[], &asked.given.iter().map(|it| &*it.0).collect::<Vec<_>>());
    let seen = of_section(view.section).filter(|other| other.is_for(asked));
    let tab = |other: &View| Tab {
        href: format!("{}{times}", other.path).trim_end_matches(['?', '&']).to_owned(),
        label: other.label.of(asked.language),
        here: other.path == view.path,
    };
    seen.map(tab).collect()
}

/// The same question to the API, for a file.
fn files(asked: &Asked, view: &View, given: &[(String, String)]) -> Vec<File> {
    let mut path = view.operation.to_owned();
    let mut query = String::new();
    let times = [("as-of", &asked.time.as_of), ("as-recorded", &asked.time.as_recorded)];
    let times = times.into_iter().filter(|(_, value)| !value.is_empty());
    let all = given.iter().map(|(name, value)| (&**name, value)).chain(times);
    for (name, value) in all {
        let place = format!("{{{name}}}");
        if path.contains(&place) {
            path = path.replace(&place, &encoded(value));
        } else {
            put(&mut query, name, value);
        }
    }
    let file = |(format, label): (Format, &'static str)| File {
        href: format!("{path}?{query}format={}", format.word()),
        label,
    };
    let print = match asked.language {
        crate::said::Language::Id => "Cetak",
        crate::said::Language::En => "Print",
    };
    [(Format::Xlsx, "XLSX"), (Format::Csv, "CSV"), (Format::Json, "JSON"), (Format::Html, print)]
        .into_iter()
        .map(file)
        .collect()
}
