//! A13: how old the answer is to the question whether somebody may have the aid.

use jejak_events::date::Date;
use jejak_events::field::Object;
use jejak_events::vocabulary::{Dataset, Parameter};
use jejak_events::{Event, Recorded};
use rustc_hash::FxHashMap;

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::decree::{Decree, Designation};
use crate::posting::Postings;
use crate::proposal::Eligibility;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// Nobody checked the recipient within the days that a rule gives before the decree, or against a
/// version of the list that was not the newest.
#[derive(Default)]
pub(super) struct Stale {
    /// The latest check when a row was recorded, in the order of rows: the state keeps the latest
    /// of all alone.
    checked: Vec<(u64, Option<Eligibility>)>,
    /// The same for rows whose recipient was replaced.
    replaced: FxHashMap<u64, Option<Eligibility>>,
    /// Versions of lists: event, list, day for which each speaks. Few.
    versions: Vec<(u64, Dataset, Date)>,
}

impl Check for Stale {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::RecipientDesignated(_) => {
                self.checked.push((fact.seq, latest(state, fact.seq)));
            }
            Event::RecipientReplaced(body) => {
                let row = body.designation.0;
                self.replaced.insert(row, latest(state, row));
            }
            Event::ExternalDataImported(body) => {
                self.versions.push((fact.seq, body.dataset, body.position));
            }
            Event::ImportOpened(body) => {
                self.versions.push((fact.seq, body.dataset, body.position));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let (mut found, mut without) = (Vec::new(), 0u64);
        for (seq, then) in &self.checked {
            let Some(row) = state.decree.designations.get(seq) else { continue };
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            if !claims::is_person(state, row.recipient) {
                continue;
            }
            let check = self.check_of(state, (*seq, decree), *then);
            let aged = aged(rules, (*seq, decree), check);
            without += u64::from(aged.is_err());
            let Some((what, proof)) = aged.ok().flatten().or_else(|| self.outdated(state, check?))
            else {
                continue;
            };
            let evidence = proof.into_iter().chain([row.decree, *seq]);
            let about = Found::about(Object::Designation, *seq, evidence, what);
            found.push(about.risking(risk(row)).of_row(state, row));
        }
        Ok(Outcome::beside(without, found, |n| {
            said!(
                "not decidable without rule hari-kelayakan: {n} rows are of programmes without it",
                "tidak dapat diputus tanpa aturan hari-kelayakan: {n} baris dari program tanpa aturan itu"
            )
        }))
    }
}

/// What is wrong, and the events that show it.
type Off = (Said, Vec<u64>);

impl Stale {
    /// The check that counts for a row: the latest one when it was recorded, or one that was
    /// recorded later and is still older than the decree.
    fn check_of(
        &self,
        state: &State,
        (seq, decree): (u64, &Decree),
        then: Option<Eligibility>,
    ) -> Option<Eligibility> {
        let then = self.replaced.get(&seq).copied().unwrap_or(then);
        let late = latest(state, seq).filter(|check| check.on <= decree.signed_on);
        // Of checks of one day the one that was known when the row was recorded.
        late.into_iter().chain(then).max_by_key(|check| check.on)
    }

    /// Whether a check looked at a version although a newer one had been taken over, which spoke of
    /// the day of the check or of one before.
    fn outdated(&self, state: &State, check: Eligibility) -> Option<Off> {
        let used = self.versions.iter().find(|(seq, ..)| *seq == check.data)?;
        let newer = |it: &&(u64, Dataset, Date)| {
            let (seq, list, position) = **it;
            let known = seq < check.seq && state.reference.counts(seq);
            known && list == used.1 && used.2 < position && position <= check.on
        };
        let newest = self.versions.iter().filter(newer).max_by_key(|(_, _, position)| *position)?;
        let (list, was, is) = (used.1.word(), used.2, newest.2);
        let what = said!(
            "checked against {list} of {was}, when that of {is} was there",
            "diperiksa dengan {list} per {was}, padahal sudah ada yang per {is}"
        );
        Some((what, vec![check.seq, used.0, newest.0]))
    }
}

/// No rule says how old a check may be.
struct NoRule;

/// Whether a row's check is missing or older than a rule allows.
fn aged(
    rules: &Rules,
    (seq, decree): (u64, &Decree),
    check: Option<Eligibility>,
) -> Result<Option<Off>, NoRule> {
    let (code, signed) = (&decree.programme, decree.signed_on);
    let rule = rules.enacted(Parameter::EligibilityDays, Some(code), signed, seq);
    let limit = rule.and_then(|rule| Some((i64::from(rule.value?), rule.seq)));
    let (limit, by) = limit.ok_or(NoRule)?;
    let Some(check) = check else {
        let what = said!("never checked before the decree", "tidak pernah diperiksa sebelum SK");
        return Ok(Some((what, vec![by])));
    };
    let age = i64::from(signed.days_since(check.on));
    if age <= limit {
        return Ok(None);
    }
    let what = said!(
        "checked {age} days before the decree, at most {limit} are allowed",
        "diperiksa {age} hari sebelum SK, paling lama {limit} hari"
    );
    Ok(Some((what, vec![by, check.seq])))
}

fn risk(row: &Designation) -> i64 {
    if claims::stands(row) { row.sen } else { 0 }
}

/// The latest check of a row's recipient that the state knows.
fn latest(state: &State, row: u64) -> Option<Eligibility> {
    let row = state.decree.designations.get(&row)?;
    let programme = state.decree.decrees.get(&row.decree)?.programme_index;
    let of = |id| state.proposal.eligibility.get(&(programme, id)).copied();
    state.proposal.ids_of(row.recipient).filter_map(of).max_by_key(|check| check.on)
}
