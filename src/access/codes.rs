//! One-time codes with which an account gets its login: at the first start, and whenever somebody
//! forgot theirs. Nobody ever has a default password.

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use subtle::ConstantTimeEq as _;

use super::credentials::replacing;
use super::rows::{CodeRow, code_key, encoded};
use super::store::Change;
use super::{ADMINISTRATOR, Access, AccessError, hashed, later, random};

/// Characters of a code: 100 random bits.
const LENGTH: usize = 20;
/// How long it can be used.
const LIFE_SECONDS: i64 = 24 * 3_600;
/// 32 letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Random characters in groups of five.
pub(super) fn drawn(groups: usize) -> String {
    let group = |_| {
        let bytes = random::<5>();
        bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect::<String>()
    };
    (0..groups).map(group).collect::<Vec<_>>().join("-")
}

/// A code as it was drawn, however it was typed.
pub(super) fn normalised(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

impl Access {
    /// A code for the administrator's account, to be shown on the terminal alone. One that was
    /// drawn before no longer counts. For a first start, and for a forgotten password.
    pub fn first_code(&self, now: Timestamp) -> Result<String, AccessError> {
        self.code_for(ADMINISTRATOR, now)
    }

    /// A code for an account: whoever has it sets login and password, once, within 24 hours. One
    /// that was drawn before no longer counts.
    pub fn code_for(&self, account: AccountRef, now: Timestamp) -> Result<String, AccessError> {
        let code = drawn(LENGTH / 5);
        let expires = later(now, LIFE_SECONDS).micros();
        let row = CodeRow { hash: hashed(&normalised(&code)), expires };
        let mut held = self.write();
        self.commit(&mut held, vec![Change::put(code_key(account.0), encoded(&row))])?;
        Ok(code)
    }

    /// A password that nobody guesses: 100 random bits.
    pub fn drawn_password() -> String {
        drawn(LENGTH / 5)
    }

    /// Whether the administrator has no login yet: the first start.
    pub fn is_unclaimed(&self) -> bool {
        !self.read().credentials.contains_key(&ADMINISTRATOR.0)
    }

    /// Gives the account of a code its login and password. Sessions that it had end, and its
    /// second factor has to be enrolled anew: whoever needs a code may have lost it too.
    ///
    /// # Errors
    ///
    /// [`AccessError::CodeWrong`]; [`AccessError::Field`] or [`AccessError::LoginTaken`], after
    /// which the code can be used again.
    pub fn claim(
        &self,
        code: &str,
        login: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<AccountRef, AccessError> {
        let account = self.account_of_code(code, now).ok_or(AccessError::CodeWrong)?;
        let set = self.credential_with(account, login, password)?;
        let mut held = self.write();
        // Nobody else used it in the meantime.
        if !held.codes.contains_key(&account) {
            return Err(AccessError::CodeWrong);
        }
        let mut changes = replacing(&held, account, set, false)?;
        changes.push(Change::remove(code_key(account)));
        self.commit(&mut held, changes)?;
        Ok(AccountRef(account))
    }

    fn account_of_code(&self, code: &str, now: Timestamp) -> Option<u64> {
        let hash = hashed(&normalised(code));
        let held = self.read();
        let live = |row: &CodeRow| now.micros() < row.expires && bool::from(row.hash.ct_eq(&hash));
        held.codes.iter().find(|(_, row)| live(row)).map(|(account, _)| *account)
    }
}
