//! Complaints from receipt to appeal. What somebody said lies in the vault; the chain has what it
//! is about, when it is due and what came of it.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::text::Code;
use crate::vocabulary::*;

events! {
    /// A complaint arrives.
    ComplaintReceived("Pengaduan diterima", "Complaint received", creates Complaint) {
        /// Door through which it came.
        channel: ComplaintChannel,
        /// What it is about.
        subject: ComplaintSubject,
        /// Region.
        region: Region,
        /// Programme, where one is concerned.
        programme: Option<Code>,
        /// Event of this ledger that it disputes, where one is known.
        disputed: Option<EventRef>,
        /// Who complains, by token; never for a protected reporter.
        reporter: Option<Token>,
        /// Whether the reporter asks for protection.
        protected: bool,
        /// Commitment to what was said.
        content: Bytes32,
    }

    /// The reporter was told that it arrived and what happens next.
    ComplaintAcknowledged("Pengaduan ditanggapi awal", "Complaint acknowledged") {
        /// The complaint.
        complaint: ComplaintRef,
    }

    /// Somebody is to look at it, by a day.
    ComplaintAssigned("Pengaduan didisposisikan", "Complaint assigned") {
        /// The complaint.
        complaint: ComplaintRef,
        /// Organisation that looks at it.
        organisation: OrganisationRef,
        /// Day by which it answers.
        due: Date,
    }

    /// It was looked at.
    ComplaintExamined("Pengaduan diperiksa", "Complaint examined") {
        /// The complaint.
        complaint: ComplaintRef,
        /// What was found.
        verdict: ComplaintVerdict,
        /// Commitment to the report.
        paper: Bytes32,
    }

    /// The reporter has the answer.
    ComplaintAnswered("Pengaduan dijawab", "Complaint answered") {
        /// The complaint.
        complaint: ComplaintRef,
        /// Commitment to the answer.
        paper: Bytes32,
    }

    /// The reporter does not accept the answer.
    ComplaintAppealed("Keberatan diajukan", "Complaint appealed") {
        /// The complaint.
        complaint: ComplaintRef,
        /// Commitment to the appeal.
        paper: Bytes32,
    }

    /// The appeal is decided.
    ComplaintAppealDecided("Keberatan diputus", "Complaint appeal decided") {
        /// The complaint.
        complaint: ComplaintRef,
        /// What was found.
        verdict: ComplaintVerdict,
        /// Commitment to the decision.
        paper: Bytes32,
    }

    /// Nothing is left to do.
    ComplaintClosed("Pengaduan ditutup", "Complaint closed") {
        /// The complaint.
        complaint: ComplaintRef,
        /// Finding that was opened because of it, where one was.
        finding: Option<FindingRef>,
    }
}
