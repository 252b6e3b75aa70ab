//! From the channel to the recipient: instruction, credit, return, reissue, use, goods.

use crate::event::{events, records};
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

records! {
    /// Goods handed over.
    GoodsItem {
        /// Code of the item.
        item: Code,
        /// Quantity in the smallest unit of the item.
        quantity: u32,
    }
}

events! {
    /// A list of payment instructions under one SP2D. Instructions follow, then it closes; until
    /// then none of them may be credited.
    PaymentListOpened("Daftar bayar dibuka", "Payment list opened", creates PaymentList) {
        /// The SPP whose SP2D provides the money.
        spp: SppRef,
        /// Channel.
        channel: Channel,
        /// Number of instructions announced.
        count: u32,
        /// Sum announced.
        total: Rupiah,
    }

    /// One payment is instructed.
    PaymentInstructed("Instruksi bayar dibuat", "Payment instructed", creates Payment) {
        /// The list.
        list: PaymentListRef,
        /// The decree's row that it pays; absent for a contract party.
        designation: Option<DesignationRef>,
        /// Tranche of the row, from 1.
        tranche: u8,
        /// Amount above zero.
        amount: Rupiah,
        /// Account to credit, by token.
        account: Option<Token>,
    }

    /// All instructions are in; count and sum must be those announced.
    PaymentListClosed("Daftar bayar ditutup", "Payment list closed") {
        /// The list.
        list: PaymentListRef,
        /// Number of instructions.
        count: u32,
        /// Sum of the instructions.
        total: Rupiah,
    }

    /// The instructions of a closed list were written as a file for the bank or post.
    PaymentFileMade("Berkas bayar dibuat", "Payment file made") {
        /// The list.
        list: PaymentListRef,
        /// Layout that the bank asks for.
        layout: Code,
        /// Commitment to the file, which names people and accounts.
        file: Bytes32,
        /// Payments in it.
        count: u32,
        /// Sum of their amounts.
        total: Rupiah,
    }

    /// The bank or post says that the money reached the recipient. A fact: recorded as it is,
    /// what does not match the instruction goes to suspense.
    PaymentCredited("Pembayaran dikreditkan", "Payment credited") {
        /// The payment.
        payment: PaymentRef,
        /// Amount credited.
        amount: Rupiah,
        /// Bank reference, by token.
        bank_reference: Token,
    }

    /// The bank sent the money back.
    PaymentReturned("Pembayaran diretur", "Payment returned") {
        /// The payment.
        payment: PaymentRef,
        /// Why.
        reason: ReturnReason,
    }

    /// A returned payment is sent again, to the same row, as a new payment.
    PaymentReissued("Pembayaran diulang", "Payment reissued", creates Payment) {
        /// The returned payment.
        payment: PaymentRef,
        /// Account to credit now, by token.
        account: Option<Token>,
    }

    /// The recipient used the aid at an agent, shop or teller.
    AidTransacted("Bantuan ditransaksikan", "Aid transacted") {
        /// The payment.
        payment: PaymentRef,
        /// Amount above zero.
        amount: Rupiah,
        /// Minute of the day, 0 to 1439, in the ledger's zone.
        minute: u16,
        /// Shop or agent, by token.
        place: Option<Token>,
        /// Terminal, by token.
        terminal: Option<Token>,
    }

    /// The recipient did not take the aid in time; what is left on the account.
    AidUnclaimed("Bantuan tidak diambil", "Aid unclaimed") {
        /// The payment.
        payment: PaymentRef,
        /// Amount not taken.
        amount: Rupiah,
        /// Why.
        reason: UnclaimedReason,
    }

    /// Goods of a decree's row were handed over (BAST).
    GoodsHandedOver("Barang diserahkan", "Goods handed over") {
        /// The row.
        designation: DesignationRef,
        /// Payment of the goods, where they were bought through one.
        payment: Option<PaymentRef>,
        /// Number of the BAST.
        number: DocumentNumber,
        /// What was handed over, by item in ascending order.
        items: Vec<GoodsItem>,
        /// Value handed over.
        amount: Rupiah,
    }

    /// Somebody reports that the recipient got less than was credited.
    DeductionReported("Potongan dilaporkan", "Deduction reported") {
        /// The payment.
        payment: PaymentRef,
        /// What the recipient says was received.
        received: Rupiah,
        /// Who reports, by token.
        reporter: Option<Token>,
    }
}
