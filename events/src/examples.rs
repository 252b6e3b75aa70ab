//! Examples: one story in which every kind is recorded that a file can bring.
//!
//! `events/examples.jsonl` is in the form that `jejak append` takes, each line referring by
//! `"@label"` to lines before it. Tests record it whole, so that every example is one that the rules
//! let pass.
//!
//! Not here: values made from a seed, which test the encoding and mean nothing
//! ([`crate::field::Field::sample`]).

use crate::{Area, Kind};

/// The story. It begins on the founding batch of `jejak init` and its first checkpoint, from which a
/// sample is drawn, and 2022 is over when it is recorded.
pub const STORY: &str = include_str!("../examples.jsonl");

/// Stands in the story for the chain head after the founding batch, which no file knows beforehand:
/// the closing of a period names it.
pub const HEAD: &str = "4a89fd2a599441f3bb31bda0c0a6b2dd30cb1c3194a1f23f2758dcc7324ac830";

/// Whether a kind stands in the second ledger, which the program alone writes.
pub fn is_of_the_second(kind: Kind) -> bool {
    matches!(kind.group(), Area::Oversight | Area::Investigation)
}

/// The first line of the story that records a kind; `None` for those that no file can
/// bring.
pub fn line_of(kind: Kind) -> Option<&'static str> {
    let begins = format!("{{\"kind\": \"{}\",", kind.name());
    STORY.lines().find(|line| line.starts_with(&begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds of the main ledger that no file can bring: the ledger records them of itself, or there is no
    /// second ruleset.
    const OF_THE_LEDGER: &[Kind] = &[
        Kind::LedgerCreated,
        Kind::RulesetAdopted,
        Kind::CheckpointIssued,
        Kind::ClockGapAccepted,
        Kind::SecondLedgerHead,
        Kind::LedgerContinued,
    ];

    #[test]
    fn every_kind_that_a_file_can_bring_has_a_line() {
        for kind in Kind::ALL {
            let unbrought = OF_THE_LEDGER.contains(kind) || is_of_the_second(*kind);
            assert_eq!(line_of(*kind).is_none(), unbrought, "{kind:?}");
        }
        assert!(STORY.contains(HEAD), "no period is closed");
    }

    #[test]
    fn lines_begin_with_their_kind_and_hold_no_null() {
        for line in STORY.lines() {
            assert!(line.starts_with("{\"kind\": \"") && !line.contains("null"), "{line}");
        }
    }
}
