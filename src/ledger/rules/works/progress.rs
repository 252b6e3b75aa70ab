//! Rules for what is seen on site: facts, recorded as they are and flagged when odd.

use jejak_events::vocabulary::{Parameter, PhotoAngle};
use jejak_events::works::{WorkPhoto, WorkProgressRecorded};
use jejak_projections::works::{Work, WorkStatus, angles_of};

use super::super::envelope::LIST_NOT_ASCENDING;
use super::super::{Figures, Judge, Judgement};
use super::*;

pub(super) fn judge(judge: &mut Judge<'_>, body: &WorkProgressRecorded) -> Judgement {
    share(judge, "physical_bp", body.physical_bp)?;
    share(judge, "financial_bp", body.financial_bp)?;
    judge.ascending_pictures(&body.photos)?;
    let Some(work) = judge.state.works.works.get(&body.work.0) else { return Ok(()) };
    flag_end(judge, work);
    flag_fall(judge, body, work);
    flag_money(judge, body, work);
    flag_idle(judge, work);
    flag_distance(judge, body, work);
    flag_used(judge, body);
    flag_missing(judge, body, work);
    Ok(())
}

fn flag_end(judge: &mut Judge<'_>, work: &Work) {
    judge.flag_if(work.status != WorkStatus::Running, &PROGRESS_AFTER_END, || {
        Figures::expected("work", "Running", format_args!("{:?}", work.status))
    });
}

/// G12: a lower figure needs a reason.
fn flag_fall(judge: &mut Judge<'_>, body: &WorkProgressRecorded, work: &Work) {
    let (before, event) = work.physical;
    let falls = body.physical_bp < before && body.reason.is_none();
    judge.flag_if(falls, &PROGRESS_FALLS, || {
        let expected = format!("{before} or more, or a reason");
        Figures::expected("physical_bp", expected, body.physical_bp).by(event)
    });
}

/// The larger of what is reported as paid and what was released here counts.
fn flag_money(judge: &mut Judge<'_>, body: &WorkProgressRecorded, work: &Work) {
    let Some((rule, limit)) = in_force(judge, Parameter::WorkGap, work) else { return };
    let paid = body.financial_bp.max(work.released_bp());
    let gap = paid.saturating_sub(body.physical_bp);
    judge.flag_if(gap > limit, &MONEY_AHEAD, || {
        let expected = format!("at most {limit} basis points behind {paid}");
        Figures::expected("physical_bp", expected, body.physical_bp).by(rule.seq)
    });
}

fn flag_idle(judge: &mut Judge<'_>, work: &Work) {
    let Some((rule, limit)) = in_force(judge, Parameter::WorkIdleDays, work) else { return };
    let day = judge.fact.envelope.occurred_on;
    let days = i64::from(day.days_since(work.advanced_on));
    let idle = work.status == WorkStatus::Running && days > i64::from(limit);
    judge.flag_if(idle, &IDLE, || {
        let expected = format!("progress within {limit} days of {}", work.advanced_on);
        Figures::expected("occurred_on", expected, days).by(rule.seq)
    });
}

fn flag_distance(judge: &mut Judge<'_>, body: &WorkProgressRecorded, work: &Work) {
    let Some((rule, limit)) = in_force(judge, Parameter::WorkDistance, work) else { return };
    judge.flag_if(body.distance_m > limit, &TOO_FAR, || {
        Figures::expected("distance_m", format_args!("{limit} or less"), body.distance_m)
            .by(rule.seq)
    });
}

fn flag_used(judge: &mut Judge<'_>, body: &WorkProgressRecorded) {
    let used = judge.state.works.shown(&body.photos);
    judge.flag_if(used.is_some(), &PICTURE_USED, || {
        let event = used.unwrap_or(0);
        Figures::expected("photos", "pictures never shown before", event).by(event)
    });
}

/// There are photographs; those of the complete work are from the angles of the first.
fn flag_missing(judge: &mut Judge<'_>, body: &WorkProgressRecorded, work: &Work) {
    let angles = angles_of(&body.photos);
    let needed = if body.physical_bp == WHOLE_BP { work.angles } else { 0 };
    let missing = needed & !angles;
    judge.flag_if(body.photos.is_empty() || missing != 0, &PICTURES_MISSING, || {
        let words = PhotoAngle::ALL.iter().filter(|angle| missing & (1 << **angle as u32) != 0);
        let words: Vec<&str> = words.map(|angle| angle.word()).collect();
        let expected = if words.is_empty() { "a photograph".to_owned() } else { words.join(", ") };
        Figures::expected("photos", expected, "none")
    });
}

impl Judge<'_> {
    /// Refuses pictures that do not ascend.
    pub(in crate::ledger::rules) fn ascending_pictures(&self, photos: &[WorkPhoto]) -> Judgement {
        let ascending = photos.is_sorted_by(|a, b| a.image < b.image);
        self.require(ascending, &LIST_NOT_ASCENDING, || {
            Figures::expected("photos", "each picture once, ascending by image", "another order")
        })
    }
}
