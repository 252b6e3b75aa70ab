//! People who work for social welfare: TKSK, Tagana, PSM, pendamping; reports, certificates, stipends.

use crate::codes::{Region, SourceCode};
use crate::date::{Date, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::DocumentNumber;
use crate::vocabulary::*;

events! {
    /// Somebody is appointed to work for social welfare. One decision may appoint many: one event
    /// each.
    WorkerAppointed("SDM diangkat", "Worker appointed", creates Worker) {
        /// Who.
        person: PersonId,
        /// As what.
        role: WorkerRole,
        /// Where; a TKSK works in one kecamatan.
        region: Region,
        /// Who appoints.
        organisation: OrganisationRef,
        /// Number of the decision.
        number: DocumentNumber,
        /// First day.
        from: Date,
        /// Last day; none while it is open.
        until: Option<Date>,
        /// The same person as a recipient of aid, where the vault knows one.
        recipient: Option<RecipientId>,
        /// Account to which stipends go, by token.
        account: Option<Token>,
    }

    /// An appointment ends.
    WorkerReleased("SDM diberhentikan", "Worker released") {
        /// The appointment.
        worker: WorkerRef,
        /// Last day.
        until: Date,
        /// Why.
        reason: Reason,
    }

    /// A worker holds a certificate.
    WorkerCertified("SDM disertifikasi", "Worker certified") {
        /// The worker.
        worker: WorkerRef,
        /// For what.
        certificate: WorkerCertificate,
        /// Number.
        number: DocumentNumber,
        /// Last day; none when it never ends.
        until: Option<Date>,
    }

    /// A match list says that a worker is a civil servant, soldier or police officer.
    WorkerFoundCivilServant("SDM ditemukan berstatus ASN", "Worker found to be a civil servant") {
        /// The worker.
        worker: WorkerRef,
        /// Since when.
        since: Date,
        /// The list that says so.
        data: ExternalDataRef,
    }

    /// A worker reports on a month.
    WorkerReportSubmitted("Laporan kegiatan disampaikan", "Worker report submitted", creates WorkerReport) {
        /// The worker.
        worker: WorkerRef,
        /// Month.
        month: Month,
        /// Commitment to the report in the vault.
        paper: Option<Bytes32>,
    }

    /// A report is approved, rejected, or sent back for revision.
    WorkerReportReviewed("Laporan kegiatan diperiksa", "Worker report reviewed") {
        /// The report.
        report: WorkerReportRef,
        /// What was found.
        outcome: Outcome,
        /// Why, when not accepted.
        reason: Option<Reason>,
    }

    /// A worker's stipend (tali asih, honor, insentif) of one month was paid.
    StipendPaid("Tali asih dibayar", "Stipend paid") {
        /// The worker.
        worker: WorkerRef,
        /// Month for which it is.
        month: Month,
        /// Source of the money.
        source: SourceCode,
        /// Amount above zero.
        amount: Rupiah,
        /// The payment that it is part of.
        payment: Option<PaymentRef>,
        /// The receipt of the advance that it is part of.
        tbp: Option<TbpRef>,
        /// The request that it is part of.
        spp: Option<SppRef>,
    }
}
