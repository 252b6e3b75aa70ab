//! Who acts in the sample: accounts, roles and offices. Roles only, nobody has a name.

use jejak_events::Date;
use jejak_events::access::*;
use jejak_events::ids::{AccountRef, AppointmentRef};
use jejak_events::vocabulary::{Capacity, Office, Role};

use super::OPERATOR;
use super::build::{Build, lit};

/// Somebody with an account in 2026.
pub(super) struct Actor {
    /// By which scenes call them.
    name: &'static str,
    organisation: &'static str,
    role: Role,
    office: Option<Office>,
}

/// Somebody by whom scenes call, where, in which role and office.
pub(super) const fn actor(
    name: &'static str,
    organisation: &'static str,
    role: Role,
    office: Option<Office>,
) -> Actor {
    Actor { name, organisation, role, office }
}

const ACTORS: &[Actor] = &[
    actor("kadis", "dinsos", Role::BudgetUser, Some(Office::Pa)),
    actor("kpa", "dinsos", Role::BudgetUser, Some(Office::Kpa)),
    actor("ppk", "dinsos", Role::PpkSkpd, Some(Office::PpkSkpd)),
    actor("pptk", "dinsos", Role::Pptk, Some(Office::Pptk)),
    actor("bendahara", "dinsos", Role::Treasurer, Some(Office::Treasurer)),
    actor("verifikator", "dinsos", Role::Verifier, Some(Office::Verifier)),
    actor("petugas", "pemda-36.02", Role::Operator, Some(Office::FieldOfficer)),
    actor("ppkd", "bpkad", Role::RegionalTreasury, Some(Office::Ppkd)),
    actor("kuasa-bud", "bpkad", Role::RegionalTreasury, Some(Office::KuasaBud)),
    actor("tapd", "bpkad", Role::RegionalTreasury, Some(Office::Tapd)),
    actor("bank", "bank", Role::Channel, Some(Office::BankOfficer)),
    actor("inspektur", "inspektorat", Role::Auditor, Some(Office::Inspector)),
    actor("dpo", "dinsos", Role::DataProtection, None),
    actor("gudang", "dinsos", Role::WarehouseKeeper, Some(Office::WarehouseKeeper)),
];

/// Officials of 2022, for whom history is recorded: label, organisation, office. The PA and the
/// head of the agency are one person.
const OFFICIALS_2022: &[(&str, &str, &str, Office)] = &[
    ("kadis-2022", "kadis-2022", "dinsos", Office::HeadOfAgency),
    ("pa-2022", "kadis-2022", "dinsos", Office::Pa),
    ("ppk-2022", "ppk-2022", "dinsos", Office::PpkSkpd),
    ("bendahara-2022", "bendahara-2022", "dinsos", Office::Treasurer),
    ("ppkd-2022", "ppkd-2022", "bpkad", Office::Ppkd),
    ("ppk-ppkd-2022", "ppk-ppkd-2022", "bpkad", Office::PpkSkpd),
    ("bendahara-ppkd-2022", "bendahara-ppkd-2022", "bpkad", Office::Treasurer),
    ("kuasa-bud-2022", "kuasa-bud-2022", "bpkad", Office::KuasaBud),
    ("bank-2022", "bank-2022", "bank", Office::BankOfficer),
];

/// Opens accounts, grants roles, appoints officials.
pub(super) fn appoint(b: &mut Build) {
    b.name("account/operator", OPERATOR.0);
    for actor in ACTORS {
        open(b, actor, lit("2025-01-02"), Capacity::Definitive);
    }
    // The head of the agency signs decrees in that office and orders payments as PA.
    office(b, "kadis-sk", "kadis", "dinsos", Office::HeadOfAgency, lit("2025-01-02"), None);
    for (label, person, organisation, held) in OFFICIALS_2022 {
        let until = Some(lit("2024-12-31"));
        office(b, label, person, organisation, *held, lit("2022-01-01"), until);
    }
    b.seal();
}

/// The head of the agency leaves; an acting head takes over the next day.
pub(super) fn change_head(b: &mut Build) {
    b.day("2026-06-30");
    b.acting("operator");
    for label in ["office/kadis", "office/kadis-sk"] {
        let appointment = AppointmentRef(b.at(label));
        let (until, basis) = (b.today(), lit("SK pemberhentian contoh 02/2026"));
        b.add(OfficialReleased { appointment, until, basis });
    }
    b.next_working_day();
    b.acting("operator");
    let from = b.today();
    let acting = actor("plt-kadis", "dinsos", Role::BudgetUser, Some(Office::Pa));
    open(b, &acting, from, Capacity::Plt);
}

/// The account that orders payments on this day.
pub(super) fn budget_user(b: &Build) -> &'static str {
    if b.today() < lit("2026-07-01") { "kadis" } else { "plt-kadis" }
}

/// Opens an account and grants its role; appoints whoever has an office.
pub(super) fn open(b: &mut Build, actor: &Actor, from: Date, capacity: Capacity) {
    let name = actor.name;
    let organisation = Some(b.organisation(actor.organisation));
    let opened = AccountOpened { person: b.people().person(name), organisation };
    let account = b.add_as(&format!("account/{name}"), opened);
    let (account, role) = (AccountRef(account), actor.role);
    let today = b.today();
    b.add(RoleGranted { account, role, organisation, region: None, from: today, until: None });
    let Some(held) = actor.office else { return };
    let event = appointment(b, name, actor.organisation, held, (from, None), capacity);
    b.add_as(&format!("office/{name}"), event);
}

/// Appoints somebody to one more office.
pub(super) fn office(
    b: &mut Build,
    label: &str,
    person: &str,
    organisation: &str,
    held: Office,
    from: Date,
    until: Option<Date>,
) {
    let event = appointment(b, person, organisation, held, (from, until), Capacity::Definitive);
    b.add_as(&format!("office/{label}"), event);
}

fn appointment(
    b: &Build,
    person: &str,
    organisation: &str,
    office: Office,
    (from, until): (Date, Option<Date>),
    capacity: Capacity,
) -> OfficialAppointed {
    let basis = lit(&format!("SK pengangkatan contoh 01/{}", from.year()));
    let (person, organisation) = (b.people().person(person), b.organisation(organisation));
    OfficialAppointed { person, office, organisation, capacity, from, until, basis }
}
