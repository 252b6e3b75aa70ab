//! Lines, commitments and payments of the areas. Everything happens on one day, so that no scene
//! of another area stands in the way; nobody sits at two desks nevertheless.

use jejak_events::Rupiah;
use jejak_events::accountability::TransactionReversed;
use jejak_events::budget::{BudgetCeilingSet, CommitmentMade};
use jejak_events::ids::EventRef;
use jejak_events::treasury::SpdIssued;
use jejak_events::vocabulary::*;

use super::super::build::{Build, lit};
use super::super::cast;
use super::super::people::{person, token};
use super::super::reference::PAD;
use super::super::year_2026::desk::{self, Request};

/// A line of the agency that own revenue pays.
pub(super) struct Line {
    /// By which scenes call it.
    pub(super) name: &'static str,
    /// Sub-activity.
    pub(super) activity: &'static str,
    /// Account.
    pub(super) account: &'static str,
    /// Programme.
    pub(super) programme: &'static str,
    /// Ceiling; all of it is released at once.
    pub(super) amount: Rupiah,
}

/// Sets the ceiling of a line and releases all of it.
pub(super) fn set_line(b: &mut Build, line: &Line) {
    b.acting("ppkd");
    let ceiling = BudgetCeilingSet {
        fiscal_year: lit("2026"),
        organisation: b.organisation("dinsos"),
        activity: lit(line.activity),
        account: lit(line.account),
        source: lit(PAD),
        programme: lit(line.programme),
        region: lit("36"),
        standing: Standing::Own,
        basis: CeilingBasis::Dpa,
        carried_from: None,
        amount: line.amount,
    };
    b.add_as(&format!("line/{}", line.name), ceiling);
    let number = lit(&format!("CONTOH/SPD/{}/2026", line.name.to_uppercase()));
    let lines = b.lines(&[(line.name, line.amount)]);
    b.add(SpdIssued { number, quarter: 1, lines });
}

/// The budget user binds an amount on a line. The same is booked once more by mistake, and that
/// booking reversed with a second person's consent.
pub(super) fn commit_twice(b: &mut Build, request: &Request, basis: CommitmentBasis) {
    let who = cast::budget_user(b);
    b.acting(who);
    let made = |b: &Build, copy: &str| CommitmentMade {
        line: b.line(request.line.unwrap_or_default()),
        basis,
        number: lit(&format!("CONTOH/KOMITMEN/{}{copy}/2026", request.name.to_uppercase())),
        party: Some(token(request.payee, 0)),
        amount: request.amount,
    };
    let first = made(b, "");
    b.add_as(&format!("commitment/{}", request.name), first);
    let again = made(b, "-ULANG");
    let again = b.add(again);
    b.acting("bendahara");
    let (reason, authorised_by) = (Reason::EntryError, person("ppk"));
    let reversal = TransactionReversed { event: EventRef(again), reason, authorised_by };
    b.add_as(&format!("reversal/{}", request.name), reversal);
}

/// From SPP to the debit of the treasury account.
pub(super) fn pay_out(b: &mut Build, request: Request) {
    let requests = [request];
    desk::submit(b, &requests);
    desk::verify(b, &requests);
    desk::order(b, &requests);
    desk::issue(b, &requests);
    desk::debit(b, &requests);
}

/// From SPP to the credit, for a request without a decree.
pub(super) fn pay(b: &mut Build, request: Request) {
    pay_out(b, request);
    desk::instruct(b, &[request]);
    desk::credit(b, &[request]);
}

/// The SPJ of what was credited, and its verification.
pub(super) fn account_for(b: &mut Build, request: Request) {
    desk::report(b, &[request]);
    desk::accept_all(b, &[request]);
}
