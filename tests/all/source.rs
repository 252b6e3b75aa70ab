//! Reading our own sources as text: which files there are, and what in them is code.

use std::path::{Path, PathBuf};

/// A source file, by its path within the repository.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with an extension below a folder of the repository, in order.
pub fn files(folder: &str, extension: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path: PathBuf = entry.expect("reads the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = std::fs::read_to_string(&path).expect("reads a source file");
                let path = path.strip_prefix(root()).expect("below the root");
                found.push(Source { path: path.display().to_string(), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no .{extension} below {folder}: has it moved?");
    found
}

/// Rust with everything blanked that is not code: comments, strings, characters. Lines stay where
/// they are.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    while out.len() < chars.len() {
        let at = out.len();
        let length = literal(&chars[at..]).max(1);
        let blank = |c: char| if c == '\n' { c } else { ' ' };
        if literal(&chars[at..]) == 0 {
            out.push(chars[at]);
        } else {
            out.extend(chars[at..at + length].iter().map(|c| blank(*c)));
        }
        // An identifier is taken whole, so that the r of `for"` begins no raw string.
        while is_word(chars[at]) && out.len() < chars.len() && is_word(chars[out.len()]) {
            out.push(chars[out.len()]);
        }
    }
    out.into_iter().collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many characters belong to the comment, string or character that begins here; 0 for code.
fn literal(rest: &[char]) -> usize {
    let starts = |with: &str| with.chars().eq(rest.iter().copied().take(with.len()));
    let until = |ends: &dyn Fn(usize) -> bool, extra: usize| {
        (1..rest.len()).find(|at| ends(*at)).map_or(rest.len(), |at| at + extra)
    };
    if starts("//") {
        return until(&|at| rest[at] == '\n', 0);
    }
    if starts("/*") {
        return until(&|at| at > 2 && rest[at] == '/' && rest[at - 1] == '*', 1);
    }
    let prefix = rest.iter().take_while(|c| matches!(c, 'b' | 'r' | 'c')).count();
    let hashes = rest.iter().skip(prefix).take_while(|c| **c == '#').count();
    let quote = prefix + hashes;
    let raw = rest[..prefix].contains(&'r');
    if rest.get(quote) == Some(&'"') && (hashes == 0 || raw) && prefix <= 2 {
        let closes = |at: usize| {
            rest[at] == '"'
                && at > quote
                && rest.iter().skip(at + 1).take(hashes).filter(|c| **c == '#').count() == hashes
        };
        let mut escaped = false;
        let end = (quote + 1..rest.len()).find(|at| {
            let here = !escaped && closes(*at);
            escaped = !raw && !escaped && rest[*at] == '\\';
            here
        });
        return end.map_or(rest.len(), |at| at + 1 + hashes);
    }
    character(rest)
}

/// Length of a character literal; 0 for a lifetime.
fn character(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', ..] => (3..rest.len()).find(|at| rest[*at] == '\'').map_or(0, |at| at + 1),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

/// The attribute of what is compiled for tests alone.
const FOR_TESTS: &str = "#[cfg(test)]";

/// Code with everything blanked that is compiled for tests alone.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find(FOR_TESTS) {
        let end = item_end(&out, start + FOR_TESTS.len());
        let blank = |c: char| if c == '\n' { c } else { ' ' };
        let blanked: String = out[start..end].chars().map(blank).collect();
        out = [&out[..start], &blanked, &out[end..]].concat();
    }
    out
}

/// Where the item that begins here ends: at its semicolon or its closing brace.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0usize;
    for (at, c) in code[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, ';' | '}') {
            return start + at + c.len_utf8();
        }
    }
    code.len()
}

/// The same files without those that only a test module brings in, and without the tests inside.
pub fn shipped(sources: Vec<Source>) -> Vec<Source> {
    let mut tests = Vec::new();
    for source in &sources {
        let code = code(&source.text);
        for (at, _) in code.match_indices(FOR_TESTS) {
            let item = &code[at + FOR_TESTS.len()..item_end(&code, at + FOR_TESTS.len())];
            let name = item.split_once("mod ").and_then(|(_, rest)| rest.strip_suffix(';'));
            tests.extend(name.map(|name| format!("{}/{}", folder_of(&source.path), name.trim())));
        }
    }
    let of_test = |path: &str| {
        tests.iter().any(|test| {
            path.strip_prefix(test.as_str())
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    let kept = sources.into_iter().filter(|source| !of_test(&source.path));
    let kept = kept.map(|s| Source { text: without_tests(&code(&s.text)), path: s.path });
    kept.collect()
}

/// The folder in which the modules of a file lie.
fn folder_of(path: &str) -> &str {
    let path = path.trim_end_matches(".rs");
    ["/mod", "/lib", "/main"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path)
}

/// Line number, from 1, of a place in a text.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[test]
fn tests_are_left_out() {
    let text =
        "a();\n#[cfg(test)]\nmod tests {\n { b } }\nc();\n#[cfg(test)]\npub mod fixture;\nd();";
    let code = without_tests(text);
    assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a();", "c();", "d();"]);
    assert_eq!(line_of(&code, code.find("d()").expect("code")), 8);
    let source = |path: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let paths = ["src/a/mod.rs", "src/a/fixture.rs", "src/a/fixture/b.rs", "src/fixture.rs"];
    let kept: Vec<String> =
        shipped(paths.map(source).into()).into_iter().map(|source| source.path).collect();
    assert_eq!(kept, ["src/a/mod.rs", "src/fixture.rs"]);
}

#[test]
fn only_code_is_left() {
    for (text, expected) in [
        ("a // b\nc", "a     \nc"),
        ("a /* b\n */ c", "a     \n    c"),
        ("f(\"x{\\\"}\") }", "f(       ) }"),
        ("r#\"a\"b\"# c", "         c"),
        ("'{' '\\'' 'a 'b", "         'a 'b"),
        ("b\"{\" for\"\"", "     for  "),
        ("br\"\\\" x", "      x"),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}
