//! Groups of 2016 to 2020, one per kabupaten/kota and year. That data of these years per
//! kabupaten/kota is to be strengthened was published; how many groups there were was not: these
//! are invented.

use jejak_events::ids::{HistoricalBatchRef, KubeGroupRef, RecipientId};
use jejak_events::kube::{KubeGroupFormed, KubeStatusChanged};
use jejak_events::opening::{HistoricalBatchClosed, HistoricalBatchOpened};
use jejak_events::vocabulary::{Completeness, HistoryBasis, KubeBusiness, KubeStatus};

use crate::sample::build::{Build, lit};
use crate::sample::people::{paper, recipient};
use crate::sample::reference::REGENCIES;

const YEARS: [u16; 5] = [2016, 2017, 2018, 2019, 2020];

/// Members of each group.
const MEMBERS: u64 = 10;

/// What became of the groups of each year.
const ENDS: [KubeStatus; 5] = [
    KubeStatus::Independent,
    KubeStatus::Stalled,
    KubeStatus::Dissolved,
    KubeStatus::Independent,
    KubeStatus::Stalled,
];

/// The story by which a group's people are derived.
fn story(regency: usize, year: u16) -> String {
    let code = REGENCIES.get(regency).map_or("", |regency| regency.code);
    format!("kube {code} {year}")
}

/// A member of the group of a regency and year, counted from 0.
pub(super) fn member(regency: usize, year: u16, at: u64) -> RecipientId {
    recipient(&story(regency, year), at)
}

/// The groups, as a worksheet has them.
pub(super) fn take_over(b: &mut Build) {
    b.acting("operator");
    let opened = HistoricalBatchOpened {
        basis: HistoryBasis::Spreadsheet,
        origin: lit("Data KUBE 2016-2020 per kabupaten/kota (contoh)"),
        file: Some(paper("data kube 2016-2020", 0)),
        completeness: Completeness::Partial,
        from: lit("2016-01-01"),
        until: lit("2022-12-31"),
    };
    let batch = b.add_as("history/kube", opened);
    b.begin_history(batch);
    for (year, end) in YEARS.iter().zip(ENDS) {
        for regency in 0..REGENCIES.len() {
            group(b, regency, *year, end);
        }
    }
    let events = b.end_history();
    b.add(HistoricalBatchClosed { batch: HistoricalBatchRef(batch), events });
}

fn group(b: &mut Build, regency: usize, year: u16, end: KubeStatus) {
    let code = REGENCIES.get(regency).map_or("", |regency| regency.code);
    let region = super::super::places::district(code, 0);
    b.occurred(lit(&format!("{year}-06-15")));
    let itself = recipient(&story(regency, year), MEMBERS);
    super::register(b, itself, true, region);
    let members: Vec<RecipientId> = (0..MEMBERS).map(|at| member(regency, year, at)).collect();
    members.iter().for_each(|member| super::register(b, *member, false, region));
    let business = KubeBusiness::ALL.get(regency).copied().unwrap_or(KubeBusiness::Other);
    let formed = KubeGroupFormed {
        recipient: itself,
        programme: super::programme(),
        region,
        business,
        number: lit(&format!("CONTOH/BA-KUBE/{code}/{year}")),
        count: 10,
    };
    let label = format!("kube/{code}-{year}");
    super::form(b, &label, formed, &members);
    b.occurred(lit(&format!("{}-12-15", year + 2)));
    let group = KubeGroupRef(b.at(&label));
    b.add(KubeStatusChanged { group, status: end });
}
