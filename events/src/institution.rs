//! Institutions of social welfare: panti, LKS, LK3, rumah singgah, Karang Taruna.

use crate::codes::Region;
use crate::date::{Date, FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::DocumentNumber;
use crate::vocabulary::*;

events! {
    /// An institution is known from here on: a home, an LKS, an LK3, a transit house, a Karang
    /// Taruna.
    InstitutionRegistered("Lembaga didaftarkan", "Institution registered", creates Institution) {
        /// What kind.
        kind: InstitutionKind,
        /// Whose it is.
        owner: InstitutionOwner,
        /// Village where it works, as far down as is known.
        region: Region,
        /// The same as an organisation, where it acts as one.
        organisation: Option<OrganisationRef>,
        /// The same as a recipient of kind lembaga, where aid goes to it.
        recipient: Option<RecipientId>,
        /// Commitment to the deed of foundation in the vault.
        deed: Option<Bytes32>,
    }

    /// An operating licence (izin operasional, SIOP).
    LicenceRecorded("Izin operasional dicatat", "Licence recorded") {
        /// The institution.
        institution: InstitutionRef,
        /// Number of the licence.
        number: DocumentNumber,
        /// Who gave it.
        issuer: OrganisationRef,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    }

    /// A licence is taken away from this day on.
    LicenceRevoked("Izin operasional dicabut", "Licence revoked") {
        /// The institution.
        institution: InstitutionRef,
        /// Number of the licence.
        number: DocumentNumber,
        /// Why.
        reason: Reason,
    }

    /// An institution is accredited.
    InstitutionAccredited("Lembaga diakreditasi", "Institution accredited") {
        /// The institution.
        institution: InstitutionRef,
        /// Grade.
        grade: AccreditationGrade,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    }

    /// How many clients a home may have.
    CapacitySet("Kapasitas ditetapkan", "Capacity set") {
        /// The institution.
        institution: InstitutionRef,
        /// Number of clients.
        count: u32,
        /// Number of the decision.
        number: DocumentNumber,
    }

    /// A client comes into an institution. What class of need the client has stays in the vault.
    ClientAdmitted("Klien masuk", "Client admitted", creates Stay) {
        /// The institution.
        institution: InstitutionRef,
        /// The client.
        recipient: RecipientId,
        /// First day in the institution.
        from: Date,
        /// Commitment to the intake note in the vault.
        note: Option<Bytes32>,
    }

    /// A client leaves.
    ClientDischarged("Klien keluar", "Client discharged") {
        /// The stay.
        stay: StayRef,
        /// Last day in the institution; the first day may be the last.
        until: Date,
        /// Why.
        reason: DischargeReason,
    }

    /// The food support (permakanan) of one month is counted: client-days times the index.
    FoodSupportCounted("Permakanan dihitung", "Food support counted") {
        /// The institution.
        institution: InstitutionRef,
        /// Month.
        month: Month,
        /// Days of all clients together; first and last day of a stay both count.
        client_days: u32,
        /// Amount per client and day.
        index: Rupiah,
        /// Client-days times index.
        amount: Rupiah,
        /// The request by which it is paid, where it is known.
        spp: Option<SppRef>,
        /// The payment, where it is known.
        payment: Option<PaymentRef>,
    }

    /// A cooperation agreement (PKS) is signed.
    CooperationSigned("Perjanjian kerja sama ditandatangani", "Cooperation signed", creates Cooperation) {
        /// The organisation on our side.
        organisation: OrganisationRef,
        /// The institution that it is for, where it is for one.
        institution: Option<InstitutionRef>,
        /// The partner.
        partner: OrganisationRef,
        /// Number.
        number: DocumentNumber,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// What it is about.
        subject: CooperationSubject,
    }

    /// A cooperation ends before its last day.
    CooperationEnded("Perjanjian kerja sama berakhir", "Cooperation ended") {
        /// The agreement.
        cooperation: CooperationRef,
        /// Last day.
        until: Date,
        /// Why.
        reason: Reason,
    }

    /// Somebody looked whether an institution is ready for DAK.
    DakReadinessAssessed("Kesiapan DAK dinilai", "DAK readiness assessed") {
        /// The institution.
        institution: InstitutionRef,
        /// Year for which DAK would be proposed.
        fiscal_year: FiscalYear,
        /// Criteria met, in the order of the list.
        criteria: Vec<DakCriterion>,
        /// Accreditation that was shown.
        accreditation: Option<AccreditationGrade>,
        /// Whether it was found ready.
        ready: bool,
    }

    /// An institution works no more.
    InstitutionClosed("Lembaga ditutup", "Institution closed") {
        /// The institution.
        institution: InstitutionRef,
        /// Why.
        reason: Reason,
    }
}
