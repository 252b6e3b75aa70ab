//! Who may do what, and how they prove who they are.
//!
//! ```text
//! DATA/access/access.key     32 random bytes: seals what must be read again
//! DATA/access/access.redb    proofs: password hashes, sealed secrets, hashes of sessions and tokens
//! ```
//!
//! Accounts, roles and grants are events of the chain; [`policy`] says what a role may, [`Standing`]
//! what an account may on a day. The store beside the chain holds proofs alone: whoever loses it
//! has to set passwords anew, and nothing else is lost.
//!
//! Invariants:
//! - time is an argument; nothing here reads the clock;
//! - no secret is stored that can be stored as a hash, and none is printed, logged or in an error;
//! - a proof never widens what the chain grants; it only takes away;
//! - every change is durable before it is answered.
//!
//! Not here: HTTP, cookies, the ledger, the vault. What an attacker gets from each file:
//! `docs/ACCESS.md`.

mod codes;
mod credentials;
mod denied;
mod error;
mod held;
mod key;
pub mod login;
mod password;
pub mod policy;
mod rows;
mod scope;
mod sessions;
mod sign_in;
mod standing;
mod store;
mod subjects;
#[cfg(test)]
mod tests;
mod throttle;
mod tokens;
mod totp;

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;

pub use credentials::Enrolment;
pub use denied::{Denied, Reason, What};
pub use error::AccessError;
pub use policy::{Act, SECOND_FACTOR};
pub use scope::Scope;
pub use sessions::Session;
pub use sign_in::SignInError;
pub use standing::{Reach, Standing};
pub use tokens::TokenInfo;

use held::Held;
use key::ServiceKey;
use store::{Change, Store};
use throttle::Throttle;

/// The account that the founding batch opens, whose login the first code gives.
pub const ADMINISTRATOR: AccountRef = AccountRef(1);

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The account, by the event that opened it.
    pub account: AccountRef,
    /// How they proved it; it goes into the envelope of what they record.
    pub means: Authentication,
    /// Whether a second factor was given, to us or to the issuer that vouches for them.
    pub proven: bool,
    /// What the proof is good for.
    pub scope: Scope,
}

/// The proofs of one ledger's accounts; one process at a time has them.
pub struct Access {
    store: Store,
    key: ServiceKey,
    /// Everything that is stored, so that a request asks no disk.
    held: RwLock<Held>,
    throttle: Mutex<Throttle>,
    /// One password is hashed at a time: what a flood of attempts takes is bounded.
    hashing: Mutex<()>,
}

/// What a login has, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginInfo {
    /// The account.
    pub account: AccountRef,
    /// Its login name.
    pub login: String,
    /// Whether a one-time code is asked for.
    pub second_factor: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes: usize,
}

impl Access {
    /// Opens the proofs in a folder, or begins them where there are none.
    ///
    /// # Errors
    ///
    /// The folder is in use by another process, its files are of another schema, damaged, readable
    /// by others, or the key is not theirs. Nothing is changed then.
    pub fn open(folder: &Path) -> Result<Access, AccessError> {
        let io = |source| AccessError::Io { path: folder.to_owned(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
        let key = ServiceKey::open(folder, Store::exists(folder))?;
        let store = Store::open(folder, key.check())?;
        let held = Held::of(store.all()?).map_err(|what| store.damaged(what))?;
        Ok(Access {
            store,
            key,
            held: RwLock::new(held),
            throttle: Mutex::default(),
            hashing: Mutex::default(),
        })
    }

    /// The schema of what is kept.
    pub const SCHEMA: u32 = rows::SCHEMA;

    /// The logins, by account.
    pub fn logins(&self) -> Vec<LoginInfo> {
        let held = self.read();
        let infos = held.credentials.iter().map(|(account, row)| LoginInfo {
            account: AccountRef(*account),
            login: row.login.clone(),
            second_factor: row.second_factor(),
            recovery_codes: row.recovery.len(),
        });
        let mut infos: Vec<LoginInfo> = infos.collect();
        infos.sort_by_key(|info| info.account);
        infos
    }

    /// Forgets every proof of an account that was closed: password, sessions, codes; its tokens are
    /// revoked.
    pub fn forget(&self, account: AccountRef, now: Timestamp) -> Result<(), AccessError> {
        let mut held = self.write();
        let mut changes = held.sessions_of(account.0);
        changes.extend(held.revocations_of(account.0, now));
        changes.extend(held.subjects_of(account.0));
        changes.push(Change::remove(rows::credential_key(account.0)));
        changes.push(Change::remove(rows::code_key(account.0)));
        self.commit(&mut held, changes)
    }

    /// Makes changes durable, then visible.
    fn commit(&self, held: &mut Held, changes: Vec<Change>) -> Result<(), AccessError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.store.commit(&changes)?;
        held.apply(changes).map_err(|what| self.store.damaged(what))
    }

    // A thread that panicked changed nothing halfway: `apply` puts whole rows in place.
    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Random bytes from the operating system.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
        text
    })
}

/// SHA-256 of a secret of at least 100 random bits: nothing slower is needed.
fn hashed(secret: &str) -> [u8; 32] {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(secret.as_bytes()).into()
}

/// A moment so many seconds later; the end of time where there is none.
fn later(now: Timestamp, seconds: i64) -> Timestamp {
    let micros = now.micros().saturating_add(seconds.saturating_mul(1_000_000));
    Timestamp::from_micros(micros).unwrap_or(Timestamp::MAX)
}

/// Whole seconds from one moment to a later one, at least 0.
fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.micros() - from.micros()).max(0) / 1_000_000
}
