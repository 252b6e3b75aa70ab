//! `docs/COVERAGE.md`: every row has its cells, and its command gives its figure on the sample.

use std::path::{Path, PathBuf};

use crate::readme::{BINARY, Clone};

/// Cells of a table's rows, without head and rule.
fn rows(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().filter(|line| line.starts_with('|'));
    let cells = lines.map(|line| {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>()
    });
    let is_head = |row: &[String]| row.iter().all(|cell| cell.starts_with("---"));
    let all: Vec<Vec<String>> = cells.collect();
    let heads: Vec<usize> = (0..all.len()).filter(|at| is_head(&all[*at])).collect();
    let skip = |at: &usize| heads.contains(at) || heads.contains(&(at + 1));
    (0..all.len()).filter(|at| !skip(at)).map(|at| all[at].clone()).collect()
}

/// The commands in a cell: what stands between backquotes and begins with `jejak`.
fn commands(cell: &str) -> Vec<&str> {
    cell.split('`').filter(|part| part.starts_with("jejak ")).collect()
}

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

#[test]
fn no_cell_is_empty_and_every_row_has_its_command() {
    for row in rows(&page("COVERAGE.md")) {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty() && cell != "-"), "{row:?}");
        assert!(!commands(&row[2]).is_empty(), "no command: {row:?}");
    }
    for row in rows(&page("PLANTED.md")) {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

#[test]
fn every_check_is_planted() {
    let planted = page("PLANTED.md");
    let rows = rows(&planted);
    let missing: Vec<String> = (1..=51)
        .map(|number| format!("A{number:02}"))
        .filter(|check| !rows.iter().any(|row| row[0].split(' ').any(|it| it == check)))
        .collect();
    assert!(missing.is_empty(), "no planted case for {missing:?}");
}

#[test]
fn every_command_gives_its_figure() {
    let Some(binary) = std::env::var_os(BINARY).map(PathBuf::from) else {
        eprintln!("skipped: it needs the sample; {BINARY} names no optimised jejak");
        return;
    };
    let clone = Clone::with_sample(binary);
    clone.run("jejak demo --no-serve");
    let mut wrong = Vec::new();
    for row in rows(&page("COVERAGE.md")) {
        let printed: String = commands(&row[2]).into_iter().map(|it| clone.run(it)).collect();
        for figure in row[3].split(';').map(str::trim) {
            if !says(&printed, figure) {
                wrong.push(format!("{}: `{figure}` is not in what {} prints", row[0], row[2]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_planted_flag_is_found() {
    let Some(binary) = std::env::var_os(BINARY).map(PathBuf::from) else {
        eprintln!("skipped: it needs the sample; {BINARY} names no optimised jejak");
        return;
    };
    let clone = Clone::with_sample(binary);
    clone.run("jejak demo --no-serve");
    let planted = page("PLANTED.md");
    let rows = rows(&planted);
    let trails = rows.iter().flat_map(|row| commands(&row[4]));
    let trails: Vec<&str> = trails.filter(|it| it.starts_with("jejak trail flag:")).collect();
    assert!(trails.len() > 50, "{} planted flags", trails.len());
    let nothing = |it: &&str| clone.run(it).starts_with("0 events");
    let missing: Vec<&str> = trails.into_iter().filter(nothing).collect();
    assert!(missing.is_empty(), "not in the sample: {missing:?}");
}

/// Whether a figure stands in a text by itself, not as part of a longer number.
fn says(text: &str, figure: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(figure).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + figure.len()..]);
        !digit(before.chars().next_back()) && !digit(after.chars().next())
    })
}

#[test]
fn a_figure_is_found_by_itself_alone() {
    let cases = [("393 events", "393", true), ("1393", "393", false), ("3930", "393", false)];
    for (text, figure, expected) in cases {
        assert_eq!(says(text, figure), expected, "{text} {figure}");
    }
    let page = "| a | b |\n|---|---|\n| 1 | `jejak x` and `jejak y z` |\n";
    assert_eq!(rows(page), [["1", "`jejak x` and `jejak y z`"]]);
    assert_eq!(commands("`jejak x` and `jejak y z`"), ["jejak x", "jejak y z"]);
}
