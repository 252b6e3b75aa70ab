//! Accountability: SPJ, refunds, closing of periods, corrections and reversals.

use crate::codes::SourceCode;
use crate::date::{Date, FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{DocumentNumber, Text};
use crate::treasury::LineAmount;
use crate::vocabulary::*;

events! {
    /// SPJ or LPJ: somebody accounts for money received. Spent plus unspent equals received.
    SpjSubmitted("SPJ disampaikan", "SPJ submitted", creates Spj) {
        /// Number.
        number: DocumentNumber,
        /// What it accounts for.
        kind: SpjKind,
        /// The decree's row, for a recipient's report.
        designation: Option<DesignationRef>,
        /// The SPP, for direct payments and TU.
        spp: Option<SppRef>,
        /// Organisation, for the advance.
        organisation: Option<OrganisationRef>,
        /// Spent per line, in ascending order; what evidence covers.
        lines: Vec<LineAmount>,
        /// Spent, all lines together.
        spent: Rupiah,
        /// Not spent, to be returned.
        unspent: Rupiah,
    }

    /// The SPJ was looked at.
    SpjVerified("SPJ diverifikasi", "SPJ verified") {
        /// The SPJ.
        spj: SpjRef,
        /// What was found.
        outcome: Outcome,
        /// Why, when not accepted.
        reason: Option<Reason>,
    }

    /// Money must come back: claim with a due date.
    RefundClaimed("Pengembalian ditagih", "Refund claimed", creates RefundClaim) {
        /// The payment it concerns.
        payment: Option<PaymentRef>,
        /// The SPP it concerns.
        spp: Option<SppRef>,
        /// The line that it was paid from.
        line: LineRef,
        /// Amount above zero.
        amount: Rupiah,
        /// Why.
        reason: Reason,
        /// Due.
        due: Date,
    }

    /// Money came back to the account its source comes from. In the year of the spending it
    /// reduces spending (contra-post); later it is revenue (PSAP 02), or goes to the state.
    RefundDeposited("Pengembalian disetor", "Refund deposited", creates Refund) {
        /// Claim that it settles.
        claim: Option<RefundClaimRef>,
        /// The payment it concerns.
        payment: Option<PaymentRef>,
        /// The SPP it concerns, for money that no payment was instructed for: what was never
        /// distributed, the rest of a TU.
        spp: Option<SppRef>,
        /// The line that it was paid from.
        line: LineRef,
        /// Stage in which the money rested.
        stage: Stage,
        /// Account that took it; of the source's own treasury.
        cash: CashAccountRef,
        /// Treasurer's account that it came from, where it lay in one kept here.
        from: Option<CashAccountRef>,
        /// Amount above zero.
        amount: Rupiah,
        /// Year in which it was spent.
        origin_year: FiscalYear,
        /// Treatment in the accounts.
        treatment: Treatment,
        /// STS number or NTPN, by token.
        receipt: Token,
    }

    /// A month or year is closed: afterwards only corrections with reason and a second person.
    PeriodClosed("Periode ditutup", "Period closed") {
        /// What is closed.
        kind: PeriodKind,
        /// Last month of the period.
        period: Month,
        /// Chain head when it was closed: at a recent batch end; of the books kept before, in history.
        head: Bytes32,
    }

    /// SiLPA of a source at the end of a year: what came in less what went out.
    SilpaComputed("SiLPA dihitung", "SiLPA computed") {
        /// Year.
        fiscal_year: FiscalYear,
        /// Source.
        source: SourceCode,
        /// Cash account of the source.
        cash: CashAccountRef,
        /// Amount, recomputable from the cash book.
        amount: Rupiah,
    }

    /// A transaction's money is moved back, with a link; both stay visible.
    TransactionReversed("Transaksi dibalik", "Transaction reversed") {
        /// The event that is reversed; a monetary one, not yet reversed.
        event: EventRef,
        /// Why.
        reason: Reason,
        /// The second person who agrees.
        authorised_by: PersonId,
    }

    /// A fact was recorded wrongly; both readings stay visible. Never for amounts.
    FactCorrected("Fakta dikoreksi", "Fact corrected") {
        /// The event.
        event: EventRef,
        /// Which field.
        field: Correctable,
        /// As it was recorded.
        from: Text,
        /// As it should read.
        to: Text,
        /// Why.
        reason: Reason,
        /// The second person who agrees.
        authorised_by: PersonId,
    }
}
