//! Houses that the kabupaten and Baznas pay for in 2026. Their lines are observed, so their money
//! is; each house is here with its survey, the aid that it gets and the work that is done.

use jejak_events::Rupiah;
use jejak_events::ids::RepairGroupRef;
use jejak_events::reference::OrganisationRegistered;
use jejak_events::rtlh::*;
use jejak_events::vocabulary::*;
use jejak_events::works::*;

use super::super::super::build::{Build, lit, rp};
use super::super::super::people::{paper, person};
use super::*;

/// A programme of somebody else.
struct Programme {
    /// The story by which its houses are derived, and its line.
    story: &'static str,
    /// Kabupaten, with its number of kecamatan.
    regency: (&'static str, u64),
    houses: u64,
    family: SourceFamily,
    giver: &'static str,
    /// Per house.
    amount: Rupiah,
    /// Amounts of the two stages and what they buy; none where no work is followed.
    stages: Option<[(Rupiah, WorkComponent); 2]>,
}

/// BSRS of Lebak: Rp17.500.000 material, Rp2.500.000 wages.
const LEBAK: Programme = Programme {
    story: "rtlh-lebak",
    regency: ("36.02", 28),
    houses: 150,
    family: SourceFamily::ApbdRegency,
    giver: "pemda-36.02",
    amount: rp(20_000_000),
    stages: Some([
        (rp(17_500_000), WorkComponent::Material),
        (rp(2_500_000), WorkComponent::Wages),
    ]),
};

const SERANG: Programme = Programme {
    story: "rtlh-serang",
    regency: ("36.04", 29),
    houses: 200,
    giver: "pemda-36.04",
    amount: rp(25_000_000),
    stages: Some([(rp(12_500_000), WorkComponent::Both), (rp(12_500_000), WorkComponent::Both)]),
    ..LEBAK
};

/// No work of Baznas is followed here.
const BAZNAS: Programme = Programme {
    story: "rtlh-baznas",
    houses: 20,
    family: SourceFamily::Zakat,
    giver: "baznas-serang",
    stages: None,
    ..SERANG
};

/// Houses of each programme whose work is followed to its end; the rest is under way.
const FOLLOWED: u64 = 10;

/// The followed house of Serang whose second stage went too early.
const TOO_EARLY: u64 = 7;

/// Dinas perumahan of the two kabupaten, which execute the works.
pub(super) fn register_agencies(b: &mut Build) {
    b.acting("operator");
    for (regency, name) in [("36.02", "Lebak"), ("36.04", "Serang")] {
        let digits: String = regency.split('.').collect();
        let registered = OrganisationRegistered {
            code: lit(&format!("PERKIM-{digits}")),
            name: lit(&format!("Dinas perumahan Kabupaten {name} (contoh)")),
            kind: OrganisationKind::Skpd,
            region: lit(regency),
            parent: Some(b.organisation(&format!("pemda-{regency}"))),
        };
        b.add_as(&format!("organisation/perkim-{regency}"), registered);
    }
}

/// All houses are registered and surveyed; two groups of Lebak are formed, one too small.
pub(super) fn survey(b: &mut Build) {
    b.acting("petugas");
    for programme in [LEBAK, SERANG, BAZNAS] {
        register(b, programme.story, programme.regency, programme.houses);
        for number in 0..programme.houses {
            let found = found(b, programme.story, number);
            b.add(found);
        }
    }
    form(b, 1, 0..10);
    form(b, 2, 10..13);
}

fn form(b: &mut Build, number: u64, houses: std::ops::Range<u64>) {
    let members = u32::try_from(houses.end.saturating_sub(houses.start)).unwrap_or(0);
    let formed = RepairGroupFormed {
        recipient: None,
        region: lit(LEBAK.regency.0),
        members,
        number: lit(&format!("CONTOH/BA-POKMAS/{number:02}/2026")),
    };
    let group = RepairGroupRef(b.add_as(&format!("group/rtlh-{number}"), formed));
    for member in houses {
        let house = Some(house(b, LEBAK.story, member));
        let household = household(LEBAK.story, member);
        b.add(RepairGroupMemberNamed { group, household, house });
    }
    b.add(RepairGroupClosed { group, members });
}

/// The decrees of others name the houses.
pub(super) fn aid(b: &mut Build) {
    b.acting("operator");
    for programme in [LEBAK, SERANG, BAZNAS] {
        for number in 0..programme.houses {
            let aid = RepairAidObserved {
                house: house(b, programme.story, number),
                family: programme.family,
                organisation: b.organisation(programme.giver),
                fiscal_year: lit("2026"),
                amount: programme.amount,
                line: Some(b.line(programme.story)),
                number: Some(lit(&format!("CONTOH/SK/{}/2026", programme.story.to_uppercase()))),
            };
            b.add(aid);
        }
    }
}

/// Works start on the observed lines; the money of the first stage goes for those followed.
pub(super) fn start(b: &mut Build) {
    b.acting("petugas");
    for programme in [LEBAK, SERANG] {
        let Some(stages) = programme.stages else { continue };
        b.name(&format!("work/{}", programme.story), b.next_seq());
        for number in 0..programme.houses {
            let started = begin(b, &programme, number);
            b.add(started);
        }
        for number in 0..programme.houses {
            let work = work(b, programme.story, number);
            for (stage, (amount, component)) in (1..).zip(stages) {
                let share_bp = share(amount, programme.amount);
                let required_bp = if stage == 1 { 0 } else { 5_000 };
                b.add(WorkStagePlanned { work, stage, share_bp, required_bp, component });
            }
        }
        for number in 0..FOLLOWED {
            release(b, &programme, number, 1);
        }
    }
}

fn begin(b: &Build, programme: &Programme, number: u64) -> WorkStarted {
    let (regency, districts) = programme.regency;
    WorkStarted {
        kind: WorkKind::HouseRepair,
        designation: None,
        commitment: None,
        line: Some(b.line(programme.story)),
        house: Some(house(b, programme.story, number)),
        institution: None,
        region: super::super::places::district(regency, number % districts),
        organisation: b.organisation(&format!("perkim-{regency}")),
        stages: 2,
        finish: lit("2026-10-31"),
        amount: programme.amount,
    }
}

/// A part of an amount in basis points.
fn share(part: Rupiah, whole: Rupiah) -> u32 {
    let share = part.sen().saturating_mul(10_000).checked_div(whole.sen()).unwrap_or(0);
    u32::try_from(share).unwrap_or(0)
}

fn release(b: &mut Build, programme: &Programme, number: u64, stage: u8) {
    let at = usize::from(stage.saturating_sub(1));
    let Some((amount, _)) = programme.stages.and_then(|stages| stages.get(at).copied()) else {
        return;
    };
    let work = work(b, programme.story, number);
    b.add(WorkStageReleased { work, stage, payment: None, spp: None, amount });
}

fn see(b: &mut Build, programme: &Programme, number: u64, physical_bp: u32, financial_bp: u32) {
    let story = format!("{} {physical_bp}", programme.story);
    let work = work(b, programme.story, number);
    b.add(WorkProgressRecorded {
        work,
        physical_bp,
        financial_bp,
        inspector: person("pendamping perkim"),
        distance_m: u32::try_from(number * 3).unwrap_or(0),
        reason: None,
        photos: photos(&story, number, &[PhotoAngle::Front, PhotoAngle::Inside]),
    });
}

/// Most of the material of Lebak is built in; half of the works of Serang, one of them behind.
pub(super) fn see_half(b: &mut Build) {
    b.acting("petugas");
    for number in 0..FOLLOWED {
        see(b, &LEBAK, number, 7_000, 8_750);
        let physical_bp = if number == TOO_EARLY { 4_000 } else { 6_000 };
        see(b, &SERANG, number, physical_bp, 5_000);
    }
}

/// The wages of Lebak and the second half of Serang go; the works go on.
pub(super) fn release_rest(b: &mut Build) {
    b.acting("petugas");
    for programme in [LEBAK, SERANG] {
        for number in 0..FOLLOWED {
            release(b, &programme, number, 2);
        }
        for number in 0..FOLLOWED {
            see(b, &programme, number, 8_500, 10_000);
        }
    }
}

/// The followed works are complete and handed over.
pub(super) fn finish(b: &mut Build) {
    b.acting("petugas");
    for programme in [LEBAK, SERANG] {
        for number in 0..FOLLOWED {
            see(b, &programme, number, 10_000, 10_000);
            let paper_number = format!("CONTOH/BAST/{}/{number:03}/2026", programme.story);
            let work = work(b, programme.story, number);
            b.add(WorkHandedOver {
                work,
                number: lit(&paper_number),
                amount: programme.amount,
                paper: paper(&paper_number, 0),
            });
            let repaired = repaired(house(b, programme.story, number), Some(work));
            b.add(repaired);
        }
    }
}
