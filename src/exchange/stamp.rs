//! The stamp as it stands at the head of files that are made from a ledger: two files with one
//! stamp have the same bytes.

use jejak_projections::Stamp;

/// Names and values, in the order in which they are written. `origin` is the origin line of the
/// ledger's checkpoints; when the last event was recorded is left to the events.
pub fn entries(origin: &str, stamp: &Stamp) -> Vec<(&'static str, String)> {
    let mut entries = vec![
        ("ledger", origin.to_owned()),
        ("size", stamp.size.to_string()),
        ("chain_head", stamp.head.to_string()),
        ("tree_root", stamp.root.to_string()),
        ("ruleset", stamp.ruleset.to_string()),
    ];
    entries.extend(stamp.as_of.map(|day| ("as_of", day.to_string())));
    entries
}
