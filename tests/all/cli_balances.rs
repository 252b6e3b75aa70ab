//! `balances --where`: codes with everything below them, and values that cannot be.

use serde_json::Value;

use crate::cli::{Desk, stderr};

/// Two lines of Rp1 and Rp2 from two sources below 1.1, in two regencies of Banten; a third source
/// and a third regency without money.
const LINES: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.03","name":"Tangerang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.04","name":"Serang","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.04.12","name":"Cikande","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36.71","name":"Kota Tangerang","scheme":"kemendagri"}}
{"kind":"OrganisationRegistered","label":"dinsos","occurred_on":"2026-01-02","body":{"code":"DINSOS","name":"Dinas Sosial","kind":"skpd","region":"36"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.01","name":"Pajak","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.1.02","name":"Retribusi","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"FundingSourceRegistered","occurred_on":"2026-01-02","body":{"code":"1.2.01","name":"Lain","family":"apbd-provinsi","cash_origin":"rkud","earmark":"umum"}}
{"kind":"ProgrammeRegistered","occurred_on":"2026-01-02","body":{"code":"BLT","name":"BLT","pillar":"perlindungan","purpose":"perlindungan","recipient_type":"keluarga","form":"uang","cycle":"sekali"}}
{"kind":"BudgetCeilingSet","label":"L1","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.01.0001","source":"1.1.01","programme":"BLT","region":"36.03","standing":"sendiri","basis":"dpa","amount":"1.00"}}
{"kind":"BudgetCeilingSet","label":"L2","occurred_on":"2026-01-02","body":{"fiscal_year":2026,"organisation":"@dinsos","activity":"1.06.05.1.02.0003","account":"5.1.06.01.02.0001","source":"1.1.02","programme":"BLT","region":"36.04.12","standing":"sendiri","basis":"dpa","amount":"2.00"}}
"#;

fn prepared() -> Desk {
    let desk = Desk::founded();
    let file = desk.file("lines.jsonl", LINES);
    assert_eq!(desk.json(&["append", &file])["count"], 12);
    desk
}

/// Sum of `pagu` where the conditions hold, in one row; nothing for no row.
fn pagu(desk: &Desk, only: &[&str]) -> Option<String> {
    let conditions = only.iter().flat_map(|only| ["--where", only]);
    let args: Vec<&str> = ["balances"].into_iter().chain(conditions).collect();
    let answer = desk.json(&args);
    let rows = answer["rows"].as_array().expect("rows");
    assert!(rows.len() <= 1, "one book, no dimension: {answer}");
    rows.first().map(|row| row["pagu"].as_str().expect("an amount").to_owned())
}

#[test]
fn a_code_holds_everything_below_it() {
    let desk = prepared();
    let table: &[(&[&str], Option<&str>)] = &[
        (&["source=1.1.01"], Some("1.00")),
        (&["source=1.1"], Some("3.00")),
        (&["source=1"], Some("3.00")),
        (&["source=1.2"], None),
        (&["regency=36.04"], Some("2.00")),
        (&["regency=36"], Some("3.00")),
        (&["district=36.04.12"], Some("2.00")),
        (&["district=36.04"], Some("2.00")),
        (&["district=36"], Some("2.00")),
        (&["district=-"], Some("1.00")),
        (&["account=5.1.06"], Some("3.00")),
        (&["account=5.1.06.01.02"], Some("2.00")),
        (&["source=1.1", "regency=36.03"], Some("1.00")),
        (&["source=1.1.01", "regency=36.04"], None),
        (&["source=1.1", "programme=blt", "fiscal-year=2026"], Some("3.00")),
    ];
    for (only, expected) in table {
        assert_eq!(pagu(&desk, only).as_deref(), *expected, "{only:?}");
    }
    let rows = desk.json(&["balances", "--by", "regency,source", "--where", "source=1.1"]);
    let told: Vec<(&Value, &Value, &Value)> = rows["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (&row["regency"], &row["source"], &row["pagu"]))
        .collect();
    let [one, other] =
        [["36.03", "1.1.01", "1.00"], ["36.04", "1.1.02", "2.00"]].map(|row| row.map(Value::from));
    assert_eq!(told, [(&one[0], &one[1], &one[2]), (&other[0], &other[1], &other[2])]);
}

/// No money is an answer; a value that cannot be is none.
#[test]
fn a_value_that_cannot_be_is_refused_with_what_could() {
    let desk = prepared();
    for possible in
        ["source=1.2.01", "regency=36.71", "regency=11.01", "fiscal-year=2030", "month=2020-01"]
    {
        assert_eq!(pagu(&desk, &[possible]), None, "{possible}");
    }
    let table = [
        ("source=9.9", "a registered funding source", "known are 1.1.01, 1.1.02, 1.2.01"),
        ("source=1.10", "a registered funding source", "1.1.01"),
        ("programme=BTL", "a registered programme", "known are BLT"),
        ("organisation=DINAS", "a registered organisation", "known are DINSOS"),
        ("line=12", "the number of a budget line", "known are 13, 14"),
        ("decree=1", "the number of a decree's event", "`1`"),
        ("regency=36.04.12", "the code of a regency, or of a province", "36.04"),
        ("district=Cikande", "the code of a district", "36.04.12"),
        ("account=bansos", "an account code", "5.1.06.01.01.0001"),
        ("fiscal-year=26", "a year such as 2026", "2026"),
        ("month=2026-13", "a month such as 2026-03", "`2026-13`"),
        ("source-family=apbd", "one of its words", "apbd-provinsi"),
        ("region-level=kota", "one of its words", "regency"),
        ("recipient-type=orang", "one of its words", "keluarga"),
    ];
    for (only, accepted, known) in table {
        let output = desk.run(&["balances", "--where", only]);
        assert_eq!(output.status.code(), Some(2), "{only}");
        let told = stderr(&output);
        let dimension = only.split('=').next().expect("a dimension");
        for part in [&format!("--where {dimension}: expected "), accepted, known] {
            assert!(told.contains(part), "{only}: no `{part}` in: {told}");
        }
    }
}

#[test]
fn the_help_says_that_a_request_is_known_as_a_whole() {
    let help = Desk::new().run(&["balances", "--help"]);
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("events of one request are recorded together"), "{help}");
    let desk = prepared();
    let known = desk.json(&["balances", "--as-recorded", "5"]);
    assert_eq!(known["rows"][0]["pagu"], "3.00", "event 5 is of the request of events 3 to 14");
}
