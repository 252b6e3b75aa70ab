//! People over HTTP: who sees whom, what is recorded before anything is shown, and how much one account
//! may see.

use serde_json::{Value, json};

use crate::api_house::{Answer, Ask, Service, account, ask, get, token};
use crate::cli::{Desk, stderr};
use crate::person::{Office, PEOPLE, REGIONS, SECRETS, ids};

pub const ELSEWHERE: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71","name":"Kota Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71.01","name":"Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71.01.1001","name":"Sukarasa","scheme":"kemendagri"}}
"#;

const KINDS: &[&str] = &["RecipientRegistered", "IdentityAssessed", "RecipientsLinked"];

/// A service with a vault of four people, and tokens of a verifier and of one of another region.
struct Desks {
    service: Service,
    people: Vec<String>,
    verifier: String,
    elsewhere: String,
}

impl Desks {
    fn new(options: &[&str]) -> Desks {
        let office = Office::with(&format!("{REGIONS}{}", ELSEWHERE.trim_start()));
        let people = office.people();
        let of = |region| token(&office.desk, &account(&office.desk, "verifikator", region), KINDS);
        let (verifier, elsewhere) = (of(None), of(Some("36.71")));
        let key = office.key.to_string_lossy().into_owned();
        let service = Service::with(office.desk, &[&["--master-key-file", &key], options].concat());
        Desks { service, people, verifier, elsewhere }
    }

    fn ask(&self, ask: &Ask) -> Answer {
        self.service.ask(ask)
    }

    fn reveal(&self, person: &str) -> Ask {
        let why = json!({ "purpose": "verifikasi", "case": "ADU/7" }).to_string();
        ask("POST", &format!("/v1/people/{person}/reveal")).by(&self.verifier).body(why)
    }

    /// What the second ledger tells of an account's reveals, and of what it was refused.
    fn told(mut self, kind: &str) -> Vec<Value> {
        self.service.terminate();
        assert!(self.service.ended().success());
        let told = self.service.desk.json(&["oversight", "--kind", kind]);
        told["rows"].as_array().unwrap().clone()
    }
}

fn assert_silent(answer: &Answer) {
    for secret in SECRETS {
        assert!(!answer.text().contains(secret), "`{secret}`: {}", answer.text());
    }
}

#[test]
fn a_person_is_masked_until_it_is_said_what_for() {
    let desks = Desks::new(&[]);
    let path = format!("/v1/people/{}", desks.people[0]);
    let masked = desks.ask(&get(&path).by(&desks.verifier)).is(200);
    assert_silent(&masked);
    assert_eq!(masked.header("cache-control"), "no-store");
    assert_eq!(masked.header("etag"), "");
    assert!(masked.json()["person"]["name"].is_string());
    for query in ["reveal=true&purpose=x&case=y", "reveal", "case=y", "purpose=x"] {
        let wrong = desks.ask(&get(&format!("{path}?{query}")).by(&desks.verifier)).is(400);
        assert_silent(&wrong);
    }
    for body in ["", "{}", r#"{"purpose":"uji"}"#, r#"{"purpose":"uji","case":"A","x":"y"}"#, "[]"]
    {
        let ask = ask("POST", &format!("{path}/reveal")).by(&desks.verifier).body(body);
        assert_silent(&desks.ask(&ask).is(400));
    }
    let shown =
        desks.ask(&desks.reveal(&desks.people[0]).header("prefer", "respond-async")).is(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_eq!(shown.json()["person"]["name"], "Siti Rahmawati");
    let person = desks.people[0].clone();
    let told = desks.told("PersonRevealed");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].to_string().contains(&person), "{told:?}");
}

#[test]
fn people_of_other_regions_are_not_there() {
    let desks = Desks::new(&[]);
    let (person, other) = (&desks.people[0], &desks.people[1]);
    let unknown = "0102030405060708090a0b0c0d0e0f10";
    let why = r#"{"purpose":"uji","case":"A"}"#;
    let of_one = [
        (get(&format!("/v1/people/{person}")), ""),
        (get(&format!("/v1/people/{unknown}")), ""),
        (ask("POST", &format!("/v1/people/{person}/reveal")), why),
        (ask("POST", &format!("/v1/people/{person}/links/{other}")), ""),
        (ask("POST", &format!("/v1/people/{person}/corrections")), PEOPLE.lines().next().unwrap()),
        (ask("POST", "/v1/people"), PEOPLE),
    ];
    for (ask, body) in of_one {
        let denied = desks.ask(&ask.by(&desks.elsewhere).body(body)).is(403);
        assert_eq!(denied.json()["code"], "DENY-05");
        assert_silent(&denied);
    }
    let find = |token: &str| {
        let found = desks.ask(&ask("POST", "/v1/people/find").by(token).body(PEOPLE)).is(200);
        let found = found.json()["found"].as_array().unwrap().clone();
        found.iter().filter(|it| !it["recipient"].is_null()).count()
    };
    assert_eq!((find(&desks.verifier), find(&desks.elsewhere)), (4, 0));
    // In its own region it may.
    let own = r#"{"nik":"3671015507850002","name":"Wati","region":"36.71.01.1001"}"#;
    let added = desks.ask(&ask("POST", "/v1/people").by(&desks.elsewhere).body(own)).is(200);
    let id = ids(&added.json()).remove(0);
    desks.ask(&get(&format!("/v1/people/{id}")).by(&desks.elsewhere)).is(200);
}

/// Adding, correcting and linking are what the command line does; what protects wants a second factor.
#[test]
fn people_are_kept_as_the_command_line_keeps_them() {
    let desks = Desks::new(&[]);
    let again = desks.ask(&ask("POST", "/v1/people").by(&desks.verifier).body(PEOPLE)).is(200);
    assert_eq!(ids(&again.json()), desks.people);
    let bad = "{\"nik\":\"3603120201900001\"}\n";
    let bad = desks.ask(&ask("POST", "/v1/people").by(&desks.verifier).body(bad)).is(422);
    assert_silent(&bad);
    let link = format!("/v1/people/{}/links/{}", desks.people[0], desks.people[2]);
    let linked = desks.ask(&ask("POST", &link).by(&desks.verifier)).is(200).json();
    assert_eq!(linked["changed"], true);
    let hold = format!("/v1/people/{}/holds", desks.people[0]);
    let case = r#"{"case":"PERKARA/1"}"#;
    let denied = desks.ask(&ask("POST", &hold).by(&desks.verifier).body(case)).is(403);
    assert_eq!(denied.json()["code"], "DENY-03");
}

#[test]
fn an_account_sees_so_many_people_and_no_more() {
    let desks = Desks::new(&["--reveals-per-hour", "2"]);
    for person in &desks.people[..2] {
        desks.ask(&desks.reveal(person)).is(200);
    }
    let denied = desks.ask(&desks.reveal(&desks.people[2])).is(429);
    assert_silent(&denied);
    let wait: u64 = denied.header("retry-after").parse().unwrap();
    assert!((3_000..=3_601).contains(&wait), "{wait}");
    let problem = denied.json();
    assert_eq!(problem["code"], "DENY-08");
    let figures = &problem["figures"];
    assert_eq!(
        (&figures["asked"], &figures["seen"], &figures["limit"]),
        (&json!(1), &json!(2), &json!(2))
    );
    assert!(figures["until"].is_string(), "{problem}");
    // A service that starts again has forgotten nothing.
    let Desks { mut service, people, verifier, elsewhere } = desks;
    service.terminate();
    assert!(service.ended().success());
    let key = service.desk.data().with_file_name("master.key");
    let again = copied(&service.desk);
    let key = key.to_string_lossy().into_owned();
    let limit = ["--master-key-file", &*key, "--reveals-per-hour", "2"];
    let desks = Desks { service: Service::with(again, &limit), people, verifier, elsewhere };
    desks.ask(&desks.reveal(&desks.people[3])).is(429);
    assert_eq!(desks.told("AttemptRefused").len(), 2, "each denial is recorded");
}

fn copied(desk: &Desk) -> Desk {
    crate::api_house::copied(desk)
}

#[test]
fn without_vault_or_key_it_is_said() {
    let office = Office::with(REGIONS);
    let person = office.people().remove(0);
    let verifier = token(&office.desk, &account(&office.desk, "verifikator", None), &[]);
    let mut service = Service::over(copied(&office.desk));
    assert!(service.said.contains("VLT-01"), "{}", service.said);
    let shown = get(&format!("/v1/people/{person}")).by(&verifier);
    assert_eq!(service.ask(&shown).is(503).json()["code"], "VLT-01");
    service.terminate();
    assert!(service.ended().success());
    let desk = copied(&office.desk);
    std::fs::remove_dir_all(desk.data().join("vault")).unwrap();
    let service = Service::over(desk);
    assert_eq!(service.ask(&shown).is(503).json()["code"], "VLT-02");
}

/// A wrong key is said before anybody is served.
#[test]
fn a_wrong_key_serves_nobody() {
    let office = Office::with(REGIONS);
    let wrong = "0".repeat(64);
    let mut command = office.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env_remove("JEJAK_MASTER_KEY_FILE").env("JEJAK_MASTER_KEY", wrong);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("not the one of the vault"), "{}", stderr(&output));
}
