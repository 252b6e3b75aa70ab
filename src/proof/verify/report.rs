//! What a verification found: five verdicts, never mixed, and the hashes to compare.
//!
//! A verdict is `true` only for what was really checked. What could not be checked, or was not
//! asked for, is `null` with the reason beside it.

use std::time::Duration;

use jejak_events::ChainHash;
use jejak_events::ids::Bytes32;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::proof::hash::TreeHash;
use crate::said::{Said, said};

/// Problems listed per verdict; all are counted.
pub const LISTED: usize = 20;

/// Why a verdict is not given that nobody asked for.
pub fn not_asked() -> Said {
    said!("not asked for", "tidak diminta")
}

/// What a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(as = VerdictName)]
#[serde(rename_all = "lowercase")]
pub enum Name {
    /// Nothing was changed, dropped, swapped or inserted without breaking a hash.
    Integrity,
    /// Nothing that was acknowledged is missing at the end, and batches are whole.
    Completeness,
    /// Every known checkpoint is a prefix of this ledger.
    Checkpoints,
    /// Each event would be accepted today as it was then, and is written in its one form.
    Lawfulness,
    /// What the live ledger answers from is what its entries fold to.
    Rebuilt,
}

impl Name {
    /// All verdicts in the order in which they are given.
    pub const ALL: [Name; 5] =
        [Name::Integrity, Name::Completeness, Name::Checkpoints, Name::Lawfulness, Name::Rebuilt];

    /// The word used on the command line and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Name::Integrity => "integrity",
            Name::Completeness => "completeness",
            Name::Checkpoints => "checkpoints",
            Name::Lawfulness => "lawfulness",
            Name::Rebuilt => "rebuilt",
        }
    }

    /// The verdict of a word.
    pub fn from_word(word: &str) -> Option<Name> {
        Name::ALL.into_iter().find(|name| name.word() == word)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = VerdictProblem)]
pub struct Problem {
    /// The event concerned, or the first that may be.
    pub seq: Option<u64>,
    /// Code of the rule, where a rule decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// What was expected, what was found, and what that means.
    #[schema(value_type = String)]
    pub what: Said,
}

/// One verdict.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Verdict {
    /// What it is about.
    pub name: Name,
    /// Whether all is well; nothing when it could not, or was not to, be checked.
    pub ok: Option<bool>,
    /// Why it was not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub skipped: Option<Said>,
    /// How many events (for checkpoints: how many checkpoints) were checked.
    pub checked: u64,
    /// Time that it took.
    #[serde(serialize_with = "seconds")]
    #[schema(value_type = f64)]
    pub seconds: Duration,
    /// Events per second, 0 when there is nothing to tell.
    pub events_per_second: u64,
    /// The first problems.
    pub problems: Vec<Problem>,
    /// How many there are in all.
    pub problem_count: u64,
    /// What a reader should know besides: what was left out, and why.
    #[schema(value_type = Vec<String>)]
    pub notes: Vec<Said>,
}

/// Everything that a verification found.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Verification)]
pub struct Report {
    /// Whether nothing wrong was found. Look at each verdict to know what was checked.
    pub ok: bool,
    /// Number of events.
    pub size: u64,
    /// Chain hash of the last event, recomputed.
    #[serde(serialize_with = "text")]
    #[schema(value_type = Option<String>)]
    pub chain_head: Option<ChainHash>,
    /// RFC 6962 root over all events, recomputed.
    #[serde(serialize_with = "text")]
    #[schema(value_type = Option<String>)]
    pub tree_root: Option<TreeHash>,
    /// Root over balances and object states, rebuilt from the first event.
    #[schema(value_type = Option<String>)]
    pub state_root: Option<Bytes32>,
    /// The five verdicts.
    pub verdicts: Vec<Verdict>,
    /// The same of the second ledger, where there is, or should be, one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub second: Option<Box<Report>>,
}

impl Report {
    /// The same with a name exchanged for another in everything that was found.
    #[must_use]
    pub(super) fn renamed(mut self, from: &str, to: &str) -> Report {
        for verdict in &mut self.verdicts {
            let problems = verdict.problems.iter_mut().map(|problem| &mut problem.what);
            let told = problems.chain(&mut verdict.notes).chain(&mut verdict.skipped);
            told.for_each(|said| *said = said.clone().renamed(from, to));
        }
        self
    }

    /// The verdict of a name.
    pub fn verdict(&self, name: Name) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.name == name)
    }
}

impl Verdict {
    pub(super) fn judged(name: Name, checked: u64, took: Duration, found: Problems) -> Verdict {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).max(1);
        Verdict {
            name,
            ok: Some(found.count == 0),
            skipped: None,
            checked,
            seconds: took,
            events_per_second: checked.saturating_mul(1_000_000) / micros,
            problems: found.listed,
            problem_count: found.count,
            notes: Vec::new(),
        }
    }

    pub(super) fn skipped(name: Name, why: impl Into<Said>) -> Verdict {
        let nothing = Verdict::judged(name, 0, Duration::ZERO, Problems::default());
        Verdict { ok: None, skipped: Some(why.into()), ..nothing }
    }

    #[must_use]
    pub(super) fn with_notes(self, notes: Vec<Said>) -> Verdict {
        Verdict { notes, ..self }
    }

    /// The same for a verdict that came out of another one's pass.
    #[must_use]
    pub(super) fn without_speed(self) -> Verdict {
        Verdict { events_per_second: 0, ..self }
    }

    /// Whether something wrong was found.
    pub fn failed(&self) -> bool {
        self.ok == Some(false)
    }
}

/// The first problems and the number of all.
#[derive(Debug, Clone, Default)]
pub(super) struct Problems {
    listed: Vec<Problem>,
    count: u64,
}

impl Problems {
    pub fn add(&mut self, seq: impl Into<Option<u64>>, what: impl Into<Said>) {
        self.push(Problem { seq: seq.into(), rule: None, what: what.into() });
    }

    pub fn push(&mut self, problem: Problem) {
        self.count = self.count.saturating_add(1);
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        }
    }

    /// Adds those of another part, which follow these.
    pub fn absorb(&mut self, others: Problems) {
        let listed = others.listed.len() as u64;
        self.count = self.count.saturating_add(others.count.saturating_sub(listed));
        others.listed.into_iter().for_each(|problem| self.push(problem));
    }

    /// Puts the listed ones in the order of events; those of no event first.
    pub fn sort(&mut self) {
        self.listed.sort_by_key(|problem| problem.seq);
    }

    /// Those that are listed.
    pub fn into_listed(self) -> Vec<Problem> {
        self.listed
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// A hash as hexadecimal text.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
fn text<S: Serializer>(
    value: &Option<impl std::fmt::Display>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}

/// Seconds with three decimals.
fn seconds<S: Serializer>(took: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    serializer.serialize_f64(Duration::from_millis(millis).as_secs_f64())
}
