//! Passwords and second factors of accounts: setting, changing, taking away.

use std::fmt;

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use zeroize::Zeroizing;

use super::held::Held;
use super::rows::{Credential, Totp, credential_key, encoded};
use super::store::Change;
use super::{Access, AccessError, codes, login, password, random, totp};
use crate::said::said;

/// Recovery codes that an enrolment gives.
const RECOVERY_CODES: usize = 10;

/// A generator of one-time codes that is to be enrolled.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in base32, to be typed into an authenticator program.
    pub secret: String,
    /// The same as a URI, for a QR code. Never to be logged.
    pub uri: String,
}

/// Without the secret, so that no log has it.
impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

/// A login and the hash of its password, accepted but not yet kept.
pub(super) struct Accepted {
    login: String,
    password: String,
}

impl Access {
    /// Gives an account a login and password. Its sessions end; its second factor stays.
    ///
    /// # Errors
    ///
    /// [`AccessError::Field`] for a login or password that is not accepted,
    /// [`AccessError::LoginTaken`].
    pub fn set_password(
        &self,
        account: AccountRef,
        login: &str,
        password: &str,
    ) -> Result<(), AccessError> {
        let set = self.credential_with(account.0, login, password)?;
        let mut held = self.write();
        let changes = replacing(&held, account.0, set, true)?;
        self.commit(&mut held, changes)
    }

    /// The login name of an account.
    pub fn login_of(&self, account: AccountRef) -> Option<String> {
        self.read().credentials.get(&account.0).map(|row| row.login.clone())
    }

    /// Checks a login and password, and hashes without holding anything up.
    pub(super) fn credential_with(
        &self,
        account: u64,
        login: &str,
        password: &str,
    ) -> Result<Accepted, AccessError> {
        let login = login::normalised(login)?;
        password::check(&login, password)?;
        free(&self.read(), account, &login)?;
        let _one = self.one_hash();
        Ok(Accepted { login, password: password::hash(password) })
    }

    /// Begins to enrol a second factor. It counts once a code of it was shown; until then the old
    /// one goes on.
    ///
    /// # Errors
    ///
    /// [`AccessError::NoLogin`]; [`AccessError::Field`] when one is enrolled already.
    pub fn begin_totp(&self, account: AccountRef) -> Result<Enrolment, AccessError> {
        let secret = Zeroizing::new(random::<{ totp::SECRET }>());
        let mut held = self.write();
        let row = credential(&held, account)?;
        if row.second_factor() {
            return Err(AccessError::Field {
                field: "totp",
                expected: said!(
                    "an account without a second factor; take the old one away first",
                    "akun tanpa faktor kedua; cabut dahulu yang lama"
                ),
                found: said!("one that has one", "akun yang sudah memilikinya"),
            });
        }
        let sealed = self.key.seal(account.0, secret.as_slice());
        let totp = Some(Totp { sealed, confirmed: false, last_step: 0 });
        let name = row.login.clone();
        let row = Credential { totp, ..row };
        self.commit(&mut held, vec![put(account, &row)])?;
        let secret = totp::base32(secret.as_slice());
        let uri = format!("otpauth://totp/jejak:{name}?secret={secret}&issuer=jejak");
        Ok(Enrolment { secret, uri })
    }

    /// Ends the enrolment by a code of the new generator. The answer is the recovery codes, each
    /// good for one sign-in, that nobody can see again. Sessions of the account end.
    ///
    /// # Errors
    ///
    /// [`AccessError::NoLogin`], [`AccessError::CodeWrong`].
    pub fn confirm_totp(
        &self,
        account: AccountRef,
        code: &str,
        now: Timestamp,
    ) -> Result<Vec<String>, AccessError> {
        let mut held = self.write();
        let row = credential(&held, account)?;
        let pending = row.totp.clone().filter(|totp| !totp.confirmed);
        let step = pending.as_ref().and_then(|totp| self.step_of(account.0, totp, code, now));
        let (Some(totp), Some(last_step)) = (pending, step) else {
            return Err(AccessError::CodeWrong);
        };
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| codes::drawn(2)).collect();
        let hash = |code: &String| self.key.hash(account.0, &codes::normalised(code));
        let recovery = codes.iter().map(hash).collect();
        let totp = Some(Totp { confirmed: true, last_step, ..totp });
        let mut changes = held.sessions_of(account.0);
        changes.push(put(account, &Credential { totp, recovery, ..row }));
        self.commit(&mut held, changes)?;
        Ok(codes)
    }

    /// Takes a second factor away, for whoever lost it. Sessions of the account end.
    ///
    /// # Errors
    ///
    /// [`AccessError::NoLogin`].
    pub fn remove_totp(&self, account: AccountRef) -> Result<(), AccessError> {
        let mut held = self.write();
        let row = credential(&held, account)?;
        let row = Credential { totp: None, recovery: Vec::new(), ..row };
        let mut changes = held.sessions_of(account.0);
        changes.push(put(account, &row));
        self.commit(&mut held, changes)
    }

    /// The step of a code of a generator, if it is one that may be taken.
    pub(super) fn step_of(
        &self,
        account: u64,
        totp: &Totp,
        code: &str,
        now: Timestamp,
    ) -> Option<u64> {
        let secret = self.key.open_sealed(account, &totp.sealed)?;
        totp::accepted(&secret, code, now, totp.last_step)
    }

    /// Waits until nobody else hashes.
    pub(super) fn one_hash(&self) -> std::sync::MutexGuard<'_, ()> {
        self.hashing.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// What gives an account another login and password, and ends its sessions.
pub(super) fn replacing(
    held: &Held,
    account: u64,
    set: Accepted,
    keep_second_factor: bool,
) -> Result<Vec<Change>, AccessError> {
    free(held, account, &set.login)?;
    let old = held.credentials.get(&account).filter(|_| keep_second_factor);
    let row = Credential {
        login: set.login,
        password: set.password,
        totp: old.and_then(|old| old.totp.clone()),
        recovery: old.map(|old| old.recovery.clone()).unwrap_or_default(),
    };
    let mut changes = held.sessions_of(account);
    changes.push(Change::put(credential_key(account), encoded(&row)));
    Ok(changes)
}

/// What puts an account's credential in place.
pub(super) fn put(account: AccountRef, row: &Credential) -> Change {
    Change::put(credential_key(account.0), encoded(row))
}

fn credential(held: &Held, account: AccountRef) -> Result<Credential, AccessError> {
    held.credentials.get(&account.0).cloned().ok_or(AccessError::NoLogin(account.0))
}

/// Refuses a login that belongs to another account.
fn free(held: &Held, account: u64, login: &str) -> Result<(), AccessError> {
    let other = held.logins.get(login).is_some_and(|known| *known != account);
    if other { Err(AccessError::LoginTaken) } else { Ok(()) }
}
