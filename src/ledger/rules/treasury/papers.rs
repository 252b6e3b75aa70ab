//! What the papers from SPD to SP2D show beside their money: their order, their days, and who
//! signed them. All of it is flagged: papers are as they are.

use jejak_events::Stage;
use jejak_events::treasury::{LineAmount, SppSubmitted};
use jejak_events::vocabulary::{Office, Parameter, SppKind};
use jejak_projections::treasury::Spp;

use super::super::{Figures, Judge, Rule};
use super::{BEFORE_CEILING, BEFORE_SPD, DOCUMENT_ORDER, SIGNATORY};

/// Offices that submit an SPP.
pub(super) const SPP: &[Office] = &[Office::Treasurer, Office::AssistantTreasurer];

/// Offices that order payment by SPM, or refuse to. The PPKD is the PA of its own agency, which
/// pays unforeseen spending (BTT), grants and transfers.
pub(super) const SPM: &[Office] = &[Office::Pa, Office::Kpa, Office::Ppkd];

/// Offices that issue an SP2D, or refuse to.
pub(super) const SP2D: &[Office] = &[Office::Bud, Office::KuasaBud];

/// The official who signed holds an office that may. Who recorded it alone shows no office.
pub(super) fn flag_signatory(judge: &mut Judge<'_>, offices: &[Office]) {
    let Some(official) = &judge.fact.envelope.official else { return };
    let (office, appointment) = (official.office, official.appointment.0);
    judge.flag_if(!offices.contains(&office), &SIGNATORY, || {
        let words: Vec<&str> = offices.iter().map(|office| office.word()).collect();
        Figures::expected("official", words.join(" or "), office).by(appointment)
    });
}

/// The document is dated before the step that it follows.
pub(super) fn flag_order(judge: &mut Judge<'_>, spp: &Spp) {
    let day = judge.fact.envelope.occurred_on;
    let last = spp.last_step_on;
    judge.flag_if(day < last, &DOCUMENT_ORDER, || {
        Figures::expected("occurred_on", format_args!("{last} or later"), day)
    });
}

/// More working days have passed since the last step than the parameter allows.
pub(super) fn flag_late(
    judge: &mut Judge<'_>,
    spp: &Spp,
    parameter: Parameter,
    rule: &'static Rule,
) {
    let day = judge.fact.envelope.occurred_on;
    let Some(enacted) = judge.state.reference.in_force_for_all(parameter, day) else { return };
    let (event, limit) = (enacted.seq, i64::from(enacted.value.unwrap_or(0)));
    let days = judge.state.working_days(spp.last_step_on, day);
    judge.flag_if(days > limit, rule, || {
        Figures::expected("occurred_on", format_args!("within {limit} working days"), days)
            .by(event)
    });
}

/// The lines had their ceilings before.
pub(super) fn flag_ceiling(judge: &mut Judge<'_>, lines: &[LineAmount]) {
    let day = judge.fact.envelope.occurred_on;
    for item in lines {
        let Some(line) = judge.state.budget.lines.get(&item.line.0) else { continue };
        let opened = line.opened_on;
        judge.flag_if(day < opened, &BEFORE_CEILING, || {
            Figures::expected("occurred_on", format_args!("{opened} or later"), day)
                .on_line(item.line.0)
                .by(item.line.0)
        });
    }
}

/// The SPD that the lines need for this request, after all that was requested before, came before.
/// A TU Nihil asks for nothing new.
pub(super) fn flag_release(judge: &mut Judge<'_>, body: &SppSubmitted) {
    let (state, day) = (judge.state, judge.fact.envelope.occurred_on);
    for item in body.lines.iter().filter(|_| body.kind != SppKind::TuNil) {
        let line = item.line.0;
        let used = state.budget.at(line, Stage::SpdUsed).saturating_add(item.amount.sen());
        let needed = state.released_later(line, used, day);
        judge.flag_if(needed.is_some(), &BEFORE_SPD, || {
            let (spd, issued) = needed.map_or((line, day), |needed| (needed.spd, needed.day));
            let expected = format_args!("{issued} or later");
            Figures::expected("occurred_on", expected, day).on_line(line).by(spd)
        });
    }
}
