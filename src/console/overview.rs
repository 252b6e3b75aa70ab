//! The overview: where the money is, and whether anybody can prove it.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jejak_events::Stage;
use jejak_projections::balances::{BalanceRow, Book, Dimension, Query, balances};
use jejak_projections::finding::FindingStage;

use super::asked::Asked;
use super::flow::{self, COLUMNS, Stream};
use super::frame::{Frame, sent};
use super::trouble;
use super::views::Section;
use super::words::Words;
use crate::access::Act;
use crate::api::pages::{Kind, Piece, Problem, Shared};
use crate::commands::when;
use crate::exchange::render::{Here, count, moment, rupiah};
use crate::ledger::{Folded, When};
use crate::said::{Said, said};

/// The stages of the picture.
const STAGES: [Words; COLUMNS] = [
    Words("Pagu", "Ceiling"),
    Words("Dicairkan (SP2D)", "Paid out (SP2D)"),
    Words("Diterima", "Received"),
    Words("Dipertanggungjawabkan", "Accounted for"),
    Words("Dikembalikan", "Refunded"),
];

/// Stages of money that reached its recipient.
const RECEIVED: [Stage; 3] = [Stage::Credited, Stage::Transacted, Stage::AccountedFor];

/// What is known of the whole ledger.
struct Seen {
    streams: Vec<Stream>,
    heads: [(String, String); COLUMNS],
    findings: usize,
    size: String,
    head: String,
    /// Events under the last signature; none where nothing was signed.
    signed: Option<String>,
    recorded_at: String,
}

/// A table of the page.
struct Part {
    title: &'static str,
    href: String,
    html: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    f: Frame,
    /// The picture: made with everything in it escaped.
    picture: String,
    seen: Seen,
    parts: Vec<Part>,
}

/// Answers the page.
pub async fn page(State(service): State<Shared>, request: Request) -> Response {
    let asked = match Asked::of(service, request).await {
        Ok(asked) => asked,
        Err(elsewhere) => return elsewhere,
    };
    match made(&asked).await {
        Ok(page) => sent(StatusCode::OK, &page),
        Err(problem) => trouble::of_problem(&asked, Section::Overview, &problem),
    }
}

async fn made(asked: &Asked) -> Result<Page, Problem> {
    let language = asked.language;
    asked.asker.may(Act::ReadAggregates, language)?;
    let at = time(asked)?;
    let (service, times) = (asked.service.clone(), times(asked));
    let looked = tokio::task::spawn_blocking(move || {
        let ledger = &service.house.ledger;
        ledger.see(at, &mut |_, _| (), |folded| seen(folded, &times, language))
    });
    let broken = |what: &Said| Problem::new(Kind::Wrong, language, what);
    let seen = match looked.await {
        Ok(Ok(seen)) => seen,
        Ok(Err(error)) => return Err(Problem::of_failure(when::failure(error), language)),
        Err(_) => return Err(broken(&said!("a fault of the service", "kesalahan layanan"))),
    };
    let f = asked.frame(Section::Overview, Words("Ikhtisar", "Overview").of(language));
    let title =
        f.w("Dana menurut tahap dan keluarga sumber", "Money by stage and family of sources");
    let picture = flow::picture(title, &seen.heads, &seen.streams);
    let mut parts = Vec::new();
    for (by, title) in [
        ("source-family", Words("Menurut sumber dana", "By source")),
        ("programme", Words("Menurut program", "By programme")),
        ("regency", Words("Menurut kabupaten dan kota", "By regency and city")),
    ] {
        parts.push(part(asked, by, title.of(language)).await?);
    }
    Ok(Page { f, picture, seen, parts })
}

/// Both times of a page, read.
fn time(asked: &Asked) -> Result<When, Problem> {
    let wrong = |name: &str, en: String| {
        Problem::new(Kind::Wrong, asked.language, &Said { id: en.clone(), en }).about(name)
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let as_of = some(&asked.time.as_of).map(|text| {
        text.parse().map_err(|error: jejak_events::ParseError| wrong("as-of", error.to_string()))
    });
    let recorded = some(&asked.time.as_recorded)
        .map(|text| when::moment(&text).map_err(|error| wrong("as-recorded", error)));
    Ok(When { recorded: recorded.transpose()?, as_of: as_of.transpose()? })
}

/// Both times as they stand in a query, to go on with.
fn times(asked: &Asked) -> String {
    let query = asked.query_without(&[], &asked.given.iter().map(|it| &*it.0).collect::<Vec<_>>());
    match query.trim_matches(['?', '&']) {
        "" => String::new(),
        times => format!("&{times}"),
    }
}

async fn part(asked: &Asked, by: &str, title: &'static str) -> Result<Part, Problem> {
    let href = format!("/pendanaan/saldo?by={by}{}", times(asked));
    let here = Here { query: format!("{href}&"), part: 0, explains: asked.sees_all() };
    let given = vec![("by".to_owned(), by.to_owned())];
    let html = match asked.piece("/v1/balances", given, here).await? {
        Piece::Table(html) => html,
        Piece::Lines(_) => String::new(),
    };
    Ok(Part { title, href, html })
}

fn seen(folded: &Folded, times: &str, language: crate::said::Language) -> Seen {
    let reading = &folded.reading;
    let query = Query { by: vec![Dimension::SourceFamily], only: Vec::new() };
    let rows = balances(&reading.state, &reading.cells, &query);
    // What others keep, and what was taken over, is never added to our own.
    let own: Vec<&BalanceRow> = rows.iter().filter(|row| row.book == Book::Own).collect();
    let stream = |row: &&BalanceRow| {
        let family = row.key.first().cloned().unwrap_or_default();
        Stream {
            name: reading.named(Dimension::SourceFamily, &family),
            sen: stages(row),
            href: flow::of_family(&family, times),
        }
    };
    let sum = |at: usize| own.iter().map(|row| stages(row)[at]).sum::<i128>();
    let meta = reading.state.integrity.meta();
    let findings = reading.state.finding.findings.iter();
    Seen {
        streams: own.iter().map(stream).collect(),
        heads: std::array::from_fn(|at| (STAGES[at].of(language).to_owned(), rupiah(sum(at)))),
        findings: findings.filter(|(_, finding)| finding.stage != FindingStage::Closed).count(),
        size: count(folded.head.size),
        head: folded.head.hash.to_string(),
        signed: Some(meta.checkpoint_size).filter(|size| *size > 0).map(count),
        recorded_at: moment(meta.recorded_at, meta.zone),
    }
}

fn stages(row: &BalanceRow) -> [i128; COLUMNS] {
    [
        row.ceiling(),
        row.disbursed(),
        RECEIVED.iter().map(|stage| row.at(*stage)).sum(),
        row.at(Stage::AccountedFor),
        row.at(Stage::Refunded),
    ]
}
