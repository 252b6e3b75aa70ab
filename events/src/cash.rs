//! Cash books: accounts, receipts, transfers, taxes deposited, counts, and observed rows of bank
//! and SP2D registers.

use crate::codes::{AccountCode, SourceCode};
use crate::date::{Date, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// A cash account is kept in this ledger from here on.
    CashAccountOpened("Rekening kas dibuka", "Cash account opened", creates CashAccount) {
        /// What it is.
        kind: CashKind,
        /// Whose it is.
        organisation: OrganisationRef,
        /// Name in books.
        name: Text,
        /// Bank account, by token.
        account: Option<Token>,
    }

    /// Cash came in for a source.
    CashReceived("Kas diterima", "Cash received") {
        /// The account.
        cash: CashAccountRef,
        /// The source.
        source: SourceCode,
        /// Why it came.
        kind: CashReceiptKind,
        /// Amount above zero.
        amount: Rupiah,
        /// Bank reference, by token.
        bank_reference: Option<Token>,
    }

    /// Cash moved between two accounts kept here; the source goes with it.
    CashTransferred("Kas dipindahkan", "Cash transferred") {
        /// Account that gives.
        from: CashAccountRef,
        /// Account that takes.
        to: CashAccountRef,
        /// The source.
        source: SourceCode,
        /// Why.
        reason: CashMoveReason,
        /// Amount above zero.
        amount: Rupiah,
    }

    /// Tax that was withheld is deposited to the state.
    TaxDeposited("Pajak disetor", "Tax deposited") {
        /// Account in which it was held.
        cash: CashAccountRef,
        /// The source it was withheld from.
        source: SourceCode,
        /// What tax.
        tax: TaxKind,
        /// Amount above zero, at most what is held.
        amount: Rupiah,
        /// NTPN, by token.
        receipt: Token,
    }

    /// Kas opname: what was counted beside what the book says.
    CashCounted("Kas dihitung", "Cash counted") {
        /// The account.
        cash: CashAccountRef,
        /// What was there.
        counted: Rupiah,
        /// What the book said.
        book: Rupiah,
    }

    /// A row of a bank statement, as the bank gave it.
    BankLineObserved("Baris rekening koran diamati", "Bank line observed") {
        /// The account.
        cash: CashAccountRef,
        /// Direction as seen from the account.
        direction: Direction,
        /// Amount above zero.
        amount: Rupiah,
        /// Bank reference, by token; absent where the statement has none.
        bank_reference: Option<Token>,
        /// Number of the SP2D that the bank's text names, where it names one.
        sp2d: Option<DocumentNumber>,
        /// Balance after the line, as the bank says it.
        balance: Option<Rupiah>,
        /// Imported list it comes from; one that was opened counts once it is closed.
        data: Option<ExternalDataRef>,
    }

    /// A row of another system's SP2D register.
    Sp2dRowObserved("Baris register SP2D diamati", "SP2D row observed") {
        /// Number of the SP2D there.
        number: DocumentNumber,
        /// Date there.
        dated: Date,
        /// Amount there.
        amount: Rupiah,
        /// Kind of request that it pays, where the register says so.
        kind: Option<SppKind>,
        /// Number of the SPP there; absent where the register does not say it, and so unknown.
        spp: Option<DocumentNumber>,
        /// Date of the SPP there, where known.
        spp_dated: Option<Date>,
        /// Number of the SPM there, where known.
        spm: Option<DocumentNumber>,
        /// Date of the SPM there, where known.
        spm_dated: Option<Date>,
        /// Day on which the bank paid it out there, where known.
        paid_on: Option<Date>,
        /// Account (kode rekening) there, where the row names one.
        account: Option<AccountCode>,
        /// Imported list it comes from; one that was opened counts once it is closed.
        data: Option<ExternalDataRef>,
    }

    /// Our books were compared with others'.
    ReconciliationRecorded("Rekonsiliasi dicatat", "Reconciliation recorded") {
        /// With which register.
        register: Register,
        /// For which month.
        period: Month,
        /// According to us.
        ours: Rupiah,
        /// According to them.
        theirs: Rupiah,
    }
}
