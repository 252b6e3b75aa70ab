//! The contracts behind the commitments of the year: the Panti complex from one line, the building
//! from three. Rates and guarantees are invented.

use jejak_events::Rupiah;
use jejak_events::contract::*;
use jejak_events::ids::{CommitmentRef, ContractRef, SppRef};
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rp};
use super::super::cast;
use super::super::people::token;
use super::Scene;

pub(super) const SCENES: &[Scene] = &[
    (2, sign_panti),
    (4, first_term_of_panti),
    (4, sign_building),
    (6, half_of_building),
    (8, whole_building),
    (10, end_badly),
];

const PANTI: Rupiah = rp(36_075_000_000);
const BUILDING: Rupiah = rp(4_440_000_000);

struct Signed {
    name: &'static str,
    party: &'static str,
    value: Rupiah,
    until: &'static str,
    commitments: &'static [&'static str],
}

fn sign(b: &mut Build, it: &Signed) {
    b.acting(cast::budget_user(b));
    let event = ContractSigned {
        number: lit(&format!("CONTOH/SPK/{}/2026", it.name.to_uppercase())),
        organisation: b.organisation("dinsos"),
        party: token(it.party, 0),
        subject: ContractSubject::Construction,
        value: it.value,
        from: b.today(),
        until: lit(it.until),
        advance_bp: 0,
        retention_bp: 0,
        multi_year: false,
    };
    let contract = ContractRef(b.add_as(&format!("contract/{}", it.name), event));
    for commitment in it.commitments {
        let commitment = CommitmentRef(b.at(&format!("commitment/{commitment}")));
        b.add(ContractFunded { contract, commitment });
    }
    let guarantee = GuaranteeLodged {
        contract,
        kind: GuaranteeKind::Performance,
        guarantor: token("bank penjamin", 0),
        amount: Rupiah::from_sen(it.value.sen() / 20),
        until: lit("2026-12-31"),
    };
    b.add_as(&format!("guarantee/{}", it.name), guarantee);
}

fn contract(b: &Build, name: &str) -> ContractRef {
    ContractRef(b.at(&format!("contract/{name}")))
}

fn reach(b: &mut Build, name: &str, term: u8, progress_bp: u32) {
    b.acting("pptk");
    let number = lit(&format!("CONTOH/BAP/{}/{term}/2026", name.to_uppercase()));
    let event = ContractTermReached { contract: contract(b, name), term, progress_bp, number };
    b.add(event);
}

fn invoice(
    b: &mut Build,
    name: &str,
    spp: &str,
    kind: ContractPaymentKind,
    term: Option<u8>,
    amount: Rupiah,
) {
    b.acting("bendahara");
    let event = ContractInvoiced {
        contract: contract(b, name),
        spp: SppRef(b.at(&format!("spp/{spp}"))),
        kind,
        term,
        amount,
        retained: rp(0),
        recovered: rp(0),
    };
    b.add(event);
}

fn sign_panti(b: &mut Build) {
    sign(
        b,
        &Signed {
            name: "panti",
            party: "kontraktor panti",
            value: PANTI,
            until: "2026-12-15",
            commitments: &["panti"],
        },
    );
}

fn first_term_of_panti(b: &mut Build) {
    reach(b, "panti", 1, 2_000);
    invoice(b, "panti", "panti-1", ContractPaymentKind::Term, Some(1), rp(7_215_000_000));
}

fn sign_building(b: &mut Build) {
    sign(
        b,
        &Signed {
            name: "gedung",
            party: "kontraktor gedung",
            value: BUILDING,
            until: "2026-07-31",
            commitments: &["building-apbd", "building-dak", "building-carried"],
        },
    );
}

/// One term, paid by two lines: each SPP pays its part of what was done.
fn half_of_building(b: &mut Build) {
    reach(b, "gedung", 1, 4_375);
    invoice(b, "gedung", "gedung-apbd-1", ContractPaymentKind::Term, Some(1), rp(555_000_000));
    invoice(b, "gedung", "gedung-dak-1", ContractPaymentKind::Full, None, rp(1_387_500_000));
}

/// Three days late: a penalty, paid into the regional treasury; then the hand-over.
fn whole_building(b: &mut Build) {
    reach(b, "gedung", 2, 10_000);
    invoice(b, "gedung", "gedung-apbd-2", ContractPaymentKind::Term, Some(2), rp(555_000_000));
    invoice(b, "gedung", "gedung-dak-2", ContractPaymentKind::Full, None, rp(1_387_500_000));
    invoice(b, "gedung", "gedung-silpa", ContractPaymentKind::Full, None, rp(555_000_000));
    b.acting(cast::budget_user(b));
    let contract = contract(b, "gedung");
    b.add(ContractPenaltyImposed { contract, days: 3, amount: rp(13_320_000) });
    let (cash, receipt) = (b.cash("rkud"), token("sts denda gedung", 0));
    b.add(ContractPenaltyPaid { contract, cash, amount: rp(13_320_000), receipt });
    let number = lit("CONTOH/PHO/GEDUNG/2026");
    b.add(ContractCompleted { contract, number, maintained_until: Some(lit("2027-02-28")) });
}

/// A small contract that never began: terminated, its guarantee called.
fn end_badly(b: &mut Build) {
    sign(
        b,
        &Signed {
            name: "pagar",
            party: "kontraktor pagar contoh",
            value: rp(180_000_000),
            until: "2026-12-20",
            commitments: &[],
        },
    );
    b.acting(cast::budget_user(b));
    let contract = contract(b, "pagar");
    let (number, reason) = (lit("CONTOH/PUTUS/PAGAR/2026"), Reason::Other);
    b.add(ContractTerminated { contract, number, reason });
    let guarantee = jejak_events::ids::GuaranteeRef(b.at("guarantee/pagar"));
    b.add(GuaranteeEnded { guarantee, outcome: GuaranteeEnd::Called });
}
