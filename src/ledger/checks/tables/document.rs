//! Writes `docs/CHECKS.md` from the checks and their tables.

use std::fmt::Write as _;
use std::path::PathBuf;

use jejak_projections::check::{self, Spec};

use super::parse::Case;

const HEAD: &str = "\
# Checks

Generated from `projections/src/check/` and the tables of `src/ledger/checks/`; a test compares, and
`UPDATE_DOCS=1 cargo test -p jejak --lib checks::tables` writes it anew.

A check is a pure function of the events: the same events give the same findings, byte for byte. It
refuses nothing and records nothing; `jejak check` shows what it finds, `jejak check ID --open` makes
events of it. Checks look at facts anew and do not repeat the flags of rules, so they also see what a
rule would have refused: in history, in a damaged ledger, in another's.

*Deterministic*: a finding follows from the events and the rules enacted, and lawful events never
give one. *Screening*: a finding is worth a look and may have a good reason. Parameters are those of
`RuleEnacted`, as they were enacted when the fact was recorded (*then*) or by now (*now*); where none
is enacted, a check says that it cannot decide, or does without. *Cases* are those of
`src/ledger/checks/tables/`.
";

/// Where the page lies.
pub fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/CHECKS.md")
}

/// The page.
pub fn render(cases: &[Case]) -> String {
    let mut page = HEAD.to_owned();
    let _ = writeln!(page, "\n| check | severity | what | apa | kind |\n|---|---|---|---|---|");
    for spec in check::all() {
        let (id, en, of) = (spec.id, spec.en, spec.title_id);
        let _ =
            writeln!(page, "| {id} | {} | {en} | {of} | {} |", spec.severity.word(), kind(spec));
    }
    for spec in check::all() {
        section(&mut page, spec, cases);
    }
    page
}

fn kind(spec: &Spec) -> &'static str {
    if spec.deterministic { "deterministic" } else { "screening" }
}

fn section(page: &mut String, spec: &Spec, cases: &[Case]) {
    let _ = writeln!(page, "\n## {} {}\n", spec.id, spec.en);
    let words: Vec<&str> = spec.parameters.iter().map(|it| it.word()).collect();
    let words = if words.is_empty() { "none".to_owned() } else { words.join(", ") };
    let _ = writeln!(page, "- Looks at: {}.", spec.looks_at);
    let _ = writeln!(page, "- Basis: {}.", spec.basis);
    let _ = writeln!(page, "- Parameters: {words}. Version {}, {}.", spec.version, kind(spec));
    let of = cases.iter().filter(|case| case.check.id == spec.id);
    let titles: Vec<String> = of.map(|case| format!("*{}*", case.title)).collect();
    let _ = writeln!(page, "- Cases: {}.", titles.join("; "));
}
