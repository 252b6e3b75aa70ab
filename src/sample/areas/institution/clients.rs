//! Who lives in the two homes that the sample tells of.

use jejak_events::Region;
use jejak_events::ids::StayRef;
use jejak_events::institution::{ClientAdmitted, ClientDischarged};
use jejak_events::proposal::{RecipientRegistered, RecipientStatusChanged};
use jejak_events::vocabulary::*;

use super::super::super::build::{Build, lit};
use super::super::super::people::{paper, recipient};
use super::{accredit, institution, license};

/// Number of the licence that ran out.
pub(super) const EXPIRED: &str = "CONTOH/SIOP/LANSIA-0/2023";

/// Children who live in the first children's home.
const CHILDREN: u64 = 5;
/// The one who goes back to the family in March.
const HOME_AGAIN: u64 = 2;
/// Elderly in a home for 40.
const ELDERLY: u64 = 41;
/// The one who lives in a government home as well, and the one who dies in March.
const ELSEWHERE: u64 = 3;
const DYING: u64 = 9;

/// Client-days of the children in February and March.
pub(super) const FEBRUARY: u32 = 5 * 28;
pub(super) const MARCH: u32 = 4 * 31 + 15;
/// Client-days that the home for the elderly claims for March.
pub(super) const CLAIMED: u32 = 41 * 31;

/// Licences, accreditations, clients.
pub(super) fn admit(b: &mut Build) {
    b.acting("operator");
    let (whole, failed) = (institution(b, "anak", 0), institution(b, "lansia", 0));
    license(b, whole, "CONTOH/SIOP/ANAK-0/2025", "2025-01-01", "2028-01-31");
    license(b, failed, EXPIRED, "2023-02-16", "2026-02-15");
    accredit(b, whole, AccreditationGrade::B);
    let uptd = institution(b, "uptd", 0);
    accredit(b, uptd, AccreditationGrade::A);
    known(b, "klien anak", CHILDREN, "36.02");
    known(b, "klien lansia", ELDERLY, "36.01");
    enter(b, "anak", "klien anak", 0..CHILDREN);
    enter(b, "uptd", "klien lansia", ELSEWHERE..ELSEWHERE + 1);
    enter(b, "lansia", "klien lansia", 0..ELDERLY);
}

fn known(b: &mut Build, story: &str, people: u64, region: &str) {
    let region: Region = lit(region);
    for number in 0..people {
        b.add(RecipientRegistered {
            recipient: recipient(story, number),
            recipient_type: RecipientType::Individual,
            region,
            household: None,
            identity: IdentityKind::Provisional,
            fault: NikFault::None,
        });
    }
}

fn enter(b: &mut Build, block: &str, story: &str, people: std::ops::Range<u64>) {
    b.name(&format!("stay/{block}"), b.next_seq());
    for number in people {
        b.add(ClientAdmitted {
            institution: institution(b, block, 0),
            recipient: recipient(story, number),
            from: lit("2026-02-01"),
            note: Some(paper(&format!("catatan {story}"), number)),
        });
    }
}

/// A child goes back to the family; one of the elderly dies, and the home says nothing.
pub(super) fn change(b: &mut Build) {
    b.acting("operator");
    let stay = StayRef(b.at("stay/anak").saturating_add(HOME_AGAIN));
    let (until, reason) = (lit("2026-03-15"), DischargeReason::Family);
    b.add(ClientDischarged { stay, until, reason });
    b.add(RecipientStatusChanged {
        recipient: recipient("klien lansia", DYING),
        status: RecipientStatus::Deceased,
        effective: lit("2026-03-10"),
        data: None,
    });
}
