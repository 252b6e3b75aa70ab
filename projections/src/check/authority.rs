//! A51: services of another level of government.

use jejak_events::vocabulary::{AuthorityLevel, AuthorityVerdict, WelfareService};
use jejak_events::{Event, Object, Recorded};

use super::place::{Place, Verdict};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A51",
    version: 1,
    en: "service outside the authority of its level of government",
    title_id: "layanan di luar kewenangan",
    severity: Severity::Medium,
    basis: "UU 23/2014 pemerintahan daerah",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "the verdict of each case beside the matrix of authority in force",
    make: || Box::<Authority>::default(),
}];

/// A case as it was opened.
struct Opened {
    seq: u64,
    level: AuthorityLevel,
    matrix: Option<u64>,
    verdict: AuthorityVerdict,
    /// The matrix in force on the day.
    in_force: Option<u64>,
}

#[derive(Default)]
struct Authority {
    /// Cases that were not found within authority by the matrix in force.
    odd: Vec<Opened>,
    /// Whether any case was opened while no matrix was in force.
    unruled: bool,
}

impl Check for Authority {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let Event::CaseOpened(body) = &fact.event else { return };
        let in_force = state.welfare.matrix_on(fact.envelope.occurred_on);
        self.unruled |= in_force.is_none();
        let matrix = body.matrix.map(|matrix| matrix.0);
        let possible = classes(state, matrix, body.service, body.level) > 0;
        let plain = body.verdict == AuthorityVerdict::Within && matrix == in_force && possible;
        if !plain && (in_force.is_some() || matrix.is_some()) {
            let (seq, level, verdict) = (fact.seq, body.level, body.verdict);
            self.odd.push(Opened { seq, level, matrix, verdict, in_force });
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        if self.unruled {
            verdict.lacks(said!("an authority matrix in force", "matriks kewenangan yang berlaku"));
        }
        for opened in &self.odd {
            let Some(case) = state.welfare.cases.get(&opened.seq) else { continue };
            let Some(what) = wrong(state, opened, case.service) else { continue };
            let evidence = [opened.seq].into_iter().chain(opened.matrix.or(opened.in_force));
            let place = Place::of_region(case.region);
            verdict.add((Object::Case, opened.seq), evidence, 0, place, what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// How many classes of people a matrix gives to a level, for a service.
fn classes(
    state: &State,
    matrix: Option<u64>,
    service: WelfareService,
    level: AuthorityLevel,
) -> u32 {
    let key = matrix.map(|matrix| (matrix, service, level));
    key.and_then(|key| state.welfare.classes.get(&key)).copied().unwrap_or(0)
}

fn wrong(state: &State, opened: &Opened, service: WelfareService) -> Option<Said> {
    if opened.verdict == AuthorityVerdict::Outside {
        return Some(said!(
            "compared with the matrix and found outside authority",
            "dibandingkan dengan matriks dan ternyata di luar kewenangan"
        ));
    }
    let Some(matrix) = opened.matrix else {
        return Some(said!(
            "not compared with the matrix in force",
            "tidak dibandingkan dengan matriks yang berlaku"
        ));
    };
    if opened.verdict == AuthorityVerdict::Within
        && classes(state, Some(matrix), service, opened.level) == 0
    {
        return Some(said!(
            "called within authority, but matrix {matrix} gives the service to this level for nobody",
            "dinyatakan di dalam kewenangan, padahal matriks {matrix} tidak memberikan layanan itu pada tingkat ini"
        ));
    }
    let in_force = opened.in_force.filter(|in_force| *in_force != matrix)?;
    Some(said!(
        "compared with matrix {matrix}, while {in_force} was in force",
        "dibandingkan dengan matriks {matrix}, padahal yang berlaku {in_force}"
    ))
}
