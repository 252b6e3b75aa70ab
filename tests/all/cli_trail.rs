//! `trail`: questions put together, filters, and the life of a thing as a tree.

use serde_json::Value;

use crate::cli::{Desk, stderr};
use crate::cli_times::sample;

fn seqs(desk: &Desk, args: &[&str]) -> Vec<u64> {
    let found = desk.json(&[&["trail"], args].concat());
    let events = found["events"].as_array().unwrap_or_else(|| panic!("{args:?}: {found}"));
    let seqs: Vec<u64> = events.iter().map(|event| event["seq"].as_u64().unwrap()).collect();
    assert_eq!(found["count"].as_u64().unwrap(), seqs.len() as u64);
    seqs
}

fn first(desk: &Desk, kind: &str) -> u64 {
    let all = seqs(desk, &["not token:00000000000000000000000000000000", "--kind", kind]);
    *all.first().unwrap_or_else(|| panic!("no {kind}"))
}

#[test]
fn questions_are_put_together_as_sets_are() {
    let desk = sample();
    let decree = format!("decree:{}", first(&desk, "DecreeOpened"));
    let region = "region:63.03";
    let (in_decree, in_region) = (seqs(&desk, &[&decree]), seqs(&desk, &[region]));
    let both: Vec<u64> = in_decree.iter().copied().filter(|s| in_region.contains(s)).collect();
    assert!(!both.is_empty() && both.len() < in_region.len(), "a test of something");
    assert_eq!(seqs(&desk, &[&decree, region]), both, "several arguments are all meant");
    assert_eq!(seqs(&desk, &[&format!("{decree} and {region}")]), both);
    let none = seqs(&desk, &[&format!("{decree} and not {decree}")]);
    assert!(none.is_empty());
    let either = seqs(&desk, &[&format!("{decree} or {region}")]);
    assert_eq!(either.len(), in_decree.len() + in_region.len() - both.len());
    let rest = seqs(&desk, &[&format!("not ({decree} or {region})")]);
    let size = usize::try_from(jejak::sample::KALSEL.events).unwrap();
    assert_eq!(rest.len() + either.len(), size);
}

#[test]
fn filters_take_by_kind_day_and_amount() {
    let desk = sample();
    let decree = format!("decree:{}", first(&desk, "DecreeOpened"));
    let all = desk.json(&["trail", &decree]);
    let events = all["events"].as_array().unwrap();
    let amount = |event: &Value| -> Option<i64> {
        let names = ["amount", "total", "requested", "gross", "to_amount", "spent"];
        let text = names.iter().find_map(|name| event["body"][*name].as_str())?;
        text.replace('.', "").parse().ok()
    };
    let count = |wanted: &dyn Fn(&Value) -> bool| events.iter().filter(|e| wanted(e)).count();
    let day = |event: &Value| event["envelope"]["occurred_on"].as_str().unwrap().to_owned();
    let middle = day(&events[events.len() / 2]);
    let most = events.iter().filter_map(amount).max().unwrap();
    let rupiah = format!("{}.{:02}", most / 100, most % 100);
    let table: &[(&[&str], usize)] = &[
        (&["--kind", "RecipientDesignated"], count(&|e| e["kind"] == "RecipientDesignated")),
        (&["--from", &middle], count(&|e| day(e) >= middle)),
        (&["--until", &middle], count(&|e| day(e) <= middle)),
        (&["--amount-min", &rupiah], count(&|e| amount(e) == Some(most))),
        (&["--amount-max", "0.01"], count(&|e| amount(e).is_some_and(|sen| sen <= 1))),
    ];
    for (filter, expected) in table {
        let found = seqs(&desk, &[&[decree.as_str()], *filter].concat());
        assert_eq!(found.len(), *expected, "{filter:?}");
    }
    assert!(count(&|e| day(e) >= middle) < events.len());
}

/// Every node of a tree, with its depth.
fn nodes<'a>(node: &'a Value, depth: usize, all: &mut Vec<(usize, &'a Value)>) {
    all.push((depth, node));
    for child in node["children"].as_array().unwrap() {
        nodes(child, depth + 1, all);
    }
}

#[test]
fn a_payment_rests_on_everything_up_to_its_source() {
    let desk = sample();
    let payment = first(&desk, "PaymentInstructed");
    let tree = desk.json(&["trail", &format!("payment:{payment}"), "--tree"]);
    let mut up = Vec::new();
    tree["up"].as_array().unwrap().iter().for_each(|node| nodes(node, 0, &mut up));
    let kinds: Vec<&str> = up.iter().map(|(_, node)| node["kind"].as_str().unwrap()).collect();
    for kind in [
        "PaymentListOpened",
        "SppSubmitted",
        "SpmIssued",
        "Sp2dIssued",
        "SpdIssued",
        "RecipientDesignated",
        "DecreeOpened",
        "BudgetCeilingSet",
        "FundingSourceRegistered",
    ] {
        assert!(kinds.contains(&kind), "no {kind} above the payment: {kinds:?}");
    }
    let mut below = Vec::new();
    nodes(&tree["of"], 0, &mut below);
    assert_eq!(tree["of"]["seq"], payment);
    for kind in ["PaymentCredited", "SpjSubmitted", "SpjVerified"] {
        assert!(below.iter().any(|(_, node)| node["kind"] == kind), "no {kind} below: {tree}");
    }
    assert!(!tree["of"]["state"].is_null());
    let mut seen = std::collections::BTreeSet::new();
    for (_, node) in up.iter().chain(&below) {
        assert!(seen.insert(node["seq"].as_u64()), "an event stands twice: {node}");
    }
}

#[test]
fn what_is_many_is_cut_and_counted() {
    let desk = sample();
    let decree = format!("decree:{}", first(&desk, "DecreeOpened"));
    let tree = desk.json(&["trail", &decree, "--tree", "--limit", "2"]);
    let rows = tree["of"]["children"].as_array().unwrap();
    let shown = rows.iter().filter(|node| node["kind"] == "RecipientDesignated").count();
    assert_eq!(shown, 2);
    assert!(rows.iter().any(|node| node["kind"] == "DecreeClosed"), "kinds after the many: {tree}");
    assert!(tree["of"]["more"].as_u64().unwrap() >= 24, "26 rows, 2 of them shown: {tree}");
    let people = desk.run(&["trail", &decree, "--tree", "--limit", "2"]);
    let people = String::from_utf8(people.stdout).unwrap();
    assert!(people.contains("... and "), "{people}");
}

#[test]
fn what_the_ledger_does_not_know_is_said_with_what_is_like_it() {
    let desk = sample();
    for (asked, told) in [
        ("spp:1", "event 1 made no spp; what it made is `account:1`"),
        ("line:99999", "expected the number of an event that made a line"),
        ("region:11.01", "expected a registered region"),
        ("dekree:1", "perhaps decree?"),
        ("flag:DCR-99", "there is no rule `DCR-99`"),
        ("region:63.03 and", "expected a tag, found nothing"),
    ] {
        let output = desk.run(&["trail", asked]);
        assert_eq!(output.status.code(), Some(2), "{asked}");
        assert!(stderr(&output).contains(told), "{asked}: {}", stderr(&output));
    }
    let nobody = desk.json(&["trail", "recipient:00000000000000000000000000000000"]);
    assert_eq!(nobody["count"], 0, "of people there is no list");
}
