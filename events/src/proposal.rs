//! Proposals, recipients and their eligibility.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

events! {
    /// A proposal arrives. Its candidates follow one by one, then it closes.
    ProposalOpened("Usulan diajukan", "Proposal submitted", creates Proposal) {
        /// Programme.
        programme: Code,
        /// Who proposes.
        proposer: OrganisationRef,
        /// Region of the candidates.
        region: Region,
        /// Door through which it came.
        channel: ProposalChannel,
        /// Number of the letter or of the e-hibah entry.
        number: DocumentNumber,
        /// Number of candidates that it announces.
        count: u32,
        /// Amount asked for, all candidates together.
        requested: Rupiah,
    }

    /// One candidate of a proposal.
    CandidateProposed("Calon penerima diusulkan", "Candidate proposed") {
        /// The proposal.
        proposal: ProposalRef,
        /// The candidate.
        recipient: RecipientId,
        /// Amount asked for this candidate.
        requested: Rupiah,
    }

    /// All candidates are in; count and sum must be those announced.
    ProposalClosed("Usulan ditutup", "Proposal closed") {
        /// The proposal.
        proposal: ProposalRef,
        /// Number of candidates named.
        count: u32,
        /// Sum of what was asked for.
        requested: Rupiah,
    }

    /// Administrative and field verification (BA verifikasi).
    ProposalVerified("Usulan diverifikasi", "Proposal verified") {
        /// The proposal.
        proposal: ProposalRef,
        /// What was found.
        outcome: Outcome,
        /// Why, when not accepted.
        reason: Option<Reason>,
    }

    /// The SKPD's recommendation: the second of three amounts.
    ProposalRecommended("Usulan direkomendasikan", "Proposal recommended") {
        /// The proposal.
        proposal: ProposalRef,
        /// Recommended amount.
        amount: Rupiah,
    }

    /// TAPD's consideration: the third of three amounts.
    ProposalConsidered("Usulan dipertimbangkan TAPD", "Proposal considered by TAPD") {
        /// The proposal.
        proposal: ProposalRef,
        /// Considered amount.
        amount: Rupiah,
    }

    /// The proposal goes no further.
    ProposalRejected("Usulan ditolak", "Proposal rejected") {
        /// The proposal.
        proposal: ProposalRef,
        /// Why.
        reason: Reason,
    }

    /// Minutes of a musyawarah desa/kelurahan on additions and removals.
    DeliberationRecorded("Musyawarah dicatat", "Deliberation recorded", creates Deliberation) {
        /// Village.
        region: Region,
        /// Number of the minutes (BA).
        number: DocumentNumber,
        /// People added.
        added: u32,
        /// People removed.
        removed: u32,
    }

    /// A recipient may be named from here on. Who it is stands in the vault alone.
    RecipientRegistered("Penerima didaftarkan", "Recipient registered", creates Recipient) {
        /// Random id.
        recipient: RecipientId,
        /// Kind of recipient.
        recipient_type: RecipientType,
        /// Village or district of domicile.
        region: Region,
        /// Household, for people.
        household: Option<HouseholdId>,
        /// How sure the identity is.
        identity: IdentityKind,
        /// What is wrong with the NIK, where something is.
        fault: NikFault,
    }

    /// Somebody checked whether a recipient may have a programme's aid.
    EligibilityChecked("Kelayakan diperiksa", "Eligibility checked") {
        /// The recipient.
        recipient: RecipientId,
        /// Programme.
        programme: Code,
        /// Which version of which list was looked at.
        data: ExternalDataRef,
        /// What was found.
        outcome: Outcome,
        /// Why, when not accepted.
        reason: Option<Reason>,
    }

    /// A recipient's status changed on a day.
    RecipientStatusChanged("Status penerima berubah", "Recipient status changed") {
        /// The recipient.
        recipient: RecipientId,
        /// New status.
        status: RecipientStatus,
        /// Day on which it became true.
        effective: Date,
        /// List that says so, where one does.
        data: Option<ExternalDataRef>,
    }

    /// Two ids turned out to be one person; neither history is rewritten.
    RecipientsLinked("Penerima disatukan", "Recipients linked") {
        /// The id that stays.
        recipient: RecipientId,
        /// The other id.
        other: RecipientId,
        /// Why.
        reason: Reason,
    }

    /// Two linked ids turned out to be different people after all.
    RecipientsSeparated("Penerima dipisahkan", "Recipients separated") {
        /// One id.
        recipient: RecipientId,
        /// The other id.
        other: RecipientId,
        /// Why.
        reason: Reason,
    }
}
