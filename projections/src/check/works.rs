//! A39: money that runs ahead of the work.

use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Object, Recorded};

use super::place::{Place, Verdict, percent};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};
use crate::works::{Work, WorkStatus};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A39",
    version: 1,
    en: "physical work behind the money",
    title_id: "kemajuan fisik tertinggal dari keuangan",
    severity: Severity::High,
    basis: "juknis RS-RTLH; Perpres pengadaan barang/jasa: pembayaran menurut prestasi",
    parameters: &[
        Parameter::WorkGap,
        Parameter::WorkIdleDays,
        Parameter::WorkDistance,
        Parameter::WorkProgressRequired,
    ],
    deterministic: false,
    watches: true,
    looks_at: "money ahead of the work, no progress, photographs elsewhere, stages released too early, hand-over before the end",
    make: || Box::<Physical>::default(),
}];

/// The whole, in basis points.
const WHOLE: i64 = 10_000;

/// What was seen of a work, or done with its money.
#[derive(Debug, Clone, Copy)]
enum Sight {
    Progress { paid: u32, physical: u32, distance: u32, idle: i32 },
    Release { stage: u8, physical: u32, required: Option<u32> },
    HandedOver { physical: u32 },
}

/// A sight of a work, with the event before it that shows how far the work was.
#[derive(Debug, Clone, Copy)]
struct Seen {
    seq: u64,
    work: u64,
    on: Date,
    before: u64,
    sight: Sight,
}

#[derive(Default)]
struct Physical {
    seen: Vec<Seen>,
    /// When the physical progress of each work last rose.
    advanced: rustc_hash::FxHashMap<u64, (Date, u32)>,
}

impl Check for Physical {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let on = fact.envelope.occurred_on;
        let known = |work: u64| state.works.works.get(&work);
        let (work, sight) = match &fact.event {
            Event::WorkStarted(_) | Event::WorkResumed(_) => {
                let work = match &fact.event {
                    Event::WorkResumed(body) => body.work.0,
                    _ => fact.seq,
                };
                let physical = self.advanced.get(&work).map_or(0, |(_, physical)| *physical);
                self.advanced.insert(work, (on, physical));
                return;
            }
            Event::WorkProgressRecorded(body) => {
                let Some(work) = known(body.work.0) else { return };
                let sight = self.progress(body, work, on);
                (body.work.0, sight)
            }
            Event::WorkStageReleased(body) => {
                let Some(work) = known(body.work.0) else { return };
                let required = work.stage(body.stage).map(|stage| stage.required_bp);
                let (stage, physical) = (body.stage, work.physical.0);
                (body.work.0, Sight::Release { stage, physical, required })
            }
            Event::WorkHandedOver(body) => {
                let Some(work) = known(body.work.0) else { return };
                (body.work.0, Sight::HandedOver { physical: work.physical.0 })
            }
            _ => return,
        };
        let before = known(work).map_or(work, |work| work.physical.1);
        self.seen.push(Seen { seq: fact.seq, work, on, before, sight });
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for seen in &self.seen {
            let Some(work) = state.works.works.get(&seen.work) else { continue };
            judge(state, rules, (seen, work), &mut verdict);
        }
        for (seq, work) in state.works.works.iter() {
            asleep(view, rules, (seq, work), &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Physical {
    fn progress(
        &mut self,
        body: &jejak_events::works::WorkProgressRecorded,
        work: &Work,
        on: Date,
    ) -> Sight {
        let (since, before) = self.advanced.get(&body.work.0).copied().unwrap_or((on, 0));
        if body.physical_bp > before {
            self.advanced.insert(body.work.0, (on, body.physical_bp));
        }
        Sight::Progress {
            paid: body.financial_bp.max(work.released_bp()),
            physical: body.physical_bp,
            distance: body.distance_m,
            idle: if work.status == WorkStatus::Running { on.days_since(since) } else { 0 },
        }
    }
}

fn place(state: &State, work: &Work) -> Place {
    let line = state.line_of_work(work.basis);
    let line = line.map(|line| Place::of_line(state, line)).unwrap_or_default();
    Place { region: Some(work.region), programme: Some(work.programme.clone()), ..line }
}

fn judge(state: &State, rules: &Rules, (seen, work): (&Seen, &Work), verdict: &mut Verdict) {
    let mut said = Vec::new();
    let mut lacking = Vec::new();
    let mut number = |what: Parameter| {
        let programme: Option<&Code> = Some(&work.programme);
        let value = rules.number(what, programme, seen.on, seen.seq);
        if value.is_none() {
            lacking.push(what);
        }
        value
    };
    match seen.sight {
        Sight::Progress { paid, physical, distance, idle } => {
            let gap = i64::from(paid).saturating_sub(physical.into());
            if number(Parameter::WorkGap).is_some_and(|limit| gap > limit) {
                said.push(behind(paid, physical));
            }
            if number(Parameter::WorkDistance).is_some_and(|limit| i64::from(distance) > limit) {
                said.push(said!(
                    "photographs were taken {distance} m from the surveyed point",
                    "foto diambil {distance} m dari titik survei"
                ));
            }
            if number(Parameter::WorkIdleDays).is_some_and(|limit| i64::from(idle) > limit) {
                said.push(said!(
                    "no progress for {idle} days",
                    "tidak ada kemajuan selama {idle} hari"
                ));
            }
        }
        Sight::Release { stage, physical, required } => {
            let by_rule = if stage > 1 { number(Parameter::WorkProgressRequired) } else { None };
            let needed = required.map(i64::from).max(by_rule).unwrap_or(0);
            if stage <= 1 {
                lacking.clear();
            }
            if i64::from(physical) < needed {
                let (at, needed) = (percent(physical.into()), percent(needed));
                said.push(said!(with at, needed;
                    "stage {stage} was released at {at}; {needed} were needed",
                    "tahap {stage} dicairkan pada fisik {at}; syaratnya {needed}"
                ));
            }
        }
        Sight::HandedOver { physical } => {
            if i64::from(physical) < WHOLE {
                let at = percent(physical.into());
                said.push(said!(with at; "handed over at {at}", "BAST pada fisik {at}"));
            }
        }
    }
    lacking.into_iter().for_each(|what| verdict.lacks_rule(what));
    for what in said {
        let place = place(state, work);
        let evidence = [seen.work, seen.before, seen.seq];
        verdict.add((Object::Work, seen.work), evidence, at_risk(work), place, what);
    }
}

fn behind(paid: u32, physical: u32) -> Said {
    let (paid, physical) = (percent(paid.into()), percent(physical.into()));
    said!(with paid, physical;
        "{paid} of the money, {physical} of the work",
        "keuangan {paid}, fisik {physical}"
    )
}

/// Sen released beyond the work that is there.
fn at_risk(work: &Work) -> i64 {
    let built = i128::from(work.sen).saturating_mul(work.physical.0.into()) / 10_000;
    let built = i64::try_from(built).unwrap_or(i64::MAX);
    work.released.saturating_sub(built).max(0)
}

/// A work that runs, and of which nothing was seen for too long.
fn asleep(view: &View, rules: &Rules, (seq, work): (u64, &Work), verdict: &mut Verdict) {
    if work.status != WorkStatus::Running || i64::from(work.physical.0) >= WHOLE {
        return;
    }
    // Whoever executes a work that is only observed need not report on it here at all.
    if work.observed && work.physical.1 == seq {
        return;
    }
    let (rule, programme) = (Parameter::WorkIdleDays, Some(&work.programme));
    let Some(limit) = rules.number(rule, programme, view.today(), u64::MAX) else {
        return verdict.lacks_rule(rule);
    };
    let (days, since) = (i64::from(view.today().days_since(work.advanced_on)), work.advanced_on);
    if days > limit {
        let what = said!(
            "no progress since {since}, {days} days",
            "tidak ada kemajuan sejak {since}, {days} hari"
        );
        let evidence = [seq, work.physical.1];
        let place = place(&view.reading.state, work);
        verdict.add((Object::Work, seq), evidence, at_risk(work), place, what);
    }
}
