//! Writes `docs/RULES.md` from the rules, the tables and the rows that rules answer to.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::answers::{ABSENT, EVENTS, FUNDING, INVARIANTS, Row};
use super::parse::{Case, Tables};
use crate::ledger::rules::{RULESET, Rule, Verdict, catalogue, request};

const HEAD: &str = "\
# Rules

Generated from `src/ledger/rules/` and its tables; a test compares, and
`UPDATE_DOCS=1 cargo test -p jejak --lib rules::tables` writes it anew.

A rule has one verdict. *refuse*: nothing of the request is recorded; these guard our own acts,
arithmetic, identity, state and the segregation of duties. *flag*: the event is recorded and the
flag stays visible; these look at facts, which happened whether we like it or not. Refusals come in
this order: request, envelope, then the rules of the event's area.

`A` numbers are audit checks, `G` invariants, `P` funding rules; the last tables say which rules
answer each. Cases are in `src/ledger/rules/tables/<area>.table` unless a file is named: *accept*
shows the rule holding, *break* shows it broken, *boundary* shows both next to each other.

Two parameters of `RuleEnacted` are read by no rule: `hari-tanpa-transaksi` (days without a
transaction) and `hari-perbaikan-retur` (days to repair a return) count from what did *not* happen,
so there is no event to be judged. They are for the checks that readers run over the ledger.
";

/// Where the page lies.
pub fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/RULES.md")
}

/// The page; the error names rows that no rule answers.
pub fn render(tables: &Tables) -> Result<String, String> {
    let mut page = HEAD.to_owned();
    for (area, rules) in catalogue() {
        let _ = writeln!(page, "\n## {area}\n");
        let _ = writeln!(
            page,
            "| code | verdict | what is wrong | yang salah | answers | rulesets | proven by |"
        );
        let _ = writeln!(page, "|---|---|---|---|---|---|---|");
        for rule in rules {
            let _ = writeln!(page, "{}", rule_row(tables, area, rule));
        }
    }
    let mut unanswered = Vec::new();
    cross(&mut page, "Invariants", INVARIANTS, &mut unanswered);
    cross(&mut page, "Funding rules", FUNDING, &mut unanswered);
    for (area, rows) in EVENTS {
        cross(&mut page, &format!("Events: {area}"), rows, &mut unanswered);
    }
    let _ = writeln!(page, "\n## Without events\n\n| row | why no rule answers it |\n|---|---|");
    for row in ABSENT {
        let _ = writeln!(page, "| {} | {} |", row.name, row.asks);
    }
    if unanswered.is_empty() { Ok(page) } else { Err(unanswered.join(", ")) }
}

fn rule_row(tables: &Tables, area: &str, rule: &Rule) -> String {
    let verdict = match rule.verdict {
        Verdict::Refuse => "refuse",
        Verdict::Flag => "flag",
    };
    let rulesets = match rule.until {
        Some(until) => format!("{} to {}", rule.since, until.saturating_sub(1)),
        None => format!("{} to {RULESET}", rule.since),
    };
    let proof = if request::ALL.iter().any(|known| known.code == rule.code) {
        "the tests of the writer".to_owned()
    } else {
        let cases = tables.cases.iter().filter(|case| case.code == rule.code);
        cases.map(|case| proof(area, case)).collect::<Vec<_>>().join("<br>")
    };
    let (code, en, id, answers) = (rule.code, rule.en, rule.id, rule.answers);
    format!("| {code} | {verdict} | {en} | {id} | {answers} | {rulesets} | {proof} |")
}

fn proof(area: &str, case: &Case) -> String {
    let marks = [
        (case.marks.accept, "accept"),
        (case.marks.broken, "break"),
        (case.marks.boundary, "boundary"),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
    let place = if case.file == format!("{area}.table") {
        String::new()
    } else {
        format!(" ({})", case.file)
    };
    format!("{}: *{}*{place}", marks.join(", "), case.title)
}

fn cross(page: &mut String, title: &str, rows: &'static [Row], unanswered: &mut Vec<String>) {
    let _ = writeln!(page, "\n## {title}\n\n| row | asks | answered by |\n|---|---|---|");
    for row in rows {
        let codes = answering(row);
        if codes.is_empty() {
            unanswered.push(row.name.to_owned());
        }
        let name = match row.kind {
            "" => row.name.to_owned(),
            kind => format!("{} `{kind}`", row.name),
        };
        let _ = writeln!(page, "| {name} | {} | {} |", row.asks, codes.join(" "));
    }
}

/// The codes of the rules that say they answer a row.
fn answering(row: &Row) -> Vec<&'static str> {
    let rules = catalogue().into_iter().flat_map(|(_, rules)| rules.iter());
    rules
        .filter(|rule| {
            let mut words = rule.answers.split_whitespace();
            words.any(|word| word == row.name || (!row.kind.is_empty() && word == row.kind))
        })
        .map(|rule| rule.code)
        .collect()
}
