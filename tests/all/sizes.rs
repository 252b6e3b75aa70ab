//! Files and functions stay small enough to be read in one sitting.

use crate::source::{Source, code, files, line_of};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

/// Files that may be longer, and why.
const LONGER_FILES: &[(&str, &str)] = &[
    ("tools/verify.py", "a verifier that an auditor is handed is one file"),
    ("tools/balances_meaning.py", "every kind that moves money, to be read in one place"),
];

/// Functions that may be longer, and why.
const LONGER_FUNCTIONS: &[(&str, &str)] = &[];

fn sources() -> Vec<Source> {
    let mut all: Vec<Source> = ["src", "events", "projections", "tests"]
        .into_iter()
        .flat_map(|folder| files(folder, "rs"))
        .collect();
    all.extend(files("tools", "py"));
    all
}

/// Name, first line and number of lines of each function.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let code = code(text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let name: String =
            code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(length) = body_end(&code[at..]).filter(|_| !name.is_empty()) else { continue };
        found.push((
            name,
            line_of(&code, at),
            line_of(&code, at + length) - line_of(&code, at) + 1,
        ));
    }
    found
}

/// Where the body of the function that begins here closes; `None` for one without a body.
fn body_end(code: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return None,
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && c == '}' {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn files_are_short() {
    let mut used = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines <= FILE_LINES {
            continue;
        }
        let allowed = LONGER_FILES.iter().find(|(path, _)| *path == source.path);
        used.extend(allowed.map(|(path, _)| *path));
        assert!(
            allowed.is_some(),
            "{}: {lines} lines, at most {FILE_LINES}: divide it, or say here why not",
            source.path
        );
    }
    let unused = LONGER_FILES.iter().find(|(path, _)| !used.contains(path));
    assert!(unused.is_none(), "{unused:?} is short now: take it off the list");
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for source in sources().iter().filter(|source| source.path.ends_with(".rs")) {
        for (name, line, lines) in functions(&source.text) {
            let place = format!("{}: {name}", source.path);
            let allowed = LONGER_FUNCTIONS.iter().any(|(known, _)| *known == place);
            if lines > FUNCTION_LINES && !allowed {
                long.push(format!("{}:{line}: {name} has {lines} lines", source.path));
            }
        }
    }
    assert!(long.is_empty(), "at most {FUNCTION_LINES} lines each:\n{}", long.join("\n"));
}

#[test]
fn a_planted_long_function_is_found() {
    let body = "    a(\"}\");\n".repeat(70);
    let text =
        format!("trait T {{ fn none(&self) -> [u8; 3]; }}\nfn long(x: &'a str) {{\n{body}}}\n");
    assert_eq!(functions(&text), [("long".to_owned(), 2, 72)]);
    assert_eq!(functions("fn short() -> [u8; { 3 }] where A: B { x }\nfn next() {}").len(), 2);
}
