//! Decrees (SK penetapan): opened, one row per recipient, closed; replaced, cancelled.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

events! {
    /// A signed decree. Its rows follow; until it closes it has no effect on any balance.
    DecreeOpened("SK penetapan dibuka", "Decree opened", creates Decree) {
        /// Number, `188.4/21122-DINSOS/2022`.
        number: DocumentNumber,
        /// Day of signature.
        signed_on: Date,
        /// Who signed, by appointment; absent in history.
        signatory: Option<AppointmentRef>,
        /// Programme.
        programme: Code,
        /// The decree that this one amends.
        amends: Option<DecreeRef>,
        /// Number of rows that its text states.
        count: u32,
        /// Total that its text states.
        total: Rupiah,
    }

    /// One row of a decree: one recipient, one amount, one budget line.
    RecipientDesignated("Penerima ditetapkan", "Recipient designated", creates Designation) {
        /// The decree.
        decree: DecreeRef,
        /// The recipient.
        recipient: RecipientId,
        /// Budget line that pays this row, hence its one funding source.
        line: LineRef,
        /// Amount over all tranches.
        amount: Rupiah,
        /// Number of tranches.
        tranches: u8,
        /// Number of the row in the annex.
        number: u32,
        /// Region for which the row stands.
        region: Region,
        /// Account the money shall go to, by token.
        account: Option<Token>,
    }

    /// All rows are in. What the text stated and what the rows give are both kept.
    DecreeClosed("SK penetapan ditutup", "Decree closed") {
        /// The decree.
        decree: DecreeRef,
        /// Number of rows recorded.
        count: u32,
        /// Sum of the rows recorded.
        total: Rupiah,
    }

    /// A recipient takes the place of another for the tranches not yet instructed.
    RecipientReplaced("Penerima diganti", "Recipient replaced") {
        /// The row.
        designation: DesignationRef,
        /// The new recipient.
        recipient: RecipientId,
        /// Account of the new recipient, by token.
        account: Option<Token>,
        /// Why.
        reason: Reason,
        /// Minutes that decided it.
        minutes: Option<DeliberationRef>,
        /// Decree that amends the first one.
        amendment: Option<DecreeRef>,
    }

    /// A row is cancelled; what was not yet instructed becomes available again.
    DesignationCancelled("Penetapan dibatalkan", "Designation cancelled") {
        /// The row.
        designation: DesignationRef,
        /// Why.
        reason: Reason,
    }

    /// Pakta integritas of a recipient.
    IntegrityPactSigned("Pakta integritas ditandatangani", "Integrity pact signed") {
        /// The row.
        designation: DesignationRef,
        /// Commitment to the signed paper.
        paper: Bytes32,
    }

    /// NPHD: the grant agreement that hibah needs.
    GrantAgreementSigned("NPHD ditandatangani", "Grant agreement signed") {
        /// The row.
        designation: DesignationRef,
        /// Number.
        number: DocumentNumber,
        /// Commitment to the signed paper.
        paper: Bytes32,
    }
}
