//! Social welfare insurance for 36 people, paid from one contract with the insurer.

use jejak_events::budget::CommitmentMade;
use jejak_events::ids::{InsuranceRef, PaymentRef};
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;
use jejak_events::welfare::*;

use super::super::super::build::{Build, lit, rp};
use super::super::super::people::{recipient, token};
use super::super::super::year_2026::desk::{self, Request};
use super::cases::{INSURED, STORY};

const INSURER: &str = "penanggung askesos";
/// The people insured come after those who were met on the street.
const FIRST: u64 = 12;

/// 36 people at Rp100,000 a year.
const INVOICE: Request = Request {
    commitment: Some("askesos"),
    payee: INSURER,
    ..Request::new("askesos", SppKind::LsGoods, "askesos", rp(3_600_000))
};

/// The contract, its payment, and one insurance per person; one of them is insured a second time.
pub(super) fn cover(b: &mut Build) {
    b.acting("ppkd");
    let lines = b.lines(&[("askesos", INVOICE.amount)]);
    b.add(SpdIssued { number: lit("CONTOH/SPD/ASKESOS/2026"), quarter: 1, lines });
    b.acting("kadis");
    let contract = CommitmentMade {
        line: b.line("askesos"),
        basis: CommitmentBasis::Contract,
        number: lit("CONTOH/KONTRAK/ASKESOS/2026"),
        party: Some(token(INSURER, 0)),
        amount: INVOICE.amount,
    };
    b.add_as("commitment/askesos", contract);
    desk::pay_invoices_today(b, &[INVOICE]);
    b.acting("pptk");
    let payment = PaymentRef(b.at("payment/askesos"));
    for number in 0..INSURED {
        let covered = covered(number, Some(payment));
        b.add_as(&format!("askesos/{number}"), covered);
    }
    let again = covered(0, None);
    b.add_as("askesos/ganda", again);
}

fn covered(number: u64, payment: Option<PaymentRef>) -> InsuranceCovered {
    InsuranceCovered {
        recipient: recipient(STORY, FIRST + number),
        scheme: InsuranceScheme::Welfare,
        from: lit("2026-03-01"),
        until: lit("2027-02-28"),
        premium: rp(100_000),
        payment,
    }
}

/// Two were ill, and the insurer paid.
pub(super) fn pay(b: &mut Build) {
    b.acting("pptk");
    for (number, amount) in [(4, rp(450_000)), (9, rp(700_000))] {
        let insurance = InsuranceRef(b.at(&format!("askesos/{number}")));
        b.add(InsuranceClaimed { insurance, event: InsuredEvent::Illness, amount });
    }
}

/// The second insurance is given up.
pub(super) fn end(b: &mut Build) {
    b.acting("pptk");
    let insurance = InsuranceRef(b.at("askesos/ganda"));
    b.add(InsuranceEnded { insurance, reason: InsuranceEnd::OtherCover });
}
