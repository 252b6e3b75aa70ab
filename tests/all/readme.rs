//! The README's commands, and those that `jejak demo` tells its reader to go on with, are run as
//! they stand.
//!
//! The sample takes an optimised build seconds and a debug build minutes. What needs it runs when
//! `JEJAK_BINARY` names an optimised `jejak`, as the checks of every change do; else it is named
//! as skipped, and the rest runs.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub const BINARY: &str = "JEJAK_BINARY";

/// Names a folder in which `jejak demo` has built the sample already: it is copied, not built again.
const SAMPLE: &str = "JEJAK_SAMPLE";

/// What stands for a command of the README, where that is not the command itself.
const MAPPED: &[(&str, Run)] = &[
    // The build has been done by whoever runs this.
    // Serving the console ends with whoever looks at it.
    ("cargo run --release -- demo", Run::Instead("jejak demo --no-serve")),
    ("cargo test --workspace", Run::Not("it is what runs this test")),
    ("alias jejak=./target/release/jejak", Run::Not("the search path leads to it")),
];

#[derive(Debug, Clone, Copy)]
enum Run {
    Instead(&'static str),
    Not(&'static str),
}

/// The commands of the fenced blocks of a page, without what `#` says beside them. Every block has
/// to be of commands alone, so that none is passed over.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), inside) {
            (Some(language), false) => {
                assert_eq!(language, "console", "a block whose commands are not run");
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => {
                let command = line.strip_prefix("$ ").unwrap_or_else(|| {
                    panic!("expected `$ ` before a command of the README, found `{line}`")
                });
                let command = command.split(" #").next().unwrap_or(command);
                found.push(command.trim_end().to_owned());
            }
            (None, false) => {}
        }
    }
    assert!(!inside, "a block that does not end");
    found
}

/// Whether a command works without the sample: on a ledger of its own, or on none.
fn needs_no_sample(command: &str) -> bool {
    command.starts_with("jejak --data mine ") || command.starts_with("jejak kinds")
}

/// A folder as a fresh clone has it, as far as commands look at it.
pub struct Clone {
    folder: TempDir,
    binary: PathBuf,
}

impl Clone {
    pub fn new(binary: PathBuf) -> Clone {
        let folder = tempfile::tempdir().unwrap();
        for part in ["docs", "tools"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
            symlink(from, folder.path().join(part)).unwrap();
        }
        Clone { folder, binary }
    }

    /// The same with the sample in it, where one is built already.
    pub fn with_sample(binary: PathBuf) -> Clone {
        let clone = Clone::new(binary);
        if let Some(sample) = std::env::var_os(SAMPLE) {
            let to = clone.folder.path().join("jejak-data");
            assert!(Command::new("cp").arg("-a").arg(sample).arg(to).status().unwrap().success());
        }
        clone
    }

    /// Runs a command as typed; it must succeed, and print something or write it to a file.
    pub fn run(&self, command: &str) -> String {
        let programs = self.binary.parent().unwrap().display();
        let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
        let Output { status, stdout, stderr } = Command::new("bash")
            .args(["-c", command])
            .current_dir(self.folder.path())
            .env("PATH", path)
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&stderr);
        assert_eq!(status.code(), Some(0), "`{command}`: {error}");
        let file = command.split_once("> ").map(|(_, name)| self.folder.path().join(name));
        let written = file.map_or(0, |path| path.metadata().unwrap().len());
        assert!(!stdout.is_empty() || written > 0, "`{command}` said nothing");
        String::from_utf8(stdout).unwrap()
    }
}

/// The number of events and the tree root that the README tells of the sample.
fn told(readme: &str) -> (String, String) {
    let from = readme.split_once("<!-- sample -->**").expect("the sample's figures").1;
    let (events, from) = from.split_once(" events, tree root `").expect("the number of events");
    let (root, _) = from.split_once("`**<!-- /sample -->").expect("the tree root");
    (events.replace('.', ""), root.to_owned())
}

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    std::fs::read_to_string(path).unwrap()
}

/// Runs what the demo printed for its reader: every line that is a command.
fn go_on(clone: &Clone, printed: &str) -> usize {
    let follow_ups: Vec<&str> =
        printed.lines().map(str::trim).filter(|line| line.starts_with("jejak ")).collect();
    for command in &follow_ups {
        clone.run(command);
    }
    follow_ups.len()
}

#[test]
fn the_commands_of_the_readme_and_of_the_demo_work() {
    let optimised = std::env::var_os(BINARY).map(PathBuf::from);
    let with_sample = optimised.is_some();
    let clone = Clone::with_sample(optimised.unwrap_or_else(|| env!("CARGO_BIN_EXE_jejak").into()));
    let page = readme();
    let (mut ran, mut unused) = (0, MAPPED.iter().map(|(from, _)| *from).collect::<Vec<_>>());
    for told_command in commands(&page) {
        unused.retain(|from| *from != told_command);
        let mapped = MAPPED.iter().find(|(from, _)| *from == told_command);
        let command = match mapped.map(|(_, run)| *run) {
            Some(Run::Not(why)) => {
                eprintln!("not run: {told_command}: {why}");
                continue;
            }
            Some(Run::Instead(command)) => command,
            None => &told_command,
        };
        if !with_sample && !needs_no_sample(command) {
            eprintln!("skipped: {command}: it needs the sample; {BINARY} names no optimised jejak");
            continue;
        }
        let printed = clone.run(command);
        ran += 1;
        if command == "jejak demo --no-serve" {
            let (events, root) = told(&page);
            assert!(printed.contains(&format!(" {events} events,")), "told {events}: {printed}");
            assert!(printed.contains(&format!("tree root {root}\n")), "told {root}: {printed}");
            assert!(go_on(&clone, &printed) >= 8, "what the demo tells to go on with: {printed}");
        }
    }
    assert!(unused.is_empty(), "{unused:?} are no longer in the README: take them off the list");
    assert!(ran >= 5, "{ran} commands ran");
}

#[test]
fn every_command_of_a_page_is_found() {
    let page = "a\n```console\n$ one > f   # why\n$ two\n```\nb\n```console\n$ three\n```\n";
    assert_eq!(commands(page), ["one > f", "two", "three"]);
    let passed_over = std::panic::catch_unwind(|| commands("```sh\nfour\n```\n"));
    assert!(passed_over.is_err(), "a block of another language has to be refused");
    assert_eq!(
        told("x <!-- sample -->**1.234 events, tree root `ab`**<!-- /sample --> y"),
        ("1234".to_owned(), "ab".to_owned())
    );
}

#[test]
fn a_command_that_fails_or_says_nothing_is_noticed() {
    let clone = Clone::new(env!("CARGO_BIN_EXE_jejak").into());
    assert!(clone.run("jejak kinds BudgetCeilingSet").contains("BudgetCeilingSet"));
    for bad in ["jejak nosuch", "jejak balances", "true"] {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| clone.run(bad)));
        assert!(outcome.is_err(), "`{bad}` was taken for a success");
    }
}
