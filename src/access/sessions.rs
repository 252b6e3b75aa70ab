//! Sessions of people: 32 random bytes that the browser holds, of which only the hash is kept.

use std::fmt;
use std::sync::atomic::Ordering;

use jejak_events::Timestamp;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Authentication;
use subtle::ConstantTimeEq as _;

use super::held::Live;
use super::rows::{SessionRow, encoded, session_key};
use super::store::Change;
use super::{Access, AccessError, Known, Scope, hashed, hex, later, random};

/// A session that is not used ends.
pub(super) const IDLE_SECONDS: i64 = 30 * 60;
/// Every session ends.
pub(super) const ABSOLUTE_SECONDS: i64 = 12 * 3_600;
/// When it was last seen is written this rarely: a crash ends sessions that much earlier.
pub(super) const SEEN_SECONDS: i64 = 5 * 60;

/// A session that began.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// What the browser shows from now on, 64 hexadecimal digits. Nobody else ever sees it.
    pub secret: String,
    /// What forms of this session carry; see [`Access::csrf`].
    pub csrf: String,
    /// The account.
    pub account: AccountRef,
    /// How it was proven.
    pub means: Authentication,
    /// When it ends at the latest.
    pub expires: Timestamp,
}

/// Without the secrets, so that no log has them.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Session { account, means, expires, .. } = self;
        write!(f, "Session {{ {account:?}, {means}, until {expires} }}")
    }
}

impl Live {
    fn lasts(&self, now: Timestamp) -> bool {
        let within =
            |from: i64, seconds: i64| now.micros().saturating_sub(from) < seconds * 1_000_000;
        within(self.seen.load(Ordering::Relaxed), IDLE_SECONDS)
            && within(self.row.began, ABSOLUTE_SECONDS)
    }
}

impl Access {
    /// Begins a session, and forgets those that ended.
    pub(super) fn begin(
        &self,
        account: u64,
        (means, proven): (Authentication, bool),
        now: Timestamp,
    ) -> Result<Session, AccessError> {
        let secret = hex(&random::<32>());
        let (began, seen) = (now.micros(), now.micros());
        let row = SessionRow { account, means, proven, began, seen };
        let mut held = self.write();
        let ended = held.sessions.iter().filter(|(_, live)| !live.lasts(now));
        let mut changes: Vec<Change> =
            ended.map(|(hash, _)| Change::remove(session_key(hash))).collect();
        changes.push(Change::put(session_key(&hashed(&secret)), encoded(&row)));
        self.commit(&mut held, changes)?;
        let (csrf, expires) = (Access::csrf(&secret), later(now, ABSOLUTE_SECONDS));
        Ok(Session { secret, csrf, account: AccountRef(account), means, expires })
    }

    /// How many sessions have not ended.
    pub fn sessions(&self, now: Timestamp) -> usize {
        self.read().sessions.values().filter(|live| live.lasts(now)).count()
    }

    /// Who shows a session's secret; nothing when it ended or never was.
    pub fn session(&self, secret: &str, now: Timestamp) -> Option<Known> {
        let hash = hashed(secret);
        let held = self.read();
        let live = held.sessions.get(&hash).filter(|live| live.lasts(now))?;
        live.seen.fetch_max(now.micros(), Ordering::Relaxed);
        let row = SessionRow { seen: now.micros(), ..live.row.clone() };
        let due = now.micros() - live.row.seen >= SEEN_SECONDS * 1_000_000;
        drop(held);
        let (account, scope) = (AccountRef(row.account), Scope::Whole);
        let known = Known { account, means: row.means, proven: row.proven, scope };
        if due {
            self.write_seen(hash, &row);
        }
        Some(known)
    }

    /// Writes when a session was last seen. That it cannot be written ends nothing now.
    fn write_seen(&self, hash: [u8; 32], row: &SessionRow) {
        let mut held = self.write();
        if held.sessions.get(&hash).is_some_and(|live| live.row.seen < row.seen) {
            let _ = self.commit(&mut held, vec![Change::put(session_key(&hash), encoded(row))]);
        }
    }

    /// Ends a session. One that ended before is no error.
    pub fn sign_out(&self, secret: &str) -> Result<(), AccessError> {
        let mut held = self.write();
        let hash = hashed(secret);
        if !held.sessions.contains_key(&hash) {
            return Ok(());
        }
        self.commit(&mut held, vec![Change::remove(session_key(&hash))])
    }

    /// Ends every session of an account.
    pub fn sign_out_everywhere(&self, account: AccountRef) -> Result<(), AccessError> {
        let mut held = self.write();
        let changes = held.sessions_of(account.0);
        self.commit(&mut held, changes)
    }

    /// What forms of a session carry: made of its secret, and of no use to find it.
    pub fn csrf(secret: &str) -> String {
        hex(&blake3::derive_key("jejak 2026 csrf v1", secret.as_bytes()))
    }

    /// Whether a form carries the value of its session; compared in constant time.
    pub fn csrf_fits(secret: &str, given: &str) -> bool {
        Access::csrf(secret).as_bytes().ct_eq(given.as_bytes()).into()
    }
}
