//! Houses repaired from 2016 to 2020, two per kabupaten or kota and year, and one of 2024: history
//! of other bodies' aid, so that nobody is helped twice without its being seen.

use jejak_events::Rupiah;
use jejak_events::opening::{HistoricalBatchClosed, HistoricalBatchOpened};
use jejak_events::rtlh::*;
use jejak_events::vocabulary::*;

use super::super::super::build::{Build, lit, rp};
use super::super::super::reference::REGENCIES;
use super::*;

/// The story by which the houses are derived.
const STORY: &str = "rtlh-riwayat";

/// Houses per kabupaten or kota and year.
const PER_YEAR: u64 = 2;

/// What the ministry gave per house.
const AMOUNT: Rupiah = rp(15_000_000);

/// Who gave, and to which family of money it belongs; taken in turn.
const GIVERS: [(&str, SourceFamily); 3] = [
    ("kemensos", SourceFamily::Apbn),
    ("pemda", SourceFamily::ApbdRegency),
    ("pemprov", SourceFamily::ApbdProvince),
];

/// The books of others are taken over in one batch.
pub(super) fn take_over(b: &mut Build) {
    b.acting("operator");
    let opened = HistoricalBatchOpened {
        basis: HistoryBasis::Spreadsheet,
        origin: lit("Penguatan data RTLH 2016-2020 per kabupaten/kota (contoh, dibangkitkan)"),
        file: None,
        completeness: Completeness::Partial,
        from: lit("2016-01-01"),
        until: lit("2024-12-31"),
    };
    let batch = b.add_as("history/rtlh", opened);
    b.begin_history(batch);
    let mut number = 0;
    for regency in &REGENCIES {
        for year in 2016..=2020 {
            for _ in 0..PER_YEAR {
                repair(b, regency.code, year, number);
                number = number.saturating_add(1);
            }
        }
    }
    last_of_2024(b);
    let events = b.end_history();
    b.add(HistoricalBatchClosed { batch: jejak_events::ids::HistoricalBatchRef(batch), events });
}

/// A house is registered, helped and repaired.
fn repair(b: &mut Build, regency: &str, year: u16, number: u64) {
    let turn = usize::try_from(number).unwrap_or(0) % GIVERS.len();
    let (giver, family) = GIVERS[turn];
    let giver = if giver == "pemda" { format!("pemda-{regency}") } else { giver.to_owned() };
    b.occurred(lit(&format!("{year}-04-{:02}", number % 25 + 1)));
    let registered = HouseRegistered {
        household: household(STORY, number),
        region: super::super::places::district(regency, number % 6),
        place: token(&format!("bangunan {STORY}"), number),
    };
    let house = HouseRef(b.add_as(&format!("house/{STORY}-{number}"), registered));
    let aid = RepairAidObserved {
        house,
        family,
        organisation: b.organisation(&giver),
        fiscal_year: lit(&year.to_string()),
        amount: AMOUNT,
        line: None,
        number: Some(lit(&format!("CONTOH/SK/RTLH/{regency}/{year}"))),
    };
    b.add(aid);
    b.occurred(lit(&format!("{year}-10-{:02}", number % 25 + 1)));
    b.add(repaired(house, None));
}

/// BSRS of Lebak in 2024: the house that the province designates again in 2026.
fn last_of_2024(b: &mut Build) {
    b.occurred(lit("2024-07-01"));
    let registered = HouseRegistered {
        household: household(own::STORY, own::HELPED_BEFORE),
        region: own::region(own::HELPED_BEFORE),
        place: token(&format!("bangunan {}", own::STORY), own::HELPED_BEFORE),
    };
    let house = HouseRef(b.add_as("house/rtlh-2024", registered));
    let aid = RepairAidObserved {
        house,
        family: SourceFamily::ApbdRegency,
        organisation: b.organisation("pemda-36.02"),
        fiscal_year: lit("2024"),
        amount: rp(20_000_000),
        line: None,
        number: Some(lit("CONTOH/SK-BSRS/LEBAK/2024")),
    };
    b.add_as("aid/rtlh-2024", aid);
}
