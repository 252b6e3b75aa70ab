//! What was published of institutions, workers and services stands in the sample as single
//! objects, and their money ends where the stories say.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::vocabulary::{InstitutionKind, ServiceKind, WorkerRole};
use jejak_events::{Date, Region, Stage};
use jejak_projections::service::{NextSource, Presence};

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn institutions_are_as_many_and_hold_as_many_as_published() {
    let (desk, _) = recorded();
    let area = &desk.state.institution;
    let mut found: BTreeMap<InstitutionKind, (u32, u32)> = BTreeMap::new();
    // One closed in the year: it was open when the figures were published. One Karang Taruna was
    // registered twice.
    let counted = |kind, closed: bool| !(closed && kind == InstitutionKind::YouthOrganisation);
    for (_, known) in area.institutions.iter().filter(|(_, k)| counted(k.kind, k.closed)) {
        let (count, capacity) = found.entry(known.kind).or_default();
        *count += 1;
        *capacity += known.capacity.unwrap_or(0);
    }
    let expected = [
        (InstitutionKind::GovernmentHome, (2, 200)),
        (InstitutionKind::ChildrenHome, (359, 14_360)),
        (InstitutionKind::DisabilityHome, (21, 420)),
        (InstitutionKind::ElderlyHome, (13, 520)),
        (InstitutionKind::FamilyConsultation, (9, 0)),
        (InstitutionKind::TransitHouse, (8, 0)),
        (InstitutionKind::OutsideHome, (166, 0)),
        (InstitutionKind::YouthOrganisation, (1_531, 0)),
    ];
    assert_eq!(found, expected.into());
    assert_eq!(359 + 21 + 13, 393);
    assert_eq!(14_360 + 420 + 520, 15_300);
    assert_eq!(area.cooperations.len(), 1, "with BAPAS");
}

#[test]
fn workers_are_as_many_as_published_and_each_kecamatan_has_one_tksk() {
    let (desk, _) = recorded();
    let workers = &desk.state.worker.workers;
    let serving = |on: &str| {
        let on = day(on);
        let mut roles: BTreeMap<WorkerRole, u32> = BTreeMap::new();
        for (_, worker) in workers.iter().filter(|(_, worker)| worker.covers(on)) {
            *roles.entry(worker.role).or_default() += 1;
        }
        roles
    };
    let expected = [
        (WorkerRole::Tksk, 155),
        (WorkerRole::SaktiPeksos, 121),
        (WorkerRole::Counsellor, 22),
        (WorkerRole::PkhCompanion, 1_038),
        (WorkerRole::KubeCompanion, 15),
        (WorkerRole::Ktkpm, 621),
        (WorkerRole::Psm, 6_121),
        (WorkerRole::Tagana, 1_452),
        (WorkerRole::YouthBoard, 1_568),
    ];
    assert_eq!(serving("2026-01-31"), expected.into());
    let tksk = |on: Date| {
        let serving = workers.iter().map(|(_, worker)| worker);
        let regions = serving.filter(|w| w.role == WorkerRole::Tksk && w.covers(on));
        regions.map(|worker| worker.region).collect::<Vec<Region>>()
    };
    for on in ["2026-01-31", "2026-05-31"].map(day) {
        let districts: BTreeSet<Region> = tksk(on).into_iter().collect();
        assert_eq!((tksk(on).len(), districts.len()), (155, 155), "{on}");
    }
}

#[test]
fn six_slrt_one_kota_without_and_one_of_which_nothing_is_known() {
    let (desk, _) = recorded();
    let coverage = desk.state.service_coverage("2025".parse().unwrap());
    let of = |code: &str| {
        let code: Region = code.parse().unwrap();
        coverage.iter().find(|row| row.region == code).unwrap()
    };
    let has = coverage.iter().filter(|row| matches!(row.slrt, Presence::Has(_))).count();
    assert_eq!((coverage.len(), has), (8, 6));
    let in_2026 = desk.state.service_coverage("2026".parse().unwrap());
    let without: Vec<Presence> = in_2026
        .iter()
        .filter(|row| ["36.72", "36.74"].contains(&row.region.to_string().as_str()))
        .map(|row| row.slrt)
        .collect();
    assert_eq!(without, [Presence::None(day("2026-01-30")), Presence::Unknown]);
    let closed = in_2026.iter().find(|row| row.region.to_string() == "36.73").unwrap();
    assert_eq!(closed.slrt, Presence::None(day("2026-06-29")));
    assert_eq!(of("36.01").next_source, Some(NextSource::Apbd));
    assert_eq!(of("36.02").next_source, Some(NextSource::ApbnOrApbd));
    assert_eq!(of("36.01").apbn_years.len(), 3);
    let puskesos = desk.state.service.units.iter();
    assert_eq!(puskesos.filter(|(_, unit)| unit.kind == ServiceKind::Puskesos).count(), 12);
}

#[test]
fn food_stipends_and_services_are_paid_and_accounted_for() {
    let (desk, _) = recorded();
    let resting = |programme: &str, account: &str| {
        let programme = programme.parse().unwrap();
        let account = account.parse().unwrap();
        let lines = desk.state.budget.lines.iter();
        let line = lines
            .map(|(_, line)| line)
            .find(|line| line.programme == programme && line.account == account);
        let line = line.unwrap();
        [Stage::AccountedFor, Stage::Committed, Stage::Available].map(|stage| line.at(stage) / 100)
    };
    assert_eq!(resting("PERMAKANAN", "5.1.06.04.01.0001"), [8_370_000, 0, 1_630_000]);
    assert_eq!(resting("TALI-ASIH", "5.1.02.02.01.0028"), [77_500_000, 0, 82_500_000]);
    assert_eq!(resting("SLRT", "5.1.02.01.01.0026"), [48_000_000, 0, 52_000_000]);
}
