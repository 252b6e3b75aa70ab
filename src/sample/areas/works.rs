//! Works of 2026: the Panti complex and the building of three sources, as what is seen on site
//! beside the money that goes. Their contracts, invoices and reports are those of the year; what
//! is seen is invented.

use jejak_events::Rupiah;
use jejak_events::ids::{CommitmentRef, EventRef, SppRef, WorkRef};
use jejak_events::reference::RuleEnacted;
use jejak_events::vocabulary::*;
use jejak_events::works::*;

use super::super::build::{Build, lit, rows, rp, word};
use super::super::people::{paper, person, token};
use super::Scene;

/// What the area does in which month.
pub(super) const SCENES: &[Scene] = &[
    (1, enact),
    (4, start),
    (6, first_half),
    (7, go_on),
    (8, finish_building),
    (9, find_defect),
    (10, repair_defect),
];

/// Parameter, programme, number, basis: invented figures of the kind that a juknis sets.
const PARAMETERS: &str = "
  fisik-syarat-tahap     |       | 3000  | juknis contoh: 30% fisik sebelum tahap berikut
  spj-syarat-tahap       | RTLH  | 10000 | juknis contoh: tahap sebelumnya sudah SPJ
  selisih-fisik-keuangan |       | 2000  | kebijakan pengawasan contoh: 20%
  hari-tanpa-kemajuan    |       | 60    | kebijakan pengawasan contoh
  jarak-foto             |       | 50    | kebijakan pengawasan contoh
  hari-pemeliharaan      | PANTI | 180   | syarat umum kontrak contoh
  pokmas-terkecil        |       | 5     | Permensos 20/2017
  pokmas-terbesar        |       | 15    | Permensos 20/2017
  hari-survei-rumah      | RTLH  | 180   | juknis contoh
";

/// The parameters of works and houses.
fn enact(b: &mut Build) {
    b.acting("operator");
    for [parameter, programme, value, basis] in rows(PARAMETERS) {
        b.add(RuleEnacted {
            parameter: word(Parameter::from_word, parameter),
            programme: (!programme.is_empty()).then(|| lit(programme)),
            value: Some(lit(value)),
            amount: None,
            from: lit("2016-01-01"),
            until: None,
            basis: lit(basis),
        });
    }
}

/// Pictures of a place, unlike all others, ascending as the rules ask.
pub(super) fn photos(story: &str, number: u64, angles: &[PhotoAngle]) -> Vec<WorkPhoto> {
    let picture = |angle: &PhotoAngle| WorkPhoto {
        image: token(&format!("foto {story} {angle}"), number),
        paper: paper(&format!("foto {story} {angle}"), number),
        angle: *angle,
    };
    let mut photos: Vec<WorkPhoto> = angles.iter().map(picture).collect();
    photos.sort_by_key(|photo| photo.image);
    photos
}

/// A work on a contract: name, commitment, region, value, number of equal stages.
struct Contract {
    name: &'static str,
    commitment: &'static str,
    region: &'static str,
    finish: &'static str,
    amount: Rupiah,
    stages: u8,
}

const PANTI: Contract = Contract {
    name: "panti",
    commitment: "panti",
    region: "36",
    finish: "2026-12-15",
    amount: rp(36_075_000_000),
    stages: 5,
};

const BUILDING: Contract = Contract {
    name: "gedung",
    commitment: "building-apbd",
    region: "36.73",
    finish: "2026-08-31",
    amount: rp(1_110_000_000),
    stages: 2,
};

fn start(b: &mut Build) {
    b.acting("pptk");
    for contract in [PANTI, BUILDING] {
        let started = WorkStarted {
            kind: WorkKind::Building,
            designation: None,
            commitment: Some(CommitmentRef(b.at(&format!("commitment/{}", contract.commitment)))),
            line: None,
            house: None,
            institution: None,
            region: lit(contract.region),
            organisation: b.organisation("dinsos"),
            stages: contract.stages,
            finish: lit(contract.finish),
            amount: contract.amount,
        };
        let work = WorkRef(b.add_as(&format!("work/{}", contract.name), started));
        let share_bp = 10_000 / u32::from(contract.stages);
        for stage in 1..=contract.stages {
            // Each term is paid for what stands.
            let required_bp = share_bp.saturating_mul(u32::from(stage.saturating_sub(1)));
            let component = WorkComponent::Both;
            b.add(WorkStagePlanned { work, stage, share_bp, required_bp, component });
        }
    }
    release(b, "panti", 1, "panti-1", rp(7_215_000_000));
}

fn work(b: &Build, name: &str) -> WorkRef {
    WorkRef(b.at(&format!("work/{name}")))
}

fn release(b: &mut Build, name: &str, stage: u8, request: &str, amount: Rupiah) {
    b.acting("bendahara");
    let spp = Some(SppRef(b.at(&format!("spp/{request}"))));
    let work = work(b, name);
    b.add_as(
        &format!("stage/{name}-{stage}"),
        WorkStageReleased { work, stage, payment: None, spp, amount },
    );
}

/// Somebody of the supervising consultant looks; the PPTK records.
fn see(b: &mut Build, name: &str, number: u64, physical_bp: u32, financial_bp: u32) {
    b.acting("pptk");
    let work = work(b, name);
    b.add(WorkProgressRecorded {
        work,
        physical_bp,
        financial_bp,
        inspector: person("konsultan pengawas"),
        distance_m: 12,
        reason: None,
        photos: photos(name, number, &[PhotoAngle::Front, PhotoAngle::Inside]),
    });
}

fn see_panti(b: &mut Build, physical_bp: u32, number: u64) {
    see(b, "panti", number, physical_bp, 2_000);
}

/// Half of the building stands, and its first term is released; the complex goes on.
fn first_half(b: &mut Build) {
    see_panti(b, 1_800, 6);
    see(b, "gedung", 6, 5_500, 5_000);
    release(b, "gedung", 1, "gedung-apbd-1", rp(555_000_000));
}

fn go_on(b: &mut Build) {
    see_panti(b, 2_500, 7);
    see(b, "gedung", 7, 8_000, 5_000);
}

/// The building is complete, paid and handed over.
fn finish_building(b: &mut Build) {
    see_panti(b, 3_100, 8);
    see(b, "gedung", 8, 10_000, 10_000);
    release(b, "gedung", 2, "gedung-apbd-2", rp(555_000_000));
    b.acting("pptk");
    let number = "CONTOH/BAST/GEDUNG/2026";
    let handed_over = WorkHandedOver {
        work: work(b, "gedung"),
        number: lit(number),
        amount: BUILDING.amount,
        paper: paper(number, 0),
    };
    b.add_as("handover/gedung", handed_over);
}

/// The inspectorate finds less than was built by the papers.
fn find_defect(b: &mut Build) {
    b.acting("inspektur");
    let found = WorkDefectFound {
        work: work(b, "gedung"),
        defect: DefectKind::Volume,
        due: lit("2026-10-30"),
        paper: paper("cacat gedung", 0),
    };
    b.add_as("defect/gedung", found);
}

fn repair_defect(b: &mut Build) {
    see_panti(b, 3_800, 10);
    b.acting("pptk");
    let defect = EventRef(b.at("defect/gedung"));
    let work = work(b, "gedung");
    b.add(WorkDefectRepaired { work, defect, paper: paper("cacat gedung diperbaiki", 0) });
}
