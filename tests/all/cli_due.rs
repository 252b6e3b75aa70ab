//! `jejak due` on the story of `events/examples.jsonl`: what is late, by which rule, who answers.

use jejak_events::examples;
use serde_json::Value;

use crate::cli::Desk;

/// Rules that the story does not enact.
const RULES: &str = r#"
{"kind":"RuleEnacted","occurred_on":"2022-01-03","body":{"parameter":"hari-penyalur","value":30,"from":"2022-01-01","basis":"uji"}}
{"kind":"RuleEnacted","occurred_on":"2022-01-03","body":{"parameter":"hari-tanpa-transaksi","value":105,"from":"2022-01-01","basis":"uji"}}
{"kind":"RuleEnacted","occurred_on":"2022-01-03","body":{"parameter":"hari-perbaikan-retur","value":7,"from":"2022-01-01","basis":"uji"}}
{"kind":"RuleEnacted","occurred_on":"2022-01-03","body":{"parameter":"batas-lpj","value":10,"from":"2022-01-01","basis":"uji"}}
{"kind":"RuleEnacted","occurred_on":"2022-01-03","body":{"parameter":"batas-spj-bendahara","value":10,"from":"2022-01-01","basis":"uji"}}
"#;

fn told() -> Desk {
    let desk = Desk::new();
    let made = desk.json(&["init", "--origin", "dinsos.example/uji"]);
    assert!(desk.run(&["checkpoint"]).status.success());
    let head = made["chain_head"].as_str().unwrap();
    let story = desk.file("story.jsonl", &examples::STORY.replace(examples::HEAD, head));
    assert!(desk.json(&["append", &story])["refused"].is_null());
    desk
}

fn rows(table: &Value) -> Vec<&Value> {
    table["rows"].as_array().unwrap().iter().filter(|row| row["row"] == "item").collect()
}

fn notes(table: &Value) -> String {
    table["notes"].to_string()
}

/// What is due of a kind: day, rupiah, how many.
fn of_kind(desk: &Desk, kind: &str) -> Vec<(String, String, u64)> {
    let table = desk.json(&["due", "--kind", kind]);
    let cells = |row: &&Value| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("due"), text("amount"), row["count"].as_u64().unwrap())
    };
    rows(&table).iter().map(cells).collect()
}

#[test]
fn without_a_rule_in_force_there_is_no_deadline_and_it_is_said() {
    let desk = told();
    let before = notes(&desk.json(&["due"]));
    assert!(before.contains("no rule `batas-spj-bendahara` is in force"), "{before}");
    assert!(of_kind(&desk, "spj").is_empty());
    let others = notes(&desk.json(&["due", "--kind", "refund-claim"]));
    assert!(!others.contains("batas-spj-bendahara"), "of what was not asked: {others}");
    let told = desk.json(&["append", &desk.file("rules.jsonl", RULES)]);
    assert_eq!(told["count"], 5, "{told}");
    assert!(!notes(&desk.json(&["due"])).contains("batas-spj-bendahara"));
    assert_eq!(desk.json(&["due", "--kind", "loss"])["notes"][0], "nothing is due");
    // TBP of Rp60 in March are in no report: due on the tenth of April.
    let spj = of_kind(&desk, "spj");
    assert_eq!(spj.first().map(|it| it.0.as_str()), Some("2022-04-10"), "{spj:?}");
}

#[test]
fn the_list_is_sorted_by_how_late_it_is() {
    let desk = told();
    desk.json(&["append", &desk.file("rules.jsonl", RULES)]);
    let table = desk.json(&["due"]);
    let days: Vec<i64> = rows(&table).iter().map(|row| row["days"].as_i64().unwrap()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b) && days.len() >= 5, "{days:?}");
    let late = days.iter().filter(|days| **days >= 0).count();
    let within = desk.json(&["due", "--within", "0"]);
    assert_eq!(rows(&within).len(), late, "what is due by today");
    let early = desk.json(&["due", "--within", "0", "--as-of", "2022-01-04"]);
    assert!(rows(&early).len() < late);
    for row in rows(&table) {
        for field in ["kind", "what", "subject", "due", "rule", "who"] {
            assert!(row[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {row}");
        }
    }
}

#[test]
fn claims_recommendations_and_papers_have_days_of_their_own() {
    let desk = told();
    assert!(of_kind(&desk, "refund-claim").iter().any(|it| it.0 == "2022-06-30"));
    for kind in ["recommendation", "licence", "agreement", "guarantee", "up"] {
        let table = desk.json(&["due", "--kind", kind]);
        for row in rows(&table) {
            assert!(row["rule"].as_str().is_some(), "{kind}: {row}");
        }
    }
    assert!(of_kind(&desk, "tu").is_empty(), "a TU Nihil closed the only TU");
    let up = of_kind(&desk, "up");
    assert_eq!(up.first().map(|it| it.0.as_str()), Some("2022-12-31"), "{up:?}");
}
