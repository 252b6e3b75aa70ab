//! The Panti complex: one contract from one capital line, paid in terms with taxes withheld.

use jejak_events::Rupiah;
use jejak_events::budget::{BudgetBlocked, CommitmentMade};
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit, rp};
use super::super::people::token;
use super::desk::{self, Request};

/// Whose account the contractor's is.
const CONTRACTOR: &str = "kontraktor panti";

/// The contract: Rp32.5 billion and PPN of 11 %.
const CONTRACT: Rupiah = rp(36_075_000_000);

/// Each term is a fifth of the contract.
const fn term(name: &'static str) -> Request {
    Request {
        commitment: Some("panti"),
        payee: CONTRACTOR,
        taxed: true,
        ..Request::new(name, SppKind::LsGoods, "panti", rp(7_215_000_000))
    }
}

const FIRST: Request = term("panti-1");
const SECOND: Request = term("panti-2");

/// The contract binds Rp36,075 billion of the Rp37 billion.
pub(super) fn sign_contract(b: &mut Build) {
    b.day("2026-02-12");
    b.acting("kadis");
    let number = "CONTOH/KONTRAK/PANTI/2026";
    let contract = CommitmentMade {
        line: b.line("panti"),
        basis: CommitmentBasis::Contract,
        number: lit(number),
        party: Some(token(CONTRACTOR, 0)),
        amount: CONTRACT,
    };
    let paper = b.paper(DocumentKind::Contract, number);
    let seq = b.add_with(contract, vec![paper]);
    b.name("commitment/panti", seq);
}

/// More than half of the rest is blocked for efficiency.
pub(super) fn block(b: &mut Build) {
    b.next_working_day();
    b.acting("ppkd");
    let (line, amount, reason) = (b.line("panti"), rp(500_000_000), BudgetReason::Efficiency);
    b.add_as("block", BudgetBlocked { line, amount, reason });
}

/// The first term is paid and accounted for.
pub(super) fn first_term(b: &mut Build) {
    b.next_working_day();
    desk::pay_invoices(b, &[FIRST]);
    desk::account_for(b, &[FIRST]);
}

/// The second term is on its way: ordered, and waiting for the SP2D.
pub(super) fn ask_for_second_term(b: &mut Build) {
    b.day("2026-10-26");
    desk::submit(b, &[SECOND]);
    b.next_working_day();
    desk::verify(b, &[SECOND]);
    b.next_working_day();
    desk::order(b, &[SECOND]);
}
