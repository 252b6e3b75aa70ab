//! Worksheet and evaluation of a sample, as tables.

use jejak_events::vocabulary::SampleVerdict;
use jejak_events::{Object, Tag};

use super::draw::Drawn;
use super::evaluate::{Evaluation, StratumEvaluation};
use crate::reading::Reading;
use crate::report::{Cell, Column, Kind, Personal, Row, RowKind, Table, Value};
use crate::said;
use crate::said::Said;

/// The worksheet for the field: one row per item, with room for what is found.
pub fn worksheet(reading: &Reading, drawn: &[Drawn], seq: u64) -> Table {
    let columns = vec![
        Column::new("no", said!("no", "no"), Kind::Count),
        Column::new("item", said!("item", "butir"), Kind::Code),
        Column::new("payment", said!("payment", "pembayaran"), Kind::Code),
        Column::new("name", said!("name", "nama"), Kind::Text),
        Column::new("nik", said!("NIK", "NIK"), Kind::Code),
        Column::new("address", said!("address", "alamat"), Kind::Text),
        Column::new("region", said!("region", "wilayah"), Kind::Text),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money).summed(),
        Column::new("certain", said!("certain", "pasti"), Kind::Text),
        Column::new("verdict", said!("verdict", "hasil"), Kind::Text),
        Column::new("confirmed", said!("confirmed", "terkonfirmasi"), Kind::Money),
    ];
    let title = said!("Worksheet of sample {seq}", "Lembar kerja sampel {seq}");
    let mut table = Table::new("sample-worksheet", title, columns);
    for (at, Drawn { item, certain }) in drawn.iter().enumerate() {
        let personal = |field| match item.recipient {
            Some(id) => Cell::of(Value::Personal(id, field)),
            None => Cell::empty(),
        };
        let name = reading.state.reference.region_names.get(&item.region);
        let region = name.map_or(item.region.to_string(), |name| format!("{} {name}", item.region));
        let certain = if *certain { said!("yes", "ya") } else { Said::same("") };
        table.push(vec![
            Cell::count(at + 1),
            Cell::code(item.seq).from([item.seq]),
            Cell::of(Value::Tag(Tag::Object(Object::Payment, item.seq))),
            personal(Personal::Name),
            personal(Personal::Nik),
            personal(Personal::Address),
            Cell::name(region),
            Cell::money(item.sen).from([item.seq]),
            Cell::text(certain),
            Cell::empty(),
            Cell::empty(),
        ]);
    }
    table.total(said!("total", "jumlah"));
    let words: Vec<&str> = SampleVerdict::ALL.iter().map(|verdict| verdict.word()).collect();
    let words = words.join(", ");
    table.notes.push(said!(
        "Verdict: one of {words}. Confirmed: rupiah that the recipient confirms to have received.",
        "Hasil: salah satu dari {words}. Terkonfirmasi: rupiah yang diakui diterima."
    ));
    table
}

/// What the results say of the population.
pub fn evaluation(reading: &Reading, evaluation: &Evaluation, seq: u64) -> Table {
    let columns = vec![
        Column::new("stratum", said!("stratum", "lapisan"), Kind::Text),
        Column::new("items", said!("items", "butir"), Kind::Count),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("drawn", said!("drawn", "ditarik"), Kind::Count),
        Column::new("results", said!("results", "hasil"), Kind::Count),
        Column::new("errors", said!("errors", "salah"), Kind::Count),
        Column::new("found", said!("error found", "kesalahan ditemukan"), Kind::Money),
        Column::new("projected", said!("projected", "proyeksi"), Kind::Money),
        Column::new("bound", said!("upper bound", "batas atas"), Kind::Money),
        Column::new("share", said!("bound %", "batas %"), Kind::Percent),
    ];
    let title = said!("Evaluation of sample {seq}", "Evaluasi sampel {seq}");
    let mut table = Table::new("sample-evaluation", title, columns);
    let complete = evaluation.missing.is_empty();
    for (stratum, part) in &evaluation.strata {
        let Some(region) = stratum else { continue };
        let name = reading.state.reference.region_names.get(region);
        let label = name.map_or(region.to_string(), |name| format!("{region} {name}"));
        table.push(cells(Said::same(label), part, complete));
    }
    let whole = cells(said!("whole", "seluruhnya"), &evaluation.whole(), complete);
    table.rows.push(Row { kind: RowKind::Total, level: 0, cells: whole });
    if !complete {
        let (missing, first) = (evaluation.missing.len(), evaluation.missing.first());
        let first = first.copied().unwrap_or_default();
        table.notes.push(said!(
            "{missing} items have no result yet, the first is {first}: nothing is projected \
             before all have one",
            "{missing} butir belum ada hasilnya, yang pertama {first}: belum ada proyeksi sebelum \
             semuanya ada"
        ));
    }
    if evaluation.not_visited > 0 {
        let count = evaluation.not_visited;
        table.notes.push(said!(
            "{count} items were not visited and count as if nothing had been confirmed",
            "{count} butir tidak dikunjungi dan dihitung seakan tidak ada yang terkonfirmasi"
        ));
    }
    table
}

fn cells(label: Said, part: &StratumEvaluation, complete: bool) -> Vec<Cell> {
    let when = |cell: Cell| if complete { cell.calculated() } else { Cell::of(Value::Unknown) };
    vec![
        Cell::text(label),
        Cell::count(part.items),
        Cell::money(part.sen),
        Cell::count(part.drawn),
        Cell::count(part.results),
        Cell::count(part.errors),
        Cell::money(part.found),
        when(Cell::money(part.projected)),
        when(Cell::money(part.bound)),
        when(Cell::share(part.bound, part.sen)),
    ]
}
