//! Services to people without anybody's class, social insurance, contributions of the community.
//!
//! Published are that the province serves 20 of the 26 kinds of people in need (which 20 is not
//! said: those here are invented), how many potentials of each kind Banten has, the nine actors and
//! ten forms of the community's part. Who is served, insured or gives what is invented.

use jejak_events::reference::RuleEnacted;
use jejak_events::vocabulary::*;
use jejak_events::welfare::*;

use super::super::build::{Build, lit, rows, word};
use super::Scene;

mod cases;
mod community;
mod insurance;

pub(super) const SCENES: &[Scene] = &[
    (1, set_targets),
    (1, take_over_matrix),
    (1, cases::register_people),
    (2, insurance::cover),
    (3, cases::open),
    (3, cases::reach_out),
    (4, cases::rehabilitate),
    (4, community::give),
    (5, community::give_on),
    (5, insurance::pay),
    (6, cases::close),
    (6, insurance::end),
    (7, cases::record_late),
];

/// Kinds of people that the sample's province does not serve, so that 20 remain.
const NOT_SERVED: [PpksType; 6] = [
    PpksType::WithHiv,
    PpksType::DrugVictim,
    PpksType::Scavenger,
    PpksType::Minority,
    PpksType::SocialDisasterVictim,
    PpksType::RemoteCommunity,
];

/// Potentials, as published for Banten in 2020: kind, number.
const POTENTIALS: &str = "
  peksos        | 121
  psm           | 6121
  tagana        | 1452
  lks           | 559
  karang-taruna | 1531
  lk3           | 9
  penyuluh      | 22
  tksk          | 155
";

/// The criterion of the social problem behind a kind of people.
fn criterion(ppks: PpksType) -> SocialProblem {
    use PpksType::*;
    match ppks {
        NeglectedToddler | NeglectedChild | StreetChild | NeglectedElderly | TroubledFamily => {
            SocialProblem::Neglect
        }
        ChildWithDisability | PersonWithDisability => SocialProblem::Disability,
        NaturalDisasterVictim | SocialDisasterVictim => SocialProblem::Disaster,
        ChildVictim | ChildToProtect | TraffickingVictim | ViolenceVictim | TroubledMigrant => {
            SocialProblem::Violence
        }
        Poor | VulnerableWoman | Scavenger => SocialProblem::Poverty,
        RemoteCommunity | Minority => SocialProblem::Remoteness,
        _ => SocialProblem::Deviance,
    }
}

/// Which kinds the province serves, and how many potentials it has; limits of the year.
fn set_targets(b: &mut Build) {
    b.acting("kadis");
    for ppks in PpksType::ALL.iter().copied() {
        let target = match ppks {
            PpksType::TroubledFamily => TargetKind::Family,
            PpksType::Minority => TargetKind::Group,
            PpksType::RemoteCommunity => TargetKind::Community,
            _ => TargetKind::Person,
        };
        b.add(ServiceTargetSet {
            ppks,
            criterion: criterion(ppks),
            target,
            served: !NOT_SERVED.contains(&ppks),
            from: lit("2026-01-01"),
            basis: lit("Perda 8/2018; 20 dari 26 jenis (pilihan contoh)"),
        });
    }
    b.acting("operator");
    for [psks, count] in rows(POTENTIALS) {
        b.add(PsksCounted {
            psks: word(PsksType::from_word, psks),
            region: lit("36"),
            fiscal_year: lit("2026"),
            count: lit(count),
            data: None,
        });
    }
    // Nobody published how many people of each kind there are: round numbers, invented.
    for (ppks, count) in [(PpksType::NeglectedElderly, 3_000), (PpksType::Homeless, 1_000)] {
        let (region, fiscal_year) = (lit("36"), lit("2026"));
        b.add(PpksCounted { ppks, region, fiscal_year, count, data: None });
    }
    for (parameter, value) in [(Parameter::RehabilitationDays, 60), (Parameter::CoerciveTeam, 2)] {
        b.add(RuleEnacted {
            parameter,
            programme: None,
            value: Some(value),
            amount: None,
            from: lit("2026-01-01"),
            until: None,
            basis: lit("kebijakan buku contoh"),
        });
    }
}

/// Within institutions the province, outside them the regencies; victims of drugs and people with
/// HIV the state (after the annex of UU 23/2014).
fn take_over_matrix(b: &mut Build) {
    b.acting("operator");
    let services = [
        (WelfareService::InsideHome, AuthorityLevel::Province),
        (WelfareService::OutsideHome, AuthorityLevel::Regency),
    ];
    let count = super::super::build::count(PpksType::ALL.len() * services.len());
    let (basis, from) = (lit("UU 23/2014, lampiran (disederhanakan)"), lit("2026-01-01"));
    let opened = b.add_as("matriks", AuthorityMatrixOpened { basis, from, count });
    let matrix = jejak_events::ids::AuthorityMatrixRef(opened);
    for ppks in PpksType::ALL.iter().copied() {
        let state = matches!(ppks, PpksType::WithHiv | PpksType::DrugVictim);
        for (service, level) in services {
            let level = if state { AuthorityLevel::State } else { level };
            b.add(ServiceAuthoritySet { matrix, ppks, service, level });
        }
    }
    b.add(AuthorityMatrixClosed { matrix, count });
}
