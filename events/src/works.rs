//! Physical works: stages, progress, photographs, hand-over (BAST).

use crate::codes::Region;
use crate::date::Date;
use crate::event::{events, records};
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::DocumentNumber;
use crate::vocabulary::*;

records! {
    /// A photograph of a place.
    WorkPhoto {
        /// What the picture looks like, by equality token: the vault draws one token for all
        /// pictures of one perceptual hash.
        image: Token,
        /// Commitment to the file.
        paper: Bytes32,
        /// From where it was taken.
        angle: PhotoAngle,
    }
}

events! {
    /// A physical work starts. It stands on one row of a decree, one commitment (contract) or one
    /// budget line, whoever executes it.
    WorkStarted("Pekerjaan fisik dimulai", "Work started", creates Work) {
        /// Kind of work.
        kind: WorkKind,
        /// The decree's row that pays, where one does.
        designation: Option<DesignationRef>,
        /// The contract or order that binds the money, where one does.
        commitment: Option<CommitmentRef>,
        /// The line that pays, where neither row nor commitment is kept here: observed works.
        line: Option<LineRef>,
        /// The house that is worked on, where it is one.
        house: Option<HouseRef>,
        /// The institution that gets the building, where one does.
        institution: Option<InstitutionRef>,
        /// Region of the place.
        region: Region,
        /// SKPD or body that executes the work; for houses often the agency of housing (Perkim).
        organisation: OrganisationRef,
        /// Number of stages in which the money goes, 1 to 64.
        stages: u8,
        /// Planned day of completion.
        finish: Date,
        /// Value of the work, above zero.
        amount: Rupiah,
    }

    /// One stage of the money: its share, and how far the work must be before it may go.
    WorkStagePlanned("Tahap pekerjaan direncanakan", "Work stage planned"; planning) {
        /// The work.
        work: WorkRef,
        /// Number of the stage, from 1.
        stage: u8,
        /// Share of the value in basis points; all stages together make 10000.
        share_bp: u32,
        /// Physical progress that must be reached before, in basis points, 0 to 10000.
        required_bp: u32,
        /// What the money of the stage buys.
        component: WorkComponent,
    }

    /// The money of a stage goes. Our own act, unless the work stands on an observed line.
    WorkStageReleased("Tahap pekerjaan dicairkan", "Work stage released") {
        /// The work.
        work: WorkRef,
        /// Number of the stage; the one after the last released.
        stage: u8,
        /// The payment of the decree's row, for works on a row.
        payment: Option<PaymentRef>,
        /// The request, for works on a commitment or on an own line.
        spp: Option<SppRef>,
        /// Amount above zero.
        amount: Rupiah,
    }

    /// Somebody looked how far a work is. A lower figure than before corrects the one before and
    /// has a reason (G12).
    WorkProgressRecorded("Perkembangan fisik dicatat", "Work progress recorded") {
        /// The work.
        work: WorkRef,
        /// Physical progress in basis points, 0 to 10000.
        physical_bp: u32,
        /// Financial progress as the executing body reports it, in basis points, 0 to 10000.
        financial_bp: u32,
        /// Who looked.
        inspector: PersonId,
        /// Metres between the place of the photographs and the surveyed point.
        distance_m: u32,
        /// Why physical progress is lower than recorded before.
        reason: Option<Reason>,
        /// Photographs, each picture once, ascending by `image`.
        photos: Vec<WorkPhoto>,
    }

    /// The work is handed over (BAST, provisional hand-over of contracts).
    WorkHandedOver("Pekerjaan diserahterimakan", "Work handed over") {
        /// The work.
        work: WorkRef,
        /// Number of the BAST.
        number: DocumentNumber,
        /// Value handed over, above zero.
        amount: Rupiah,
        /// Commitment to the signed paper.
        paper: Bytes32,
    }

    /// The time of maintenance (retention) is over: final hand-over.
    WorkMaintenanceEnded("Masa pemeliharaan berakhir", "Work maintenance ended") {
        /// The work.
        work: WorkRef,
        /// Number of the final BAST.
        number: DocumentNumber,
    }

    /// A work stops before it is handed over.
    WorkStopped("Pekerjaan dihentikan", "Work stopped") {
        /// The work.
        work: WorkRef,
        /// Why.
        reason: Reason,
    }

    /// A stopped work goes on.
    WorkResumed("Pekerjaan dilanjutkan", "Work resumed") {
        /// The work.
        work: WorkRef,
        /// Planned day of completion from now on.
        finish: Date,
    }

    /// Something is wrong with a work, before or after it was handed over.
    WorkDefectFound("Cacat pekerjaan ditemukan", "Work defect found") {
        /// The work.
        work: WorkRef,
        /// What is wrong.
        defect: DefectKind,
        /// Day by which it shall be repaired.
        due: Date,
        /// Commitment to the minutes with the description.
        paper: Bytes32,
    }

    /// A defect was repaired.
    WorkDefectRepaired("Cacat pekerjaan diperbaiki", "Work defect repaired") {
        /// The work.
        work: WorkRef,
        /// The event that found the defect.
        defect: EventRef,
        /// Commitment to the minutes of the repair.
        paper: Bytes32,
    }
}
