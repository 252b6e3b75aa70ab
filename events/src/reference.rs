//! Reference data: regions, organisations, funding sources, programmes, rule parameters.

use crate::codes::{Region, SourceCode};
use crate::date::{Date, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, Text};
use crate::vocabulary::*;

events! {
    /// A region may be named in events from here on. Its parent is part of its code and must be
    /// known. Source: kode wilayah Kemendagri.
    RegionRegistered("Wilayah didaftarkan", "Region registered") {
        /// Code, `36.03.12.2001`.
        code: Region,
        /// Official name.
        name: Text,
        /// Whose coding it is.
        scheme: RegionScheme,
    }

    /// A region's code went out of use; history keeps it.
    RegionRetired("Wilayah dihapus", "Region retired") {
        /// Code that goes out of use.
        code: Region,
        /// What took its place, where one did.
        successor: Option<Region>,
    }

    /// An organisation that acts in the ledger.
    OrganisationRegistered("Organisasi didaftarkan", "Organisation registered", creates Organisation) {
        /// Short code, unique in this ledger, such as `1-06-0-00-0-00-01-0000`.
        code: Code,
        /// Official name.
        name: Text,
        /// What it is.
        kind: OrganisationKind,
        /// The region it serves.
        region: Region,
        /// The organisation it belongs to.
        parent: Option<OrganisationRef>,
    }

    /// A funding source. Every budget line names exactly one; where its cash lies never changes.
    /// Source: SIPD sumber dana.
    FundingSourceRegistered("Sumber dana didaftarkan", "Funding source registered") {
        /// SIPD code, `2.2.01.01.03.0050`.
        code: SourceCode,
        /// Official name.
        name: Text,
        /// Budget family.
        family: SourceFamily,
        /// Where its cash lies; money goes back there.
        cash_origin: CashOrigin,
        /// Whether it may be used only for what it was given for.
        earmark: Earmark,
    }

    /// A programme of aid.
    ProgrammeRegistered("Program didaftarkan", "Programme registered") {
        /// Code, `BLT-BBM`.
        code: Code,
        /// Name.
        name: Text,
        /// Pillar of UU 11/2009.
        pillar: Pillar,
        /// Purpose of the aid.
        purpose: AidPurpose,
        /// Who receives.
        recipient_type: RecipientType,
        /// Money, goods or service.
        form: AidForm,
        /// How often.
        cycle: Cycle,
    }

    /// A rule parameter holds from a day on. What changes by year or by juknis is never in code.
    RuleEnacted("Aturan diberlakukan", "Rule parameter enacted", creates Rule) {
        /// Which parameter.
        parameter: Parameter,
        /// For which programme; absent means for all.
        programme: Option<Code>,
        /// Number: days, day of the year, years; for amounts see `amount`.
        value: Option<u32>,
        /// Amount in rupiah, for parameters that are money.
        amount: Option<Rupiah>,
        /// First day.
        from: Date,
        /// Last day; absent means until further notice.
        until: Option<Date>,
        /// Legal instrument.
        basis: Text,
    }

    /// A rule parameter ceases to hold after a day.
    RuleRepealed("Aturan dicabut", "Rule parameter repealed") {
        /// The enactment.
        rule: RuleRef,
        /// Last day on which it held.
        until: Date,
        /// Legal instrument.
        basis: Text,
    }

    /// Two programmes exclude each other: who has aid of one must not be given the other. Holds from
    /// a day on, because juknis change. Source: juknis of each programme.
    ProgrammesExcluded("Larangan program rangkap ditetapkan", "Programmes excluded") {
        /// One programme.
        first: Code,
        /// The other one.
        second: Code,
        /// Which aid of either excludes the other.
        span: ExclusionSpan,
        /// First day.
        from: Date,
        /// Last day; absent means until further notice.
        until: Option<Date>,
        /// Legal instrument.
        basis: Text,
    }

    /// Two programmes do not exclude each other any more after a day.
    ProgrammeExclusionEnded("Larangan program rangkap diakhiri", "Programme exclusion ended") {
        /// One programme.
        first: Code,
        /// The other one.
        second: Code,
        /// Last day on which they excluded each other.
        until: Date,
        /// Legal instrument.
        basis: Text,
    }

    /// A region has another name under the same code from a day on. Events before keep the name of
    /// their day.
    RegionRenamed("Wilayah berganti nama", "Region renamed") {
        /// Its code.
        code: Region,
        /// New official name.
        name: Text,
        /// First day of the new name.
        from: Date,
        /// Legal instrument.
        basis: Text,
    }

    /// A day on which offices are closed, from the yearly joint decree.
    HolidayDeclared("Hari libur ditetapkan", "Holiday declared"; planning) {
        /// The day.
        day: Date,
        /// Decree.
        basis: Text,
    }

    /// A version of an external list was taken over; the list itself lies in the vault.
    ExternalDataImported("Data eksternal diimpor", "External data imported", creates ExternalData) {
        /// Which list.
        dataset: Dataset,
        /// Version, `2025-T3`.
        version: Text,
        /// Day for which the list speaks.
        position: Date,
        /// Month it serves, for monthly lists.
        period: Option<Month>,
        /// Commitment to the file.
        file: Bytes32,
        /// Rows taken.
        rows_accepted: u64,
        /// Rows refused.
        rows_rejected: u64,
        /// Rows in the file: accepted plus rejected.
        rows_total: u64,
    }

    /// The rows of a file begin: each is an event that names this one. Until all are in and it is
    /// closed, none of them has any effect.
    ImportOpened("Impor dibuka", "Import opened", creates ExternalData) {
        /// Which list.
        dataset: Dataset,
        /// Version, `2025-T3`.
        version: Text,
        /// First day it speaks of, for what spans days, as a bank statement does.
        from: Option<Date>,
        /// Day for which the list speaks; the last one of a span.
        position: Date,
        /// Commitment to the file. No two imports have the same, but where the rows of the first
        /// name it and it was abandoned.
        file: Bytes32,
        /// Number of events that will name this one.
        count: u64,
        /// Sum of their amounts; zero where rows have none.
        total: Rupiah,
    }

    /// An import that was opened will not be completed: none of its rows ever counts, no more come in,
    /// and it cannot be closed. Rows that name something else, as those of a decree's annex do, stay.
    ImportAbandoned("Impor ditinggalkan", "Import abandoned") {
        /// The import.
        data: ExternalDataRef,
    }

    /// All rows of an import are in, and count from here on. Count and sum must be those that were
    /// announced and those that were recorded.
    ImportClosed("Impor ditutup", "Import closed") {
        /// The import.
        data: ExternalDataRef,
        /// Number of events that named it.
        count: u64,
        /// Sum of their amounts.
        total: Rupiah,
    }
}
