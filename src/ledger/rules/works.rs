//! Rules for physical works: what they stand on, how they end. What releases their money is in
//! `works/release.rs`, what is seen on site in `works/progress.rs`.

use jejak_events::vocabulary::Parameter;
use jejak_events::works::*;
use jejak_events::{Date, Event, Stage};
use jejak_projections::decree::RowStatus;
use jejak_projections::reference::Enactment;
use jejak_projections::works::{Work, WorkBasis, WorkStatus};

use super::{Figures, Judge, Judgement, Refusal, rules};

mod progress;
mod release;

rules! {
    BASIS = "FIS-01" Refuse,
        "pekerjaan harus bertumpu pada tepat satu: baris SK, kontrak, atau baris anggaran", "a work stands on exactly one: a decree's row, a commitment or a line", "WorkStarted P1";
    STAGE_COUNT = "FIS-02" Refuse,
        "jumlah tahap harus 1 sampai 64", "the number of stages must be 1 to 64", "WorkStarted";
    ABOVE_BASIS = "FIS-03" Flag,
        "nilai pekerjaan melebihi nilai dasarnya", "the works on this basis are worth more than it gives", "WorkStarted A15";
    FINISH_PAST = "FIS-04" Flag,
        "rencana selesai sudah lewat", "the planned completion lies in the past", "WorkStarted WorkResumed A25";
    PLAN_STAGE = "FIS-05" Refuse,
        "tahap tidak ada atau sudah direncanakan", "there is no such stage, or it is already planned", "WorkStagePlanned TahapDicairkan";
    SHARE_RANGE = "FIS-06" Refuse,
        "bagian tidak berada dalam 0 sampai 10000 basis poin", "a share is not within 0 to 10000 basis points", "WorkStagePlanned PerkembanganDicatat G3";
    WORK_STATE = "FIS-07" Refuse,
        "pekerjaan tidak berada pada keadaan yang tepat", "the work is not in the state that this needs", "WorkStagePlanned TahapDicairkan BastDitandatangani WorkMaintenanceEnded WorkStopped WorkResumed";
    STAGE_ORDER = "FIS-08" Refuse,
        "bukan tahap setelah tahap terakhir yang dicairkan", "not the stage after the last one released", "TahapDicairkan A30";
    PLAN_INCOMPLETE = "FIS-09" Refuse,
        "rencana tahap belum lengkap", "the stages planned do not make the whole", "TahapDicairkan G3";
    MONEY_OF_ANOTHER = "FIS-10" Refuse,
        "pembayaran atau SPP bukan milik dasar pekerjaan ini", "the payment or request is not of what the work stands on", "TahapDicairkan P1 A23";
    ABOVE_VALUE = "FIS-11" Refuse,
        "pencairan kumulatif melebihi nilai pekerjaan", "the stages released are above the value of the work", "TahapDicairkan G3";
    ABOVE_PAYMENT = "FIS-12" Refuse,
        "melebihi sisa pembayaran atau SPP itu", "above what that payment or request leaves", "TahapDicairkan A30";
    PROGRESS_SHORT = "FIS-13" Refuse,
        "kemajuan fisik belum mencapai syarat tahap", "physical progress is below what the stage needs", "TahapDicairkan A39";
    REPORT_SHORT = "FIS-14" Refuse,
        "tahap sebelumnya belum dipertanggungjawabkan", "the stages before are not accounted for", "TahapDicairkan A37";
    RELEASED_EARLY = "FIS-15" Flag,
        "dana pihak lain atau riwayat cair sebelum syarat fisik", "money of others, or of history, went before the work was far enough", "TahapDicairkan A39";
    AMOUNT_OFF_PLAN = "FIS-16" Flag,
        "nilai tahap berbeda dari rencana", "the amount of the stage is not its planned share", "TahapDicairkan A15";
    RELEASER_INSPECTED = "FIS-17" Refuse,
        "pencair tahap adalah pemeriksa fisik pekerjaan ini", "who releases the stage inspected the work", "TahapDicairkan A46";
    PROGRESS_FALLS = "FIS-18" Flag,
        "kemajuan fisik turun tanpa alasan", "physical progress falls without a reason", "PerkembanganDicatat G12";
    MONEY_AHEAD = "FIS-19" Flag,
        "keuangan terlalu jauh mendahului fisik", "money runs too far ahead of the work", "PerkembanganDicatat A39";
    IDLE = "FIS-20" Flag,
        "terlalu lama tanpa kemajuan fisik", "too long without physical progress", "PerkembanganDicatat A39";
    TOO_FAR = "FIS-21" Flag,
        "foto terlalu jauh dari titik survei", "the photographs are too far from the surveyed point", "PerkembanganDicatat A39";
    PICTURE_USED = "FIS-22" Flag,
        "foto sudah dipakai pada pekerjaan lain, tahap sebelumnya, atau survei", "a picture was used for another work, an earlier stage or a survey", "PerkembanganDicatat A38 A39";
    PICTURES_MISSING = "FIS-23" Flag,
        "foto tidak ada atau sudutnya tidak lengkap", "photographs or angles are missing", "PerkembanganDicatat A39";
    PROGRESS_AFTER_END = "FIS-24" Flag,
        "perkembangan dicatat setelah pekerjaan berhenti atau diserahkan", "progress of a work that stopped or was handed over", "PerkembanganDicatat A25";
    HANDED_OVER_EARLY = "FIS-25" Flag,
        "BAST sebelum fisik 100%", "handed over before the work was complete", "BastDitandatangani A39";
    HANDED_OVER_LATE = "FIS-26" Flag,
        "BAST melewati rencana selesai", "handed over after the planned day", "BastDitandatangani A25";
    HANDED_OVER_VALUE = "FIS-27" Flag,
        "nilai BAST berbeda dari nilai pekerjaan", "the value handed over is not that of the work", "BastDitandatangani A15";
    DEFECT_OPEN = "FIS-28" Flag,
        "masih ada cacat yang belum diperbaiki", "a defect is not repaired yet", "BastDitandatangani WorkMaintenanceEnded WorkDefectFound";
    DEFECT_UNKNOWN = "FIS-29" Refuse,
        "bukan cacat terbuka pekerjaan ini", "not an open defect of this work", "WorkDefectRepaired";
    DEFECT_LATE = "FIS-30" Flag,
        "cacat diperbaiki melewati batas", "the defect was repaired after its day", "WorkDefectRepaired";
    MAINTENANCE_SHORT = "FIS-31" Flag,
        "masa pemeliharaan berakhir terlalu cepat", "the maintenance ended before its days were over", "WorkMaintenanceEnded";
}

/// The whole in basis points.
const WHOLE_BP: u32 = 10_000;

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::WorkStarted(body) => start(judge, body),
        Event::WorkStagePlanned(body) => plan(judge, body),
        Event::WorkStageReleased(body) => release::judge(judge, body),
        Event::WorkProgressRecorded(body) => progress::judge(judge, body),
        Event::WorkHandedOver(body) => hand_over(judge, body),
        Event::WorkMaintenanceEnded(body) => end_maintenance(judge, body),
        Event::WorkStopped(body) => in_state(judge, body.work.0, &[WorkStatus::Running]).map(drop),
        Event::WorkResumed(body) => {
            in_state(judge, body.work.0, &[WorkStatus::Stopped])?;
            flag_finish(judge, body.finish);
            Ok(())
        }
        Event::WorkDefectFound(body) => {
            let open = [WorkStatus::Running, WorkStatus::Stopped, WorkStatus::HandedOver];
            in_state(judge, body.work.0, &open).map(drop)
        }
        Event::WorkDefectRepaired(body) => repair(judge, body),
        _ => Ok(()),
    }
}

/// The work, which must be in one of these states.
fn in_state<'a>(
    judge: &Judge<'a>,
    seq: u64,
    states: &[WorkStatus],
) -> Result<Option<&'a Work>, Refusal> {
    let work = judge.state.works.works.get(&seq);
    let status = work.map(|work| work.status);
    judge.require(status.is_some_and(|status| states.contains(&status)), &WORK_STATE, || {
        let found = status.map_or_else(|| "none".to_owned(), |status| format!("{status:?}"));
        Figures::expected("work", format_args!("{states:?}"), found).by(seq)
    })?;
    Ok(work)
}

/// A parameter in force for the programme of a work, with its number.
fn in_force<'a>(judge: &Judge<'a>, what: Parameter, work: &Work) -> Option<(&'a Enactment, u32)> {
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force(what, &work.programme, day)?;
    Some((rule, rule.value.unwrap_or(0)))
}

fn start(judge: &mut Judge<'_>, body: &WorkStarted) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.known_region("region", body.region)?;
    let named = [body.designation.is_some(), body.commitment.is_some(), body.line.is_some()];
    let named = named.into_iter().filter(|named| *named).count();
    judge.require(named == 1, &BASIS, || {
        Figures::expected("designation", "one of designation, commitment, line", named)
    })?;
    judge.require((1..=64).contains(&body.stages), &STAGE_COUNT, || {
        Figures::expected("stages", "1 to 64", body.stages)
    })?;
    flag_finish(judge, body.finish);
    flag_value(judge, body);
    Ok(())
}

fn flag_finish(judge: &mut Judge<'_>, finish: Date) {
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(finish < day, &FINISH_PAST, || {
        Figures::expected("finish", format_args!("{day} or later"), finish)
    });
}

/// What a basis gives in sen: the row's amount, the commitment's, the line's ceiling.
fn worth(judge: &Judge<'_>, basis: WorkBasis) -> i64 {
    let state = judge.state;
    match basis {
        WorkBasis::None => 0,
        WorkBasis::Row(row) => state.decree.designations.get(&row).map_or(0, |row| {
            // What was cancelled gives what was instructed before.
            if row.status == RowStatus::Cancelled { row.instructed } else { row.sen }
        }),
        WorkBasis::Commitment(seq) => {
            let line = state.budget.commitments.get(&seq).map_or(0, |known| known.line);
            let bound = state.budget.obligations.get(&(seq, line));
            bound.map_or(0, |bound| bound.left.saturating_add(bound.drawn))
        }
        WorkBasis::Line(line) => state.budget.at(line, Stage::Ceiling).saturating_neg(),
    }
}

fn flag_value(judge: &mut Judge<'_>, body: &WorkStarted) {
    let basis = judge.state.basis_of_work(body);
    let Some(key) = basis.object() else { return };
    let known = judge.state.works.bases.get(&key).copied().unwrap_or(0);
    let left = worth(judge, basis).saturating_sub(known);
    judge.flag_if(body.amount.sen() > left, &ABOVE_BASIS, || {
        Figures::amounts("amount", body.amount.sen(), left).by(key.1)
    });
}

fn plan(judge: &mut Judge<'_>, body: &WorkStagePlanned) -> Judgement {
    let open = [WorkStatus::Running, WorkStatus::Stopped];
    let Some(work) = in_state(judge, body.work.0, &open)? else { return Ok(()) };
    let fits = (1..=work.stages).contains(&body.stage) && work.stage(body.stage).is_none();
    judge.require(fits, &PLAN_STAGE, || {
        let expected = format!("a stage of 1 to {} not yet planned", work.stages);
        Figures::expected("stage", expected, body.stage).by(body.work.0)
    })?;
    share(judge, "required_bp", body.required_bp)?;
    let left = WHOLE_BP.saturating_sub(work.planned_bp());
    judge.require((1..=left).contains(&body.share_bp), &SHARE_RANGE, || {
        Figures::expected("share_bp", format_args!("1 to {left}"), body.share_bp).by(body.work.0)
    })
}

/// Refuses more than the whole.
fn share(judge: &Judge<'_>, field: &'static str, share_bp: u32) -> Judgement {
    judge.require(share_bp <= WHOLE_BP, &SHARE_RANGE, || {
        Figures::expected(field, format_args!("0 to {WHOLE_BP}"), share_bp)
    })
}

fn hand_over(judge: &mut Judge<'_>, body: &WorkHandedOver) -> Judgement {
    judge.positive("amount", body.amount)?;
    let Some(work) = in_state(judge, body.work.0, &[WorkStatus::Running])? else { return Ok(()) };
    let (physical, event) = work.physical;
    judge.flag_if(physical < WHOLE_BP, &HANDED_OVER_EARLY, || {
        Figures::expected("work", WHOLE_BP, physical).by(event)
    });
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(day > work.finish, &HANDED_OVER_LATE, || {
        let expected = format!("{} or earlier", work.finish);
        Figures::expected("occurred_on", expected, day).by(body.work.0)
    });
    judge.flag_if(body.amount.sen() != work.sen, &HANDED_OVER_VALUE, || {
        Figures::amounts("amount", body.amount.sen(), work.sen).by(body.work.0)
    });
    flag_defects(judge, work);
    Ok(())
}

fn flag_defects(judge: &mut Judge<'_>, work: &Work) {
    let first = work.defects.first().map_or(0, |(seq, _)| *seq);
    let open = work.defects.len();
    judge.flag_if(open > 0, &DEFECT_OPEN, || {
        Figures::expected("work", "no open defect", open).by(first)
    });
}

fn end_maintenance(judge: &mut Judge<'_>, body: &WorkMaintenanceEnded) -> Judgement {
    let over = in_state(judge, body.work.0, &[WorkStatus::HandedOver])?;
    let Some(work) = over else { return Ok(()) };
    flag_defects(judge, work);
    let rule = in_force(judge, Parameter::WorkMaintenanceDays, work);
    let Some(((rule, limit), since)) = rule.zip(work.handed_over_on) else { return Ok(()) };
    let days = i64::from(judge.fact.envelope.occurred_on.days_since(since));
    judge.flag_if(days < i64::from(limit), &MAINTENANCE_SHORT, || {
        Figures::expected("occurred_on", format_args!("{limit} days after {since}"), days)
            .by(rule.seq)
    });
    Ok(())
}

fn repair(judge: &mut Judge<'_>, body: &WorkDefectRepaired) -> Judgement {
    let work = judge.state.works.works.get(&body.work.0);
    let mut defects = work.into_iter().flat_map(|work| work.defects.iter());
    let known = defects.find(|(seq, _)| *seq == body.defect.0).copied();
    judge.require(known.is_some(), &DEFECT_UNKNOWN, || {
        Figures::expected("defect", "an open defect of the work", body.defect.0).by(body.work.0)
    })?;
    let (day, due) = (judge.fact.envelope.occurred_on, known.map(|(_, due)| due));
    judge.flag_if(due.is_some_and(|due| day > due), &DEFECT_LATE, || {
        let due = due.map_or_else(String::new, |due| due.to_string());
        Figures::expected("occurred_on", format_args!("{due} or earlier"), day).by(body.defect.0)
    });
    Ok(())
}
