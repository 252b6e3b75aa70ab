//! No area of a programme or institution knows another: they meet in the skeleton alone, and in a
//! few shared rooms that say so here.

use std::collections::BTreeSet;

use jejak_events::Kind;

use crate::source::{code, files};

/// What every programme rests on.
const SKELETON: &[&str] = &[
    "integrity",
    "reference",
    "access",
    "opening",
    "budget",
    "proposal",
    "decree",
    "treasury",
    "payment",
    "cash",
    "accountability",
    "quota",
    "privacy",
    "oversight",
];

/// Areas that others may look into, and who does.
const SHARED: &[(&str, &[&str])] = &[
    ("spending", &["kube"]),
    ("works", &["rtlh"]),
    ("central", &["sembako", "pkh"]),
    ("disaster", &["stock"]),
    ("finding", &["decree"]),
];

/// The names of areas that code of an area reaches into: `state.kube`, `kube::judge`.
fn reached<'a>(text: &str, areas: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let before = ["state.", "crate::", "super::", "jejak_projections::", "rules::"];
    let reaches = |area: &&&str| {
        before.iter().any(|prefix| {
            let word = format!("{prefix}{area}");
            text.match_indices(&word).any(|(at, _)| {
                let next = text[at + word.len()..].chars().next();
                matches!(next, Some('.' | ':'))
            })
        })
    };
    areas.iter().filter(reaches).copied().collect()
}

fn may(area: &str, other: &str) -> bool {
    area == other
        || SKELETON.contains(&other)
        || SHARED.iter().any(|(shared, users)| *shared == other && users.contains(&area))
}

#[test]
fn areas_meet_in_the_skeleton_alone() {
    let areas: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.area()).collect();
    assert!(SKELETON.iter().all(|area| areas.contains(area)), "an area that is no more");
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for folder in ["projections/src", "src/ledger/rules"] {
        for source in files(folder, "rs") {
            let inside = source.path.strip_prefix(folder).unwrap_or("").trim_start_matches('/');
            let name = inside.split(['/', '.']).next().unwrap_or("");
            let Some(area) = areas.get(name) else { continue };
            for other in reached(&code(&source.text), &areas) {
                if !may(area, other) {
                    wrong.push(format!("{} reaches into `{other}`", source.path));
                }
                used.insert((other, *area));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (shared, users) in SHARED {
        for user in *users {
            assert!(used.contains(&(*shared, *user)), "{user} needs `{shared}` no more");
        }
    }
}

#[test]
fn a_planted_reach_is_found() {
    let areas = BTreeSet::from(["kube", "rtlh", "works"]);
    let found = reached("let it = state.kube.groups; crate::works::open(); rtlh();", &areas);
    assert_eq!(found, BTreeSet::from(["kube", "works"]));
    assert!(!may("rtlh", "kube") && may("rtlh", "works") && may("kube", "decree"));
}
