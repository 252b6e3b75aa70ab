//! Claiming the service, signing in and out, and what a session's own pages must show.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::api_house::{Answer, Ask, Service, ask, get};
use crate::cli::Desk;

const PASSWORD: &str = "kursi-biru-di-teras";

fn sign_in(login: &str, password: &str) -> Ask {
    ask("POST", "/v1/session").body(json!({ "login": login, "password": password }).to_string())
}

fn claim(code: &str, password: &str) -> Ask {
    let claim = json!({ "code": code, "login": "kepala", "password": password });
    ask("POST", "/v1/claim").body(claim.to_string())
}

/// The cookie that an answer sets, as it is sent back.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[test]
fn the_service_is_claimed_once() {
    let service = Service::over(Desk::founded());
    let code = service.code().to_owned();
    service.ask(&sign_in("kepala", PASSWORD)).is(401);
    let short = service.ask(&claim(&code, "pendek")).is(400);
    assert!(!short.text().contains("pendek"), "{}", short.text());
    service.ask(&claim("AAAA-AAAA-AAAA-AAAA-AAAA", PASSWORD)).is(400);
    service.ask(&claim(&code, PASSWORD)).is(204);
    service.ask(&claim(&code, PASSWORD)).is(400);
    let wrong = ask("POST", "/v1/claim").body(r#"{"code":"rahasia","extra":1}"#);
    let wrong = service.ask(&wrong).is(400);
    assert!(!wrong.text().contains("rahasia"), "what was typed is not repeated: {}", wrong.text());
    service.ask(&sign_in("kepala", PASSWORD)).is(201);
}

#[test]
fn a_session_from_its_beginning_to_its_end() {
    let service = Service::over(Desk::founded());
    service.ask(&claim(service.code(), PASSWORD)).is(204);
    let begun = service.ask(&sign_in("kepala", PASSWORD)).is(201);
    let set = begun.header("set-cookie").to_owned();
    for part in ["__Host-jejak=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(set.contains(part), "{set}");
    }
    assert_eq!(begun.header("cache-control"), "no-store");
    let (session, csrf) = (cookie(&begun), begun.json()["csrf"].as_str().unwrap().to_owned());
    let whoami = service.ask(&get("/v1/session").header("cookie", &session)).is(200).json();
    assert_eq!((&whoami["account"], &whoami["roles"]), (&json!(1), &json!(["administrator"])));
    let open =
        ask("POST", "/v1/events").header("cookie", &session).body(crate::api_house::holiday(1));
    for (value, status) in [("", 403), ("another", 403), (&*csrf, 201)] {
        service.ask(&open.clone().header("x-csrf-token", value)).is(status);
    }
    let gone = service.ask(&ask("DELETE", "/v1/session").header("cookie", &session)).is(204);
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
    service.ask(&get("/v1/session").header("cookie", &session)).is(401);
    service.ask(&ask("DELETE", "/v1/session")).is(204);
}

/// Coming in, failing to and going out is in the second ledger when it is answered.
#[test]
fn the_second_ledger_tells_who_came_in() {
    let mut service = Service::over(Desk::founded());
    service.ask(&claim(service.code(), PASSWORD)).is(204);
    service.ask(&sign_in("kepala", "salah-salah-salah")).is(401);
    service.ask(&sign_in("siapa-saja", "salah-salah-salah")).is(401);
    let session = cookie(&service.ask(&sign_in("kepala", PASSWORD)).is(201));
    service.ask(&ask("DELETE", "/v1/session").header("cookie", &session)).is(204);
    service.terminate();
    assert!(service.ended().success());
    let mut export = Command::new(env!("CARGO_BIN_EXE_jejak"));
    export.arg("--data").arg(service.desk.data().join("second")).args(["export", "jsonl"]);
    let export = String::from_utf8(export.output().unwrap().stdout).unwrap();
    let events: Vec<Value> =
        export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&str, &Value)> = events
        .iter()
        .map(|event| (event["kind"].as_str().unwrap(), &event["body"]["account"]))
        .filter(|(kind, _)| kind.starts_with("Sign"))
        .collect();
    let (known, nobody) = (json!(1), json!(null));
    let expected = [
        ("SignInFailed", &known),
        ("SignInFailed", &nobody),
        ("SignedIn", &known),
        ("SignedOut", &known),
    ];
    assert_eq!(told, expected);
}

#[test]
fn guessing_is_slowed_and_says_nothing() {
    let desk = Desk::founded();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.arg("--data").arg(desk.data()).args(["account", "password", "1", "--login", "kepala"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let service = Service::over(desk);
    let (known, unknown) = (
        service.ask(&sign_in("kepala", "salah-salah-salah")).is(401).json(),
        service.ask(&sign_in("siapa-saja", "salah-salah-salah")).is(401).json(),
    );
    assert_eq!(known, unknown, "nobody learns which logins there are");
    let statuses: Vec<u16> =
        (0..12).map(|_| service.ask(&sign_in("kepala", "salah-salah-salah")).status).collect();
    assert!(statuses.contains(&429), "{statuses:?}");
    let told = service.ask(&sign_in("kepala", PASSWORD)).is(429);
    assert_eq!(told.header("retry-after"), "1", "{}", told.text());
}
