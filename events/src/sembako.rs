//! Program Sembako: allocations of the quota below a kabupaten or kota, and the places in it: who
//! holds each, who leaves, who follows by which papers.
//!
//! Not here: the quota of a kabupaten or kota itself (`quota`), what the ministry pays (`central`).

use crate::codes::Region;
use crate::date::{FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

events! {
    /// A share of a region's quota goes to a region below it: from kabupaten or kota to kecamatan,
    /// from there to desa or kelurahan.
    SembakoQuotaAllocated("Kuota Sembako dialokasikan", "Sembako quota allocated"; planning) {
        /// Programme.
        programme: Code,
        /// Region whose quota is divided.
        parent: Region,
        /// Region below it that gets the share.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Number of places.
        count: u32,
        /// Kind of paper that it rests on.
        basis: AllocationBasis,
        /// Number of that paper.
        number: DocumentNumber,
    }

    /// An allocation changes, with reason and basis. The quota of a kabupaten or kota itself
    /// changes by `QuotaChanged`.
    SembakoQuotaChanged("Kuota Sembako diubah", "Sembako quota changed"; planning) {
        /// Programme.
        programme: Code,
        /// Region whose allocation changes.
        region: Region,
        /// Year.
        fiscal_year: FiscalYear,
        /// Places until now; must be those in force.
        from_count: u32,
        /// Places from now on.
        to_count: u32,
        /// Why.
        reason: AllocationReason,
        /// Kind of paper that it rests on.
        basis: AllocationBasis,
        /// Number of that paper.
        number: DocumentNumber,
    }

    /// A KPM comes onto the list: from then on there is a place, which outlives its holders.
    KpmEntered("KPM masuk daftar", "KPM entered", creates KpmPlace) {
        /// Programme.
        programme: Code,
        /// Holder.
        recipient: RecipientId,
        /// Household of the holder: there may be one place in each.
        household: HouseholdId,
        /// Region of the place, usually a desa or kelurahan.
        region: Region,
        /// First month.
        from: Month,
        /// On which paper.
        basis: KpmEntryBasis,
        /// Minutes, where it rests on some.
        minutes: Option<DeliberationRef>,
    }

    /// A KPM leaves and the place stays empty.
    KpmLeft("KPM keluar", "KPM left") {
        /// The place.
        place: KpmPlaceRef,
        /// Why.
        reason: KpmExitReason,
        /// First month without the holder.
        effective: Month,
    }

    /// A musyawarah desa or kelurahan proposes who is to follow on a place.
    KpmReplacementProposed("Penggantian KPM diusulkan", "KPM replacement proposed", creates KpmReplacement) {
        /// The place.
        place: KpmPlaceRef,
        /// Who is to follow.
        recipient: RecipientId,
        /// Why the holder is to leave, or left.
        reason: KpmExitReason,
        /// Minutes of the musyawarah.
        minutes: DeliberationRef,
    }

    /// The regent or mayor decided on a proposed replacement (pengesahan).
    KpmReplacementApproved("Penggantian KPM disahkan bupati/wali kota", "KPM replacement approved by the regency") {
        /// The replacement.
        replacement: KpmReplacementRef,
        /// What was decided.
        outcome: Outcome,
        /// Number of the letter of approval.
        number: DocumentNumber,
    }

    /// The ministry decided on a replacement.
    KpmReplacementDetermined("Penggantian KPM ditetapkan Kemensos", "KPM replacement determined by the ministry") {
        /// The replacement.
        replacement: KpmReplacementRef,
        /// What was decided.
        outcome: Outcome,
        /// Number of the ministry's list or decree.
        number: DocumentNumber,
    }

    /// The list shows another holder of a place. A fact: recorded with or without its papers.
    KpmReplaced("KPM diganti", "KPM replaced") {
        /// The place.
        place: KpmPlaceRef,
        /// Holder from now on.
        recipient: RecipientId,
        /// Household of the new holder.
        household: HouseholdId,
        /// Why the old holder left.
        reason: KpmExitReason,
        /// The replacement as proposed, approved and determined, where it was.
        replacement: Option<KpmReplacementRef>,
        /// Minutes of the musyawarah, where there are some.
        minutes: Option<DeliberationRef>,
        /// First month of the new holder.
        effective: Month,
    }
}
