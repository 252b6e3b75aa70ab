//! A48: recommendations that are not followed up in time.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A48",
    version: 1,
    en: "recommendation not followed up in time",
    title_id: "rekomendasi tidak ditindaklanjuti tepat waktu",
    severity: Severity::Medium,
    basis: "UU 15/2004: tindak lanjut 60 hari",
    parameters: &[Parameter::FollowUpDays],
    deterministic: false,
    watches: true,
    looks_at: "days from the receipt of a report to the last step of each recommendation",
    make: || Box::<FollowUps>::default(),
}];

#[derive(Default)]
struct FollowUps {
    /// Recommendations: event, day on which the report was received.
    issued: Vec<(u64, Date)>,
    /// The steps of each: event, day, whether nothing was left to do after it.
    steps: FxHashMap<u64, Vec<(u64, Date, bool)>>,
}

impl Check for FollowUps {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::RecommendationIssued(body) => {
                self.issued.push((fact.seq, body.received));
            }
            Event::FollowUpRecorded(body) => {
                let known = state.finding.recommendations.get(&body.recommendation.0);
                let done = known.is_some_and(crate::finding::Recommendation::is_final);
                let step = (fact.seq, fact.envelope.occurred_on, done);
                self.steps.entry(body.recommendation.0).or_default().push(step);
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for (seq, received) in &self.issued {
            let Some(known) = state.finding.recommendations.get(seq) else { continue };
            let rule = Parameter::FollowUpDays;
            let Some(limit) = rules.number(rule, None, *received, *seq) else {
                verdict.lacks_rule(rule);
                continue;
            };
            let steps = self.steps.get(seq).map_or(&[][..], Vec::as_slice);
            // A step that was the last, and stayed so.
            let done = steps.iter().find(|(_, _, done)| *done).filter(|_| known.is_final());
            let until = done.map_or(view.today(), |(_, day, _)| *day);
            let days = i64::from(until.days_since(*received));
            if days <= limit {
                continue;
            }
            let finding = state.finding.findings.get(&known.finding);
            let place = Place { region: finding.and_then(|f| f.region), ..Place::default() };
            let what = if done.is_some() {
                said!(
                    "followed up after {days} days; {limit} are allowed",
                    "ditindaklanjuti sesudah {days} hari; batas {limit} hari"
                )
            } else {
                said!(
                    "not followed up for {days} days; {limit} are allowed",
                    "belum selesai ditindaklanjuti {days} hari; batas {limit} hari"
                )
            };
            let risk = known.sen.saturating_sub(known.recovered);
            let evidence = steps.iter().map(|(step, _, _)| *step).chain([known.finding, *seq]);
            verdict.add((Object::Recommendation, *seq), evidence, risk, place, what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}
