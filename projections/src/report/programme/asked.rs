//! What these reports have in common: the object that is asked for, and names of regions.

use jejak_events::codes::Region;
use jejak_events::date::Month;
use jejak_events::{Object, Tag};

use super::super::catalogue::Ask;
use super::super::value::{Cell, Personal, Value};
use crate::reading::Reading;
use crate::said;
use crate::said::Said;
use crate::view::Unanswered;

/// The object asked for, if it is one of these kinds and there is one.
pub fn object(reading: &Reading, ask: &Ask, kinds: &[Object]) -> Result<(Object, u64), Unanswered> {
    let words: Vec<String> = kinds.iter().map(|kind| format!("{}:57", kind.word())).collect();
    let words = words.join(", ");
    let wrong = |found: String| {
        Unanswered::Wrong(said!(
            "--of: expected one that is in the ledger, as in {words}, found {found}",
            "--of: seharusnya yang ada di buku, seperti {words}, ditemukan {found}"
        ))
    };
    match &ask.of {
        Some(Tag::Object(kind, seq)) if kinds.contains(kind) => {
            if reading.state.exists(*kind, *seq) {
                Ok((*kind, *seq))
            } else {
                Err(wrong(format!("{}:{seq}", kind.word())))
            }
        }
        Some(other) => Err(wrong(other.to_string())),
        None => Err(wrong("-".to_owned())),
    }
}

/// The month asked for.
pub fn month(ask: &Ask) -> Result<Month, Unanswered> {
    ask.month.ok_or_else(|| {
        Unanswered::Wrong(said!(
            "--month: expected a month such as 2026-06, found none",
            "--month: seharusnya bulan seperti 2026-06, tidak ditemukan"
        ))
    })
}

/// The name of a region, or its code.
pub fn region_name(reading: &Reading, region: Option<Region>) -> Cell {
    region.map_or_else(Cell::empty, |region| {
        let name = reading.state.reference.region_names.get(&region);
        Cell::name(name.map_or(region.to_string(), Clone::clone))
    })
}

/// Code and name of a region.
pub fn region_said(reading: &Reading, region: Region) -> Said {
    let name = reading.state.reference.region_names.get(&region);
    Said::same(name.map_or(region.to_string(), |name| format!("{region} {name}")))
}

/// What only the vault can tell of a recipient.
pub fn personal(id: jejak_events::ids::RecipientId, field: Personal) -> Cell {
    Cell::of(Value::Personal(id, field))
}

/// The events under an object that are rows of a kind of their own.
pub fn rows_under(
    reading: &Reading,
    object: Object,
    seq: u64,
    is_row: impl Fn(u64) -> bool,
) -> Vec<u64> {
    let mut seqs = reading.under(&Tag::Object(object, seq));
    seqs.retain(|seq| is_row(*seq));
    seqs
}
