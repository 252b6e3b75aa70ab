//! PKH in one kecamatan of Kabupaten Tangerang: 36 families, two stages, each credit compared with
//! what the components are worth. One family is paid for a child that left school, one although
//! it did not keep its commitment; five say that they got less than was credited.
//!
//! The yearly rates are those of 2024 and 2025; the families and all that happens are invented.

use jejak_events::Rupiah;
use jejak_events::central::*;
use jejak_events::ids::*;
use jejak_events::pkh::*;
use jejak_events::proposal::RecipientRegistered;
use jejak_events::reference::RuleEnacted;
use jejak_events::vocabulary::PkhComponentKind::*;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rows, rp, word};
use super::super::people::{household, paper, recipient, token};
use super::Scene;

pub(super) const SCENES: &[Scene] = &[
    (1, enact),
    (1, record_families),
    (3, pay_first),
    (3, end_one),
    (4, use_first),
    (6, pay_second),
    (7, reissue),
    (7, block),
    (8, give_back),
    (8, close_first),
];

const STORY: &str = "pkh";
const REGION: &str = "36.03.05";
const FAMILIES: u64 = 36;

/// Families to which something happens.
const CHILD_LEFT: u64 = 5;
const NOT_KEPT: u64 = 8;
const MANY: u64 = 11;
const ENDED: u64 = 12;
const UNUSED: u64 = 13;
const RETURNED: u64 = 15;
/// Cards used one after the other; less was handed over.
const ONE_TERMINAL: std::ops::Range<u64> = 18..23;
/// Lives in the household of the one before.
const MATE: u64 = 30;
/// Claims a child of `LENDER`.
const BORROWER: u64 = 31;
const LENDER: u64 = 25;

/// Parameter, number or yearly amount.
const PARAMETERS: &str = "
  komponen-pkh    | 4
  tahap-pkh       | 4
  pkh-ibu-hamil   | Rp3000000
  pkh-usia-dini   | Rp3000000
  pkh-sd          | Rp900000
  pkh-smp         | Rp1500000
  pkh-sma         | Rp2000000
  pkh-disabilitas | Rp2400000
  pkh-lansia      | Rp2400000
  pkh-korban-ham  | Rp10800000
";

/// Components of a family and what they are worth for a stage; families take them in turn.
const COMPONENTS: [(&[PkhComponentKind], Rupiah); 6] = [
    (&[Primary], rp(225_000)),
    (&[Primary, JuniorSecondary], rp(600_000)),
    (&[EarlyChildhood, Primary], rp(975_000)),
    (&[Elderly], rp(600_000)),
    (&[SeniorSecondary, JuniorSecondary, Elderly], rp(1_475_000)),
    (&[SevereDisability, Primary], rp(825_000)),
];

/// Five components, of which the best four count.
const FIVE: (&[PkhComponentKind], Rupiah) =
    (&[SevereDisability, Primary, JuniorSecondary, SeniorSecondary, Elderly], rp(2_075_000));

fn of_family(family: u64) -> (&'static [PkhComponentKind], Rupiah) {
    let turn = usize::try_from(family % 6).unwrap_or(0);
    if family == MANY { FIVE } else { COMPONENTS[turn] }
}

fn enact(b: &mut Build) {
    b.acting("operator");
    for [parameter, figure] in rows(PARAMETERS) {
        let amount = figure.strip_prefix("Rp");
        b.add(RuleEnacted {
            parameter: word(Parameter::from_word, parameter),
            programme: Some(lit("PKH")),
            value: amount.is_none().then(|| lit(figure)),
            amount: amount.map(lit),
            from: lit("2024-01-01"),
            until: None,
            basis: lit("indeks bantuan PKH 2024-2025"),
        });
    }
}

fn component(b: &Build, family: u64, index: usize) -> PkhComponentRef {
    PkhComponentRef(b.at(&format!("pkh-component/{family}-{index}")))
}

/// The member of a family that is its component of an index.
fn member(family: u64, index: u64) -> RecipientId {
    recipient("anggota pkh", family * 10 + index)
}

/// Registers the families and their members that count.
fn record_families(b: &mut Build) {
    b.acting("petugas");
    for family in 0..FAMILIES {
        let home = if family == MATE { MATE - 1 } else { family };
        b.add(RecipientRegistered {
            recipient: recipient(STORY, family),
            recipient_type: RecipientType::Family,
            region: lit(REGION),
            household: Some(household(STORY, home)),
            identity: IdentityKind::NikVerified,
            fault: NikFault::None,
        });
    }
    for family in 0..FAMILIES {
        for (index, kind) in (0u64..).zip(of_family(family).0) {
            let own = member(family, index);
            let borrowed = family == BORROWER && index == 1;
            let leaves = family == CHILD_LEFT && *kind == Primary;
            let recorded = PkhComponentRecorded {
                programme: lit("PKH"),
                family: recipient(STORY, family),
                member: if borrowed { member(LENDER, 1) } else { own },
                component: *kind,
                from: lit("2026-01-01"),
                until: leaves.then(|| lit("2026-03-31")),
            };
            b.add_as(&format!("pkh-component/{family}-{index}"), recorded);
        }
    }
}

fn period(b: &Build, stage: u8) -> CentralPeriodRef {
    CentralPeriodRef(b.at(&format!("central-period/pkh-{stage}")))
}

fn credit(b: &Build, stage: u8, family: u64) -> CentralCreditRef {
    CentralCreditRef(b.at(&format!("central-credit/pkh-{stage}/{family}")))
}

/// A stage: its pipeline, the commitments of its families.
fn open(b: &mut Build, stage: u8, first: &str, (kpm, amount): (u32, Rupiah)) {
    b.acting("operator");
    let (first, fiscal_year) = (lit(first), lit("2026"));
    let opened = CentralPeriodOpened { programme: lit("PKH"), first, months: 3, fiscal_year };
    b.add_as(&format!("central-period/pkh-{stage}"), opened);
    let period = period(b, stage);
    for status in [CentralStatus::FinalClosing, CentralStatus::Sp2d, CentralStatus::TopUp] {
        let file = paper(&format!("siks-ng pkh {stage} {status}"), 0);
        let region = lit("36.03");
        b.add(CentralStatusObserved { period, region, status, kpm, amount, file });
    }
    b.acting("petugas");
    for family in families(stage) {
        for (index, kind) in of_family(family).0.iter().enumerate() {
            let left = stage == 2 && family == CHILD_LEFT && *kind == Primary;
            if left {
                continue;
            }
            let fulfilled = !(stage == 1 && family == NOT_KEPT && *kind == Primary);
            let component = component(b, family, index);
            b.add(PkhCommitmentVerified { component, period, fulfilled });
        }
    }
}

/// Families of a stage: one leaves after the first.
fn families(stage: u8) -> impl Iterator<Item = u64> {
    (0..FAMILIES).filter(move |family| stage == 1 || *family != ENDED)
}

/// Components that count for a family in a stage, and what they are worth.
fn worth(stage: u8, family: u64) -> (u8, Rupiah) {
    match (stage, family) {
        (1, NOT_KEPT) => (1, rp(750_000)),
        (2, CHILD_LEFT) => (1, rp(600_000)),
        (_, MANY) => (4, FIVE.1),
        _ => {
            let (kinds, amount) = of_family(family);
            (u8::try_from(kinds.len()).unwrap_or(u8::MAX), amount)
        }
    }
}

/// The ministry credits every family as if nothing had changed; each credit is compared.
fn pay(b: &mut Build, stage: u8) {
    b.acting("bank");
    let period = period(b, stage);
    for family in families(stage) {
        let credited = to_family(period, family, family);
        b.add_as(&format!("central-credit/pkh-{stage}/{family}"), credited);
    }
    b.acting("verifikator");
    for family in families(stage) {
        let credit = credit(b, stage, family);
        let (components, expected) = worth(stage, family);
        b.add(PkhStageReconciled { credit, components, expected });
    }
}

fn to_family(period: CentralPeriodRef, family: u64, account: u64) -> CentralAidCredited {
    CentralAidCredited {
        period,
        recipient: recipient(STORY, family),
        region: lit(REGION),
        amount: of_family(family).1,
        channel: Channel::Bank,
        account: Some(token("kartu pkh", account)),
    }
}

fn pay_first(b: &mut Build) {
    open(b, 1, "2026-01", (36, rp(29_450_000)));
    pay(b, 1);
}

/// A child moves to relatives: the family has no component left.
fn end_one(b: &mut Build) {
    b.acting("petugas");
    let component = component(b, ENDED, 0);
    let (until, reason) = (b.today(), PkhEndReason::Moved);
    b.add_as("pkh-ended", PkhComponentEnded { component, until, reason });
}

/// All but one use their aid. Five cards were in one hand: used within minutes, less handed over.
fn use_first(b: &mut Build) {
    b.acting("bank");
    for family in (0..FAMILIES).filter(|family| *family != UNUSED) {
        let in_one_hand = ONE_TERMINAL.contains(&family);
        let (terminal, minute) = if in_one_hand {
            (900, 900 + family - ONE_TERMINAL.start)
        } else {
            (family / 10, 480 + 15 * (family % 10))
        };
        b.add(CentralAidTransacted {
            credit: credit(b, 1, family),
            amount: of_family(family).1,
            minute: u16::try_from(minute).unwrap_or(u16::MAX),
            place: Some(token("agen pkh", terminal)),
            terminal: Some(token("mesin pkh", terminal)),
        });
    }
    b.acting("petugas");
    for family in ONE_TERMINAL {
        let credit = credit(b, 1, family);
        let received = of_family(family).1.checked_sub(rp(75_000)).unwrap_or(rp(0));
        let reporter = Some(token("pelapor pkh", family));
        b.add(CentralDeductionReported { credit, received, reporter });
    }
}

fn pay_second(b: &mut Build) {
    open(b, 2, "2026-04", (35, rp(29_225_000)));
    pay(b, 2);
}

/// A card was dormant: the bank takes the credit back and credits another account.
fn reissue(b: &mut Build) {
    b.acting("bank");
    let (credit, reason) = (credit(b, 2, RETURNED), CreditCancelReason::Inactive);
    b.add(CentralCreditCancelled { credit, reason });
    let again = to_family(period(b, 2), RETURNED, RETURNED + 500);
    b.add_as("central-credit/pkh-again", again);
}

/// What a family never used is blocked, and goes back a month later.
fn block(b: &mut Build) {
    let (credit, amount) = (credit(b, 1, UNUSED), of_family(UNUSED).1);
    b.add(CentralAidUnspent { credit, amount });
}

fn give_back(b: &mut Build) {
    b.acting("bank");
    let (credit, amount) = (credit(b, 1, UNUSED), of_family(UNUSED).1);
    b.add(CentralAidReturned { credit, amount, receipt: token("NTPN pkh", 1) });
}

/// The ministry's report has Rp100.000 less used than was recorded here.
fn close_first(b: &mut Build) {
    b.acting("operator");
    let closed = CentralPeriodClosed {
        period: period(b, 1),
        count: 36,
        credited: rp(29_450_000),
        transacted: rp(28_750_000),
        returned: rp(600_000),
    };
    b.add_as("central-closed/pkh-1", closed);
}
