//! A tree as a table: one row for each node, deeper ones indented.

use jejak_events::Tag;

use super::{Node, Tree};
use crate::report::{Cell, Column, Kind, Row, RowKind, Table, Value};
use crate::said;
use crate::said::Said;

/// The tree as a table: upwards first, then the thing itself with what rests on it.
pub fn table(tree: &Tree) -> Table {
    let columns = vec![
        Column::new("what", said!("what", "apa"), Kind::Text),
        Column::new("seq", said!("seq", "nomor"), Kind::Seq),
        Column::new("on", said!("on", "tanggal"), Kind::Date),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("state", said!("state", "keadaan"), Kind::Text),
        Column::new("thing", said!("thing", "hal"), Kind::Code),
    ];
    let of = tree.of.tag.as_ref().map_or_else(String::new, Tag::to_string);
    let mut table = Table::new("tree", said!("life of {of}", "riwayat {of}"), columns);
    if !tree.up.is_empty() {
        heading(&mut table, said!("rests on", "berdasar pada"));
        tree.up.iter().for_each(|node| hang(&mut table, node, 1));
    }
    heading(&mut table, said!("and what rests on it", "dan yang berdasar padanya"));
    hang(&mut table, &tree.of, 1);
    table
}

fn heading(table: &mut Table, said: Said) {
    let mut cells = vec![Cell::empty(); table.columns.len()];
    if let Some(first) = cells.first_mut() {
        *first = Cell::text(said);
    }
    table.rows.push(Row { kind: RowKind::Heading, level: 0, cells });
}

fn hang(table: &mut Table, node: &Node, level: u8) {
    let (kind, name) = (node.kind, node.name.as_deref().unwrap_or_default());
    let (en, id) = (kind.label_en(), kind.label_id());
    let gap = if name.is_empty() { "" } else { " " };
    let thing = match &node.tag {
        Some(tag) => Cell::of(Value::Tag(tag.clone())),
        None => Cell::empty(),
    };
    let cells = vec![
        Cell::text(said!("{en}{gap}{name}", "{id}{gap}{name}")),
        Cell::of(Value::Seq(node.seq)).from([node.seq]),
        Cell::date(Some(node.on)),
        node.sen.map_or_else(Cell::empty, Cell::money).from([node.seq]),
        node.condition.map_or_else(Cell::empty, |condition| Cell::text(condition.said())),
        thing,
    ];
    table.rows.push(Row { kind: RowKind::Item, level, cells });
    let deeper = level.saturating_add(1);
    node.children.iter().for_each(|child| hang(table, child, deeper));
    if node.more > 0 {
        let more = grouped(node.more);
        let said = said!("... and {more} more events", "... dan {more} kejadian lagi");
        let mut cells = vec![Cell::empty(); table.columns.len()];
        if let Some(first) = cells.first_mut() {
            *first = Cell::text(said);
        }
        table.rows.push(Row { kind: RowKind::Heading, level: deeper, cells });
    }
}

/// A number with dots between thousands, as `4.311`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        let table =
            [(0, "0"), (999, "999"), (1_000, "1.000"), (4_311, "4.311"), (74_299, "74.299")];
        for (number, expected) in table {
            assert_eq!(grouped(number), expected);
        }
        assert_eq!(grouped(1_234_567), "1.234.567");
    }
}
