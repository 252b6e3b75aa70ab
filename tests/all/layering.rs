//! Arrows point one way: `events <- projections <- src`, and inside `src` from the store upwards.
//!
//! The compiler keeps crates apart; this keeps the modules of the last crate apart, and what must
//! stay pure pure.

use std::collections::BTreeSet;

use jejak_events::Kind;

use crate::source::{Source, code, files, line_of, root, shipped};

/// Which modules of `src` a module may name, besides itself. `*` is every one.
const MAY_USE: &[(&str, &[&str])] = &[
    ("store", &[]),
    ("vault", &[]),
    ("access", &["said"]),
    ("ledger", &["store", "proof::tree"]),
    ("said", &[]),
    ("reference", &[]),
    ("proof", &["ledger", "store", "said"]),
    ("backup", &["ledger", "proof", "said", "store"]),
    ("exchange", &["ledger", "said", "vault", "reference"]),
    ("sample", &["ledger", "proof", "reference"]),
    (
        "commands",
        &["access", "backup", "exchange", "ledger", "proof", "reference", "said", "store", "vault"],
    ),
    ("settings", &["said"]),
    ("api", &["access", "backup", "commands", "exchange", "ledger", "said", "settings", "store"]),
    ("console", &["access", "api", "commands", "exchange", "ledger", "said"]),
    ("cli", &["*"]),
    ("lib", &["*"]),
    ("main", &["*"]),
];

/// Words that may not stand in a folder: folder, words, why.
const WALLS: &[(&str, &[&str], &str)] = &[
    ("events/src", &["jejak_projections", "jejak"], "events know nothing of what they mean"),
    ("projections/src", &["jejak"], "folds know nothing of the ledger that runs them"),
];

/// What pure code never names, and why.
const IMPURE: &[(&str, &str)] = &[
    ("std::fs", "no files"),
    ("std::net", "no network"),
    ("std::time", "time is an input"),
    ("std::process", "no processes"),
    ("std::thread", "no threads"),
    ("std::env", "no environment"),
    ("std::io", "no input or output"),
    ("rand", "ids are inputs"),
    ("getrandom", "ids are inputs"),
    ("Utc::now", "time is an input"),
    ("Local::now", "time is an input"),
    ("println!", "nothing is printed"),
    ("eprintln!", "nothing is printed"),
    ("print!", "nothing is printed"),
    ("dbg!", "nothing is printed"),
];

/// Engine crates and the files that may name each: its driver, and the platter that loses power.
const ENGINES: &[(&str, &[&str])] = &[
    ("sled", &["src/store/sled.rs"]),
    (
        "redb",
        &[
            "src/store/redb.rs",
            "src/store/conformance/power.rs",
            "src/vault/store.rs",
            "src/access/store.rs",
        ],
    ),
];

/// A wrong arrow: file, line, from, to.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    place: String,
    what: String,
}

fn wrong(source: &Source, code: &str, at: usize, what: String) -> Wrong {
    Wrong { place: format!("{}:{}", source.path, line_of(code, at)), what }
}

/// Every path that a module names below the root of its crate, such as `store::Block`, and where.
/// Braces are taken apart: `crate::{store, ledger::Draft}` names two.
fn crate_paths(path: &str, code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            leaves(code, at + "crate::".len(), "", &mut found);
        }
    }
    // From a file n modules deep, n times `super` is the root.
    let modules = path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = modules.trim_end_matches("/mod").split('/').count();
    let up = "super::".repeat(depth);
    for (at, _) in code.match_indices(&up) {
        if !code[..at].ends_with("super::") {
            leaves(code, at + up.len(), "", &mut found);
        }
    }
    found
}

/// The paths that stand at a place: one, or those within braces.
fn leaves(code: &str, at: usize, prefix: &str, found: &mut Vec<(usize, String)>) {
    let rest = &code[at..];
    if let Some(inside) = rest.strip_prefix('{') {
        let mut start = at + 1;
        let mut depth = 0;
        for (offset, c) in inside.char_indices() {
            let here = at + 1 + offset;
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    let item = &code[start..here];
                    let trimmed = start + item.len() - item.trim_start().len();
                    if !item.trim().is_empty() {
                        leaves(code, trimmed, prefix, found);
                    }
                    start = here + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let path = if prefix.is_empty() { word.clone() } else { format!("{prefix}::{word}") };
    let after = at + word.len();
    if code[after..].starts_with("::") && prefix.is_empty() {
        leaves(code, after + 2, &path, found);
    } else if !word.is_empty() {
        found.push((at, path));
    }
}

/// The module of `src` that a file belongs to.
fn module_of(path: &str) -> &str {
    let rest = path.trim_start_matches("src/").trim_end_matches(".rs");
    rest.split('/').next().unwrap_or(rest)
}

fn wrong_arrows(source: &Source) -> Vec<Wrong> {
    let code = source.text.as_str();
    let module = module_of(&source.path);
    let allowed = MAY_USE.iter().find(|(known, _)| *known == module).map(|(_, allowed)| *allowed);
    let Some(allowed) = allowed else {
        return vec![wrong(source, code, 0, format!("`{module}` has no place in the layers yet"))];
    };
    let fits = |path: &str| {
        let within = |layer: &str| {
            path.strip_prefix(layer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        within(module) || allowed.iter().any(|layer| *layer == "*" || within(layer))
    };
    let layers: Vec<&str> = MAY_USE.iter().map(|(known, _)| *known).collect();
    crate_paths(&source.path, code)
        .into_iter()
        .filter(|(_, path)| layers.contains(&path.split("::").next().unwrap_or(path)))
        .filter(|(_, path)| !fits(path))
        .map(|(at, path)| wrong(source, code, at, format!("{module} -> {path}")))
        .collect()
}

/// Places where a word stands as the beginning of a path.
fn mentions(code: &str, word: &str) -> Vec<usize> {
    let ends = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| {
            // `super::sled` is a module of ours, `::sled` is the crate.
            let before = &code[..*at];
            let before = before.strip_suffix("::").unwrap_or(before);
            !before.ends_with(|c: char| ends(c) || c == '.')
        })
        .filter(|at| !code[at + word.len()..].starts_with(ends))
        .collect()
}

fn impurities(source: &Source) -> Vec<Wrong> {
    let code = source.text.as_str();
    let walls = WALLS.iter().filter(|(folder, ..)| source.path.starts_with(folder));
    let walls = walls.flat_map(|(_, words, why)| words.iter().map(move |word| (*word, *why)));
    let mut found = Vec::new();
    for (word, why) in walls.chain(IMPURE.iter().copied()) {
        for at in mentions(code, word) {
            // `std::fmt` and the like are named by many; `rand` only counts as a crate.
            let path = word.contains([':', '!']) || code[at + word.len()..].starts_with("::");
            if path {
                found.push(wrong(source, code, at, format!("{word}: {why}")));
            }
        }
    }
    found
}

fn engine_leaks(source: &Source) -> Vec<Wrong> {
    let code = code(&source.text);
    let mut found = Vec::new();
    for (engine, drivers) in ENGINES.iter().filter(|(_, drivers)| !drivers.contains(&&*source.path))
    {
        for at in mentions(&code, engine) {
            let path = code[at + engine.len()..].starts_with("::");
            if path || code[..at].trim_end().ends_with("use") {
                found.push(wrong(source, &code, at, format!("{engine} outside {drivers:?}")));
            }
        }
    }
    found
}

#[track_caller]
fn assert_none(found: &[Wrong]) {
    let list: Vec<String> = found.iter().map(|w| format!("{}: {}", w.place, w.what)).collect();
    assert!(found.is_empty(), "wrong arrows:\n{}", list.join("\n"));
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let sources = shipped(files("src", "rs"));
    assert_none(&sources.iter().flat_map(wrong_arrows).collect::<Vec<_>>());
}

#[test]
fn events_and_projections_are_pure() {
    let mut sources = files("events/src", "rs");
    sources.extend(files("projections/src", "rs"));
    let sources = shipped(sources);
    assert_none(&sources.iter().flat_map(impurities).collect::<Vec<_>>());
}

#[test]
fn engines_are_named_in_their_drivers_only() {
    let mut sources = files("src", "rs");
    sources.extend(files("events/src", "rs"));
    sources.extend(files("projections/src", "rs"));
    assert_none(&sources.iter().flat_map(engine_leaks).collect::<Vec<_>>());
}

#[test]
fn crates_depend_one_way() {
    for (manifest, banned) in [
        ("events/Cargo.toml", &["jejak-projections", "jejak.", "sled", "redb"][..]),
        ("projections/Cargo.toml", &["jejak.", "sled", "redb"]),
    ] {
        let text = std::fs::read_to_string(root().join(manifest)).expect("reads the manifest");
        let dependencies = text.split("dependencies]").skip(1).collect::<String>();
        for name in banned {
            let named = dependencies.lines().any(|line| line.starts_with(name));
            assert!(!named, "{manifest} depends on {name}");
        }
    }
}

#[test]
fn an_area_has_one_name_everywhere() {
    let areas: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.area()).collect();
    for area in areas {
        for folder in ["events/src", "projections/src", "src/ledger/rules"] {
            let file = format!("{folder}/{area}.rs");
            assert!(root().join(&file).is_file(), "{file} is missing: where is `{area}`?");
        }
    }
}

/// A made-up file as the checks see one.
fn planted(path: &str, text: &str) -> Source {
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    shipped(vec![source]).remove(0)
}

#[test]
fn planted_wrong_arrows_are_found() {
    let cases: [(&str, &str, &[&str]); 9] = [
        ("src/store/sled.rs", "\nuse crate::ledger::Draft;", &["2: store -> ledger::Draft"]),
        ("src/store/a/b.rs", "use super::super::super::cli::open;", &["1: store -> cli::open"]),
        (
            "src/ledger/handle.rs",
            "use crate::{\n    store::Block,\n    proof::{tree::Frontier, Checkpoint},\n};",
            &["3: ledger -> proof::Checkpoint"],
        ),
        ("src/exchange/a.rs", "fn f() { crate::proof::sign(); }", &["1: exchange -> proof::sign"]),
        ("src/proof/a.rs", "use crate::ledger::Draft; // crate::cli\n", &[]),
        ("src/commands/a.rs", "use crate::{store, proof, exchange::drafts};", &[]),
        ("src/store/a.rs", "#[cfg(test)]\nuse crate::ledger::Draft;", &[]),
        ("src/ledger/a.rs", "use super::super::ledger::Draft; use super::cli;", &[]),
        ("src/new/a.rs", "", &["1: `new` has no place in the layers yet"]),
    ];
    for (path, text, expected) in cases {
        let found: Vec<String> = wrong_arrows(&planted(path, text))
            .into_iter()
            .map(|w| {
                format!("{}: {}", w.place.trim_start_matches(path).trim_start_matches(':'), w.what)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn planted_impurities_are_found() {
    for (text, expected) in [
        ("use std::fs::File;", 1),
        ("let now = std::time::Instant::now();", 1),
        ("println!(\"x\");", 1),
        ("let id = rand::random();", 1),
        ("use jejak_projections::State;", 1),
        ("let rand = 4; let brand = Brand::new();", 0),
        ("// std::fs\nconst A: &str = \"std::fs\";", 0),
        ("use std::fmt;", 0),
    ] {
        let found = impurities(&planted("events/src/a.rs", text));
        assert_eq!(found.len(), expected, "{text}: {found:?}");
    }
    let leak = planted("src/store/frame.rs", "use sled::Db;");
    assert_eq!(engine_leaks(&leak).len(), 1);
    assert!(engine_leaks(&planted("src/store/sled.rs", "use sled::Db;")).is_empty());
}
