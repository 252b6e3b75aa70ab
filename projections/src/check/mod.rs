//! Checks A01-A51: what auditors look for, as small pure functions with evidence.
//!
//! A check never refuses anything and is never recorded by itself: it reads the same events that
//! everybody can read, and says what it found, with the sequence numbers that prove it and the
//! amount at risk. The same prefix gives the same bytes. Parameters come from the rules that were
//! enacted, as they were known when the fact was recorded or as they are known now ([`Known`]).
//!
//! Most checks look at the folded state and its trails at the end ([`Check::found`]); those that
//! need what no state keeps watch the events go by ([`Check::see`]). One pass serves them all.
//!
//! Not here: flags of rules (what was said when it was recorded), and findings as events, which
//! people open.

mod account;
mod advance;
mod authority;
mod budget;
mod catalogue;
mod completeness;
mod decree;
mod deduction;
mod evidence;
mod finding;
mod found;
mod idle;
mod institution;
mod kube;
mod lump_sum;
mod order;
mod pass;
mod payment;
mod people;
mod place;
mod recipients;
mod report_due;
mod returned;
mod rules;
mod screening;
mod service;
mod shown;
mod split;
mod stock;
mod terminal;
mod time;
mod twice;
mod undistributed;
mod unspent;
mod worker;
mod works;
mod yearend;

pub use catalogue::{Severity, Spec, all, by_id};
pub use pass::Pass;
pub use rules::{Known, Rules};
pub use shown::{By, Checked, at_risk, findings, listing, summary, sums, totals, undecided};

use jejak_events::codes::{Region, SourceCode};
use jejak_events::text::Code;
use jejak_events::{Recorded, Tag};

use crate::posting::Postings;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What it is about: the thing to ask a trail of.
    pub subject: Tag,
    /// Events that prove it, ascending; never empty.
    pub evidence: Vec<u64>,
    /// Sen at risk; 0 where it is not about an amount.
    pub at_risk: i64,
    /// Where, for totals: kabupaten or kota where known.
    pub region: Option<Region>,
    /// Programme, for totals.
    pub programme: Option<Code>,
    /// Source, for totals.
    pub source: Option<SourceCode>,
    /// What is wrong, with figures; nothing personal.
    pub what: Told,
}

/// A sentence that orders like its English text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told(pub Said);

impl PartialOrd for Told {
    fn partial_cmp(&self, other: &Told) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Told {
    fn cmp(&self, other: &Told) -> std::cmp::Ordering {
        self.0.en.cmp(&other.0.en)
    }
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// These findings, sorted; none is clean.
    Found(Vec<Found>),
    /// Its data is not in the ledger: "not decidable without ...". Findings that could be made
    /// all the same stand beside it.
    NotDecidable(Said, Vec<Found>),
}

/// A check at work over one pass.
pub trait Check {
    /// Sees an event after it was applied: the state already holds it. Only called for checks
    /// whose [`Spec::watches`] is true.
    fn see(&mut self, _state: &State, _fact: &Recorded, _posted: &Postings) {}

    /// What was found, once everything was seen.
    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered>;
}
