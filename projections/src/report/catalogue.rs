//! The reports that there are, and what can be asked of one.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;
use jejak_events::{Date, Tag};

use super::table::Table;
use super::{asked, dprd, lra, programme, recap, sources, treasury};
use crate::said;
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

impl Asked {
    /// The option that asks for it.
    pub const fn option(self) -> &'static str {
        match self {
            Asked::Year => "--year",
            Asked::Month => "--month",
            Asked::Days => "--from/--until",
            Asked::Organisation => "--organisation",
            Asked::Programme => "--programme",
            Asked::Source => "--source",
            Asked::Region => "--region",
            Asked::Of => "--of",
            Asked::Public => "--public",
        }
    }
}

impl Ask {
    /// What is asked for.
    fn all(&self) -> impl Iterator<Item = Asked> {
        let all = [
            (Asked::Year, self.year.is_some()),
            (Asked::Month, self.month.is_some()),
            (Asked::Days, self.days.is_some()),
            (Asked::Organisation, self.organisation.is_some()),
            (Asked::Programme, self.programme.is_some()),
            (Asked::Source, self.source.is_some()),
            (Asked::Region, self.region.is_some()),
            (Asked::Of, self.of.is_some()),
            (Asked::Public, self.public),
        ];
        all.into_iter().filter(|(_, asked)| *asked).map(|(asked, _)| asked)
    }
}

impl Report {
    /// Makes the report. What it does not understand is refused: an answer to another question
    /// would look like one to this.
    pub fn answer(&self, view: &View, ask: &Ask) -> Result<Table, Unanswered> {
        let known = || self.needs.iter().chain(self.takes).copied();
        let words: Vec<&str> = known().map(Asked::option).collect();
        let (name, words) = (self.name, words.join(" "));
        if let Some(odd) = ask.all().find(|asked| !known().any(|known| known == *asked)) {
            let odd = odd.option();
            return Err(Unanswered::Wrong(said!(
                "{name}: expected any of {words}, found {odd}; this report has no such choice",
                "{name}: seharusnya di antara {words}, ditemukan {odd}; laporan ini tidak mengenal \
                 pilihan itu"
            )));
        }
        if let Some(missing) =
            self.needs.iter().find(|need| !ask.all().any(|asked| asked == **need))
        {
            let missing = missing.option();
            return Err(Unanswered::Wrong(said!(
                "{name}: expected {missing}, found nothing; say it and ask again",
                "{name}: seharusnya ada {missing}, tidak ditemukan; sebutkan dan tanyakan lagi"
            )));
        }
        asked::known(view, ask)?;
        (self.make)(view, ask)
    }
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
