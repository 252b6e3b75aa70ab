//! Contracts: one object over the commitments of its years, its terms, money held back, guarantees.
//!
//! The money itself goes through commitment, SPP and SP2D. A contract binds those together: it may
//! run over several years and lines, and is never paid above its value.
//! Source: Perpres pengadaan barang/jasa; rates and limits are rule parameters.

use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::DocumentNumber;
use crate::vocabulary::*;

events! {
    /// A contract is signed. Its money is committed line by line, year by year.
    ContractSigned("Kontrak ditandatangani", "Contract signed", creates Contract; planning) {
        /// Number.
        number: DocumentNumber,
        /// Organisation that orders.
        organisation: OrganisationRef,
        /// The other party, by token.
        party: Token,
        /// What it is for.
        subject: ContractSubject,
        /// Value, taxes included.
        value: Rupiah,
        /// First day of the work.
        from: Date,
        /// Day by which the work is due.
        until: Date,
        /// Advance agreed, in basis points of the value.
        advance_bp: u32,
        /// Held back from each term until maintenance ends, in basis points.
        retention_bp: u32,
        /// Whether it runs over more than one fiscal year.
        multi_year: bool,
    }

    /// A commitment on a line of one year belongs to the contract.
    ContractFunded("Kontrak didanai", "Contract funded") {
        /// The contract.
        contract: ContractRef,
        /// The commitment.
        commitment: CommitmentRef,
    }

    /// An addendum changes value or end.
    ContractAmended("Adendum kontrak ditandatangani", "Contract amended") {
        /// The contract.
        contract: ContractRef,
        /// Number of the addendum.
        number: DocumentNumber,
        /// Value until now; must be the one in force.
        from_value: Rupiah,
        /// Value from now on.
        to_value: Rupiah,
        /// Day by which the work is due from now on.
        until: Date,
        /// Why.
        reason: Reason,
    }

    /// A guarantee of a bank or surety for the contract.
    GuaranteeLodged("Jaminan diterima", "Guarantee lodged", creates Guarantee) {
        /// The contract.
        contract: ContractRef,
        /// What it secures.
        kind: GuaranteeKind,
        /// Who stands for it, by token.
        guarantor: Token,
        /// Amount.
        amount: Rupiah,
        /// Last day on which it can be called.
        until: Date,
    }

    /// A guarantee ends.
    GuaranteeEnded("Jaminan berakhir", "Guarantee ended") {
        /// The guarantee.
        guarantee: GuaranteeRef,
        /// How.
        outcome: GuaranteeEnd,
    }

    /// So much of the work is done and accepted: a term may be asked for.
    ContractTermReached("Termin kontrak tercapai", "Contract term reached") {
        /// The contract.
        contract: ContractRef,
        /// Term, from 1.
        term: u8,
        /// Work done so far, in basis points.
        progress_bp: u32,
        /// Number of the minutes of inspection.
        number: DocumentNumber,
    }

    /// An SPP asks for money of the contract.
    ContractInvoiced("Tagihan kontrak diajukan", "Contract invoiced") {
        /// The contract.
        contract: ContractRef,
        /// The SPP.
        spp: SppRef,
        /// What is paid.
        kind: ContractPaymentKind,
        /// Term that it pays, for terms.
        term: Option<u8>,
        /// Part of the contract's value that this pays.
        amount: Rupiah,
        /// Held back of it as retention, not part of `amount`.
        retained: Rupiah,
        /// Advance recovered with it, not part of `amount`.
        recovered: Rupiah,
    }

    /// A penalty for delay.
    ContractPenaltyImposed("Denda keterlambatan dikenakan", "Contract penalty imposed") {
        /// The contract.
        contract: ContractRef,
        /// Days of delay.
        days: u16,
        /// Amount.
        amount: Rupiah,
    }

    /// A penalty is paid, as money received for the region.
    ContractPenaltyPaid("Denda keterlambatan disetor", "Contract penalty paid") {
        /// The contract.
        contract: ContractRef,
        /// Account that took it.
        cash: CashAccountRef,
        /// Amount.
        amount: Rupiah,
        /// Deposit slip, by token.
        receipt: Token,
    }

    /// The work is handed over (PHO or BAST). What it left undone stands in its minutes.
    ContractCompleted("Pekerjaan kontrak diserahterimakan", "Contract completed") {
        /// The contract.
        contract: ContractRef,
        /// Number of the hand-over record.
        number: DocumentNumber,
        /// Last day of maintenance; absent where there is none.
        maintained_until: Option<Date>,
    }

    /// The contract ends before its work.
    ContractTerminated("Kontrak diputus", "Contract terminated") {
        /// The contract.
        contract: ContractRef,
        /// Number of the letter.
        number: DocumentNumber,
        /// Why.
        reason: Reason,
    }
}
