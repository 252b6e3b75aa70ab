//! What every request is answered from.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::incoming::Incoming;
use super::jobs::Jobs;
use super::metrics::Metrics;
use super::oidc::Oidc;
use super::origin::Proxies;
use super::remembered::Remembered;
use super::standings::Standings;
use crate::access::Access;
use crate::commands::House;
use crate::ledger::Clock;
use jejak_events::{Head, ZoneId};

/// What every request is answered from, shared by all.
pub type Shared = Arc<Service>;

/// A running service.
pub struct Service {
    /// Folder and ledger.
    pub house: Arc<House>,
    /// Who may do what.
    pub access: Arc<Access>,
    /// What was found of it.
    pub standings: Standings,
    /// The ledger's zone, which never changes.
    pub zone: ZoneId,
    /// An issuer that vouches for people, where there is one.
    pub oidc: Option<Oidc>,
    /// The machine's clock, or a test's.
    pub clock: Arc<dyn Clock>,
    /// The head that readers see, as it advances.
    pub head: watch::Receiver<Head>,
    /// Commands that run at once: reading takes a processor each.
    pub turns: Arc<Semaphore>,
    /// Answers that still hold.
    pub remembered: Remembered,
    /// Long work.
    pub jobs: Jobs,
    /// What is counted.
    pub metrics: Metrics,
    /// Whose word is taken for where a request came from.
    pub proxies: Proxies,
    /// Where bodies lie while they are worked on.
    pub incoming: Incoming,
    /// Most bytes of a body.
    pub body_max: usize,
}

impl Service {
    /// The time of this moment.
    pub fn now(&self) -> jejak_events::Timestamp {
        self.clock.now()
    }

    /// The tag of what is read now: the head, and the day, on which some answers depend.
    pub fn tag(&self) -> String {
        let head = self.house.ledger.read(|it| it.head);
        format!("W/\"{}-{}-{}\"", head.size, &head.hash.to_string()[..16], self.today())
    }

    /// The civil date of today in the ledger's zone.
    pub fn today(&self) -> jejak_events::Date {
        self.now().date_in(self.zone)
    }
}
