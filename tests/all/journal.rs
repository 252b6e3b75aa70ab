//! `export journal`: every posting, every balance, and the programs that are to read it.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::python_peer::{Desk, python_is_here, sen};

/// Sen by account.
type Sums = BTreeMap<String, i128>;

fn journal(desk: &Desk, program: &str, more: &[&str]) -> String {
    let args = [&["export", "journal", "--for", program], more].concat();
    String::from_utf8(desk.jejak(&args)).unwrap()
}

/// What the postings of a journal sum to, account by account; each transaction must sum to zero.
#[track_caller]
fn sums(journal: &str) -> Sums {
    let (mut sums, mut open) = (Sums::new(), 0);
    for line in journal.lines() {
        let Some(posting) = line.strip_prefix("    ").filter(|line| line.ends_with(" IDR")) else {
            assert_eq!(open, 0, "unbalanced before `{line}`");
            continue;
        };
        if posting.starts_with("format") {
            continue;
        }
        let (account, amount) = posting.split_once("  ").unwrap();
        let amount = amount.strip_suffix(" IDR").unwrap();
        assert!(amount.rsplit_once('.').is_some_and(|(_, sen)| sen.len() == 2), "{line}");
        let amount: i128 = amount.replace('.', "").parse().unwrap();
        open += amount;
        *sums.entry(account.to_owned()).or_default() += amount;
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

/// The same by what `jejak balances` says; books of cash only where they are asked for.
fn told(desk: &Desk, more: &[&str]) -> Sums {
    let mut sums = Sums::new();
    let ask = |args: &[&str]| -> Value {
        let args = [&["--json", "balances"], args, more].concat();
        serde_json::from_slice(&desk.jejak(&args)).unwrap()
    };
    for row in ask(&["--by", "line,source,programme"])["rows"].as_array().unwrap() {
        let part = |name: &str| row[name].as_str().unwrap().to_owned();
        let line = [part("book"), part("source"), part("programme"), part("line")].join(":");
        for stage in jejak_events::Stage::ALL {
            let sign = if stage.word() == "pagu" { -1 } else { 1 };
            sums.insert(format!("{line}:{}", stage.word()), sign * sen(row, stage.word()));
        }
    }
    for row in ask(&["--cash"])["rows"].as_array().unwrap() {
        let place = row["account"].as_u64().map_or("outside".to_owned(), |seq| seq.to_string());
        let book = if row["historical"] == true { "historical" } else { "live" };
        let source = row["source"].as_str().unwrap();
        sums.insert(format!("cash:{book}:{place}:{source}"), sen(row, "balance"));
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

#[test]
fn the_postings_sum_to_every_balance() {
    let desk = Desk::new();
    for program in ["hledger", "ledger"] {
        assert_eq!(sums(&journal(&desk, program, &[])), told(&desk, &[]), "{program}");
    }
    // Names differ in beancount; the amounts do not.
    let amounts = |sums: Sums| {
        let mut amounts: Vec<i128> = sums.into_values().collect();
        amounts.sort_unstable();
        amounts
    };
    let beancount = sums(&journal(&desk, "beancount", &[]));
    assert_eq!(amounts(beancount), amounts(told(&desk, &[])));
    for when in [["--as-of", "2022-06-30"], ["--as-recorded", "60"]] {
        assert_eq!(sums(&journal(&desk, "ledger", &when)), told(&desk, &when), "{when:?}");
    }
}

#[test]
fn books_are_told_apart_and_every_choice_balances() {
    let desk = Desk::new();
    let all = sums(&journal(&desk, "hledger", &[]));
    for (choice, begins) in [
        ("--own", ["own:", "cash:live:"].as_slice()),
        ("--observed", &["observed:"]),
        ("--historical", &["historical:", "cash:historical:"]),
    ] {
        let mut chosen = sums(&journal(&desk, "hledger", &[choice]));
        chosen.remove("other-books");
        let begins = |account: &String| begins.iter().any(|with| account.starts_with(with));
        let expected: Sums = all.clone().into_iter().filter(|(name, _)| begins(name)).collect();
        assert_eq!(chosen, expected, "{choice}");
    }
}

#[test]
fn a_journal_says_where_it_comes_from_and_is_always_the_same() {
    let desk = Desk::new();
    let first = journal(&desk, "beancount", &[]);
    assert_eq!(first, journal(&desk, "beancount", &[]));
    let told: Value =
        serde_json::from_slice(&desk.jejak(&["--json", "balances", "--by", "line"])).unwrap();
    let head = [
        "; jejak journal for beancount".to_owned(),
        "; ledger: dinsos.example/uji".to_owned(),
        format!("; size: {}", told["size"]),
        format!("; chain_head: {}", told["chain_head"].as_str().unwrap()),
    ];
    let lines: Vec<&str> = first.lines().take(6).collect();
    assert_eq!(lines[..4], head.each_ref().map(String::as_str));
    assert!(lines[4].starts_with("; tree_root: ") && lines[5] == "; ruleset: 1", "{lines:?}");
}

/// hledger, Ledger and beancount, those that are installed.
#[test]
fn the_programs_come_to_the_same_balances() {
    if !python_is_here("the_programs_come_to_the_same_balances") {
        return;
    }
    let desk = Desk::new();
    let ledger = desk.path("ledger");
    let jejak = env!("CARGO_BIN_EXE_jejak");
    let (status, text) = desk.python("journal_check.py", &[jejak, ledger.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{text}");
    for program in ["hledger", "ledger", "beancount"] {
        let ran = text.lines().any(|line| {
            line.starts_with(&format!("{program}: ")) && line.ends_with("equal to the sen")
        });
        let skipped = text.contains(&format!("SKIPPED: {program} "));
        assert!(ran != skipped, "{program}: {text}");
        if skipped {
            eprintln!("skipped: {program} is not installed");
        }
    }
}

/// A journal or a balance that is one sen off is found.
#[test]
fn one_sen_is_found() {
    let here = std::process::Command::new("ledger").arg("--version").output().is_ok();
    if !python_is_here("one_sen_is_found") || !here {
        eprintln!("skipped: one_sen_is_found: needs python3 and ledger");
        return;
    }
    let desk = Desk::new();
    let off = desk.path("off.sh");
    let jejak = env!("CARGO_BIN_EXE_jejak");
    let script = format!(
        "#!/bin/sh\n'{jejak}' \"$@\" | sed 's/\"tersedia\":\"\\([0-9]*\\)[.]00\"/\"tersedia\":\"\\1.01\"/'\n"
    );
    std::fs::write(&off, script).unwrap();
    std::fs::set_permissions(&off, PermissionsExt::from_mode(0o755)).unwrap();
    let (off, ledger) = (off.to_str().unwrap().to_owned(), desk.path("ledger"));
    let args = [off.as_str(), ledger.to_str().unwrap(), "--only", "ledger"];
    let (status, text) = desk.python("journal_check.py", &args);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains(":tersedia: jejak says ") && text.contains(" balances differ"), "{text}");
}
