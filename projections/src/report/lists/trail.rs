//! The events that are about something, one row each.

use jejak_events::Recorded;

use crate::facets::amount_of;
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;

/// Events as a table; `of` is what was asked for.
pub fn trail_list(of: &str, facts: &[Recorded]) -> Table {
    let columns = vec![
        Column::new("seq", said!("event", "nomor"), Kind::Seq),
        Column::new("on", said!("on", "tanggal"), Kind::Date),
        Column::new("kind", said!("kind", "jenis"), Kind::Text),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("refers", said!("refers to", "merujuk"), Kind::Code),
    ];
    let mut table = Table::new("trail", said!("Trail", "Riwayat"), columns);
    table.about = vec![(said!("Of", "Tentang"), Said::same(of))];
    for fact in facts {
        let kind = fact.event.kind();
        let (en, id) = (kind.label_en(), kind.label_id());
        let mut refers = Vec::new();
        fact.event.references(&mut |object, seq| refers.push(format!("{}:{seq}", object.word())));
        let amount = amount_of(fact);
        let amount = amount.map_or_else(Cell::empty, |amount| Cell::money(amount.sen()));
        table.push(vec![
            Cell::of(Value::Seq(fact.seq)).from([fact.seq]),
            Cell::date(Some(fact.envelope.occurred_on)),
            Cell::text(said!("{en}", "{id}")),
            amount.from([fact.seq]),
            Cell::code(refers.join(" ")),
        ]);
    }
    if facts.is_empty() {
        table.notes.push(said!("no event is about it", "tidak ada kejadian tentangnya"));
    }
    table
}
