//! From SPD to SP2D, and the advances UP, GU, TU.

use crate::codes::SourceCode;
use crate::date::FiscalYear;
use crate::event::{events, records};
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{DocumentNumber, Text};
use crate::vocabulary::*;

records! {
    /// An amount on one budget line.
    LineAmount {
        /// The line.
        line: LineRef,
        /// Amount above zero.
        amount: Rupiah,
    }

    /// Something withheld from an SP2D.
    Deduction {
        /// What it is.
        tax: TaxKind,
        /// Amount above zero.
        amount: Rupiah,
        /// Billing id, by token.
        billing: Option<Token>,
    }
}

events! {
    /// SPD: funds of lines are released for requests, usually per quarter. Cumulative SPD never
    /// exceeds the ceiling.
    SpdIssued("SPD diterbitkan", "SPD issued", creates Spd) {
        /// Number.
        number: DocumentNumber,
        /// Quarter 1 to 4.
        quarter: u8,
        /// Lines in ascending order, each once.
        lines: Vec<LineAmount>,
    }

    /// The ceiling of an organisation's revolving advance for a year (SK besaran UP).
    AdvanceCeilingSet("Besaran UP ditetapkan", "Advance ceiling set"; planning) {
        /// The organisation.
        organisation: OrganisationRef,
        /// Year.
        fiscal_year: FiscalYear,
        /// Ceiling.
        amount: Rupiah,
        /// Number of the decree.
        basis: Text,
    }

    /// NPD: the PPTK asks for money from the advance.
    NpdSubmitted("NPD diajukan", "NPD submitted", creates Npd) {
        /// Number.
        number: DocumentNumber,
        /// Organisation whose advance pays.
        organisation: OrganisationRef,
        /// The TU whose money pays; absent when the revolving advance (UP) does.
        tu: Option<SppRef>,
        /// Lines in ascending order, each once.
        lines: Vec<LineAmount>,
    }

    /// NPD approved by the KPA.
    NpdApproved("NPD disetujui", "NPD approved") {
        /// The NPD.
        npd: NpdRef,
        /// What was decided.
        outcome: Outcome,
    }

    /// NPD validated by the treasurer, against the advance in hand.
    NpdValidated("NPD divalidasi", "NPD validated") {
        /// The NPD.
        npd: NpdRef,
    }

    /// TBP: the treasurer paid somebody from the advance against a receipt.
    TbpRecorded("TBP dicatat", "TBP recorded", creates Tbp) {
        /// The NPD that allows it.
        npd: NpdRef,
        /// Number.
        number: DocumentNumber,
        /// The line.
        line: LineRef,
        /// Amount above zero, at most what the NPD leaves.
        amount: Rupiah,
        /// Treasurer's account that paid.
        cash: CashAccountRef,
        /// Who was paid, by token.
        payee: Option<Token>,
    }

    /// SPP: a request for payment. LS draws from commitments, GU from accounted TBP, TU from what
    /// is available, UP from the ceiling of the advance.
    SppSubmitted("SPP diajukan", "SPP submitted", creates Spp) {
        /// Number.
        number: DocumentNumber,
        /// Kind.
        kind: SppKind,
        /// Organisation that asks.
        organisation: OrganisationRef,
        /// Source of the advance, for UP; for all others the lines say it.
        source: Option<SourceCode>,
        /// Lines in ascending order, each once; empty for UP.
        lines: Vec<LineAmount>,
        /// Amount asked for: the sum of the lines, or the advance.
        amount: Rupiah,
        /// The decree whose commitment it draws from.
        decree: Option<DecreeRef>,
        /// The commitment it draws from.
        commitment: Option<CommitmentRef>,
        /// The accountability report it refills or closes (GU, GU Nihil, TU Nihil).
        spj: Option<SpjRef>,
        /// Who shall be paid, by token.
        payee: Option<Token>,
    }

    /// The PPK-SKPD verified the SPP. Anything but accepted sends the money back to where it was
    /// drawn from.
    SppVerified("SPP diverifikasi", "SPP verified") {
        /// The SPP.
        spp: SppRef,
        /// What was found.
        outcome: Outcome,
        /// Why, when not accepted.
        reason: Option<Reason>,
    }

    /// SPM: the PA or KPA orders payment of exactly what the SPP asked for.
    SpmIssued("SPM diterbitkan", "SPM issued") {
        /// The SPP.
        spp: SppRef,
        /// Number.
        number: DocumentNumber,
        /// Amount; equals the SPP.
        amount: Rupiah,
    }

    /// The PA or KPA refuses to issue the SPM; the money goes back to where it was drawn from.
    SpmRejected("SPM ditolak", "SPM rejected") {
        /// The SPP.
        spp: SppRef,
        /// Why.
        reason: Reason,
    }

    /// SP2D: the (Kuasa) BUD orders the bank to pay. Gross equals the SPM, and net plus
    /// deductions.
    Sp2dIssued("SP2D diterbitkan", "SP2D issued") {
        /// The SPP.
        spp: SppRef,
        /// Number.
        number: DocumentNumber,
        /// Gross amount; equals the SPM.
        gross: Rupiah,
        /// What is withheld.
        deductions: Vec<Deduction>,
        /// What the payee gets.
        net: Rupiah,
        /// Account that pays.
        cash: CashAccountRef,
    }

    /// The bank debited the treasury account: from here on the money is spent (cash basis).
    Sp2dPaidOut("SP2D dicairkan", "SP2D paid out") {
        /// The SPP.
        spp: SppRef,
        /// Bank reference, by token.
        bank_reference: Token,
        /// Treasurer's account that received an advance (UP, GU, TU).
        advance: Option<CashAccountRef>,
        /// Account in which withheld tax is held until it is deposited.
        tax_account: Option<CashAccountRef>,
    }

    /// The SP2D is cancelled before the bank paid; the money goes back to where it was drawn
    /// from.
    Sp2dCancelled("SP2D dibatalkan", "SP2D cancelled") {
        /// The SPP.
        spp: SppRef,
        /// Why.
        reason: Reason,
    }

    /// The (Kuasa) BUD refuses to issue the SP2D (surat penolakan penerbitan SP2D): SPM and SPP
    /// return to the SKPD, the money goes back to where it was drawn from.
    Sp2dRefused("Penerbitan SP2D ditolak", "SP2D refused") {
        /// The SPP.
        spp: SppRef,
        /// Number of the letter of refusal.
        number: DocumentNumber,
        /// Why.
        reason: Reason,
    }
}
