//! SLRT and Puskesos: units, support, reports.

use crate::codes::{Region, SourceCode};
use crate::date::{Date, FiscalYear, Month};
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, DocumentNumber};
use crate::vocabulary::*;

events! {
    /// A service unit is founded: SLRT in a kabupaten or kota, Puskesos in a desa or kelurahan.
    ServiceUnitFounded("Layanan dibentuk", "Service unit founded", creates ServiceUnit) {
        /// What kind.
        kind: ServiceKind,
        /// Programme that supports it; its years of APBN are a rule parameter.
        programme: Code,
        /// Where.
        region: Region,
        /// Number of the decision.
        number: DocumentNumber,
        /// First day; the years of support count from its year.
        from: Date,
    }

    /// What supports a unit in a year, and from which source.
    ServiceSupportSet("Dukungan layanan ditetapkan", "Service support set"; planning) {
        /// The unit.
        unit: ServiceUnitRef,
        /// Year.
        fiscal_year: FiscalYear,
        /// Source.
        source: SourceCode,
        /// Amount above zero.
        amount: Rupiah,
        /// Budget line that carries it, where it is known here.
        line: Option<LineRef>,
    }

    /// A unit reports on a month.
    ServiceReported("Laporan layanan dicatat", "Service reported") {
        /// The unit.
        unit: ServiceUnitRef,
        /// Month.
        month: Month,
        /// Cases that came in.
        received: u32,
        /// Cases referred to somebody else.
        referred: u32,
        /// Cases resolved, whenever they came in.
        resolved: u32,
    }

    /// A unit works no more.
    ServiceUnitClosed("Layanan ditutup", "Service unit closed") {
        /// The unit.
        unit: ServiceUnitRef,
        /// Last day.
        until: Date,
        /// Why.
        reason: Reason,
    }

    /// Somebody looked and found no such unit. What nobody looked at stays unknown.
    ServiceAbsenceObserved("Ketiadaan layanan diamati", "Service absence observed") {
        /// What kind was looked for.
        kind: ServiceKind,
        /// Where: kabupaten, kota, desa or kelurahan.
        region: Region,
    }
}
