//! The reports that there are, and what can be asked of one.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;
use jejak_events::{Date, Tag};

use super::table::Table;
use super::{dprd, lra, programme, recap, sources, treasury};
use crate::view::{Unanswered, View};

/// What is asked of a report; each report says which of it it understands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// Fiscal year.
    pub year: Option<FiscalYear>,
    /// Month, for monthly reports.
    pub month: Option<Month>,
    /// Days, both included.
    pub days: Option<(Date, Date)>,
    /// Organisation (SKPD) by its code.
    pub organisation: Option<Code>,
    /// Programme by its code.
    pub programme: Option<Code>,
    /// Funding source, with everything below it.
    pub source: Option<SourceCode>,
    /// Region, with everything below it.
    pub region: Option<Region>,
    /// One thing: a decree, an SP2D, a group, a warehouse, a cash account.
    pub of: Option<Tag>,
    /// Rows of any number of people, or cells below ten suppressed.
    pub public: bool,
}

/// What a report understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// `Ask::year`.
    Year,
    /// `Ask::month`.
    Month,
    /// `Ask::days`.
    Days,
    /// `Ask::organisation`.
    Organisation,
    /// `Ask::programme`.
    Programme,
    /// `Ask::source`.
    Source,
    /// `Ask::region`.
    Region,
    /// `Ask::of`.
    Of,
    /// `Ask::public`.
    Public,
}

/// A report.
pub struct Report {
    /// Stable name, as on the command line: `lra`.
    pub name: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// Title in Bahasa Indonesia, as the regulation has it.
    pub id: &'static str,
    /// What must be asked.
    pub needs: &'static [Asked],
    /// What may be asked beside it.
    pub takes: &'static [Asked],
    /// The report itself.
    pub make: fn(&View, &Ask) -> Result<Table, Unanswered>,
}

/// The rooms that have reports, one line each.
const ROOMS: &[&[Report]] = &[
    lra::REPORTS,
    sources::REPORTS,
    recap::REPORTS,
    dprd::REPORTS,
    treasury::REPORTS,
    programme::REPORTS,
];

/// Every report, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Report> {
    ROOMS.iter().copied().flatten()
}

/// A report by its name.
pub fn by_name(name: &str) -> Option<&'static Report> {
    all().find(|report| report.name == name)
}
