//! Examples: one story in which every kind is recorded that a file can bring.
//!
//! `events/examples.jsonl` is in the form that `jejak append` takes, each line referring by
//! `"@label"` to lines before it. Tests record it whole, so that every example is one that the rules
//! let pass.
//!
//! Not here: values made from a seed, which test the encoding and mean nothing
//! ([`crate::field::Field::sample`]).

use crate::Kind;

/// The story. It begins on the founding batch of `jejak init` and its first checkpoint, from which a
/// sample is drawn, and 2022 is over when it is recorded.
pub const STORY: &str = include_str!("../examples.jsonl");

/// Stands in the story for the chain head after the founding batch, which no file knows beforehand:
/// the closing of a period names it.
pub const HEAD: &str = "4a89fd2a599441f3bb31bda0c0a6b2dd30cb1c3194a1f23f2758dcc7324ac830";

/// Kinds that no file can bring: the ledger records them of itself, there is no second ruleset, or
/// they stand in the second ledger, which the program alone writes.
pub const OF_THE_LEDGER: &[Kind] = &[
    Kind::LedgerCreated,
    Kind::RulesetAdopted,
    Kind::CheckpointIssued,
    Kind::ClockGapAccepted,
    Kind::SecondLedgerHead,
    Kind::LedgerContinued,
    Kind::SignedIn,
    Kind::SignInFailed,
    Kind::SignedOut,
    Kind::TokenIssued,
    Kind::TokenRevoked,
    Kind::PersonRevealed,
    Kind::AttemptRefused,
    Kind::ExportMade,
    Kind::AdministrationDone,
    Kind::VaultAccessed,
    Kind::InvestigationOpened,
    Kind::InvestigationEventsChosen,
    Kind::InvestigationEventsRemoved,
    Kind::InvestigationNoted,
    Kind::InvestigationHoldSet,
    Kind::InvestigationHoldLifted,
    Kind::InvestigationDocumentAdded,
    Kind::InvestigationHandedOver,
    Kind::InvestigationSeen,
    Kind::InvestigationClosed,
    Kind::InvestigationReopened,
];

/// The first line of the story that records a kind; `None` for those [`OF_THE_LEDGER`].
pub fn line_of(kind: Kind) -> Option<&'static str> {
    let begins = format!("{{\"kind\": \"{}\",", kind.name());
    STORY.lines().find(|line| line.starts_with(&begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_a_file_can_bring_has_a_line() {
        for kind in Kind::ALL {
            assert_eq!(line_of(*kind).is_none(), OF_THE_LEDGER.contains(kind), "{kind:?}");
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
