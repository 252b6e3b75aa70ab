//! Documents from outside: what events cite, who gets the file, and what is left when a person is
//! erased; at the machine, over HTTP, and through `--server`.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::api_house::{Ask, Service, account, ask, get, token};
use crate::api_vault::ELSEWHERE;
use crate::cli::stderr;
use crate::person::{Office, REGIONS, files, ids};

const LETTER: &[u8] = b"%PDF-1.7\nSurat keterangan Siti Rahmawati 3603120201900001\n";

/// A file beside the ledger.
fn file(office: &Office, name: &str, bytes: &[u8]) -> String {
    let path = office.desk.data().with_file_name(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

fn add(office: &Office, args: &[&str]) -> Value {
    office.json(&[&["document", "add"], args].concat(), "")
}

/// Records an event that stands on a document.
fn cite(office: &Office, reference: &Value) -> u64 {
    let line = format!(
        r#"{{"kind":"HolidayDeclared","occurred_on":"2026-01-02","documents":[{reference}],"body":{{"day":"2026-08-17","basis":"SKB"}}}}"#
    );
    let path = file(office, "cites.jsonl", line.as_bytes());
    office.json(&["append", &path], "")["first_seq"].as_u64().unwrap()
}

fn told(office: &Office) -> Vec<(String, Value)> {
    let acts = office.json(&["oversight"], "");
    let rows = acts["rows"].as_array().or_else(|| acts["oversight"].as_array()).cloned();
    let rows = rows.unwrap_or_else(|| panic!("{acts}"));
    rows.iter().map(|row| (row["kind"].as_str().unwrap().to_owned(), row.clone())).collect()
}

#[test]
fn an_event_cites_a_file_and_the_file_finds_the_event() {
    let office = Office::new();
    let letter = file(&office, "surat.pdf", LETTER);
    for how in [&["--public"][..], &["--token"], &[]] {
        let added = add(
            &office,
            &[&[letter.as_str(), "--type", "surat", "--number", "1/2026"], how].concat(),
        );
        let seq = cite(&office, &added["reference"]);
        let id = added["document"].as_str().unwrap();
        let shown = office.json(&["document", "show", id], "");
        assert_eq!(shown["cited_by"], serde_json::json!([seq]), "{how:?}");
        let checked = office.json(&["document", "check", &letter], "");
        let cited = checked["cited_by"].as_array().unwrap();
        assert!(cited.contains(&seq.into()), "{how:?}: {checked}");
    }
    let other = file(&office, "lain.pdf", b"%PDF-1.7\nlain\n");
    let checked = office.json(&["document", "check", &other], "");
    assert_eq!(
        (&checked["cited_by"], &checked["documents"]),
        (&Value::Array(vec![]), &Value::Array(vec![]))
    );
    let again = add(&office, &[&letter, "--type", "surat", "--public"]);
    assert_eq!(again["new"], false);
    let listed = office.json(&["document", "list"], "");
    assert_eq!(listed["documents"].as_array().unwrap().len(), 3);
    assert!(!listed.to_string().contains("surat.pdf"), "a name is personal");
}

#[test]
fn what_is_about_a_person_is_told_before_it_is_shown_and_goes_with_them() {
    let office = Office::new();
    let id = office.people().remove(0);
    let letter = file(&office, "surat.pdf", LETTER);
    let added = add(&office, &[&letter, "--type", "surat", "--recipient", &id]);
    let document = added["document"].as_str().unwrap().to_owned();
    let out = file(&office, "out.pdf", b"");
    std::fs::remove_file(&out).unwrap();
    let refused = office.run(&["document", "get", &document, "-o", &out]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(
        !PathBuf::from(&out).exists()
            && !told(&office).iter().any(|(kind, _)| kind == "PersonRevealed")
    );
    let why = ["--purpose", "verifikasi", "--case", "ST 1/2026"];
    let got = office.json(&[&["document", "get", &document, "-o", &out], &why[..]].concat(), "");
    assert_eq!(
        (&got["name"], std::fs::read(&out).unwrap()),
        (&"surat.pdf".into(), LETTER.to_vec())
    );
    let (_, reveal) = told(&office).into_iter().find(|(kind, _)| kind == "PersonRevealed").unwrap();
    assert!(reveal.to_string().contains("dokumen") && reveal.to_string().contains(&id), "{reveal}");
    let held = office.run(&["person", "hold", &id, "--case", "LHP 1"]);
    assert!(held.status.success(), "{}", stderr(&held));
    let erase = ["person", "erase", &id, "--ground", "permintaan-subjek", "--basis", "Surat 1"];
    assert_eq!(office.run(&erase).status.code(), Some(1), "a hold keeps the documents, too");
    assert!(office.run(&["person", "hold", &id, "--case", "LHP 1", "--lift"]).status.success());
    office.requested(&id, "permintaan-subjek", "Surat 1");
    let erased = office.run(&erase);
    assert!(erased.status.success(), "{}", stderr(&erased));
    assert_eq!(office.run(&["document", "show", &document]).status.code(), Some(1));
    let blobs = office.desk.data().join("vault/blobs");
    assert_eq!(files(&blobs), Vec::<PathBuf>::new());
}

#[test]
fn what_is_no_document_is_refused_by_its_bytes() {
    let office = Office::new();
    let program = file(&office, "surat.pdf", b"MZ\x90\x00\x03");
    let refused = office.run(&["document", "add", &program, "--type", "surat"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("expected pdf, jpg, png, xlsx, docx, csv, p7m"),
        "{}",
        stderr(&refused)
    );
    let letter = file(&office, "program.exe", LETTER);
    assert_eq!(add(&office, &[&letter, "--type", "surat"])["media"], "pdf", "names say nothing");
    let told = office.run(&["--lang", "id", "document", "add", &program, "--type", "surat"]);
    assert!(
        stderr(&told)
            .contains("seharusnya pdf, jpg, png, xlsx, docx, csv, p7m, ditemukan yang lain")
    );
    let told = office.run(&["--lang", "id", "document", "add", &letter, "--type", "surat"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("sudah disimpan: "));
}

fn served(office: Office, options: &[&str]) -> Service {
    let key = office.key.to_string_lossy().into_owned();
    let Office { desk, .. } = office;
    Service::with(desk, &[&["--master-key-file", &key], options].concat())
}

/// A document of a person, or of nobody; its id.
fn kept(office: &Office, number: usize, of: Option<&str>) -> String {
    let bytes = [LETTER, number.to_string().as_bytes()].concat();
    let letter = file(office, &format!("{number}.pdf"), &bytes);
    let of = of.iter().flat_map(|id| ["--recipient", *id]);
    let args: Vec<&str> = [&*letter, "--type", "surat"].into_iter().chain(of).collect();
    add(office, &args)["document"].as_str().unwrap().to_owned()
}

/// Asks for the bytes of a document, and says what for.
fn content(document: &str, by: &str) -> Ask {
    ask("POST", &format!("/v1/documents/{document}/content"))
        .by(by)
        .body(r#"{"purpose":"verifikasi","case":"ST 1"}"#)
}

/// What the second ledger tells of a kind of act, once the service has ended.
fn told_of(service: &mut Service, kind: &str) -> Vec<Value> {
    service.terminate();
    assert!(service.ended().success());
    let told = service.desk.json(&["oversight", "--kind", kind]);
    told["rows"].as_array().unwrap().clone()
}

#[test]
fn a_document_of_a_person_is_a_person_seen() {
    let office = Office::new();
    let people = office.people();
    let [one, other] = [0, 1].map(|of| kept(&office, of, Some(&people[of])));
    let nobodys = kept(&office, 2, None);
    let reader = token(&office.desk, &account(&office.desk, "auditor", None), &[]);
    let mut service = served(office, &["--reveals-per-hour", "1"]);
    service.ask(&content(&one, &reader)).is(200);
    let denied = service.ask(&content(&other, &reader)).is(429);
    assert!(!denied.text().contains("Rahmawati"), "{}", denied.text());
    let problem = denied.json();
    assert_eq!((&problem["code"], &problem["figures"]["seen"]), (&"DENY-08".into(), &1.into()));
    let reveal = ask("POST", &format!("/v1/people/{}/reveal", people[1])).by(&reader);
    let reveal = reveal.body(r#"{"purpose":"verifikasi","case":"ST 1"}"#);
    assert_eq!(service.ask(&reveal).is(429).json()["code"], "DENY-08", "one count for both");
    // What is about nobody is no person seen.
    service.ask(&content(&nobodys, &reader)).is(200);
    let refused = told_of(&mut service, "AttemptRefused");
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused.iter().all(|row| row.to_string().contains("DENY-08")), "{refused:?}");
    let seen = service.desk.json(&["oversight", "--kind", "PersonRevealed"]);
    assert_eq!(seen["rows"].as_array().unwrap().len(), 1, "{seen}");
}

#[test]
fn a_role_for_a_region_gets_documents_of_those_who_live_there() {
    let office = Office::with(&format!("{REGIONS}{}", ELSEWHERE.trim_start()));
    let here = office.people().remove(0);
    let wati = r#"{"nik":"3671015507850002","name":"Wati","region":"36.71.01.1001"}"#;
    let there = ids(&office.json(&["person", "add", "-"], wati)).remove(0);
    let (own, others) = (kept(&office, 0, Some(&here)), kept(&office, 1, Some(&there)));
    let nobodys = kept(&office, 2, None);
    let limited = token(&office.desk, &account(&office.desk, "auditor", Some("36.03")), &[]);
    let mut service = served(office, &[]);
    assert!(service.ask(&content(&own, &limited)).is(200).body.starts_with(LETTER));
    for document in [&others, &nobodys] {
        let denied = service.ask(&content(document, &limited)).is(403);
        assert_eq!(denied.json()["code"], "DENY-05");
        assert!(!denied.text().contains("Rahmawati"), "{}", denied.text());
    }
    let plain = get(&format!("/v1/documents/{nobodys}/content")).by(&limited);
    assert_eq!(service.ask(&plain).is(403).json()["code"], "DENY-05");
    let seen = told_of(&mut service, "PersonRevealed");
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].to_string().contains(&here), "{seen:?}");
    let taken = service.desk.json(&["oversight", "--kind", "ExportMade"]);
    assert_eq!(taken["rows"], serde_json::json!([]));
}

#[test]
fn a_service_keeps_documents_as_long_as_it_is_set() {
    let office = Office::new();
    let reader = token(&office.desk, &account(&office.desk, "auditor", None), &[]);
    let service = served(office, &["--document-max", "2000"]);
    let of = |bytes: usize| {
        let body = [LETTER, &vec![b' '; bytes - LETTER.len()]].concat();
        service.ask(&ask("POST", "/v1/documents?type=surat").by(&reader).body(body))
    };
    let refused = of(2_001).is(422).json()["detail_en"].to_string();
    assert!(refused.contains("expected at most 2000 bytes, found 2001 bytes"), "{refused}");
    assert_eq!(of(2_000).is(200).json()["bytes"], 2_000);
    let listed = service.ask(&get("/v1/documents").by(&reader)).is(200).json();
    assert_eq!(listed["documents"].as_array().unwrap().len(), 1, "{listed}");
}

#[test]
fn a_service_keeps_and_gives_files_as_they_are() {
    let office = Office::new();
    let id = office.people().remove(0);
    let reader = token(&office.desk, &account(&office.desk, "auditor", None), &[]);
    let looker = token(&office.desk, &account(&office.desk, "pptk", None), &[]);
    let service = served(office, &[]);
    let long = [LETTER, &vec![7; 300_000]].concat();
    let target = format!("/v1/documents?type=surat&recipient={id}");
    let added = service.ask(&ask("POST", &target).by(&reader).body(long.clone())).is(200).json();
    let document = added["document"].as_str().unwrap().to_owned();
    let content = format!("/v1/documents/{document}/content");
    service.ask(&get(&content).by(&reader)).is(400);
    let why = ask("POST", &content).body(r#"{"purpose":"verifikasi","case":"ST 1"}"#);
    service.ask(&why.clone().by(&looker)).is(403);
    let got = service.ask(&why.by(&reader).header("accept", "text/html")).is(200);
    assert_eq!(got.body, long);
    for (name, expected) in [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(got.header(name), expected, "{name}");
    }
    let checked = service.ask(&ask("POST", "/v1/document-checks").by(&reader).body(long)).is(200);
    assert_eq!(checked.json()["documents"], serde_json::json!([document]));
    service.ask(&ask("POST", "/v1/documents?type=surat").by(&reader).body("MZ")).is(422);
    service.ask(&ask("POST", &target).body("MZ")).is(401);
}

#[test]
fn the_command_line_does_the_same_through_a_service() {
    let office = Office::new();
    let secret = token(&office.desk, &account(&office.desk, "auditor", None), &[]);
    let letter = file(&office, "surat.pdf", LETTER);
    let (to, kept) = (file(&office, "out.pdf", b"old"), file(&office, "token", secret.as_bytes()));
    let private = Command::new("chmod").args(["600", &kept]).status();
    assert!(private.unwrap().success());
    let service = served(office, &[]);
    let run = |args: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command.env("LANG", "C").env_remove("LC_ALL");
        let url = format!("http://{}", service.address);
        command.args(["--server", &url, "--token-file", &kept]).args(args).output().unwrap()
    };
    let added = run(&["document", "add", &letter, "--type", "surat", "--json"]);
    assert!(added.status.success(), "{}", stderr(&added));
    let added: Value = serde_json::from_slice(&added.stdout).unwrap();
    let document = added["document"].as_str().unwrap();
    assert!(run(&["document", "show", document]).status.success());
    let there = run(&["document", "get", document, "-o", &to]);
    assert_eq!(there.status.code(), Some(2), "{}", stderr(&there));
    let got = run(&["document", "get", document, "-o", &to, "--force"]);
    assert!(got.status.success(), "{}", stderr(&got));
    assert_eq!(std::fs::read(&to).unwrap(), LETTER);
}
