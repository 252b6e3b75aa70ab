//! Budget: ceilings (pagu), shifts, revisions, blocks, cash plans, commitments.

use crate::codes::{AccountCode, ActivityCode, Region, SourceCode};
use crate::date::FiscalYear;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// KUA-PPAS: the ceiling that government and DPRD agreed for a programme.
    PlafondAgreed("Plafon disepakati", "Preliminary ceiling agreed"; planning) {
        /// Year.
        fiscal_year: FiscalYear,
        /// Programme.
        programme: Code,
        /// Agreed ceiling.
        amount: Rupiah,
        /// Document number.
        basis: Text,
    }

    /// A budget line opens with its ceiling. One line is one account of one sub-activity of one
    /// organisation from one source in one year (the key of SIPD).
    BudgetCeilingSet("Pagu ditetapkan", "Budget ceiling set", creates Line; planning) {
        /// Year of the budget.
        fiscal_year: FiscalYear,
        /// SKPD, ministry or body that keeps the line.
        organisation: OrganisationRef,
        /// Sub-activity (sub-kegiatan).
        activity: ActivityCode,
        /// Account (kode rekening).
        account: AccountCode,
        /// The one funding source.
        source: SourceCode,
        /// Programme that it serves.
        programme: Code,
        /// Region that it serves.
        region: Region,
        /// Own lines are guarded, others' only observed.
        standing: Standing,
        /// Document that sets it.
        basis: CeilingBasis,
        /// Year in which money carried over from an earlier year was first received.
        carried_from: Option<FiscalYear>,
        /// Ceiling, zero or more.
        amount: Rupiah,
    }

    /// Ceiling moves from one line to another of the same year; nothing is gained or lost.
    BudgetShifted("Pagu digeser", "Budget shifted") {
        /// Line that gives.
        from: LineRef,
        /// Line that takes.
        to: LineRef,
        /// Amount above zero.
        amount: Rupiah,
        /// Why.
        reason: BudgetReason,
    }

    /// The ceiling of a line changes by the amended budget (DPPA).
    BudgetRevised("Pagu diubah", "Budget revised") {
        /// The line.
        line: LineRef,
        /// Ceiling until now; must be the one in force.
        from_amount: Rupiah,
        /// Ceiling from now on; not below what is already used or blocked.
        to_amount: Rupiah,
        /// Why.
        reason: BudgetReason,
    }

    /// Part of what is available may not be used.
    BudgetBlocked("Pagu diblokir", "Budget blocked") {
        /// The line.
        line: LineRef,
        /// Amount above zero.
        amount: Rupiah,
        /// Why.
        reason: BudgetReason,
    }

    /// A block is lifted.
    BudgetUnblocked("Blokir dibuka", "Budget unblocked") {
        /// The line.
        line: LineRef,
        /// Amount above zero, at most what is blocked.
        amount: Rupiah,
        /// Why.
        reason: BudgetReason,
    }

    /// Anggaran kas: how the line's ceiling is meant to be spent over the months.
    CashPlanSet("Anggaran kas ditetapkan", "Cash plan set"; planning) {
        /// The line.
        line: LineRef,
        /// January to December; twelve amounts whose sum is the ceiling.
        months: Vec<Rupiah>,
    }

    /// A DAK line has an approved activity plan (Rencana Kegiatan, KRISNA).
    ActivityPlanApproved("Rencana kegiatan disetujui", "Activity plan approved"; planning) {
        /// The line.
        line: LineRef,
        /// Number of the approval.
        basis: Text,
    }

    /// Money of a line is bound by something other than a decree.
    CommitmentMade("Komitmen dibuat", "Commitment made", creates Commitment) {
        /// The line.
        line: LineRef,
        /// What binds it.
        basis: CommitmentBasis,
        /// Number of the document.
        number: DocumentNumber,
        /// Other party, by token.
        party: Option<Token>,
        /// Amount above zero.
        amount: Rupiah,
    }

    /// A commitment, or what is left of it, is released.
    CommitmentReleased("Komitmen dilepas", "Commitment released") {
        /// The commitment.
        commitment: CommitmentRef,
        /// Amount above zero, at most what is left.
        amount: Rupiah,
        /// Why.
        reason: Reason,
    }
}
