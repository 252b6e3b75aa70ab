//! `docs/OPERATIONS.md`: its commands are followed as they stand, and it tells of every figure and every
//! runbook that there has to be.

use std::net::TcpListener;
use std::path::Path;

use crate::api_house::{Service, get};
use crate::api_page::follow;
use crate::cli::Desk;
use crate::tour::steps;

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/OPERATIONS.md");
    std::fs::read_to_string(page).unwrap()
}

/// An address that nobody listens on.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn the_page_of_operations_is_as_it_is_told() {
    let page = page().replace("127.0.0.1:7370", &free()).replace("127.0.0.1:7371", &free());
    let steps = steps(&page);
    assert!(steps.len() >= 12, "{} commands", steps.len());
    follow(&steps);
}

/// A figure without a level at which to act is noise.
#[test]
fn every_figure_has_a_level_at_which_to_act() {
    let at = free();
    let mut service = Service::with(Desk::founded(), &["--watch-listen", &at]);
    // What is told apart by labels is there once there was one; both are of a family.
    service.ask(&get("/metrics")).is(401);
    service.address = at.parse().unwrap();
    let told = service.ask(&get("/metrics")).is(200).text();
    let page = page();
    let names = told.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let names = names.filter_map(|line| line.split(' ').next()).chain(["jejak_refusals"]);
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 20, "{names:?}");
    for name in names {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}`")));
        let row = row.unwrap_or_else(|| panic!("{name} is not on the page"));
        assert_eq!(row.matches('|').count(), 4, "{row}: name, meaning, when to act");
    }
}

#[test]
fn every_runbook_is_there() {
    let page = page();
    for title in [
        "Choosing a store",
        "The disk is full",
        "The chain is broken",
        "A key is lost",
        "Restore, as a drill",
        "Personal data got out",
        "The clock is wrong",
        "The certificate ends",
        "Nobody can administer",
        "The writer has stopped",
    ] {
        assert!(page.contains(&format!("\n### {title}\n")), "{title}");
    }
}
