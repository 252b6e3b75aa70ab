//! The service's description of itself is true: every example is answered as it says, in every form it
//! names, and so is whatever is asked wrongly.

use serde_json::{Value, json};

use crate::api_house::{Answer, Ask, Service, ask, get, story, token};
use crate::api_whole::Whole;

/// Examples that stand for something which this ledger does not have, and why.
const NOT_SO: &[(&str, u16, &str)] = &[
    ("claim", 400, "the code is no code of this service"),
    ("signIn", 401, "nobody has that login"),
    ("showJob", 404, "no job was begun"),
    ("cancelJob", 404, "no job was begun"),
    ("answerOfJob", 404, "no job was begun"),
];

/// Where operations have no example, and why.
const UNTOLD: &[(&str, &str)] =
    &[("/v1/oidc", "it begins in a browser and goes on at an issuer, which the test `oidc` has")];

/// An operation of the description.
struct Operation<'a> {
    path: &'a str,
    verb: &'a str,
    told: &'a Value,
}

impl Operation<'_> {
    fn id(&self) -> &str {
        self.told["operationId"].as_str().unwrap()
    }

    /// What is asked by its example, of a ledger that has what its names stand for.
    fn target(&self, whole: &Whole) -> String {
        let target = self.told["x-example"]["target"].as_str();
        whole.named(target.unwrap_or_else(|| panic!("{}: there is no example", self.id())))
    }

    /// Its example, asked by somebody who may.
    fn example(&self, whole: &Whole) -> Ask {
        let asked = ask(self.verb, &self.target(whole));
        // Whoever signs out asks nothing more: the session's own operations are asked by a token.
        let asked = match self.path {
            "/v1/session" => asked.by(&whole.token),
            _ => whole.session.asks(asked),
        };
        match self.told["x-example"]["body"].as_str() {
            Some(body) => asked.body(body),
            None => asked,
        }
    }

    /// What it says of a status, or, of an error, that it is a problem.
    #[track_caller]
    fn answers(&self, answer: &Answer) -> &Value {
        let told = &self.told["responses"][answer.status.to_string()];
        assert!(!told.is_null(), "{} {}: {} is not described", self.verb, self.path, answer.status);
        told
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        let verbs = item.as_object().unwrap().iter();
        let told = !UNTOLD.iter().any(|(place, _)| path.starts_with(place));
        verbs.filter(move |_| told).map(move |(verb, told)| Operation { path, verb, told })
    });
    all.collect()
}

/// Compares a value with a schema of the description.
#[track_caller]
fn assert_fits(document: &Value, schema: &Value, found: &Value, what: &str) {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(found)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{what}: {}", wrong.join("\n"));
}

/// Compares an answer with what the description says of it.
#[track_caller]
fn assert_described(document: &Value, operation: &Operation, answer: &Answer) {
    let what = format!("{} {}", operation.verb, operation.path);
    let told = operation.answers(answer);
    let Some(content) = told["content"].as_object() else {
        assert!(answer.body.is_empty(), "{what}: a body that is not described");
        return;
    };
    let media = answer.header("content-type").split(';').next().unwrap();
    let told = content.get(media);
    let told = told.unwrap_or_else(|| panic!("{what}: {media} is not described"));
    if matches!(media, "application/json" | "application/problem+json") {
        assert_fits(document, &told["schema"], &answer.json(), &what);
    }
    if let Some(line) = told.get("x-line") {
        for text in answer.text().lines() {
            assert_fits(document, line, &serde_json::from_str(text).unwrap(), &what);
        }
    }
}

#[test]
fn every_example_is_answered_as_described() {
    let whole = Whole::served();
    let service = &whole.service;
    let document = service.ask(&get("/v1/openapi.json")).is(200).json();
    let (mut asked, mut wrong) = (0, Vec::new());
    for operation in operations(&document) {
        // A feed has no end; what it sends are events, as the pages are.
        if operation.id() == "feed" {
            continue;
        }
        let answer = service.ask(&operation.example(&whole));
        let expected = NOT_SO.iter().find(|(id, ..)| *id == operation.id());
        let done = (200..300).contains(&answer.status);
        let as_expected = expected.map_or(done, |(_, status, _)| *status == answer.status);
        if !as_expected {
            wrong.push(format!("{}: {}: {}", operation.id(), answer.status, answer.text()));
        }
        assert_described(&document, &operation, &answer);
        asked += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked >= 110, "{asked}");
}

#[test]
fn every_form_that_is_described_can_be_had() {
    let whole = Whole::served();
    let service = &whole.service;
    let document = service.ask(&get("/v1/openapi.json")).is(200).json();
    for operation in operations(&document).iter().filter(|it| it.verb == "get") {
        let forms = operation.told["responses"]["200"]["content"].as_object();
        if operation.id() == "feed" || NOT_SO.iter().any(|(id, ..)| *id == operation.id()) {
            continue;
        }
        for form in forms.into_iter().flatten().map(|(form, _)| form) {
            let asked = operation.example(&whole).header("accept", form);
            let answer = service.ask(&asked).is(200);
            let found = answer.header("content-type").split(';').next().unwrap();
            assert_eq!(found, form, "{}", operation.id());
            assert_described(&document, operation, &answer);
        }
    }
}

/// Whatever is asked wrongly is answered as described: by nobody, in no form, with what is unknown, with
/// bytes that are no text.
#[test]
fn whatever_is_asked_wrongly_is_answered_as_described() {
    let whole = Whole::served();
    let Whole { service, token, .. } = &whole;
    let document = service.ask(&get("/v1/openapi.json")).is(200).json();
    for operation in operations(&document) {
        if matches!(operation.id(), "feed" | "postCheckpoints") {
            continue;
        }
        let target = &*operation.target(&whole);
        let bare = target.split('?').next().unwrap();
        let odd = operation
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "%FF%00" } else { part });
        let odd = odd.collect::<Vec<_>>().join("/");
        let wrong = [
            ask(operation.verb, target),
            ask(operation.verb, target).by(token).header("accept", "image/png"),
            ask(operation.verb, &format!("{bare}?nosuch=1&limit=-1")).by(token),
            ask(operation.verb, &format!("{bare}?%FF=%00&region=%0d%0aX:%20y")).by(token),
            ask(operation.verb, &odd).by(token).body("\u{0}\u{fffd}{"),
            ask(operation.verb, target).by(token).body(vec![0xff, 0x00, 0xfe]),
        ];
        for asked in wrong {
            let answer = service.ask(&asked);
            assert_ne!(answer.status, 500, "{asked:?}: {}", answer.text());
            assert_described(&document, &operation, &answer);
            assert!(answer.header("x").is_empty(), "a header was injected");
        }
    }
}

/// What is searched for is found by what people have in their hands, the best first, and no NIK is taken.
#[test]
fn a_search_finds_numbers_codes_and_names() {
    let Whole { service, token, .. } = Whole::served();
    let search = |query: &str| {
        let query: String = form(query);
        service.ask(
            &get(&format!("/v1/search?query={query}")).by(&token).header("accept-language", "en"),
        )
    };
    for (query, matched, holds) in [
        ("605", "event", json!({ "seq": 605, "link": "/v1/events/605" })),
        ("36.03", "region", json!({ "tag": "region:36.03", "text": "36.03", "rank": 100 })),
        ("kabupaten tangerang", "region", json!({ "tag": "region:36.03" })),
        ("BLT", "programme", json!({ "tag": "programme:BLT", "rank": 100 })),
        ("finding opened", "kind", json!({ "text": "FindingOpened", "rank": 100 })),
        ("temuan dibuka", "kind", json!({ "text": "FindingOpened", "rank": 100 })),
        ("finding:605", "tag", json!({ "seq": 605, "tag": "finding:605" })),
    ] {
        let found = search(query).is(200).json();
        let best = &found["hits"][0];
        assert_eq!(best["matched"], matched, "{query}: {found}");
        for (name, value) in holds.as_object().unwrap() {
            assert_eq!(&best[name], value, "{query}: {name}");
        }
        let link = best["link"].as_str().unwrap();
        service.ask(&get(link).by(&token)).is(200);
    }
    let refused = search("nik 3603010101900001").is(400);
    assert!(!refused.text().contains("3603010101900001"), "{}", refused.text());
}

/// A value as a query takes it.
fn form(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whoever lost the role while a job ran does not get its answer.
#[test]
fn the_answer_of_a_job_is_for_who_may_still_ask() {
    let desk = story();
    let account = desk.json(&["account", "open"])["account"].to_string();
    let grant = desk.json(&["account", "grant", &account, "auditor"])["seq"].clone();
    let (asker, administrator) =
        (token(&desk, &account, &[]), token(&desk, "1", &["RoleWithdrawn"]));
    let service = Service::over(desk);
    let begun = get("/v1/reports/lra?year=2022").by(&asker).header("prefer", "respond-async");
    let place = service.ask(&begun).is(202).header("location").to_owned();
    let withdrawn = json!({
        "kind": "RoleWithdrawn", "occurred_on": "2026-01-02",
        "body": { "grant": grant, "reason": "pindah" },
    });
    let withdrawn = ask("POST", "/v1/events").by(&administrator).body(withdrawn.to_string());
    service.ask(&withdrawn).is(201);
    let answer = service.ask(&get(&format!("{place}/answer")).by(&asker)).is(403);
    assert_eq!(answer.json()["type"], "urn:jejak:problem:denied");
}

/// What a command tells beside its answer comes in a header, for programs and for the command line.
#[test]
fn notes_come_beside_the_answer() {
    let Whole { service, token, .. } = Whole::served();
    let due = get("/v1/due?as-of=2099-12-31").by(&token).header("accept-language", "en");
    let answer = service.ask(&due).is(200);
    let note = answer.header("jejak-note");
    assert!(note.starts_with("note: --as-of 2099-12-31 is after "), "{note}");
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    let none = service.ask(&get("/v1/reports").by(&token)).is(200);
    assert_eq!(none.header("jejak-note"), "");
}
