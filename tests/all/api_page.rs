//! `docs/API.md` is followed as it stands: every command in one shell, in its order, and every line
//! that the page shows below a command must be in what the command prints.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::tour::{Step, plain, steps};

/// Stands between the answers of two commands.
const NEXT: &str = "@@next@@";

/// An address that nobody listens on.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn the_page_of_the_service_is_as_it_is_told() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/API.md");
    let page = std::fs::read_to_string(page).unwrap().replace("127.0.0.1:7370", &free());
    let steps = steps(&page);
    assert!(steps.len() >= 20, "{} commands", steps.len());
    follow(&steps);
}

/// Runs the commands of a page in one shell, in a new folder.
pub fn follow(steps: &[Step]) {
    // Whatever happens, the service ends with the shell.
    let mut script = String::from("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n");
    let run = |step: &Step| format!("{{ {}\n}} || echo FAILED\necho; echo {NEXT}\n", step.command);
    script.extend(steps.iter().map(run));
    let folder = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_jejak")).parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env("PATH", path)
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = told.split(NEXT).collect();
    assert_eq!(answers.len(), steps.len() + 1, "{told}");
    for (Step { command, shown }, answer) in steps.iter().zip(answers) {
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!answer.contains("FAILED"), "`{command}`: {answer}\n{error}");
        let printed = plain(answer);
        for line in shown {
            assert!(printed.contains(&plain(line)), "`{command}` does not say `{line}`:\n{answer}");
        }
    }
}
