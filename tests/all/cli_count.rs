//! `count`: events told apart by a field, and what a field sums to.

use serde_json::json;

use crate::cli::{Desk, stderr};

const LINES: &str = r#"
{"kind":"RegionRegistered","occurred_on":"2026-01-02","body":{"code":"36","name":"Banten","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-02-03","body":{"code":"36.02","name":"Lebak","scheme":"kemendagri"}}
{"kind":"RegionRegistered","occurred_on":"2026-02-03","body":{"code":"36.02.01","name":"Malingping","scheme":"kemendagri"}}
{"kind":"IndicatorDefined","occurred_on":"2026-01-02","body":{"indicator":"IKS","name":"Indeks","unit":"bagian"}}
{"kind":"IndicatorTargetSet","occurred_on":"2026-01-02","body":{"indicator":"IKS","fiscal_year":2026,"level":"daerah","region":"36","value":35}}
{"kind":"IndicatorTargetSet","occurred_on":"2026-01-02","body":{"indicator":"IKS","fiscal_year":2027,"level":"nasional","value":30}}
{"kind":"RuleEnacted","occurred_on":"2026-01-02","body":{"parameter":"besaran-up","amount":"1.50","from":"2026-01-01","basis":"SK"}}
"#;

fn prepared() -> Desk {
    let desk = Desk::founded();
    let file = desk.file("lines.jsonl", LINES);
    assert_eq!(desk.json(&["append", &file])["count"], 7);
    desk
}

#[test]
fn events_are_counted_by_what_they_say() {
    let desk = prepared();
    let row = |kind: &str, value: Option<&str>, events: u64, sum: Option<&str>| json!({ "kind": kind, "value": value, "events": events, "sum": sum });
    let table: &[(&[&str], u64, serde_json::Value)] = &[
        (&["RegionRegistered"], 3, json!([row("RegionRegistered", None, 3, None)])),
        (
            &["RegionRegistered", "--where", "code=36.02"],
            2,
            json!([row("RegionRegistered", None, 2, None)]),
        ),
        (&["RegionRegistered", "--where", "code=36.03"], 0, json!([])),
        (
            &["RegionRegistered", "--by", "month"],
            3,
            json!([
                row("RegionRegistered", Some("2026-01"), 1, None),
                row("RegionRegistered", Some("2026-02"), 2, None)
            ]),
        ),
        (
            &["IndicatorTargetSet", "--by", "level", "--sum", "value"],
            2,
            json!([
                row("IndicatorTargetSet", Some("daerah"), 1, Some("35")),
                row("IndicatorTargetSet", Some("nasional"), 1, Some("30"))
            ]),
        ),
        (
            &["RuleEnacted", "--sum", "amount"],
            1,
            json!([row("RuleEnacted", None, 1, Some("1.50"))]),
        ),
        (
            &["IndicatorTargetSet", "--by", "region", "--where", "fiscal_year=2027"],
            1,
            json!([row("IndicatorTargetSet", Some(""), 1, None)]),
        ),
    ];
    for (args, count, rows) in table {
        let args: Vec<&str> = ["count"].into_iter().chain(args.iter().copied()).collect();
        let answer = desk.json(&args);
        assert_eq!((&answer["count"], &answer["rows"]), (&json!(count), rows), "{args:?}");
    }
    let printed = String::from_utf8(desk.run(&["count", "RegionRegistered"]).stdout).unwrap();
    assert!(printed.contains("RegionRegistered") && printed.ends_with("3 events\n"), "{printed}");
}

#[test]
fn what_cannot_be_counted_is_said() {
    let desk = prepared();
    let table: &[(&[&str], &str)] = &[
        (&["Region"], "there is no kind `Region`"),
        (&["RegionRegistered", "--by", "colour"], "no field `colour`"),
        (&["RegionRegistered", "--where", "code"], "expected FIELD=VALUE"),
        (&["RegionRegistered", "--sum", "amount"], "expected one of: code, name, scheme"),
    ];
    for (args, expected) in table {
        let args: Vec<&str> = ["count"].into_iter().chain(args.iter().copied()).collect();
        let output = desk.run(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(expected), "{args:?}: {}", stderr(&output));
    }
}
