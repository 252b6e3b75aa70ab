//! Passwords: what is accepted, and argon2id.
//!
//! A hash is a PHC string, which names its own parameters: when [`params`] change, the next sign-in
//! hashes anew.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{AccessError, random};
use crate::said::{Said, said};

/// Fewest characters.
pub(super) const LENGTH_MIN: usize = 12;
/// Most bytes: a long sentence, and nothing that keeps the hash busy.
const BYTES_MAX: usize = 1_024;
/// Memory per hash: 19 MiB with two passes, as OWASP asks.
const MEMORY_KIB: u32 = if cfg!(test) { 16 } else { 19 * 1024 };
const PASSES: u32 = if cfg!(test) { 1 } else { 2 };
/// What a common word may be followed or preceded by and still be that word.
const SLACK: usize = 6;

/// Words that everybody tries, one per line.
const COMMON: &str = include_str!("common.txt");

/// Refuses what is easily guessed.
///
/// # Errors
///
/// [`AccessError::Field`] that says what is wrong, never the password.
pub(super) fn check(login: &str, password: &str) -> Result<(), AccessError> {
    let count = password.chars().count();
    let refused = |found: Said| {
        Err(AccessError::Field {
            field: "password",
            expected: said!(
                "at least {LENGTH_MIN} characters that are neither your login nor what everybody \
                 tries",
                "sedikitnya {LENGTH_MIN} karakter, bukan nama masuk Anda dan bukan yang dicoba \
                 semua orang"
            ),
            found,
        })
    };
    if count < LENGTH_MIN {
        return refused(said!("{count} characters", "{count} karakter"));
    }
    if password.len() > BYTES_MAX {
        return refused(said!("more than {BYTES_MAX} bytes", "lebih dari {BYTES_MAX} bita"));
    }
    let plain: String = password.to_lowercase().split_whitespace().collect();
    if plain.contains(login) {
        return refused(said!("one with the login in it", "yang berisi nama masuk"));
    }
    if is_common(&plain) {
        return refused(said!("one that everybody tries", "yang dicoba semua orang"));
    }
    Ok(())
}

/// Whether a password is little more than common words, one symbol repeated, or a run of keys.
fn is_common(plain: &str) -> bool {
    let mut symbols: Vec<char> = plain.chars().collect();
    symbols.sort_unstable();
    symbols.dedup();
    if symbols.len() < 5 {
        return true;
    }
    let mut words: Vec<&str> = COMMON.lines().filter(|line| !line.starts_with('#')).collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.into_iter().fold(plain.to_owned(), |rest, word| rest.replace(word, ""));
    rest.len() < plain.len() && rest.chars().count() <= SLACK
}

/// The parameters of new hashes.
fn params() -> Params {
    Params::new(MEMORY_KIB, PASSES, 1, None).expect("parameters that argon2 accepts")
}

/// The PHC string of a password.
pub(super) fn hash(password: &str) -> String {
    hash_with(password, params())
}

pub(super) fn hash_with(password: &str, params: Params) -> String {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hashed = argon2.hash_password_with_salt(password.as_bytes(), &random::<16>());
    hashed.expect("a password below the limits of argon2").to_string()
}

/// What a password is to a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Whether it is the one; compared in constant time.
    pub fits: bool,
    /// Whether the hash has other parameters than new ones.
    pub outdated: bool,
}

/// Compares a password with a hash. Without one it takes as long, and never fits: nobody learns
/// whether a login exists.
pub(super) fn verify(password: &str, phc: Option<&str>) -> Verdict {
    let no = Verdict { fits: false, outdated: false };
    if password.len() > BYTES_MAX {
        return no;
    }
    let Some(hash) = phc.and_then(|phc| PasswordHash::new(phc).ok()) else {
        let _ = hash(password);
        return no;
    };
    let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    let outdated = Params::try_from(&hash).is_ok_and(|used| {
        let new = params();
        (used.m_cost(), used.t_cost(), used.p_cost()) != (new.m_cost(), new.t_cost(), new.p_cost())
    });
    Verdict { fits, outdated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_guessed_is_refused() {
        let table = [
            ("kursi-biru-di-teras", None),
            ("Tujuh belas ekor itik", None),
            ("kursi-biru1", Some("11 characters")),
            ("siti.rahma-di-teras", Some("one with the login in it")),
            ("SITI.RAHMA 123456", Some("one with the login in it")),
            ("Password1234", Some("one that everybody tries")),
            ("bismillah123", Some("one that everybody tries")),
            ("dinsosbanten2026", Some("one that everybody tries")),
            ("aaaaaaaaaaaaaaaa", Some("one that everybody tries")),
            ("1212121212121212", Some("one that everybody tries")),
            ("qwertyuiop12345678", Some("one that everybody tries")),
        ];
        for (password, expected) in table {
            let found = match check("siti.rahma", password) {
                Ok(()) => None,
                Err(AccessError::Field { found, .. }) => Some(found.en),
                Err(other) => panic!("{other}"),
            };
            assert_eq!(found.as_deref(), expected, "{password}");
        }
        assert!(check("siti.rahma", &"kursi biru ".repeat(100)).is_err(), "too long");
    }

    #[test]
    fn hashes_name_their_parameters_and_grow_old() {
        let new = hash("kursi-biru-di-teras");
        assert!(new.starts_with("$argon2id$v=19$m=16,t=1,p=1$"), "{new}");
        assert_ne!(new, hash("kursi-biru-di-teras"), "a salt of its own");
        let verdict = |password, phc| {
            let Verdict { fits, outdated } = verify(password, phc);
            (fits, outdated)
        };
        assert_eq!(verdict("kursi-biru-di-teras", Some(&*new)), (true, false));
        assert_eq!(verdict("kursi-biru-di-Teras", Some(&*new)), (false, false));
        assert_eq!(verdict("kursi-biru-di-teras", None), (false, false));
        assert_eq!(verdict("kursi-biru-di-teras", Some("nonsense")), (false, false));
        let old = hash_with("kursi-biru-di-teras", Params::new(8, 1, 1, None).unwrap());
        assert_eq!(verdict("kursi-biru-di-teras", Some(&*old)), (true, true));
    }
}
