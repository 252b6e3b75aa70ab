//! Program Sembako in one kecamatan of Lebak: its share of the quota down to four desa, 300 places
//! one by one, a replacement with all its papers, one with none, a place that stays empty.
//!
//! The desa, their shares and the people are invented. What the ministry pays is in `central`.

use jejak_events::ids::*;
use jejak_events::proposal::*;
use jejak_events::quota::QuotaChanged;
use jejak_events::reference::{ExternalDataImported, RegionRegistered, RuleEnacted};
use jejak_events::sembako::*;
use jejak_events::vocabulary::*;
use jejak_events::{Code, Region};

use super::super::build::{Build, lit, rows, word};
use super::super::people::{household, paper, recipient};
use super::super::reference::VILLAGE;
use super::Scene;

pub(super) const SCENES: &[Scene] = &[
    (1, divide),
    (1, enter_all),
    (1, enter_oddly),
    (2, lose_one),
    (3, propose_replacement),
    (4, replace),
    (4, replace_without_papers),
    (4, give_up),
    (9, change_quotas),
    (9, change_shares),
];

/// The story by which its people are derived.
pub(super) const STORY: &str = "sembako";

/// The kecamatan.
const DISTRICT: &str = "36.02.01";

/// Places that are held in the beginning.
pub(super) const PLACES: u64 = 300;

/// Holders, counted from 0, to whom something happens.
pub(super) const DIED: u64 = 7;
const REPLACED_BARE: u64 = 20;
const GAVE_UP: u64 = 40;
const ELSEWHERE_TOO: u64 = 200;
const TWICE: u64 = 201;
const CIVIL_SERVANT: u64 = 297;
const MATE: u64 = 298;
/// Those who follow on the places of `DIED` and `REPLACED_BARE`.
const HEIR: u64 = 300;
const BARE_HEIR: u64 = 301;
/// Somebody who is on no list.
pub(super) const OUTSIDER: u64 = 900;

/// Desa, share of the kecamatan's places, places held.
const VILLAGES: [(&str, u32, u64); 4] = [
    (VILLAGE, 100, 98),
    ("36.02.01.2002", 80, 82),
    ("36.02.01.2003", 80, 75),
    ("36.02.01.2004", 60, 45),
];

/// Parameter, programme, number, basis.
const PARAMETERS: &str = "
  menit-transaksi-awal  |         | 360  | kebijakan buku contoh
  menit-transaksi-akhir |         | 1320 | kebijakan buku contoh
  menit-mesin           |         | 10   | kebijakan buku contoh
  kartu-mesin           |         | 3    | kebijakan buku contoh
  kartu-nilai-sama      |         | 10   | kebijakan buku contoh
  hari-penggantian      | SEMBAKO | 60   | kebijakan buku contoh
";

fn programme() -> Code {
    lit("SEMBAKO")
}

/// The desa in which a holder of the beginning lives.
pub(super) fn region(kpm: u64) -> Region {
    let mut left = kpm;
    for (code, _, held) in VILLAGES {
        if left < held {
            return lit(code);
        }
        left -= held;
    }
    lit(VILLAGE)
}

/// Who holds a place when the second period is paid.
pub(super) fn later_holder(place: u64) -> RecipientId {
    let person = match place {
        DIED => HEIR,
        REPLACED_BARE => BARE_HEIR,
        other => other,
    };
    recipient(STORY, person)
}

fn place(b: &Build, kpm: u64) -> KpmPlaceRef {
    KpmPlaceRef(b.at("kpm/sembako").saturating_add(kpm))
}

/// What is usual at terminals; the shares of the kecamatan and its desa.
fn divide(b: &mut Build) {
    b.acting("operator");
    for [parameter, programme, value, basis] in rows(PARAMETERS) {
        b.add(RuleEnacted {
            parameter: word(Parameter::from_word, parameter),
            programme: (!programme.is_empty()).then(|| lit(programme)),
            value: Some(lit(value)),
            amount: None,
            from: lit("2026-01-01"),
            until: None,
            basis: lit(basis),
        });
    }
    for (code, ..) in VILLAGES.iter().filter(|(code, ..)| *code != VILLAGE) {
        let name = lit(&format!("Desa {code} (contoh)"));
        b.add(RegionRegistered { code: lit(code), name, scheme: RegionScheme::Kemendagri });
    }
    let total = VILLAGES.iter().map(|(_, share, _)| share).sum();
    share(b, "36.02", DISTRICT, total);
    for (code, count, _) in VILLAGES {
        share(b, DISTRICT, code, count);
    }
}

fn share(b: &mut Build, parent: &str, region: &str, count: u32) {
    b.add(SembakoQuotaAllocated {
        programme: programme(),
        parent: lit(parent),
        region: lit(region),
        fiscal_year: lit("2026"),
        count,
        basis: AllocationBasis::RegencyDecree,
        number: lit("CONTOH/SK-BUPATI/KUOTA-SEMBAKO/2026"),
    });
}

fn register(b: &mut Build, person: u64, mate_of: u64, region: Region) {
    b.add(RecipientRegistered {
        recipient: recipient(STORY, person),
        recipient_type: RecipientType::Family,
        region,
        household: Some(household(STORY, mate_of)),
        identity: IdentityKind::NikVerified,
        fault: NikFault::None,
    });
}

fn entry(person: u64, household_of: u64, region: Region) -> KpmEntered {
    KpmEntered {
        programme: programme(),
        recipient: recipient(STORY, person),
        household: household(STORY, household_of),
        region,
        from: lit("2026-01"),
        basis: KpmEntryBasis::Ministry,
        minutes: None,
    }
}

/// The household that a person of the story belongs to: two of them share one.
fn household_of(person: u64) -> u64 {
    if person == MATE + 1 { MATE } else { person }
}

/// The ministry's list, place by place; two more than one desa may have.
fn enter_all(b: &mut Build) {
    b.acting("petugas");
    for kpm in 0..PLACES {
        register(b, kpm, household_of(kpm), region(kpm));
    }
    for person in [HEIR, BARE_HEIR] {
        register(b, person, person, lit(VILLAGE));
    }
    register(b, OUTSIDER, OUTSIDER, lit(VILLAGE));
    b.acting("verifikator");
    let data = ExternalDataImported {
        dataset: Dataset::CivilServants,
        version: lit("2026-01 (contoh)"),
        position: lit("2026-01-30"),
        period: None,
        file: paper("data-asn", 0),
        rows_accepted: 1,
        rows_rejected: 0,
        rows_total: 1,
    };
    let data = ExternalDataRef(b.add(data));
    b.add(EligibilityChecked {
        recipient: recipient(STORY, CIVIL_SERVANT),
        programme: programme(),
        data,
        outcome: Outcome::Rejected,
        reason: Some(Reason::CivilServant),
    });
    b.acting("petugas");
    b.name("kpm/sembako", b.next_seq());
    for kpm in 0..PLACES {
        b.add(entry(kpm, household_of(kpm), region(kpm)));
    }
}

/// Two holders get a second place: one in another kabupaten, one in the same desa.
fn enter_oddly(b: &mut Build) {
    b.acting("petugas");
    b.add_as("kpm/elsewhere", entry(ELSEWHERE_TOO, ELSEWHERE_TOO, lit("36.04.05")));
    b.add_as("kpm/twice", entry(TWICE, TWICE, region(TWICE)));
}

/// A holder dies, before the first credit.
fn lose_one(b: &mut Build) {
    b.acting("petugas");
    b.add(RecipientStatusChanged {
        recipient: recipient(STORY, DIED),
        status: RecipientStatus::Deceased,
        effective: lit("2026-02-10"),
        data: None,
    });
}

/// The desa proposes who follows; the regent approves.
fn propose_replacement(b: &mut Build) {
    b.acting("petugas");
    let minutes = DeliberationRecorded {
        region: lit(VILLAGE),
        number: lit("CONTOH/BA/MUSDES-SEMBAKO/2026"),
        added: 1,
        removed: 1,
    };
    let minutes = DeliberationRef(b.add_as("musdes/sembako", minutes));
    let place = place(b, DIED);
    let (recipient, reason) = (recipient(STORY, HEIR), KpmExitReason::Deceased);
    let proposed = KpmReplacementProposed { place, recipient, reason, minutes };
    b.add_as("kpm-replacement/sembako", proposed);
    let replacement = KpmReplacementRef(b.at("kpm-replacement/sembako"));
    let number = lit("CONTOH/PENGESAHAN-BUPATI/SEMBAKO/2026");
    b.add(KpmReplacementApproved { replacement, outcome: Outcome::Accepted, number });
}

/// The ministry determines; the list shows the new holder.
fn replace(b: &mut Build) {
    b.acting("operator");
    let replacement = KpmReplacementRef(b.at("kpm-replacement/sembako"));
    let number = lit("CONTOH/SK-KEMENSOS/SEMBAKO-04/2026");
    b.add(KpmReplacementDetermined { replacement, outcome: Outcome::Accepted, number });
    let replaced = KpmReplaced {
        place: place(b, DIED),
        recipient: recipient(STORY, HEIR),
        household: household(STORY, HEIR),
        reason: KpmExitReason::Deceased,
        replacement: Some(replacement),
        minutes: Some(DeliberationRef(b.at("musdes/sembako"))),
        effective: lit("2026-04"),
    };
    b.add_as("kpm-replaced", replaced);
}

/// The same list shows another new holder, of whom no paper is known.
fn replace_without_papers(b: &mut Build) {
    let replaced = KpmReplaced {
        place: place(b, REPLACED_BARE),
        recipient: recipient(STORY, BARE_HEIR),
        household: household(STORY, BARE_HEIR),
        reason: KpmExitReason::Moved,
        replacement: None,
        minutes: None,
        effective: lit("2026-04"),
    };
    b.add_as("kpm-replaced/bare", replaced);
}

/// A family that is poor no more gives up its place, which stays empty.
fn give_up(b: &mut Build) {
    let place = place(b, GAVE_UP);
    let (reason, effective) = (KpmExitReason::WellOff, lit("2026-05"));
    b.add_as("kpm-left", KpmLeft { place, reason, effective });
}

/// The ministry takes from one kabupaten and gives to a kota.
fn change_quotas(b: &mut Build) {
    b.acting("operator");
    for (region, to_count) in [("36.02", 9_950), ("36.71", 10_250)] {
        b.add(QuotaChanged {
            programme: programme(),
            region: lit(region),
            fiscal_year: lit("2026"),
            from_count: 10_000,
            to_count,
            reason: Reason::NotFound,
            number: lit(&format!("CONTOH/KUOTA-SEMBAKO-PERUBAHAN/{region}/2026")),
        });
    }
}

/// What stayed unfilled in one desa goes to the one that has too few places.
fn change_shares(b: &mut Build) {
    let changes = [
        ("36.02.01.2004", 60, 50, AllocationReason::Unfilled),
        ("36.02.01.2002", 80, 90, AllocationReason::Need),
    ];
    for (region, from_count, to_count, reason) in changes {
        b.add(SembakoQuotaChanged {
            programme: programme(),
            region: lit(region),
            fiscal_year: lit("2026"),
            from_count,
            to_count,
            reason,
            basis: AllocationBasis::RegencyDecree,
            number: lit("CONTOH/SK-BUPATI/KUOTA-SEMBAKO-PERUBAHAN/2026"),
        });
    }
}
