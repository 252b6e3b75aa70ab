//! Clients that misbehave: each gets the right status, or is cut off, and costs nobody else anything.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::api_house::{Service, account, ask, get, holiday, story, token};

/// How patient the service is here, in seconds.
const PATIENCE: u64 = 2;

fn impatient() -> (Service, String) {
    let desk = story();
    let number = account(&desk, "administrator", None);
    let token = token(&desk, &number, &["HolidayDeclared"]);
    let service =
        Service::with(desk, &["--patience", &PATIENCE.to_string(), "--connections", "80"]);
    (service, token)
}

/// What comes back on a raw connection until it is closed.
fn until_closed(stream: &mut TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(PATIENCE * 10))).unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn raw(service: &Service, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(service.address).unwrap();
    // A service that has seen enough closes before it has taken all.
    let _ = stream.write_all(sent);
    until_closed(&mut stream)
}

fn status_of(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("-")
}

/// What is sent, byte for byte, and the status that comes back.
#[test]
fn what_is_no_request_gets_the_right_status() {
    let (service, token) = impatient();
    let head = format!("authorization: Bearer {token}\r\nhost: x\r\n");
    let many = (0..200).map(|number| format!("x-{number}: y\r\n")).collect::<String>();
    let post = |about: &str, body: &str| {
        format!("POST /v1/events HTTP/1.1\r\n{head}connection: close\r\n{about}\r\n{body}")
    };
    let sized = |body: &str| post(&format!("content-length: {}\r\n", body.len()), body);
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let deeper =
        format!(r#"{{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{deep}}}"#);
    let cases = [
        ("words", "no request at all\r\n\r\n".to_owned(), "400"),
        ("many headers", format!("GET /healthz HTTP/1.1\r\n{head}{many}\r\n"), "431"),
        (
            "a long header",
            format!("GET /healthz HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(200_000)),
            "431",
        ),
        ("a long path", format!("GET /{} HTTP/1.1\r\n\r\n", "y".repeat(70_000)), "414"),
        ("two lengths", post("content-length: 1\r\ncontent-length: 2\r\n", "{}"), "400"),
        ("a length that is none", post("content-length: -1\r\n", "{}"), "400"),
        (
            "a chunk that is none",
            post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
            "400",
        ),
        ("deep lists", sized(&deep), "400"),
        ("deep lists in a line", sized(&deeper), "400"),
        ("a compressed body", post("content-encoding: gzip\r\ncontent-length: 2\r\n", "{}"), "415"),
        ("a huge body that is only announced", post("content-length: 99999999999\r\n", ""), "413"),
        ("a body without its end", post("content-length: 10\r\n", "{"), "408"),
    ];
    for (what, sent, expected) in cases {
        let answer = raw(&service, sent.as_bytes());
        assert_eq!(status_of(&answer), expected, "{what}: {}", answer.lines().next().unwrap_or(""));
    }
    service.ask(&ask("post", "/v1/events").by(&token).body(holiday(1))).is(201);
}

#[test]
fn a_body_that_is_larger_than_it_may_be_is_not_kept() {
    let desk = story();
    let number = account(&desk, "administrator", None);
    let token = token(&desk, &number, &["HolidayDeclared"]);
    let service = Service::with(desk, &["--body-max", "1024"]);
    let login = format!(r#"{{"login":"{}","password":"y"}}"#, "x".repeat(6_000));
    service.ask(&ask("post", "/v1/session").body(login)).is(413);
    let many: Vec<String> = (1..20).map(holiday).collect();
    service.ask(&ask("post", "/v1/events").by(&token).body(many.join("\n"))).is(413);
    service.ask(&ask("post", "/v1/events").by(&token).body(holiday(1))).is(201);
}

/// Half a head, then silence: the connection ends, and those who hold it hold nobody up.
#[test]
fn those_who_say_half_a_word_are_cut_off() {
    let (service, _) = impatient();
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = TcpStream::connect(service.address).unwrap();
            stream.write_all(b"GET /healthz HTTP/1.1\r\nx-a").unwrap();
            stream
        })
        .collect();
    service.ask(&get("/healthz")).is(200);
    assert!(began.elapsed() < Duration::from_secs(PATIENCE), "others wait for them");
    for stream in &mut slow {
        until_closed(stream);
    }
    let all = began.elapsed();
    assert!(all > Duration::from_secs(PATIENCE) / 2, "{all:?}: nobody had time");
    service.ask(&get("/healthz")).is(200);
}

/// A byte now and then keeps a head open no longer than any other.
#[test]
fn a_head_that_trickles_is_cut_off() {
    let (service, _) = impatient();
    let mut stream = TcpStream::connect(service.address).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\n").unwrap();
    let began = Instant::now();
    while stream.write_all(b"x").is_ok() {
        assert!(began.elapsed() < Duration::from_secs(PATIENCE * 10), "it is still taken");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// More connections than there are places: they wait, and are answered when a place is free.
#[test]
fn too_many_wait_and_are_answered() {
    let (service, _) = impatient();
    let idle: Vec<TcpStream> =
        (0..200).map(|_| TcpStream::connect(service.address).unwrap()).collect();
    // The idle ones are cut off after a while, and make room.
    service.ask(&get("/healthz")).is(200);
    drop(idle);
    service.ask(&get("/healthz")).is(200);
}

/// Somebody asks for a lot and reads nothing of it: cut off, and nobody waits for them.
#[test]
fn those_who_take_nothing_are_cut_off() {
    let desk = story();
    let number = account(&desk, "auditor", None);
    let token = token(&desk, &number, &[]);
    let service = Service::with(desk, &["--patience", &PATIENCE.to_string()]);
    let mut stream = TcpStream::connect(service.address).unwrap();
    let one = format!(
        "GET /v1/events?limit=1000 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    // Until neither side's buffers take more.
    stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let asked = (0..500).take_while(|_| stream.write_all(one.as_bytes()).is_ok()).count();
    assert!(asked > 0);
    std::thread::sleep(Duration::from_secs(PATIENCE * 2));
    service.ask(&get("/healthz")).is(200);
    let got = until_closed(&mut stream);
    assert!(got.matches("HTTP/1.1 200").count() < asked, "all {asked} were answered");
    let _ = stream.shutdown(Shutdown::Both);
}
