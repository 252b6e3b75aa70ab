//! `check`: findings with evidence and amounts, the same each time, and opened once.

use std::path::PathBuf;

use serde_json::Value;

use crate::cli::{Desk, stderr};
use crate::readme::{BINARY, Clone};

/// A decree that names one recipient twice: events 12 and 13.
const TWICE: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03","name":"Kabupaten Tangerang","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.01","name":"PAD","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","label":"line","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.02.01.0001","source":"1.1.01","programme":"BLT","region":"36","standing":"sendiri","basis":"dpa","amount":"1000000"}}
{"kind":"RecipientRegistered","occurred_on":"2026-01-02","body":{"recipient":"9f86d081884c7d659a2feaa0c55ad015","recipient_type":"keluarga","region":"36.03","household":"9f86d081884c7d659a2feaa0c55ad016","identity":"nik-padan","fault":"tidak-ada"}}
{"kind":"DecreeOpened","label":"decree","occurred_on":"2026-01-03","body":{"number":"1/SK/2026","signed_on":"2026-01-03","programme":"BLT","count":2,"total":"300000"}}
{"kind":"RecipientDesignated","occurred_on":"2026-01-03","body":{"decree":"@decree","recipient":"9f86d081884c7d659a2feaa0c55ad015","line":"@line","amount":"100000","tranches":1,"number":1,"region":"36.03"}}
{"kind":"RecipientDesignated","occurred_on":"2026-01-03","body":{"decree":"@decree","recipient":"9f86d081884c7d659a2feaa0c55ad015","line":"@line","amount":"200000","tranches":1,"number":2,"region":"36.03"}}
{"kind":"DecreeClosed","occurred_on":"2026-01-03","body":{"decree":"@decree","count":2,"total":"300000"}}
"#;

fn prepared() -> Desk {
    let desk = Desk::founded();
    let file = desk.file("twice.jsonl", TWICE);
    assert_eq!(desk.json(&["append", &file])["count"], 11);
    desk
}

fn said<'a>(all: &'a Value, check: &str) -> &'a Value {
    let checks = all["checks"].as_array().expect("checks");
    checks.iter().find(|it| it["check"] == check).unwrap_or_else(|| panic!("no {check}: {all}"))
}

#[test]
fn a_finding_has_subject_amount_evidence_and_place() {
    let desk = prepared();
    let all = desk.json(&["check", "a02"]);
    let known = &said(&all, "A02")["known"];
    assert_eq!(known["then"], known["now"]);
    assert_eq!(
        (&known["now"]["count"], &known["now"]["at_risk"]),
        (&1.into(), &"200000.00".into())
    );
    let found = &known["now"]["findings"][0];
    assert_eq!(found["subject"], "designation:12");
    assert_eq!(found["evidence"], serde_json::json!([11, 12]));
    assert_eq!((&found["region"], &found["programme"]), (&"36.03".into(), &"BLT".into()));
    assert_eq!(found["source"], "1.1.01");
    assert_eq!(all["by_region"][0]["key"], "36.03");
    let text = String::from_utf8(desk.run(&["check", "A02", "--limit", "0"]).stdout).unwrap();
    assert!(text.contains("and 1 more findings") && !text.contains("designation:12"), "{text}");
    let by = String::from_utf8(desk.run(&["check", "--by", "programme"]).stdout).unwrap();
    assert!(by.contains("Findings by programme") && by.contains("BLT"), "{by}");
}

#[test]
fn all_checks_say_something_and_findings_are_no_failure() {
    let desk = prepared();
    let output = desk.run(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let all = desk.json(&["check", "--known", "then"]);
    let ids: Vec<&str> =
        all["checks"].as_array().unwrap().iter().filter_map(|it| it["check"].as_str()).collect();
    assert!(ids.len() >= 25 && ids.is_sorted(), "{ids:?}");
    assert!(said(&all, "A02")["known"]["now"].is_null(), "asked for then alone");
    let undecided = &said(&all, "A07")["known"]["then"]["not_decidable"];
    assert!(undecided.as_str().is_some_and(|it| it.contains("data-asn")), "{undecided}");
    let unknown = desk.run(&["check", "A99"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("expected one of A01, "), "{}", stderr(&unknown));
}

#[test]
fn the_same_events_give_the_same_bytes_and_a_prefix_what_it_gave() {
    let desk = prepared();
    let before = desk.run(&["check", "--json"]).stdout;
    assert_eq!(before, desk.run(&["check", "--json"]).stdout);
    assert_eq!(desk.json(&["check", "A02", "--open"])["opened"], 1);
    let after = desk.run(&["check", "--json"]).stdout;
    assert_ne!(before, after, "an event more");
    let prefix = desk.run(&["check", "--as-recorded", "13", "--json"]).stdout;
    assert_eq!(String::from_utf8(before).unwrap(), String::from_utf8(prefix).unwrap());
}

#[test]
fn findings_are_opened_once() {
    let desk = prepared();
    let opened = |args: &[&str]| desk.json(&[&["check", "A02", "--open"], args].concat());
    let trial = opened(&["--dry-run"]);
    assert_eq!((&trial["opened"], &trial["recorded"]), (&1.into(), &false.into()));
    assert_eq!(opened(&["designation:11"])["opened"], 0, "another subject");
    let nobody = desk.run(&["check", "A02", "--open", "--as", "3"]);
    assert_eq!(nobody.status.code(), Some(1), "event 3 is no account: {}", stderr(&nobody));
    let first = opened(&["designation:12"]);
    assert_eq!((&first["opened"], &first["first_seq"]), (&1.into(), &14.into()));
    let shown = desk.json(&["show", "14"]);
    let body = &shown["body"];
    assert_eq!((&body["check"], &body["check_version"]), (&"A02".into(), &1.into()), "{body}");
    assert_eq!((&body["amount"], &body["as_of_size"]), (&"200000.00".into(), &14.into()));
    assert_eq!(body["evidence"], serde_json::json!([11, 12]));
    assert_eq!(opened(&[])["opened"], 0, "once");
    let past = desk.run(&["check", "A02", "--open", "--as-of", "2026-01-03"]);
    assert_eq!(past.status.code(), Some(2), "{}", stderr(&past));
}

/// Findings of a programme under the rules known then.
fn of_programme<'a>(all: &'a Value, check: &str, programme: &str) -> Vec<&'a Value> {
    let found = said(all, check)["known"]["then"]["findings"].as_array().unwrap();
    found.iter().filter(|one| one["programme"] == programme).collect()
}

#[test]
fn the_sample_has_what_was_published_of_its_list_of_2022() {
    let Some(binary) = std::env::var_os(BINARY).map(PathBuf::from) else {
        eprintln!("skipped: it needs the sample; {BINARY} names no optimised jejak");
        return;
    };
    let clone = Clone::new(binary);
    clone.run("jejak demo --no-serve");
    let printed = clone.run("jejak check A02 A14 A15 A16 A18 --known then --json");
    assert_eq!(printed, clone.run("jejak check A02 A14 A15 A16 A18 --known then --json"));
    let all: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(of_programme(&all, "A02", "BLT-BBM").len(), 4_309, "duplicates");
    assert_eq!(of_programme(&all, "A18", "BLT-BBM").len(), 37_790, "more than were proposed");
    let totals = of_programme(&all, "A16", "BLT-BBM");
    let risks: Vec<&Value> = totals.iter().map(|one| &one["at_risk"]).collect();
    assert_eq!(risks, ["800000.00"], "what the second decree states and its rows do not give");
    assert!(of_programme(&all, "A14", "BLT-BBM").is_empty(), "nobody outside the decrees");
    assert!(of_programme(&all, "A15", "BLT-BBM").is_empty(), "everybody what the decree gives");
}
