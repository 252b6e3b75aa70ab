//! The rows of a vault by their keys: one letter for the kind of row, then what it is found by.
//!
//! Whatever says something of a person is sealed or a keyed hash; ids, tokens, days and the
//! numbers of cases stand open.
//!
//! | key | value |
//! |---|---|
//! | `k` person | wrapped data key |
//! | `r` person, version | sealed record |
//! | `i` hash | person |
//! | `j` person, hash | nothing: the way back |
//! | `h` hash of a KK | household |
//! | `H` household | hash of its KK |
//! | `m` person, first day | household, last day |
//! | `g` household, person, first day | nothing: the way back |
//! | `t` hash of a value | token |
//! | `o` token, person | nothing: who has it |
//! | `p` person, token | hash of its value |
//! | `c` commitment | owner, sealed salt |
//! | `d` person, commitment | nothing: the way back |
//! | `l` other id | the id that stays, day |
//! | `y` the id that stays, other id | nothing: the way back |
//! | `a` person, case | day of the hold |
//! | `b` person, case | day of the restriction |
//! | `u` person | day until which the data is to be kept |
//! | `x` person | ground and day of the erasure |
//! | `w` hash of a match list | sealed list |
//! | `v` | which marker the rows belong to; none before the first change of the master key |
//! | `f` document | owner, wrapped key, sealed sheet |
//! | `F` owner, document | keyed hash of the file |
//! | `e` keyed hash of a file, document | nothing: the way back |
//! | `n` commitment | owner, sealed note |
//! | `N` owner, commitment | nothing: the way back |
//! | `z` | an erasure is to be completed |

use jejak_events::ids::RecipientId;

use super::VaultError;

/// The key of a row, or the beginning of several.
pub(super) fn key(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = vec![kind];
    parts.iter().for_each(|part| key.extend_from_slice(part));
    key
}

/// The one row that says which marker the rows belong to.
pub(super) const GENERATION: &[u8] = b"v";

/// The one row that says that an erasure is to be completed.
pub(super) const UNFINISHED: &[u8] = b"z";

/// What follows the first bytes of a key: an id of 16 bytes.
pub(super) fn id_at(key: &[u8], at: usize) -> Result<[u8; 16], VaultError> {
    let bytes = key.get(at..).and_then(|rest| rest.first_chunk::<16>());
    bytes.copied().ok_or_else(|| damaged("a row is too short for the id in it"))
}

/// The id that a value begins with.
pub(super) fn person_in(value: &[u8]) -> Result<RecipientId, VaultError> {
    id_at(value, 0).map(RecipientId)
}

/// A row that is not what was written.
pub(super) fn damaged(what: &str) -> VaultError {
    VaultError::Damaged(what.to_owned())
}
