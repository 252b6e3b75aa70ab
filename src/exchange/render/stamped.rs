//! The stamp in words: what lets anyone ask the same question of the same ledger again.

use jejak_projections::Stamp;

use super::shown;
use crate::said::{Language, Said, said};

/// How much of a hash is printed; all of it stands in JSON.
const HASH_SHOWN: usize = 16;

/// Each fact of the stamp: what, and its value.
pub fn facts(stamp: &Stamp) -> Vec<(Said, String)> {
    let short = |hash: String| hash.chars().take(HASH_SHOWN).collect::<String>();
    let mut facts = vec![
        (said!("events", "kejadian"), shown::grouped(u128::from(stamp.size))),
        (said!("chain head", "kepala rantai"), short(stamp.head.to_string())),
        (said!("tree root", "akar pohon"), short(stamp.root.to_string())),
        (said!("ruleset", "aturan"), stamp.ruleset.to_string()),
        (said!("recorded", "dicatat"), shown::moment(stamp.recorded_at, stamp.zone)),
    ];
    if let Some(day) = stamp.as_of {
        facts.push((said!("as of", "per tanggal"), shown::day(day)));
    }
    facts
}

/// All of it on one line.
pub fn line(stamp: &Stamp, language: Language) -> String {
    let facts = facts(stamp);
    let each = facts.iter().map(|(what, value)| format!("{} {value}", what.within(language)));
    each.collect::<Vec<_>>().join(" · ")
}
