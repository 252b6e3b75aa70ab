//! Links and hubs as tables.

use jejak_events::Tag;

use super::{Class, Hub, Link};
use crate::compare::listed;
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;

fn class_cell(class: Class) -> Cell {
    let (en, id) = class.labels();
    Cell::text(Said { en: en.to_owned(), id: id.to_owned() })
}

fn tag_cell(tag: &Tag) -> Cell {
    Cell::of(Value::Tag(tag.clone()))
}

fn seqs_cell(seqs: &[u64]) -> Cell {
    Cell::text(listed(seqs)).from(seqs.iter().copied())
}

/// Links of a thing: nearest first, then those by what most share.
pub fn links_table(of: &Tag, links: &[Link]) -> Table {
    let columns = vec![
        Column::new("depth", said!("depth", "jarak"), Kind::Count),
        Column::new("from", said!("from", "dari"), Kind::Code),
        Column::new("shares", said!("shares", "berbagi"), Kind::Text),
        Column::new("by", said!("which", "yang mana"), Kind::Code),
        Column::new("to", said!("with", "dengan"), Kind::Code),
        Column::new("parties", said!("shared by", "dipakai oleh"), Kind::Count),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("events", said!("events", "kejadian"), Kind::Text),
    ];
    let title = said!("who hangs together with {of}", "yang terkait dengan {of}");
    let mut table = Table::new("links", title, columns);
    for link in links {
        let to = match &link.to {
            Some(to) => tag_cell(to),
            None => Cell::text(said!("many: a hub, not followed", "banyak: pusat, tidak diikuti")),
        };
        table.push(vec![
            Cell::count(link.depth),
            tag_cell(&link.from),
            class_cell(link.class),
            tag_cell(&link.by),
            to,
            Cell::count(link.parties),
            Cell::money(link.sen),
            seqs_cell(&link.seqs),
        ]);
    }
    if links.is_empty() {
        table.notes.push(said!("it shares nothing", "tidak berbagi apa pun"));
    }
    table
}

/// Ranked hubs, each with the first events that prove it.
pub fn hubs_table(hubs: &[(Hub, Vec<u64>)]) -> Table {
    let columns = vec![
        Column::new("shares", said!("what", "apa"), Kind::Text),
        Column::new("by", said!("which", "yang mana"), Kind::Code),
        Column::new("parties", said!("shared by", "dipakai oleh"), Kind::Count),
        Column::new("count", said!("times", "kali"), Kind::Count),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("events", said!("events", "kejadian"), Kind::Text),
    ];
    let title = said!("what is shared by most", "yang paling banyak dipakai bersama");
    let mut table = Table::new("hubs", title, columns);
    for (hub, seqs) in hubs {
        table.push(vec![
            class_cell(hub.class),
            tag_cell(&hub.by),
            Cell::count(hub.parties),
            Cell::count(hub.events),
            Cell::money(hub.sen),
            seqs_cell(seqs),
        ]);
    }
    if hubs.is_empty() {
        table.notes.push(said!("nothing is shared", "tidak ada yang dipakai bersama"));
    }
    table
}
