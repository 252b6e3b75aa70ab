//! What recipients do with aid: spending plans (RAB), group accounts and withdrawals from them,
//! purchases, mentoring, and the closing of it all against the recipient's report (LPJ).

use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::Code;
use crate::vocabulary::*;

events! {
    /// A spending plan (RAB) for a decree's row. Its items follow, then it closes; until then it
    /// allows nothing. Source: proposal and RAB of the group.
    SpendingPlanOpened("RAB dibuka", "Spending plan opened", creates SpendingPlan) {
        /// The decree's row whose aid is planned.
        designation: DesignationRef,
        /// The plan of the same row that this one takes the place of.
        replaces: Option<SpendingPlanRef>,
        /// Number of items that it announces.
        count: u32,
        /// Sum that it announces.
        total: Rupiah,
    }

    /// One item of a spending plan.
    SpendingPlanItemListed("Rincian RAB dicatat", "Spending plan item listed") {
        /// The plan.
        plan: SpendingPlanRef,
        /// Code of the item, once per plan.
        item: Code,
        /// Quantity in the smallest unit of the item, above zero.
        quantity: u32,
        /// Price of one unit.
        unit_price: Rupiah,
        /// Quantity times price.
        amount: Rupiah,
    }

    /// All items are in and the plan is approved: count and sum are those announced, and the sum is
    /// at most what the row gives.
    SpendingPlanClosed("RAB disetujui", "Spending plan approved") {
        /// The plan.
        plan: SpendingPlanRef,
        /// Number of items.
        count: u32,
        /// Sum of the items.
        total: Rupiah,
    }

    /// A recipient's bank account is known. Source: buku tabungan.
    GroupAccountRegistered("Rekening penerima didaftarkan", "Group account registered") {
        /// Whose it is.
        recipient: RecipientId,
        /// The account, by token.
        account: Token,
        /// Whether the name on the account is the recipient's own; compared in the vault.
        name_matches: bool,
    }

    /// Money was withdrawn from the account of a group. A fact: source is the bank statement.
    AccountWithdrawn("Dana kelompok ditarik", "Group money withdrawn") {
        /// The decree's row whose aid it is.
        designation: DesignationRef,
        /// The account, by token.
        account: Token,
        /// Amount above zero.
        amount: Rupiah,
        /// Minute of the day, 0 to 1439, in the ledger's zone.
        minute: u16,
        /// Who took the money, by token.
        withdrawer: Token,
        /// Terminal or counter, by token.
        terminal: Option<Token>,
        /// Who signed for it, by token.
        signatories: Vec<Token>,
    }

    /// Something was bought with aid. A fact: source is the receipt (nota), its day is the event's.
    PurchaseRecorded("Belanja dicatat", "Purchase recorded", creates Purchase) {
        /// The decree's row whose aid was spent.
        designation: DesignationRef,
        /// The spending plan that it follows; absent where there is none.
        plan: Option<SpendingPlanRef>,
        /// Code of the item.
        item: Code,
        /// Quantity in the smallest unit of the item, above zero.
        quantity: u32,
        /// Price of one unit.
        unit_price: Rupiah,
        /// Quantity times price, above zero.
        amount: Rupiah,
        /// Shop, by token.
        shop: Token,
        /// Receipt, by token: the same paper always has the same one.
        receipt: Token,
    }

    /// A purchase was recorded by mistake, or the goods went back; both events stay visible.
    PurchaseReversed("Belanja dibalik", "Purchase reversed") {
        /// The purchase, not yet reversed.
        purchase: PurchaseRef,
        /// Why.
        reason: Reason,
        /// The second person who agrees.
        authorised_by: PersonId,
    }

    /// A mentor (pendamping) visited a recipient, on the day of the event. Source: buku
    /// pendampingan.
    MentoringVisited("Pendampingan dicatat", "Mentoring visited") {
        /// Who was visited.
        recipient: RecipientId,
        /// The mentor.
        mentor: PersonId,
        /// Whether the mentor belongs to the group; compared in the vault.
        mentor_is_member: bool,
        /// Members present.
        present: u32,
    }

    /// The spending of a row is closed against a report on it: from here on, purchases up to this
    /// day belong to that report.
    SpendingClosed("Belanja ditutup dengan LPJ", "Spending closed") {
        /// The decree's row.
        designation: DesignationRef,
        /// The recipient's report on that row.
        spj: SpjRef,
        /// Sum of the purchases recorded since the closing before, without those reversed.
        purchases: Rupiah,
    }
}
