//! One event: what it says, what surrounds it, its hashes, and the way to its neighbours.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jejak_events::{Recorded, Tag};
use serde_json::Value;

use super::asked::Asked;
use super::frame::{Frame, sent};
use super::trouble;
use super::views::Section;
use crate::access::{Act, Reach};
use crate::api::pages::{Kind, Problem, Shared};
use crate::exchange::events::with_entry;
use crate::exchange::render::fragment::encoded;
use crate::ledger::rules;
use crate::said::{Language, said};

/// A field of a body: how deep it stands, its name, and what it says.
struct Line {
    depth: usize,
    name: String,
    value: String,
}

/// Something that the event is about.
struct About {
    tag: String,
    href: String,
}

/// A rule that flagged it.
struct Flag {
    code: String,
    title: &'static str,
}

#[derive(Template)]
#[template(path = "event.html")]
struct Page {
    f: Frame,
    seq: u64,
    last: u64,
    kind: &'static str,
    recorded_at: String,
    occurred_on: String,
    body: Vec<Line>,
    envelope: Vec<Line>,
    hashes: Vec<Line>,
    about: Vec<About>,
    flags: Vec<Flag>,
}

/// Answers the page.
pub async fn page(State(service): State<Shared>, request: Request) -> Response {
    let asked = match Asked::of(service, request).await {
        Ok(asked) => asked,
        Err(elsewhere) => return elsewhere,
    };
    match made(&asked) {
        Ok(page) => sent(StatusCode::OK, &page),
        Err(problem) => trouble::of_problem(&asked, Section::Trail, &problem),
    }
}

fn made(asked: &Asked) -> Result<Page, Problem> {
    let language = asked.language;
    let reach = asked.asker.may(Act::ReadAll, language)?;
    if reach != Reach::Everywhere {
        let what = said!(
            "your roles are for some regions, and an event is of the whole ledger",
            "peran Anda untuk sebagian wilayah, sedangkan kejadian milik seluruh buku"
        );
        return Err(Problem::new(Kind::Denied, language, &what).coded("DENY-05"));
    }
    let ledger = &asked.service.house.ledger;
    let last = ledger.head().size.saturating_sub(1);
    let nowhere = || {
        let what = said!(
            "there is no such event; the last is {last}",
            "tidak ada kejadian itu; yang terakhir {last}"
        );
        Problem::new(Kind::Nowhere, language, &what)
    };
    let seq: u64 = asked.value("seq").and_then(|text| text.parse().ok()).ok_or_else(nowhere)?;
    let broken = |error: &dyn std::fmt::Display| {
        Problem::new(Kind::Broken, language, &crate::said::Said::same(error))
    };
    let fact = ledger.event(seq).map_err(|error| broken(&error))?.ok_or_else(nowhere)?;
    let entry = ledger.entry(seq).map_err(|error| broken(&error))?.ok_or_else(nowhere)?;
    let whole = with_entry(&fact, &entry).map_err(|error| broken(&error))?;
    let whole = serde_json::to_value(whole).map_err(|error| broken(&error))?;
    let zone = ledger.read_as_is(|it| it.reading.state.integrity.meta().zone);
    let kind = fact.event.kind();
    let kind = match language {
        Language::Id => kind.label_id(),
        Language::En => kind.label_en(),
    };
    Ok(Page {
        f: asked.frame(Section::Trail, &format!("{kind} · {seq}")),
        seq,
        last,
        kind,
        recorded_at: crate::exchange::render::moment(fact.recorded_at, zone),
        occurred_on: fact.envelope.occurred_on.to_string(),
        body: lines(&whole["body"]),
        envelope: lines(&whole["envelope"]),
        hashes: lines(&serde_json::json!({
            "prev": whole["prev"], "hash": whole["hash"], "leaf": whole["leaf"],
            "entry": whole["entry"],
        })),
        about: about(&fact),
        flags: flags(asked, seq),
    })
}

fn about(fact: &Recorded) -> Vec<About> {
    let mut all: Vec<Tag> = Vec::new();
    fact.event.tags(&mut |tag| {
        if !all.contains(&tag) {
            all.push(tag);
        }
    });
    let way = |tag: &Tag| {
        let tag = tag.to_string();
        About { href: format!("/jejak/telusur?tags={}", encoded(&tag)), tag }
    };
    all.iter().map(way).collect()
}

fn flags(asked: &Asked, seq: u64) -> Vec<Flag> {
    let codes: Vec<String> = asked.service.house.ledger.read(|it| {
        let own = it.reading.flags.iter().filter(|(at, _)| *at == seq);
        own.map(|(_, code)| String::from_utf8_lossy(code).into_owned()).collect()
    });
    let flag = |code: String| {
        let title = rules::by_code(&code).map_or("", |rule| rule.title(asked.language));
        Flag { code, title }
    };
    codes.into_iter().map(flag).collect()
}

/// A value as lines: what is nested stands deeper.
fn lines(value: &Value) -> Vec<Line> {
    let mut all = Vec::new();
    write(&mut all, 0, value);
    all
}

fn write(all: &mut Vec<Line>, depth: usize, value: &Value) {
    let named: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, it)| ((at + 1).to_string(), it)).collect()
        }
        _ => return,
    };
    for (name, value) in named {
        let told = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Array(items) if items.is_empty() => continue,
            Value::Object(_) | Value::Array(_) => String::new(),
            other => other.to_string(),
        };
        all.push(Line { depth: depth.min(5), name, value: told });
        write(all, depth + 1, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_stands_deeper_and_what_is_not_there_is_left_out() {
        let body = serde_json::json!({
            "amount": "5.00", "note": null, "rows": [{"id": 7}], "none": [], "live": true,
        });
        let told: Vec<(usize, String, String)> =
            lines(&body).into_iter().map(|line| (line.depth, line.name, line.value)).collect();
        let expected = [
            (0, "amount", "5.00"),
            (0, "live", "true"),
            (0, "rows", ""),
            (1, "1", ""),
            (2, "id", "7"),
        ];
        let expected = expected.map(|(at, name, value)| (at, name.to_owned(), value.to_owned()));
        assert_eq!(told, expected);
    }
}
