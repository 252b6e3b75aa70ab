//! Aid that a ministry pays and this ledger observes: the pipeline of a period, the credit of each
//! recipient, what was used, what lay untouched, what went back to the state treasury.
//!
//! Not here: money of the region's own budget. None of these amounts enters a budget line.

use crate::codes::Region;
use crate::date::{FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::Code;
use crate::vocabulary::*;

events! {
    /// A ministry's programme pays for these months in one go, as Program Sembako does for
    /// February and March, or PKH for a quarter.
    CentralPeriodOpened("Periode penyaluran pusat dibuka", "Ministry's period opened", creates CentralPeriod; planning) {
        /// Programme.
        programme: Code,
        /// First month paid for.
        first: Month,
        /// Number of months paid for, 1 to 12.
        months: u8,
        /// Fiscal year of the ministry's budget that pays.
        fiscal_year: FiscalYear,
    }

    /// What the ministry's system showed of a period for one kabupaten or kota (SIKS-NG).
    CentralStatusObserved("Status pusat dicatat", "Ministry's status observed") {
        /// The period.
        period: CentralPeriodRef,
        /// Kabupaten or kota.
        region: Region,
        /// How far it has come.
        status: CentralStatus,
        /// Number of recipients (KPM) shown.
        kpm: u32,
        /// Amount shown.
        amount: Rupiah,
        /// Commitment to the file or screen that showed it.
        file: Bytes32,
    }

    /// The ministry's channel credited one recipient for a period.
    CentralAidCredited("Bantuan pusat dikreditkan", "Ministry's aid credited", creates CentralCredit) {
        /// The period.
        period: CentralPeriodRef,
        /// The recipient.
        recipient: RecipientId,
        /// Region under which the ministry counts the recipient.
        region: Region,
        /// Amount credited.
        amount: Rupiah,
        /// Channel.
        channel: Channel,
        /// Account or card, by token; absent where the post pays in cash.
        account: Option<Token>,
    }

    /// The credit did not stand: the bank returned it, the ministry recalled it, or it was recorded
    /// by mistake. The recipient may be credited again.
    CentralCreditCancelled("Kredit bantuan pusat dibatalkan", "Ministry's credit cancelled") {
        /// The credit.
        credit: CentralCreditRef,
        /// Why.
        reason: CreditCancelReason,
    }

    /// The recipient used the aid at an agent, shop or teller.
    CentralAidTransacted("Bantuan pusat ditransaksikan", "Ministry's aid transacted") {
        /// The credit.
        credit: CentralCreditRef,
        /// Amount above zero.
        amount: Rupiah,
        /// Minute of the day, 0 to 1439, in the ledger's zone.
        minute: u16,
        /// Shop or agent, by token.
        place: Option<Token>,
        /// Terminal, by token.
        terminal: Option<Token>,
    }

    /// Somebody reports that the recipient got less than was credited.
    CentralDeductionReported("Potongan bantuan pusat dilaporkan", "Deduction from the ministry's aid reported") {
        /// The credit.
        credit: CentralCreditRef,
        /// What the recipient says was received.
        received: Rupiah,
        /// Who reports, by token.
        reporter: Option<Token>,
    }

    /// What was not used in time is blocked, before it goes back; the day is the one on which the
    /// account was looked at.
    CentralAidUnspent("Bantuan pusat tidak ditransaksikan", "Ministry's aid left unspent") {
        /// The credit.
        credit: CentralCreditRef,
        /// Amount left on the account.
        amount: Rupiah,
    }

    /// What was not used went back to the state treasury; regional treasuries never see it.
    CentralAidReturned("Bantuan pusat dikembalikan ke kas negara", "Ministry's aid returned to the state treasury") {
        /// The credit.
        credit: CentralCreditRef,
        /// Amount above zero.
        amount: Rupiah,
        /// NTPN of the deposit, by token.
        receipt: Token,
    }

    /// The ministry reports what became of a period, all regions together.
    CentralPeriodClosed("Periode penyaluran pusat ditutup", "Ministry's period closed") {
        /// The period.
        period: CentralPeriodRef,
        /// Number of credits that stood.
        count: u32,
        /// Sum credited.
        credited: Rupiah,
        /// Sum used.
        transacted: Rupiah,
        /// Sum returned to the state treasury.
        returned: Rupiah,
    }
}
