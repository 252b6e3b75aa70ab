//! Services to people, social insurance, and what the community contributes.
//!
//! Not here: the PPKS class of a person. A case carries a commitment to it and what comparing it
//! with an authority matrix gave; classes stand in matrices, targets and counts of many.

use crate::codes::Region;
use crate::date::{Date, FiscalYear};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::Text;
use crate::vocabulary::*;

events! {
    /// A class of people is, or is no longer, served by the province.
    ServiceTargetSet("Sasaran layanan ditetapkan", "Service target set") {
        /// Class of people.
        ppks: PpksType,
        /// Criterion of the social problem.
        criterion: SocialProblem,
        /// At whom the service aims.
        target: TargetKind,
        /// Whether the province serves them.
        served: bool,
        /// First day.
        from: Date,
        /// Law or decree.
        basis: Text,
    }

    /// How many people of a class live in a region: an aggregate, kabupaten or kota at the lowest.
    PpksCounted("Jumlah PPKS dicatat", "People in need counted") {
        /// Class of people.
        ppks: PpksType,
        /// Region.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Number of people.
        count: u32,
        /// Imported list it comes from.
        data: Option<ExternalDataRef>,
    }

    /// How many potentials and sources of one kind a region has.
    PsksCounted("Jumlah PSKS dicatat", "Welfare potentials counted") {
        /// Kind.
        psks: PsksType,
        /// Region.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Number of them.
        count: u32,
        /// Imported list it comes from.
        data: Option<ExternalDataRef>,
    }

    /// An authority matrix is taken over row by row: which level of government gives which service
    /// to which class. Cases cite the matrix, never a row, because a row would name their class.
    AuthorityMatrixOpened("Matriks kewenangan dibuka", "Authority matrix opened", creates AuthorityMatrix) {
        /// Law or decree.
        basis: Text,
        /// First day on which it holds.
        from: Date,
        /// Number of rows announced.
        count: u32,
    }

    /// One row of an authority matrix.
    ServiceAuthoritySet("Kewenangan layanan ditetapkan", "Service authority set") {
        /// The matrix.
        matrix: AuthorityMatrixRef,
        /// Class of people.
        ppks: PpksType,
        /// Service.
        service: WelfareService,
        /// Level of government that gives it.
        level: AuthorityLevel,
    }

    /// All rows are in; their number must be the one announced.
    AuthorityMatrixClosed("Matriks kewenangan ditutup", "Authority matrix closed") {
        /// The matrix.
        matrix: AuthorityMatrixRef,
        /// Number of rows.
        count: u32,
    }

    /// Somebody is to be served. The class stays in the vault.
    CaseOpened("Kasus dibuka", "Case opened", creates Case) {
        /// Whom it is about.
        recipient: RecipientId,
        /// Service.
        service: WelfareService,
        /// Kind of effort.
        effort: EffortKind,
        /// Region in which the person was met.
        region: Region,
        /// How the case came.
        channel: CaseChannel,
        /// Level of government that serves.
        level: AuthorityLevel,
        /// Commitment to the person's class; class and salt lie in the vault.
        class: Bytes32,
        /// The matrix with which the class was compared.
        matrix: Option<AuthorityMatrixRef>,
        /// What the comparison gave; repeatable by whoever is shown the class.
        verdict: AuthorityVerdict,
    }

    /// People went out to the person.
    OutreachDone("Penjangkauan dilakukan", "Outreach done") {
        /// The case.
        case: CaseRef,
        /// How.
        manner: OutreachManner,
        /// Number of officials who went.
        team: u8,
        /// The second official, who answers for it with the first.
        second: Option<PersonId>,
        /// What it came to.
        result: OutreachResult,
    }

    /// One step of rehabilitation was done.
    RehabilitationStepDone("Langkah rehabilitasi dilakukan", "Rehabilitation step done") {
        /// The case.
        case: CaseRef,
        /// Which.
        step: RehabilitationStep,
        /// Institution where it was done, if not by the agency itself.
        institution: Option<OrganisationRef>,
    }

    /// The case was referred to another body.
    CaseReferred("Kasus dirujuk", "Case referred") {
        /// The case.
        case: CaseRef,
        /// To whom.
        to: OrganisationRef,
        /// Why.
        reason: ReferralReason,
    }

    /// The case is closed.
    CaseClosed("Kasus ditutup", "Case closed") {
        /// The case.
        case: CaseRef,
        /// How it ended.
        outcome: CaseOutcome,
    }

    /// Somebody is insured.
    InsuranceCovered("Jaminan sosial diberikan", "Insurance given", creates Insurance) {
        /// Who.
        recipient: RecipientId,
        /// Scheme.
        scheme: InsuranceScheme,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Premium for the whole time, above zero.
        premium: Rupiah,
        /// Payment out of which it was paid, if ours.
        payment: Option<PaymentRef>,
    }

    /// The insurance paid.
    InsuranceClaimed("Klaim jaminan dibayar", "Insurance paid") {
        /// The insurance.
        insurance: InsuranceRef,
        /// For what.
        event: InsuredEvent,
        /// Amount above zero.
        amount: Rupiah,
    }

    /// The insurance ended, on the day on which this happened.
    InsuranceEnded("Jaminan sosial berakhir", "Insurance ended") {
        /// The insurance.
        insurance: InsuranceRef,
        /// Why.
        reason: InsuranceEnd,
    }

    /// Somebody of the community gave something.
    CommunityContributionRecorded("Peran masyarakat dicatat", "Community contribution recorded", creates Contribution) {
        /// What kind of actor.
        actor: ContributionActor,
        /// What was given: cash (`dana`) or something in kind.
        form: ContributionForm,
        /// Value; an estimate for what is in kind, absent where nobody estimated it.
        value: Option<Rupiah>,
        /// Whether it passes through the budget.
        book: ContributionBook,
        /// The giver, where it is registered.
        organisation: Option<OrganisationRef>,
        /// The giver, by token.
        giver: Option<Token>,
        /// Region for which it is meant.
        region: Region,
        /// Receipt of the cash (`CashReceived`), for cash within the budget.
        receipt: Option<EventRef>,
    }

    /// Some of a contribution was used.
    ContributionUsed("Peran masyarakat digunakan", "Contribution used") {
        /// The contribution.
        contribution: ContributionRef,
        /// Value used, above zero.
        value: Rupiah,
        /// Case that it served.
        case: Option<CaseRef>,
        /// Lot that it became.
        lot: Option<LotRef>,
        /// Region in which it was used.
        region: Region,
    }
}
