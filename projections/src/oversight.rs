//! What the events of the second ledger are about: which account did it, and to whom. They change no
//! state: the second ledger is read, never folded into balances.
//!
//! Also which ledger a kind belongs to. A second ledger is known by the end of its origin.

use jejak_events::ids::RecipientId;
use jejak_events::{Area, Event, Kind};

use crate::investigation;

/// Ends the origin of every second ledger, and of no other.
pub const SUFFIX: &str = "/second";

/// Whether an origin is that of a second ledger.
pub fn is_second(origin: &str) -> bool {
    origin.ends_with(SUFFIX)
}

/// Whether a kind may stand in a ledger: the main one, or the second one. The ledger about itself
/// and the account by which the program writes stand in both.
pub fn stands_in(kind: Kind, second: bool) -> bool {
    match kind {
        Kind::SecondLedgerHead | Kind::LedgerContinued => !second,
        Kind::AccountOpened => true,
        _ => match kind.group() {
            Area::Integrity => true,
            Area::Oversight | Area::Investigation => second,
            _ => !second,
        },
    }
}

/// Who did something, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The account, by the event of the main ledger that opened it; nothing where it is not known.
    pub account: Option<u64>,
    /// The person whom it was about.
    pub recipient: Option<RecipientId>,
}

/// What an event of the second ledger tells of; nothing for those of the ledger itself.
pub fn act(event: &Event) -> Option<Act> {
    let by = |account: u64| Some(Act { account: Some(account), recipient: None });
    let held =
        |account, recipient| Some(Act { account: Some(account), recipient: Some(recipient) });
    match event {
        Event::SignedIn(body) => by(body.account),
        Event::SignInFailed(body) => Some(Act { account: body.account, recipient: None }),
        Event::SignedOut(body) => by(body.account),
        Event::TokenIssued(body) => by(body.account),
        Event::TokenRevoked(body) => by(body.account),
        Event::PersonRevealed(body) => {
            Some(Act { account: Some(body.account), recipient: Some(body.recipient) })
        }
        Event::AttemptRefused(body) => by(body.account),
        Event::ExportMade(body) => by(body.account),
        Event::AdministrationDone(body) => by(body.account),
        Event::VaultAccessed(body) => by(body.account),
        Event::InvestigationHoldSet(body) => held(body.account, body.recipient),
        Event::InvestigationHoldLifted(body) => held(body.account, body.recipient),
        event => investigation::of(event).and_then(|(_, account)| by(account)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_the_second_ledger_alone_tells_who_did_it() {
        for kind in Kind::ALL.iter().copied() {
            let told = (0..20).find_map(|seed| act(&Event::sample(kind, seed)));
            let alone = stands_in(kind, true) && !stands_in(kind, false);
            assert_eq!(told.is_some(), alone, "{kind:?}");
            assert!(stands_in(kind, true) || stands_in(kind, false), "{kind:?} stands nowhere");
        }
    }
}
