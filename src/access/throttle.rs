//! Delays that grow with failed attempts, per login and per origin.
//!
//! In memory alone: a restart forgets it, which only the operator can cause. A login that nobody
//! has is counted like any other, so that nobody learns which exist.

use std::collections::HashMap;

use jejak_events::Timestamp;

use super::{later, seconds_between};

/// Failures in a row after which a login is locked.
const LOCK_AFTER: u32 = 10;
/// How long it is locked, and how long failures are remembered.
const LOCK_SECONDS: i64 = 15 * 60;
/// Failures that cost no delay: people mistype. An origin is an office with many people.
const FREE_OF_LOGIN: u32 = 2;
const FREE_OF_ORIGIN: u32 = 20;
const DELAY_SECONDS_MAX: i64 = 60;
/// Names remembered at once, of either sort: 10,000 are about a megabyte.
const NAMES_MAX: usize = 10_000;

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// Until the next attempt is looked at.
    Until(Timestamp),
    /// Locked until then.
    Locked(Timestamp),
}

#[derive(Debug, Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
}

/// Failed attempts by name.
#[derive(Debug, Default)]
struct Counter(HashMap<String, Tries>);

impl Counter {
    /// The failures that still count.
    fn of(&self, name: &str, now: Timestamp) -> Option<Tries> {
        let tries = self.0.get(name).copied();
        tries.filter(|tries| seconds_between(tries.last, now) < LOCK_SECONDS)
    }

    fn add(&mut self, name: &str, now: Timestamp) {
        let count = self.of(name, now).map_or(0, |tries| tries.count);
        if self.0.len() >= NAMES_MAX && !self.0.contains_key(name) {
            self.make_room(now);
        }
        self.0.insert(name.to_owned(), Tries { count: count.saturating_add(1), last: now });
    }

    /// Forgets what no longer counts, and else whoever failed least.
    fn make_room(&mut self, now: Timestamp) {
        self.0.retain(|_, tries| seconds_between(tries.last, now) < LOCK_SECONDS);
        if self.0.len() >= NAMES_MAX {
            let least = self.0.values().map(|tries| tries.count).min().unwrap_or(0);
            self.0.retain(|_, tries| tries.count > least);
        }
    }
}

/// When the next attempt is looked at: after 1, 2, 4 ... 60 seconds beyond the free ones.
fn next(tries: Tries, free: u32) -> Timestamp {
    let Some(beyond) = tries.count.checked_sub(free).filter(|beyond| *beyond > 0) else {
        return Timestamp::MIN;
    };
    let delay = 1_i64.checked_shl(beyond - 1).unwrap_or(DELAY_SECONDS_MAX);
    later(tries.last, delay.clamp(1, DELAY_SECONDS_MAX))
}

/// Failed attempts of every login and origin.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    logins: Counter,
    origins: Counter,
}

impl Throttle {
    /// Whether an attempt is looked at now.
    pub fn check(&self, login: &str, origin: &str, now: Timestamp) -> Result<(), Wait> {
        let of_login = self.logins.of(login, now);
        if let Some(tries) = of_login.filter(|tries| tries.count >= LOCK_AFTER) {
            return Err(Wait::Locked(later(tries.last, LOCK_SECONDS)));
        }
        let of_login = of_login.map(|tries| next(tries, FREE_OF_LOGIN));
        let of_origin = self.origins.of(origin, now).map(|tries| next(tries, FREE_OF_ORIGIN));
        let until = of_login.max(of_origin).filter(|until| *until > now);
        until.map_or(Ok(()), |until| Err(Wait::Until(until)))
    }

    /// An attempt failed.
    pub fn failed(&mut self, login: &str, origin: &str, now: Timestamp) {
        self.logins.add(login, now);
        self.origins.add(origin, now);
    }

    /// Somebody signed in: the login begins anew, the origin does not, else one good account would
    /// make all others free.
    pub fn succeeded(&mut self, login: &str) {
        self.logins.0.remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros((1_800_000_000 + seconds) * 1_000_000).unwrap()
    }

    fn after(failures: u32, name: impl Fn(u32) -> (String, String)) -> Throttle {
        let mut throttle = Throttle::default();
        for n in 0..failures {
            let (login, origin) = name(n);
            throttle.failed(&login, &origin, at(0));
        }
        throttle
    }

    #[test]
    fn a_login_waits_longer_each_time_and_is_locked_in_the_end() {
        let table = [(0, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 32), (9, 60)];
        for (failures, seconds) in table {
            let throttle = after(failures, |n| ("siti".to_owned(), format!("10.0.0.{n}")));
            let free = throttle.check("siti", "10.0.1.1", at(seconds));
            assert_eq!(free, Ok(()), "{failures}");
            if seconds > 0 {
                let early = throttle.check("siti", "10.0.1.1", at(seconds - 1));
                assert_eq!(early, Err(Wait::Until(at(seconds))), "{failures}");
            }
            assert_eq!(throttle.check("budi", "10.0.1.1", at(0)), Ok(()), "others are free");
        }
        let throttle = after(10, |n| ("siti".to_owned(), format!("10.0.0.{n}")));
        let locked = throttle.check("siti", "10.0.1.1", at(899));
        assert_eq!(locked, Err(Wait::Locked(at(900))));
        assert_eq!(throttle.check("siti", "10.0.1.1", at(900)), Ok(()), "a quarter of an hour");
    }

    #[test]
    fn an_origin_that_tries_many_logins_waits() {
        let throttle = after(20, |n| (format!("user{n}"), "10.0.0.1".to_owned()));
        assert_eq!(throttle.check("siti", "10.0.0.1", at(0)), Ok(()), "an office mistypes");
        let mut throttle = after(24, |n| (format!("user{n}"), "10.0.0.1".to_owned()));
        assert_eq!(throttle.check("siti", "10.0.0.1", at(0)), Err(Wait::Until(at(8))));
        assert_eq!(throttle.check("siti", "10.0.0.2", at(0)), Ok(()));
        throttle.succeeded("siti");
        assert_eq!(throttle.check("siti", "10.0.0.1", at(0)), Err(Wait::Until(at(8))));
    }

    #[test]
    fn memory_is_bounded_and_keeps_who_failed_most() {
        let mut throttle = after(10, |_| ("siti".to_owned(), "10.0.0.1".to_owned()));
        for n in 0..12_000 {
            throttle.failed(&format!("user{n}"), &format!("o{n}"), at(1));
        }
        assert!(throttle.logins.0.len() <= NAMES_MAX);
        assert!(throttle.check("siti", "10.0.1.1", at(1)).is_err(), "still locked");
    }
}
