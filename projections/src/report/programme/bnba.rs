//! BNBA: the annex of a decree, by name and address.

use jejak_events::Object;

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::value::{Cell, Personal};
use super::asked::{object, personal, region_name, rows_under};
use crate::decree::RowStatus;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

fn columns() -> Vec<Column> {
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("name", said!("Name", "Nama"), Kind::Text),
        Column::new("nik", said!("NIK", "NIK"), Kind::Code),
        Column::new("kk", said!("No KK", "No KK"), Kind::Code),
        Column::new("address", said!("Address, RT/RW", "Alamat, RT/RW"), Kind::Text),
        Column::new("village", said!("Desa/Kel", "Desa/Kel"), Kind::Text),
        Column::new("district", said!("Kecamatan", "Kecamatan"), Kind::Text),
        Column::new("regency", said!("Kab/Kota", "Kab/Kota"), Kind::Text),
        Column::new("account", said!("Account", "No Rek"), Kind::Code),
        Column::new("amount", said!("Amount", "Nilai"), Kind::Money).summed(),
        Column::new("remark", said!("Remark", "Keterangan"), Kind::Text),
    ]
}

/// Rows of the decree as they are now: those that were replaced or cancelled say so.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let (_, decree) = object(view.reading, ask, &[Object::Decree])?;
    let state = &view.reading.state;
    let mut table =
        Table::new("bnba", said!("List of recipients (BNBA)", "Daftar penerima (BNBA)"), columns());
    let Some(known) = state.decree.decrees.get(&decree) else { return Ok(table) };
    table.about = vec![
        (said!("Decree", "SK"), Said::same(&known.number)),
        (said!("Signed on", "Ditandatangani"), Said::same(known.signed_on.id_id())),
        (said!("Programme", "Program"), Said::same(&known.programme)),
    ];
    let is_row = |seq| state.decree.designations.get(&seq).is_some_and(|row| row.decree == decree);
    let (mut number, mut ended) = (0_u64, (0_u64, 0_i64));
    for seq in rows_under(view.reading, Object::Decree, decree, is_row) {
        let Some(row) = state.decree.designations.get(&seq) else { continue };
        if ask.region.is_some_and(|within| !within.contains(row.region)) {
            continue;
        }
        number += 1;
        if row.status == RowStatus::Cancelled {
            ended = (ended.0 + 1, ended.1.saturating_add(row.sen));
        }
        table.push(vec![
            Cell::count(number),
            personal(row.recipient, Personal::Name),
            personal(row.recipient, Personal::Nik),
            personal(row.recipient, Personal::Kk),
            personal(row.recipient, Personal::Address),
            region_name(view.reading, row.region.village()),
            region_name(view.reading, row.region.district()),
            region_name(view.reading, row.region.regency()),
            personal(row.recipient, Personal::BankAccount),
            Cell::money(row.sen).from([seq]),
            Cell::text(remark(row.status)),
        ]);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    if ended.0 > 0 {
        let (rows, sum) = (ended.0, jejak_events::Rupiah::from_sen(ended.1).id_id());
        table.notes.push(said!(
            "of these, {rows} rows with {sum} were cancelled or replaced later",
            "di antaranya {rows} baris senilai {sum} kemudian dibatalkan atau diganti"
        ));
    }
    if number == 0 {
        table.notes.push(said!("no row is listed", "belum ada baris yang dicatat"));
    }
    if ask.region.is_none() && (known.count != known.stated_count || known.sen != known.stated_sen)
    {
        let (stated, sen) = (known.stated_count, known.stated_sen);
        let stated_sum = jejak_events::Rupiah::from_sen(sen).id_id();
        table.notes.push(said!(
            "The decree states {stated} recipients and {stated_sum}",
            "SK menyebut {stated} penerima dan {stated_sum}"
        ));
    }
    Ok(table)
}

fn remark(status: RowStatus) -> Said {
    match status {
        RowStatus::Designated => said!("designated", "ditetapkan"),
        RowStatus::Instructed => said!("instructed", "diinstruksikan"),
        RowStatus::Paid => said!("paid", "dibayar"),
        RowStatus::HandedOver => said!("handed over", "diserahkan"),
        RowStatus::AccountedFor => said!("accounted for", "dipertanggungjawabkan"),
        RowStatus::Cancelled => said!("cancelled or replaced", "dibatalkan atau diganti"),
    }
}
