//! Planning documents and regulations, what they plan, indicators and their measurements.
//!
//! Source: domain of kesejahteraan sosial, Perda penyelenggaraan kesos; RPJMD to Renja stand
//! behind every pagu.

use crate::codes::Region;
use crate::date::{Date, FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::text::{Code, DocumentNumber, Text};
use crate::vocabulary::*;

events! {
    /// A planning document or regulation that lines and programmes may refer to.
    PlanningDocumentRegistered("Dokumen perencanaan didaftarkan", "Planning document registered", creates PlanningDocument; planning) {
        /// What it is.
        kind: PlanningKind,
        /// Number, `8/2018`.
        number: DocumentNumber,
        /// Official title.
        title: Text,
        /// Region for which it holds; absent for the whole state.
        region: Option<Region>,
        /// First day on which it holds.
        from: Date,
        /// Last day; absent means until further notice.
        until: Option<Date>,
        /// SHA-256 of the published file.
        file: Option<Bytes32>,
        /// The open item that this document answers.
        awaited: Option<PlanningDocumentRef>,
    }

    /// A document that another one asks for and that is not there yet: an open item.
    PlanningDocumentAwaited("Dokumen turunan ditunggu", "Planning document awaited", creates PlanningDocument; planning) {
        /// The document that asks for it.
        parent: PlanningDocumentRef,
        /// What is awaited.
        kind: PlanningKind,
        /// Day by which it should be there; absent where none was set.
        due: Option<Date>,
    }

    /// A document gives way to its successor.
    PlanningDocumentSuperseded("Dokumen perencanaan digantikan", "Planning document superseded") {
        /// The document that goes.
        document: PlanningDocumentRef,
        /// The document that takes its place.
        successor: PlanningDocumentRef,
        /// Last day of the one that goes.
        until: Date,
    }

    /// A budget line stands on a planning document.
    LinePlanned("Baris anggaran dirujuk ke rencana", "Budget line planned") {
        /// The line.
        line: LineRef,
        /// The document.
        document: PlanningDocumentRef,
    }

    /// A programme stands on a planning document.
    ProgrammePlanned("Program dirujuk ke rencana", "Programme planned") {
        /// The programme.
        programme: Code,
        /// The document.
        document: PlanningDocumentRef,
    }

    /// An indicator may have targets and measurements from here on.
    IndicatorDefined("Indikator didefinisikan", "Indicator defined"; planning) {
        /// Code, `IKS-ANAK`.
        indicator: Code,
        /// Official name.
        name: Text,
        /// In what it is counted.
        unit: IndicatorUnit,
    }

    /// An indicator's target for a year, of the state or of a region.
    IndicatorTargetSet("Target indikator ditetapkan", "Indicator target set"; planning) {
        /// The indicator.
        indicator: Code,
        /// Year.
        fiscal_year: FiscalYear,
        /// Whose target it is.
        level: IndicatorLevel,
        /// Region, for a regional target.
        region: Option<Region>,
        /// Target: basis points for a share, else a number.
        value: u64,
        /// The document that sets it.
        document: Option<PlanningDocumentRef>,
    }

    /// An indicator was measured.
    IndicatorMeasured("Capaian indikator dicatat", "Indicator measured") {
        /// The indicator.
        indicator: Code,
        /// Year.
        fiscal_year: FiscalYear,
        /// Whose value it is.
        level: IndicatorLevel,
        /// Region, for a regional value.
        region: Option<Region>,
        /// Value: basis points for a share, else a number.
        value: u64,
        /// The list that it was counted from, where there is one.
        data: Option<ExternalDataRef>,
    }

    /// How many rows of DTKS or DTSEN a kabupaten or kota has brought up to date.
    UpdateRateObserved("Pemutakhiran data dicatat", "Update rate observed") {
        /// Which list.
        dataset: Dataset,
        /// Kabupaten or kota.
        region: Region,
        /// Month.
        period: Month,
        /// Rows brought up to date.
        updated: u64,
        /// All rows of the region.
        total: u64,
    }
}
