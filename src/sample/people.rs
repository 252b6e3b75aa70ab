//! Invented people and papers: ids that look random and are always the same.
//!
//! Not here: names, numbers of persons or accounts. The sample has none of either.

use jejak_events::ids::{Bytes32, HouseholdId, PersonId, RecipientId, Token};

use super::SEED;

/// The invented people and papers of one ledger, by the seed that they are made from.
#[derive(Clone, Copy)]
pub(super) struct People(pub(super) &'static str);

/// Those of Banten.
const BANTEN: People = People(SEED);

impl People {
    /// Bytes made from the seed, a label and a number.
    fn bytes<const N: usize>(self, label: &str, number: u64) -> [u8; N] {
        let mut hasher = blake3::Hasher::new_derive_key(self.0);
        hasher.update(label.as_bytes());
        hasher.update(&number.to_be_bytes());
        let mut out = [0; N];
        hasher.finalize_xof().fill(&mut out);
        out
    }

    /// A person who records or signs.
    pub(super) fn person(self, label: &str) -> PersonId {
        PersonId(self.bytes(&format!("person {label}"), 0))
    }

    /// The recipient of a story with a number.
    pub(super) fn recipient(self, story: &str, number: u64) -> RecipientId {
        RecipientId(self.bytes(&format!("recipient {story}"), number))
    }

    /// The household of a story's recipient with a number.
    pub(super) fn household(self, story: &str, number: u64) -> HouseholdId {
        HouseholdId(self.bytes(&format!("household {story}"), number))
    }

    /// The token of an account, receipt, shop or device.
    pub(super) fn token(self, label: &str, number: u64) -> Token {
        Token(self.bytes(&format!("token {label}"), number))
    }

    /// What stands for the commitment to a paper that does not exist.
    pub(super) fn paper(self, label: &str, number: u64) -> Bytes32 {
        Bytes32(self.bytes(&format!("paper {label}"), number))
    }
}

/// A person of Banten who records or signs.
pub(super) fn person(label: &str) -> PersonId {
    BANTEN.person(label)
}

/// The recipient of one of Banten's stories with a number.
pub(super) fn recipient(story: &str, number: u64) -> RecipientId {
    BANTEN.recipient(story, number)
}

/// The household of a recipient of Banten's stories.
pub(super) fn household(story: &str, number: u64) -> HouseholdId {
    BANTEN.household(story, number)
}

/// The token of an account, receipt, shop or device in Banten.
pub(super) fn token(label: &str, number: u64) -> Token {
    BANTEN.token(label, number)
}

/// What stands for the commitment to one of Banten's papers.
pub(super) fn paper(label: &str, number: u64) -> Bytes32 {
    BANTEN.paper(label, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_by_kind_label_and_number_and_never_change() {
        let ids = [recipient("a", 0).0, recipient("a", 1).0, recipient("b", 0).0, token("a", 0).0];
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{at}");
        }
        assert_eq!(recipient("a", 0), recipient("a", 0));
        assert_ne!(recipient("a", 0), People("another seed").recipient("a", 0));
    }
}
