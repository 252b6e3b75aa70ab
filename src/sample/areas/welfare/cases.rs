//! Twelve people met on the streets of Kota Serang: most go home, one is lost, one should have been
//! served by another level of government, one was coerced by a single official.

use jejak_events::ids::{AuthorityMatrixRef, CaseRef};
use jejak_events::proposal::RecipientRegistered;
use jejak_events::vocabulary::*;
use jejak_events::welfare::*;

use super::super::super::build::{Build, lit};
use super::super::super::people::{household, paper, person, recipient};

/// The story by which its people are derived.
pub(super) const STORY: &str = "layanan sosial";

/// People met, and people insured: those met come first.
const MET: u64 = 12;
pub(super) const INSURED: u64 = 36;

/// Cases, counted from 0, to which something happens.
const COERCED: u64 = 3;
const COERCED_ALONE: u64 = 4;
const REFERRED: u64 = 5;
const LOST: u64 = 6;
const LATE: u64 = 7;
const OUTSIDE: u64 = 11;

/// Everybody of the story, with provisional identity where they were met on the street.
pub(super) fn register_people(b: &mut Build) {
    b.acting("verifikator");
    for number in 0..MET + INSURED {
        let met = number < MET;
        b.add(RecipientRegistered {
            recipient: recipient(STORY, number),
            recipient_type: RecipientType::Individual,
            region: lit("36.73.01"),
            household: (!met).then(|| household(STORY, number)),
            identity: if met { IdentityKind::Provisional } else { IdentityKind::NikVerified },
            fault: NikFault::None,
        });
    }
}

fn case(b: &Build, number: u64) -> CaseRef {
    CaseRef(b.at(&format!("kasus/{number}")))
}

/// The class of each lies in the vault; here is what comparing it with the matrix gave.
pub(super) fn open(b: &mut Build) {
    b.acting("verifikator");
    b.occurred(lit("2026-03-23"));
    for number in 0..MET {
        let outside = number == OUTSIDE;
        let opened = CaseOpened {
            recipient: recipient(STORY, number),
            service: if outside { WelfareService::OutsideHome } else { WelfareService::InsideHome },
            effort: EffortKind::Rehabilitative,
            region: lit("36.73.01"),
            channel: if number % 3 == 0 { CaseChannel::Report } else { CaseChannel::Outreach },
            level: AuthorityLevel::Province,
            class: paper("golongan", number),
            matrix: Some(AuthorityMatrixRef(b.at("matriks"))),
            verdict: if outside { AuthorityVerdict::Outside } else { AuthorityVerdict::Within },
        };
        b.add_as(&format!("kasus/{number}"), opened);
    }
}

/// All are approached; two are coerced, one of them by an official alone.
pub(super) fn reach_out(b: &mut Build) {
    b.acting("verifikator");
    b.occurred(lit("2026-03-26"));
    for number in 0..MET {
        let coerced = [COERCED, COERCED_ALONE].contains(&number);
        let alone = number == COERCED_ALONE;
        let done = OutreachDone {
            case: case(b, number),
            manner: if coerced { OutreachManner::Coercive } else { OutreachManner::Persuasive },
            team: if alone { 1 } else { 3 },
            second: (!alone).then(|| person("petugas")),
            result: if coerced { OutreachResult::Taken } else { OutreachResult::Agreed },
        };
        b.add_as(&format!("jangkau/{number}"), done);
    }
}

/// Three steps each, except for the one who left before any.
pub(super) fn rehabilitate(b: &mut Build) {
    b.acting("verifikator");
    let steps = [
        ("2026-04-17", RehabilitationStep::Diagnosis),
        ("2026-04-22", RehabilitationStep::Counselling),
        ("2026-04-29", RehabilitationStep::Vocation),
    ];
    for (day, step) in steps {
        b.occurred(lit(day));
        for number in (0..MET).filter(|number| ![LOST, LATE].contains(number)) {
            let (case, institution) = (case(b, number), None);
            b.add(RehabilitationStepDone { case, step, institution });
        }
    }
    let (case, to) = (case(b, REFERRED), b.organisation("kemensos"));
    b.add(CaseReferred { case, to, reason: ReferralReason::Expertise });
}

/// Most go home; what was referred is handed on, and one was never found again. A last step comes
/// later than it may.
pub(super) fn close(b: &mut Build) {
    b.acting("verifikator");
    b.occurred(lit("2026-06-22"));
    let (last, step) = (case(b, 0), RehabilitationStep::Resocialisation);
    b.add_as("kasus/terlalu-lama", RehabilitationStepDone { case: last, step, institution: None });
    b.occurred(lit("2026-06-26"));
    for number in (0..MET).filter(|number| *number != OUTSIDE) {
        let outcome = match number {
            REFERRED => CaseOutcome::HandedOn,
            LOST => CaseOutcome::Lost,
            _ if number % 4 == 2 => CaseOutcome::Independent,
            _ => CaseOutcome::Reunified,
        };
        let case = case(b, number);
        b.add_as(&format!("tutup/{number}"), CaseClosed { case, outcome });
    }
}

/// A step that was done before a case was closed, and recorded after.
pub(super) fn record_late(b: &mut Build) {
    b.acting("verifikator");
    b.occurred(lit("2026-06-25"));
    let (case, step) = (case(b, LATE), RehabilitationStep::Diagnosis);
    b.add_as("kasus/terlambat", RehabilitationStepDone { case, step, institution: None });
}
