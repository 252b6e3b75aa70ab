//! Daftar tanda terima: who received what from a payment list, or from all lists of a decree.

use jejak_events::Object;

use super::super::catalogue::Ask;
use super::super::table::{Column, Kind, Table};
use super::super::terbilang;
use super::super::value::{Cell, Personal, Value};
use super::asked::{object, personal, region_name, rows_under};
use crate::payment::{Payment, PaymentStage};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

fn columns() -> Vec<Column> {
    vec![
        Column::new("no", said!("NO", "NO"), Kind::Count),
        Column::new("name", said!("NAME", "NAMA"), Kind::Text),
        Column::new("nik", said!("NIK", "NIK"), Kind::Code),
        Column::new("address", said!("ADDRESS", "ALAMAT"), Kind::Text),
        Column::new("village", said!("DESA/KEL", "DESA/KEL"), Kind::Text),
        Column::new("tranche", said!("TRANCHE", "TAHAP"), Kind::Count),
        Column::new("payment", said!("PAYMENT", "NO BAYAR"), Kind::Seq),
        Column::new("instructed", said!("INSTRUCTED", "DIINSTRUKSIKAN"), Kind::Money).summed(),
        Column::new("received", said!("RECEIVED", "UANG YANG DITERIMA"), Kind::Money).summed(),
        Column::new("status", said!("STATUS", "STATUS KPM"), Kind::Text),
        Column::new("signature", said!("SIGNATURE", "TANDA TANGAN"), Kind::Text),
    ]
}

/// Payments as they stand: what was credited less what came back. Money that was sent again stands
/// in the payment that carries it now.
pub fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let (kind, seq) = object(view.reading, ask, &[Object::PaymentList, Object::Decree])?;
    let state = &view.reading.state;
    let title = said!("List of receipts", "Daftar tanda terima bantuan");
    let mut table = Table::new("receipts", title, columns());
    table.about.push((said!("Of", "Dari"), Said::same(format!("{}:{seq}", kind.word()))));
    let is_row = |at| state.payment.payments.contains(&at);
    let (mut number, mut sum) = (0_u64, 0_i128);
    for at in rows_under(view.reading, kind, seq, is_row) {
        let Some(payment) = state.payment.payments.get(&at) else { continue };
        let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
        let region = row.map(|row| row.region);
        if ask.region.is_some_and(|within| !region.is_some_and(|it| within.contains(it))) {
            continue;
        }
        number += 1;
        sum += i128::from(held(payment));
        let told = |field| payment.recipient.map_or_else(Cell::empty, |id| personal(id, field));
        table.push(vec![
            Cell::count(number),
            told(Personal::Name),
            told(Personal::Nik),
            told(Personal::Address),
            region_name(view.reading, region.and_then(jejak_events::Region::village)),
            Cell::count(payment.tranche),
            Cell::of(Value::Seq(at)),
            instructed(at, payment),
            received(view, at, payment),
            Cell::text(status(payment.stage)),
            Cell::empty(),
        ]);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    if number == 0 {
        table.notes.push(said!(
            "no payment was instructed from it",
            "belum ada pembayaran yang diinstruksikan darinya"
        ));
    }
    table.notes.push(terbilang::below(sum));
    table.signed_by = vec![
        said!("Acknowledged: Pengguna Anggaran", "Mengetahui: Pengguna Anggaran"),
        said!("PPTK", "PPTK"),
        said!("Paid in full on ...: Bendahara", "Dibayar lunas tgl ...: Bendahara"),
    ];
    Ok(table)
}

/// Sen that the recipient holds or has used: neither returned, refunded nor left unclaimed.
fn held(payment: &Payment) -> i64 {
    payment.in_account.saturating_add(payment.transacted)
}

/// Sen instructed, once: a payment that was sent again or is void carries none any more.
fn instructed(seq: u64, payment: &Payment) -> Cell {
    match payment.stage {
        PaymentStage::Reissued | PaymentStage::Void => Cell::empty(),
        _ => Cell::money(payment.sen).from([seq]),
    }
}

fn received(view: &View, seq: u64, payment: &Payment) -> Cell {
    let sen = Cell::money(held(payment));
    if held(payment) == 0 { sen } else { sen.from(credits(view, seq)) }
}

/// The events that credited a payment.
fn credits(view: &View, payment: u64) -> Vec<u64> {
    let is_credit = |at| view.reading.state.payment.credits.contains(&at);
    rows_under(view.reading, Object::Payment, payment, is_credit)
}

fn status(stage: PaymentStage) -> Said {
    match stage {
        PaymentStage::Instructed => said!("instructed", "belum diterima"),
        PaymentStage::Credited => said!("received", "diterima"),
        PaymentStage::Returned => said!("returned by the bank", "retur"),
        PaymentStage::Reissued => said!("paid again", "diulang"),
        PaymentStage::Unclaimed => said!("not claimed", "tidak diambil"),
        PaymentStage::Refunded => said!("refunded", "dikembalikan"),
        PaymentStage::Void => said!("void", "batal"),
    }
}
