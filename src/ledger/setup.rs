//! How a ledger is opened.

use std::sync::Arc;

use super::clock::{Clock, SystemClock};
use super::identity::{RequestSecret, random_bytes};

/// How to open a ledger.
pub struct Setup {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The secret behind request ids.
    pub secret: RequestSecret,
    /// Consent to a start long after the last event; recorded where it was needed.
    pub accept_clock: bool,
}

impl Setup {
    /// The machine's clock, a secret of its own.
    pub fn plain() -> Setup {
        Setup {
            clock: Arc::new(SystemClock::default()),
            secret: RequestSecret::new(random_bytes()),
            accept_clock: false,
        }
    }
}
