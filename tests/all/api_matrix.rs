//! Who may ask what: every operation of the service's own description is asked by nobody, by accounts
//! of several roles, and by one of another region.

use std::path::Path;

use serde_json::Value;

use crate::api_house::{Answer, Ask, Begun, Service, account, ask, get, holiday, story, token};

/// What stands in the path of an operation; one that is missing here cannot be asked.
const IN_PATH: &[(&str, &str)] = &[
    ("day", "2022-06-30"),
    ("document", "9f86d081884c7d659a2feaa0c55ad015"),
    ("ids", "A02"),
    ("investigation", "1"),
    ("job", "1"),
    ("kinds", "HolidayDeclared"),
    ("name", "lra"),
    ("grant", "3"),
    ("id", "0102030405060708090a0b0c0d0e0f10"),
    ("of", "region:36.03"),
    ("other", "0102030405060708090a0b0c0d0e0f11"),
    ("profile", "sipd-sp2d"),
    ("register", "sp2d"),
    ("sample", "1"),
    ("role", "auditor"),
    ("seq", "5"),
    ("table", "payments"),
    ("token", "0102030405060708"),
];

/// What anybody may ask.
const OPEN: &[&str] = &[
    "get /healthz",
    "get /readyz",
    "get /v1/docs",
    "get /v1/docs/style.css",
    "get /v1/openapi.json",
    "get /v1/oidc",
    "get /v1/oidc/callback",
    "post /v1/claim",
    "delete /v1/session",
    "post /v1/session",
];

/// What whoever is known may ask, whatever their roles: themselves and what is their own. What may be
/// recorded has a table of its own.
const OWN: &[&str] = &[
    "post /v1/events",
    "get /v1/jobs",
    "delete /v1/jobs/{job}",
    "get /v1/jobs/{job}",
    "get /v1/jobs/{job}/answer",
    "get /v1/session",
];

/// An operation of the description.
struct Operation {
    name: String,
    ask: Ask,
    act: Option<String>,
    takes_region: bool,
    parameters: Vec<String>,
}

fn described(service: &Service) -> Vec<Operation> {
    let description = service.ask(&get("/v1/openapi.json")).is(200).json();
    let paths = description["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(verb, told)| operation(path, verb, told))
    });
    all.collect()
}

fn operation(path: &str, verb: &str, told: &Value) -> Operation {
    let mut target = path.to_owned();
    let parameters = told["parameters"].as_array().unwrap();
    for parameter in parameters.iter().filter(|it| it["in"] == "path") {
        let name = parameter["name"].as_str().unwrap();
        let value = IN_PATH.iter().find(|(known, _)| *known == name);
        let (_, value) =
            value.unwrap_or_else(|| panic!("{path}: nothing to ask for `{name}` with"));
        target = target.replace(&format!("{{{name}}}"), value);
    }
    assert!(!target.contains('{'), "{path}: the description knows nothing of what stands there");
    let named = |it: &Value| it["name"].as_str().unwrap().to_owned();
    let fields = &told["requestBody"]["content"]["application/json"]["schema"]["properties"];
    let fields = fields.as_object().filter(|_| told["x-act"].is_string());
    let fields: Option<serde_json::Map<String, Value>> =
        fields.map(|fields| fields.keys().map(|name| (name.clone(), "uji".into())).collect());
    let parameters: Vec<String> = parameters.iter().map(named).collect();
    Operation {
        name: format!("{verb} {path}"),
        ask: ask(verb, &target).body(match fields {
            Some(fields) => Value::Object(fields).to_string(),
            None if path == "/v1/events" => holiday(1),
            None => String::new(),
        }),
        act: told["x-act"].as_str().map(str::to_owned),
        takes_region: parameters.iter().any(|name| name == "region"),
        parameters,
    }
}

impl Operation {
    fn is_among(&self, names: &[&str]) -> bool {
        names.contains(&&*self.name)
    }
}

#[test]
fn nobody_unknown_is_answered() {
    let service = Service::over(story());
    let (mut open, mut own) = (0, 0);
    for operation in described(&service) {
        if operation.is_among(OPEN) {
            open += 1;
            assert_ne!(service.begin(&operation.ask).status, 403, "{}", operation.name);
            continue;
        }
        own += usize::from(operation.is_among(OWN));
        assert_eq!(operation.act.is_none(), operation.is_among(OWN), "{}", operation.name);
        for ask in [operation.ask.clone(), operation.ask.clone().by("jejak_nosuch")] {
            let problem = service.ask(&ask).is(401);
            assert_eq!(problem.header("www-authenticate"), "Bearer", "{}", operation.name);
        }
        let forged = operation.ask.clone().header("cookie", "__Host-jejak=nosuch");
        service.ask(&forged).is(401);
    }
    assert_eq!((open, own), (OPEN.len(), OWN.len()));
}

/// Reading records nothing, and a sum is not taken apart for those who may see sums alone.
#[test]
fn no_reading_takes_what_would_record() {
    let service = Service::over(story());
    for operation in described(&service) {
        let has = |name: &str| operation.parameters.iter().any(|it| it == name);
        let reads = operation.name.starts_with("get ");
        for name in ["open", "record", "output", "reveal", "purpose", "case"] {
            assert!(!(reads && has(name)), "{} takes `{name}`", operation.name);
        }
        let sums = operation.act.as_deref() == Some("read-aggregates");
        assert!(!(sums && has("explain")), "{} takes `explain`", operation.name);
    }
}

/// The roles that are asked for here; `-` has none.
const ROLES: &[&str] =
    &["-", "administrator", "operator", "verifikator", "auditor", "inspektur", "dprd"];

#[test]
fn a_role_may_what_the_table_of_roles_says() {
    let desk = story();
    let numbers: Vec<String> = ROLES
        .iter()
        .map(|role| match *role {
            "-" => desk.json(&["account", "open"])["account"].to_string(),
            role => account(&desk, role, None),
        })
        .collect();
    // The tokens take nothing away: what is asked is what the roles may.
    let kinds: Vec<&str> = jejak_events::Kind::ALL.iter().map(|kind| kind.name()).collect();
    let tokens: Vec<String> = numbers.iter().map(|number| token(&desk, number, &kinds)).collect();
    let service = Service::over(desk);
    for (role, token) in ROLES.iter().zip(&tokens) {
        let whoami = service.ask(&get("/v1/session").by(token)).is(200).json();
        let acts: Vec<&str> =
            whoami["acts"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for operation in described(&service) {
            let Some(act) = &operation.act else { continue };
            let begun = service.begin(&operation.ask.clone().by(token));
            let what = format!("{role}: {}", operation.name);
            if acts.contains(&act.as_str()) {
                assert!(![401, 403].contains(&begun.status), "{what}: {}", begun.status);
            } else {
                assert_is_denied(begun, &what);
            }
        }
        let recorded = service.begin(&ask("POST", "/v1/events").by(token).body(holiday(1)));
        match *role {
            "administrator" => assert_eq!(recorded.status, 201),
            role => assert_is_denied(recorded, role),
        }
    }
}

#[track_caller]
fn assert_is_denied(begun: Begun, what: &str) {
    let answer: Answer = begun.finish().is(403);
    let problem = answer.json();
    assert!(
        problem["code"].as_str().is_some_and(|it| it.starts_with("DENY-")),
        "{what}: {problem}"
    );
    assert_eq!(problem["type"], "urn:jejak:problem:denied", "{what}");
}

#[test]
fn a_role_of_another_region_sees_nothing_of_this_one() {
    let desk = story();
    let elsewhere = account(&desk, "verifikator", Some("36.71"));
    let token = token(&desk, &elsewhere, &[]);
    let service = Service::over(desk);
    // Sizes and hashes lie in no region, and events and feed leave out what lies in others; so do these
    // of people and their documents, of whom this ledger has no vault (`api_vault`, `documents`).
    let free = [
        "get /v1/head",
        "get /metrics",
        "get /v1/events",
        "get /v1/feed",
        "get /v1/people/due",
        "get /v1/documents/{document}/content",
        "post /v1/documents/{document}/content",
        "post /v1/people",
        "post /v1/people/find",
        "post /v1/people/retained",
        "get /v1/people/erasure-requests",
        "post /v1/people/erasure-requests",
        "post /v1/people/erasure-requests/withdraw",
        "post /v1/people/erasures",
    ];
    for operation in described(&service).iter().filter(|it| it.act.is_some()) {
        if operation.is_among(&free) {
            continue;
        }
        assert_is_denied(service.begin(&operation.ask.clone().by(&token)), &operation.name);
        if operation.takes_region {
            let mark = if operation.ask.target.contains('?') { '&' } else { '?' };
            for region in ["36.03", "36", "x", "36.71&region=36.03"] {
                let mut ask = operation.ask.clone().by(&token);
                ask.target = format!("{}{mark}region={region}", ask.target);
                assert_is_denied(service.begin(&ask), &ask.target);
            }
        }
    }
    let page = service.ask(&get("/v1/events?limit=1000").by(&token)).is(200).json();
    let events = page["events"].as_array().unwrap();
    assert!(!events.is_empty(), "it sees what lies in its own region");
    assert_lies_elsewhere(events.iter());
    let mut feed = service.begin(&get("/v1/feed?from=0").by(&token));
    let fed: Vec<Value> = (0..events.len()).map(|_| feed.event().unwrap().1).collect();
    assert_lies_elsewhere(fed.iter());
}

fn assert_lies_elsewhere<'a>(events: impl Iterator<Item = &'a Value>) {
    for event in events {
        assert!(!event.to_string().contains("\"36.03"), "{event}");
    }
}

/// The description is part of what is promised: a change of it is seen here.
/// `UPDATE_DOCS=1` writes it anew.
#[test]
fn the_description_is_as_it_is_written() {
    let service = Service::over(crate::cli::Desk::founded());
    let told = service.ask(&get("/v1/openapi.json")).is(200).json();
    let told = serde_json::to_string_pretty(&told).unwrap() + "\n";
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&page, &told).unwrap();
    }
    let written = std::fs::read_to_string(page).unwrap_or_default();
    assert!(told == written, "docs/openapi.json is behind the service: run with UPDATE_DOCS=1");
}
