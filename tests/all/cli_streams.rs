//! The command line when nobody listens any more: what was begun is cleaned up, and exit codes stay.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::{Desk, stderr};

/// Exit code with both ends of stdout and stderr closed as asked; temporary files go to `temp`.
fn deaf(data: &Path, temp: &Path, args: &[&str], no_stdout: bool, no_stderr: bool) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jejak"))
        .env("LANG", "C")
        .env("TMPDIR", temp)
        .arg("--data")
        .arg(data)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    // A dropped end is a closed pipe; one that is kept has room for all that is printed.
    let kept = (stdout.filter(|_| !no_stdout), stderr.filter(|_| !no_stderr));
    let code = child.wait().unwrap().code();
    drop(kept);
    code
}

#[test]
fn a_reader_that_went_away_leaves_nothing_behind() {
    let desk = Desk::founded();
    let temp = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 6] = [
        &["verify"],
        &["verify", "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["completions", "bash"],
        &["man"],
    ];
    for args in commands {
        assert_eq!(deaf(&desk.data(), temp.path(), args, true, false), Some(0), "{args:?}");
        let left: Vec<_> = std::fs::read_dir(temp.path()).unwrap().flatten().collect();
        assert!(left.is_empty(), "{args:?} left {left:?}");
    }
}

/// What failed has failed, whether anybody reads the report or not.
#[test]
fn a_reader_that_went_away_hides_no_failure() {
    let desk = Desk::founded();
    let temp = tempfile::tempdir().unwrap();
    let (bad, refused) = (temp.path().join("bad"), temp.path().join("refused"));
    std::fs::write(&bad, "{").unwrap();
    let line = r#"{"kind":"BudgetBlocked","occurred_on":"2026-04-01","body":{"line":99,"amount":"1","reason":"efisiensi"}}"#;
    std::fs::write(&refused, line).unwrap();
    let [bad, refused] = [&bad, &refused].map(|path| path.to_str().unwrap());
    for args in [vec!["append", bad, "--json"], vec!["append", refused, "--json"]] {
        assert_eq!(deaf(&desk.data(), temp.path(), &args, true, false), Some(1), "{args:?}");
    }
    std::fs::write(desk.data().join("HIGHWATER"), [0; 8192]).unwrap();
    for args in [vec!["verify"], vec!["verify", "--json"], vec!["doctor"], vec!["doctor", "--json"]]
    {
        assert_eq!(deaf(&desk.data(), temp.path(), &args, true, false), Some(1), "{args:?}");
    }
}

#[test]
fn exit_codes_do_not_depend_on_who_reads_stderr() {
    let desk = Desk::founded();
    let temp = tempfile::tempdir().unwrap();
    let nowhere = temp.path().join("nowhere");
    for (data, args, code) in [
        (nowhere.clone(), vec!["balances"], 3),
        (nowhere, vec!["doctor"], 1),
        (desk.data(), vec!["show", "99"], 2),
        (desk.data(), vec!["refusals"], 0),
    ] {
        assert_eq!(deaf(&data, temp.path(), &args, false, true), Some(code), "{args:?}");
    }
}

/// What cannot be read, why, and which path of the user's it is.
#[test]
fn errors_are_told_with_their_causes() {
    let desk = Desk::founded();
    std::fs::remove_dir_all(desk.data().join("store")).unwrap();
    let output = desk.run(&["verify"]);
    assert_eq!(output.status.code(), Some(3));
    let store = desk.data().join("store").display().to_string();
    for part in [&*store, "No such file or directory"] {
        assert!(stderr(&output).contains(part), "{part} is missing in: {}", stderr(&output));
    }
    std::fs::remove_file(desk.data().join("LEDGER")).unwrap();
    std::fs::create_dir(desk.data().join("LEDGER")).unwrap();
    let output = desk.run(&["balances"]);
    assert!(stderr(&output).contains("LEDGER: Is a directory"), "{}", stderr(&output));
    let missing = Desk::new();
    let advice = format!("jejak --data {} init --origin", missing.data().display());
    let told = stderr(&missing.run(&["balances"]));
    assert!(told.contains(&advice), "{told}");
}
