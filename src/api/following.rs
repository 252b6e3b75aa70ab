//! A thread that follows the ledger: it tells everybody who waits how far the readers have come, and
//! sees to it that the head of the second ledger is recorded daily.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jejak_events::Head;
use tokio::sync::watch;

use crate::commands::House;
use crate::commands::open::operator;
use crate::ledger::{Ledger, Seal};

/// The thread.
pub struct Following {
    /// Set, it ends.
    pub end: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// Begins to follow.
pub fn follow(house: Arc<House>, heads: watch::Sender<Head>) -> Following {
    let end = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&end);
    let thread = std::thread::spawn(move || {
        let ledger: &Ledger = &house.ledger;
        let mut last = *heads.borrow();
        let mut sealed: Option<Instant> = None;
        while !ended.load(Ordering::Relaxed) {
            if sealed.is_none_or(|at| at.elapsed() > Duration::from_mins(1)) {
                seal(ledger);
                sealed = Some(Instant::now());
            }
            let head = ledger.wait_beyond(last.size, Duration::from_millis(200));
            if head.size > last.size {
                last = head;
                heads.send_replace(head);
            }
        }
    });
    Following { end, thread }
}

/// Seals the second ledger where it is due. Where it fails it is tried again; what it would vouch for is
/// kept all the same.
fn seal(ledger: &Ledger) {
    match ledger.seal_second(operator(None), Seal::Daily) {
        Ok(true) => tracing::info!("second ledger sealed"),
        Ok(false) => {}
        Err(why) => tracing::error!(%why, "second ledger not sealed"),
    }
}

impl Following {
    /// Ends the thread and waits for it.
    pub fn end(self) {
        self.end.store(true, Ordering::Relaxed);
        // A panic of the thread was reported when it happened.
        let _ = self.thread.join();
    }
}
