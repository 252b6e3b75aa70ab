//! LPJ of a house repair: stages and progress, what was planned and bought, photographs.

use jejak_events::Object;

use super::super::catalogue::Ask;
use super::super::table::Table;
use super::asked::{object, region_said};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};
use crate::works::{Work, WorkBasis, WorkStatus, angles_of};

/// A house, or one of the works on it.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let (kind, seq) = object(view.reading, ask, &[Object::House, Object::Work])?;
    let works = &view.reading.state.works.works;
    let chosen: Vec<(u64, &Work)> = match kind {
        Object::Work => works.get(&seq).map(|work| (seq, work)).into_iter().collect(),
        _ => works.iter().filter(|(_, work)| work.house == Some(seq)).collect(),
    };
    let mut table = Table::new(
        "rtlh-lpj",
        said!("Closing report of a house repair", "Laporan pertanggungjawaban perbaikan rumah"),
        super::kube::columns(),
    );
    for (at, work) in chosen {
        about(view, &mut table, at, work)?;
        if let WorkBasis::Row(row) = work.basis {
            super::spent::list(view, &mut table, row)?;
        }
    }
    super::spent::close(&mut table);
    table.signed_by = vec![
        said!("Recipient", "Penerima"),
        said!("Head of village", "Kepala desa/lurah"),
        said!("Companion", "Pendamping"),
    ];
    Ok(table)
}

fn about(view: &View, table: &mut Table, seq: u64, work: &Work) -> Result<(), Unanswered> {
    let status = match work.status {
        WorkStatus::Running => said!("running", "berjalan"),
        WorkStatus::Stopped => said!("stopped", "berhenti"),
        WorkStatus::HandedOver => said!("handed over (BAST)", "diserahterimakan (BAST)"),
        WorkStatus::Maintained => said!("maintenance over", "masa pemeliharaan selesai"),
    };
    let percent = |points: u32| format!("{},{:02}%", points / 100, points % 100);
    let money = |sen: i64| Said::same(jejak_events::Rupiah::from_sen(sen).id_id());
    table.about.extend([
        (said!("Work", "Pekerjaan"), Said::same(format!("work:{seq}"))),
        (said!("Region", "Wilayah"), region_said(view.reading, work.region)),
        (said!("Value", "Nilai"), money(work.sen)),
        (said!("Released in stages", "Dicairkan bertahap"), money(work.released)),
        (said!("Physical progress", "Kemajuan fisik"), Said::same(percent(work.physical.0))),
        (said!("Financial progress", "Kemajuan keuangan"), Said::same(percent(work.released_bp()))),
        (said!("Photographs", "Foto"), photographs(view, seq)?),
        (said!("Status", "Status"), status),
    ]);
    if let Some(day) = work.handed_over_on {
        table.about.push((said!("BAST on", "BAST tanggal"), Said::same(day.id_id())));
    }
    Ok(())
}

/// At which progress photographs were taken, and from how many angles.
fn photographs(view: &View, work: u64) -> Result<Said, Unanswered> {
    let mut told = Vec::new();
    for at in view.reading.under(&jejak_events::Tag::Object(Object::Work, work)) {
        let fact = view.facts.fact(at)?;
        if let jejak_events::Event::WorkProgressRecorded(body) = &fact.event {
            let angles = angles_of(&body.photos).count_ones();
            let percent = body.physical_bp / 100;
            told.push(said!("{percent}%: {angles} angles", "{percent}%: {angles} sudut"));
        }
    }
    Ok(if told.is_empty() { said!("none", "tidak ada") } else { Said::join(&told, ", ") })
}
