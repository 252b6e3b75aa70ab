//! Monev of Program Sembako: per village and month, who was topped up, who did not use it, who
//! could not be.

use std::collections::BTreeMap;

use jejak_events::codes::Region;
use jejak_events::text::Code;

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::Cell;
use super::asked::{month, region_name};
use crate::central::CreditStage;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

fn columns() -> Vec<Column> {
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    let count = |key, label| Column::new(key, label, Kind::Count).summed();
    let not_taken = || said!("KPM that did not use it", "KPM yang tidak mengambil");
    vec![
        Column::new("no", said!("NO", "NO"), Kind::Count),
        Column::new("regency", said!("KAB/KOTA", "KAB/KOTA"), Kind::Text),
        Column::new("region", said!("REGION", "WILAYAH"), Kind::Text),
        Column::new("programme", said!("PROGRAMME", "PROGRAM"), Kind::Code),
        count("topped_up", said!("KPM TOPPED UP", "JUMLAH KPM YANG DI TOP UP")),
        money("credited", said!("CREDITED", "DIKREDITKAN")),
        money("used", said!("USED", "DITRANSAKSIKAN")),
        count("unused", said!("NOTHING USED", "TIDAK MENGAMBIL")).under(not_taken()),
        count("partly", said!("PARTLY USED", "MENGAMBIL SEBAGIAN")).under(not_taken()),
        count("blocked", said!("BLOCKED", "DIBLOKIR")).under(not_taken()),
        money("left", said!("LEFT ON ACCOUNTS", "SISA DI REKENING")),
        money("returned", said!("RETURNED TO KAS NEGARA", "KEMBALI KE KAS NEGARA")),
    ]
}

#[derive(Default)]
struct Village {
    credits: Vec<u64>,
    unused: Vec<u64>,
    partly: Vec<u64>,
    blocked: Vec<u64>,
    sums: [i128; 4],
}

/// The programme that the report is of where none is asked for.
const USUAL: &str = "SEMBAKO";

/// The programme asked for, else Program Sembako where that is registered, else all.
fn programme(view: &View, ask: &Ask) -> Option<Code> {
    let programmes = &view.reading.state.reference.programmes;
    let usual = || USUAL.parse().ok().filter(|code| programmes.contains(code));
    ask.programme.clone().or_else(usual)
}

/// One row per region under which credits of the month were observed. Whoever used less than was
/// credited used a part of it, also where the rest went back.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = month(ask)?;
    let (central, programme) = (&view.reading.state.central, programme(view, ask));
    let mut villages: BTreeMap<(Region, Code), Village> = BTreeMap::new();
    for (seq, credit) in central.credits.iter() {
        let Some(period) = central.periods.get(&credit.period) else { continue };
        let fits = credit.stage != CreditStage::Cancelled
            && period.months().any(|it| it == month)
            && programme.as_ref().is_none_or(|code| period.code == *code)
            && ask.region.is_none_or(|within| within.contains(credit.region));
        if !fits {
            continue;
        }
        let village = villages.entry((credit.region, period.code.clone())).or_default();
        village.credits.push(seq);
        if credit.transacted == 0 {
            village.unused.push(seq);
        } else if credit.transacted < credit.sen {
            village.partly.push(seq);
        }
        if credit.stage == CreditStage::Blocked {
            village.blocked.push(seq);
        }
        let sums = [credit.sen, credit.transacted, credit.balance(), credit.returned];
        village.sums.iter_mut().zip(sums).for_each(|(sum, sen)| *sum += i128::from(sen));
    }
    let title = said!("Monitoring of distribution", "Laporan monev penyaluran");
    let mut table = Table::new("sembako-monev", title, columns());
    table.about.push((said!("Month", "Bulan"), Said::same(month.id_id())));
    if let Some(code) = &programme {
        let name = view.reading.state.reference.programmes.get(code).map_or("", |it| &it.name);
        table.about.push((said!("Programme", "Program"), Said::same(format!("{code} {name}"))));
    }
    for (at, ((region, code), village)) in villages.into_iter().enumerate() {
        let count = |seqs: &[u64]| Cell::count(seqs.len()).from(seqs.iter().copied());
        let money = |sen: i128| Cell::money(sen).from(village.credits.iter().copied());
        let [credited, used, left, returned] = village.sums;
        table.push(vec![
            Cell::count(at + 1),
            region_name(view.reading, region.regency()),
            region_name(view.reading, Some(region)),
            Cell::code(code),
            count(&village.credits),
            money(credited),
            money(used),
            count(&village.unused),
            count(&village.partly),
            count(&village.blocked),
            money(left),
            money(returned),
        ]);
    }
    if table.rows.is_empty() {
        table.notes.push(said!(
            "No credit was observed for this month",
            "Tidak ada kredit yang diamati untuk bulan ini"
        ));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    Ok(table)
}
