//! What every request is answered from.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::jobs::Jobs;
use super::plain::Metrics;
use crate::access::Access;
use crate::commands::House;
use crate::ledger::Clock;
use jejak_events::Head;

/// What every request is answered from, shared by all.
pub type Shared = Arc<Service>;

/// A running service.
pub struct Service {
    /// Folder and ledger.
    pub house: Arc<House>,
    /// Who may do what.
    pub access: Arc<Access>,
    /// The machine's clock, or a test's.
    pub clock: Arc<dyn Clock>,
    /// The head that readers see, as it advances.
    pub head: watch::Receiver<Head>,
    /// Commands that run at once: reading takes a processor each.
    pub turns: Arc<Semaphore>,
    /// Long work.
    pub jobs: Jobs,
    /// What is counted.
    pub metrics: Metrics,
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
        let zone = self.house.ledger.read(|it| it.reading.state.integrity.meta().zone);
        self.now().date_in(zone)
    }
}
