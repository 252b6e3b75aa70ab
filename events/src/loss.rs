//! Regional and state loss (TP/TGR): determined, acknowledged (SKTJM) or charged, paid in
//! instalments, settled, handed on or written off.
//!
//! Source: UU 1/2004 perbendaharaan negara; PP 38/2016. Deadlines are rule parameters.

use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// A loss is determined.
    LossDetermined("Kerugian ditetapkan", "Loss determined", creates Loss) {
        /// Whose loss.
        kind: LossKind,
        /// What caused it.
        cause: LossCause,
        /// Who answers for it.
        party: LossParty,
        /// The person who answers for it, by random id; absent for a firm.
        person: Option<PersonId>,
        /// The firm that answers for it, by token.
        firm: Option<Token>,
        /// Amount.
        amount: Rupiah,
        /// Budget line that bore it, where one did.
        line: Option<LineRef>,
        /// Finding that found it, where one did.
        finding: Option<FindingRef>,
        /// Number of the report or decision.
        number: DocumentNumber,
    }

    /// The amount of a loss is determined anew.
    LossRevised("Nilai kerugian diubah", "Loss revised") {
        /// The loss.
        loss: LossRef,
        /// Amount until now; must be the one in force.
        from_amount: Rupiah,
        /// Amount from now on.
        to_amount: Rupiah,
        /// Number of the decision.
        number: DocumentNumber,
    }

    /// SKTJM: the one who answers promises to pay, by instalments and a last day.
    LossAcknowledged("SKTJM ditandatangani", "Loss acknowledged (SKTJM)") {
        /// The loss.
        loss: LossRef,
        /// Commitment to the signed paper.
        paper: Bytes32,
        /// Number of instalments.
        instalments: u8,
        /// Day by which all is paid.
        due: Date,
    }

    /// Without SKTJM: the loss is charged by decree.
    LossCharged("Kerugian dibebankan", "Loss charged") {
        /// The loss.
        loss: LossRef,
        /// Number of the decree (SK pembebanan).
        number: DocumentNumber,
        /// Day by which all is paid.
        due: Date,
    }

    /// An instalment came in. Money of a line that came back is the refund it refers to; other
    /// money is a cash receipt of the region.
    LossInstalmentPaid("Angsuran kerugian disetor", "Loss instalment paid") {
        /// The loss.
        loss: LossRef,
        /// Amount above zero.
        amount: Rupiah,
        /// The refund that carries the money, where it went back to a line.
        refund: Option<RefundRef>,
        /// Account that took it, where it did not.
        cash: Option<CashAccountRef>,
        /// Deposit slip, by token.
        receipt: Token,
    }

    /// All is paid.
    LossSettled("Kerugian lunas", "Loss settled") {
        /// The loss.
        loss: LossRef,
        /// Number of the statement.
        number: DocumentNumber,
    }

    /// Somebody else goes on with it.
    LossHandedOver("Kerugian dilimpahkan", "Loss handed over") {
        /// The loss.
        loss: LossRef,
        /// To whom.
        authority: LossAuthority,
        /// Number of the letter.
        number: DocumentNumber,
    }

    /// What is left will not be collected.
    LossWrittenOff("Kerugian dihapuskan", "Loss written off") {
        /// The loss.
        loss: LossRef,
        /// What was left; must be exactly that.
        amount: Rupiah,
        /// Legal instrument.
        basis: Text,
        /// Number of the decision.
        number: DocumentNumber,
    }
}
