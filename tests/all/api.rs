//! Proposing, reading, paging and forms of answers over HTTP: what is asked, and what comes back.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};

use crate::api_house::{Ask, Service, ask, get, holiday, story, token};
use crate::cli::Desk;

const REGION: &str = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;

/// A founded ledger that is served, and a token of its administrator, who is its auditor too.
fn founded() -> (Service, String) {
    let desk = Desk::founded();
    assert!(desk.run(&["account", "grant", "1", "auditor"]).status.success());
    let token = token(&desk, "1", &["RegionRegistered", "HolidayDeclared"]);
    (Service::with(desk, &["--body-max", "20000"]), token)
}

fn propose(token: &str, query: &str, body: &str) -> Ask {
    ask("POST", &format!("/v1/events{query}")).by(token).body(body)
}

/// One after the other on one ledger: query, key, body; status, and what the answer holds.
type Proposed<'a> = (&'a str, &'a str, &'a str, u16, Value);

/// Whether an answer holds everything that is expected of it.
#[track_caller]
fn assert_holds(found: &Value, expected: &Value, what: &str) {
    for (name, value) in expected.as_object().unwrap() {
        let told = &found[name];
        if let (Some(told), Some(part)) = (told.as_str(), value.as_str()) {
            assert!(told.contains(part), "{what}: {name}: expected `{part}` in `{told}`");
        } else {
            assert_eq!(told, value, "{what}: {name}: {found}");
        }
    }
}

/// What is proposed, in this order: it is recorded, repeated, refused, wrong, or too large.
fn proposed(texts: &[String; 6]) -> Vec<Proposed<'_>> {
    let [first, list, other, wrong_day, long, stale] = texts;
    let unknown = r#"{"kind":"Nothing","occurred_on":"2026-01-02","body":{}}"#;
    vec![
        (
            "?dry_run=true",
            "",
            REGION,
            200,
            json!({ "recorded": false, "count": 1, "first_seq": 4 }),
        ),
        (
            "",
            "A-1",
            REGION,
            201,
            json!({ "recorded": true, "repeated": false, "first_seq": 4, "head": "5:" }),
        ),
        (
            "",
            "A-1",
            REGION,
            200,
            json!({ "recorded": true, "repeated": true, "first_seq": 4, "head": "5:" }),
        ),
        ("", "A-1", first, 422, json!({ "type": "urn:jejak:problem:refused", "code": "REQ-05" })),
        (
            "",
            "",
            REGION,
            422,
            json!({ "code": "REF-02", "draft": 0,
            "detail_id": "wilayah sudah terdaftar", "detail_en": "the region is already registered" }),
        ),
        (stale, "", first, 422, json!({ "code": "REQ-06" })),
        (
            "?if_head=4",
            "",
            first,
            400,
            json!({ "parameter": "if_head", "detail_en": "expected SIZE:HASH" }),
        ),
        ("?color=red", "", first, 400, json!({ "detail": "unknown field `color`" })),
        ("", " ", first, 400, json!({ "parameter": "Idempotency-Key" })),
        ("", "", list, 201, json!({ "count": 2, "first_seq": 5 })),
        ("", "", "", 400, json!({ "detail_en": "expected one event at least" })),
        ("", "", "[]", 400, json!({ "detail_en": "expected one event at least" })),
        ("", "", unknown, 400, json!({ "detail_id": "1 isian salah; tidak ada yang dicatat" })),
        (
            "",
            "",
            wrong_day,
            400,
            json!({ "detail_en": "1 fields are wrong; nothing was recorded" }),
        ),
        (
            "",
            "",
            long,
            413,
            json!({ "type": "urn:jejak:problem:too-large", "detail_en": "at most 20000 bytes" }),
        ),
        ("", "", other, 201, json!({ "count": 1, "first_seq": 7, "flags": [] })),
    ]
}

#[test]
fn proposals_are_recorded_refused_or_sent_back() {
    let (service, token) = founded();
    let first = holiday(1);
    let texts = [
        first.clone(),
        format!("[{first},\n {}]", holiday(2)),
        holiday(3),
        first.replace("2026-01-02", "31 Februari 2026"),
        "x".repeat(20_001),
        format!("?if_head=1:{}", "0".repeat(64)),
    ];
    for (at, (query, key, body, status, expected)) in proposed(&texts).iter().enumerate() {
        let mut ask = propose(&token, query, body);
        if body.starts_with('[') {
            ask = ask.header("content-type", "application/json");
        }
        if !key.is_empty() {
            ask = ask.header("idempotency-key", key);
        }
        let answer = service.ask(&ask).is(*status);
        let media = if *status < 300 { "application/json" } else { "application/problem+json" };
        assert_eq!(answer.header("content-type"), media, "{at}");
        assert_holds(&answer.json(), expected, &format!("{at} {query}"));
    }
    let head = service.ask(&get("/v1/head").by(&token)).is(200).json();
    assert_eq!(head["size"], 8, "what was refused left nothing: {head}");
}

#[test]
fn what_is_refused_is_said_with_its_figures_in_the_language_asked_for() {
    let (service, token) = founded();
    service.ask(&propose(&token, "", REGION)).is(201);
    for (language, expected) in [
        ("", "wilayah sudah terdaftar"),
        ("id-ID, en;q=0.5", "wilayah sudah terdaftar"),
        ("en-GB, id;q=0.5", "the region is already registered"),
    ] {
        let ask = propose(&token, "", REGION).header("accept-language", language);
        let told = service.ask(&ask).is(422).json();
        assert_holds(&told, &json!({ "detail": expected, "status": 422 }), language);
        assert!(!told["figures"].as_object().unwrap().is_empty(), "{told}");
    }
    let bad = holiday(1).replace("2026-01-02", "31 Februari 2026");
    let told = service.ask(&propose(&token, "", &bad)).is(400).json();
    let line = &told["figures"]["bad_lines"][0];
    assert_eq!(line["line"], 1, "{told}");
    assert!(line["field"].as_str().is_some_and(|field| field == "occurred_on"), "{told}");
    // The attempts are in the second ledger, for those who may read it.
    let refusals = service.ask(&get("/v1/refusals").by(&token)).is(200).json();
    assert!(refusals.to_string().contains("REF-02"), "{refusals}");
}

#[test]
fn pages_miss_nothing_while_events_arrive() {
    let (service, token) = founded();
    let auditor = service.ask(&get("/v1/session").by(&token)).is(200).json();
    assert_eq!(auditor["roles"], json!(["administrator", "auditor"]), "one account with both");
    let batch = |from: u32| (from..from + 5).map(holiday).collect::<Vec<_>>().join("\n");
    service.ask(&propose(&token, "", &batch(0))).is(201);
    let (mut from, mut found) = (0, Vec::new());
    for page in 0.. {
        let target = format!("/v1/events?from={from}&limit=3&kind=HolidayDeclared");
        let told = service.ask(&get(&target).by(&token)).is(200).json();
        let events = told["events"].as_array().unwrap();
        assert!(events.len() <= 3 && events.iter().all(|it| it["kind"] == "HolidayDeclared"));
        found.extend(events.iter().map(|it| it["seq"].as_u64().unwrap()));
        from = told["next"].as_u64().unwrap();
        if page < 4 {
            service.ask(&propose(&token, "", &batch(5 * (page + 1)))).is(201);
        } else if told["more"] == false {
            break;
        }
    }
    let head = service.ask(&get("/v1/head").by(&token)).is(200).json();
    let expected: Vec<u64> =
        (head["size"].as_u64().unwrap() - 25..head["size"].as_u64().unwrap()).collect();
    assert_eq!(found, expected, "none missed, none twice, in their order");
    for (query, parameter) in
        [("limit=0", "limit"), ("limit=1001", "limit"), ("kind=Nothing", "kind")]
    {
        let told = service.ask(&get(&format!("/v1/events?{query}")).by(&token)).is(400).json();
        assert_eq!(told["parameter"], parameter, "{told}");
    }
    let beyond = service.ask(&get("/v1/events?from=99999").by(&token)).is(200).json();
    assert_eq!((&beyond["events"], &beyond["more"]), (&json!([]), &json!(false)), "{beyond}");
}

#[test]
fn what_is_known_is_not_sent_again() {
    let (service, token) = founded();
    for target in ["/v1/head", "/v1/events", "/v1/balances", "/v1/events/1"] {
        let tag = service.ask(&get(target).by(&token)).is(200).header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{target}: {tag}");
        let again = get(target).by(&token).header("if-none-match", &tag);
        assert_eq!(service.ask(&again).is(304).body.len(), 0);
        let unknown = again.clone().by("nobody");
        assert_eq!(
            service.ask(&get(target).header("if-none-match", &tag)).status,
            401,
            "{unknown:?}"
        );
        service.ask(&propose(&token, "", &holiday(u32::try_from(target.len()).unwrap()))).is(201);
        service.ask(&again).is(200);
    }
    // What rests on more than the head and the day is never called unchanged.
    for target in ["/v1/refusals", "/v1/verify"] {
        let answer = service.ask(&get(target).by(&token)).is(200);
        assert_eq!(
            (answer.header("etag"), answer.header("cache-control")),
            ("", "no-store"),
            "{target}"
        );
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is accepted, the status, the form of the answer, and how it begins.
const FORMS: &[(&str, u16, &str, &str)] = &[
    ("*/*", 200, "application/json", "{"),
    ("application/json", 200, "application/json", "{"),
    ("text/csv", 200, "text/csv; charset=utf-8; header=present", ""),
    ("text/html", 200, "text/html; charset=utf-8", "<!doctype html>"),
    ("text/plain", 200, "text/plain; charset=utf-8", ""),
    (XLSX, 200, XLSX, "PK"),
    ("image/png", 406, "application/problem+json", "{"),
];

#[test]
fn a_report_comes_in_the_form_that_is_accepted() {
    let desk = story();
    let token = token(&desk, &grown(&desk), &[]);
    let service = Service::over(desk);
    for (accept, status, media, begins) in FORMS {
        let target = "/v1/reports/lra?year=2022";
        let answer = service.ask(&get(target).by(&token).header("accept", accept)).is(*status);
        assert_eq!(answer.header("content-type"), *media, "{accept}");
        let text = answer.text();
        assert!(
            text.to_lowercase().starts_with(&begins.to_lowercase()),
            "{accept}: {}",
            &text[..60.min(text.len())]
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{accept}");
        if *accept == XLSX {
            let mut book = Xlsx::new(Cursor::new(&answer.body)).expect("a workbook");
            let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a readable one");
            let cells = sheet.used_cells().map(|(.., cell)| cell.to_string()).collect::<Vec<_>>();
            assert!(cells.iter().any(|cell| cell.contains("Bantuan Sosial")), "{cells:?}");
        }
        let named = service.ask(&get(&format!("{target}&format=csv")).by(&token));
        assert_eq!(named.is(200).header("content-type"), FORMS[2].2);
    }
}

/// An account that may read everything.
fn grown(desk: &Desk) -> String {
    crate::api_house::account(desk, "auditor", None)
}

/// Requests that are wrong: method, target, status, and what is told.
const WRONG: &[(&str, &str, u16, &str)] = &[
    ("GET", "/v1/nowhere", 404, "there is nothing at this path"),
    ("GET", "/nowhere", 404, "there is nothing at this path"),
    ("PUT", "/v1/events", 405, "this path takes other methods"),
    ("POST", "/v1/head", 405, "this path takes other methods"),
    ("GET", "/v1/reports/lra", 400, "lra: expected --year, found nothing"),
    ("GET", "/v1/reports/lra?year=MMXXII", 400, "year: "),
    ("GET", "/v1/reports/lra?name=sp2d", 400, "name: expected none in this query"),
    ("GET", "/v1/reports/lra?output=/etc/passwd", 400, "expected parameters among name, year"),
    ("GET", "/v1/public/reports/lra?public=false", 400, "public: expected none in this query"),
    ("GET", "/v1/checks/A99", 404, "expected one of A01"),
    ("GET", "/v1/events/99999", 404, "there is no event 99999"),
    ("GET", "/v1/events/x", 400, "seq: "),
    ("GET", "/v1/jobs/7", 404, "you have no such job"),
    ("GET", "/v1/feed?from=x", 400, "from: expected the number of an event"),
];

#[test]
fn what_is_wrong_is_told_as_a_problem() {
    let (service, token) = founded();
    let mut told = Vec::new();
    for (method, target, status, expected) in WRONG {
        let ask = ask(method, target).by(&token).header("accept-language", "en");
        let answer = service.ask(&ask);
        let problem = answer.json();
        let detail = problem["detail"].as_str().unwrap_or_default();
        if answer.status != *status || !detail.contains(expected) {
            told.push(format!("{method} {target}: {} {detail}", answer.status));
        }
        assert_eq!(answer.header("content-type"), "application/problem+json", "{target}");
        assert_eq!(problem["status"], answer.status, "{target}");
        assert!(problem["detail_id"].is_string() && problem["detail_en"].is_string(), "{problem}");
    }
    assert!(told.is_empty(), "{told:#?}");
}
