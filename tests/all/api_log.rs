//! The log of the service: a line per request, and nothing of what was sent.

use serde_json::{Value, json};

use crate::api_house::{Ask, Service, ask, get, holiday, token};
use crate::cli::Desk;

/// Stands in everything that is sent, each time with its place behind it.
const MARK: &str = "TANDA9";

/// A request for each place in which something can be sent, and the route that it has.
fn marked(token: &str) -> Vec<(Ask, &'static str)> {
    let session =
        json!({ "login": format!("{MARK}-login"), "password": format!("{MARK}-password") });
    let claim = json!({ "code": format!("{MARK}-code"), "login": "kepala", "password": MARK });
    let event = holiday(1).replace("SKB", &format!("{MARK}-event"));
    let wrong = event.replace("HolidayDeclared", &format!("{MARK}-kind"));
    let list = format!("{MARK};{MARK}\n");
    vec![
        (get(&format!("/{MARK}-path")), "-"),
        (get(&format!("/v1/{MARK}-path/x?{MARK}=y")), "-"),
        (ask(&format!("{MARK}-METHOD"), "/v1/head").by(token), "/v1/head"),
        (get(&format!("/v1/reports/{MARK}-name?year=2026")).by(token), "/v1/reports/{name}"),
        (get(&format!("/v1/events/{MARK}-seq")).by(token), "/v1/events/{seq}"),
        (get(&format!("/v1/balances?by={MARK}-by")).by(token), "/v1/balances"),
        (get(&format!("/v1/balances?{MARK}-name=1")).by(token), "/v1/balances"),
        (get(&format!("/v1/events?kind={MARK}-kind")).by(token), "/v1/events"),
        (get("/v1/head").by(&format!("{MARK}-token")), "/v1/head"),
        (get("/v1/head").header("cookie", &format!("__Host-jejak={MARK}-cookie")), "/v1/head"),
        (get("/v1/head").by(token).header("user-agent", &format!("{MARK}-agent")), "/v1/head"),
        (get("/v1/head").by(token).header("x-request-id", &format!("{MARK}-id")), "/v1/head"),
        (get("/v1/head").by(token).header("x-forwarded-for", &format!("{MARK}-for")), "/v1/head"),
        (
            get("/v1/head").by(token).header("accept-language", &format!("{MARK}-tongue")),
            "/v1/head",
        ),
        (get("/v1/feed").by(token).header("last-event-id", &format!("{MARK}-last")), "/v1/feed"),
        (ask("POST", "/v1/session").body(session.to_string()), "/v1/session"),
        (ask("POST", "/v1/claim").body(claim.to_string()), "/v1/claim"),
        (ask("POST", "/v1/events").by(token).body(event), "/v1/events"),
        (ask("POST", "/v1/events").by(token).body(wrong), "/v1/events"),
        (
            ask("POST", "/v1/events").by(token).header("idempotency-key", MARK).body(holiday(2)),
            "/v1/events",
        ),
        (ask("POST", "/v1/regions").by(token).body(list), "/v1/regions"),
    ]
}

fn founded() -> (Desk, String) {
    let desk = Desk::founded();
    for role in ["auditor", "operator"] {
        assert!(desk.run(&["account", "grant", "1", role]).status.success());
    }
    let token = token(&desk, "1", &["HolidayDeclared", "RegionRegistered"]);
    (desk, token)
}

#[test]
fn nothing_that_was_sent_is_in_the_log() {
    for format in ["text", "json"] {
        let (desk, token) = founded();
        let service = Service::with(desk, &["--log-format", format, "--log-level", "debug"]);
        let all = marked(&token);
        for (ask, _) in &all {
            service.ask(ask);
        }
        let log = service.log_with("request_id", all.len());
        for secret in [MARK, &*token, service.code()] {
            assert!(!log.contains(secret), "{secret}: {log}");
        }
        let mut requests = log.lines().filter(|line| line.contains("request_id"));
        for (ask, route) in &all {
            let line = requests.next().unwrap();
            assert!(line.contains(&format!("\"{route}\"")), "{}: {line}", ask.target);
        }
    }
}

#[test]
fn a_line_tells_who_asked_what_and_how_it_ended() {
    let (desk, token) = founded();
    let service = Service::with(desk, &["--log-format", "json"]);
    let answered = service.ask(&get("/v1/head").by(&token)).is(200);
    let region = r#"{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}"#;
    let region = ask("POST", "/v1/events").by(&token).body(region);
    service.ask(&region).is(201);
    let refused = service.ask(&region).is(422);
    let unknown = service.ask(&ask("TRACE", "/nosuch").header("x-request-id", "own")).is(404);
    assert_ne!(unknown.header("x-request-id"), "own", "what is asked for names nothing here");
    let log = service.log_with("request_id", 4);
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |id: &str| lines.iter().find(|line| line["request_id"] == id).unwrap();
    let (head, refused) = (of(answered.header("x-request-id")), of(refused.header("x-request-id")));
    for (line, expected) in [
        (
            head,
            json!({ "method": "GET", "route": "/v1/head", "status": 200, "account": 1, "level": "INFO" }),
        ),
        (
            refused,
            json!({ "method": "POST", "route": "/v1/events", "status": 422, "account": 1, "code": "REF-02" }),
        ),
        (
            of(unknown.header("x-request-id")),
            json!({ "method": "OTHER", "route": "-", "status": 404 }),
        ),
    ] {
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&line[name], value, "{name}: {line}");
        }
        assert!(line["ms"].is_u64(), "{line}");
    }
    assert_eq!(of(unknown.header("x-request-id")).get("account"), None);
}

#[test]
fn the_beginning_the_end_and_what_is_slow_are_told() {
    let (desk, token) = founded();
    let mut service = Service::with(desk, &["--slow-commit", "0"]);
    service.log_with("started", 1);
    service.ask(&ask("POST", "/v1/events").by(&token).body(holiday(1))).is(201);
    assert!(service.log_with("slow commit", 1).contains("store_ms"));
    service.signal("-HUP");
    service.log_with("nothing to read again", 1);
    service.terminate();
    assert!(service.ended().success());
    for word in ["stopping", "stopped"] {
        service.log_with(word, 1);
    }
}
