//! Sign-ins that were sent to the issuer and have not come back.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jejak_events::Timestamp;
use jejak_events::ids::Bytes32;
use subtle::ConstantTimeEq as _;

use crate::ledger::identity::random_bytes;

/// How long somebody may take at the issuer.
const LIFE_MICROS: i64 = 600 * 1_000_000;
/// Most that wait at once: a flood forgets the oldest, and takes no more memory.
const MOST: usize = 1_000;

/// What only the service knows of a sign-in.
#[cfg_attr(not(feature = "oidc"), expect(dead_code, reason = "nobody asks an issuer"))]
pub struct Secrets {
    /// The verifier of PKCE (RFC 7636).
    pub verifier: String,
    /// What the token must carry.
    pub nonce: String,
}

struct One {
    began: Timestamp,
    cookie: String,
    secrets: Secrets,
}

/// Sign-ins under way, by their state.
#[derive(Default)]
pub struct Pending {
    all: Mutex<HashMap<String, One>>,
}

impl Pending {
    /// Keeps one; the answer is what its browser must show when it comes back.
    pub fn keep(&self, state: &str, secrets: Secrets, now: Timestamp) -> String {
        let cookie = Bytes32(random_bytes()).to_string();
        let one = One { began: now, cookie, secrets };
        let shown = one.cookie.clone();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, one| lasts(one, now));
        while all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, one)| one.began);
            let Some(oldest) = oldest.map(|(state, _)| state.clone()) else { break };
            all.remove(&oldest);
        }
        all.insert(state.to_owned(), one);
        shown
    }

    /// Takes one out, once, for the browser that began it.
    pub fn take(&self, state: &str, cookie: &str, now: Timestamp) -> Option<Secrets> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let one = all.get(state)?;
        let own = bool::from(one.cookie.as_bytes().ct_eq(cookie.as_bytes()));
        if !own || !lasts(one, now) {
            return None;
        }
        all.remove(state).map(|one| one.secrets)
    }
}

fn lasts(one: &One, now: Timestamp) -> bool {
    now.micros().saturating_sub(one.began.micros()) < LIFE_MICROS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(1_800_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    fn secrets(name: &str) -> Secrets {
        Secrets { verifier: name.to_owned(), nonce: String::new() }
    }

    #[test]
    fn a_sign_in_comes_back_once_in_time_and_to_its_browser() {
        let pending = Pending::default();
        let cookie = pending.keep("a", secrets("a"), at(0));
        let other = pending.keep("b", secrets("b"), at(0));
        assert!(pending.take("a", &other, at(1)).is_none(), "another browser");
        assert!(pending.take("c", &cookie, at(1)).is_none(), "never begun");
        assert_eq!(pending.take("a", &cookie, at(599)).unwrap().verifier, "a");
        assert!(pending.take("a", &cookie, at(599)).is_none(), "taken already");
        assert!(pending.take("b", &other, at(600)).is_none(), "too late");
    }

    #[test]
    fn a_flood_forgets_the_oldest() {
        let pending = Pending::default();
        let first = pending.keep("first", secrets("first"), at(0));
        for number in 0..MOST {
            pending.keep(&number.to_string(), secrets(""), at(1));
        }
        assert!(pending.take("first", &first, at(2)).is_none());
        assert_eq!(pending.all.lock().unwrap().len(), MOST);
    }
}
