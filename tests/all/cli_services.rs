//! `jejak services`: has, has none, and unknown are three answers; the years of APBN end.

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

const SERVICES: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.01","name":"Kabupaten Pandeglang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71","name":"Kota Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.72","name":"Kota Cilegon","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.01.01","name":"Sumur","scheme":"kemendagri"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"9.1","name":"APBN","family":"apbn","cash_origin":"rkun","earmark":"terikat"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"SLRT","name":"SLRT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"masyarakat","form":"jasa","cycle":"tahunan"}}
{"kind":"RuleEnacted","occurred_on":"2026-01-02","body":{"parameter":"tahun-apbn","value":3,"from":"2021-01-01","basis":"APBN tiga tahun"}}
{"kind":"ServiceUnitFounded","label":"slrt","occurred_on":"2026-01-02","body":{"kind":"slrt","programme":"SLRT","region":"36.01","number":"SK 1","from":"2024-05-01"}}
{"kind":"ServiceUnitFounded","occurred_on":"2026-01-02","body":{"kind":"puskesos","programme":"SLRT","region":"36.01.01","number":"SK 2","from":"2025-05-01"}}
{"kind":"ServiceSupportSet","occurred_on":"2026-01-02","body":{"unit":"@slrt","fiscal_year":2024,"source":"9.1","amount":"48000000"}}
{"kind":"ServiceSupportSet","occurred_on":"2026-01-02","body":{"unit":"@slrt","fiscal_year":2025,"source":"9.1","amount":"48000000"}}
{"kind":"ServiceAbsenceObserved","occurred_on":"2026-01-02","body":{"kind":"slrt","region":"36.72"}}
"#;

fn founded() -> Desk {
    let desk = Desk::founded();
    let file = desk.file("services.jsonl", SERVICES);
    let output = desk.run(&["append", &file]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    desk
}

fn of(answer: &Value, region: &str) -> Value {
    let rows = answer["regions"].as_array().unwrap();
    rows.iter().find(|row| row["region"] == region).cloned().unwrap()
}

#[test]
fn has_has_none_and_unknown_are_three_answers() {
    let desk = founded();
    let answer = desk.json(&["services", "--year", "2026"]);
    assert_eq!(answer["year"], 2026);
    let regions: Vec<&Value> =
        answer["regions"].as_array().unwrap().iter().map(|row| &row["region"]).collect();
    assert_eq!(regions, ["36.01", "36.71", "36.72"]);
    let pandeglang = of(&answer, "36.01");
    assert_eq!(pandeglang["slrt"], json!({ "status": "has", "count": 1 }));
    assert_eq!(pandeglang["puskesos"], json!({ "status": "has", "count": 1 }), "of a kecamatan");
    assert_eq!(of(&answer, "36.71")["slrt"], json!({ "status": "unknown" }));
    let none = json!({ "status": "none", "observed_on": "2026-01-02" });
    assert_eq!(of(&answer, "36.72")["slrt"], none);
    assert_eq!(of(&answer, "36.72")["puskesos"], json!({ "status": "unknown" }));
    assert_eq!(of(&answer, "36.72")["next_source"], Value::Null);
}

#[test]
fn after_three_years_of_apbn_comes_apbd() {
    let desk = founded();
    let next = |year: &str| of(&desk.json(&["services", "--year", year]), "36.01");
    // Founded in 2024: 2026 is the third year, 2027 the fourth.
    assert_eq!(next("2025")["next_source"], "apbn-or-apbd");
    assert_eq!(next("2026")["next_source"], "apbd");
    assert_eq!(next("2026")["apbn_years"], json!([2024, 2025]));
    assert_eq!(next("2024")["apbn_years"], json!([2024]));
    assert_eq!(next("2023")["slrt"], json!({ "status": "unknown" }), "not founded yet");
}

#[test]
fn a_closing_says_that_there_is_none() {
    let desk = founded();
    let founding = desk.json(&["trail", "region:36.01"]);
    let events = founding["events"].as_array().unwrap();
    let unit = events.iter().find(|event| event["body"]["kind"] == "slrt").unwrap();
    let line = json!({
        "kind": "ServiceUnitClosed", "occurred_on": "2026-07-01",
        "body": { "unit": unit["seq"], "until": "2026-06-30", "reason": "tidak-ada-anggaran" },
    });
    let file = desk.file("closed.jsonl", &line.to_string());
    let output = desk.run(&["append", &file]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let slrt = |year: &str| of(&desk.json(&["services", "--year", year]), "36.01")["slrt"].clone();
    assert_eq!(slrt("2025"), json!({ "status": "has", "count": 1 }));
    assert_eq!(slrt("2026"), json!({ "status": "none", "observed_on": "2026-06-30" }));
}

#[test]
fn people_read_it_in_both_languages() {
    let desk = founded();
    let say = |lang: &str| {
        let output = desk.run(&["services", "--year", "2026", "--lang", lang]);
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(say("en").contains("none (2026-01-02)") && say("en").contains("unknown"));
    assert!(say("id").contains("tidak ada (2026-01-02)") && say("id").contains("tidak diketahui"));
    let output = desk.run(&["services", "--year", "26"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("four digits"), "{}", stderr(&output));
}
