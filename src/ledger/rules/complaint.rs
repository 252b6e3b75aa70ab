//! Rules for complaints.

use jejak_events::Event;
use jejak_events::complaint::ComplaintReceived;
use jejak_events::vocabulary::Parameter;
use jejak_projections::complaint::{Complaint, ComplaintStage, complaint_of};

use super::{Figures, Judge, Judgement, Rule, rules};

rules! {
    COMPLAINT_STAGE = "ADU-01" Refuse,
        "pengaduan tidak berada pada tahap yang tepat", "the complaint is not at the stage that this needs", "PengaduanDiterima";
    REPORTER_PROTECTED = "ADU-02" Refuse,
        "pelapor yang dilindungi tidak boleh disebut, juga tidak dengan token", "a protected reporter is never named, not even by token", "PengaduanDiterima";
    ACKNOWLEDGED_LATE = "ADU-03" Flag,
        "tanggapan awal terlambat", "the complaint was acknowledged late", "PengaduanDiterima";
    ANSWERED_LATE = "ADU-04" Flag,
        "jawaban melewati batas", "the answer came after its day", "PengaduanDiterima";
    SAME_EXAMINER = "ADU-05" Refuse,
        "keberatan diputus oleh pemeriksa semula", "the appeal is decided by who examined the complaint", "PengaduanDiterima A46";
    CLOSED_UNANSWERED = "ADU-06" Flag,
        "pengaduan ditutup tanpa jawaban", "the complaint was closed without an answer", "PengaduanDiterima";
    ACKNOWLEDGED_TWICE = "ADU-07" Refuse,
        "tanggapan awal sudah dicatat", "the complaint is already acknowledged", "PengaduanDiterima";
    PROVEN_WITHOUT_FINDING = "ADU-08" Flag,
        "pengaduan terbukti ditutup tanpa temuan", "a proven complaint was closed without a finding", "PengaduanDiterima A35";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    use ComplaintStage::*;
    if let Event::ComplaintReceived(body) = &judge.fact.event {
        return receive(judge, body);
    }
    let complaints = &judge.state.complaint.complaints;
    let Some(complaint) = complaint_of(&judge.fact.event).and_then(|seq| complaints.get(&seq))
    else {
        return Ok(());
    };
    match &judge.fact.event {
        Event::ComplaintAcknowledged(_) => {
            judge.require(!complaint.acknowledged, &ACKNOWLEDGED_TWICE, || {
                Figures::field("complaint")
            })?;
            at(judge, complaint, &[Received, Assigned, Examined])?;
            let limit = judge.limit(Parameter::ComplaintAcknowledgeDays);
            flag_days(judge, complaint, limit, &ACKNOWLEDGED_LATE);
            Ok(())
        }
        Event::ComplaintAssigned(_) => at(judge, complaint, &[Received, Assigned]),
        Event::ComplaintExamined(_) => at(judge, complaint, &[Received, Assigned, Examined]),
        Event::ComplaintAnswered(_) => {
            at(judge, complaint, &[Examined])?;
            flag_answer(judge, complaint);
            Ok(())
        }
        Event::ComplaintAppealed(_) => at(judge, complaint, &[Answered]),
        Event::ComplaintAppealDecided(_) => {
            at(judge, complaint, &[Appealed])?;
            judge.separate_from(&SAME_EXAMINER, &complaint.examined_by)
        }
        Event::ComplaintClosed(body) => {
            at(judge, complaint, &[Received, Assigned, Examined, Answered, Decided])?;
            let unanswered = !matches!(complaint.stage, Answered | Decided);
            judge.flag_if(unanswered, &CLOSED_UNANSWERED, || {
                Figures::expected("complaint", "an answer before", "none")
            });
            let bare = complaint.proven && body.finding.is_none();
            judge.flag_if(bare, &PROVEN_WITHOUT_FINDING, || {
                Figures::expected("finding", "the finding opened because of it", "none")
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

fn receive(judge: &Judge<'_>, body: &ComplaintReceived) -> Judgement {
    judge.known_region("region", body.region)?;
    if let Some(programme) = &body.programme {
        judge.known_programme("programme", programme)?;
    }
    let named = body.protected && body.reporter.is_some();
    judge.require(!named, &REPORTER_PROTECTED, || {
        Figures::expected("reporter", "nobody, for a protected reporter", "a token")
    })
}

fn at(judge: &Judge<'_>, complaint: &Complaint, stages: &[ComplaintStage]) -> Judgement {
    judge.require(stages.contains(&complaint.stage), &COMPLAINT_STAGE, || {
        Figures::expected(
            "complaint",
            format_args!("{stages:?}"),
            format_args!("{:?}", complaint.stage),
        )
    })
}

fn flag_days(
    judge: &mut Judge<'_>,
    complaint: &Complaint,
    limit: Option<(i64, u64)>,
    rule: &'static Rule,
) {
    let Some((limit, enacted)) = limit else { return };
    let (from, day) = (complaint.received_on, judge.fact.envelope.occurred_on);
    let taken = i64::from(day.days_since(from));
    judge.flag_if(taken > limit, rule, || {
        Figures::expected("occurred_on", format_args!("within {limit} days of {from}"), taken)
            .by(enacted)
    });
}

/// The day that was set when it was assigned decides, else the parameter.
fn flag_answer(judge: &mut Judge<'_>, complaint: &Complaint) {
    let Some(due) = complaint.due else {
        let limit = judge.limit(Parameter::ComplaintAnswerDays);
        flag_days(judge, complaint, limit, &ANSWERED_LATE);
        return;
    };
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(day > due, &ANSWERED_LATE, || {
        Figures::expected("occurred_on", format_args!("{due} or earlier"), day)
    });
}
