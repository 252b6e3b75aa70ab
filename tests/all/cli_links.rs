//! `links` and `hubs`: who shares what with whom.

use serde_json::{Value, json};

use crate::cli::{Desk, stderr};
use crate::cli_times::sample;

const ONE: &str = "00000000000000000000000000000a01";
const OTHER: &str = "00000000000000000000000000000a02";

/// The sample, and three of its recipients: the first shares an account with the second, the second
/// another one with the third.
fn shared() -> (Desk, [String; 3]) {
    let desk = sample();
    let all = desk.json(&[
        "trail",
        "not token:00000000000000000000000000000000",
        "--kind",
        "RecipientRegistered",
        "--limit",
        "3",
    ]);
    let ids: Vec<String> = all["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["body"]["recipient"].as_str().unwrap().to_owned())
        .collect();
    let ids: [String; 3] = ids.try_into().unwrap();
    let line = |recipient: &str, account: &str| {
        json!({
            "kind": "GroupAccountRegistered", "occurred_on": "2026-03-03",
            "body": { "recipient": recipient, "account": account, "name_matches": true },
        })
        .to_string()
    };
    let lines =
        [line(&ids[0], ONE), line(&ids[1], ONE), line(&ids[1], OTHER), line(&ids[2], OTHER)];
    let file = desk.file("accounts.jsonl", &lines.join("\n"));
    let added = desk.json(&["append", &file, "--accept-clock"]);
    assert!(added["refused"].is_null(), "{added}");
    (desk, ids)
}

fn accounts(desk: &Desk, of: &str, more: &[&str]) -> Vec<Value> {
    let of = format!("recipient:{of}");
    let found = desk.json(&[&["links", &of], more].concat());
    let links = found["links"].as_array().unwrap_or_else(|| panic!("{found}")).clone();
    links.into_iter().filter(|link| link["shares"] == "account").collect()
}

#[test]
fn links_are_walked_to_the_depth_that_is_asked_for() {
    let (desk, [first, second, third]) = shared();
    let tag = |id: &str| format!("recipient:{id}");
    let ends = |links: &[Value]| -> Vec<(u64, String)> {
        let end = |link: &Value| {
            (link["depth"].as_u64().unwrap(), link["to"].as_str().unwrap_or("hub").to_owned())
        };
        links.iter().map(end).collect()
    };
    let near = accounts(&desk, &first, &[]);
    assert_eq!(ends(&near), [(1, tag(&second))], "{near:?}");
    assert_eq!(near[0]["by"], format!("token:{ONE}"));
    assert_eq!(near[0]["events"].as_array().unwrap().len(), 1);
    let far = accounts(&desk, &first, &["--depth", "2"]);
    assert!(ends(&far).contains(&(2, tag(&third))), "{far:?}");
    let none = accounts(&desk, &first, &["--depth", "2", "--hub", "1"]);
    assert_eq!(ends(&none), [(1, "hub".to_owned())], "what is shared by more is not followed");
    assert_eq!(none[0]["hub"], true);
    let of_token = desk.json(&["links", &format!("token:{OTHER}")]);
    let with: Vec<&Value> =
        of_token["links"].as_array().unwrap().iter().map(|link| &link["to"]).collect();
    assert_eq!(with.len(), 2, "{of_token}");
}

#[test]
fn hubs_are_ranked_by_how_many_share_them() {
    let (desk, _) = shared();
    let found = desk.json(&["hubs", "--kind", "account"]);
    let hubs = found["hubs"].as_array().unwrap();
    assert_eq!(hubs.len(), 2, "{found}");
    for hub in hubs {
        assert_eq!((&hub["parties"], &hub["count"]), (&2.into(), &2.into()), "{hub}");
        assert_eq!(hub["events"].as_array().unwrap().len(), 2, "{hub}");
    }
    let all = desk.json(&["hubs"]);
    let parties: Vec<u64> = all["hubs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hub| hub["parties"].as_u64().unwrap())
        .collect();
    assert!(parties.is_sorted_by(|one, other| one >= other), "{parties:?}");
    let before = desk.json(&["hubs", "--kind", "account", "--as-recorded", "349"]);
    assert_eq!(before["hubs"], json!([]), "not yet recorded");
    let wrong = desk.run(&["hubs", "--kind", "phone"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("expected one of account, withdrawer"), "{}", stderr(&wrong));
}
