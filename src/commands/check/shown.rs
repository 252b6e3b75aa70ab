//! What checks found, as JSON with stable names.

use std::collections::BTreeMap;

use jejak_projections::Stamp;
use jejak_projections::check::{self, By, Checked, Known};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::super::output;

/// What checks found. Amounts are rupiah.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Checks)]
pub struct ChecksShown {
    /// Events that were looked at.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// Root of the Merkle tree over them.
    tree_root: String,
    /// The ruleset in force.
    ruleset: u16,
    /// The day asked for; null: the last day known.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// When the last of the events was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: jejak_events::Timestamp,
    /// The checks that were asked for.
    checks: Vec<CheckShown>,
    /// Findings by kabupaten or kota.
    by_region: Vec<TotalShown>,
    /// Findings by programme.
    by_programme: Vec<TotalShown>,
    /// Findings by funding source.
    by_source: Vec<TotalShown>,
    /// Findings by how grave they are.
    by_severity: Vec<TotalShown>,
}

/// Findings of the same kind, summed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckTotal)]
pub struct TotalShown {
    /// What they have in common; null: nothing that is known.
    key: Option<String>,
    /// How many.
    findings: u64,
    /// What is at risk.
    at_risk: String,
}

/// A check, and what it found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Check)]
pub struct CheckShown {
    /// Its id.
    check: &'static str,
    /// The version of its definition.
    version: u16,
    /// What it looks for, in English.
    title: &'static str,
    /// How grave a finding is.
    severity: &'static str,
    /// Whether a finding is a fact, or a reason to look.
    deterministic: bool,
    /// What it rests on.
    basis: &'static str,
    /// Parameters that it reads.
    parameters: Vec<&'static str>,
    /// What it found, by the knowledge of the rules: `then`, `now`.
    known: BTreeMap<&'static str, OutcomeShown>,
}

/// What a check found under one knowledge of the rules.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckOutcome)]
pub struct OutcomeShown {
    /// How many findings.
    count: usize,
    /// What is at risk in all.
    at_risk: String,
    /// Why it could not decide: what is missing; null where it could.
    #[schema(value_type = Option<serde_json::Value>)]
    not_decidable: Value,
    /// The findings.
    findings: Vec<FoundShown>,
}

/// A finding of a check.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckFinding)]
pub struct FoundShown {
    /// What it is about.
    subject: String,
    /// What is at risk.
    at_risk: String,
    /// What was found, in English.
    what: String,
    /// The events that prove it.
    evidence: Vec<u64>,
    /// The kabupaten or kota.
    #[schema(value_type = Option<String>)]
    region: Value,
    /// The programme.
    #[schema(value_type = Option<String>)]
    programme: Value,
    /// The funding source.
    #[schema(value_type = Option<String>)]
    source: Value,
}

/// Everything that checks found.
pub fn checks(checked: &[Checked], stamp: &Stamp) -> ChecksShown {
    ChecksShown {
        size: stamp.size,
        chain_head: stamp.head.to_string(),
        tree_root: stamp.root.to_string(),
        ruleset: stamp.ruleset,
        as_of: stamp.as_of.map(|day| day.to_string()),
        recorded_at: stamp.recorded_at,
        checks: checked.iter().map(check).collect(),
        by_region: totals(checked, By::Region),
        by_programme: totals(checked, By::Programme),
        by_source: totals(checked, By::Source),
        by_severity: totals(checked, By::Severity),
    }
}

fn totals(checked: &[Checked], by: By) -> Vec<TotalShown> {
    let row = |(key, (findings, sen)): (String, (u64, i128))| TotalShown {
        key: (!key.is_empty()).then_some(key),
        findings,
        at_risk: output::decimal(sen),
    };
    check::sums(checked, by).into_iter().map(row).collect()
}

fn check((spec, outcomes): &Checked) -> CheckShown {
    let word = |of: &Known| match of {
        Known::Then => "then",
        Known::Now => "now",
    };
    CheckShown {
        check: spec.id,
        version: spec.version,
        title: spec.en,
        severity: spec.severity.word(),
        deterministic: spec.deterministic,
        basis: spec.basis,
        parameters: spec.parameters.iter().map(|it| it.word()).collect(),
        known: outcomes.iter().map(|(of, found)| (word(of), outcome(found))).collect(),
    }
}

fn outcome(outcome: &check::Outcome) -> OutcomeShown {
    let found = check::findings(outcome);
    let shown = found.iter().map(|one| FoundShown {
        subject: one.subject.to_string(),
        at_risk: output::decimal(one.at_risk.into()),
        what: one.what.0.en.clone(),
        evidence: one.evidence.clone(),
        region: json!(one.region),
        programme: json!(one.programme),
        source: json!(one.source),
    });
    OutcomeShown {
        count: found.len(),
        at_risk: output::decimal(check::at_risk(found)),
        not_decidable: json!(check::undecided(outcome)),
        findings: shown.collect(),
    }
}
