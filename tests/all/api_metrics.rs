//! `/metrics`: read as strictly as OpenMetrics is written, and true.

use std::collections::BTreeMap;
use std::net::TcpListener;

use crate::api_house::{Service, account, ask, get, holiday, token};
use crate::cli::Desk;

/// A line with a value: its name, its labels, and the value.
#[derive(Debug)]
pub struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

/// A family: its type, and what was measured.
#[derive(Debug, Default)]
pub struct Known {
    kind: String,
    help: String,
    samples: Vec<Sample>,
}

pub type Families = BTreeMap<String, Known>;

fn is_name(text: &str) -> bool {
    let first = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    first && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `name{label="value",...} value`
#[track_caller]
fn sample(line: &str) -> Sample {
    let (before, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no value: {line}"));
    let value = value.parse().unwrap_or_else(|_| panic!("no number: {line}"));
    let Some((name, rest)) = before.split_once('{') else {
        assert!(is_name(before), "no name: {line}");
        return Sample { name: before.to_owned(), labels: BTreeMap::new(), value };
    };
    let rest = rest.strip_suffix('}').unwrap_or_else(|| panic!("labels do not end: {line}"));
    let mut labels = BTreeMap::new();
    for label in rest.split("\",") {
        let (key, text) = label.split_once("=\"").unwrap_or_else(|| panic!("no label: {line}"));
        let text = text.trim_end_matches('"');
        assert!(is_name(key) && !text.contains(['"', '\\', '\n']), "{line}");
        assert_eq!(labels.insert(key.to_owned(), text.to_owned()), None, "twice: {line}");
    }
    Sample { name: name.to_owned(), labels, value }
}

/// Endings that the samples of a type may have.
fn endings(kind: &str) -> &'static [&'static str] {
    match kind {
        "counter" => &["_total"],
        "gauge" => &[""],
        "histogram" => &["_bucket", "_count", "_sum"],
        other => panic!("unexpected type {other}"),
    }
}

#[track_caller]
pub fn parsed(text: &str) -> Families {
    let lines = text.strip_suffix("# EOF\n").expect("the end is marked");
    let (mut families, mut at): (Families, String) = (BTreeMap::new(), String::new());
    for line in lines.lines() {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        if let ["#", what, name, rest] = words[..] {
            assert!(is_name(name) && name.starts_with("jejak_"), "{line}");
            let family = families.entry(name.to_owned()).or_default();
            assert!(family.samples.is_empty(), "told after its samples: {line}");
            let place = match what {
                "HELP" => &mut family.help,
                "TYPE" => &mut family.kind,
                other => panic!("{other}: {line}"),
            };
            assert!(place.is_empty(), "twice: {line}");
            rest.clone_into(place);
            name.clone_into(&mut at);
            continue;
        }
        let sample = sample(line);
        let family = families.get_mut(&at).expect("a type comes first");
        let ending = sample.name.strip_prefix(&at).unwrap_or_else(|| panic!("not of {at}: {line}"));
        assert!(endings(&family.kind).contains(&ending), "{line}");
        family.samples.push(sample);
    }
    families.values().filter(|it| it.kind == "histogram").for_each(assert_rises);
    families
}

/// The buckets of a histogram rise to infinity, which is the count.
#[track_caller]
fn assert_rises(family: &Known) {
    let mut of: BTreeMap<Vec<(String, String)>, Vec<&Sample>> = BTreeMap::new();
    for sample in &family.samples {
        let labels = sample.labels.clone().into_iter().filter(|(key, _)| key != "le");
        of.entry(labels.collect()).or_default().push(sample);
    }
    for (labels, samples) in of {
        let (mut bound, mut count) = (f64::NEG_INFINITY, 0.0);
        for sample in samples.iter().filter(|it| it.name.ends_with("_bucket")) {
            let le = match &*sample.labels["le"] {
                "+Inf" => f64::INFINITY,
                le => le.parse().unwrap(),
            };
            assert!(le > bound && sample.value >= count, "{labels:?}: {sample:?}");
            (bound, count) = (le, sample.value);
        }
        assert!(bound.is_infinite(), "{labels:?}: no last bucket");
        let whole = samples.iter().find(|it| it.name.ends_with("_count")).unwrap();
        assert!(whole.value.total_cmp(&count).is_eq(), "{labels:?}");
    }
}

#[track_caller]
pub fn value(families: &Families, name: &str, labels: &[(&str, &str)]) -> f64 {
    let family = families.iter().find(|(known, _)| name.starts_with(known.as_str()));
    let mut found = families.values().flat_map(|family| &family.samples).filter(|sample| {
        let fits =
            labels.iter().all(|(key, text)| sample.labels.get(*key).is_some_and(|it| it == text));
        sample.name == name && fits
    });
    found.next().unwrap_or_else(|| panic!("{name} {labels:?}: {family:?}")).value
}

/// An address that nobody listens on.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn every_figure_is_there_and_true() {
    let desk = Desk::founded();
    let auditor = account(&desk, "auditor", None);
    let (token, reading) = (token(&desk, "1", &["HolidayDeclared"]), token(&desk, &auditor, &[]));
    let before = desk.json(&["verify"])["size"].as_f64();
    let service = Service::over(desk);
    for number in 0..3 {
        service.ask(&ask("POST", "/v1/events").by(&token).body(holiday(number))).is(201);
    }
    service.ask(&ask("POST", "/v1/events").by(&token).body("[]")).is(400);
    service.ask(&get("/v1/events/1").by(&reading)).is(200);
    service.ask(&get("/v1/events/2").by(&reading)).is(200);
    let feed = service.begin(&get("/v1/feed").by(&reading));
    let families = parsed(&service.ask(&get("/metrics").by(&reading)).is(200).text());
    drop(feed);
    for (name, labels, expected) in [
        ("jejak_recorded_events_total", &[][..], 3.0),
        ("jejak_proposals_total", &[], 3.0),
        (
            "jejak_requests_total",
            &[("route", "/v1/events"), ("method", "POST"), ("status", "201")],
            3.0,
        ),
        (
            "jejak_requests_total",
            &[("route", "/v1/events"), ("method", "POST"), ("status", "400")],
            1.0,
        ),
        ("jejak_requests_total", &[("route", "/v1/events/{seq}"), ("status", "200")], 2.0),
        ("jejak_request_seconds_count", &[("route", "/v1/events/{seq}"), ("method", "GET")], 2.0),
        ("jejak_commit_events_count", &[], 3.0),
        ("jejak_commit_events_sum", &[], 3.0),
        ("jejak_commit_seconds_count", &[], 3.0),
        ("jejak_store_seconds_count", &[], 3.0),
        ("jejak_writer_queue", &[], 0.0),
        ("jejak_read_lag_events", &[], 0.0),
        ("jejak_takes_writes", &[], 1.0),
        ("jejak_feed_clients", &[], 1.0),
        ("jejak_jobs_running", &[], 0.0),
        ("jejak_sessions", &[], 0.0),
        ("jejak_open_findings", &[], 0.0),
        ("jejak_snapshot_taken_seconds", &[], 0.0),
        ("jejak_certificate_ends_seconds", &[], 0.0),
    ] {
        let found = value(&families, name, labels);
        assert!(
            found.total_cmp(&expected).is_eq(),
            "{name} {labels:?}: {found}, expected {expected}"
        );
    }
    for name in
        ["jejak_disk_free_bytes", "jejak_store_bytes", "jejak_commit_seconds_sum", "jejak_events"]
    {
        assert!(value(&families, name, &[]) > 0.0, "{name}");
    }
    let whole = value(&families, "jejak_commit_seconds_sum", &[]);
    assert!(whole >= value(&families, "jejak_store_seconds_sum", &[]), "a commit is stored, too");
    assert!(families.values().all(|family| family.help.ends_with('.')), "{families:?}");
    assert!(before.is_none_or(|before| value(&families, "jejak_events", &[]) > before));
}

/// At the address of those who watch, nobody signs in, and nothing else is answered.
#[test]
fn those_who_watch_have_an_address_of_their_own() {
    let at = free();
    let mut service = Service::with(Desk::founded(), &["--watch-listen", &at]);
    service.ask(&get("/metrics")).is(401);
    service.address = at.parse().unwrap();
    parsed(&service.ask(&get("/metrics")).is(200).text());
    assert_eq!(service.ask(&get("/healthz")).is(200).text(), "ok\n");
    assert_eq!(service.ask(&get("/readyz")).is(200).text(), "ready\n");
    for target in ["/v1/openapi.json", "/v1/head", "/v1/session", "/"] {
        service.ask(&get(target)).is(404);
    }
}

/// What the parser of this test is worth.
#[test]
fn a_wrong_exposition_is_found() {
    let fine = "# HELP jejak_a A.\n# TYPE jejak_a counter\njejak_a_total{b=\"c\"} 1\n# EOF\n";
    assert_eq!(parsed(fine).len(), 1);
    for (from, to) in [
        ("# EOF\n", ""),
        ("counter", "gauge"),
        ("counter", "histogram"),
        ("jejak_a_total", "jejak_b_total"),
        (" 1", " one"),
        ("b=\"c\"", "b=c"),
        ("b=\"c\"", "b=\"c\",b=\"d\""),
        ("# HELP jejak_a A.\n", "# HELP jejak_a A.\n# HELP jejak_a A.\n"),
    ] {
        let wrong = fine.replacen(from, to, 1);
        assert!(std::panic::catch_unwind(|| parsed(&wrong)).is_err(), "{wrong}");
    }
}
