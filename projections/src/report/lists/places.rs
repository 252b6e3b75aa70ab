//! Places of a quota, and services by kabupaten and kota.

use jejak_events::date::{FiscalYear, Month};
use jejak_events::text::Code;

use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;
use crate::sembako::FillRate;
use crate::service::{Coverage, NextSource, Presence};
use crate::state::State;

/// How far the places of a programme's quota are held in a month.
pub fn fill_rate_list(state: &State, programme: &Code, month: Month, rates: &[FillRate]) -> Table {
    let count = |key, label| Column::new(key, label, Kind::Count);
    let columns = vec![
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("name", said!("name", "nama"), Kind::Text),
        count("quota", said!("quota", "kuota")),
        count("active", said!("held", "aktif")),
        count("unfilled", said!("not held", "tidak terisi")),
        count("excess", said!("in excess", "kelebihan")),
        Column::new("share", said!("held %", "terisi %"), Kind::Percent),
    ];
    let title = said!("Places of a quota", "Keterisian kuota");
    let mut table = Table::new("fill-rate", title, columns);
    table.about = vec![
        (said!("Programme", "Program"), Said::same(programme)),
        (said!("Month", "Bulan"), Said { en: month.to_string(), id: month.id_id() }),
    ];
    // Where nobody set a quota, what follows from one is not known.
    let known = |count: Option<u32>| count.map_or(Cell::of(Value::Unknown), Cell::count);
    for rate in rates {
        let name = state.reference.region_name_on(rate.region, month.last_day());
        let share = rate
            .basis_points()
            .map(|points| Value::Percent(i64::try_from(points).unwrap_or(i64::MAX)));
        table.push(vec![
            Cell::code(rate.region),
            Cell::name(name.unwrap_or_default()),
            known(rate.quota),
            Cell::count(rate.active),
            known(rate.unfilled()).calculated(),
            known(rate.excess()).calculated(),
            Cell::of(share.unwrap_or(Value::Unknown)).calculated(),
        ]);
    }
    table
}

/// Which kabupaten and kota have an SLRT or Puskesos, and what pays for it next.
pub fn coverage_list(year: FiscalYear, rows: &[Coverage]) -> Table {
    let next = year.year().saturating_add(1);
    let columns = vec![
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("name", said!("name", "nama"), Kind::Text),
        Column::new("slrt", said!("SLRT", "SLRT"), Kind::Text),
        Column::new("puskesos", said!("Puskesos", "Puskesos"), Kind::Text),
        Column::new("apbn_years", said!("years of APBN", "tahun APBN"), Kind::Text),
        Column::new("next_source", said!("paid in {next} by", "sumber {next}"), Kind::Text),
    ];
    let title = said!("SLRT and Puskesos, {year}", "SLRT dan Puskesos {year}");
    let mut table = Table::new("services", title, columns);
    for row in rows {
        let years: Vec<String> = row.apbn_years.iter().map(ToString::to_string).collect();
        table.push(vec![
            Cell::code(row.region),
            Cell::name(&row.name),
            Cell::text(presence(row.slrt)),
            Cell::text(presence(row.puskesos)),
            Cell::name(years.join(" ")),
            row.next_source.map_or_else(Cell::empty, |source| Cell::text(source_name(source))),
        ]);
    }
    table
}

/// How many there are, or since when it is known that there is none.
fn presence(presence: Presence) -> Said {
    match presence {
        Presence::Has(count) => Said::same(count),
        Presence::None(seen) => said!("none ({seen})", "tidak ada ({seen})"),
        Presence::Unknown => said!("unknown", "tidak diketahui"),
    }
}

fn source_name(source: NextSource) -> Said {
    match source {
        NextSource::ApbnOrApbd => said!("APBN or APBD", "APBN atau APBD"),
        NextSource::Apbd => Said::same("APBD"),
        NextSource::Unknown => said!("no rule in force", "aturan belum ada"),
    }
}
