//! The feed of events, and jobs: what somebody waits for.

use std::time::Duration;

use serde_json::json;

use crate::api_house::{Service, account, ask, get, holiday, story, token};

/// The story, served, with a token that may read it and declare holidays.
fn served() -> (Service, String) {
    let desk = story();
    let number = account(&desk, "auditor", None);
    assert!(desk.run(&["account", "grant", &number, "administrator"]).status.success());
    let token = token(&desk, &number, &["HolidayDeclared"]);
    (Service::over(desk), token)
}

fn size(service: &Service, token: &str) -> u64 {
    service.ask(&get("/v1/head").by(token)).is(200).json()["size"].as_u64().unwrap()
}

#[test]
fn the_feed_goes_on_without_a_gap() {
    let (service, token) = served();
    let before = size(&service, &token);
    let mut feed = service.begin(&get(&format!("/v1/feed?from={}", before - 300)).by(&token));
    assert_eq!(feed.status, 200);
    let old: Vec<u64> = (0..300).map(|_| feed.event().unwrap().0).collect();
    assert_eq!(old, (before - 300..before).collect::<Vec<_>>());
    let batch: Vec<String> = (0..3).map(holiday).collect();
    let propose = ask("POST", "/v1/events").by(&token).body(batch.join("\n"));
    service.ask(&propose).is(201);
    let (seq, event) = feed.event().unwrap();
    assert_eq!((seq, &event["kind"]), (before, &json!("HolidayDeclared")));
    drop(feed);
    // What came while nobody listened comes first.
    service.ask(&ask("POST", "/v1/events").by(&token).body(holiday(7))).is(201);
    let back = get("/v1/feed").by(&token).header("last-event-id", &seq.to_string());
    let mut feed = service.begin(&back);
    let caught_up: Vec<u64> = (0..3).map(|_| feed.event().unwrap().0).collect();
    assert_eq!(caught_up, [before + 1, before + 2, before + 3]);
    let wrong = get("/v1/feed").by(&token).header("last-event-id", "x");
    assert_eq!(service.ask(&wrong).is(400).json()["parameter"], "Last-Event-ID");
}

#[test]
fn a_feed_does_not_keep_the_service_from_ending() {
    let (mut service, token) = served();
    let mut feed = service.begin(&get("/v1/feed").by(&token));
    service.terminate();
    assert!(feed.event().is_none(), "it ends with the service");
    assert!(service.ended().success());
}

#[test]
fn a_job_is_begun_looked_at_and_answered_once() {
    let (service, token) = served();
    let target = "/v1/reports/lra?year=2022";
    let now = service.ask(&get(target).by(&token)).is(200).json();
    let begun = service.ask(&get(target).by(&token).header("prefer", "respond-async")).is(202);
    let place = begun.header("location").to_owned();
    let job = (0..600).find_map(|_| {
        let job = service.ask(&get(&place).by(&token)).is(200).json();
        std::thread::sleep(Duration::from_millis(50));
        (job["state"] != "running").then_some(job)
    });
    let job = job.expect("it ends");
    assert_eq!((&job["state"], &job["operation"]), (&json!("done"), &json!("getReportsName")));
    let listed = service.ask(&get("/v1/jobs").by(&token)).is(200).json();
    assert_eq!(listed["jobs"][0]["job"], job["job"]);
    let answer = get(job["answer"].as_str().unwrap()).by(&token);
    assert_eq!(service.ask(&answer).is(200).json(), now, "as if it had been answered at once");
    service.ask(&answer).is(410);
    // A wrong request is told at once, and a job is its asker's alone.
    service
        .ask(&get("/v1/reports/lra?year=x").by(&token).header("prefer", "respond-async"))
        .is(400);
    service.ask(&ask("DELETE", &place)).is(401);
}

#[test]
fn a_job_that_is_cancelled_ends() {
    let (service, token) = served();
    let slow = get("/v1/what-if?without=30").by(&token).header("prefer", "respond-async");
    let place = service.ask(&slow).is(202).header("location").to_owned();
    service.ask(&ask("DELETE", &place).by(&token)).is(204);
    let state = (0..600).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let job = service.ask(&get(&place).by(&token)).is(200).json();
        (job["state"] != "running").then(|| job["state"].as_str().unwrap().to_owned())
    });
    // It may have been faster than the wish to end it.
    assert!(matches!(state.as_deref(), Some("cancelled" | "done")), "{state:?}");
}
