//! Findings: a cash shortage with its recommendation followed up within sixty days, a deduction
//! that nobody followed up in time, one that was unfounded and opened again; a sample drawn upon a
//! checkpoint. All invented.

use jejak_events::Rupiah;
use jejak_events::finding::*;
use jejak_events::ids::{EventRef, FindingRef, RecommendationRef};
use jejak_events::integrity::CheckpointIssued;
use jejak_events::vocabulary::*;

use super::super::build::{Build, UNTIL_RECORDED, lit, rp};
use super::super::people::paper;
use super::Scene;

pub(super) const SCENES: &[Scene] = &[
    (2, open),
    (3, recommend),
    (5, follow_up),
    (9, from_complaint),
    (9, draw),
    (10, follow_up_late),
];

fn finding(b: &Build, name: &str) -> FindingRef {
    FindingRef(b.at(&format!("finding/{name}")))
}

fn opened(
    b: &mut Build,
    name: &str,
    (source, check, severity): (FindingSource, &str, Severity),
    amount: Rupiah,
    evidence: &[u64],
) {
    let event = FindingOpened {
        source,
        check: lit(check),
        check_version: u16::from(source == FindingSource::Check),
        severity,
        amount,
        as_of_size: b.next_seq(),
        evidence: evidence.iter().copied().map(EventRef).collect(),
        recipient: None,
        region: Some(lit("36")),
        organisation: Some(b.organisation("dinsos")),
    };
    b.add_as(&format!("finding/{name}"), event);
}

fn open(b: &mut Build) {
    b.acting("inspektur");
    opened(b, "kas", (FindingSource::Apip, "LHP-KAS", Severity::High), rp(24_000_000), &[]);
    opened(b, "keliru", (FindingSource::SelfReported, "A50", Severity::Low), rp(0), &[]);
    let unfounded = FindingClosed { finding: finding(b, "keliru"), outcome: FindingEnd::Unfounded };
    b.add(unfounded);
    let again = FindingReopened { finding: finding(b, "keliru"), reason: Reason::EntryError };
    b.add(again);
    b.acting("kadis");
    for name in ["kas", "keliru"] {
        let (accepted, paper) = (name == "kas", paper(&format!("tanggapan {name}"), 0));
        let answered = FindingAnswered { finding: finding(b, name), accepted, paper };
        b.add(answered);
    }
}

fn recommended(b: &mut Build, name: &str, (received, due): (&str, &str), amount: Rupiah) {
    let event = RecommendationIssued {
        finding: finding(b, name),
        number: lit(&format!("CONTOH/LHP/{}/2026", name.to_uppercase())),
        received: lit(received),
        amount,
        due: lit(due),
    };
    b.add_as(&format!("recommendation/{name}"), event);
}

fn recommend(b: &mut Build) {
    b.acting("inspektur");
    recommended(b, "kas", ("2026-03-31", "2026-05-30"), rp(16_000_000));
}

/// Two instalments came in before the sixty days were over.
fn follow_up(b: &mut Build) {
    b.acting("inspektur");
    let recommendation = RecommendationRef(b.at("recommendation/kas"));
    b.add(FollowUpRecorded {
        recommendation,
        status: FollowUpStatus::AsRecommended,
        amount: rp(16_000_000),
        refund: None,
        paper: Some(paper("bukti setor kas", 0)),
    });
    let settled = FindingClosed { finding: finding(b, "kas"), outcome: FindingEnd::Settled };
    b.add(settled);
}

/// What the proven complaint became: the event that reports the deduction is its evidence.
fn from_complaint(b: &mut Build) {
    b.acting("inspektur");
    let evidence = [b.at("deduction")];
    let by = (FindingSource::Complaint, "A35", Severity::High);
    opened(b, "potongan", by, rp(250_000), &evidence);
    recommended(b, "potongan", ("2026-08-20", "2026-10-19"), rp(250_000));
}

/// A checkpoint of everything so far, and a sample upon it: five of the 25 payments that the
/// families' decree paid. Which five, its chain head decides, which no script can know.
fn draw(b: &mut Build) {
    b.acting("operator");
    let checkpoint_size = b.next_seq();
    let unknown = UNTIL_RECORDED;
    let issued = CheckpointIssued {
        size: checkpoint_size,
        chain_head: unknown,
        tree_root: unknown,
        state_root: unknown,
        key: b.checkpoint_key(),
    };
    b.add_as("checkpoint", issued);
    b.acting("inspektur");
    let population = format!("decree:{} kind:PaymentCredited", b.at("decree/families"));
    let drawn = SampleDrawn {
        method: SampleMethod::Simple,
        population: lit(&population),
        population_count: 25,
        population_amount: rp(43_750_000),
        count: 5,
        checkpoint_size,
        nonce: paper("angka acak auditor", 0),
    };
    b.add_as("sample-draw", drawn);
}

/// Late, and not all of it.
fn follow_up_late(b: &mut Build) {
    b.acting("inspektur");
    let recommendation = RecommendationRef(b.at("recommendation/potongan"));
    b.add(FollowUpRecorded {
        recommendation,
        status: FollowUpStatus::NotYet,
        amount: rp(100_000),
        refund: None,
        paper: None,
    });
}
