//! Checks as tables: what each found, its findings one by one, and sums by what people ask for.

use std::collections::BTreeMap;

use super::{Found, Known, Outcome, Spec};
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;

/// What a check said, under each knowledge of the rules that was asked for.
pub type Checked = (&'static Spec, Vec<(Known, Outcome)>);

/// What findings are summed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// Kabupaten or kota.
    Region,
    /// Programme.
    Programme,
    /// Funding source.
    Source,
    /// How grave.
    Severity,
    /// The check itself.
    Check,
}

/// The findings of an outcome, whatever else it could not decide.
pub fn findings(outcome: &Outcome) -> &[Found] {
    let (Outcome::Found(found) | Outcome::NotDecidable(_, found)) = outcome;
    found
}

/// What an outcome could not decide.
pub fn undecided(outcome: &Outcome) -> Option<&Said> {
    match outcome {
        Outcome::Found(_) => None,
        Outcome::NotDecidable(why, _) => Some(why),
    }
}

/// Sen at risk in findings.
pub fn at_risk(found: &[Found]) -> i128 {
    found.iter().map(|one| i128::from(one.at_risk)).sum()
}

/// What a check said under a knowledge, where it was asked.
fn under(outcomes: &[(Known, Outcome)], known: Known) -> Option<&Outcome> {
    outcomes.iter().find(|(asked, _)| *asked == known).map(|(_, outcome)| outcome)
}

/// What counts in sums: what was found under the rules known then, or now where nobody asked that.
fn first(outcomes: &[(Known, Outcome)]) -> &[Found] {
    outcomes.first().map_or(&[], |(_, outcome)| findings(outcome))
}

/// One row for each check.
pub fn summary(checked: &[Checked]) -> Table {
    let mut table = Table::new(
        "checks",
        said!("Checks", "Cek audit"),
        vec![
            Column::new("check", said!("check", "cek"), Kind::Code),
            Column::new("title", said!("what", "apa"), Kind::Text),
            Column::new("severity", said!("severity", "tingkat"), Kind::Text),
            Column::new("then", said!("known then", "aturan saat itu"), Kind::Count).summed(),
            Column::new("now", said!("known now", "aturan kini"), Kind::Count).summed(),
            Column::new("at_risk", said!("at risk", "nilai berisiko"), Kind::Money).summed(),
            Column::new("undecided", said!("not decidable", "tidak dapat diputus"), Kind::Text),
        ],
    );
    for (spec, outcomes) in checked {
        let count = |known| {
            let found = under(outcomes, known).map(|outcome| findings(outcome).len());
            found.map_or_else(Cell::empty, Cell::count)
        };
        let why = outcomes.iter().find_map(|(_, outcome)| undecided(outcome));
        table.push(vec![
            Cell::code(spec.id),
            Cell::text(Said { en: spec.en.to_owned(), id: spec.title_id.to_owned() }),
            Cell::text(severity(spec)),
            count(Known::Then),
            count(Known::Now),
            Cell::money(at_risk(first(outcomes))),
            why.map_or_else(Cell::empty, |why| Cell::text(why.clone())),
        ]);
    }
    table.total(said!("total", "jumlah"));
    table
}

fn severity(spec: &Spec) -> Said {
    Said { en: spec.severity.word().to_owned(), id: spec.severity.word_id().to_owned() }
}

/// How many events of a finding's evidence a list shows; JSON has all.
const SHOWN: usize = 8;

/// The findings of one check, the most at risk first; `limit` of them.
pub fn listing((spec, outcomes): &Checked, limit: usize) -> Table {
    let title = said!("{} {}", "{} {}", spec.id, spec.en);
    let title = Said { id: format!("{} {}", spec.id, spec.title_id), ..title };
    let mut table = Table::new(
        "findings",
        title,
        vec![
            Column::new("subject", said!("subject", "objek"), Kind::Code),
            Column::new("at_risk", said!("at risk", "nilai berisiko"), Kind::Money).summed(),
            Column::new("what", said!("what", "apa"), Kind::Text),
            Column::new("known", said!("rules known", "aturan"), Kind::Text),
            Column::new("region", said!("region", "wilayah"), Kind::Code),
            Column::new("evidence", said!("events", "kejadian"), Kind::Text),
        ],
    );
    let merged = merged(outcomes);
    for (found, known) in merged.iter().take(limit) {
        let region = found.region.map_or_else(Cell::empty, Cell::code);
        table.push(vec![
            Cell::of(Value::Tag(found.subject.clone())),
            Cell::money(found.at_risk).from(found.evidence.iter().copied()),
            Cell::text(found.what.0.clone()),
            Cell::text(known.clone()),
            region,
            Cell::text(evidence(&found.evidence)).from(found.evidence.iter().copied()),
        ]);
    }
    if let Some(more) = merged.len().checked_sub(limit).filter(|more| *more > 0) {
        table.notes.push(said!("and {more} more findings", "dan {more} temuan lagi"));
    }
    let why = outcomes.iter().find_map(|(_, outcome)| undecided(outcome));
    table.notes.extend(why.cloned());
    table
}

/// Findings under either knowledge, the most at risk first, and under which they are found.
fn merged(outcomes: &[(Known, Outcome)]) -> Vec<(&Found, Said)> {
    let mut by: BTreeMap<&Found, Vec<Known>> = BTreeMap::new();
    for (known, outcome) in outcomes {
        for found in findings(outcome) {
            by.entry(found).or_default().push(*known);
        }
    }
    let word = |known: &[Known]| match known {
        [Known::Then] => said!("then", "saat itu"),
        [Known::Now] => said!("now", "kini"),
        _ => said!("then and now", "saat itu dan kini"),
    };
    let mut all: Vec<(&Found, Said)> =
        by.into_iter().map(|(found, known)| (found, word(&known))).collect();
    all.sort_by_key(|(found, _)| std::cmp::Reverse(found.at_risk));
    all
}

fn evidence(seqs: &[u64]) -> Said {
    let shown: Vec<String> = seqs.iter().take(SHOWN).map(u64::to_string).collect();
    let shown = shown.join(" ");
    match seqs.len().saturating_sub(SHOWN) {
        0 => Said::same(shown),
        more => said!("{shown} and {more} more", "{shown} dan {more} lagi"),
    }
}

/// Number of findings and sen at risk by what people ask for; an empty key where it is not known.
pub fn sums(checked: &[Checked], by: By) -> BTreeMap<String, (u64, i128)> {
    let mut sums: BTreeMap<String, (u64, i128)> = BTreeMap::new();
    for (spec, outcomes) in checked {
        for found in first(outcomes) {
            let sum = sums.entry(key_of(spec, found, by)).or_default();
            sum.0 += 1;
            sum.1 += i128::from(found.at_risk);
        }
    }
    sums
}

/// The same as a table.
pub fn totals(checked: &[Checked], by: By) -> Table {
    let (en, id) = match by {
        By::Region => ("region", "wilayah"),
        By::Programme => ("programme", "program"),
        By::Source => ("source", "sumber dana"),
        By::Severity => ("severity", "tingkat"),
        By::Check => ("check", "cek"),
    };
    let mut table = Table::new(
        "check-totals",
        said!("Findings by {en}", "Temuan per {id}"),
        vec![
            Column::new("key", Said { en: en.to_owned(), id: id.to_owned() }, Kind::Code),
            Column::new("findings", said!("findings", "temuan"), Kind::Count).summed(),
            Column::new("at_risk", said!("at risk", "nilai berisiko"), Kind::Money).summed(),
        ],
    );
    for (key, (count, sen)) in sums(checked, by) {
        let key = if key.is_empty() { Cell::of(Value::Unknown) } else { Cell::code(key) };
        table.push(vec![key, Cell::count(count), Cell::money(sen)]);
    }
    table.total(said!("total", "jumlah"));
    table
}

fn key_of(spec: &Spec, found: &Found, by: By) -> String {
    match by {
        By::Region => found.region.map(|region| region.to_string()),
        By::Programme => found.programme.as_ref().map(ToString::to_string),
        By::Source => found.source.map(|source| source.to_string()),
        By::Severity => Some(spec.severity.word().to_owned()),
        By::Check => Some(spec.id.to_owned()),
    }
    .unwrap_or_default()
}
