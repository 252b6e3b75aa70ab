//! A reconciliation as a table.

use jejak_events::date::Month;

use super::pairs::{Class, Line, Pair, Reconciled};
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;

/// One row per pair; those that match are left out where `all` is not asked for, and counted.
pub fn table(reconciled: &Reconciled, register: Said, month: Month, all: bool) -> Table {
    let (ours, theirs) = (said!("Ours", "Menurut buku ini"), said!("Theirs", "Menurut pihak lain"));
    let side = |key, label, kind, group: &Said| Column::new(key, label, kind).under(group.clone());
    let columns = vec![
        Column::new("class", said!("Outcome", "Hasil"), Kind::Text),
        Column::new("number", said!("Number", "Nomor"), Kind::Code),
        side("ours", said!("Event", "Kejadian"), Kind::Seq, &ours),
        side("ours_on", said!("Day", "Tanggal"), Kind::Date, &ours),
        side("ours_amount", said!("Amount", "Nilai"), Kind::Money, &ours).summed(),
        side("theirs", said!("Event", "Kejadian"), Kind::Seq, &theirs),
        side("theirs_on", said!("Day", "Tanggal"), Kind::Date, &theirs),
        side("theirs_amount", said!("Amount", "Nilai"), Kind::Money, &theirs).summed(),
        Column::new("difference", said!("Difference", "Selisih"), Kind::Money).summed(),
        Column::new("days", said!("Days apart", "Selisih hari"), Kind::Count),
        Column::new("elsewhere", said!("Explained by", "Dijelaskan oleh"), Kind::Seq),
        Column::new("elsewhere_on", said!("Of the day", "Tanggalnya"), Kind::Date),
    ];
    let title = said!(with register; "Reconciliation with the {register}", "Rekonsiliasi dengan {register}");
    let mut table = Table::new("reconcile", title, columns);
    table.about.push((said!("Month", "Bulan"), Said::same(month.id_id())));
    for class in Class::ALL {
        let (en, id) = (class.word(), class.word_id());
        table.about.push((said!("{en}", "{id}"), Said::same(reconciled.count(class))));
    }
    let sum = |side| jejak_events::Rupiah::from_sen(clamped(reconciled.sum(side))).id_id();
    table.about.push((ours, Said::same(sum(|pair| pair.ours.as_ref()))));
    table.about.push((theirs, Said::same(sum(|pair| pair.theirs.as_ref()))));
    for pair in reconciled.pairs.iter().filter(|pair| all || pair.class != Class::Matched) {
        table.push(row(pair));
    }
    if table.rows.is_empty() {
        table.notes.push(said!("Nothing differs", "Tidak ada selisih"));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    table
}

fn clamped(sen: i128) -> i64 {
    i64::try_from(sen).unwrap_or(if sen < 0 { i64::MIN } else { i64::MAX })
}

fn row(pair: &Pair) -> Vec<Cell> {
    let (en, id) = (pair.class.word(), pair.class.word_id());
    let number = pair.ours.as_ref().or(pair.theirs.as_ref()).and_then(Line::name);
    let side = |line: Option<&Line>| match line {
        Some(line) => [
            Cell::of(Value::Seq(line.seq())),
            Cell::date(Some(line.on)),
            Cell::money(line.sen).from(line.seqs.iter().copied()),
        ],
        None => [Cell::empty(), Cell::empty(), Cell::empty()],
    };
    let days = pair.ours.as_ref().zip(pair.theirs.as_ref());
    let days = days.map_or_else(Cell::empty, |(ours, theirs)| {
        Cell::count(theirs.on.days_since(ours.on)).calculated()
    });
    let mut cells = vec![Cell::text(said!("{en}", "{id}")), Cell::code(number.unwrap_or_default())];
    cells.extend(side(pair.ours.as_ref()));
    cells.extend(side(pair.theirs.as_ref()));
    cells.extend([Cell::money(pair.difference()).calculated(), days]);
    let elsewhere = pair.elsewhere.as_ref();
    cells.push(elsewhere.map_or_else(Cell::empty, |line| Cell::of(Value::Seq(line.seq()))));
    cells.push(Cell::date(elsewhere.map(|line| line.on)));
    cells
}
