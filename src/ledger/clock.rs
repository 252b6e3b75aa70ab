//! The one place where the ledger learns what time it is.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jejak_events::Timestamp;

/// A clock: civil time, and time that never goes back.
pub trait Clock: Send + Sync {
    /// Civil time.
    fn now(&self) -> Timestamp;
    /// Time since some fixed moment, never going back.
    fn monotonic(&self) -> Duration;
}

/// The machine's clocks.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        SystemClock { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        Timestamp::from_micros(micros).unwrap_or(Timestamp::MAX)
    }
    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that shows what it was set to: for the sample ledger and for tests.
#[derive(Debug)]
pub struct ScriptedClock {
    shown: Mutex<(Timestamp, Duration)>,
}

impl ScriptedClock {
    /// A clock standing at a time.
    pub fn at(now: Timestamp) -> ScriptedClock {
        ScriptedClock { shown: Mutex::new((now, Duration::ZERO)) }
    }

    /// Moves both clocks so that civil time is `now`; civil time alone when that is earlier.
    pub fn set(&self, now: Timestamp) {
        let mut shown = self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let forward = now.micros().saturating_sub(shown.0.micros());
        let forward = Duration::from_micros(u64::try_from(forward).unwrap_or(0));
        *shown = (now, shown.1.saturating_add(forward));
    }

    /// Moves civil time alone: a clock that jumps.
    pub fn jump(&self, now: Timestamp) {
        self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner).0 = now;
    }
}

impl Clock for ScriptedClock {
    fn now(&self) -> Timestamp {
        self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner).0
    }
    fn monotonic(&self) -> Duration {
        self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner).1
    }
}
