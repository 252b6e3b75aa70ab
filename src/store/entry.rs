//! The fixed parts of an entry's bytes: enough to check order and link without decoding.
//!
//! ```text
//! prev_chain_hash 32 | format u8 | seq u64 | recorded_at i64 | kind u16 | version u8
//!   | envelope_len u16 | envelope | body_len u16 | body           (all integers big-endian)
//! ```
//!
//! Not here: what envelope and body mean (`jejak_events`).

use jejak_events::ChainHash;

/// Longest entry that can exist: the limit of a C2SP entry bundle.
pub const LONGEST_ENTRY: usize = 65_535;

/// Shortest entry that can exist: everything but an empty envelope and an empty body.
pub const SHORTEST_ENTRY: usize = BODY_LEN_LEAST + 2;

const SEQ_AT: usize = 33;
const ENVELOPE_LEN_AT: usize = SEQ_AT + 8 + 8 + 2 + 1;
const BODY_LEN_LEAST: usize = ENVELOPE_LEN_AT + 2;

/// What is wrong with the outside of an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Shorter or longer than any entry.
    #[error("expected {SHORTEST_ENTRY} to {LONGEST_ENTRY} bytes, found {found}")]
    Length {
        /// Bytes there.
        found: usize,
    },
    /// The lengths of envelope and body do not add up to the length of the entry.
    #[error("its parts add up to {expected} bytes, it has {found}")]
    Parts {
        /// Sum of the parts.
        expected: usize,
        /// Bytes there.
        found: usize,
    },
    /// It carries another sequence number.
    #[error("expected sequence number {expected}, it carries {found}")]
    Seq {
        /// Its place.
        expected: u64,
        /// What it says.
        found: u64,
    },
    /// It does not continue the entry before it.
    #[error("expected previous hash {expected}, it carries {found}")]
    Link {
        /// Chain hash of the entry before.
        expected: ChainHash,
        /// What it says.
        found: ChainHash,
    },
}

/// The chain hash of the previous entry that `entry` carries; `None` when too short.
pub fn prev_hash(entry: &[u8]) -> Option<ChainHash> {
    entry.first_chunk().copied().map(ChainHash)
}

/// Checks lengths and sequence number of one entry.
pub fn check(entry: &[u8], seq: u64) -> Result<(), EntryError> {
    let found = entry.len();
    if !(SHORTEST_ENTRY..=LONGEST_ENTRY).contains(&found) {
        return Err(EntryError::Length { found });
    }
    let carried = u64::from_be_bytes(bytes_at(entry, SEQ_AT));
    if carried != seq {
        return Err(EntryError::Seq { expected: seq, found: carried });
    }
    let envelope = usize::from(u16::from_be_bytes(bytes_at(entry, ENVELOPE_LEN_AT)));
    let body = usize::from(u16::from_be_bytes(bytes_at(entry, BODY_LEN_LEAST + envelope)));
    let expected = SHORTEST_ENTRY + envelope + body;
    if expected != found {
        return Err(EntryError::Parts { expected, found });
    }
    Ok(())
}

/// Checks that `entry` continues the entry whose chain hash is `prev`.
pub fn check_link(entry: &[u8], prev: ChainHash) -> Result<(), EntryError> {
    match prev_hash(entry) {
        Some(found) if found == prev => Ok(()),
        Some(found) => Err(EntryError::Link { expected: prev, found }),
        None => Err(EntryError::Length { found: entry.len() }),
    }
}

/// `N` bytes from `at`, zeros where there are none; the caller's length check refuses those.
fn bytes_at<const N: usize>(entry: &[u8], at: usize) -> [u8; N] {
    entry.get(at..).and_then(|rest| rest.first_chunk().copied()).unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, envelope: &[u8], body: &[u8]) -> Vec<u8> {
        super::super::testing::entry(ChainHash::ZERO, seq, envelope, body)
    }

    #[test]
    fn a_well_formed_entry_passes() {
        check(&entry(7, b"abc", b"defgh"), 7).unwrap();
        check(&entry(0, b"", b""), 0).unwrap();
    }

    #[test]
    fn wrong_lengths_and_places_are_named() {
        let good = entry(7, b"abc", b"defgh");
        assert_eq!(check(&good, 8), Err(EntryError::Seq { expected: 8, found: 7 }));
        assert_eq!(
            check(&good[..good.len() - 1], 7),
            Err(EntryError::Parts { expected: good.len(), found: good.len() - 1 })
        );
        assert_eq!(check(&good[..20], 7), Err(EntryError::Length { found: 20 }));
        assert!(check(&vec![0; LONGEST_ENTRY + 1], 0).is_err());
    }

    #[test]
    fn any_envelope_length_is_safe() {
        let mut bytes = entry(7, b"abc", b"defgh");
        for length in 0..=u16::MAX {
            bytes[ENVELOPE_LEN_AT..BODY_LEN_LEAST].copy_from_slice(&length.to_be_bytes());
            assert_eq!(check(&bytes, 7).is_ok(), length == 3);
        }
    }
}
