//! LPJ of a KUBe grant: what was planned and what was bought, item by item, with its receipts.

use jejak_events::Object;

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::asked::{object, region_said};
use crate::kube::{KubeGroup, KubeStage};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

pub(super) fn columns() -> Vec<Column> {
    let planned = || said!("Planned (RAB)", "Rencana (RAB)");
    let bought = || said!("Realised", "Realisasi");
    vec![
        Column::new("item", said!("Item", "Uraian"), Kind::Code),
        Column::new("unit", said!("Unit", "Satuan"), Kind::Text),
        Column::new("planned_quantity", said!("Quantity", "Volume"), Kind::Count).under(planned()),
        Column::new("unit_price", said!("Unit price", "Harga satuan"), Kind::Money)
            .under(planned()),
        Column::new("planned", said!("Amount", "Jumlah"), Kind::Money).summed().under(planned()),
        Column::new("bought_quantity", said!("Quantity", "Volume"), Kind::Count).under(bought()),
        Column::new("bought", said!("Amount", "Jumlah"), Kind::Money).summed().under(bought()),
        Column::new("left", said!("Left", "Sisa"), Kind::Money).summed(),
        Column::new("share", said!("%", "%"), Kind::Percent),
        Column::new("receipts", said!("Receipts", "Bukti"), Kind::Count).summed(),
        Column::new("last", said!("Last receipt", "Bukti terakhir"), Kind::Date),
    ]
}

/// A group, or one of its grants.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let kinds = [Object::KubeGroup, Object::Designation];
    let (kind, seq) = object(view.reading, ask, &kinds)?;
    let state = &view.reading.state;
    let mut table = Table::new(
        "kube-lpj",
        said!("Closing report of a KUBe grant", "Laporan pertanggungjawaban KUBe"),
        columns(),
    );
    let group = match kind {
        Object::KubeGroup => state.kube.groups.get(&seq),
        _ => state.kube.groups.iter().map(|(_, it)| it).find(|it| it.grants.contains(&seq)),
    };
    let Some(group) = group else {
        return Err(Unanswered::Wrong(said!(
            "--of: expected a KUBe group or the row of a decree that grants to one, found \
             designation:{seq}",
            "--of: seharusnya kelompok KUBe atau baris SK untuk kelompok, ditemukan \
             designation:{seq}"
        )));
    };
    let grants = if kind == Object::KubeGroup { group.grants.clone() } else { vec![seq] };
    about(view, &mut table, group);
    for grant in grants {
        super::spent::list(view, &mut table, grant)?;
    }
    super::spent::close(&mut table);
    table.signed_by = vec![
        said!("Chair", "Ketua kelompok"),
        said!("Treasurer", "Bendahara kelompok"),
        said!("Companion", "Pendamping"),
    ];
    Ok(table)
}

fn about(view: &View, table: &mut Table, group: &KubeGroup) {
    let stage = match group.stage {
        KubeStage::Forming => said!("forming", "dibentuk"),
        KubeStage::Running => said!("running", "berjalan"),
        KubeStage::Independent => said!("independent", "mandiri"),
        KubeStage::Stalled => said!("stalled", "macet"),
        KubeStage::Dissolved => said!("dissolved", "bubar"),
        KubeStage::Settled => said!("settled", "bubar, aset selesai"),
    };
    let (en, id) = (group.business.label_en(), group.business.label_id());
    let business = said!("{en}", "{id}");
    let visits = view.reading.state.spending.mentoring.get(&group.recipient);
    let visits = visits.map_or(0, |mentoring| mentoring.visits);
    table.about.extend([
        (said!("Village", "Desa/Kel"), region_said(view.reading, group.region)),
        (said!("Business", "Usaha"), business),
        (said!("Formed on", "Dibentuk"), Said::same(group.formed_on.id_id())),
        (said!("Members", "Anggota"), Said::same(group.members.len())),
        (said!("Status", "Status"), stage),
        (said!("Months reported", "Bulan dilaporkan"), Said::same(group.months.len())),
        (said!("Visits by companions", "Kunjungan pendamping"), Said::same(visits)),
        (
            said!("Goods and cash last reported", "Barang dan kas terakhir"),
            Said::same(jejak_events::Rupiah::from_sen(group.worth).id_id()),
        ),
    ]);
}
