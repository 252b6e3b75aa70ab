//! What the service answers is what the command line prints on the same ledger, word for word.

use serde_json::Value;

use crate::api_house::{Service, account, copied, get, story, token};
use crate::cli::Desk;

/// A request, and the command that says the same.
const SAME: &[(&str, &[&str])] = &[
    ("/v1/kinds/HolidayDeclared", &["kinds", "HolidayDeclared"]),
    ("/v1/codes/accounts?query=5.1.06", &["codes", "accounts", "5.1.06"]),
    (
        "/v1/balances?by=source,programme&where=fiscal-year%3D2022",
        &["balances", "--by", "source,programme", "--where", "fiscal-year=2022"],
    ),
    ("/v1/reports", &["report"]),
    ("/v1/reports/lra?year=2022", &["report", "lra", "--year", "2022"]),
    ("/v1/reports/sources?as-of=2022-06-30", &["report", "sources", "--as-of", "2022-06-30"]),
    (
        "/v1/public/reports/recap-region?year=2022",
        &["report", "recap-region", "--year", "2022", "--public"],
    ),
    ("/v1/cashplan?year=2022", &["cashplan", "--year", "2022"]),
    ("/v1/central", &["central"]),
    ("/v1/services", &["services"]),
    ("/v1/stock", &["stock"]),
    (
        "/v1/count/RecipientRegistered?by=region",
        &["count", "RecipientRegistered", "--by", "region"],
    ),
    ("/v1/events/30", &["show", "30"]),
    ("/v1/trails?tags=region:36.03", &["trail", "region:36.03"]),
    ("/v1/replay?from=20&until=30", &["replay", "--from", "20", "--until", "30"]),
    ("/v1/diff?from=100&to=200", &["diff", "100", "200"]),
    ("/v1/what-if?without=30", &["what-if", "--without", "30"]),
    ("/v1/hubs?limit=3", &["hubs", "--limit", "3"]),
    ("/v1/due?as-of=2022-12-31", &["due", "--as-of", "2022-12-31"]),
    ("/v1/checks/A02", &["check", "A02"]),
    ("/v1/export/events?from=3&until=9", &["export", "jsonl", "--from", "3", "--until", "9"]),
];

/// What differs between two askings of anything.
const OF_THE_MOMENT: &[&str] = &["microseconds", "milliseconds"];

fn without_the_moment(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        OF_THE_MOMENT.iter().for_each(|name| drop(fields.remove(*name)));
    }
    value
}

/// Each line as JSON: some commands print an object per line.
fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| without_the_moment(serde_json::from_str(line).expect(line))).collect()
}

fn printed(desk: &Desk, args: &[&str], language: &str, json: bool) -> String {
    let json: &[&str] = if json { &["--json"] } else { &[] };
    let output = desk.run(&[args, &["--lang", language], json].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_service_says_what_the_command_line_prints() {
    let desk = story();
    let auditor = account(&desk, "auditor", None);
    let token = token(&desk, &auditor, &[]);
    let other = copied(&desk);
    let service = Service::over(desk);
    for (target, args) in SAME {
        for language in ["id", "en"] {
            let ask = get(target).by(&token).header("accept-language", language);
            let answer = service.ask(&ask).is(200);
            let (found, expected) =
                (lines(&answer.text()), lines(&printed(&other, args, language, true)));
            assert!(!found.is_empty(), "{target}");
            assert_eq!(found, expected, "{target} {language}");
        }
    }
}

#[test]
fn a_text_is_in_the_language_asked_for() {
    let desk = story();
    let auditor = account(&desk, "auditor", None);
    let token = token(&desk, &auditor, &[]);
    let other = copied(&desk);
    let service = Service::over(desk);
    for (target, args) in &[SAME[2], SAME[4], SAME[12], SAME[19]] {
        for language in ["id", "en"] {
            let ask = get(target).by(&token).header("accept-language", language);
            let answer = service.ask(&ask.header("accept", "text/plain")).is(200);
            assert_eq!(
                answer.text(),
                printed(&other, args, language, false),
                "{target} {language}"
            );
        }
    }
}
