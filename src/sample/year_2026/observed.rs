//! What others pay in Banten: lines and quotas that this ledger observes and does not guard.

use jejak_events::budget::{ActivityPlanApproved, BudgetCeilingSet};
use jejak_events::quota::{QuotaChanged, QuotaSet};
use jejak_events::vocabulary::*;
use jejak_events::{Code, Rupiah};

use super::super::build::{Build, lit, rp};
use super::super::reference::{APBN, DAK_HOUSING, REGENCIES, REGENCY_BUDGET, ZAKAT};

/// Sembako families per kabupaten/kota: invented, ten thousand each.
const QUOTA: u32 = 10_000;

/// A line of somebody else.
struct Other {
    name: &'static str,
    organisation: &'static str,
    activity: &'static str,
    account: &'static str,
    source: &'static str,
    programme: &'static str,
    region: &'static str,
    basis: CeilingBasis,
    amount: Rupiah,
}

/// Lebak: 150 houses x (Rp17.500.000 material + Rp2.500.000 wages).
const LEBAK: Other = Other {
    name: "rtlh-lebak",
    organisation: "pemda-36.02",
    activity: "1.04.04.2.02.0001",
    account: "5.1.06.03.01.0001",
    source: REGENCY_BUDGET,
    programme: "RTLH",
    region: "36.02",
    basis: CeilingBasis::External,
    amount: rp(3_000_000_000),
};

const OTHERS: &[Other] = &[
    LEBAK,
    // Kabupaten Serang: 200 houses x Rp25.000.000.
    Other {
        name: "rtlh-serang",
        organisation: "pemda-36.04",
        region: "36.04",
        amount: rp(5_000_000_000),
        ..LEBAK
    },
    // DAK for self-built houses in Lebak: 50 x Rp20.000.000, invented.
    Other { name: "rtlh-dak", source: DAK_HOUSING, amount: rp(1_000_000_000), ..LEBAK },
    // Baznas Kabupaten Serang: 20 x Rp25.000.000.
    Other {
        name: "rtlh-baznas",
        organisation: "baznas-serang",
        region: "36.04",
        source: ZAKAT,
        amount: rp(500_000_000),
        ..LEBAK
    },
    // Program Sembako: the invented quotas x Rp200.000 x 12. A ministry's books follow BAS, where
    // 57 is social assistance; SIPD's grammar reads it as 5.7.
    Other {
        name: "sembako",
        organisation: "kemensos",
        activity: "1.06.05",
        account: "5.7",
        source: APBN,
        programme: "SEMBAKO",
        region: "36",
        basis: CeilingBasis::Dipa,
        amount: rp(192_000_000_000),
    },
];

/// Ceilings and quotas of others, and the one quota of our own.
pub(super) fn watch_others(b: &mut Build) {
    b.day("2026-01-08");
    b.acting("operator");
    for other in OTHERS {
        let ceiling = BudgetCeilingSet {
            fiscal_year: lit("2026"),
            organisation: b.organisation(other.organisation),
            activity: lit(other.activity),
            account: lit(other.account),
            source: lit(other.source),
            programme: lit(other.programme),
            region: lit(other.region),
            standing: Standing::Observed,
            basis: other.basis,
            carried_from: None,
            amount: other.amount,
        };
        b.add_as(&format!("line/{}", other.name), ceiling);
    }
    let line = b.line("rtlh-dak");
    b.add(ActivityPlanApproved { line, basis: lit("CONTOH/KRISNA/rtlh-dak/2026") });
    for regency in &REGENCIES {
        let number = format!("CONTOH/KUOTA-SEMBAKO/{}/2026", regency.code);
        set(b, lit("SEMBAKO"), regency.code, QUOTA, Standing::Observed, &number);
    }
    let number = "CONTOH/KUOTA-JAMSOSRATU/36.02/2026";
    set(b, lit("JAMSOSRATU"), "36.02", 25, Standing::Own, number);
}

fn set(b: &mut Build, programme: Code, region: &str, count: u32, standing: Standing, number: &str) {
    let (region, fiscal_year, number) = (lit(region), lit("2026"), lit(number));
    b.add(QuotaSet { programme, region, fiscal_year, count, standing, number });
}

/// The ministry lowers one quota.
pub(super) fn change_quota(b: &mut Build) {
    b.day("2026-10-06");
    b.acting("operator");
    let change = QuotaChanged {
        programme: lit("SEMBAKO"),
        region: lit("36.03"),
        fiscal_year: lit("2026"),
        from_count: QUOTA,
        to_count: 9_400,
        reason: Reason::NikMismatch,
        number: lit("CONTOH/KUOTA-SEMBAKO-PERUBAHAN/36.03/2026"),
    };
    b.add_as("quota-change", change);
}
