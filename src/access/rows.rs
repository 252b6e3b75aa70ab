//! The rows of proofs by their keys: one letter for the kind of row, then what it is found by.
//!
//! | key | value |
//! |---|---|
//! | `v` | schema, check of the key |
//! | `c` account | login, password hash, sealed secret of one-time codes, hashes of recovery codes |
//! | `s` hash of a session | account, how it was proven, when begun and last seen |
//! | `t` token id | hash of the token, account, label, scope, days |
//! | `o` account | hash of a one-time code to claim the account with, until when |
//! | `i` keyed hash of issuer and subject | account |

use jejak_events::Kind;
use jejak_events::vocabulary::Authentication;

use super::{Act, Scope};

/// Raised whenever a row is laid out in another way.
pub(super) const SCHEMA: u32 = 2;
/// Key of the row that says so.
pub(super) const VERSION_KEY: &[u8] = b"v";

/// The row of schema and key.
pub(super) fn version_row(check: [u8; 32]) -> Vec<u8> {
    [SCHEMA.to_be_bytes().as_slice(), &check].concat()
}

/// What an account signs in with.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct Credential {
    /// Login name, in lower case.
    pub login: String,
    /// PHC string of the password.
    pub password: String,
    /// The generator of one-time codes.
    pub totp: Option<Totp>,
    /// Keyed hashes of the recovery codes that were not used.
    pub recovery: Vec<[u8; 32]>,
}

impl Credential {
    /// Whether a one-time code is asked for.
    pub fn second_factor(&self) -> bool {
        self.totp.as_ref().is_some_and(|totp| totp.confirmed)
    }
}

/// A generator of one-time codes.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct Totp {
    /// The secret, sealed for the account.
    pub sealed: Vec<u8>,
    /// Whether its owner showed a code of it.
    pub confirmed: bool,
    /// The last step whose code was taken: none is taken twice.
    pub last_step: u64,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct SessionRow {
    /// The account.
    pub account: u64,
    /// Password, password and code, or an issuer.
    pub means: Authentication,
    /// Whether a second factor was given.
    pub proven: bool,
    /// When it began, in microseconds since 1970.
    pub began: i64,
    /// When it was last seen; on disk up to [`super::sessions::SEEN_SECONDS`] behind.
    pub seen: i64,
}

/// A token of a machine.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct TokenRow {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// The account.
    pub account: u64,
    /// What its owner calls it.
    pub label: String,
    /// Words of the acts that it may do; nothing for everything that the account may.
    pub acts: Option<Vec<String>>,
    /// Numbers of the kinds that it may record.
    pub kinds: Vec<u16>,
    /// When it was issued.
    pub issued: i64,
    /// When it ends.
    pub expires: i64,
    /// Days since 1970 (UTC) on which it was last used.
    pub used: Option<i64>,
    /// When it was revoked.
    pub revoked: Option<i64>,
}

impl TokenRow {
    /// What it is good for. Acts and kinds that this version does not know are left out.
    pub fn scope(&self) -> Scope {
        match &self.acts {
            None => Scope::Whole,
            Some(acts) => Scope::Only {
                acts: acts.iter().filter_map(|word| Act::from_word(word)).collect(),
                kinds: self.kinds.iter().filter_map(|number| Kind::from_number(*number)).collect(),
            },
        }
    }
}

/// A one-time code to claim an account with.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct CodeRow {
    /// SHA-256 of the code.
    pub hash: [u8; 32],
    /// When it ends.
    pub expires: i64,
}

/// Somebody for whom an issuer vouches.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub(super) struct SubjectRow {
    /// The account that they sign in as.
    pub account: u64,
}

/// Key of somebody for whom an issuer vouches.
pub(super) fn subject_key(hash: &[u8; 32]) -> Vec<u8> {
    [b"i".as_slice(), hash].concat()
}

/// Key of an account's credential.
pub(super) fn credential_key(account: u64) -> Vec<u8> {
    [b"c".as_slice(), &account.to_be_bytes()].concat()
}

/// Key of a session.
pub(super) fn session_key(hash: &[u8; 32]) -> Vec<u8> {
    [b"s".as_slice(), hash].concat()
}

/// Key of a token.
pub(super) fn token_key(id: [u8; 8]) -> Vec<u8> {
    [b"t".as_slice(), &id].concat()
}

/// Key of an account's one-time code.
pub(super) fn code_key(account: u64) -> Vec<u8> {
    [b"o".as_slice(), &account.to_be_bytes()].concat()
}

/// A value as bytes.
pub(super) fn encoded<T: bincode::Encode>(value: &T) -> Vec<u8> {
    let bytes = bincode::encode_to_vec(value, bincode::config::standard());
    bytes.expect("a row of plain values can be encoded")
}

/// A value of exactly these bytes.
pub(super) fn decoded<T: bincode::Decode<()>>(bytes: &[u8]) -> Result<T, String> {
    let config = bincode::config::standard().with_limit::<65_536>();
    match bincode::decode_from_slice(bytes, config) {
        Ok((value, read)) if read == bytes.len() => Ok(value),
        _ => Err("a row cannot be read".to_owned()),
    }
}
