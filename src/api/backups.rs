//! Backups that a service makes by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jejak_events::Timestamp;

use crate::backup::Source;
use crate::commands::{House, errors};
use crate::ledger::Clock;

/// How long it waits after an attempt that failed, at most.
const AGAIN_AFTER: Duration = Duration::from_mins(10);
/// How often it looks whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A thread that makes backups.
pub struct Backups {
    end: Arc<AtomicBool>,
    thread: std::thread::JoinHandle<()>,
}

/// Makes a backup whenever the last good one is so old, from now on; none where the house has no place
/// for backups. What fails is logged, counted, and tried again.
pub fn keep(house: Arc<House>, clock: Arc<dyn Clock>, every: Duration) -> Option<Backups> {
    house.backups.as_ref()?;
    let end = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&end);
    let thread = std::thread::spawn(move || {
        let mut tried: Option<Instant> = None;
        while !ended.load(Ordering::Relaxed) {
            let rested = tried.is_none_or(|at| at.elapsed() >= every.min(AGAIN_AFTER));
            if rested && is_due(&house, clock.now(), every) {
                back_up(&house, clock.now());
                tried = Some(Instant::now());
            }
            std::thread::sleep(LOOK_EVERY);
        }
    });
    Some(Backups { end, thread })
}

fn is_due(house: &House, now: Timestamp, every: Duration) -> bool {
    let Some(place) = &house.backups else { return false };
    let every = i64::try_from(every.as_micros()).unwrap_or(i64::MAX);
    let finished = place.standing().finished;
    finished.is_none_or(|(at, _)| now.micros().saturating_sub(at.micros()) >= every)
}

fn back_up(house: &House, now: Timestamp) {
    let Some(place) = &house.backups else { return };
    let source = Source { folder: &house.folder, ledger: &house.ledger, now };
    if let Err(error) = place.back_up(&source, &|_, _| {}) {
        let why = errors::said(&*error).en;
        tracing::error!(why, "the backup failed, and is tried again");
    }
}

impl Backups {
    /// Ends the thread, after a backup that it is making.
    pub fn end(self) {
        self.end.store(true, Ordering::Relaxed);
        // A panic of the thread was reported when it happened.
        let _ = self.thread.join();
    }
}
