//! One building paid from three lines: APBD, DAK of the year, DAK carried over from 2025. What
//! the volume on site did not justify comes back to each line in its share.

use jejak_events::accountability::{RefundClaimed, RefundDeposited};
use jejak_events::budget::CommitmentMade;
use jejak_events::cash::BankLineObserved;
use jejak_events::ids::{PaymentRef, RefundClaimRef, SppRef};
use jejak_events::vocabulary::*;
use jejak_events::{Rupiah, Stage};

use super::super::build::{Build, lit, rp};
use super::super::people::token;
use super::super::reference::{DAK_SOCIAL, PAD};
use super::desk::{self, Request};

const CONTRACTOR: &str = "kontraktor gedung";

/// Rp4 billion and PPN of 11 %, Rp4.44 billion, shared out: line, share of the contract.
const SHARES: &[(&str, Rupiah)] = &[
    ("building-apbd", rp(1_110_000_000)),
    ("building-dak", rp(2_775_000_000)),
    ("building-carried", rp(555_000_000)),
];

const fn invoice(
    name: &'static str,
    line: &'static str,
    source: &'static str,
    amount: Rupiah,
) -> Request {
    Request {
        source,
        commitment: Some(line),
        payee: CONTRACTOR,
        taxed: true,
        ..Request::new(name, SppKind::LsGoods, line, amount)
    }
}

/// Half of the shares of the year.
const FIRST: &[Request] = &[
    invoice("gedung-apbd-1", "building-apbd", PAD, rp(555_000_000)),
    invoice("gedung-dak-1", "building-dak", DAK_SOCIAL, rp(1_387_500_000)),
];

/// The other half, and what was carried over.
const LAST: &[Request] = &[
    invoice("gedung-apbd-2", "building-apbd", PAD, rp(555_000_000)),
    invoice("gedung-dak-2", "building-dak", DAK_SOCIAL, rp(1_387_500_000)),
    invoice("gedung-silpa", "building-carried", DAK_SOCIAL, rp(555_000_000)),
];

/// What the inspectorate found not built: line, payment, amount.
const SHORTFALL: &[(&str, &str, Rupiah)] = &[
    ("building-apbd", "gedung-apbd-2", rp(9_250_000)),
    ("building-dak", "gedung-dak-2", rp(27_750_000)),
];

/// One contract; one commitment per line, because each has its own source.
pub(super) fn sign_contracts(b: &mut Build) {
    b.day("2026-04-28");
    b.acting("kadis");
    for (line, amount) in SHARES {
        let contract = CommitmentMade {
            line: b.line(line),
            basis: CommitmentBasis::Contract,
            number: lit(&format!("CONTOH/KONTRAK/GEDUNG/{}/2026", line.to_uppercase())),
            party: Some(token(CONTRACTOR, 0)),
            amount: *amount,
        };
        let paper = b.paper(DocumentKind::Contract, "CONTOH/KONTRAK/GEDUNG/2026");
        let seq = b.add_with(contract, vec![paper]);
        b.name(&format!("commitment/{line}"), seq);
    }
}

/// Half of the building stands.
pub(super) fn first_term(b: &mut Build) {
    b.day("2026-06-02");
    desk::pay_invoices(b, FIRST);
}

/// The building is handed over.
pub(super) fn last_term(b: &mut Build) {
    b.day("2026-08-03");
    desk::pay_invoices(b, LAST);
    desk::account_for(b, &[FIRST, LAST].concat());
}

/// The inspectorate measured less than was paid for.
pub(super) fn claim_back(b: &mut Build) {
    b.day("2026-09-02");
    b.acting("ppk");
    for (line, invoice, amount) in SHORTFALL {
        let claim = RefundClaimed {
            payment: Some(PaymentRef(b.at(&format!("payment/{invoice}")))),
            spp: Some(SppRef(b.at(&format!("spp/{invoice}")))),
            line: b.line(line),
            amount: *amount,
            reason: Reason::WrongAmount,
            due: lit("2026-10-31"),
        };
        b.add_as(&format!("claim/{line}"), claim);
    }
}

/// The contractor pays back, each line its own, into the treasury that paid.
pub(super) fn give_back(b: &mut Build) {
    b.day("2026-09-14");
    b.acting("bendahara");
    let receipt = |line: &str| token(&format!("sts {line}"), 0);
    for (line, invoice, amount) in SHORTFALL {
        let deposit = RefundDeposited {
            claim: Some(RefundClaimRef(b.at(&format!("claim/{line}")))),
            spp: None,
            payment: Some(PaymentRef(b.at(&format!("payment/{invoice}")))),
            line: b.line(line),
            stage: Stage::AccountedFor,
            cash: b.cash("rkud"),
            from: None,
            amount: *amount,
            origin_year: lit("2026"),
            treatment: Treatment::ContraPost,
            receipt: receipt(line),
        };
        b.add_as(&format!("refund/{line}"), deposit);
    }
    b.acting("bank");
    for (line, _, amount) in SHORTFALL {
        let (cash, direction, amount) = (b.cash("rkud"), Direction::In, *amount);
        b.add(BankLineObserved {
            cash,
            direction,
            amount,
            bank_reference: Some(receipt(line)),
            sp2d: None,
            balance: None,
            data: None,
        });
    }
}
