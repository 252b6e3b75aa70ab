//! Signing in: login, password, and a one-time code where one was enrolled.

use std::fmt;

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;

use super::credentials::put;
use super::rows::{Credential, Totp};
use super::throttle::Wait;
use super::{Access, AccessError, Session, codes, login, password, seconds_between};
use crate::said::{Said, said};

/// Why nobody was signed in.
#[derive(Debug)]
pub enum SignInError {
    /// Login, password or code is wrong; which one is not told.
    Wrong,
    /// Login and password are right, and a one-time code is asked for.
    CodeNeeded,
    /// Too many failures: look again after so many seconds.
    TooSoon {
        /// Seconds to wait, at least 1.
        seconds: i64,
    },
    /// Ten failures: locked until then.
    Locked {
        /// When it is open again.
        until: Timestamp,
        /// Seconds to wait, at least 1.
        seconds: i64,
    },
    /// An issuer vouches for somebody who was bound to no account.
    Unbound,
    /// The proofs could not be used.
    Failed(AccessError),
}

impl SignInError {
    /// The code that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            SignInError::Wrong => "SIGN-01",
            SignInError::CodeNeeded => "SIGN-02",
            SignInError::TooSoon { .. } => "SIGN-03",
            SignInError::Locked { .. } => "SIGN-04",
            SignInError::Failed(_) => "SIGN-05",
            SignInError::Unbound => "SIGN-06",
        }
    }

    /// The sentence for people.
    pub fn said(&self) -> Said {
        match self {
            SignInError::Wrong => {
                said!("login, password or code is wrong", "nama masuk, kata sandi atau kode salah")
            }
            SignInError::CodeNeeded => said!(
                "a one-time code is needed; read it from your authenticator program",
                "diperlukan kode sekali pakai; baca dari program autentikator Anda"
            ),
            SignInError::TooSoon { seconds } => said!(
                "too many failed attempts; try again in {seconds} seconds",
                "terlalu banyak upaya gagal; coba lagi dalam {seconds} detik"
            ),
            SignInError::Locked { seconds, .. } => said!(
                "locked after ten failed attempts; try again in {} minutes",
                "dikunci setelah sepuluh upaya gagal; coba lagi dalam {} menit",
                seconds.saturating_add(59) / 60
            ),
            SignInError::Unbound => said!(
                "the issuer vouches for somebody who has no account here; ask an administrator to \
                 bind you to yours",
                "penerbit menjamin orang yang tidak punya akun di sini; mintalah administrator \
                 menautkan Anda dengan akun Anda"
            ),
            SignInError::Failed(error) => error.said(),
        }
    }
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl std::error::Error for SignInError {}

impl From<AccessError> for SignInError {
    fn from(error: AccessError) -> SignInError {
        SignInError::Failed(error)
    }
}

fn waiting(wait: Wait, now: Timestamp) -> SignInError {
    let seconds = |until| seconds_between(now, until).max(1);
    match wait {
        Wait::Until(until) => SignInError::TooSoon { seconds: seconds(until) },
        Wait::Locked(until) => SignInError::Locked { until, seconds: seconds(until) },
    }
}

impl Access {
    /// Signs somebody in. `totp` is the code of an authenticator program or a recovery code,
    /// `origin` where the attempt comes from. Takes as long for a login that nobody has.
    ///
    /// # Errors
    ///
    /// In this order: [`SignInError::Locked`], [`SignInError::TooSoon`], [`SignInError::Wrong`]
    /// for the password, [`SignInError::CodeNeeded`], [`SignInError::Wrong`] for the code.
    pub fn sign_in(
        &self,
        login: &str,
        password: &str,
        totp: Option<&str>,
        origin: &str,
        now: Timestamp,
    ) -> Result<Session, SignInError> {
        let name = login::normalised(login).unwrap_or_else(|_| "?".to_owned());
        let check = || self.throttle().check(&name, origin, now).map_err(|wait| waiting(wait, now));
        check()?;
        // One at a time, from the count of failures to the next: none slips through beside others.
        let _one = self.one_hash();
        check()?;
        let attempt = self.attempt(&name, password, totp, now);
        match &attempt {
            Err(SignInError::Wrong) => self.throttle().failed(&name, origin, now),
            Ok(_) => self.throttle().succeeded(&name),
            Err(_) => {}
        }
        attempt
    }

    fn attempt(
        &self,
        name: &str,
        password: &str,
        code: Option<&str>,
        now: Timestamp,
    ) -> Result<Session, SignInError> {
        let known = {
            let held = self.read();
            let account = held.logins.get(name).copied();
            account.and_then(|account| Some((account, held.credentials.get(&account)?.clone())))
        };
        let phc = known.as_ref().map(|(_, row)| row.password.as_str());
        let verdict = password::verify(password, phc);
        let Some((account, row)) = known.filter(|_| verdict.fits) else {
            return Err(SignInError::Wrong);
        };
        let fresh = verdict.outdated.then(|| password::hash(password));
        let means = self.second_factor(AccountRef(account), &row, code, fresh, now)?;
        let proven = means == Authentication::Totp;
        Ok(self.begin(account, (means, proven), now)?)
    }

    /// Takes the code where one is asked for, and keeps what changes by it: each is taken once.
    fn second_factor(
        &self,
        account: AccountRef,
        seen: &Credential,
        code: Option<&str>,
        fresh: Option<String>,
        now: Timestamp,
    ) -> Result<Authentication, SignInError> {
        let mut held = self.write();
        // Changed in the meantime: what was proven no longer counts.
        let current = held.credentials.get(&account.0).filter(|row| *row == seen);
        let mut row = current.cloned().ok_or(SignInError::Wrong)?;
        let means = if row.second_factor() {
            let code = code.map(str::trim).filter(|code| !code.is_empty());
            self.take_code(account, &mut row, code.ok_or(SignInError::CodeNeeded)?, now)?;
            Authentication::Totp
        } else {
            Authentication::Password
        };
        row.password = fresh.unwrap_or(row.password);
        if row != *seen {
            self.commit(&mut held, vec![put(account, &row)])?;
        }
        Ok(means)
    }

    /// Takes a code of the generator, or a recovery code.
    fn take_code(
        &self,
        account: AccountRef,
        row: &mut Credential,
        code: &str,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let totp = row.totp.clone().ok_or(SignInError::Wrong)?;
        if let Some(last_step) = self.step_of(account.0, &totp, code, now) {
            row.totp = Some(Totp { last_step, ..totp });
            return Ok(());
        }
        let hash = self.key.hash(account.0, &codes::normalised(code));
        let at = row.recovery.iter().position(|known| *known == hash).ok_or(SignInError::Wrong)?;
        row.recovery.remove(at);
        Ok(())
    }
}
