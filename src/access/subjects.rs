//! People for whom an issuer of OpenID Connect vouches: whoever it calls by a name that was bound to
//! an account signs in as that account. The names are kept as keyed hashes alone.

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;

use super::rows::{SubjectRow, encoded, subject_key};
use super::store::Change;
use super::{Access, AccessError, Session, SignInError};
use crate::said::{Said, said};

/// Longest name by which an issuer calls somebody (OpenID Connect Core 1.0, section 2).
const SUBJECT_BYTES_MAX: usize = 255;

impl Access {
    /// Binds somebody to an account, by the name (`sub`) that an issuer calls them. Binding again
    /// moves them.
    ///
    /// # Errors
    ///
    /// [`AccessError::Field`] for a name that no issuer can give.
    pub fn bind_subject(
        &self,
        account: AccountRef,
        issuer: &str,
        subject: &str,
    ) -> Result<(), AccessError> {
        check(subject)?;
        let row = SubjectRow { account: account.0 };
        let mut held = self.write();
        let key = subject_key(&self.key.subject_hash(issuer, subject));
        self.commit(&mut held, vec![Change::put(key, encoded(&row))])
    }

    /// Unbinds everybody from an account; its sessions end. How many there were.
    pub fn unbind_subjects(&self, account: AccountRef) -> Result<usize, AccessError> {
        let mut held = self.write();
        let mut changes = held.subjects_of(account.0);
        let unbound = changes.len();
        changes.extend(held.sessions_of(account.0));
        self.commit(&mut held, changes)?;
        Ok(unbound)
    }

    /// How many people an issuer vouches for are bound to an account.
    pub fn subjects_of(&self, account: AccountRef) -> usize {
        self.read().subjects_of(account.0).len()
    }

    /// Begins a session for somebody whose token of an issuer was verified. `proven` says whether
    /// the issuer asked for a second factor.
    ///
    /// # Errors
    ///
    /// [`SignInError::Unbound`] where nobody bound them to an account.
    pub fn sign_in_by_issuer(
        &self,
        issuer: &str,
        subject: &str,
        proven: bool,
        now: Timestamp,
    ) -> Result<Session, SignInError> {
        let hash = self.key.subject_hash(issuer, subject);
        let account = self.read().subjects.get(&hash).map(|row| row.account);
        let account = account.ok_or(SignInError::Unbound)?;
        Ok(self.begin(account, (Authentication::Oidc, proven), now)?)
    }
}

fn check(subject: &str) -> Result<(), AccessError> {
    let plain = !subject.chars().any(char::is_control) && subject.trim() == subject;
    if (1..=SUBJECT_BYTES_MAX).contains(&subject.len()) && plain {
        return Ok(());
    }
    Err(AccessError::Field {
        field: "subject",
        expected: said!(
            "1 to {SUBJECT_BYTES_MAX} bytes on one line, as the issuer gives them in `sub`",
            "1 sampai {SUBJECT_BYTES_MAX} bita dalam satu baris, seperti `sub` dari penerbit"
        ),
        found: Said::same(format_args!("{} bytes", subject.len())),
    })
}
