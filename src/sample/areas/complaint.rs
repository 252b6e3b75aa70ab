//! Complaints: one proven and turned into a finding, one answered and appealed against, one closed
//! without an answer. All invented.

use jejak_events::complaint::*;
use jejak_events::ids::{ComplaintRef, EventRef, FindingRef};
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit};
use super::super::people::{paper, token};
use super::Scene;

pub(super) const SCENES: &[Scene] = &[(7, receive), (8, examine), (9, appeal), (10, close)];

fn complaint(b: &Build, name: &str) -> ComplaintRef {
    ComplaintRef(b.at(&format!("complaint/{name}")))
}

fn received(
    b: &mut Build,
    name: &str,
    (channel, subject): (ComplaintChannel, ComplaintSubject),
    disputed: Option<u64>,
    protected: bool,
) {
    let event = ComplaintReceived {
        channel,
        subject,
        region: lit("36.02"),
        programme: Some(lit("JAMSOSRATU")),
        disputed: disputed.map(EventRef),
        reporter: (!protected).then(|| token(&format!("pelapor {name}"), 0)),
        protected,
        content: paper(&format!("pengaduan {name}"), 0),
    };
    b.add_as(&format!("complaint/{name}"), event);
}

fn receive(b: &mut Build) {
    b.acting("operator");
    // The deduction that was reported with the payments: somebody asks for protection.
    let deduction = b.at("deduction");
    received(
        b,
        "potongan",
        (ComplaintChannel::Whistleblowing, ComplaintSubject::Deduction),
        Some(deduction),
        true,
    );
    received(
        b,
        "tidak-terdata",
        (ComplaintChannel::CekBansos, ComplaintSubject::NotListed),
        None,
        false,
    );
    received(b, "pelayanan", (ComplaintChannel::Counter, ComplaintSubject::Service), None, false);
    for name in ["potongan", "tidak-terdata"] {
        let acknowledged = ComplaintAcknowledged { complaint: complaint(b, name) };
        b.add(acknowledged);
        let (organisation, due) = (b.organisation("inspektorat"), lit("2026-09-15"));
        let assigned = ComplaintAssigned { complaint: complaint(b, name), organisation, due };
        b.add(assigned);
    }
}

fn examine(b: &mut Build) {
    b.acting("inspektur");
    let verdicts =
        [("potongan", ComplaintVerdict::Proven), ("tidak-terdata", ComplaintVerdict::Unproven)];
    for (name, verdict) in verdicts {
        let report = paper(&format!("hasil {name}"), 0);
        let examined = ComplaintExamined { complaint: complaint(b, name), verdict, paper: report };
        b.add(examined);
        let answer = paper(&format!("jawaban {name}"), 0);
        let answered = ComplaintAnswered { complaint: complaint(b, name), paper: answer };
        b.add(answered);
    }
}

/// The household that is not listed appeals; another person decides, and it was right.
fn appeal(b: &mut Build) {
    b.acting("operator");
    let complaint = complaint(b, "tidak-terdata");
    b.add(ComplaintAppealed { complaint, paper: paper("keberatan", 0) });
    b.acting("plt-kadis");
    let (verdict, paper) = (ComplaintVerdict::Proven, paper("putusan keberatan", 0));
    b.add(ComplaintAppealDecided { complaint, verdict, paper });
}

fn close(b: &mut Build) {
    b.acting("operator");
    let finding = Some(FindingRef(b.at("finding/potongan")));
    let proven = ComplaintClosed { complaint: complaint(b, "potongan"), finding };
    b.add(proven);
    for name in ["tidak-terdata", "pelayanan"] {
        let closed = ComplaintClosed { complaint: complaint(b, name), finding: None };
        b.add(closed);
    }
}
