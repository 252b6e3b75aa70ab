//! Advances of the treasurer: UP and its refill (GU) for running costs, and a TU for a flood,
//! accounted for with a rest that goes back.

use jejak_events::accountability::{RefundDeposited, SpjSubmitted};
use jejak_events::cash::{CashReceived, CashTransferred};
use jejak_events::ids::{NpdRef, SppRef};
use jejak_events::treasury::*;
use jejak_events::vocabulary::*;
use jejak_events::{Rupiah, Stage};

use super::super::build::{Build, lit, rp};
use super::super::people::token;
use super::super::reference::PAD;
use super::desk::{self, Request};

/// The revolving advance.
const UP: Request = Request { line: None, ..Request::new("up", SppKind::Up, "", rp(100_000_000)) };

/// Its first refill.
const GU: Request =
    Request { spj: Some("up"), ..Request::new("gu-1", SppKind::Gu, "slrt", rp(15_000_000)) };

/// The additional advance for the flood.
const TU: Request = Request::new("tu-banjir", SppKind::Tu, "bencana", rp(60_000_000));

/// Its closing.
const TU_NIL: Request = Request {
    spj: Some("tu-banjir"),
    ..Request::new("tu-nihil-banjir", SppKind::TuNil, "bencana", rp(55_000_000))
};

/// The ceiling of the advance is set and all of it handed out.
pub(super) fn hand_out(b: &mut Build) {
    b.next_working_day();
    b.acting("ppkd");
    let organisation = b.organisation("dinsos");
    let basis = lit("CONTOH/SK-UP/2026");
    b.add(AdvanceCeilingSet { organisation, fiscal_year: lit("2026"), amount: UP.amount, basis });
    b.next_working_day();
    desk::pay_out(b, &[UP]);
}

/// Rp15 million are spent against receipts, some of it in cash.
pub(super) fn spend(b: &mut Build) {
    b.next_working_day();
    b.acting("bendahara");
    let withdrawal = CashTransferred {
        from: b.cash("bendahara-bank"),
        to: b.cash("bendahara-tunai"),
        source: lit(PAD),
        reason: CashMoveReason::Withdrawal,
        amount: rp(3_000_000),
    };
    b.add(withdrawal);
    let npd = ask(b, "slrt", rp(20_000_000), None);
    pay(b, npd, "slrt", "bendahara-bank", "slrt-1", rp(12_500_000));
    pay(b, npd, "slrt", "bendahara-tunai", "slrt-2", rp(2_500_000));
}

/// An NPD by the PPTK, approved by the KPA, validated by the treasurer.
fn ask(b: &mut Build, line: &str, amount: Rupiah, tu: Option<SppRef>) -> NpdRef {
    b.acting("pptk");
    let submitted = NpdSubmitted {
        number: lit(&format!("CONTOH/NPD/{}/2026", line.to_uppercase())),
        organisation: b.organisation("dinsos"),
        tu,
        lines: b.lines(&[(line, amount)]),
    };
    let npd = NpdRef(b.add(submitted));
    b.acting("kpa");
    b.add(NpdApproved { npd, outcome: Outcome::Accepted });
    b.next_working_day();
    b.acting("bendahara");
    b.add(NpdValidated { npd });
    npd
}

fn pay(b: &mut Build, npd: NpdRef, line: &str, cash: &str, receipt: &str, amount: Rupiah) {
    let event = TbpRecorded {
        npd,
        number: lit(&format!("CONTOH/TBP/{}/2026", receipt.to_uppercase())),
        line: b.line(line),
        amount,
        cash: b.cash(cash),
        payee: Some(token(&format!("toko {receipt}"), 0)),
    };
    b.add(event);
}

/// What was spent is accounted for, and the advance filled up again.
pub(super) fn refill(b: &mut Build) {
    b.day("2026-02-18");
    b.acting("bendahara");
    let report = SpjSubmitted {
        number: lit("CONTOH/SPJ/UP-1/2026"),
        kind: SpjKind::Advance,
        designation: None,
        spp: None,
        organisation: Some(b.organisation("dinsos")),
        lines: b.lines(&[("slrt", GU.amount)]),
        spent: GU.amount,
        unspent: rp(0),
    };
    b.add_as("spj/up", report);
    b.next_working_day();
    b.acting("ppk");
    desk::accept(b, "up");
    desk::pay_out(b, &[GU]);
}

/// A flood: Rp60 million beyond the revolving advance.
pub(super) fn hand_out_more(b: &mut Build) {
    b.day("2026-05-04");
    desk::pay_out(b, &[TU]);
    b.next_working_day();
    let tu = SppRef(b.at("spp/tu-banjir"));
    let npd = ask(b, "bencana", rp(60_000_000), Some(tu));
    b.next_working_day();
    b.acting("bendahara");
    pay(b, npd, "bencana", "bendahara-bank", "banjir-1", rp(35_000_000));
    pay(b, npd, "bencana", "bendahara-bank", "banjir-2", rp(20_000_000));
}

/// Within the month: the report, the rest back to the treasury, the closing.
pub(super) fn account_for_more(b: &mut Build) {
    b.next_working_day();
    b.acting("bendahara");
    let report = SpjSubmitted {
        number: lit("CONTOH/SPJ/TU-BANJIR/2026"),
        kind: SpjKind::AdditionalAdvance,
        designation: None,
        spp: Some(SppRef(b.at("spp/tu-banjir"))),
        organisation: None,
        lines: b.lines(&[("bencana", TU_NIL.amount)]),
        spent: TU_NIL.amount,
        unspent: rp(5_000_000),
    };
    b.add_as("spj/tu-banjir", report);
    let rest = RefundDeposited {
        claim: None,
        spp: None,
        payment: None,
        line: b.line("bencana"),
        stage: Stage::AtChannel,
        cash: b.cash("rkud"),
        from: Some(b.cash("bendahara-bank")),
        amount: rp(5_000_000),
        origin_year: lit("2026"),
        treatment: Treatment::ContraPost,
        receipt: token("sts tu-banjir", 0),
    };
    b.add(rest);
    b.next_working_day();
    b.acting("ppk");
    desk::accept(b, "tu-banjir");
    desk::pay_out(b, &[TU_NIL]);
}

/// The bank pays interest on the treasurer's account; it belongs to the treasury.
pub(super) fn earn_interest(b: &mut Build) {
    b.next_working_day();
    b.acting("bendahara");
    let (from, amount, source) = (b.cash("bendahara-bank"), rp(125_000), lit(PAD));
    let (kind, bank_reference) = (CashReceiptKind::Interest, Some(token("jasa giro", 0)));
    b.add(CashReceived { cash: from, source, kind, amount, bank_reference });
    let (to, reason) = (b.cash("rkud"), CashMoveReason::InterestDeposit);
    b.add(CashTransferred { from, to, source, reason, amount });
}
