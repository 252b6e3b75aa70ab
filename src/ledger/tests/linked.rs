//! Two ids of one person: what a reader sees under the one that stays.

use jejak_events::ids::RecipientId;
use jejak_events::proposal::{RecipientRegistered, RecipientsLinked, RecipientsSeparated};
use jejak_events::vocabulary::{IdentityKind, NikFault, Reason, RecipientType};

use super::*;

const STAYS: RecipientId = RecipientId([0xa1; 16]);
const JOINED: RecipientId = RecipientId([0xb2; 16]);
const JOINED_BEFORE: RecipientId = RecipientId([0xc3; 16]);

fn register(recipient: RecipientId) -> Draft {
    let body = RecipientRegistered {
        recipient,
        recipient_type: RecipientType::Individual,
        region: "36".parse().unwrap(),
        household: None,
        identity: IdentityKind::NikVerified,
        fault: NikFault::None,
    };
    Draft::new(day("2026-06-30"), body)
}

fn link(recipient: RecipientId, other: RecipientId) -> Draft {
    let reason = Reason::Duplicate;
    Draft::new(day("2026-06-30"), RecipientsLinked { recipient, other, reason })
}

fn record(ledger: &Ledger, draft: Draft) -> u64 {
    ledger.propose(Request::new(actor(), vec![draft])).unwrap().first_seq
}

fn under(ledger: &Ledger, id: RecipientId) -> Vec<u64> {
    ledger.read(|folded| folded.reading.under(&Tag::Recipient(id.0)))
}

/// Also through a chain of links, after a restart, and no longer once they are separated.
#[test]
fn the_id_that_stays_shows_what_was_recorded_of_those_joined_to_it() {
    let world = World::new();
    let ledger = world.founded();
    let region = RegionRegistered {
        code: "36".parse().unwrap(),
        name: "Banten".parse().unwrap(),
        scheme: RegionScheme::Kemendagri,
    };
    record(&ledger, Draft::new(day("2026-06-30"), region));
    let ids = [STAYS, JOINED, JOINED_BEFORE];
    let [stays, joined, before] = ids.map(|id| record(&ledger, register(id)));
    let first = record(&ledger, link(JOINED, JOINED_BEFORE));
    assert_eq!(under(&ledger, STAYS), [stays]);
    let second = record(&ledger, link(STAYS, JOINED));
    assert_eq!(under(&ledger, STAYS), [stays, joined, before, first, second]);
    drop(ledger);
    let ledger = world.open();
    assert_eq!(under(&ledger, STAYS), [stays, joined, before, first, second]);
    assert_eq!(
        under(&ledger, JOINED),
        [joined, before, first, second],
        "its own, and what it took"
    );
    let reason = Reason::EntryError;
    let apart = RecipientsSeparated { recipient: STAYS, other: JOINED, reason };
    let apart = record(&ledger, Draft::new(day("2026-06-30"), apart));
    assert_eq!(under(&ledger, STAYS), [stays, second, apart]);
    assert_eq!(under(&ledger, JOINED), [joined, before, first, second, apart]);
}
