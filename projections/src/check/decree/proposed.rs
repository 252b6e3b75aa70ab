//! What was proposed, and when (A18, A20).

use jejak_events::field::Object;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Recorded};
use rustc_hash::FxHashSet;

use crate::check::recipients::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A18: rows for people whom no proposal named.
pub(super) struct NeverProposed;

impl Check for NeverProposed {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let proposals = state.proposal.proposals.iter();
        let proposed: FxHashSet<&str> =
            proposals.map(|(_, proposal)| proposal.programme.as_str()).collect();
        let (mut found, mut without) = (Vec::new(), 0u64);
        for (seq, row, decree) in claims::rows(state) {
            if !proposed.contains(decree.programme.as_str()) {
                without += 1;
                continue;
            }
            let mut ids = state.proposal.ids_of(row.recipient);
            if !ids.any(|id| state.proposal.candidates.contains(&(decree.programme_index, id))) {
                let what = said!(
                    "named by no proposal of the programme",
                    "tidak disebut dalam usulan mana pun untuk program itu"
                );
                let about = Found::about(Object::Designation, seq, [row.decree, seq], what);
                found.push(about.risking(row.sen).of_row(state, row));
            }
        }
        Ok(Outcome::beside(without, found, |n| {
            said!(
                "not decidable without proposals: {n} rows are of programmes that have none",
                "tidak dapat diputus tanpa usulan: {n} baris dari program tanpa usulan"
            )
        }))
    }
}

/// A20: a proposal that came after its programme's deadline.
#[derive(Default)]
pub(super) struct AfterDeadline {
    /// Proposals and their days.
    proposals: Vec<(u64, Date)>,
}

impl Check for AfterDeadline {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        if matches!(fact.event, Event::ProposalOpened(_)) {
            self.proposals.push((fact.seq, fact.envelope.occurred_on));
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let (mut found, mut without) = (Vec::new(), 0u64);
        for (seq, on) in &self.proposals {
            let Some(proposal) = state.proposal.proposals.get(seq) else { continue };
            let code = &proposal.programme;
            let rule = rules.enacted(Parameter::ProposalDeadline, Some(code), *on, *seq);
            let Some((limit, rule)) = rule.and_then(|it| Some((i64::from(it.value?), it.seq)))
            else {
                without += 1;
                continue;
            };
            let day = i64::from(on.days_since(on.fiscal_year().first_day())) + 1;
            if day > limit {
                let what = said!(
                    "came on day {day} of the year, the last one is day {limit}",
                    "masuk pada hari ke-{day} tahun itu, batasnya hari ke-{limit}"
                );
                let about = Found::about(Object::Proposal, *seq, [*seq, rule], what);
                let about = about.risking(proposal.stated_sen).within(proposal.region);
                found.push(about.of_programme(code.clone()));
            }
        }
        Ok(Outcome::beside(without, found, |n| {
            said!(
                "not decidable without rule batas-usulan: {n} proposals are of programmes without it",
                "tidak dapat diputus tanpa aturan batas-usulan: {n} usulan dari program tanpa aturan itu"
            )
        }))
    }
}
