//! Onboarding: opening balances, and history taken over from other books.

use crate::codes::SourceCode;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::Text;
use crate::vocabulary::*;

events! {
    /// What stood in one stage of a line when this ledger took over.
    OpeningBalanceRecorded("Saldo awal dicatat", "Opening balance recorded") {
        /// The line; its ceiling was set before.
        line: LineRef,
        /// The stage, one that money can rest in.
        stage: Stage,
        /// Amount in that stage.
        amount: Rupiah,
        /// Day for which the balance speaks.
        position: Date,
    }

    /// What stood in a cash account, per source, when this ledger took over.
    OpeningCashRecorded("Saldo kas awal dicatat", "Opening cash recorded") {
        /// The cash account.
        cash: CashAccountRef,
        /// The source.
        source: SourceCode,
        /// Amount.
        amount: Rupiah,
        /// Day for which the balance speaks.
        position: Date,
    }

    /// History begins: events that name this batch are flagged, shown apart, and need not come in
    /// the order of their documents.
    HistoricalBatchOpened("Riwayat dibuka", "Historical batch opened", creates HistoricalBatch) {
        /// What it was taken from.
        basis: HistoryBasis,
        /// Where it was published or kept.
        origin: Text,
        /// Commitment to or hash of the file it was taken from.
        file: Option<Bytes32>,
        /// How complete it is known to be.
        completeness: Completeness,
        /// First day it speaks of.
        from: Date,
        /// Last day it speaks of.
        until: Date,
    }

    /// History of this batch is complete; the count must be true.
    HistoricalBatchClosed("Riwayat ditutup", "Historical batch closed") {
        /// The batch.
        batch: HistoricalBatchRef,
        /// Number of events that named it.
        events: u64,
    }
}
