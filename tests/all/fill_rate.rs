//! `jejak fill-rate`: places held, unfilled and in excess, for any month.

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};

const PLACES: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03","name":"Kabupaten Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71","name":"Kota Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03.12","name":"Kosambi","scheme":"kemendagri"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"SEMBAKO","name":"Program Sembako","pillar":"perlindungan","purpose":"penanggulangan-kemiskinan","recipient_type":"keluarga","form":"uang","cycle":"bulanan"}}
{"kind":"QuotaSet","occurred_on":"2026-01-08","body":{"programme":"SEMBAKO","region":"36.03","fiscal_year":2026,"count":3,"standing":"diamati","number":"1/KUOTA/2026"}}
{"kind":"QuotaSet","occurred_on":"2026-01-08","body":{"programme":"SEMBAKO","region":"36.71","fiscal_year":2026,"count":2,"standing":"diamati","number":"2/KUOTA/2026"}}
{"kind":"SembakoQuotaAllocated","occurred_on":"2026-01-09","body":{"programme":"SEMBAKO","parent":"36.03","region":"36.03.12","fiscal_year":2026,"count":1,"basis":"sk-bupati-walikota","number":"3/KUOTA/2026"}}
{"kind":"RecipientRegistered","occurred_on":"2026-01-10","body":{"recipient":"00000000000000000000000000000001","recipient_type":"keluarga","region":"36.03.12","household":"000000000000000000000000000000a1","identity":"nik-padan","fault":"tidak-ada"}}
{"kind":"RecipientRegistered","occurred_on":"2026-01-10","body":{"recipient":"00000000000000000000000000000002","recipient_type":"keluarga","region":"36.03.12","household":"000000000000000000000000000000a2","identity":"nik-padan","fault":"tidak-ada"}}
{"kind":"KpmEntered","label":"first","occurred_on":"2026-01-10","body":{"programme":"SEMBAKO","recipient":"00000000000000000000000000000001","household":"000000000000000000000000000000a1","region":"36.03.12","from":"2026-02","basis":"daftar-kemensos"}}
{"kind":"KpmEntered","occurred_on":"2026-01-10","body":{"programme":"SEMBAKO","recipient":"00000000000000000000000000000002","household":"000000000000000000000000000000a2","region":"36.03.12","from":"2026-03","basis":"daftar-kemensos"}}
{"kind":"KpmLeft","occurred_on":"2026-04-01","body":{"place":"@first","reason":"mampu","effective":"2026-05"}}
{"kind":"QuotaChanged","occurred_on":"2026-06-01","body":{"programme":"SEMBAKO","region":"36.71","fiscal_year":2026,"from_count":2,"to_count":0,"reason":"tidak-ditemukan","number":"4/KUOTA/2026"}}
"#;

/// Region, quota, active, unfilled, excess.
fn rows(answer: &Value) -> Vec<Value> {
    let row = |row: &Value| {
        json!([row["region"], row["quota"], row["active"], row["unfilled"], row["excess"]])
    };
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn places_are_counted_for_any_month() {
    let desk = Desk::founded();
    let file = desk.file("places.jsonl", PLACES);
    desk.json(&["append", &file]);
    let of = |month: &str| rows(&desk.json(&["fill-rate", "--month", month]));
    assert_eq!(of("2026-01"), [json!(["36.03", 3, 0, 3, 0]), json!(["36.71", 2, 0, 2, 0])]);
    assert_eq!(of("2026-02"), [json!(["36.03", 3, 1, 2, 0]), json!(["36.71", 2, 0, 2, 0])]);
    assert_eq!(of("2026-04"), [json!(["36.03", 3, 2, 1, 0]), json!(["36.71", 2, 0, 2, 0])]);
    assert_eq!(of("2026-06"), [json!(["36.03", 3, 1, 2, 0]), json!(["36.71", 0, 0, 0, 0])]);
    let below = desk.json(&["fill-rate", "--month", "2026-03", "--region", "36.03"]);
    assert_eq!(rows(&below), [json!(["36.03", 3, 2, 1, 0]), json!(["36.03.12", 1, 2, 0, 1])]);
    let village = desk.json(&["fill-rate", "--month", "2027-03", "--region", "36.03.12"]);
    assert_eq!(rows(&village), [json!(["36.03.12", null, 1, null, null])], "no quota for 2027");
    let text = String::from_utf8(desk.run(&["fill-rate", "--month", "2026-03"]).stdout).unwrap();
    assert!(text.contains("tidak terisi") && text.contains("66,66%"), "{text}");
}

#[test]
fn what_is_not_registered_is_wrong_usage() {
    let desk = Desk::founded();
    let file = desk.file("places.jsonl", PLACES);
    desk.json(&["append", &file]);
    for (args, named) in [
        (["fill-rate", "--programme", "PKH"], "`PKH`"),
        (["fill-rate", "--region", "36.99"], "`36.99`"),
        (["fill-rate", "--month", "2026-13"], "2026-13"),
    ] {
        let output = desk.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(named), "{}", stderr(&output));
    }
}

const CREDITS: &str = r#"
{"kind":"CentralPeriodOpened","label":"period","occurred_on":"2026-02-01","body":{"programme":"SEMBAKO","first":"2026-02","months":2,"fiscal_year":2026}}
{"kind":"CentralStatusObserved","occurred_on":"2026-02-01","body":{"period":"@period","region":"36.03","status":"top-up","kpm":2,"amount":"800000","file":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}
{"kind":"CentralAidCredited","label":"first","occurred_on":"2026-02-02","body":{"period":"@period","recipient":"00000000000000000000000000000001","region":"36.03.12","amount":"400000","channel":"bank"}}
{"kind":"CentralAidCredited","label":"second","occurred_on":"2026-02-02","body":{"period":"@period","recipient":"00000000000000000000000000000002","region":"36.03.12","amount":"400000","channel":"bank"}}
{"kind":"CentralAidTransacted","occurred_on":"2026-02-03","body":{"credit":"@first","amount":"150000","minute":600}}
{"kind":"CentralAidUnspent","occurred_on":"2026-06-03","body":{"credit":"@second","amount":"400000"}}
{"kind":"CentralAidReturned","occurred_on":"2026-06-04","body":{"credit":"@second","amount":"400000","receipt":"00000000000000000000000000000009"}}
"#;

#[test]
fn a_ministrys_aid_is_credited_used_left_or_returned() {
    let desk = Desk::founded();
    let receipt = desk.json(&["append", &desk.file("places.jsonl", PLACES)]);
    assert_eq!(receipt["count"], 14, "{receipt}");
    let receipt = desk.json(&["append", &desk.file("credits.jsonl", CREDITS)]);
    let period = receipt["first_seq"].as_u64().unwrap();
    let answer = desk.json(&["central"]);
    let row = &answer["rows"][0];
    let figures = ["credited", "transacted", "left", "returned"].map(|name| row[name].clone());
    assert_eq!(figures, ["800000.00", "150000.00", "250000.00", "400000.00"]);
    assert_eq!((&row["region"], &row["credits"]), (&json!("36.03"), &json!(2)));
    assert_eq!((&row["status"], &row["kpm"]), (&json!("top-up"), &json!(2)));
    let below = desk.json(&["central", "--period", &period.to_string(), "--region", "36.03"]);
    assert_eq!(below["rows"].as_array().unwrap().len(), 2);
    assert_eq!(desk.run(&["central", "--period", "1"]).status.code(), Some(2));
    // A trail finds a credit through its period, its recipient and its programme.
    let all = |tag: &str| desk.json(&["trail", tag])["count"].as_u64().unwrap();
    assert_eq!(all(&format!("central-period:{period}")), 7);
    assert_eq!(all("recipient:00000000000000000000000000000002"), 5);
    assert_eq!(all(&format!("central-credit:{}", period + 2)), 2);
    assert_eq!(all("programme:SEMBAKO"), 15);
}
