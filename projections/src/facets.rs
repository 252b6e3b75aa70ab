//! What one event says of itself, whatever its kind: an amount, a number or name.

use jejak_events::{Recorded, Rupiah};

/// Fields that hold what an event is worth, the most telling first.
const AMOUNTS: &[&str] = &["amount", "total", "requested", "gross", "to_amount", "spent"];
/// Fields by which people know a thing.
const NAMES: &[&str] = &["number", "name", "code"];

/// What an event is worth: its amount, total or gross; none where it speaks of no money.
pub fn amount_of(fact: &Recorded) -> Option<Rupiah> {
    let body = fact.event.to_json();
    AMOUNTS.iter().find_map(|name| body.get(name)?.as_str()?.parse().ok())
}

/// The number, name or code by which people know what an event made.
pub fn name_of(fact: &Recorded) -> Option<String> {
    let body = fact.event.to_json();
    let name = NAMES.iter().find_map(|name| body.get(name)?.as_str())?;
    Some(name.to_owned())
}
