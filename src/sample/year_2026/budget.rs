//! Ceilings, releases, shifts and revisions of the province's own lines in 2026.

use jejak_events::accountability::SilpaComputed;
use jejak_events::budget::*;
use jejak_events::cash::CashReceived;
use jejak_events::opening::OpeningCashRecorded;
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;
use jejak_events::{FiscalYear, Rupiah};

use super::super::build::{Build, lit, rp};
use super::super::people::token;
use super::super::reference::{DAK_SOCIAL, PAD};

/// Capital spending on buildings (Belanja Modal Gedung dan Bangunan).
const BUILDING_ACCOUNT: &str = "5.2.03.01.01.0001";

/// What the DAK of 2025 left in the treasury.
const CARRIED: Rupiah = rp(600_000_000);

/// Amounts on lines.
type Amounts = &'static [(&'static str, Rupiah)];

/// What each quarter releases.
pub(super) const QUARTER_1: Amounts =
    &[("jamsosratu", rp(45_000_000)), ("slrt", rp(60_000_000)), ("kube", rp(60_000_000))];
pub(super) const QUARTER_2: Amounts = &[
    ("panti", rp(10_000_000_000)),
    ("building-apbd", rp(600_000_000)),
    ("building-dak", rp(1_500_000_000)),
    ("bencana", rp(80_000_000)),
];
pub(super) const QUARTER_3: Amounts = &[
    ("building-apbd", rp(600_000_000)),
    ("building-dak", rp(1_500_000_000)),
    ("building-carried", rp(600_000_000)),
    ("slrt", rp(30_000_000)),
];
pub(super) const QUARTER_4: Amounts = &[("panti", rp(8_000_000_000))];

/// The rest of the DAK of 2025 is taken over: counted in the cash book, computed as SiLPA.
pub(super) fn carry_over(b: &mut Build) {
    b.day("2026-01-07");
    b.acting("kuasa-bud");
    let (cash, source) = (b.cash("rkud"), lit(DAK_SOCIAL));
    let position = lit("2025-12-31");
    b.add(OpeningCashRecorded { cash, source, amount: CARRIED, position });
    let silpa = SilpaComputed { fiscal_year: lit("2025"), source, cash, amount: CARRIED };
    b.add_as("silpa", silpa);
    let kind = CashReceiptKind::OwnRevenue;
    let bank_reference = Some(token("penerimaan PAD", 0));
    let (source, amount) = (lit(PAD), rp(10_000_000_000));
    b.add(CashReceived { cash, source, kind, amount, bank_reference });
}

/// A line of the province.
struct Own {
    name: &'static str,
    activity: &'static str,
    account: &'static str,
    source: &'static str,
    programme: &'static str,
    region: &'static str,
    carried_from: Option<&'static str>,
    amount: Rupiah,
}

const PANTI: Own = Own {
    name: "panti",
    activity: "1.06.04.1.01.0011",
    account: BUILDING_ACCOUNT,
    source: PAD,
    programme: "PANTI",
    region: "36",
    carried_from: None,
    amount: rp(37_000_000_000),
};

/// One building from three lines: one activity, one account, three sources of money.
const BUILDING: Own = Own {
    name: "building-apbd",
    activity: "1.06.04.1.01.0012",
    region: "36.73",
    amount: rp(1_200_000_000),
    ..PANTI
};

const OWN_LINES: &[Own] = &[
    PANTI,
    BUILDING,
    Own { name: "building-dak", source: DAK_SOCIAL, amount: rp(3_000_000_000), ..BUILDING },
    Own {
        name: "building-carried",
        source: DAK_SOCIAL,
        carried_from: Some("2025"),
        amount: CARRIED,
        ..BUILDING
    },
    Own {
        name: "jamsosratu",
        activity: "1.06.05.1.02.0003",
        account: "5.1.06.02.01.0001",
        programme: "JAMSOSRATU",
        amount: rp(40_000_000),
        ..PANTI
    },
    Own {
        name: "slrt",
        activity: "1.06.02.1.03.0001",
        account: "5.1.02.01.01.0024",
        programme: "SLRT",
        amount: rp(150_000_000),
        ..PANTI
    },
    Own {
        name: "bencana",
        activity: "1.06.06.1.01.0001",
        account: "5.1.02.01.01.0055",
        programme: "BENCANA",
        amount: rp(100_000_000),
        ..PANTI
    },
    // Three groups at Rp20.000.000, invented.
    Own {
        name: "kube",
        activity: "1.06.05.1.02.0004",
        account: "5.1.06.03.01.0001",
        programme: "KUBE",
        amount: rp(60_000_000),
        ..PANTI
    },
    Own {
        name: "stok",
        activity: "1.06.06.1.01.0002",
        account: "5.1.02.01.01.0055",
        programme: "BENCANA",
        amount: rp(50_000_000),
        ..PANTI
    },
    Own {
        name: "askesos",
        activity: "1.06.05.1.02.0005",
        account: "5.1.02.02.01.0061",
        programme: "JAMSOSRATU",
        amount: rp(4_000_000),
        ..PANTI
    },
];

/// The DPA of the agency; the cash plan of its largest line; approved plans for DAK.
pub(super) fn set_ceilings(b: &mut Build) {
    b.acting("ppkd");
    for own in OWN_LINES {
        let ceiling = BudgetCeilingSet {
            fiscal_year: year(),
            organisation: b.organisation("dinsos"),
            activity: lit(own.activity),
            account: lit(own.account),
            source: lit(own.source),
            programme: lit(own.programme),
            region: lit(own.region),
            standing: Standing::Own,
            basis: CeilingBasis::Dpa,
            carried_from: own.carried_from.map(lit),
            amount: own.amount,
        };
        b.add_as(&format!("line/{}", own.name), ceiling);
    }
    for name in ["building-dak", "building-carried"] {
        let basis = lit(&format!("CONTOH/KRISNA/{name}/2026"));
        let line = b.line(name);
        b.add(ActivityPlanApproved { line, basis });
    }
    let mut months = vec![rp(0); 12];
    for (month, amount) in [(3, 9_250), (6, 9_250), (8, 9_250), (10, 9_250)] {
        months[month] = rp(amount * 1_000_000);
    }
    let line = b.line("panti");
    b.add(CashPlanSet { line, months });
}

fn year() -> FiscalYear {
    lit("2026")
}

/// Rp5 million from the running costs of SLRT to the families.
pub(super) fn shift(b: &mut Build) {
    b.day("2026-01-09");
    b.acting("ppkd");
    let (from, to) = (b.line("slrt"), b.line("jamsosratu"));
    let (amount, reason) = (rp(5_000_000), BudgetReason::Shift);
    b.add_as("shift", BudgetShifted { from, to, amount, reason });
}

/// SPD of a quarter.
pub(super) fn release_quarter(b: &mut Build, day: &str, quarter: u8, amounts: Amounts) {
    b.day(day);
    b.acting("ppkd");
    let lines = b.lines(amounts);
    b.add(SpdIssued { number: lit(&format!("CONTOH/SPD/{quarter}/2026")), quarter, lines });
}

/// The second stage of the DAK arrives.
pub(super) fn receive_second_stage(b: &mut Build) {
    b.acting("kuasa-bud");
    receive_dak(b, "DAK tahap II", rp(1_275_000_000));
}

/// A transfer of DAK into the treasury; its sequence number.
pub(super) fn receive_dak(b: &mut Build, label: &str, amount: Rupiah) -> u64 {
    b.add(CashReceived {
        cash: b.cash("rkud"),
        source: lit(DAK_SOCIAL),
        kind: CashReceiptKind::Transfer,
        amount,
        bank_reference: Some(token(label, 0)),
    })
}

/// The amended budget lowers the running costs of SLRT.
pub(super) fn amend(b: &mut Build) {
    b.day("2026-09-28");
    b.acting("ppkd");
    let line = b.line("slrt");
    let (from_amount, to_amount) = (rp(145_000_000), rp(120_000_000));
    let reason = BudgetReason::AmendedBudget;
    b.add_as("revision", BudgetRevised { line, from_amount, to_amount, reason });
    let (amount, reason) = (rp(200_000_000), BudgetReason::Efficiency);
    let line = b.line("panti");
    b.add(BudgetUnblocked { line, amount, reason });
}
