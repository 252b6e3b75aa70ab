//! How checks put findings together: where one counts, and what a check lacks.

use std::collections::BTreeSet;

use jejak_events::codes::{Region, SourceCode};
use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Kind, Object, Rupiah, Tag};

use super::{Found, Outcome, Told};
use crate::decree::Designation;
use crate::payment::Payment;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::treasury::Spp;
use crate::view::{Unanswered, View};

/// Where a finding counts in totals.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Region.
    pub region: Option<Region>,
    /// Programme.
    pub programme: Option<Code>,
    /// Source.
    pub source: Option<SourceCode>,
}

impl Place {
    /// That of a region alone.
    pub fn of_region(region: Region) -> Place {
        Place { region: Some(region), ..Place::default() }
    }

    /// That of a budget line.
    pub fn of_line(state: &State, line: u64) -> Place {
        let Some(line) = state.budget.lines.get(&line) else { return Place::default() };
        Place {
            region: Some(line.region),
            programme: Some(line.programme.clone()),
            source: Some(line.source),
        }
    }

    /// That of a decree's row.
    pub fn of_row(state: &State, row: &Designation) -> Place {
        let decree = state.decree.decrees.get(&row.decree);
        let line = Place::of_line(state, row.line);
        Place {
            region: Some(row.region),
            programme: decree.map(|decree| decree.programme.clone()).or(line.programme),
            source: line.source,
        }
    }

    /// That of a decree's row, by its sequence number.
    pub fn of_designation(state: &State, row: u64) -> Place {
        let row = state.decree.designations.get(&row);
        row.map_or_else(Place::default, |row| Place::of_row(state, row))
    }

    /// That of a payment: of its row, else of its line.
    pub fn of_payment(state: &State, payment: &Payment) -> Place {
        match payment.designation {
            Some(row) => Place::of_designation(state, row),
            None => Place::of_line(state, payment.line),
        }
    }

    /// That of a request: of its first line, else of its source.
    pub fn of_spp(state: &State, spp: &Spp) -> Place {
        match spp.lines.first() {
            Some((line, _)) => Place::of_line(state, *line),
            None => Place { source: spp.source, ..Place::default() },
        }
    }

    /// That of a credit of a ministry.
    pub fn of_central(state: &State, credit: &crate::central::Credit) -> Place {
        let period = state.central.periods.get(&credit.period);
        let programme = period.map(|period| period.code.clone());
        Place { region: Some(credit.region), programme, source: None }
    }

    /// The same under another programme.
    #[must_use]
    pub fn under(self, programme: &Code) -> Place {
        Place { programme: Some(programme.clone()), ..self }
    }
}

/// What a check comes to while it works.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    found: Vec<Found>,
    rules: BTreeSet<Parameter>,
    lacks: Vec<Said>,
}

impl Verdict {
    /// Adds a finding.
    pub fn add(
        &mut self,
        (object, seq): (Object, u64),
        evidence: impl IntoIterator<Item = u64>,
        at_risk: i64,
        place: Place,
        what: Said,
    ) {
        self.add_tag(Tag::Object(object, seq), evidence, at_risk, place, what);
    }

    /// Adds a finding about anything that has a tag.
    pub fn add_tag(
        &mut self,
        subject: Tag,
        evidence: impl IntoIterator<Item = u64>,
        at_risk: i64,
        place: Place,
        what: Said,
    ) {
        let mut evidence: Vec<u64> = evidence.into_iter().collect();
        evidence.sort_unstable();
        evidence.dedup();
        let Place { region, programme, source } = place;
        self.found.push(Found {
            subject,
            evidence,
            at_risk: at_risk.max(0),
            region: region.map(|region| region.regency().unwrap_or(region)),
            programme,
            source,
            what: Told(what),
        });
    }

    /// Something here was decided by no rule.
    pub fn lacks_rule(&mut self, what: Parameter) {
        self.rules.insert(what);
    }

    /// Data that something here needs is not in the ledger.
    pub fn lacks(&mut self, what: Said) {
        if !self.lacks.contains(&what) {
            self.lacks.push(what);
        }
    }

    /// What it came to. A rule parameter that was enacted, though not for that day, programme or
    /// knowledge, is lacking in nothing: there was no rule to break.
    pub fn outcome(mut self, state: &State) -> Outcome {
        for what in std::mem::take(&mut self.rules) {
            let word = what.word();
            if !state.reference.parameters.iter().any(|((known, _), _)| *known == what) {
                self.lacks(said!("rule `{word}`", "aturan `{word}`"));
            }
        }
        if self.lacks.is_empty() {
            return Outcome::Found(self.found);
        }
        let lacks = Said::join(&self.lacks, ", ");
        let said = said!(with lacks; "not decidable without {lacks}", "tidak dapat diputuskan tanpa {lacks}");
        Outcome::NotDecidable(said, self.found)
    }
}

/// Sen as people read them.
pub(super) fn rupiah(sen: i64) -> String {
    Rupiah::from_sen(sen).id_id()
}

/// Basis points as a percentage with two decimals.
pub(super) fn percent(basis_points: i64) -> Said {
    let (whole, part) = (basis_points / 100, (basis_points % 100).abs());
    said!("{whole}.{part:02}%", "{whole},{part:02}%")
}

/// What share one amount is of another, in basis points; nothing where there is no whole.
pub(super) fn share(part: i128, whole: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    i64::try_from(part.saturating_mul(10_000) / whole).ok()
}

/// The event by which the bank paid a request.
pub(super) fn paid_by(view: &View, spp: u64) -> Option<u64> {
    view.reading.books.papers_of(spp).paid
}

/// The events of some kinds in the trail of an object.
pub(super) fn events_of(
    view: &View,
    object: Object,
    seq: u64,
    kinds: &[Kind],
) -> Result<Vec<u64>, Unanswered> {
    let mut seqs = Vec::new();
    for event in view.reading.under(&Tag::Object(object, seq)) {
        if kinds.contains(&view.facts.fact(event)?.event.kind()) {
            seqs.push(event);
        }
    }
    Ok(seqs)
}
