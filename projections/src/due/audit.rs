//! What auditors and complainants wait for: recommendations, complaints, losses.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Object, Region, Tag};

use super::{Desk, DueKind, Item, after};
use crate::complaint::{Complaint, ComplaintStage};
use crate::loss::LossStage;
use crate::said;
use crate::said::Said;

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) {
    recommendations(desk);
    let complaints = &desk.view.reading.state.complaint.complaints;
    for (seq, complaint) in complaints.iter() {
        if complaint.stage < ComplaintStage::Answered {
            of_complaint(desk, seq, complaint);
        } else if complaint.stage == ComplaintStage::Appealed {
            appeal(desk, seq, complaint);
        }
    }
    losses(desk);
}

fn recommendations(desk: &mut Desk) {
    let findings = &desk.view.reading.state.finding;
    for (seq, it) in findings.recommendations.iter().filter(|(_, it)| !it.is_final()) {
        let finding = findings.findings.get(&it.finding);
        let organisation = finding.and_then(|finding| finding.organisation);
        let check = finding.map_or_else(String::new, |finding| finding.check.to_string());
        let who = organisation.map_or_else(
            || said!("not named in the finding", "tidak disebut dalam temuan"),
            |seq| Said::same(desk.organisation(seq)),
        );
        desk.items.push(Item {
            kind: DueKind::Recommendation,
            what: said!("finding {check}", "temuan {check}"),
            subject: Tag::Object(Object::Recommendation, seq),
            count: 1,
            due: it.due,
            sen: i128::from(it.sen.saturating_sub(it.recovered)).max(0),
            rule: said!("the recommendation, event {seq}", "rekomendasi, kejadian {seq}"),
            who,
            seqs: vec![seq],
        });
    }
}

fn of_complaint(desk: &mut Desk, seq: u64, complaint: &Complaint) {
    let since = complaint.received_on;
    let mut deadlines = Vec::new();
    if !complaint.acknowledged
        && let Some(limit) =
            desk.limit((DueKind::Complaint, Parameter::ComplaintAcknowledgeDays), None, since)
    {
        let what = said!("to acknowledge", "tanggapan awal");
        deadlines.push((what, after(since, limit.days), limit.rule));
    }
    let what = said!("to answer", "jawaban");
    if let Some(day) = complaint.due {
        deadlines.push((what, day, said!("the assignment", "penugasan")));
    } else if let Some(limit) =
        desk.limit((DueKind::Complaint, Parameter::ComplaintAnswerDays), None, since)
    {
        deadlines.push((what, after(since, limit.days), limit.rule));
    }
    for (what, due, rule) in deadlines {
        push(desk, (seq, complaint.region), (what, due, rule));
    }
}

/// An appeal that nobody decided.
fn appeal(desk: &mut Desk, seq: u64, complaint: &Complaint) {
    let Some(since) = complaint.appealed_on else { return };
    let by = (DueKind::Complaint, Parameter::AppealDays);
    if let Some(limit) = desk.limit(by, None, since) {
        let what = said!("to decide the appeal", "keputusan keberatan");
        push(desk, (seq, complaint.region), (what, after(since, limit.days), limit.rule));
    }
}

/// Adds a deadline of a complaint: what is to be done, the day, what sets it.
fn push(desk: &mut Desk, (seq, region): (u64, Region), (what, due, rule): (Said, Date, Said)) {
    desk.items.push(Item {
        kind: DueKind::Complaint,
        what: said!(with what; "{what}, {region}", "{what}, {region}"),
        subject: Tag::Object(Object::Complaint, seq),
        count: 1,
        due,
        sen: 0,
        rule,
        who: said!("desk of complaints", "petugas pengaduan"),
        seqs: vec![seq],
    });
}

fn losses(desk: &mut Desk) {
    for (seq, loss) in desk.view.reading.state.loss.losses.iter() {
        let open = matches!(loss.stage, LossStage::Acknowledged | LossStage::Charged);
        let Some(due) = loss.due.filter(|_| open && loss.left() > 0) else { continue };
        desk.items.push(Item {
            kind: DueKind::Loss,
            what: said!("loss", "kerugian"),
            subject: Tag::Object(Object::Loss, seq),
            count: 1,
            due,
            sen: loss.left().into(),
            rule: said!("acknowledgement or charge (SKTJM, SKP2)", "SKTJM atau surat pembebanan"),
            who: said!("who answers for the loss", "penanggung jawab kerugian"),
            seqs: vec![seq],
        });
    }
}
