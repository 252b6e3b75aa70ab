//! `docs/TOUR.md` is walked as it stands: every command in its order, on one fresh sample, and
//! every line that the page shows below a command must be in what the command prints.

use std::path::Path;

use crate::readme::{BINARY, Clone};

/// A command, and what the page shows of its answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    pub command: String,
    pub shown: Vec<String>,
}

/// The steps of the blocks of a page. A line of three dots stands for what is left out; a command
/// goes on in the next line after a backslash.
pub fn steps(page: &str) -> Vec<Step> {
    let (mut found, mut inside, mut open) = (Vec::<Step>::new(), false, false);
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
            open = false;
        } else if inside && open {
            let step = found.last_mut().unwrap();
            step.command.push_str(line.trim_start().trim_end_matches('\\'));
            open = line.ends_with('\\');
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let shown = Vec::new();
            found.push(Step { command: command.trim_end_matches('\\').to_owned(), shown });
            open = command.ends_with('\\');
        } else if inside && !line.trim().is_empty() && line.trim() != "..." {
            found.last_mut().expect("a command before its answer").shown.push(line.to_owned());
        }
    }
    found
}

/// Blanks make no difference: tables are as wide as what is in them.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_tour_is_as_it_is_told() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TOUR.md");
    let steps = steps(&std::fs::read_to_string(page).unwrap());
    assert!(steps.len() >= 10, "{} commands", steps.len());
    let Some(binary) = std::env::var_os(BINARY) else {
        eprintln!("SKIPPED: the tour of the sample ledger; set {BINARY} to an optimised jejak");
        return;
    };
    let clone = Clone::with_sample(binary.into());
    for Step { command, shown } in &steps {
        let printed = clone.run(command);
        let lines: Vec<String> = printed.lines().map(plain).collect();
        for line in shown {
            let told = plain(line);
            assert!(
                lines.iter().any(|line| line.contains(&told)),
                "`{command}` does not say `{told}`:\n{printed}"
            );
        }
    }
}

#[test]
fn answers_and_long_commands_are_read() {
    let page =
        "```console\n$ jejak a \\\n    b\nsays c\n...\n$ jejak d\n```\n```text\n$ not this\n```\n";
    let step = |command: &str, shown: &[&str]| Step {
        command: command.to_owned(),
        shown: shown.iter().map(|line| (*line).to_owned()).collect(),
    };
    assert_eq!(steps(page), [step("jejak a b", &["says c"]), step("jejak d", &[])]);
}
